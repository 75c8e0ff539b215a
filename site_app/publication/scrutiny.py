"""What can be wrong with one edition and with one live document: every fault named, none corrected."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Model

from site_app.accounts import journal
from site_app.accounts.models import JournalEntry
from site_app.documents.drafts import content_digest
from site_app.documents.models import Document
from site_app.publication import copies, trust
from site_app.publication.canonical import moment
from site_app.publication.files import picture_file
from site_app.publication.models import Address, Edition, Live, Mention, Signatory, Withdrawal
from site_app.publication.reading.people import holds
from site_app.publication.trust import Sealed, Stored, sealed_from
from site_app.vetting.models import ReviewForm
from site_app.vetting.standards import sealed_form


@dataclass(frozen=True, slots=True)
class Break:
    """`sort`: broken, missing, or redacted (known, with its log row: no failure)."""

    sort: Literal["broken", "missing", "redacted"]
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.what}: {self.why}"


def of_edition(edition: Edition, parts: Sequence[Stored]) -> Iterator[Break]:
    """Seal, signature, parts, columns, names and pictures of one edition."""
    what = f"{edition} ({edition.seal[:12]})"
    for fault in trust.faults(edition, parts):
        yield Break("broken", what, fault)
    for part in parts:
        if part.redacted:
            yield Break("redacted", what, f"Its part '{part.name}' was removed for a legal reason.")
            if not _journalled("redact", edition, part=part.name):
                yield Break("broken", what, f"The journal knows nothing of the redaction of '{part.name}'.")
    try:
        sealed = sealed_from(edition, parts)
        for why in [
            *_columns(edition, sealed),
            *_mentions(edition, sealed),
            *_people(edition, sealed),
            *_review(edition, sealed),
        ]:
            yield Break("broken", what, why)
        yield from _pictures(what, sealed)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Break("broken", what, "Its sealed parts cannot be read.")


def of_document(document: Document) -> Iterator[Break]:
    """Whether the live row, its copies, its address and its withdrawals are what the newest edition says."""
    editions = list(document.editions.order_by("number"))
    numbers = [edition.number for edition in editions]
    for gone in sorted(set(range(1, numbers[-1] + 1)) - set(numbers)):
        yield Break("missing", f"{document} edition {gone}", "It is not there any more.")
    for edition in editions:
        if not Address.objects.filter(kind=edition.kind, slug=edition.slug, document=document).exists():
            yield Break("missing", str(edition), f"Nothing leads from its address '{edition.slug}' to it.")
    live = Live.objects.filter(document=document).first()
    if live is None:
        yield Break("missing", str(document), "It has editions, and no live row.")
        return
    if live.edition_id != editions[-1].pk:
        yield Break("broken", str(document), "What readers get is not its newest edition.")
    if live.withdrawn != Withdrawal.objects.filter(document=document, ended_at=None).exists():
        yield Break("broken", str(document), "Its withdrawals and its live row do not agree.")
    sealed = trust.fetch([live.edition_id]).open_or_none(live.edition_id)
    if sealed is not None and not {"text", "evidence"} & set(sealed.redacted):
        wanted = copies.wanted(sealed.text, sealed.statements)
        if not copies.same(wanted, copies.standing(live)):
            yield Break(
                "broken", str(document), "The columns lists are made from do not repeat what is sealed."
            )


def _columns(edition: Edition, sealed: Sealed) -> Iterator[str]:
    text = sealed.text
    if not text:
        return
    stands = {
        "edition": str(edition.identifier),
        "number": edition.number,
        "kind": edition.kind,
        "slug": edition.slug,
        "title": edition.title,
        "published": moment(edition.published_at),
        "demonstration": edition.demonstration,
        "revision": {"number": edition.revision.number, "digest": edition.revision.digest},
    }
    for name, value in stands.items():
        if text[name] != value:
            yield f"Its column for '{name}' does not repeat what is sealed."
    if content_digest(edition.revision) != text["revision"]["digest"]:
        yield "The revision it was made from has changed since."


def _mentions(edition: Edition, sealed: Sealed) -> Iterator[str]:
    if "sources" in sealed.redacted:
        return
    kept = set(Mention.objects.filter(edition=edition).values_list("source_key", flat=True))
    if kept != {row["key"] for row in sealed.sources}:
        yield "The list of its sources does not repeat what is sealed."


def _people(edition: Edition, sealed: Sealed) -> Iterator[str]:
    rows = {row.place: row for row in Signatory.objects.filter(edition=edition)}
    if sealed.people and set(rows) != {place["place"] for place in sealed.people}:
        yield "Its names are not as many as were sealed."
    for place in sealed.people:
        row = rows.get(place["place"])
        if row is not None and not holds(place, row):
            yield f"The name at place {place['place']} is not the one that was sealed."
        elif (
            row is not None and row.erased_at and not (row.user and _journalled("erase_signatory", row.user))
        ):
            yield f"The journal knows nothing of the erasure at place {place['place']}."


def _review(edition: Edition, sealed: Sealed) -> Iterator[str]:
    """Whether the desk's review form is still the one that was sealed; an edition of seal 1 has none."""
    review = sealed.review
    if not review:
        return
    form = ReviewForm.objects.filter(approval__revision=edition.revision_id).first()
    if form is None:
        yield "The review form it was approved with is not there any more."
    elif review["form"] != sealed_form(form.filled):
        yield "The answers of its review form are not those that were sealed."


def _journalled(verb: str, subject: Model, **detail: str) -> bool:
    """Whether the verb that does this was used on it: a change by SQL leaves no row."""
    rows = JournalEntry.objects.filter(verb=verb, subject=journal.name_of(subject))
    return any(detail.items() <= row.detail.items() for row in rows)


def _pictures(what: str, sealed: Sealed) -> Iterator[Break]:
    for picture in sealed.pictures:
        file = picture_file(picture["digest"])
        if not file.is_file():
            yield Break("missing", what, f"The file of its picture {picture['digest'][:12]} is not there.")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != picture["digest"]:
            yield Break("broken", what, f"The file of its picture {picture['digest'][:12]} was changed.")
