"""Who has a document open just now, so that two people who write in it know of each other."""

from dataclasses import dataclass

from django.utils import timezone

from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.models import Document, Presence, Revision


@dataclass(frozen=True, slots=True)
class Company:
    """Who else has the document open, and whether the asker has it open a second time; `newest` revision."""

    others: tuple[str, ...]
    elsewhere: bool
    newest: Revision


def be_here(*, actor: User, document: Document, window: str) -> Company:
    """A sign of life from one window. Nothing is said by it, so no journal row. Raises NotAllowed."""
    demand(actor, Role.WRITER, Role.VETTER, Role.OWNER, to="work on texts")
    Presence.objects.update_or_create(
        document=document, user=actor, window=window[:40], defaults={"at": timezone.now()}
    )
    Presence.objects.filter(document=document, at__lt=timezone.now() - 10 * Presence.LASTS).delete()
    here = list(Presence.objects.just_now(document).order_by("user__display_name", "pk"))
    others = dict.fromkeys(str(row.user) for row in here if row.user_id != actor.pk)
    return Company(
        others=tuple(others),
        elsewhere=any(row.user_id == actor.pk and row.window != window[:40] for row in here),
        newest=Revision.objects.newest_of(document),
    )


def leave(*, actor: User, document: Document, window: str) -> None:
    """The window is closed."""
    Presence.objects.filter(document=document, user=actor, window=window[:40]).delete()
