"""Atom (RFC 4287): what was published last, on the whole site or on one topic."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from site_app.publication import reading
from site_app.publication.errors import Moved, NotPublished
from site_app.publication.pages import FeedLine
from site_app.reader.answers import public

# Before anything was published.
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@public
def feed(request: HttpRequest) -> HttpResponse:
    """All texts."""
    return _feed("/feed.xml", "/", reading.feed())


@public
def topic_feed(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The texts on one topic. Refused as the topic's own page is."""
    try:
        found = reading.topic_feed(slug)
    except NotPublished:
        try:
            # Says why: moved, withdrawn, withheld, or never there.
            reading.document("topic", slug)
        except Moved as moved:
            raise Moved(f"{moved.address}feed.xml") from None
        raise
    return _feed(f"{found.topic.address}feed.xml", found.topic.address, found.lines, topic=found.topic)


def atom(template: str, address: str, of: str, times: Iterable[datetime], **more: Any) -> HttpResponse:
    """A feed at `address`, of the page at `of`; `times`: when each of its entries changed."""
    frame = reading.frame()
    context = {
        "frame": frame,
        "updated": max(times, default=_LONG_AGO).isoformat(),
        "author": frame.practice.name if frame.practice else "Groundwell",
        "site": settings.SITE_ADDRESS,
        "address": address,
        "of": of,
    }
    return HttpResponse(render_to_string(template, context | more), content_type="application/atom+xml")


def _feed(address: str, of: str, lines: Sequence[FeedLine], **more: Any) -> HttpResponse:
    times = [line.published_at for line in lines]
    return atom("reader/feed.xml", address, of, times, lines=lines, **more)
