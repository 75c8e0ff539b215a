"""The only road from stored bytes to a reader: what does not match its seal does not come through."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from site_app.publication import seals
from site_app.publication.bodies import PARTS
from site_app.publication.canonical import digest, parse
from site_app.publication.errors import Withheld
from site_app.publication.models import Edition, Redaction

log = logging.getLogger("groundwell.seals")


@dataclass(frozen=True, slots=True)
class Stored:
    """One part as read. `asked`: its bytes were fetched; `redacted`: they are gone for good."""

    name: str
    digest: str
    content: bytes | None
    asked: bool = True
    redacted: bool = False


@dataclass(frozen=True)
class Sealed:
    """An edition whose bytes match its seal. What is asked of a redacted part is empty."""

    identifier: UUID
    document_id: int
    revision_id: int
    seal: str
    previous: str
    key_id: str
    parts: Mapping[str, bytes | None] = field(repr=False)

    @property
    def redacted(self) -> tuple[str, ...]:
        return tuple(name for name in PARTS if name in self.parts and self.parts[name] is None)

    @cached_property
    def text(self) -> dict[str, Any]:
        return dict(self._value("text", {}))

    @cached_property
    def body(self) -> dict[str, Any]:
        return dict(self._value("body", {"parts": {}, "headings": []}))

    @cached_property
    def statements(self) -> list[dict[str, Any]]:
        return list(self._value("evidence", {}).get("statements", []))

    @cached_property
    def review(self) -> dict[str, Any]:
        """Kind and form of the review it was approved in; empty for an edition of seal 1."""
        return dict(self._value("evidence", {}).get("review", {}))

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        return list(self._value("sources", []))

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        return list(self._value("people", []))

    @cached_property
    def pictures(self) -> list[dict[str, Any]]:
        return list(self._value("pictures", []))

    def _value(self, name: str, empty: Any) -> Any:
        content = self.parts.get(name)
        return empty if content is None else parse(content)


def faults(edition: Edition, parts: Sequence[Stored]) -> list[str]:
    """What does not match, one sentence each. A redacted part counts as whole: its digest still does."""
    found = []
    if len(parts) != len(PARTS) or {part.name for part in parts} != set(PARTS):
        found.append("Its parts are not the six that were sealed.")
    for part in parts:
        if _changed(part):
            found.append(f"The bytes of its part '{part.name}' are not those that were sealed.")
        if part.asked and part.content is None and not part.redacted:
            found.append(f"The bytes of its part '{part.name}' are gone, and no redaction is on record.")
    if not _follows(edition, parts):
        found.append("Its seal does not follow from its parts and the seal before it.")
    elif not seals.signed(edition.seal, edition.signature, edition.key_id):
        found.append("No known key signed its seal.")
    return found


def bytes_hold(edition: Edition, parts: Sequence[Stored]) -> bool:
    """Whether every byte that is there is the one that was sealed, and the seal follows from all parts."""
    return not any(map(_changed, parts)) and _follows(edition, parts)


def _changed(part: Stored) -> bool:
    return part.content is not None and digest(part.content) != part.digest


def _follows(edition: Edition, parts: Sequence[Stored]) -> bool:
    digests = {part.name: part.digest for part in parts}
    follows = seals.seal_of(identifier=edition.identifier, digests=digests, previous=edition.previous_seal)
    return follows == edition.seal


def opened(edition: Edition, parts: Sequence[Stored]) -> Sealed:
    """The edition's sealed content. Raises Withheld, and logs why, when a single byte differs.

    In production a demonstration is withheld as well: nobody vetted it.
    """
    if found := faults(edition, parts):
        log.error("Edition %s (%s) is withheld: %s", edition.identifier, edition, " ".join(found))
        raise Withheld("This page is withheld: its stored text does not match its seal.")
    sealed = sealed_from(edition, parts)
    if settings.PRODUCTION and demonstration(sealed, edition):
        raise Withheld("This page is a demonstration, which a public site does not show.")
    return sealed


def sealed_from(edition: Edition, parts: Sequence[Stored]) -> Sealed:
    """The content as stored, not held to its seal: for those who look for faults."""
    return Sealed(
        identifier=edition.identifier,
        document_id=edition.document_id,
        revision_id=edition.revision_id,
        seal=edition.seal,
        previous=edition.previous_seal,
        key_id=edition.key_id,
        parts={part.name: part.content for part in parts},
    )


def demonstration(sealed: Sealed, edition: Edition) -> bool:
    """Whether the edition says so; where its text was redacted, its column."""
    return bool(sealed.text.get("demonstration", edition.demonstration))


@dataclass(frozen=True)
class Shelf:
    """Editions by id, opened when asked for: each raises Withheld on its own and spoils no other."""

    editions: Mapping[int, Edition]
    parts: Mapping[int, Sequence[Stored]]

    def open(self, edition_id: int) -> Sealed:
        """Raises Withheld, also for an edition that has no part left."""
        if edition_id not in self.editions:
            log.error("Edition %s is withheld: nothing of it is left.", edition_id)
            raise Withheld("This page is withheld: its stored text is gone.")
        return opened(self.editions[edition_id], self.parts[edition_id])

    def open_or_none(self, edition_id: int) -> Sealed | None:
        """None for what is withheld: lists leave it out."""
        try:
            return self.open(edition_id)
        except Withheld:
            return None


def fetch(whole: Iterable[int], titles_of: int | None = None, titles: Iterable[int] = ()) -> Shelf:
    """Editions with all their parts, in one query.

    `whole`: edition ids. `titles_of`: a document, of all whose editions the `text` alone comes along.
    `titles`: ids of further editions of which the `text` alone does.
    """
    entire = sorted(set(whole))
    wanted = sorted({*entire, *titles})
    if not wanted and titles_of is None:
        return Shelf({}, {})
    sql = _FETCH.format(columns=_COLUMNS, entire=_places(entire), wanted=_places(wanted))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*entire, *wanted, titles_of])
        return _shelved(cursor.fetchall(), frozenset(entire))


# Written out, because nearly every page asks it: the compiler takes longer over it than the database. All
# that chooses stands on the edition, so that an index answers it, however many there are.
_EDITION = (
    "id", "identifier", "document_id", "revision_id", "number", "kind", "slug", "demonstration", "seal",
    "previous_seal", "signature", "key_id",
)  # fmt: skip
_COLUMNS = ", ".join(f"e.{name}" for name in _EDITION)
_FETCH = (
    "SELECT p.id, p.name, p.digest,"
    " CASE WHEN p.name = 'text' OR e.id IN ({entire}) THEN p.content END, {columns}"
    " FROM publication_edition e JOIN publication_part p ON p.edition_id = e.id"
    " WHERE e.id IN ({wanted}) OR e.document_id = %s ORDER BY p.id"
)


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _shelved(rows: Sequence[tuple[Any, ...]], entire: frozenset[int]) -> Shelf:
    editions: dict[int, Edition] = {}
    parts: dict[int, list[Stored]] = defaultdict(list)
    asked = [name == "text" or columns[0] in entire for _, name, _, _, *columns in rows]
    empty = [row[0] for row, was_asked in zip(rows, asked, strict=True) if was_asked and row[3] is None]
    redacted = (
        set(Redaction.objects.filter(part__in=empty).values_list("part_id", flat=True)) if empty else set()
    )
    for (pk, name, sealed_as, kept, *columns), was_asked in zip(rows, asked, strict=True):
        if columns[0] not in editions:
            editions[columns[0]] = _edition(columns)
        content = None if kept is None else bytes(kept)
        parts[columns[0]].append(Stored(name, sealed_as, content, was_asked, pk in redacted))
    return Shelf(editions, parts)


def _edition(columns: Sequence[Any]) -> Edition:
    """The columns as the database has them, as Django would read them."""
    values = dict(zip(_EDITION, columns, strict=True))
    identifier, demonstration = values["identifier"], bool(values["demonstration"])
    values |= {
        "identifier": identifier if isinstance(identifier, UUID) else UUID(identifier),
        "demonstration": demonstration,
    }
    return Edition.from_db(connection.alias, list(values), list(values.values()))
