"""What the engine and the house rules say today of a text that older ones read."""

from collections import Counter

from site_app.documents import house
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.statements.check import check
from site_app.statements.house import by_house_rule, rules_version
from site_app.statements.report import Statement
from site_app.statements.walk import walk
from site_app.vetting.blocker import Blocker
from site_app.vetting.dossier import Dossier
from site_app.vetting.labels import RANK, heaviest

_REMEDY = "Save the text anew and submit it; rulings on unchanged sentences carry over."


def engine_blockers(dossier: Dossier) -> list[Blocker]:
    """Where today's rules are stricter than those the text was read by; nothing while they are the same."""
    if dossier.submission is None:
        return []
    rules = house.present()
    if dossier.submission.engine_version == rules_version(rules):
        return []
    report = check(draft_of(dossier.revision), DatabaseLookup(), rules)
    labels: dict[str, str] = {}
    for stored in dossier.statements:
        labels[stored.text] = heaviest([labels.get(stored.text, "other"), stored.label])
    found = [
        Blocker(
            code="engine_changed",
            statement_n=None,
            sentence=fresh.text,
            reason=_why(fresh),
            remedy=_REMEDY,
            span=fresh.text,
            part=fresh.part,
            line=fresh.line,
            start=fresh.start,
            end=fresh.end,
        )
        for fresh in report.statements
        if fresh.text not in labels or RANK[fresh.label] > RANK[labels[fresh.text]]
    ]
    known = Counter(
        (finding.code, finding.part, finding.excerpt)
        for rows in dossier.findings.values()
        for finding in rows
    )
    found.extend(
        Blocker(
            code="engine_changed",
            statement_n=None,
            sentence="",
            reason=finding.reason,
            remedy=_REMEDY,
            span=finding.excerpt,
            part=finding.part,
            line=finding.line,
            start=finding.start,
            end=finding.end,
        )
        for finding in report.findings
        if finding.blocks and (finding.code, finding.part, finding.excerpt) not in known
    )
    return found


def cut_blockers(dossier: Dossier) -> list[Blocker]:
    """Whether the sentences that a reader would be shown are those that were ruled on, in their order (P1).

    The same text is cut and rendered at sealing; versions are written down by people, who may forget to.
    """
    shown = [(row.n, row.part.name, row.text) for row in walk(draft_of(dossier.revision)).sentences]
    if shown == [(row.n, row.part, row.text) for row in dossier.statements]:
        return []
    return [
        Blocker(
            code="cut_otherwise",
            statement_n=None,
            sentence="",
            reason="The engine now cuts this text into other sentences than those that were ruled on.",
            remedy=_REMEDY,
        )
    ]


def _why(fresh: Statement) -> str:
    if said := by_house_rule(fresh):
        return f"The house rules have changed since this was submitted. {said}"
    return f"The engine has learned since this was submitted: it now calls this '{fresh.label}'."
