"""Unsaved text: kept while somebody types, set aside when another takes its place, gone when it is saved.

Two windows of one person never write over each other (P5): each names itself, and a copy that another window
has written since is set aside and not overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.errors import DraftRefused
from site_app.documents.fields import RevisionFields, as_json, ready
from site_app.documents.models import Document, Revision, WorkingCopy


@dataclass(frozen=True, slots=True)
class Hold:
    """What a window knows of the working copy it writes: the copy's number, and the window's own name.

    `seen`: the copy's stamp when the window went on from it; only then may it write over another's text.
    """

    number: int
    window: str = ""
    seen: str = ""

    def covers(self, copy: WorkingCopy) -> bool:
        """Whether the copy holds nothing that this window has not seen."""
        return copy.pk == self.number and (copy.window == self.window or copy.stamp == self.seen)


def save_working_copy(
    *,
    actor: User,
    document: Document | None,
    base: Revision | None,
    fields: Mapping[str, Any],
    over: Hold | None = None,
    window: str = "",
) -> WorkingCopy:
    """Keep a person's unsaved text. Nothing is said yet, so no journal row. Raises NotAllowed.

    `over` is the copy that this window wrote before or goes on from: that one is overwritten. A copy that
    this window knows nothing of is set aside for its owner, who may still want it.
    """
    demand(actor, Role.WRITER, Role.VETTER, Role.OWNER, to="work on texts")
    with transaction.atomic():
        # The person's row stands guard: two windows of one person must not both insert.
        User.objects.select_for_update().get(pk=actor.pk)
        own = WorkingCopy.objects.filter(document=document, user=actor)
        kept = as_json(fields)
        copy = _held(own, over)
        if copy is None and (standing := own.filter(stale=False).first()):
            if standing.fields == kept or (window and standing.window == window[:40]):
                copy = standing
            else:
                own.filter(pk=standing.pk).update(stale=True)
        copy = copy or WorkingCopy(document=document, user=actor)
        copy.base, copy.fields, copy.window, copy.saved_at = base, kept, window[:40], timezone.now()
        copy.save()
    return copy


def drop_working_copy(*, actor: User, copy: WorkingCopy) -> None:
    """Throw away one's own working copy, stale or not. Raises NotAllowed for somebody else's."""
    if copy.user_id != actor.pk:
        raise NotAllowed("This working copy belongs to somebody else.", "Only its owner can drop it.")
    copy.delete()


def drop_saved(
    actor: User, document: Document | None, kind: str, content: Mapping[str, Any], kept: Hold | None
) -> None:
    """Let go of what stands in a revision now: the copy it was typed in, and any that says the very same.

    Every other copy stays until its owner drops it, whoever's window it came from.
    """
    for copy in WorkingCopy.objects.filter(document=document, user=actor):
        if (kept and kept.covers(copy)) or _says(copy, kind, content):
            copy.delete()


def set_aside(
    actor: User, document: Document, base: Revision, typed: Mapping[str, Any], kept: Hold | None
) -> WorkingCopy:
    """The text of a save that came too late, marked stale, in the copy it was typed in if there is one."""
    own = WorkingCopy.objects.filter(document=document, user=actor)
    fields = as_json(typed)
    copy = _held(own, kept) or own.filter(stale=True, fields=fields).first()
    copy = copy or WorkingCopy(document=document, user=actor)
    copy.base, copy.fields, copy.stale, copy.saved_at = base, fields, True, timezone.now()
    copy.save()
    return copy


def _held(own: QuerySet[WorkingCopy], hold: Hold | None) -> WorkingCopy | None:
    copy = own.filter(pk=hold.number).first() if hold else None
    return copy if copy is not None and hold is not None and hold.covers(copy) else None


def _says(copy: WorkingCopy, kind: str, content: Mapping[str, Any]) -> bool:
    known = {name: copy.fields[name] for name in RevisionFields.__annotations__ if name in copy.fields}
    try:
        # The day that was saved may have passed: an overdue text is corrected before its review.
        made = ready(kind, known, [content["next_review_on"]])
    except DraftRefused:
        return False
    same = all(content[name] == value for name, value in made.items())
    return bool(made) and same and copy.fields.get("kind", kind) == kind
