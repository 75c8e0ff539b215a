"""The one place that says who may vet and what stands in the way of approving and publishing.

Approval asks here, and publishing asks here again inside its own transaction (P1, P2, P3, P4, P8).
"""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from site_app.accounts.models import Credential, Role, User
from site_app.accounts.signing import is_clinician, may_sign
from site_app.documents.completeness import incomplete
from site_app.documents.drafts import content_digest
from site_app.documents.fields import next_review_trouble
from site_app.documents.models import Contributor, Revision
from site_app.vetting import firewall
from site_app.vetting.blocker import Blocker, Refusal
from site_app.vetting.cards import card_blockers
from site_app.vetting.dossier import Dossier, hands_since_approval
from site_app.vetting.engine import cut_blockers, engine_blockers
from site_app.vetting.ledger_digest import digest_of
from site_app.vetting.models import Approval, Review, ReviewForm
from site_app.vetting.objections import from_finding, statement_blockers, words_of_thread
from site_app.vetting.pointers import LOOKED_UP, pointer_blockers
from site_app.vetting.records import record_blockers
from site_app.vetting.standards import form_blockers

__all__ = [
    "Blocker",
    "Refusal",
    "approved_newest",
    "blockers",
    "may_approve",
    "may_vet",
    "publishing_blockers",
    "refusals",
    "saving_would_bar",
    "who_may_vet",
]

_HAD_A_HAND = Refusal(
    "four_eyes",
    "You had a hand in this text since it was last approved, so you cannot vet it.",
    "Ask another vetter. Next time, give your wording as a suggestion: then you stay free to vet.",
)


def may_vet(user: User, revision: Revision) -> Refusal | None:
    """Whether a person may rule on a revision today; None when they may (P3).

    Needs an active account, the role of vetter, no credential that has run out, no hand in this revision or
    any since the last approved one, no tie to what it speaks of, and its topics in the vetter's scope.
    Superusers pass the role, never the rest.
    """
    if refusal := _may_work_as_vetter(user):
        return refusal
    if user.pk in hands_since_approval(revision):
        return _HAD_A_HAND
    return firewall.refusal(firewall.walls_of(user), revision)


def who_may_vet(revision: Revision) -> list[User]:
    """Everybody with the role of vetter whom `may_vet` lets rule on a revision today."""
    hands = hands_since_approval(revision)
    vetters = User.objects.holding(Role.VETTER).exclude(pk__in=hands).order_by("pk")
    able = [user for user in vetters if _may_work_as_vetter(user) is None]
    return [walls.user for walls in firewall.walls_of_each(able) if not firewall.refusal(walls, revision)]


def refusals(user: User, revisions: Collection[Revision]) -> dict[int, Refusal]:
    """As `may_vet` for many revisions with a few queries; by revision id, those the person may not vet."""
    if refusal := _may_work_as_vetter(user):
        return {revision.pk: refusal for revision in revisions}
    documents = {revision.document_id for revision in revisions}
    place = ("revision__document_id", "revision__number")
    own = list(Contributor.objects.filter(user=user, revision__document__in=documents).values_list(*place))
    approved = list(Approval.objects.filter(revision__document__in=documents).values_list(*place))
    barred: dict[int, Refusal] = {}
    walls = firewall.walls_of(user)
    for revision in revisions:
        sound = max(
            (
                number
                for document, number in approved
                if document == revision.document_id and number < revision.number
            ),
            default=0,
        )
        if any(
            document == revision.document_id and sound < number <= revision.number for document, number in own
        ):
            barred[revision.pk] = _HAD_A_HAND
        elif refusal := firewall.refusal(walls, revision):
            barred[revision.pk] = refusal
    return barred


def saving_would_bar(user: User, newest: Revision) -> str:
    """The warning before a vetter saves a text on top of `newest`, or "" when saving costs them nothing (P3).

    Whoever had a hand in the text since it was last approved cannot vet it anyway.
    """
    if not user.has_role(Role.VETTER):
        return ""
    approved = Approval.objects.filter(revision=newest).exists()
    if not approved and user.pk in hands_since_approval(newest):
        return ""
    return (
        "If you save here, you cannot vet this text until somebody else has approved it. To stay free to vet,"
        " suggest your wording from the vetting page instead."
    )


def may_approve(user: User, revision: Revision) -> Refusal | None:
    """As `may_vet`, and with a clinician's credential while CLINICIAN_REQUIRED is on."""
    if refusal := may_vet(user, revision):
        return refusal
    if settings.CLINICIAN_REQUIRED and not is_clinician(user, timezone.localdate()):
        return Refusal(
            "clinician",
            "This practice asks for a clinician's signature, and you have no clinician's credential here.",
            "A clinician among the vetters approves it, or an owner adds your credential.",
        )
    return None


def may_move_review(review: Review) -> Refusal | None:
    """Why this review may not approve its text's next review: only a periodic one moves it later.

    Else a changed comma would put off banner and reminders for years, and nobody had reviewed anything. A
    review of changes may leave the day where it is, past or not: what is overdue can be put right at once.
    """
    revision = review.revision
    before = _announced(revision)
    if review.kind == Review.Kind.PERIODIC or before is None or revision.next_review_on <= before:
        return None
    periodic = "release your claim and claim the text again as a periodic review"
    if before <= timezone.localdate():
        return Refusal(
            "next_review",
            f"A review of this text has been due since {before:%-d %B %Y}, and looking at changes is none.",
            f"Please {periodic}. If the change cannot wait, return the text so that the writer sets the day"
            " back: then readers get it now, still marked as overdue.",
        )
    return Refusal(
        "next_review",
        f"The next review stood on {before:%-d %B %Y}; this text moves it to"
        f" {revision.next_review_on:%-d %B %Y}, and only a periodic review may do that.",
        f"Return the text so that the writer sets the day back, or {periodic}.",
    )


def blockers(dossier: Dossier) -> tuple[Blocker, ...]:
    """Everything that stands in the way of approving a revision: the whole first, then each sentence."""
    revision = dossier.revision
    found = [
        Blocker(
            code="incomplete",
            statement_n=None,
            sentence="",
            reason=gap.reason,
            remedy=gap.remedy,
            part=gap.field,
        )
        for gap in incomplete(revision)
    ]
    trouble = next_review_trouble(revision.next_review_on)
    if trouble and (dossier.periodic or revision.next_review_on != _announced(revision)):
        found.append(_whole("next_review", *trouble))
    if dossier.submission is None:
        found.append(_whole("not_submitted", "This revision was not handed to vetting.", "Submit it first."))
        return tuple(found)
    signed = Approval.objects.filter(revision=revision).select_related("vetter").first()
    if signed is not None and signed.vetter_id in dossier.hands:
        found.append(
            _whole(
                "four_eyes",
                f"{signed.vetter} approved this and also had a hand in the text.",
                "Save the text anew and have somebody else vet it.",
            )
        )
    of_the_whole = dossier.findings.get(None, ())
    found.extend(from_finding(row) for row in of_the_whole if row.blocks and row.code not in LOOKED_UP)
    found.extend(pointer_blockers(dossier))
    found.extend(card_blockers(dossier))
    found.extend(engine_blockers(dossier))
    found.extend(
        Blocker(
            code="open_comment",
            statement_n=None,
            sentence=thread.begun.statement.text,
            reason=f"The sentence has changed since. {reason}",
            remedy=remedy,
        )
        for thread in dossier.threads.get(None, ())
        for reason, remedy in [words_of_thread(thread)]
    )
    found.extend(statement_blockers(dossier))
    return tuple(found)


def approved_newest() -> list[Approval]:
    """Approvals of documents whose newest revision is the approved one, oldest first; not yet digest-checked.

    Publication subtracts those that are live.
    """
    newer = Revision.objects.filter(
        document=OuterRef("revision__document"), number__gt=OuterRef("revision__number")
    )
    return list(
        Approval.objects.filter(~Exists(newer))
        .select_related("revision__document", "vetter", "review")
        .order_by("at")
    )


def publishing_blockers(dossier: Dossier) -> tuple[Blocker, ...]:
    """Everything that stands in the way of publishing: `blockers`, and whether the approval holds (P4)."""
    revision = dossier.revision
    found = []
    newest = Revision.objects.newest_of(revision.document)
    approval = Approval.objects.filter(revision=revision).first()
    if newest.pk != revision.pk:
        found.append(
            _whole(
                "not_newest",
                f"Revision {newest.number} is newer than revision {revision.number}.",
                "Vet and publish the newest one.",
            )
        )
    if approval is None:
        found.append(_whole("not_approved", "No vetter has approved this revision.", "Have it vetted first."))
    elif approval.digest != content_digest(revision):
        found.append(
            _whole(
                "digest_changed",
                "The text is not the one that was approved.",
                "Save it anew and have it vetted.",
            )
        )
    elif approval.ledger != digest_of(dossier):
        found.append(
            _whole(
                "ledger_changed",
                "A sentence was raised or ruled on again after the approval.",
                "Save the text anew and have it vetted.",
            )
        )
    found.extend(cut_blockers(dossier))
    if approval is not None:
        found.extend(record_blockers(dossier, approval))
        form = ReviewForm.objects.filter(approval=approval).first()
        found.extend(form_blockers(revision, form.filled if form else {}))
    return (*found, *blockers(dossier))


def _announced(revision: Revision) -> date | None:
    """The day on which the newest approved revision before this one is to be reviewed; None for a first."""
    approved = Approval.objects.filter(
        revision__document=revision.document_id, revision__number__lt=revision.number
    )
    days = approved.order_by("-revision__number").values_list("revision__next_review_on", flat=True)
    return days.first()


def _may_work_as_vetter(user: User) -> Refusal | None:
    today = timezone.localdate()
    if not user.is_active:
        return Refusal("inactive", "This account is closed.", "Sign in with an open account.")
    if not user.has_role(Role.VETTER):
        return Refusal("role", "Only vetters rule on texts.", "Ask an owner for the role of vetter.")
    run_out = Credential.objects.filter(user=user, expires_on__lt=today).first()
    if run_out is not None:
        return Refusal(
            "credential",
            f"Your credential '{run_out.title}' ran out on {run_out.expires_on:%-d %B %Y}.",
            "Ask an owner to enter its new date or to take it out.",
        )
    standing = may_sign(user, today)
    if not standing.may_sign:
        return Refusal("credential", standing.why, standing.remedy)
    return None


def _whole(code: str, reason: str, remedy: str) -> Blocker:
    return Blocker(code=code, statement_n=None, sentence="", reason=reason, remedy=remedy)
