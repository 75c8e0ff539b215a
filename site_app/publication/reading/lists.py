"""Lists of what is published. Each opens the sealed bytes of what it shows; the withheld are left out."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from site_app.publication.addresses import address_of, stage_address
from site_app.publication.canonical import parse_moment
from site_app.publication.errors import NotPublished, Withheld
from site_app.publication.models import Live, Signatory
from site_app.publication.pages import Card, Cards, ConsultFacts, FeedLine, Link, SitemapLine, TopicFeed
from site_app.publication.paging import pages_of
from site_app.publication.reading.blocks import bookable
from site_app.publication.reading.cards import card_of, link_of, verified
from site_app.publication.reading.people import Row, people_of, signed
from site_app.publication.signatories import AUTHOR
from site_app.publication.trust import Sealed
from site_app.topics.models import Stage

PAGE_LENGTH = 20
# What a list shows when nobody says which kind: texts to read, not the pages around them.
_TEXTS = ("article", "collection")
_LISTS = {
    "article": "/articles/",
    "collection": "/collections/",
    "topic": "/topics/",
    "consult": "/consults/",
    "person": "/people/",
}


def cards(
    kind: str | None = None,
    topic: str | None = None,
    stage: str | None = None,
    page: int = 1,
    signed_by: int | None = None,
    length: int = PAGE_LENGTH,
) -> Cards:
    """A page of a list, newest first, `length` cards; `signed_by` is an account's number. Three queries."""
    rows = _shown().filter(kind__in=[kind] if kind else _TEXTS)
    if topic:
        rows = rows.filter(filings__under="topic", filings__slug=topic)
    if stage:
        rows = rows.filter(filings__under="stage", filings__slug=stage)
    if signed_by:
        rows = rows.filter(
            edition__in=Signatory.objects.filter(user=signed_by, erased_at=None).values("edition")
        )
    first = (page - 1) * length
    shown = verified(list(rows[first : first + length]))
    pages = pages_of(rows.count(), length)
    return Cards(tuple(card_of(sealed) for _, sealed in shown), page, pages)


def topics() -> tuple[Link, ...]:
    """Every published topic, by title."""
    return _links("topic")


def people() -> tuple[Link, ...]:
    """Everybody with a published page, by name."""
    return _links("person")


def stages() -> tuple[Link, ...]:
    """The stages of the year: site text, in order."""
    return tuple(Link(str(stage.label), stage_address(stage.value)) for stage in Stage)


def consults() -> tuple[tuple[ConsultFacts, Card | None], ...]:
    """What can be booked: each service whose own text is published, with its card."""
    shown = {live.slug: card_of(sealed) for live, sealed in _all("consult")}
    facts = sorted(bookable(shown).values(), key=lambda consult: consult.name)
    return tuple((consult, shown[consult.slug]) for consult in facts)


def feed() -> tuple[FeedLine, ...]:
    """What was published last: twenty texts, newest first. Three queries."""
    return _feed_lines(_shown().filter(kind__in=_TEXTS))


def topic_feed(slug: str) -> TopicFeed:
    """What was filed under the topic at this address last: twenty texts, newest first.

    Raises NotPublished for an address that no topic has now.
    """
    found = verified(list(_shown().filter(kind="topic", slug=slug)))
    if not found:
        raise NotPublished
    live, sealed = found[0]
    filed = _shown().filter(kind__in=_TEXTS, filings__under="topic", filings__slug=live.topic)
    return TopicFeed(link_of(sealed), _feed_lines(filed))


def _feed_lines(rows: QuerySet[Live]) -> tuple[FeedLine, ...]:
    shown = verified(list(rows[:PAGE_LENGTH]))
    people = signed(live.edition_id for live, _ in shown)
    lines = []
    for live, sealed in shown:
        names = _names(sealed, people.get(live.edition_id, []))
        if names is not None:
            first, last = (parse_moment(sealed.text[name]) for name in ("first_published", "published"))
            lines.append(FeedLine(card_of(sealed), first, last, names))
    return tuple(lines)


def sitemap() -> tuple[SitemapLine, ...]:
    """Every published page a search engine may list, and the lists they stand in, which change with them.

    Demonstrations are not for search engines.
    """
    pages: dict[str, datetime] = {}
    lists: dict[str, datetime] = {}
    for live, sealed in _all():
        if sealed.text["demonstration"]:
            continue
        at = parse_moment(sealed.text["published"])
        pages[address_of(live.kind, live.slug)] = at
        for address in _lists_of(live.kind, sealed.text["stages"]):
            lists[address] = max(at, lists.get(address, at))
    return tuple(SitemapLine(address, at) for address, at in (lists | pages).items())


def _lists_of(kind: str, stages: Iterable[str]) -> tuple[str, ...]:
    """The lists in which a document of this kind stands."""
    own = (_LISTS[kind],) if kind in _LISTS else ()
    return (*own, "/", *map(stage_address, stages)) if kind in _TEXTS else own


def every_live() -> Iterator[tuple[Live, Sealed]]:
    """Every live document with its sealed edition, the withheld left out, a handful at a time."""
    return _all()


def _shown() -> QuerySet[Live]:
    return Live.objects.shown().order_by("-edition__published_at", "-pk")


def _all(kind: str | None = None) -> Iterator[tuple[Live, Sealed]]:
    rows = _shown().filter(kind=kind) if kind else _shown()
    lives = list(rows)
    for first in range(0, len(lives), PAGE_LENGTH):
        yield from verified(lives[first : first + PAGE_LENGTH])


def _links(kind: str) -> tuple[Link, ...]:
    return tuple(sorted((link_of(sealed) for _, sealed in _all(kind)), key=lambda link: link.title))


def _names(sealed: Sealed, rows: list[Row]) -> tuple[str, ...] | None:
    """The authors as signed, or None when a name does not match its seal."""
    try:
        people = people_of(sealed, rows)
    except Withheld:
        return None
    return tuple(person.name for person in people if person.part_played == AUTHOR and not person.erased)
