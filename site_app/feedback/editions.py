"""Finds an edition by its code and says how it stands with readers now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from site_app.feedback.codes import code_of, seal_start
from site_app.feedback.pages import EditionFacts, Sentence
from site_app.publication import trust
from site_app.publication.addresses import address_of, edition_address
from site_app.publication.canonical import parse_moment
from site_app.publication.errors import Gone, NotPublished
from site_app.publication.models import Edition, Live, Redaction, Withdrawal
from site_app.publication.pages import GonePage
from site_app.publication.trust import Sealed
from site_app.publication.words import REDACTED


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition, and the live row of its document. `withdrawn`: column or record says so."""

    edition: Edition
    live: Live
    withdrawn: bool

    @property
    def is_current(self) -> bool:
        return self.live.edition_id == self.edition.pk


def by_code(typed: str) -> Standing:
    """The edition with this code, or this whole seal. Two queries. Raises NotPublished."""
    start = seal_start(typed)
    if not start:
        raise NotPublished
    # A range, which every index can answer; 'g' comes after the last hexadecimal digit.
    found = list(Edition.objects.filter(seal__gte=start, seal__lt=f"{start}g")[:2])
    standing = standings(found)
    if len(found) != 1 or found[0].pk not in standing:
        raise NotPublished
    return standing[found[0].pk]


def standings(editions: Iterable[Edition]) -> dict[int, Standing]:
    """How these editions stand, by id; one whose document has no live row is left out. One query."""
    rows = {edition.pk: edition for edition in editions}
    gone = Withdrawal.objects.filter(document=OuterRef("document"), ended_at=None)
    lives = Live.objects.filter(document__in={row.document_id for row in rows.values()})
    by_document: dict[int, Any] = {live.document_id: live for live in lives.annotate(gone=Exists(gone))}
    return {
        pk: Standing(row, live, live.withdrawn or live.gone)
        for pk, row in rows.items()
        if (live := by_document.get(row.document_id)) is not None
    }


def opened(standing: Standing) -> Sealed:
    """Its sealed content. Raises Withheld."""
    return trust.fetch([standing.edition.pk]).open(standing.edition.pk)


def demand_shown(standing: Standing, sealed: Sealed, *parts: str) -> None:
    """Raises Gone when the document was withdrawn, or one of these parts removed for a legal reason."""
    if standing.withdrawn:
        at, because = withdrawal_of(standing)
        raise _gone(sealed, at, because)
    for part in parts:
        if part in sealed.redacted:
            row = Redaction.objects.filter(part__edition=standing.edition, part__name=part).first()
            raise _gone(sealed, timezone.localdate(row.at if row else None), str(REDACTED))


def withdrawal_of(standing: Standing) -> tuple[date, str]:
    """When the document was withdrawn, and why, in words."""
    row = Withdrawal.objects.filter(document=standing.edition.document_id, ended_at=None).first()
    return timezone.localdate(row.at if row else None), row.get_because_display() if row else ""


def _gone(sealed: Sealed, at: date, because: str) -> Gone:
    return Gone(GonePage(sealed.text.get("title", ""), at, because, str(sealed.identifier)))


def facts_of(standing: Standing, sealed: Sealed) -> EditionFacts:
    """What a page says of an edition whose `text` is there."""
    text, live = sealed.text, standing.live
    return EditionFacts(
        code=code_of(sealed.seal),
        identifier=str(sealed.identifier),
        kind=text["kind"],
        title=text["title"],
        number=text["number"],
        seal=sealed.seal,
        address=edition_address(live.kind, live.slug, text["number"]),
        home=address_of(live.kind, live.slug),
        published_on=timezone.localdate(parse_moment(text["published"])),
        is_current=standing.is_current,
        readable=not standing.withdrawn and "body" not in sealed.redacted,
        has_evidence=not standing.withdrawn and not {"body", "evidence"} & set(sealed.redacted),
    )


def sentence_of(row: Mapping[str, object], facts: EditionFacts) -> Sentence:
    """A statement as it stands in `evidence`."""
    place = facts.home if facts.is_current else facts.address
    return Sentence(int(str(row["n"])), str(row["text"]), facts.identifier, f"{place}#s{row['n']}")
