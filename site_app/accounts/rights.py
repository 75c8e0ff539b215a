"""Who may act: one question, asked by the verbs of every room."""

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import Role, User


def holds(actor: User | None, *roles: Role) -> bool:
    """Whether `actor` may act as any of `roles`. Nobody (None) may not."""
    return actor is not None and any(actor.has_role(role) for role in roles)


def demand(actor: User | None, *roles: Role, to: str) -> User:
    """The acting person, if they hold one of `roles`. `to` completes 'You may not …'.

    Raises NotAllowed, naming the roles that may.
    """
    if actor is None or not holds(actor, *roles):
        raise NotAllowed(f"You may not {to}.", f"Ask {_any_of(roles)} to do it, or an owner for that role.")
    return actor


def demand_self_or_owner(actor: User | None, user: User, *, to: str) -> User:
    """The acting person, if it is `user` or an owner. Raises NotAllowed."""
    if actor is not None and actor.is_active and actor.pk == user.pk:
        return actor
    return demand(actor, Role.OWNER, to=to)


def acting(address: str | None) -> User:
    """Whom a command acts for: the account of an e-mail address or, where none is given, the first owner.

    Raises NotAllowed when there is nobody.
    """
    people = User.objects.present().at(address) if address else User.objects.holding(Role.OWNER)
    found: User | None = people.order_by("pk").first()
    if found is not None:
        return found
    if address:
        raise NotAllowed(f"Nobody here has the address {address}.", "Name somebody with an open account.")
    raise NotAllowed("This site has no owner yet.", "Make the first one: DEMO=0 make run asks for it.")


def _any_of(roles: tuple[Role, ...]) -> str:
    names = [f"{'an' if role.value[0] in 'aeiou' else 'a'} {role.value}" for role in roles]
    return " or ".join(names)
