"""What the desk's first page says: what is broken first, then what waits for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from site_app.accounts.models import Credential, Practice, Role, User
from site_app.accounts.rights import holds
from site_app.consults.models import HelpLine
from site_app.desk.soundness import Fault, faults
from site_app.documents.models import Revision, WorkingCopy
from site_app.feedback.waiting import flagged_sentences
from site_app.publication import rechecks
from site_app.publication.due import REVIEW_AHEAD
from site_app.publication.models import Edition, Live
from site_app.vetting.alarms import Alarm, alarms, approved_revisions
from site_app.vetting.queue import Asked, Claimed, Offer, Waiting, waiting_for


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: where it leads, what else to know, and what hangs below it."""

    text: str
    address: str
    note: str = ""
    urgent: bool = False
    inner: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one sort that wait for this person."""

    name: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """`faults`: seals, guards and editions that do not hold; `piles`: those that hold something."""

    faults: tuple[Fault, ...]
    piles: tuple[Pile, ...] = field(default=())
    is_owner: bool = False
    is_vetter: bool = False
    may_write: bool = False


def front_page(user: User) -> Front:
    """Everything for one person's first page, in the order in which it should be dealt with."""
    queue = waiting_for(user)
    on_texts = holds(user, Role.WRITER, Role.VETTER, Role.OWNER)
    owns = holds(user, Role.OWNER)
    piles = (
        Pile("unsaved", "Texts you have not saved", tuple(_unsaved(user))),
        Pile("asked", "Questions", tuple(_asked(row) for row in queue.asked)),
        Pile("mine", "You are vetting", tuple(_claimed(row) for row in queue.mine)),
        Pile("returned", "Returned to you", tuple(_returned(row) for row in queue.returned)),
        Pile("suggestions", "Suggestions for your texts", tuple(_offer(row) for row in queue.suggestions)),
        Pile("flags", "Flags from readers", tuple(_flags()) if holds(user, Role.VETTER) else ()),
        Pile("to-vet", "To vet", tuple(_to_vet(row) for row in queue.to_vet)),
        Pile("alarms", "Sources that changed", tuple(_by_source(_alarms())) if on_texts else ()),
        Pile("to-publish", "To publish", tuple(_to_publish(queue.to_publish))),
        Pile("drafts", "To hand over to vetting", tuple(_draft(row) for row in queue.drafts)),
        Pile("reviews", "Reviews due", tuple(_reviews()) if on_texts else ()),
        Pile("rechecks", "To look at again", tuple(_rechecks()) if on_texts else ()),
        Pile("owner", "For the owner", tuple(_for_the_owner()) if owns else ()),
    )
    return Front(
        faults=tuple(faults()),
        piles=tuple(pile for pile in piles if pile.lines),
        is_owner=owns,
        is_vetter=holds(user, Role.VETTER, Role.OVERRULE),
        may_write=on_texts,
    )


def _vet(revision_id: int, n: int | None = None) -> str:
    anchor = f"#row-{n}" if n is not None else ""
    return reverse("admin:vet", args=[revision_id]) + anchor


def _write(document_id: int) -> str:
    return reverse("admin:write", args=[document_id])


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%-d %B, %H:%M}"


def _unsaved(user: User) -> Iterator[Line]:
    """What this person typed and did not save (P5): nobody else is told."""
    copies = list(WorkingCopy.objects.filter(user=user))
    titles = dict(
        Revision.objects.newest_only()
        .filter(document__in={copy.document_id for copy in copies})
        .values_list("document_id", "title")
    )
    for copy in copies:
        title = copy.fields.get("title") or "A document without a title"
        yield Line(
            str(titles.get(copy.document_id or 0) or f"{title} (not begun yet)"),
            (_write(copy.document_id) if copy.document_id else reverse("admin:new_document"))
            + (f"?aside={copy.pk}" if copy.stale else "?kept=1"),
            f"{'Set aside' if copy.stale else 'Kept'} on {_when(copy.saved_at)}.",
        )


def _claimed(row: Claimed) -> Line:
    parts = [f"{row.unruled} to rule on"]
    if row.to_confirm:
        parts.append(f"{row.to_confirm} to confirm")
    note = f"{', '.join(parts)}; due {row.due:%-d %B}; your claim lapses {_when(row.lapses_at)}."
    return Line(row.title, _vet(row.revision_id), note, row.urgent)


def _asked(row: Asked) -> Line:
    said = "answered" if row.answered else "asks you"
    what = f"{row.title}, sentence {row.statement_n}"
    return Line(what, _vet(row.revision_id, row.statement_n), f"{row.who} {said}: {row.text}")


def _returned(row: Waiting) -> Line:
    said = f": {row.note}" if row.note else ""
    return Line(row.title, _write(row.document_id), f"{row.who}, {_when(row.since)}{said}", row.urgent)


def _offer(row: Offer) -> Line:
    return Line(row.title, _write(row.document_id), f"{row.who}: {row.text}")


def _to_vet(row: Waiting) -> Line:
    due = f", due {row.due:%-d %B}" if row.due else ""
    note = f"{row.kind}, from {row.who}, {_when(row.since)}{due}. {row.refusal}".rstrip()
    return Line(row.title, _vet(row.revision_id), note, row.urgent)


def _flags() -> Iterator[Line]:
    for sentence in flagged_sentences():
        what = f"{sentence.edition.title}, sentence {sentence.n}" if sentence.edition else "An edition"
        often = f"{len(sentence.flags)} flags" if len(sentence.flags) > 1 else "one flag"
        note = f"{often}, the first {_when(sentence.flags[0].at)}: {sentence.text}"
        yield Line(what, f"{reverse('admin:flags')}#flagged-{sentence.leading}", note, sentence.urgent)


def _draft(row: Waiting) -> Line:
    return Line(
        row.title, _write(row.document_id), f"{row.kind}, saved {_when(row.since)} by {row.who}", row.urgent
    )


def _to_publish(rows: tuple[Waiting, ...]) -> Iterator[Line]:
    published = set(
        Edition.objects.filter(revision__in=[row.revision_id for row in rows]).values_list(
            "revision_id", flat=True
        )
    )
    for row in rows:
        if row.revision_id not in published:
            address = reverse("admin:document", args=[row.document_id])
            yield Line(row.title, address, f"approved by {row.who}, {_when(row.since)}", row.urgent)


def _alarms() -> list[Alarm]:
    """Over what readers have now and what was approved last: the two differ until that is published."""
    live = Live.objects.filter(withdrawn=False).values_list("edition__revision", flat=True)
    return alarms({*live, *approved_revisions()})


def _by_source(found: Iterable[Alarm]) -> Iterator[Line]:
    by_key: dict[str, list[Alarm]] = {}
    for alarm in found:
        by_key.setdefault(alarm.source_key, []).append(alarm)
    for key, rows in by_key.items():
        first = rows[0]
        note = " ".join(filter(None, [f"{_BECAME[first.kind]}.", first.status_note]))
        inner = tuple(
            Line(f"{row.title}, sentence {row.statement_n}", _vet(row.revision_id, row.statement_n), row.text)
            for row in rows
        )
        address = reverse("admin:sources_source_changelist") + f"?q={key}"
        yield Line(f"{first.source_title} ({key})", address, note, any(row.urgent for row in rows), inner)


_BECAME = {
    "retracted": "Retracted",
    "concern": "Its publisher warns that it may not be sound",
    "superseded": "There is a newer version",
    "changed": "Its record was changed since it was ruled on",
}


def _reviews() -> Iterator[Line]:
    today = timezone.localdate()
    lives = Live.objects.filter(withdrawn=False, edition__revision__next_review_on__lte=today + REVIEW_AHEAD)
    for live in lives.select_related("edition__revision").order_by("edition__revision__next_review_on", "pk"):
        day = live.edition.revision.next_review_on
        word = "Overdue since" if day < today else "Due on"
        address = reverse("admin:document", args=[live.document_id])
        yield Line(live.edition.title, address, f"{word} {day:%-d %B %Y}.")


def _rechecks() -> Iterator[Line]:
    for recheck in rechecks.waiting():
        inner = tuple(Line(line, "") for line in recheck.detail)
        because = recheck.get_because_display()
        note = f"{because[0].upper()}{because[1:]}."
        address = reverse("admin:document", args=[recheck.edition.document_id])
        yield Line(recheck.edition.title, address, note, inner=inner)


def _to_be_tested(line: HelpLine) -> str:
    day = line.last_tested_on and f"{line.last_tested_on:%-d %B %Y}"
    # Whoever answers there must be free for those who need them.
    if line.serves == HelpLine.For.EMERGENCY:
        said = f"Last checked on {day}." if day else "Nobody here has checked it yet."
        return f"{said} Look it up at its official page, never by calling, and press the button there."
    said = f"Last tested on {day}." if day else "Nobody here has rung it yet."
    return f"{said} Call it, and press the button there."


def _for_the_owner() -> Iterator[Line]:
    today = timezone.localdate()
    practice = Practice.objects.first()
    if practice is None or "To be written" in f"{practice.address}{practice.funding}":
        address = (
            reverse("admin:accounts_practice_change", args=[practice.pk])
            if practice
            else reverse("admin:accounts_practice_add")
        )
        yield Line(
            "The practice", address, "Address and funding stand on every page and are still to be written."
        )
    for credential in Credential.objects.unchecked().select_related("user"):
        yield Line(
            f"{credential.user}: {credential}", reverse("admin:person", args=[credential.user_id]),
            "Look it up with the issuing body; until then it does not count.",
        )  # fmt: skip
    for credential in Credential.objects.expiring(today).select_related("user"):
        word = "Ran out" if credential.expires_on < today else "Runs out"
        yield Line(
            f"{credential.user}: {credential}",
            reverse("admin:accounts_credential_change", args=[credential.pk]),
            f"{word} on {credential.expires_on:%-d %B %Y}.",
        )  # fmt: skip
    for line in HelpLine.objects.stale(today):
        yield Line(
            f"{line.name}, {line.number}", reverse("admin:consults_helpline_change", args=[line.pk]),
            _to_be_tested(line),
        )  # fmt: skip
