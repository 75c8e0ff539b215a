"""What lies near an article: others that are filed under its topics, or else under its stages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from site_app.publication.models import Filing, Live, Part
from site_app.publication.pages import Card
from site_app.publication.reading.cards import card_of
from site_app.publication.trust import Sealed, Shelf

LENGTH = 3
# One topic in common says more than all four stages.
_TOPIC = 5


def nearest(kind: str, slug: str) -> QuerySet[Any]:
    """The rows of the live articles nearest to this one, never itself: a query to be put into another."""
    own = Filing.objects.filter(live__kind=kind, live__slug=slug)
    topics, stages = (
        Q(under=under, slug__in=own.filter(under=under).values("slug")) for under in ("topic", "stage")
    )
    readable = Part.objects.filter(edition=OuterRef("live__edition"), name="body", content__isnull=False)
    return (
        Filing.objects.filter(topics | stages, Exists(readable), live__kind="article", live__withdrawn=False)
        .exclude(live__kind=kind, live__slug=slug)
        .values("live")
        .annotate(weight=Sum(Case(When(under="topic", then=Value(_TOPIC)), default=Value(1))))
        .order_by("-weight", "-live__edition__published_at", "-live")
        .values("live")[:LENGTH]
    )


def related(lives: Iterable[Live], shelf: Shelf, text: dict[str, Any]) -> tuple[Card, ...]:
    """Their cards, titles alone, the nearest first, as their own sealed texts are filed."""
    found = []
    for live in lives:
        sealed = shelf.open_or_none(live.edition_id)
        if sealed and not live.withdrawn and _fits(live, sealed):
            found.append((_nearness(sealed.text, text), sealed))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(card_of(sealed) for _, sealed in found)


def _fits(live: Live, sealed: Sealed) -> bool:
    return sealed.document_id == live.document_id and (live.kind, live.slug) == (
        sealed.text.get("kind"),
        sealed.text.get("slug"),
    )


def _nearness(one: dict[str, Any], other: dict[str, Any]) -> tuple[int, str]:
    topics = {topic["slug"] for topic in one["topics"]} & {topic["slug"] for topic in other["topics"]}
    stages = set(one["stages"]) & set(other["stages"])
    return len(topics) * _TOPIC + len(stages), one["published"]
