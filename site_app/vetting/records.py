"""How a source is called and where its link leads: sealed beside the text, so a vetter sees it first (P4)."""

from collections.abc import Iterator

from site_app.documents.drafts import draft_of
from site_app.sources.models import SourceChange
from site_app.vetting.blocker import Blocker
from site_app.vetting.dossier import Dossier
from site_app.vetting.models import Approval
from site_app.vetting.pointers import pointers_of

_SEALED = frozenset({"csl", "title", "url", "official"})


def record_blockers(dossier: Dossier, approval: Approval) -> Iterator[Blocker]:
    """Cited sources and free ways whose record was corrected after the approval, one by one.

    A change of substance stands at each sentence that leans on the source, so it is none of ours.
    """
    free = {pointer.target for pointer in pointers_of(draft_of(dossier.revision)) if pointer.kind == "free"}
    changes = SourceChange.objects.filter(
        source__key__in={*dossier.sources, *free}, substantive=False, at__gt=approval.at
    ).select_related("source")
    for key in sorted({change.source.key for change in changes if _SEALED & change.after.keys()}):
        yield Blocker(
            code="record_changed",
            statement_n=None,
            sentence="",
            reason=f"The record of the source '{key}' was corrected after the approval; no vetter saw that.",
            remedy="Hand the text in again with an earlier review date; rulings on its sentences carry over.",
            span=key,
        )
