"""What waits for whom. Frozen rows for the desk's first page; nothing here is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from site_app.accounts.models import Role, User
from site_app.documents.models import Contributor, Document, Revision, Submission
from site_app.vetting import policy
from site_app.vetting.carrying import proposals
from site_app.vetting.dossier import dossier_of
from site_app.vetting.models import Approval, Comment, Review, Suggestion


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document that waits. `since`: submitted, returned, saved or approved at; `who`: by whom; `note`: a
    comment to read; `refusal`: why this person cannot take it up, empty when they can; `due`: the day by
    which it should be vetted."""

    document_id: int
    revision_id: int
    kind: str
    title: str
    urgent: bool
    since: datetime
    who: str
    note: str = ""
    refusal: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """One text that this person is vetting. `unruled` and `to_confirm` count its statements."""

    document_id: int
    revision_id: int
    title: str
    urgent: bool
    lapses_at: datetime
    unruled: int
    to_confirm: int
    due: date


@dataclass(frozen=True, slots=True)
class Taken:
    """One text that a colleague is vetting, and until when."""

    document_id: int
    revision_id: int
    title: str
    urgent: bool
    who: str
    lapses_at: datetime
    due: date


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a sentence: put to this person, or answered to them (`answered`)."""

    revision_id: int
    statement_n: int
    title: str
    sentence: str
    text: str
    who: str
    since: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A vetter's suggestion that waits for a writer."""

    suggestion_id: int
    document_id: int
    title: str
    sentence: str
    text: str
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Queue:
    """everybody: `asked`; writer: `returned`, `drafts`, `suggestions`; vetter: `to_vet` (urgent first,
    then by the day it is due), `mine`, `taken`; publisher: `to_publish`
    (newest revisions that are approved; the caller takes away the live ones)."""

    asked: tuple[Asked, ...] = ()
    returned: tuple[Waiting, ...] = ()
    drafts: tuple[Waiting, ...] = ()
    suggestions: tuple[Offer, ...] = ()
    to_vet: tuple[Waiting, ...] = ()
    mine: tuple[Claimed, ...] = ()
    taken: tuple[Taken, ...] = ()
    to_publish: tuple[Waiting, ...] = ()


def waiting_for(user: User) -> Queue:
    """Everything that waits for this person, by the roles they hold."""
    writes, vets = user.has_role(Role.WRITER), user.has_role(Role.VETTER)
    return Queue(
        asked=_asked(user),
        returned=_returned(user) if writes else (),
        drafts=_drafts(user) if writes else (),
        suggestions=_suggestions(user) if writes else (),
        to_vet=_to_vet(user) if vets else (),
        mine=_mine(user) if vets else (),
        taken=_taken(user) if vets else (),
        to_publish=_to_publish() if user.has_role(Role.PUBLISHER) else (),
    )


def due_days(revisions: Iterable[Revision]) -> dict[int, date]:
    """By revision id, the day by which a submitted text should be vetted: so many days after it was handed
    in, fewer when it is urgent, and no later than the review that its last approved revision announced."""
    found = list(revisions)
    announced = dict(
        Approval.objects.filter(revision__document__in=[revision.document_id for revision in found])
        .order_by("revision__number")
        .values_list("revision__document_id", "revision__next_review_on")
    )
    days: dict[int, date] = {}
    for revision in found:
        allowed = settings.VETTING_DAYS_URGENT if revision.urgent else settings.VETTING_DAYS
        day = timezone.localdate(revision.submission.at) + timedelta(days=allowed)
        days[revision.pk] = min(day, announced.get(revision.document_id, day))
    return days


def _asked(user: User) -> tuple[Asked, ...]:
    unsettled = (
        Comment.objects.unsettled()
        .exclude(asked=None)
        .filter(Q(asked=user) | Q(by=user))
        .select_related("by", "asked", "statement__revision")
        .prefetch_related("replies")
    )
    return tuple(
        Asked(
            revision_id=row.statement.revision_id,
            statement_n=row.statement.n,
            title=row.statement.revision.title,
            sentence=row.statement.text,
            text=answers[-1].text if answers else row.text,
            who=str(row.asked if answers else row.by),
            since=answers[-1].at if answers else row.at,
            answered=bool(answers),
        )
        for row in unsettled
        # Asked and silent: it waits for the one asked; answered: for the one who asked.
        for answers in [[reply for reply in row.replies.all() if reply.by_id == row.asked_id]]
        if bool(answers) == (row.by_id == user.pk)
    )


def _returned(user: User) -> tuple[Waiting, ...]:
    newest = Review.objects.filter(revision=OuterRef("revision")).order_by("-pk")
    reviews = (
        Review.objects.filter(
            pk=Subquery(newest.values("pk")[:1]),
            outcome=Review.Outcome.RETURNED,
            revision__in=Revision.objects.newest_only(),
            revision__document__in=_worked_on(user),
        )
        .select_related("revision__document", "vetter")
        .order_by("decided_at")
    )
    return tuple(
        _row(review.revision, review.decided_at or review.claimed_at, str(review.vetter), review.comment)
        for review in reviews
    )


def _drafts(user: User) -> tuple[Waiting, ...]:
    revisions = (
        Revision.objects.newest_only()
        .filter(document__in=_worked_on(user))
        .exclude(Exists(Submission.objects.filter(revision=OuterRef("pk"))))
        .select_related("document", "author")
        .order_by("-at")
    )
    return tuple(_row(revision, revision.at, str(revision.author)) for revision in revisions)


def _suggestions(user: User) -> tuple[Offer, ...]:
    open_ones = Suggestion.objects.filter(taken_in=None, declined_at=None, document__in=_worked_on(user))
    return tuple(
        Offer(
            suggestion_id=row.pk,
            document_id=row.document_id,
            title=row.statement.revision.title,
            sentence=row.statement.text,
            text=row.text,
            why=row.why,
            who=str(row.vetter),
        )
        for row in open_ones.select_related("statement__revision", "vetter").order_by("pk")
    )


def _to_vet(user: User) -> tuple[Waiting, ...]:
    now = timezone.now()
    claimed = Review.objects.filter(revision=OuterRef("pk"), outcome=Review.Outcome.OPEN, lapses_at__gt=now)
    newest = Review.objects.filter(revision=OuterRef("revision")).order_by("-pk")
    last_returned = Review.objects.filter(
        revision=OuterRef("pk"), outcome=Review.Outcome.RETURNED, pk=Subquery(newest.values("pk")[:1])
    )
    revisions = (
        Revision.objects.newest_only()
        .filter(Exists(Submission.objects.filter(revision=OuterRef("pk"))))
        .exclude(Exists(claimed))
        .exclude(Exists(Approval.objects.filter(revision=OuterRef("pk"))))
        .exclude(Exists(last_returned))
        .select_related("document", "submission__by")
    )
    found = list(revisions)
    barred = policy.refusals(user, found)
    due = due_days(found)
    rows = [
        _row(
            revision,
            revision.submission.at,
            str(revision.submission.by),
            refusal=barred[revision.pk].reason if revision.pk in barred else "",
            due=due[revision.pk],
        )
        for revision in found
    ]
    return tuple(sorted(rows, key=lambda row: (not row.urgent, due[row.revision_id], row.since)))


def _taken(user: User) -> tuple[Taken, ...]:
    reviews = list(
        Review.objects.filter(outcome=Review.Outcome.OPEN, lapses_at__gt=timezone.now())
        .exclude(vetter=user)
        .select_related("revision__document", "revision__submission", "vetter")
    )
    due = due_days(review.revision for review in reviews)
    rows = [
        Taken(
            document_id=review.revision.document_id,
            revision_id=review.revision_id,
            title=review.revision.title,
            urgent=bool(review.revision.urgent),
            who=str(review.vetter),
            lapses_at=review.lapses_at,
            due=due[review.revision_id],
        )
        for review in reviews
    ]
    return tuple(sorted(rows, key=lambda row: (not row.urgent, row.due, row.lapses_at)))


def _mine(user: User) -> tuple[Claimed, ...]:
    reviews = Review.objects.filter(vetter=user, outcome=Review.Outcome.OPEN, lapses_at__gt=timezone.now())
    found = []
    own = list(reviews.select_related("revision__document", "revision__submission").order_by("lapses_at"))
    due = due_days(review.revision for review in own)
    for review in own:
        dossier = dossier_of(review.revision)
        unruled = sum(statement.pk not in dossier.rulings for statement in dossier.statements)
        found.append(
            Claimed(
                document_id=review.revision.document_id,
                revision_id=review.revision_id,
                title=review.revision.title,
                urgent=bool(review.revision.urgent),
                lapses_at=review.lapses_at,
                unruled=unruled,
                to_confirm=len(proposals(dossier)),
                due=due[review.revision_id],
            )
        )
    return tuple(sorted(found, key=lambda row: (not row.urgent, row.due, row.lapses_at)))


def _to_publish() -> tuple[Waiting, ...]:
    return tuple(
        _row(approval.revision, approval.at, str(approval.vetter), approval.whole_note)
        for approval in policy.approved_newest()
    )


def _worked_on(user: User) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=Contributor.objects.filter(user=user).values("revision__document"))


def _row(
    revision: Revision,
    since: datetime,
    who: str,
    note: str = "",
    refusal: str = "",
    due: date | None = None,
) -> Waiting:
    return Waiting(
        document_id=revision.document_id,
        revision_id=revision.pk,
        kind=revision.document.kind,
        title=revision.title,
        urgent=bool(revision.urgent),
        since=since,
        who=who,
        note=note,
        refusal=refusal,
        due=due,
    )
