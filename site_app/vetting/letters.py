"""Mail at each hand-over: to the vetters, back to the writers, on to the publishers, to a colleague asked.

A mail says who did what and where to look, and nothing of the text itself: that is not vetted yet (P7). It
leaves once the rows are stored; invented people get none.
"""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction

from site_app.accounts import mail
from site_app.accounts.models import Role, User
from site_app.documents.models import Contributor, Revision
from site_app.vetting import policy
from site_app.vetting.dossier import hands_since_approval
from site_app.vetting.models import Comment

# The desk answers these addresses.
VET_PATH = "/admin/vet/{revision}/"
WRITE_PATH = "/admin/write/{document}/"
DOCUMENT_PATH = "/admin/document/{document}/"


def send_to_vetters(revision: Revision, *, by: User) -> None:
    """A text waits for a vetter: to everybody who may vet it."""
    vetters = [user for user in _holders(Role.VETTER) if policy.may_vet(user, revision) is None]
    _send("to_vet", vetters, by, VET_PATH.format(revision=revision.pk))


def send_returned(revision: Revision, *, by: User) -> None:
    """A text came back: to everybody who had a hand in it since it was last approved."""
    _send("returned", _writers(revision), by, WRITE_PATH.format(document=revision.document_id))


def send_approved(revision: Revision, *, by: User) -> None:
    """A text was approved: to its writers and to those who can publish it."""
    people = [*_writers(revision), *_holders(Role.PUBLISHER)]
    _send("approved", people, by, DOCUMENT_PATH.format(document=revision.document_id))


def send_question(question: Comment) -> None:
    """A colleague was asked about a sentence."""
    if question.asked is not None:
        _send("question", [question.asked], question.by, _row_of(question))


def send_answer(question: Comment) -> None:
    """A colleague has answered: to whoever asked."""
    if question.asked is not None:
        _send("answer", [question.by], question.asked, _row_of(question))


def _row_of(comment: Comment) -> str:
    statement = comment.statement
    return f"{VET_PATH.format(revision=statement.revision_id)}#row-{statement.n}"


def _writers(revision: Revision) -> list[User]:
    hands = hands_since_approval(revision)
    rows = Contributor.objects.filter(user__in=hands, revision__document=revision.document_id)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))


def _holders(role: Role) -> list[User]:
    grants = {"role_grants__role": role, "role_grants__ended_at": None}
    return list(User.objects.filter(is_active=True, **grants).distinct().order_by("pk"))


def _send(name: str, people: Iterable[User], by: User, path: str) -> None:
    to = {user.pk: user for user in people if user.is_active and not user.demonstration and user.pk != by.pk}
    more = {"who": by.display_name, "link": settings.SITE_ADDRESS + path}
    transaction.on_commit(partial(_send_each, name, list(to.values()), more))


def _send_each(name: str, people: list[User], more: dict[str, str]) -> None:
    """One mail each; an address that fails keeps nobody else's back. Raises MailNotSent at the end."""
    trouble: mail.MailNotSent | None = None
    for user in people:
        try:
            mail.send(name, to=user.email, context={"name": user.display_name, **more})
        except mail.MailNotSent as missed:
            trouble = missed
    if trouble is not None:
        raise mail.MailNotSent(
            "What you did is stored, but the mail about it could not be sent.",
            "Tell your colleague yourself, and an owner that the mail settings need a look.",
        ) from trouble
