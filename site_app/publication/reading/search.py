"""Search as a reader meets it: the index says which documents answer, sealed bytes what they say."""

from collections.abc import Sequence
from typing import Any

from site_app.publication.addresses import address_of
from site_app.publication.finding.asking import Found, answered, begun, find
from site_app.publication.finding.words import stems
from site_app.publication.hits import Hit, Hits, Passage
from site_app.publication.models import Live
from site_app.publication.pages import Link
from site_app.publication.paging import pages_of
from site_app.publication.reading.cards import card_of, each_once, link_of, place_of, verified
from site_app.publication.reading.documents import alarm_of
from site_app.publication.trust import Sealed
from site_app.sources.models import Source
from site_app.statements.report import Urgency
from site_app.statements.urgent import urgency_of

HITS_A_PAGE = 10
PASSAGES_A_HIT = 2
SUGGESTIONS = 6
# What stands elsewhere on a hit, or says nothing without its neighbours.
_NO_PASSAGES = frozenset({"address", "title", "questions", "funding", "conflicts", "picture"})


def search(question: str, page: int = 1) -> Hits:
    """One page of the documents that answer a question, best first, with their fitting statements.

    Reads only, and the work is bounded (`finding.asking`). A statement whose source is under an alarm (P6) is
    left out: here there is no room to say so beside it. Whoever asks in the words of an urgent sign meets the
    pages marked urgent for it first, and with thoughts of harm those pages whether or not their words answer.
    """
    found = find(question)
    urgent = _urgency(question, found)
    shown = list(Live.objects.shown().filter(pk__in=found.lives))
    place = {live: n for n, live in enumerate(found.lives)}
    shown.sort(key=lambda live: (not urgent or live.urgent != urgent, place[live.pk]))
    if urgent == "mood" and (not shown or shown[0].urgent != urgent):
        shown = [*Live.objects.shown().filter(urgent=urgent).order_by("kind", "pk"), *shown]
    opened = verified(shown[(page - 1) * HITS_A_PAGE : page * HITS_A_PAGE])
    now = _sources(sealed for _, sealed in opened)
    hits = tuple(Hit(card_of(sealed), _passages(sealed, found, now)) for _, sealed in opened)
    how = found.how.value if shown else "none"
    return Hits(hits, how, found.near, page, pages_of(len(shown), HITS_A_PAGE), urgent)


def suggestions(question: str) -> tuple[Link, ...]:
    """Titles that answer what has been typed so far, the last word perhaps half typed."""
    found = begun(question, SUGGESTIONS)
    shown = sorted(Live.objects.shown().filter(pk__in=found), key=lambda live: found.index(live.pk))
    return tuple(link_of(sealed) for _, sealed in verified(shown))


def _urgency(question: str, found: Found) -> Urgency:
    """The urgent list that the question touches, in its own words or in others for the same; harm first."""
    meant = (" ".join(phrase) for group in found.groups for phrase in group)
    touched = {urgency_of(words)[0] for words in (question, *meant)}
    return "mood" if "mood" in touched else "body" if "body" in touched else ""


def _sources(editions: Any) -> dict[str, Source]:
    keys = {row["key"] for sealed in editions for row in sealed.sources}
    return Source.objects.in_bulk(keys, field_name="key")


def _passages(sealed: Sealed, found: Found, now: dict[str, Source]) -> tuple[Passage, ...]:
    """The statements that answer most of what was asked, each once, in the order in which they stand."""
    alarmed = {row["key"] for row in sealed.sources if alarm_of(row, now.get(row["key"]))}
    whole = {str(row["text"]) for row in sealed.statements}
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    # A summary often says again what the main message says.
    for row in each_once(sealed, sealed.statements):
        keys = {citation["key"] for citation in row["citations"]}
        lead_in = str(row["lead_in"])
        if row["part"] in _NO_PASSAGES or keys & alarmed or (lead_in and lead_in not in whole):
            continue
        score = answered(stems(row["text"]), found.groups)
        if score:
            # Its source tells a reader more than the same words without one.
            ranked.append((-2 * score - bool(keys), row["n"], row))
    best = sorted(ranked, key=lambda one: one[:2])[:PASSAGES_A_HIT]
    return tuple(_passage(sealed, row) for _, n, row in sorted(best, key=lambda one: one[1]))


def _passage(sealed: Sealed, row: dict[str, Any]) -> Passage:
    keys = {citation["key"] for citation in row["citations"]}
    address = address_of(sealed.text["kind"], sealed.text["slug"])
    numbers: Sequence[int] = [one["number"] for one in sealed.sources if one["key"] in keys and one["number"]]
    return Passage(
        text=" ".join(filter(None, (str(row["lead_in"]), str(row["text"])))),
        address=f"{address}{place_of(sealed, row)}",
        notes=tuple((number, f"{address}#note-{number}") for number in sorted(numbers)),
    )
