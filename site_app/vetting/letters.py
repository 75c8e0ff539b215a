"""Mail at each hand-over: to the vetters, back to the writers, on to the publishers, to a colleague asked.

A mail says who did what and where to look, and nothing of the text itself: that is not vetted yet (P7). It
leaves once the rows are stored; invented people get none.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from site_app.accounts import mail
from site_app.accounts.models import Role, User
from site_app.documents.models import Contributor, Revision
from site_app.vetting import policy
from site_app.vetting.dossier import hands_since_approval
from site_app.vetting.models import Comment, Review

# To whom, and the address of the desk that is for them.
Addressed = tuple[Iterable[User], str]

# The desk answers these addresses.
VET_PATH = "/admin/vet/{revision}/"
WRITE_PATH = "/admin/write/{document}/"
DOCUMENT_PATH = "/admin/document/{document}/"


def send_to_vetters(revision: Revision, *, by: User) -> None:
    """A text waits for a vetter: to everybody who may vet it."""
    _send("to_vet", by, _vetters(revision))


def send_released(review: Review) -> None:
    """A claim was given back: to the text's writers and to everybody else who may vet it."""
    revision = review.revision
    _send("released", review.vetter, _for_writers(revision), _vetters(revision))


def send_lapsed(review: Review) -> None:
    """Nobody vetted a text in time, or who had claimed it may not vet it any more: to its writers and to
    everybody who may vet it, whose claim it was among them. Nobody waits for these letters, so one that fails
    is logged and keeps nobody back."""
    revision = review.revision
    groups = (_for_writers(revision), _vetters(revision))
    name = "lapsed" if review.lapses_at <= timezone.now() else "released"
    _send(name, review.vetter, *groups, to_self=True, robust=True)


def remind_of_claim(review: Review) -> None:
    """A claim lapses soon: to the one whose claim it is, at once. Raises MailNotSent."""
    link = settings.SITE_ADDRESS + VET_PATH.format(revision=review.revision_id)
    for user in _reachable([review.vetter]):
        mail.send("lapsing", to=user.email, context={"name": user.display_name, "link": link})


def send_returned(revision: Revision, *, by: User) -> None:
    """A text came back: to everybody who had a hand in it since it was last approved."""
    _send("returned", by, (_writers(revision), WRITE_PATH.format(document=revision.document_id)))


def send_approved(revision: Revision, *, by: User) -> None:
    """A text was approved: to its writers and to those who can publish it."""
    people = [*_writers(revision), *_publishers()]
    _send("approved", by, (people, DOCUMENT_PATH.format(document=revision.document_id)))


def send_question(question: Comment) -> None:
    """A colleague was asked about a sentence."""
    if question.asked is not None:
        _send("question", question.by, ([question.asked], _row_of(question)))


def send_answer(question: Comment) -> None:
    """A colleague has answered: to whoever asked."""
    if question.asked is not None:
        _send("answer", question.asked, ([question.by], _row_of(question)))


def _row_of(comment: Comment) -> str:
    statement = comment.statement
    return f"{VET_PATH.format(revision=statement.revision_id)}#row-{statement.n}"


def _vetters(revision: Revision) -> Addressed:
    return policy.who_may_vet(revision), VET_PATH.format(revision=revision.pk)


def _for_writers(revision: Revision) -> Addressed:
    return _writers(revision), DOCUMENT_PATH.format(document=revision.document_id)


def _writers(revision: Revision) -> list[User]:
    hands = hands_since_approval(revision)
    rows = Contributor.objects.filter(user__in=hands, revision__document=revision.document_id)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))


def _publishers() -> list[User]:
    return list(User.objects.holding(Role.PUBLISHER).order_by("pk"))


def _reachable(people: Iterable[User]) -> list[User]:
    return [user for user in people if user.is_active and not user.demonstration]


def _send(name: str, by: User, *groups: Addressed, to_self: bool = False, robust: bool = False) -> None:
    """Write to everybody in `groups` once, the first address counting; to `by` only with `to_self`."""
    to: dict[User, str] = {}
    for people, path in groups:
        for user in _reachable(people):
            if to_self or user.pk != by.pk:
                to.setdefault(user, settings.SITE_ADDRESS + path)

    def leave() -> None:
        _send_each(name, by.display_name, to)

    transaction.on_commit(leave, robust=robust)


def _send_each(name: str, who: str, to: dict[User, str]) -> None:
    """One mail each; an address that fails keeps nobody else's back. Raises MailNotSent at the end."""
    trouble: mail.MailNotSent | None = None
    for user, link in to.items():
        try:
            mail.send(name, to=user.email, context={"name": user.display_name, "who": who, "link": link})
        except mail.MailNotSent as missed:
            trouble = missed
    if trouble is not None:
        raise mail.MailNotSent(
            "What you did is stored, but the mail about it could not be sent.",
            "Tell your colleague yourself, and an owner that the mail settings need a look.",
        ) from trouble
