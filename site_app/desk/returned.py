"""Why a text came back: what its writer reads above the editor until it is handed over again."""

from dataclasses import dataclass

from site_app.documents.models import Document, Submission
from site_app.vetting.dossier import dossier_of
from site_app.vetting.models import Decision, Review, Ruling
from site_app.vetting.threads import Thread


@dataclass(frozen=True, slots=True)
class Returned:
    """The review that sent a text back. `sentences`: the rulings by which single ones were returned, in the
    order of the text; `threads`: what was said of it and is not resolved."""

    review: Review
    sentences: tuple[Ruling, ...]
    threads: tuple[Thread, ...]


def returned_text(document: Document) -> Returned | None:
    """Why the revision handed in last came back; None when none was, or when it waits or was approved."""
    handed_in = (
        Submission.objects.filter(revision__document=document)
        .select_related("revision__document")
        .order_by("-revision__number")
        .first()
    )
    if handed_in is None:
        return None
    dossier = dossier_of(handed_in.revision)
    review = dossier.review
    if review is None or review.outcome != Review.Outcome.RETURNED:
        return None
    rulings = [dossier.rulings.get(statement.pk) for statement in dossier.statements]
    return Returned(
        review=review,
        sentences=tuple(row for row in rulings if row is not None and row.decision == Decision.RETURNED),
        threads=tuple(thread for said in dossier.threads.values() for thread in said if thread.is_open),
    )
