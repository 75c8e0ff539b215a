"""One published document, as a page, as an old edition, as evidence."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from site_app.publication.addresses import address_of, edition_address, source_address, stage_address
from site_app.publication.canonical import day, parse_moment
from site_app.publication.errors import Gone, Withheld
from site_app.publication.models import Live, Redaction, Withdrawal
from site_app.publication.pages import (
    DocumentPage,
    EditionLine,
    GonePage,
    Heading,
    Link,
    Signed,
    SourceNote,
)
from site_app.publication.reading.blocks import Surroundings, bookable, built, free_way, slugs_in
from site_app.publication.reading.cards import card_of, fits, link_of, statements_of
from site_app.publication.reading.directory import Directory, look_up
from site_app.publication.reading.frame import framed, warning_in
from site_app.publication.reading.lists import cards
from site_app.publication.reading.people import people_of, signed
from site_app.publication.reading.related import related
from site_app.publication.reading.support import support_of, uses_of
from site_app.publication.signatories import AUTHOR, VETTER
from site_app.publication.trust import Sealed
from site_app.publication.words import REDACTED
from site_app.sources.models import KIND_WORDS, Kind, Source, Status
from site_app.topics.models import stage_name

log = logging.getLogger("groundwell.seals")


def document(kind: str, slug: str) -> DocumentPage:
    """The edition that stands now, in the frame of its page. Six queries at most, however long it is.

    Raises NotPublished, Moved, Gone (withdrawn or redacted), Withheld.
    """
    found = look_up(kind, slug, related=kind == "article")
    _not_withdrawn(found)
    _is_newest(found)
    return _page(found, found.main.edition_id)


def edition(kind: str, slug: str, number: int) -> DocumentPage:
    """One edition, old or new. Raises as `document` does."""
    found = look_up(kind, slug, number)
    _not_withdrawn(found)
    return _page(found, _numbered(found, number))


def evidence(kind: str, slug: str, number: int | None = None) -> bytes:
    """`evidence.json`: the sealed bytes, as stored. Its keys: see `sealing`. Raises as `document`."""
    content = opened(kind, slug, number, "evidence").parts["evidence"]
    return content or b""


def opened(kind: str, slug: str, number: int | None, *parts: str) -> Sealed:
    """The sealed edition behind an address, of which these parts are needed. Raises as `document`."""
    found = look_up(kind, slug, number)
    _not_withdrawn(found)
    if number is None:
        _is_newest(found)
    edition_id = found.main.edition_id if number is None else _numbered(found, number)
    sealed = found.shelf.open(edition_id)
    _not_redacted(edition_id, sealed, parts)
    return sealed


def _page(found: Directory, edition_id: int) -> DocumentPage:
    sealed = found.shelf.open(edition_id)
    _not_redacted(edition_id, sealed, ("text", "body"))
    if edition_id == found.main.edition_id and not fits(found.main, sealed):
        raise _withheld(found.main, "its edition belongs to another address")
    text, people = sealed.text, people_of(sealed, signed([edition_id]).get(edition_id, []))
    sources = Source.objects.in_bulk({row["key"] for row in sealed.sources}, field_name="key")
    consults = _consults(found, sealed)
    frame = framed(warning_in(found.warning, found.shelf))
    first_help = frame.help_lines if text["urgent"] else ()
    around = Surroundings(consults, _cards(found, sealed), _free_ways(sealed, sources), first_help)
    next_review = day(text["next_review"])
    first_published, last_changed = (parse_moment(text[name]) for name in ("first_published", "last_changed"))
    return DocumentPage(
        kind=text["kind"],
        slug=text["slug"],
        title=text["title"],
        edition=text["number"],
        identifier=str(sealed.identifier),
        seal=sealed.seal,
        parts={name: built(segments, around) for name, segments in sealed.body["parts"].items()},
        description=" ".join(statements_of(sealed, "summary") or statements_of(sealed, "main_message")),
        headings=tuple(Heading(row["level"], row["id"], row["text"]) for row in sealed.body["headings"]),
        notes=_notes(sealed, sources, people),
        cleared=tuple(
            (row["text"], row["reason_words"]) for row in sealed.statements if row["decision"] == "cleared"
        ),
        authors=tuple(person for person in people if person.part_played == AUTHOR),
        vetters=tuple(person for person in people if person.part_played == VETTER),
        first_published_at=first_published,
        last_changed_at=last_changed,
        first_published_on=timezone.localdate(first_published),
        last_changed_on=timezone.localdate(last_changed),
        last_reviewed_on=day(text["last_reviewed"]),
        next_review_on=next_review,
        overdue=next_review < timezone.localdate(),
        stages=tuple(Link(stage_name(stage), stage_address(stage)) for stage in text["stages"]),
        topics=_topics(found, text),
        urgent=text["urgent"],
        help_lines=first_help,
        demonstration=text["demonstration"],
        clinician_vetted=any(row["clinician"] for row in sealed.people if row["part_played"] == VETTER),
        is_current=edition_id == found.main.edition_id,
        current_address=address_of(found.main.kind, found.main.slug),
        editions=_editions(found),
        consult=consults.get(text["slug"]) if text["kind"] == "consult" else None,
        cards=_listed(found.main, text),
        related=related(found.related, found.shelf, text),
        redacted=sealed.redacted,
        frame=frame,
        support=support_of(sealed),
        lead=" ".join(statements_of(sealed, "main_message") or statements_of(sealed, "summary")),
        whom=" ".join(statements_of(sealed, "for_whom")),
        pictures=tuple(f"/media/pictures/{row['digest']}.webp" for row in sealed.pictures),
    )


def _notes(sealed: Sealed, sources: dict[str, Source], people: Sequence[Signed]) -> tuple[SourceNote, ...]:
    uses = uses_of(sealed, people)
    return tuple(
        SourceNote(
            number=row["number"],
            key=row["key"],
            reference=row["reference"],
            kind=row["kind"],
            kind_words=str(KIND_WORDS.get(row["kind"], KIND_WORDS[Kind.OTHER])),
            year=row["year"],
            url=row["url"],
            locators=tuple(row["locators"]),
            alarm=alarm_of(row, sources.get(row["key"])),
            address=source_address(row["key"]),
            uses=uses.get(row["key"], ()),
        )
        for row in sealed.sources
        if row["number"]
    )


def alarm_of(row: dict[str, Any], now: Source | None) -> str:
    """What has become of a source since it was ruled on (P6): '' while it is as it was."""
    if now is None:
        return "changed"
    if now.status not in (Status.CURRENT, row["status"]):
        return now.status
    if now.substance != row["substance"]:
        return "changed"
    return "" if now.status == Status.CURRENT else now.status


def _free_ways(sealed: Sealed, sources: dict[str, Source]) -> dict[str, Link]:
    ways = {
        row["key"]: free_way(row["key"], row["title"], row["url"], row["official"], sources.get(row["key"]))
        for row in sealed.sources
    }
    return {key: way for key, way in ways.items() if way is not None}


def _consults(found: Directory, sealed: Sealed) -> dict[str, Any]:
    """What can be booked from this page: a service whose own text readers have."""
    slugs = set(slugs_in(sealed.body, "consult"))
    if sealed.text["kind"] == "consult":
        slugs.add(sealed.text["slug"])
    return bookable(slug for slug in slugs if found.beside("consult", slug))


def _cards(found: Directory, sealed: Sealed) -> dict[str, Any]:
    kinds = {row["slug"]: row["kind"] for row in sealed.text["pointers"] if row["kind"] != "consult"}
    kinds |= {slug: kinds.get(slug, "consult") for slug in slugs_in(sealed.body, "documents")}
    shown = {slug: found.beside(kind, slug) for slug, kind in kinds.items()}
    return {slug: card_of(target) for slug, target in shown.items() if target}


def _topics(found: Directory, text: dict[str, Any]) -> tuple[Link, ...]:
    shown = [found.beside("topic", topic["slug"]) for topic in text["topics"]]
    return tuple(link_of(topic) for topic in shown if topic)


def _listed(live: Live, text: dict[str, Any]) -> tuple[Any, ...]:
    if text["kind"] == "topic":
        return cards(topic=live.topic).cards
    if text["kind"] == "person" and live.person_id:
        return cards(signed_by=live.person_id).cards
    return ()


def _editions(found: Directory) -> tuple[EditionLine, ...]:
    """All editions, newest first; one whose text does not match its seal, or is gone, is left out."""
    lines = []
    for edition_id, row in found.shelf.editions.items():
        if row.document_id == found.main.document_id:
            sealed = found.shelf.open_or_none(edition_id)
            if sealed and sealed.text:
                number = sealed.text["number"]
                address = edition_address(found.main.kind, found.main.slug, number)
                lines.append(
                    EditionLine(number, parse_moment(sealed.text["published"]), address, sealed.seal)
                )
    return tuple(sorted(lines, key=lambda line: -line.number))


def _numbered(found: Directory, number: int) -> int:
    own = found.main.document_id
    for pk, row in found.shelf.editions.items():
        if row.document_id == own and row.number == number:
            return pk
    raise _withheld(found.main, f"nothing is left of its edition {number}")


def _not_withdrawn(found: Directory) -> None:
    if not found.main.withdrawn:
        return
    row = Withdrawal.objects.filter(document=found.main.document_id, ended_at=None).first()
    sealed = found.shelf.open_or_none(found.main.edition_id)
    raise Gone(
        GonePage(
            title=sealed.text.get("title", "") if sealed else "",
            withdrawn_on=timezone.localdate(row.at if row else None),
            because=row.get_because_display() if row else "",
            edition=str(sealed.identifier) if sealed else "",
        )
    )


def _is_newest(found: Directory) -> None:
    """A live row turned back to an older edition is a roll-back, and is not followed."""
    numbers = {
        pk: row.number
        for pk, row in found.shelf.editions.items()
        if row.document_id == found.main.document_id
    }
    if numbers.get(found.main.edition_id) != max(numbers.values(), default=0):
        raise _withheld(found.main, "it points to an edition that is not the newest")


def _withheld(live: Live, why: str) -> Withheld:
    log.error("The live document %s is withheld: %s.", live, why)
    return Withheld("This page is withheld: it is not the one that was published last.")


def _not_redacted(edition_id: int, sealed: Sealed, parts: Iterable[str]) -> None:
    for part in parts:
        if part in sealed.redacted:
            raise _gone(edition_id, part, sealed)


def _gone(edition_id: int, part: str, sealed: Sealed) -> Gone:
    row = Redaction.objects.filter(part__edition=edition_id, part__name=part).first()
    return Gone(
        GonePage(
            title=sealed.text.get("title", ""),
            withdrawn_on=timezone.localdate(row.at if row else None),
            because=str(REDACTED),
            edition=str(sealed.identifier),
        )
    )
