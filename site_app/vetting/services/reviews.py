"""How a text gets to the vetters and how a review ends: back to the writer, or approved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import User
from site_app.accounts.signing import is_clinician
from site_app.documents.drafts import content_digest
from site_app.documents.models import Document, Revision, Submission
from site_app.documents.services import ask_for_review, submit_for_vetting
from site_app.vetting import letters, policy, standards
from site_app.vetting.dossier import Dossier, dossier_of
from site_app.vetting.errors import (
    FormOpen,
    MayNotVet,
    NextReviewMoved,
    StillBlocked,
    TextMissing,
    WholeNotRuled,
)
from site_app.vetting.ledger_digest import digest_of
from site_app.vetting.models import Approval, Decision, Review, ReviewForm
from site_app.vetting.services.claims import check_may_vet, check_waiting, close, locked
from site_app.vetting.standards import Said


def hand_in(*, actor: User, revision: Revision) -> Submission:
    """Submit a revision and write to everybody who may vet it. Raises what `submit_for_vetting` raises;
    MailNotSent once it is stored."""
    with transaction.atomic():
        submission = submit_for_vetting(actor=actor, revision=revision)
        letters.send_to_vetters(revision, by=actor)
    return submission


def hand_in_again(*, actor: User, document: Document, next_review_on: date) -> Submission:
    """As `hand_in`, for the newest text unchanged but for its next review date."""
    with transaction.atomic():
        submission = ask_for_review(actor=actor, document=document, next_review_on=next_review_on)
        letters.send_to_vetters(submission.revision, by=actor)
    return submission


def return_to_writer(*, actor: User, review: Review, comment: str) -> Review:
    """End a review by sending the text back, with a comment or with single statements returned.

    Raises NotYourReview, ReviewClosed, MayNotVet, TextMissing.
    """
    with transaction.atomic():
        review = locked(actor, review)
        check_may_vet(actor, review.revision)
        said = comment.strip()
        rulings = dossier_of(review.revision).rulings.values()
        returned = sum(ruling.decision == Decision.RETURNED for ruling in rulings)
        if not said and not returned:
            raise TextMissing(
                "The writer would not know what to do.",
                "Write a comment, or return single sentences with one.",
            )
        review.comment = said
        close(review, Review.Outcome.RETURNED, timezone.now())
        journal.log(actor=actor, verb="return_to_writer", subject=review, detail={"sentences": returned})
        letters.send_returned(review.revision, by=actor)
    return review


def approve(
    *,
    actor: User,
    review: Review,
    complete: bool = True,
    fair: bool = True,
    note: str = "",
    answers: Mapping[str, Said] | None = None,
) -> Approval:
    """Approve the newest revision as it stands, bound to its content and to the rulings that count now.

    `complete`: nothing important is missing; `fair`: order and tone do not mislead. `answers`: to each
    question and warning of the review form, by the code of its row. Raises NotYourReview, ReviewClosed,
    MayNotVet, NextReviewMoved, NotNewest, WholeNotRuled, StillBlocked (with all blockers), FormOpen (with
    all that lacks).
    """
    with transaction.atomic():
        review = locked(actor, review)
        revision = review.revision
        if refusal := policy.may_approve(actor, revision):
            raise MayNotVet(refusal)
        if refusal := policy.may_move_review(review):
            raise NextReviewMoved(refusal.reason, refusal.remedy)
        check_waiting(revision)
        if not (complete and fair):
            raise WholeNotRuled(
                "Approving says that nothing important is missing and that order and tone do not mislead.",
                "Tick both if they hold; otherwise return the text to the writer.",
            )
        dossier = dossier_of(revision)
        if standing := policy.blockers(dossier):
            raise StillBlocked(standing)
        filled = _filled(dossier, answers or {})
        now = timezone.now()
        approval = Approval.objects.create(
            revision=revision,
            review=review,
            vetter=actor,
            digest=content_digest(revision),
            ledger=digest_of(dossier),
            clinician=is_clinician(actor, timezone.localdate(now)),
            whole_note=note.strip(),
            at=now,
        )
        form = ReviewForm.objects.create(approval=approval, filled=filled, digest=standards.digest_of(filled))
        close(review, Review.Outcome.APPROVED, now)
        journal.log(
            actor=actor,
            verb="approve",
            subject=revision,
            detail={
                "review": review.pk,
                "digest": approval.digest,
                "ledger": approval.ledger,
                "form": form.digest,
            },
        )
        letters.send_approved(revision, by=actor)
    return approval


def _filled(dossier: Dossier, answers: Mapping[str, Said]) -> dict[str, Any]:
    card = standards.scorecard(dossier.revision, dossier)
    asked = standards.asked_by(card)
    if lacks := standards.lacks(asked, answers):
        raise FormOpen(lacks)
    return standards.filled(card, asked, answers)
