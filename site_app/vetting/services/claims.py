"""Claims: a vetter takes a text, renews the claim, gives it back, or lets it lapse."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.documents.models import Document, Revision, Statement, Submission
from site_app.vetting import carrying, letters, policy
from site_app.vetting.dossier import dossier_of
from site_app.vetting.errors import (
    AlreadyApproved,
    AlreadyClaimed,
    MayNotVet,
    NotNewest,
    NotSubmitted,
    NotYourReview,
    ReviewClosed,
)
from site_app.vetting.models import Approval, CitationRuling, Review, Ruling


def claim(*, actor: User, revision: Revision, kind: str | None = None) -> Review:
    """Take a submitted revision for vetting; rulings that still hold are carried over at once.

    `kind`: "change" (the default) or "periodic", which carries nothing over. Claiming again renews one's own
    claim. A claim lapses after CLAIM_HOURS, and as soon as its vetter may not vet the text any more; the next
    claim closes it. Raises MayNotVet, NotSubmitted, NotNewest, AlreadyApproved, AlreadyClaimed.
    """
    wanted = Review.Kind(kind or Review.Kind.CHANGE)
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=revision.document_id)
        check_may_vet(actor, revision)
        check_waiting(revision)
        now = timezone.now()
        lapses_at = now + timedelta(hours=settings.CLAIM_HOURS)
        standing = _close_others(actor, revision, now)
        if standing is not None and standing.kind == wanted:
            standing.lapses_at = lapses_at
            standing.save(update_fields=["lapses_at"])
            journal.log(actor=actor, verb="renew_claim", subject=standing)
            return standing
        if standing is not None:
            close(standing, Review.Outcome.RELEASED, now)
        review = Review.objects.create(
            revision=revision, vetter=actor, kind=wanted, claimed_at=now, lapses_at=lapses_at
        )
        carried = _carry_over(review, now) if wanted == Review.Kind.CHANGE else 0
        journal.log(actor=actor, verb="claim", subject=review, detail={"kind": wanted, "carried": carried})
    return review


def release(*, actor: User, review: Review) -> Review:
    """Give a claim back; what was ruled stays. Writes to the writers and to the other vetters if the text
    waits for one again. Raises NotYourReview, ReviewClosed; MailNotSent once it is stored."""
    with transaction.atomic():
        review = locked(actor, review)
        close(review, Review.Outcome.RELEASED, timezone.now())
        journal.log(actor=actor, verb="release", subject=review)
        if _waits_again(review):
            letters.send_released(review)
    return review


def close_lapsed(*, actor: User | None = None) -> list[Review]:
    """Close every claim that has lapsed; `actor` is None for cron. Returns what was closed.

    Writes to the writers and vetters of each text that waits again. A claim that the next one closes is
    written about to nobody: its text waits for nobody.
    """
    now = timezone.now()
    with transaction.atomic():
        open_ones = (
            Review.objects.select_for_update(of=("self",))
            .select_related("revision__document", "vetter")
            .filter(outcome=Review.Outcome.OPEN)
        )
        lapsed = [review for review in open_ones if _has_lapsed(review, now)]
        for review in lapsed:
            close(review, Review.Outcome.LAPSED, now)
            journal.log(actor=actor, verb="close_lapsed", subject=review)
            if _waits_again(review):
                letters.send_lapsed(review)
    return lapsed


def claims_ending(within: timedelta) -> list[Review]:
    """The claims that lapse within so much time, the soonest first."""
    now = timezone.now()
    ending = Review.objects.filter(
        outcome=Review.Outcome.OPEN, lapses_at__gt=now, lapses_at__lte=now + within
    )
    return list(ending.select_related("vetter").order_by("lapses_at"))


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
    if not review.is_open:
        how = review.get_outcome_display() if review.outcome != Review.Outcome.OPEN else "claim lapsed"
        raise ReviewClosed(
            f"This review has ended ({how}).", "Claim the text again if it still waits for vetting."
        )
    return review


def check_waiting(revision: Revision) -> None:
    """Raises NotNewest, NotSubmitted, AlreadyApproved."""
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


def _waits_again(review: Review) -> bool:
    """Whether a text that somebody stopped vetting has not been overtaken by a newer one."""
    return Revision.objects.newest_of(review.revision.document).pk == review.revision_id


def _has_lapsed(review: Review, now: datetime) -> bool:
    return review.lapses_at <= now or policy.may_vet(review.vetter, review.revision) is not None


def _close_others(actor: User, revision: Revision, now: datetime) -> Review | None:
    """Close whatever has lapsed or been overtaken on this document; the actor's own open review, if any."""
    own = None
    rows = Review.objects.select_for_update(of=("self",)).filter(
        revision__document=revision.document_id, outcome=Review.Outcome.OPEN
    )
    for review in rows.select_related("vetter", "revision__document"):
        if _has_lapsed(review, now):
            close(review, Review.Outcome.LAPSED, now)
        elif review.revision_id != revision.pk:
            # Its text was overtaken: a newer revision is submitted.
            close(review, Review.Outcome.RELEASED, now)
        elif review.vetter_id == actor.pk:
            own = review
        else:
            raise AlreadyClaimed(
                f"{review.vetter} is at it until {timezone.localtime(review.lapses_at):%-d %B, %H:%M}.",
                "Take another text, or ask them to release it.",
            )
    return own


def close(review: Review, outcome: Review.Outcome, now: datetime) -> None:
    """Store how a review ended, and the comment set on it."""
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
