"""What the engine objects to, in the order of the text."""

from collections.abc import Iterator

from site_app.statements.codes import CODES
from site_app.statements.locators import says_more_than_where
from site_app.statements.places import Places
from site_app.statements.report import Finding, Lookup, SourceFacts, Statement
from site_app.statements.setting import NAMING_KINDS
from site_app.statements.urgent import names_crisis_line, promotes, urgency_of
from site_app.statements.walk import LONGEST, Walked

_STATUS_CODES = {
    "retracted": "retracted_source",
    "superseded": "superseded_source",
    "concern": "doubted_source",
}


def findings_of(
    walked: Walked, statements: tuple[Statement, ...], lookup: Lookup | None
) -> tuple[Finding, ...]:
    """All findings on a walked draft, by part, line and place.

    A retracted source is a finding that does not block: whether it may stand as background to a
    sentence that says so is a vetter's ruling, so `vetting` decides (P6).
    """
    found = [*_of_statements(statements, lookup), *_of_whole(walked, statements)]
    for part in walked.draft.parts:
        if part.name in walked.trees:
            found.extend(Places(walked, part, lookup).findings())
    found.extend(_booking_first(walked, statements))
    order = {part.name: number for number, part in enumerate(walked.draft.parts)}
    return tuple(
        sorted(found, key=lambda finding: (order[finding.part], finding.start, finding.end, finding.code))
    )


def _on_statement(
    code: str, statement: Statement, words: str = "", start: int = -1, end: int = -1, excerpt: str = ""
) -> Finding:
    kind = CODES[code]
    return Finding(
        code=code,
        n=statement.n,
        part=statement.part,
        line=statement.line,
        start=statement.start if start < 0 else start,
        end=statement.end if end < 0 else end,
        excerpt=excerpt or statement.text,
        reason=kind.reason.format(words=words),
        remedy=kind.remedy,
        blocks=kind.blocks,
        words=words,
    )


def _of_statements(statements: tuple[Statement, ...], lookup: Lookup | None) -> Iterator[Finding]:
    for statement in statements:
        codes = [reason.code for reason in statement.reasons]
        if "unreadable" in codes:
            words = ", ".join(statement.reasons[codes.index("unreadable")].words)
            yield _on_statement("unreadable", statement, words)
        if statement.label == "protocol":
            yield _on_statement("protocol", statement)
        elif statement.label == "health":
            in_card = statement.kind == "card-heading" and statement.block != ""
            if statement.kind in NAMING_KINDS and not in_card:
                yield _on_statement("asserting_heading", statement)
            elif not statement.all_citations:
                yield _on_statement("uncited", statement)
        if statement.kind in NAMING_KINDS and not (statement.kind == "card-heading" and statement.block):
            for citation in statement.citations:
                yield _on_statement(
                    "misplaced_citation", statement, "", citation.start, citation.end, f"@{citation.key}"
                )
        for citation in statement.citations:
            place = citation.locator
            if says_more_than_where(place):
                span = (citation.start, citation.end)
                yield _on_statement("telling_locator", statement, place, *span, f"@{citation.key}, {place}")
        selling = promotes(statement.text)
        if selling:
            yield _on_statement("promotion", statement, selling)
        if lookup is not None:
            yield from _of_sources(statement, lookup)


def _of_sources(statement: Statement, lookup: Lookup) -> Iterator[Finding]:
    for citation in statement.citations:
        source: SourceFacts | None = lookup.source(citation.key)
        code = "unknown_source" if source is None else _STATUS_CODES.get(source.status, "")
        if code:
            words = source.title if source else citation.key
            yield _on_statement(code, statement, words, citation.start, citation.end, f"@{citation.key}")


def _of_whole(walked: Walked, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    for part in walked.draft.parts:
        if part.name not in walked.trees:
            kind = CODES["too_long"]
            yield Finding(
                "too_long",
                None,
                part.name,
                1,
                0,
                len(part.text),
                part.text[:60],
                kind.reason.format(words=LONGEST),
                kind.remedy,
            )
    touched = [(statement, *urgency_of(statement.text)) for statement in statements]
    touched = [row for row in touched if row[1]]
    if touched and not any(_answers(walked.draft.urgent, urgency) for _, urgency, _ in touched):
        statement, _, words = touched[0]
        yield _on_statement("urgent_unmarked", statement, words)
    mood = [row for row in touched if row[1] == "mood"]
    if (
        mood
        and not any(names_crisis_line(statement.text) for statement in statements)
        and not _telephones(walked)
    ):
        statement, _, words = mood[0]
        yield _on_statement("crisis_line_missing", statement, words)


def _answers(mark: str, urgency: str) -> bool:
    """Whether the writer's mark owns up to signs of a list: whose body it is, only the writer can tell."""
    return mark == urgency or (mark == "baby" and urgency == "body")


def _telephones(walked: Walked) -> bool:
    return any(
        mark.href.lower().startswith("tel:")
        for sentence in walked.sentences
        for piece in sentence.node.pieces
        for mark in piece.marks
        if sentence.block in ("emergency", "urgent")
    )


def _booking_first(walked: Walked, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    urgent = walked.draft.urgent or any(urgency_of(statement.text)[0] for statement in statements)
    if not urgent:
        return
    for part in walked.draft.parts:
        tree = walked.trees.get(part.name)
        for node in tree.root.children if tree else ():
            if node.type == "container" and node.name in ("emergency", "urgent"):
                return
            if node.type == "container" and node.name == "consult":
                kind = CODES["booking_first"]
                excerpt = part.text[node.start : node.end]
                yield Finding(
                    "booking_first",
                    None,
                    part.name,
                    node.line,
                    node.start,
                    node.end,
                    excerpt,
                    kind.reason,
                    kind.remedy,
                )
                return
