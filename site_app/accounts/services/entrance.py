"""How people come in and stay in: invitations, resets and new addresses, all by the person's own mail."""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from site_app.accounts import fields, journal, mail
from site_app.accounts.errors import AlreadyThere, InvitationRefused, NotAllowed, Refused
from site_app.accounts.models import Invitation, Role, RoleGrant, User
from site_app.accounts.rights import demand, demand_self_or_owner

log = logging.getLogger(__name__)

LINK_DAYS = 7
_PATIENCE = timedelta(minutes=5)
_UNKNOWN = InvitationRefused("This link does not work.", "Ask an owner of the site to send you a new one.")


@transaction.atomic
def invite(*, actor: User | None, email: str, display_name: str, roles: Iterable[str]) -> Invitation:
    """Mail a link to somebody new; the account is made when they follow it. Owners only.

    Earlier links to the same address stop working. Raises NotAllowed, Refused, AlreadyThere.
    """
    demand(actor, Role.OWNER, to="invite people")
    to = fields.address(email)
    _refuse_taken(to)
    invitation, token = _issue(
        Invitation.Kind.WELCOME,
        actor,
        email=to,
        display_name=fields.name(display_name),
        roles=[role.value for role in fields.roles(roles)],
    )
    journal.log(actor=actor, verb="invite", subject=invitation, detail={"roles": invitation.roles})
    _mail_link(invitation, token, "welcome", mail.WELCOME_PATH)
    return invitation


@transaction.atomic
def reset_access(*, actor: User | None, user: User) -> Invitation:
    """Mail a link for a new password to the person's own address; the old password works until it is used.

    For owners and the person. Raises NotAllowed, Refused.
    """
    demand_self_or_owner(actor, user, to="reset somebody else's access")
    if not user.is_active:
        raise Refused("This account is closed.", "An owner can open it again.")
    return send_reset(actor, user)


def ask_for_reset(*, email: str) -> None:
    """Somebody who has not signed in asks for a new password: the link goes to the account's own mail.

    Gives nothing back and raises nothing, not even when the mail cannot be sent, so that nobody learns who
    has an account. A second request within minutes sends no second mail.
    """
    try:
        with transaction.atomic():
            _reset_if_known(email)
    except mail.MailNotSent:
        log.exception("A link for a new password could not be mailed.")


def _reset_if_known(email: str) -> None:
    user = User.objects.present().at(email).first()
    if user is None:
        return
    lately = timezone.now() - _PATIENCE
    if (
        Invitation.objects.open()
        .filter(kind=Invitation.Kind.RESET, user=user, invited_at__gt=lately)
        .exists()
    ):
        return
    send_reset(None, user)


def send_reset(actor: User | None, user: User, *, letter: str = "reset") -> Invitation:
    """The reset itself, for verbs of this room that have checked who asks; runs in their transaction.

    `letter` says which mail brings the link.
    """
    invitation, token = _issue(
        Invitation.Kind.RESET, actor, user=user, email=user.email, display_name=user.display_name
    )
    journal.log(actor=actor, verb="reset_access", subject=user)
    _mail_link(invitation, token, letter, mail.WELCOME_PATH)
    return invitation


@transaction.atomic
def change_own_email(*, actor: User, email: str) -> Invitation:
    """Mail a link to a person's new address; the account keeps the old one until the link is followed.

    Nobody does this for another. Raises NotAllowed, Refused, AlreadyThere.
    """
    if not actor.is_active:
        raise NotAllowed("This account is closed.", "An owner can open it again.")
    to = fields.address(email)
    _refuse_taken(to, but=actor)
    invitation, token = _issue(
        Invitation.Kind.ADDRESS, actor, user=actor, email=to, display_name=actor.display_name
    )
    journal.log(actor=actor, verb="change_own_email", subject=actor)
    _mail_link(invitation, token, "address", mail.ADDRESS_PATH)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: User | None, invitation: Invitation) -> None:
    """Make a link stop working before it is used. Owners only. Raises NotAllowed, InvitationRefused."""
    demand(actor, Role.OWNER, to="withdraw an invitation")
    if not Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        raise InvitationRefused(
            "This link has been used or has run out already.", "Nothing needs to be done."
        )
    journal.log(actor=actor, verb="withdraw_invitation", subject=invitation)


def invitation_behind(token: str) -> Invitation:
    """The open invitation of a link, for the page that asks for a password.

    Raises InvitationRefused alike for unknown, used, withdrawn and old links, so that nobody learns which.
    """
    found: Invitation | None = (
        Invitation.objects.open().select_related("user").filter(token_digest=_digest(token)).first()
    )
    if found is None or (found.user is not None and not found.user.is_active):
        raise _UNKNOWN
    return found


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User:
    """Take up an invitation (the account is made, with its roles) or a reset (the password is set).

    The link works once. Raises InvitationRefused, AlreadyThere, and Refused for a password that is too weak;
    after that the link still works.
    """
    invitation = _taken(token, Invitation.Kind.WELCOME, Invitation.Kind.RESET)
    now = timezone.now()
    if invitation.user is None:
        _refuse_taken(invitation.email)
        user = User(email=invitation.email, display_name=invitation.display_name, joined_at=now)
        _set_password(user, password)
        fields.whole(user)
        user.save()
        RoleGrant.objects.bulk_create(
            RoleGrant(user=user, role=role, granted_by=invitation.invited_by, granted_at=now)
            for role in invitation.roles
        )
    else:
        user = invitation.user
        _set_password(user, password)
        user.save(update_fields=["password"])
    _use(invitation, user)
    journal.log(actor=user, verb="accept_invitation", subject=user, detail={"kind": invitation.kind})
    return user


@transaction.atomic
def confirm_email(*, token: str) -> User:
    """Make the address that a link was sent to the account's own; the old address is told.

    Raises InvitationRefused, AlreadyThere.
    """
    invitation = _taken(token, Invitation.Kind.ADDRESS)
    user = invitation.user
    if user is None:
        raise _UNKNOWN
    _refuse_taken(invitation.email, but=user)
    before, user.email = user.email, invitation.email
    user.save(update_fields=["email"])
    _use(invitation, user)
    # Links that went to the old address must not open the account any more.
    Invitation.objects.open().filter(user=user).update(withdrawn_at=timezone.now())
    journal.log(actor=user, verb="confirm_email", subject=user)
    transaction.on_commit(
        partial(mail.send, "address_changed", to=before, context={"name": user.display_name})
    )
    return user


def _issue(kind: Invitation.Kind, actor: User | None, **what: object) -> tuple[Invitation, str]:
    """A fresh link; earlier open ones for the same purpose stop working. Gives the row and the bare token."""
    now = timezone.now()
    same = {"user": what["user"]} if "user" in what else {"email": what["email"]}
    Invitation.objects.open().filter(kind=kind, **same).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        kind=kind,
        token_digest=_digest(token),
        invited_by=actor,
        invited_at=now,
        expires_at=now + timedelta(days=LINK_DAYS),
        **what,
    )
    invitation.save()
    return invitation, token


def _mail_link(invitation: Invitation, token: str, name: str, path: str) -> None:
    context = {
        "name": invitation.display_name,
        "link": mail.link(path, token),
        "days": LINK_DAYS,
        "expires_at": invitation.expires_at,
    }
    transaction.on_commit(partial(mail.send, name, to=invitation.email, context=context))


def _taken(token: str, *kinds: Invitation.Kind) -> Invitation:
    """The open invitation of a link, locked so that a second use waits for the first and then fails."""
    invitation = invitation_behind(token)
    # Locked on its own: PostgreSQL does not lock the empty side of a join.
    locked: Invitation | None = (
        Invitation.objects.open().select_for_update().filter(pk=invitation.pk, kind__in=kinds).first()
    )
    if locked is None:
        raise _UNKNOWN
    return locked


def _use(invitation: Invitation, user: User) -> None:
    invitation.accepted_by, invitation.accepted_at = user, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(
            " ".join(weak.messages), "Three or four words in a row do well.", field="password"
        ) from weak
    user.set_password(password)


def _refuse_taken(email: str, but: User | None = None) -> None:
    """One mailbox, one person (P3): wren+vets@ is wren@. `but` may so change her own."""
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    beside = others.filter(email__iendswith=f"@{email.rpartition('@')[2]}").values_list("email", flat=True)
    if User.objects.at(email).exists() or _mailbox(email) in map(_mailbox, beside):
        raise AlreadyThere(
            "Somebody has an account with this address already.",
            "Give that account the role, or send its owner a link for a new password.",
        )


def _mailbox(email: str) -> str:
    """The address without what is added after a '+' (RFC 5233)."""
    name, _, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0] or name}@{host}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
