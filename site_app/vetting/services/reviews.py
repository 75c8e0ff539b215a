"""One vetter's work on one revision: claim it, give it back, return it to the writer, approve it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.accounts.signing import is_clinician
from site_app.documents.drafts import content_digest
from site_app.documents.models import Document, Revision, Statement, Submission
from site_app.documents.services import ask_for_review, submit_for_vetting
from site_app.vetting import carrying, letters, policy, standards
from site_app.vetting.dossier import Dossier, dossier_of
from site_app.vetting.errors import (
    AlreadyApproved,
    AlreadyClaimed,
    FormOpen,
    MayNotVet,
    NextReviewMoved,
    NotNewest,
    NotSubmitted,
    NotYourReview,
    ReviewClosed,
    StillBlocked,
    TextMissing,
    WholeNotRuled,
)
from site_app.vetting.ledger_digest import digest_of
from site_app.vetting.models import Approval, CitationRuling, Decision, Review, ReviewForm, Ruling
from site_app.vetting.standards import Said


def claim(*, actor: User, revision: Revision, kind: str | None = None) -> Review:
    """Take a submitted revision for vetting; rulings that still hold are carried over at once.

    `kind`: "change" (the default) or "periodic", which carries nothing over. Claiming again renews one's own
    claim. A claim lapses after CLAIM_HOURS; the next claim closes it. Raises MayNotVet, NotSubmitted,
    NotNewest, AlreadyApproved, AlreadyClaimed.
    """
    wanted = Review.Kind(kind or Review.Kind.CHANGE)
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=revision.document_id)
        check_may_vet(actor, revision)
        _check_waiting(revision)
        now = timezone.now()
        lapses_at = now + timedelta(hours=settings.CLAIM_HOURS)
        standing = _close_others(actor, revision, now)
        if standing is not None and standing.kind == wanted:
            standing.lapses_at = lapses_at
            standing.save(update_fields=["lapses_at"])
            journal.log(actor=actor, verb="renew_claim", subject=standing)
            return standing
        if standing is not None:
            _close(standing, Review.Outcome.RELEASED, now)
        review = Review.objects.create(
            revision=revision, vetter=actor, kind=wanted, claimed_at=now, lapses_at=lapses_at
        )
        carried = _carry_over(review, now) if wanted == Review.Kind.CHANGE else 0
        journal.log(actor=actor, verb="claim", subject=review, detail={"kind": wanted, "carried": carried})
    return review


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


def release(*, actor: User, review: Review) -> Review:
    """Give a claim back; what was ruled stays. Raises NotYourReview, ReviewClosed."""
    with transaction.atomic():
        review = locked(actor, review)
        _close(review, Review.Outcome.RELEASED, timezone.now())
        journal.log(actor=actor, verb="release", subject=review)
    return review


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
        _close(review, Review.Outcome.RETURNED, timezone.now())
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
        _check_waiting(revision)
        if not (complete and fair):
            raise WholeNotRuled(
                "Approving says that nothing important is missing and that order and tone do not mislead.",
                "Tick both if they hold; otherwise return the text to the writer.",
            )
        dossier = dossier_of(revision)
        if blockers := policy.blockers_of_dossier(dossier):
            raise StillBlocked(blockers)
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
        _close(review, Review.Outcome.APPROVED, now)
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


def close_lapsed(*, actor: User | None = None) -> list[Review]:
    """Close every claim that has lapsed; `actor` is None for cron. Returns what was closed."""
    now = timezone.now()
    with transaction.atomic():
        lapsed = list(
            Review.objects.select_for_update(of=("self",)).filter(
                outcome=Review.Outcome.OPEN, lapses_at__lte=now
            )
        )
        for review in lapsed:
            _close(review, Review.Outcome.LAPSED, now)
            journal.log(actor=actor, verb="close_lapsed", subject=review)
    return lapsed


def open_review(revision: Revision) -> Review | None:
    """The review in which somebody works on a revision now; None when there is none, or it has lapsed."""
    return (
        Review.objects.filter(revision=revision, outcome=Review.Outcome.OPEN, lapses_at__gt=timezone.now())
        .select_related("vetter", "revision__document")
        .first()
    )


def check_may_vet(actor: User, revision: Revision) -> None:
    """Raises MayNotVet."""
    if refusal := policy.may_vet(actor, revision):
        raise MayNotVet(refusal)


def locked(actor: User, review: Review) -> Review:
    """The review, locked and open, of this vetter. Raises NotYourReview, ReviewClosed."""
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("revision__document", "vetter")
        .get(pk=review.pk)
    )
    if review.vetter_id != actor.pk:
        raise NotYourReview(
            f"{review.vetter} has claimed this text, so only they rule on it.",
            "Wait for the claim to end, or ask them.",
        )
    if review.outcome != Review.Outcome.OPEN or review.lapses_at <= timezone.now():
        how = review.get_outcome_display() if review.outcome != Review.Outcome.OPEN else "claim lapsed"
        raise ReviewClosed(
            f"This review has ended ({how}).", "Claim the text again if it still waits for vetting."
        )
    return review


def _check_waiting(revision: Revision) -> None:
    newest = Revision.objects.newest_of(revision.document)
    if newest.pk != revision.pk:
        raise NotNewest(
            f"Revision {newest.number} is newer than revision {revision.number}.",
            "Vet the newest one once it is submitted.",
        )
    if not Submission.objects.filter(revision=revision).exists():
        raise NotSubmitted("This revision was not handed to vetting.", "Ask the writer to submit it.")
    if Approval.objects.filter(revision=revision).exists():
        raise AlreadyApproved(
            "This revision was approved already.",
            "A new review needs a new revision, if only with a new review date.",
        )


def _close_others(actor: User, revision: Revision, now: datetime) -> Review | None:
    """Close whatever has lapsed or been overtaken on this document; the actor's own open review, if any."""
    own = None
    rows = Review.objects.select_for_update(of=("self",)).filter(
        revision__document=revision.document_id, outcome=Review.Outcome.OPEN
    )
    for review in rows.select_related("vetter"):
        if review.lapses_at <= now:
            _close(review, Review.Outcome.LAPSED, now)
        elif review.revision_id != revision.pk:
            # Its text was overtaken: a newer revision is submitted.
            _close(review, Review.Outcome.RELEASED, now)
        elif review.vetter_id == actor.pk:
            own = review
        else:
            raise AlreadyClaimed(
                f"{review.vetter} is at it until {timezone.localtime(review.lapses_at):%-d %B, %H:%M}.",
                "Take another text, or ask them to release it.",
            )
    return own


def _close(review: Review, outcome: Review.Outcome, now: datetime) -> None:
    review.outcome, review.decided_at = outcome, now
    review.save(update_fields=["outcome", "decided_at", "comment"])


def _carry_over(review: Review, now: datetime) -> int:
    """Repeat the rulings that still hold, under the names of those who gave them. Returns how many."""
    dossier = dossier_of(review.revision)
    earlier = {
        statement_id: ruling
        for statement_id, ruling in carrying.carriable(dossier).items()
        if statement_id not in dossier.rulings
    }
    vetters = {ruling.vetter_id: ruling.vetter for ruling in earlier.values()}
    allowed = {pk for pk, vetter in vetters.items() if policy.may_vet(vetter, review.revision) is None}
    overrulers = {pk for pk in allowed if vetters[pk].has_role(Role.OVERRULE)}
    pairs = [
        (_repeated(review, statement, old, now), old)
        for statement in dossier.statements
        if (old := earlier.get(statement.pk)) is not None
        and old.vetter_id in (overrulers if old.overrule else allowed)
    ]
    Ruling.objects.bulk_create([new for new, _ in pairs])
    CitationRuling.objects.bulk_create(
        CitationRuling(
            ruling=new,
            source=row.source,
            degree=row.degree,
            locator=row.locator,
            population=row.population,
            substance=row.substance,
            source_status=row.source_status,
        )
        for new, old in pairs
        for row in old.citations.all()
    )
    return len(pairs)


def _repeated(review: Review, statement: Statement, old: Ruling, now: datetime) -> Ruling:
    return Ruling(
        review=review,
        statement=statement,
        vetter=old.vetter,
        decision=old.decision,
        reason=old.reason,
        together=old.together,
        overrule=old.overrule,
        bulk=old.bulk,
        answers=old.answers,
        comment=old.comment,
        carried_from=old,
        label=old.label,
        fingerprint=statement.fingerprint,
        at=now,
    )
