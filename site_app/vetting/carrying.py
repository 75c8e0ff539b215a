"""Which earlier rulings still hold for a new revision, and which may be proposed again."""

from collections.abc import Iterable, Mapping

from site_app.documents.models import Statement
from site_app.vetting.dossier import Dossier, with_citations
from site_app.vetting.labels import RANK, answered_for
from site_app.vetting.models import CitationRuling, Decision, Ruling


def carriable(dossier: Dossier) -> dict[int, Ruling]:
    """By statement id, the earlier ruling that holds unchanged: same fingerprint, label not risen, sources as
    they were ruled on. Whether its vetter is still allowed is for the caller to ask."""
    newest = _newest(dossier, "fingerprint")
    return {
        statement.pk: ruling
        for statement in dossier.statements
        if (ruling := newest.get(statement.fingerprint)) is not None and _holds(dossier, statement, ruling)
    }


def proposals(dossier: Dossier) -> dict[int, Ruling]:
    """By statement id, the ruling on the same words and citations elsewhere, for statements without one.
    A periodic review is offered none."""
    if dossier.periodic or all(statement.pk in dossier.rulings for statement in dossier.statements):
        return {}
    newest = _newest(dossier, "loose_fingerprint")
    return {
        statement.pk: ruling
        for statement in dossier.statements
        if statement.pk not in dossier.rulings
        and (ruling := newest.get(statement.loose_fingerprint)) is not None
        and _holds(dossier, statement, ruling)
    }


def _newest(dossier: Dossier, field: str) -> Mapping[str, Ruling]:
    """The newest ruling on each fingerprint in earlier revisions of the document.

    The newest, whatever it says: a statement once supported and later returned is not supported any more. One
    that was taken back is gone, and so is whatever it had been carried over from.
    """
    prints = {getattr(statement, field) for statement in dossier.statements}
    earlier = (
        with_citations()
        .select_related("statement")
        .filter(
            statement__revision__document_id=dossier.revision.document_id,
            statement__revision__number__lt=dossier.revision.number,
            **{f"statement__{field}__in": prints},
        )
        .order_by("pk")
    )
    by_id = {ruling.pk: ruling for ruling in earlier}
    gone: set[int] = set()
    for ruling in by_id.values():
        back = ruling.takes_back_id
        while back is not None:
            gone.add(back)
            back = by_id[back].carried_from_id if back in by_id else None
    return {
        getattr(ruling.statement, field): ruling
        for ruling in by_id.values()
        if ruling.pk not in gone and ruling.decision != Decision.UNDONE
    }


def _holds(dossier: Dossier, statement: Statement, ruling: Ruling) -> bool:
    return (
        ruling.decision != Decision.RETURNED
        and answered_for(ruling.decision, ruling.label) >= RANK[dossier.label(statement)]
        and _sources_stand(dossier, ruling.citations.all())
    )


def _sources_stand(dossier: Dossier, citations: Iterable[CitationRuling]) -> bool:
    return all(
        (source := dossier.sources.get(row.source.key)) is not None and source.substance == row.substance
        for row in citations
    )
