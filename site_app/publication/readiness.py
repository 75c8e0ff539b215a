"""The second lock: whether an approved revision may be published now, asked inside the transaction."""

from typing import NamedTuple

from site_app.documents.models import Revision
from site_app.publication.errors import NotReady
from site_app.publication.models import Edition, Withdrawal
from site_app.vetting import policy
from site_app.vetting.dossier import dossier_of
from site_app.vetting.ledger import Ledger, ledger_of_dossier
from site_app.vetting.models import Approval


class Ready(NamedTuple):
    """What a revision is published on: its approval, and the rulings that were judged good for it."""

    approval: Approval
    ledger: Ledger


def check_ready(revision: Revision) -> Ready:
    """The approval and rulings under which `revision` may be published, four eyes among what is asked.

    Raises NotReady with every reason against it.
    """
    dossier = dossier_of(revision)
    approval = Approval.objects.filter(revision=revision).select_related("vetter", "review").first()
    reasons = [_told(blocker) for blocker in policy.publishing_blockers(dossier)]
    if approval is not None:
        reasons += _published(revision, approval)
    if approval is None or reasons:
        raise NotReady(tuple(reasons))
    return Ready(approval, ledger_of_dossier(dossier, ()))


def _told(blocker: policy.Blocker) -> str:
    where = f"Sentence {blocker.statement_n}: " if blocker.statement_n is not None else ""
    return f"{where}{blocker.reason} {blocker.remedy}"


def _published(revision: Revision, approval: Approval) -> list[str]:
    withdrawn = Withdrawal.objects.filter(document=revision.document, ended_at=None).first()
    if withdrawn is not None and approval.at < withdrawn.at:
        return ["The document was withdrawn after this approval. Have a new revision vetted first."]
    if Edition.objects.filter(revision=revision).exists():
        return ["This revision is published already."]
    return []
