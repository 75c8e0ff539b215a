"""Sources and every published statement that leans on them.

What a source is called comes from sealed bytes: a title changed at the desk is seen by readers only once a
vetter has ruled on it anew. What has become of it (its status) is laid over, from the record as it is now.
"""

from collections.abc import Mapping
from typing import Any

from site_app.publication import trust
from site_app.publication.addresses import address_of
from site_app.publication.errors import NotPublished
from site_app.publication.models import Live, Mention, Use
from site_app.publication.pages import Link, SourcePage, Sources, UsedBy
from site_app.publication.paging import pages_of
from site_app.publication.reading.cards import each_once, link_of, place_of, verified
from site_app.publication.reading.lists import PAGE_LENGTH
from site_app.publication.trust import Sealed
from site_app.sources.models import KIND_WORDS, STATUS_WORDS, Kind, Source

# So many old editions are opened in search of one whose bytes hold.
_LOOKED_AT = 10


def source(key: str) -> SourcePage:
    """One source that a published text leans on, or once did, as it was sealed last. Raises NotPublished."""
    row = Source.objects.filter(key=key).exclude(used_at=None).first()
    if row is None:
        raise NotPublished
    opened = [sealed for _, sealed in verified(_leaning_on([key]))]
    record = _newest(opened or _once(key), key)
    if record is None:
        raise NotPublished
    return _page(
        row, record, tuple(use for use in (_used(sealed, key) for sealed in opened) if use.statements)
    )


def sources(page: int = 1) -> Sources:
    """One page of all sources that live editions lean on, at most twenty, by key; `used_by` stays empty."""
    used = Use.objects.filter(live__in=Live.objects.shown())
    keys = list(used.order_by("source_key").values_list("source_key", flat=True).distinct())
    shown = keys[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    rows = {row.key: row for row in Source.objects.filter(key__in=shown)}
    opened = [sealed for _, sealed in verified(_leaning_on(shown))]
    found = [(key, _newest(opened, key)) for key in shown if key in rows]
    pages = pages_of(len(keys), PAGE_LENGTH)
    return Sources(tuple(_page(rows[key], record, ()) for key, record in found if record), page, pages)


def _leaning_on(keys: list[str]) -> list[Live]:
    lives = Live.objects.shown().filter(uses__source_key__in=keys)
    return list(lives.distinct().order_by("kind", "slug"))


def _once(key: str) -> list[Sealed]:
    """The newest edition that names the source, when no live one does: old editions still lead here."""
    editions = Mention.objects.filter(source_key=key).order_by("-edition").values_list("edition", flat=True)
    newest = list(editions[:_LOOKED_AT])
    shelf = trust.fetch(newest)
    opened = (shelf.open_or_none(edition) for edition in newest)
    return [sealed for sealed in opened if sealed and "sources" not in sealed.redacted][:1]


def _newest(opened: list[Sealed], key: str) -> Mapping[str, Any] | None:
    """The source's sealed record in the edition that was published last."""
    found = [
        (str(sealed.text["published"]), record)
        for sealed in opened
        for record in sealed.sources
        if record["key"] == key
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _used(sealed: Sealed, key: str) -> UsedBy:
    home, edition = address_of(sealed.text["kind"], sealed.text["slug"]), str(sealed.identifier)
    leaning = (
        row for row in sealed.statements if any(citation["key"] == key for citation in row["citations"])
    )
    return UsedBy(
        document=link_of(sealed),
        statements=tuple(
            Link(row["text"], f"{home}{place_of(sealed, row)}", edition) for row in each_once(sealed, leaning)
        ),
    )


def _page(row: Source, record: Mapping[str, Any], used_by: tuple[UsedBy, ...]) -> SourcePage:
    return SourcePage(
        key=row.key,
        title=record["title"],
        reference=record["reference"],
        kind_words=str(KIND_WORDS.get(record["kind"], KIND_WORDS[Kind.OTHER])),
        year=record["year"],
        url=record["url"],
        status=row.status,
        status_words=str(STATUS_WORDS.get(row.status, "")),
        read_on=row.read_on,
        used_by=used_by,
        kind=record["kind"],
    )
