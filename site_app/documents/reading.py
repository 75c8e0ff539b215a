"""How the engine's reading of a revision is stored: one row a statement, with its fingerprints."""

from dataclasses import asdict, dataclass

from site_app.documents import house
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.models import Revision, Statement
from site_app.sources.models import Source
from site_app.statements import report as engine
from site_app.statements.check import check
from site_app.statements.fingerprint import fingerprint, loose_fingerprint


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine made of a revision: rows not yet saved, and the sources they cite as they were."""

    report: engine.Report
    rows: list[Statement]
    sources: dict[str, engine.SourceFacts]

    def still_holds(self) -> bool:
        """Whether sources and house rules are still those that the text was read by. Two queries."""
        return (
            house.rules_version() == self.report.engine_version
            and Source.objects.facts(self._cited()) == self.sources
        )

    def _cited(self) -> set[str]:
        return {tie["key"] for row in self.rows for tie in row.citations}


def read(revision: Revision) -> Reading:
    """Let the engine read a revision as sources, documents and house rules stand now."""
    draft, lookup = draft_of(revision), DatabaseLookup()
    found = check(draft, lookup, house.present())
    cited = {tie.key for statement in found.statements for tie in statement.all_citations}
    return Reading(
        report=found,
        rows=[_row(revision, statement, draft, lookup) for statement in found.statements],
        sources={key: facts for key in cited if (facts := lookup.source(key))},
    )


def _row(
    revision: Revision, statement: engine.Statement, draft: engine.Draft, lookup: engine.Lookup
) -> Statement:
    ties = [(tie, False) for tie in statement.citations] + [(tie, True) for tie in statement.inherited]
    return Statement(
        revision=revision,
        n=statement.n,
        part=statement.part,
        kind=statement.kind,
        text=statement.text,
        heading_path=list(statement.heading_path),
        lead_in=statement.lead_in,
        previous=statement.previous,
        block=statement.block,
        line=statement.line,
        start=statement.start,
        end=statement.end,
        citations=[
            {"key": tie.key, "locator": tie.locator, "inherited": inherited} for tie, inherited in ties
        ],
        pictures=list(statement.pictures),
        label=statement.label,
        reasons=[asdict(reason) for reason in statement.reasons],
        health_words=list(statement.health_words),
        fingerprint=fingerprint(statement, draft, lookup),
        loose_fingerprint=loose_fingerprint(statement, lookup),
    )
