"""What the editor's script is told of each statement: where it stands, what it is, and what it cites."""

from collections.abc import Iterable, Mapping
from typing import Any

from site_app.documents.remarks import sentence_of
from site_app.sources.models import Source
from site_app.statements.report import Citation, Statement
from site_app.statements.setting import NAMING_KINDS


def facts_of(
    statements: Iterable[Statement], states: Mapping[int, str], words: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each statement as the script needs it: `states` by its number, `words` by its state. One query."""
    found = list(statements)
    keys = {tie.key for statement in found for tie in statement.all_citations}
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)} if keys else {}
    return [
        _facts(statement, states[statement.n], words[states[statement.n]], sources) for statement in found
    ]


def _facts(statement: Statement, state: str, words: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    is_card_heading = statement.kind == "card-heading" and statement.block != ""
    ties = [(tie, False) for tie in statement.citations] + [(tie, True) for tie in statement.inherited]
    return {
        "n": statement.n,
        "part": statement.part,
        "start": statement.start,
        "end": statement.end,
        "text": sentence_of(statement.text),
        "state": state,
        "words": words,
        "why": " ".join(reason.text for reason in statement.reasons),
        "citable": statement.kind not in NAMING_KINDS or is_card_heading,
        "citations": [_cited(tie, inherited, sources.get(tie.key)) for tie, inherited in ties],
    }


def _cited(tie: Citation, inherited: bool, source: Source | None) -> dict[str, Any]:
    return {
        "key": tie.key,
        "locator": tie.locator,
        "start": tie.start,
        "end": tie.end,
        "inherited": inherited,
        "source": source.facts().short if source else "",
        "title": source.title if source else "",
        "what": what_it_is(source) if source else "",
        "address": source.address() if source else "",
    }


def what_it_is(source: Source) -> str:
    """Kind, year and identifier of a source, and its status unless it is current."""
    status = "" if source.status == "current" else source.get_status_display()
    identifier = source.doi and f"doi {source.doi}"
    words = (source.get_kind_display(), source.year or "no date", identifier, status)
    return " · ".join(filter(None, words))
