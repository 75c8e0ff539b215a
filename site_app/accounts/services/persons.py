"""What is kept about a person: profile, closing and opening the account, erasure."""

from collections.abc import Iterable

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from site_app.accounts import fields, journal
from site_app.accounts.errors import Refused
from site_app.accounts.models import Invitation, Role, User
from site_app.accounts.rights import demand, demand_self_or_owner
from site_app.accounts.services.roles import refuse_to_lose_last_owner

ERASED_NAME = "Erased person"


@transaction.atomic
def update_profile(
    *,
    actor: User | None,
    user: User,
    display_name: str | None = None,
    affiliation: str | None = None,
    declared_ties: str | None = None,
    languages: Iterable[str] | None = None,
) -> User:
    """Change what a person says of themself; what is None stays. For the person and owners.

    What was signed under the old name stays as signed. Raises NotAllowed, Refused.
    """
    demand_self_or_owner(actor, user, to="change somebody else's profile")
    _refuse_erased(user)
    changed = []
    if display_name is not None:
        user.display_name = fields.name(display_name)
        changed.append("display_name")
    if affiliation is not None:
        user.affiliation = affiliation.strip()
        changed.append("affiliation")
    if declared_ties is not None:
        user.declared_ties = declared_ties.strip()
        if not user.declared_ties:
            raise Refused(
                "Ties are left open.", "Name ties to firms, or write 'None.'", field="declared_ties"
            )
        changed.append("declared_ties")
    if languages is not None:
        user.languages = fields.languages(languages)
        changed.append("languages")
    fields.whole(user, exclude=["password"])
    user.save(update_fields=changed)
    journal.log(actor=actor, verb="update_profile", subject=user, detail={"changed": changed})
    return user


@transaction.atomic
def close_account(*, actor: User | None, user: User) -> None:
    """Shut somebody out who has left: no signing in, no role; name and signatures stay. Owners only.

    Raises NotAllowed, Refused (closed already), LastOwner.
    """
    demand(actor, Role.OWNER, to="close accounts")
    refuse_to_lose_last_owner(user)
    if not user.is_active:
        raise Refused("This account is closed already.", "Nothing needs to be done.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    _withdraw_links(user)
    journal.log(actor=actor, verb="close_account", subject=user)


@transaction.atomic
def reopen_account(*, actor: User | None, user: User) -> None:
    """Let somebody in again under the roles they had. Owners only. Raises NotAllowed, Refused."""
    demand(actor, Role.OWNER, to="open accounts")
    _refuse_erased(user)
    if user.is_active:
        raise Refused("This account is open.", "Nothing needs to be done.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.log(actor=actor, verb="reopen_account", subject=user)


@transaction.atomic
def erase_person(*, actor: User | None, user: User) -> None:
    """Take a person's name, address, ties and credentials out of the accounts, for ever.

    For the person and owners. The account's number stays, for rulings and journal rows to point at. What
    editions keep of the person is erased with it by `publication.services.erase_everywhere`. Raises
    NotAllowed, Refused, LastOwner.
    """
    demand_self_or_owner(actor, user, to="erase somebody else")
    _refuse_erased(user)
    refuse_to_lose_last_owner(user)
    now, address = timezone.now(), user.email
    _withdraw_links(user)
    Invitation.objects.filter(Q(email__iexact=address) | Q(user=user) | Q(accepted_by=user)).update(
        email=_no_address(user), display_name=ERASED_NAME
    )
    user.credentials.all().delete()
    user.role_grants.filter(ended_at=None).update(ended_at=now)
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username__iexact=address).delete()
    user.display_name, user.email = ERASED_NAME, _no_address(user)
    user.affiliation = user.declared_ties = ""
    user.languages = []
    user.is_active = user.is_superuser = False
    user.erased_at = now
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.forget_roles()
    journal.log(actor=actor, verb="erase_person", subject=user)


def _no_address(user: User) -> str:
    # RFC 2606 keeps `.invalid` from ever being anybody's.
    return f"erased-{user.pk}@erased.invalid"


def _refuse_erased(user: User) -> None:
    if user.erased_at is not None:
        raise Refused("This person was erased.", "Erasing is final; invite them anew if they come back.")


def _withdraw_links(user: User) -> None:
    Invitation.objects.open().filter(Q(user=user) | Q(email__iexact=user.email)).update(
        withdrawn_at=timezone.now()
    )
