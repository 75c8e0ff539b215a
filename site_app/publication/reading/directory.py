"""Which live documents a page needs at once: itself, its topics, what it points to, and the first warning."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from site_app.publication import trust
from site_app.publication.addresses import address_of, edition_address
from site_app.publication.errors import Moved, NotPublished
from site_app.publication.models import Address, Edition, Filing, Live, Pointer, Withdrawal
from site_app.publication.reading.cards import fits
from site_app.publication.reading.frame import warnings
from site_app.publication.reading.related import nearest
from site_app.publication.trust import Sealed, Shelf


@dataclass(frozen=True)
class Directory:
    """`main`: the live row at the address; `near`: those beside it, by kind and slug as it names them."""

    main: Live
    near: Mapping[tuple[str, str], Live]
    warning: Live | None
    shelf: Shelf
    related: tuple[Live, ...] = ()

    def beside(self, kind: str, slug: str) -> Sealed | None:
        """A document near this one, if readers may have it."""
        live = self.near.get((kind, slug))
        if live is None or live.withdrawn:
            return None
        sealed = self.shelf.open_or_none(live.edition_id)
        return sealed if sealed and fits(live, sealed) else None


def look_up(kind: str, slug: str, number: int | None = None, *, related: bool = False) -> Directory:
    """Everything stored that the page at this address needs, in two queries (three for an old edition).

    `related`: with the articles nearest to it, of which the titles alone come along.

    Raises Moved for an address the document had before, NotPublished for one that nothing ever had.
    """
    sql, values = _compiled(related, settings.WARNING_SIGNS)
    address = {_KIND: kind, _SLUG: slug}
    lives: list[Any] = list(Live.objects.raw(sql, [address.get(value, value) for value in values]))
    main = next((live for live in lives if (live.kind, live.slug) == (kind, slug)), None)
    if main is None:
        raise _elsewhere(kind, slug, number)
    titles = {live.edition_id for live in lives if live.related and not (live.warns or live.pointed_as)}
    whole = {live.edition_id for live in lives} - titles
    if number is not None:
        old = (
            Edition.objects.filter(document=main.document_id, number=number)
            .values_list("pk", flat=True)
            .first()
        )
        if old is None:
            raise NotPublished
        whole.add(old)
    near: dict[tuple[str, str], Live] = {}
    for live in lives:
        # A withdrawal on record counts, whatever the column says.
        live.withdrawn = live.withdrawn or live.gone
        for name in filter(None, (live.slug, live.topic, live.pointed_as)):
            near[live.kind, name] = live
    return Directory(
        main=main,
        near=near,
        warning=next((live for live in lives if live.warns), None),
        shelf=trust.fetch(whole, titles_of=main.document_id, titles=titles),
        related=tuple(live for live in lives if live.related),
    )


# Stand for the address where the question is compiled, and can stand in none.
_KIND, _SLUG = "\0kind", "\0slug"


@cache
def _compiled(related: bool, warning_signs: str) -> tuple[str, tuple[Any, ...]]:
    """The question for all rows that a page needs, once a process: compiling takes longer than answering.

    `warning_signs`: what the settings name, which `warnings` reads.
    """
    own = {"live__kind": _KIND, "live__slug": _SLUG}
    pointed = Pointer.objects.filter(**own, target=OuterRef("document"))
    first_warning = Subquery(warnings().values("pk")[:1])
    beside = Q(pk__in=nearest(_KIND, _SLUG)) if related else Q(pk__in=[])
    # One after the other and not in one breath with `OR`: so each is answered by an index.
    wanted = [
        Q(kind=_KIND, slug=_SLUG),
        Q(topic__in=Filing.objects.filter(**own, under="topic").values("slug")),
        Q(document__in=Pointer.objects.filter(**own).values("target")),
        Q(pk=first_warning),
        beside,
    ]
    first, *further = (Live.objects.order_by().filter(one).values("pk") for one in wanted)
    rows = (
        Live.objects.filter(pk__in=first.union(*further, all=True))
        .annotate(
            pointed_as=Subquery(pointed.values("slug")[:1]),
            warns=Q(pk=first_warning),
            related=beside,
            gone=Exists(Withdrawal.objects.filter(document=OuterRef("document"), ended_at=None)),
        )
        .order_by("pk")
    )
    sql, values = rows.query.sql_with_params()
    return sql, tuple(values)


def _elsewhere(kind: str, slug: str, number: int | None) -> Moved | NotPublished:
    old = Address.objects.filter(kind=kind, slug=slug).values_list("document", flat=True).first()
    now = Live.objects.filter(document=old).first() if old else None
    if now is None:
        return NotPublished()
    if number is None:
        return Moved(address_of(now.kind, now.slug))
    return Moved(edition_address(now.kind, now.slug, number))
