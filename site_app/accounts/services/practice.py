"""The site's first day: its first owner, the practice, and the invented people of the demonstration."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from site_app.accounts import fields, journal
from site_app.accounts.errors import AlreadyThere, NotAllowed, Refused
from site_app.accounts.models import Practice, Role, RoleGrant, User
from site_app.accounts.rights import demand
from site_app.accounts.services.entrance import send_reset

_PRACTICE_FIELDS = frozenset(
    {
        "name", "legal_owner", "address", "contact_email", "contact_phone", "home_country", "quality_person",
        "funding", "deputy", "demonstration",
    }
)  # fmt: skip


@transaction.atomic
def first_owner(*, email: str, display_name: str, password: str | None = None) -> User:
    """Make the owner of an empty site. Without a password, a link to choose one goes to their mail.

    For the command line: whoever may run it owns the machine. Raises AlreadyThere once anybody has an
    account, Refused.
    """
    if User.objects.exists():
        raise AlreadyThere("This site has people already.", "Ask one of its owners for an invitation.")
    user = _make(email, display_name, password, [Role.OWNER])
    journal.log(actor=None, verb="first_owner", subject=user)
    if password is None:
        send_reset(None, user, letter="welcome")
    return user


@transaction.atomic
def invent_person(
    *,
    email: str,
    display_name: str,
    password: str,
    roles: Iterable[str],
    affiliation: str = "",
    declared_ties: str = "None.",
    languages: Iterable[str] = ("en",),
) -> User:
    """Make a person of the demonstration, marked as invented. Raises NotAllowed in production, Refused."""
    if settings.PRODUCTION:
        raise NotAllowed("Invented people have no place on a real site.", "Invite real ones.")
    user = _make(
        email, display_name, password, fields.roles(roles), demonstration=True, affiliation=affiliation,
        declared_ties=declared_ties, languages=fields.languages(languages),
    )  # fmt: skip
    journal.log(actor=None, verb="invent_person", subject=user, detail={"roles": list(roles)})
    return user


@transaction.atomic
def set_practice(*, actor: User | None, **what: Any) -> Practice:
    """Write down who stands behind the site, or change the fields given. Owners only.

    Fields: name, legal_owner, address, contact_email, contact_phone, home_country (two letters),
    quality_person, funding, deputy, demonstration. Raises NotAllowed, Refused, TypeError for any other field.
    """
    demand(actor, Role.OWNER, to="change who stands behind the site")
    if strangers := set(what) - _PRACTICE_FIELDS:
        raise TypeError(f"The practice has no {', '.join(sorted(strangers))}.")
    practice = Practice.objects.select_for_update().first() or Practice()
    for field, value in what.items():
        setattr(practice, field, value.strip() if isinstance(value, str) else value)
    practice.home_country = fields.country(practice.home_country)
    fields.whole(practice)
    practice.save()
    journal.log(actor=actor, verb="set_practice", subject=practice, detail={"changed": sorted(what)})
    return practice


def _make(email: str, display_name: str, password: str | None, roles: Iterable[Role], **more: Any) -> User:
    now = timezone.now()
    user = User(email=fields.address(email), display_name=fields.name(display_name), joined_at=now, **more)
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise Refused(" ".join(weak.messages), "Choose another one.", field="password") from weak
    user.set_password(password)
    fields.whole(user, exclude=["password"])
    user.save()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, granted_at=now) for role in roles)
    return user
