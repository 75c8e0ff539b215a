"""What stands in the way of each statement: pure rules over a dossier, no query of their own."""

from collections.abc import Iterator

from site_app.documents.models import Statement
from site_app.sources.models import Status
from site_app.statements.report import Finding
from site_app.vetting.blocker import Blocker
from site_app.vetting.dossier import Dossier, cited, cites_itself
from site_app.vetting.labels import RANK, answered_for
from site_app.vetting.models import Decision, Degree, RaisedLabel, Ruling
from site_app.vetting.threads import Thread

# Findings that say again what this module finds out from label, citations and sources as they are now.
JUDGED_HERE = frozenset({"protocol", "uncited", "retracted_source", "unknown_source"})
# Findings that fall when a vetter rules, with a reason, that there is no health statement here.
FALL_WITH_CLEARING = frozenset({"uncited", "asserting_heading"})
# The one finding that a vetter answers by name: read by somebody who has declared the language.
UNREADABLE = "unreadable"


def statement_blockers(dossier: Dossier) -> list[Blocker]:
    """All blockers that concern one statement, in the order of the text."""
    found: list[Blocker] = []
    for statement in dossier.statements:
        found.extend(blockers_of(dossier, statement))
    return found


def blockers_of(dossier: Dossier, statement: Statement) -> Iterator[Blocker]:
    """What stands in the way of one statement."""
    ruling = dossier.rulings.get(statement.pk)
    label = dossier.label(statement)
    yield from _said(dossier, statement)
    for finding in dossier.findings.get(statement.n, ()):
        if finding.blocks and finding.code not in JUDGED_HERE and not answered(finding, ruling):
            yield from_finding(finding, statement)
    yield from _protocol(dossier, statement, ruling)
    yield from _sources(dossier, statement, ruling)
    if ruling is None:
        if any(finding.code == "asserting_heading" for finding in dossier.findings.get(statement.n, ())):
            return
        if label == "health" and not statement.citations:
            yield _blocker(
                statement,
                "uncited",
                "This says something about health and names no source.",
                "Put a source behind it, make it a question, or take it out. If it says nothing about health,"
                " a vetter can clear it with a reason.",
            )
        elif label != "protocol":
            yield _blocker(
                statement, "unruled", "Nobody has ruled on this sentence yet.", "A vetter rules on it."
            )
        return
    yield from _ruling(dossier, statement, ruling, label)


def answered(finding: Finding, ruling: Ruling | None) -> bool:
    """Whether a ruling answers a blocking finding on its statement."""
    if ruling is None:
        return False
    if finding.code == UNREADABLE:
        return any(answer.split(":")[0] == UNREADABLE for answer in ruling.answers)
    return finding.code in FALL_WITH_CLEARING and ruling.decision == Decision.CLEARED


def from_finding(finding: Finding, statement: Statement | None = None) -> Blocker:
    """An engine's finding as a blocker."""
    return Blocker(
        code=finding.code,
        statement_n=finding.n,
        sentence=statement.text if statement else "",
        reason=finding.reason,
        remedy=finding.remedy,
        span=finding.excerpt,
        part=finding.part,
        line=finding.line,
        start=finding.start,
        end=finding.end,
    )


def vetters_protocol(dossier: Dossier, statement: Statement) -> RaisedLabel | None:
    """The raising of a statement to protocol, if somebody did so. It has no road to readers (P2)."""
    return next((row for row in dossier.raised.get(statement.pk, ()) if row.label == "protocol"), None)


def _said(dossier: Dossier, statement: Statement) -> Iterator[Blocker]:
    for thread in dossier.threads.get(statement.pk, ()):
        if thread.is_open:
            yield _blocker(statement, "open_comment", *words_of_thread(thread))


def words_of_thread(thread: Thread) -> tuple[str, str]:
    """Why an unresolved comment stands in the way, and what to do."""
    said = thread.begun
    if thread.waits_for_answer:
        return (
            f"{said.by} asked {said.asked} about it, who has not answered: {said.text}",
            f"{said.asked} answers; then {said.by}, or a vetter, resolves it.",
        )
    return f"{said.by} said: {said.text}", f"Answer it; then {said.by}, or a vetter, resolves it."


def _protocol(dossier: Dossier, statement: Statement, ruling: Ruling | None) -> Iterator[Blocker]:
    if raised := vetters_protocol(dossier, statement):
        yield _blocker(
            statement,
            "protocol",
            f"{raised.by} holds this to be a protocol: {raised.why}",
            "Put a consult block in its place, or take it out. A vetter's protocol is never published.",
        )
        return
    if statement.label != "protocol" or (ruling is not None and ruling.overrule):
        return
    finding = next((row for row in dossier.findings.get(statement.n, ()) if row.code == "protocol"), None)
    if finding is not None:
        yield from_finding(finding, statement)
        return
    yield _blocker(
        statement,
        "protocol",
        "A reader could copy this and treat, dose, feed or exercise by it.",
        "Put a consult block in its place. If the engine is wrong, a vetter who may overrule can say so.",
    )


def _sources(dossier: Dossier, statement: Statement, ruling: Ruling | None) -> Iterator[Blocker]:
    leaning = (
        {row.source.key for row in ruling.citations.all() if row.degree != Degree.BACKGROUND}
        if ruling
        else None
    )
    for key in dict.fromkeys(key for key, _ in cited(statement)):
        source = dossier.sources.get(key)
        if source is None:
            yield _blocker(
                statement,
                "unknown_source",
                f"There is no source with the key '{key}'.",
                "Add the source at the desk, or correct the key.",
            )
        elif source.status == Status.RETRACTED and (leaning is None or key in leaning):
            yield _blocker(
                statement,
                "retracted",
                f"The source '{source.title}' was retracted: its publisher took it back.",
                "Take the citation out. It may stay only as background to a sentence that says so.",
            )


def _ruling(dossier: Dossier, statement: Statement, ruling: Ruling, label: str) -> Iterator[Blocker]:
    if ruling.decision == Decision.RETURNED:
        yield _blocker(
            statement,
            "returned",
            f"{ruling.vetter} returned this sentence: {ruling.comment}",
            "Change it and submit again.",
        )
        return
    if ruling.vetter_id in dossier.hands:
        yield _blocker(
            statement,
            "four_eyes",
            f"{ruling.vetter} ruled on this and also had a hand in the text.",
            "Somebody who had no hand in it rules again.",
        )
    if answered_for(ruling.decision, ruling.label) < RANK[label]:
        yield _blocker(
            statement,
            "label_risen",
            f"It was ruled on as '{ruling.label}' and counts as '{label}' now.",
            "A vetter rules on it again.",
        )
    if ruling.decision == Decision.SUPPORTED:
        yield from _support(dossier, statement, ruling)
    elif ruling.decision == Decision.READ and label != "other":
        yield _blocker(
            statement,
            "health_read",
            "It says something about health, so reading it is not enough.",
            "A vetter rules that its sources support it, clears it with a reason, or returns it.",
        )
    elif cites_itself(statement):
        yield _blocker(
            statement,
            "citations_unruled",
            "It shows a source that nobody has ruled on.",
            "A vetter rules on each citation, or the writer takes the citation out.",
        )


def _support(dossier: Dossier, statement: Statement, ruling: Ruling) -> Iterator[Blocker]:
    rows = list(ruling.citations.all())
    ruled = {row.source.key: row for row in rows}
    if not rows or set(ruled) != {key for key, _ in cited(statement)}:
        yield _blocker(
            statement,
            "citations_changed",
            "The ruling and the sentence do not name the same sources.",
            "A vetter rules on each of its citations again.",
        )
        return
    for key, row in ruled.items():
        if row.substance != dossier.sources[key].substance:
            yield _blocker(
                statement,
                "source_changed",
                f"The source '{row.source.title}' has changed since it was ruled on.",
                "A vetter looks at the source and rules on this sentence again.",
            )
    if not covers(ruling):
        only = all(row.degree == Degree.BACKGROUND for row in rows)
        yield _blocker(
            statement,
            "background_only" if only else "not_covered",
            "Its sources are background only: none supports what it says."
            if only
            else "No source supports all of it, and nobody has ruled that they do so together.",
            "Say only what a source supports, or cite one that supports all of it.",
        )


def covers(ruling: Ruling) -> bool:
    """Whether the citations as ruled carry the whole statement: one in full, or at least two together."""
    return covering([row.degree for row in ruling.citations.all()], ruling.together)


def covering(degrees: list[str], together: bool) -> bool:
    """As `covers`, for degrees in hand. Background never carries anything."""
    return Degree.FULL in degrees or (together and degrees.count(Degree.PARTIAL) >= 2)


def _blocker(statement: Statement, code: str, reason: str, remedy: str) -> Blocker:
    return Blocker(
        code=code,
        statement_n=statement.n,
        sentence=statement.text,
        reason=reason,
        remedy=remedy,
        span=statement.text,
        part=statement.part,
        line=statement.line,
        start=statement.start,
        end=statement.end,
    )
