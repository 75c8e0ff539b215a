"""Which rulings can stand: checks of one ruling against its statement, before it is stored."""

from collections.abc import Mapping, Sequence

from site_app.documents.models import Statement
from site_app.sources.models import Source
from site_app.vetting.citations import CitationInput, matched
from site_app.vetting.dossier import cites_itself
from site_app.vetting.errors import RulingRefused
from site_app.vetting.models import (
    SAYABLE,
    CitationRuling,
    ClearedBecause,
    Decision,
    OverruledBecause,
    Ruling,
)
from site_app.vetting.objections import covering


def checked(
    ruling: Ruling,
    *,
    label: str,
    vetters_protocol: bool,
    citations: Sequence[CitationInput],
    sources: Mapping[str, Source],
) -> list[CitationRuling]:
    """The citation rulings that belong to a ruling, not yet saved. Drops what its decision has no use for.

    `label`: what the statement counts as; `vetters_protocol`: a vetter holds it to be a protocol. Whether the
    vetter may overrule is for the caller to ask. Raises RulingRefused.
    """
    statement = ruling.statement
    if ruling.decision not in SAYABLE:
        raise RulingRefused(
            statement.n, f"'{ruling.decision}' is no ruling.", f"Choose one of: {', '.join(SAYABLE)}."
        )
    if ruling.decision == Decision.RETURNED:
        ruling.reason, ruling.together, ruling.overrule = "", False, False
        if not ruling.comment:
            raise RulingRefused(
                statement.n, "it is returned without a comment.", "Tell the writer what to change."
            )
        return []
    _check_protocol(ruling, label, vetters_protocol)
    if ruling.decision == Decision.SUPPORTED:
        return _supported(ruling, citations, sources)
    ruling.together = False
    if cites_itself(statement):
        raise RulingRefused(
            statement.n,
            "it shows a source, so that source must be ruled on.",
            "Rule that its sources support it, or return it so that the citation is taken out.",
        )
    if ruling.decision == Decision.READ:
        return _read(ruling, label)
    return _cleared(ruling, label)


def _check_protocol(ruling: Ruling, label: str, vetters_protocol: bool) -> None:
    statement = ruling.statement
    if vetters_protocol:
        raise RulingRefused(
            statement.n,
            "a vetter holds it to be a protocol, and that is never published.",
            "Return it: a consult block goes in its place.",
        )
    if label == "protocol" and not ruling.overrule:
        raise RulingRefused(
            statement.n,
            "the engine calls it a protocol.",
            "Return it, or have a vetter with the right to overrule say that the engine is wrong.",
        )
    if ruling.overrule and label != "protocol":
        raise RulingRefused(
            statement.n, "there is nothing to overrule: it is no protocol.", "Rule on it without overruling."
        )


def _supported(
    ruling: Ruling, citations: Sequence[CitationInput], sources: Mapping[str, Source]
) -> list[CitationRuling]:
    statement = ruling.statement
    if not statement.citations:
        raise RulingRefused(
            statement.n, "it cites nothing that could support it.", "Return it, and ask for a source."
        )
    rows = matched(statement, citations, sources)
    if not covering([row.degree for row in rows], ruling.together):
        raise RulingRefused(
            statement.n,
            "no source supports all of it.",
            "Rule one citation 'full', tick 'together' for at least two partial ones, or return it.",
        )
    if not ruling.overrule:
        ruling.reason = ""
    elif ruling.reason not in OverruledBecause.values:
        raise RulingRefused(
            statement.n,
            "why it is no protocol is not said.",
            f"Choose: {'; '.join(OverruledBecause.labels)}.",
        )
    return rows


def _read(ruling: Ruling, label: str) -> list[CitationRuling]:
    if label != "other":
        raise RulingRefused(
            ruling.statement.n,
            "it says something about health, so reading it is not enough.",
            "Rule that its sources support it, clear it with a reason, or return it.",
        )
    ruling.reason = ""
    return []


def _cleared(ruling: Ruling, label: str) -> list[CitationRuling]:
    if label == "other":
        raise RulingRefused(
            ruling.statement.n,
            "it counts as 'other', so there is nothing to clear.",
            "Rule 'read', or raise its label.",
        )
    if ruling.reason not in ClearedBecause.values:
        raise RulingRefused(
            ruling.statement.n,
            "why it says nothing about health is not said.",
            f"Choose: {'; '.join(ClearedBecause.labels)}.",
        )
    return []


def may_read_in_bulk(statement: Statement, label: str) -> bool:
    """Whether nothing in a statement asks for a ruling of its own."""
    return label == "other" and not (statement.health_words or statement.citations or statement.pictures)
