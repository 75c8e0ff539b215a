"""What stands on every page: the practice, its country's help lines, and the first warning."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When

from site_app.accounts.models import Practice
from site_app.consults.facts import sms, tel
from site_app.consults.models import HelpLine
from site_app.publication.models import Live
from site_app.publication.pages import Card, Frame, HelpLineFacts, PracticeFacts
from site_app.publication.reading.cards import card_of, fits, verified
from site_app.publication.trust import Shelf

_ORDER = (HelpLine.For.EMERGENCY, HelpLine.For.CRISIS, HelpLine.For.CLINICIAN)
_PRACTICE = tuple(field.name for field in fields(PracticeFacts))
# Pages that every page leads to, once they are published.
_FOOT = ("about", "contact", "privacy", "funding-and-advertising", "accessibility")
_TOGETHER = (
    "SELECT h.*, {practice}, {pages} FROM {practices} p"
    " LEFT JOIN {lines} h ON h.active AND h.country = p.home_country"
)
_PAGE = (
    "EXISTS (SELECT 1 FROM {live} l WHERE l.kind = 'page' AND l.slug = '{slug}' AND NOT l.withdrawn)"
    ' AS "page_{slug}"'
)


def frame() -> Frame:
    """The frame of a page that shows no document. Three queries."""
    warning = warnings().first()
    shown = verified([warning]) if warning else []
    return framed(card_of(shown[0][1], "main_message") if shown else None)


def framed(warning: Card | None) -> Frame:
    """The frame around a warning in hand. One query."""
    rows = list(HelpLine.objects.raw(_together()))
    if not rows:
        return Frame(None, (), False, (), warning)
    facts = PracticeFacts(**{name: _column(rows[0], name) for name in _PRACTICE})
    lines = in_order([row for row in rows if row.pk is not None])
    pages = tuple(slug for slug in _FOOT if getattr(rows[0], f"page_{slug}"))
    return Frame(facts, lines, facts.demonstration, pages, warning)


@cache
def _together() -> str:
    """The practice, its lines and the foot's pages in one query: the page of an article has six to spend."""
    return _TOGETHER.format(
        practice=", ".join(f"p.{name} AS practice_{name}" for name in _PRACTICE),
        pages=", ".join(_PAGE.format(live=Live._meta.db_table, slug=slug) for slug in _FOOT),
        practices=Practice._meta.db_table,
        lines=HelpLine._meta.db_table,
    )


def warnings() -> QuerySet[Live]:
    """Live documents marked `urgent: body`: the one that the settings name, then the oldest first."""
    named = Q(kind="article", slug=settings.WARNING_SIGNS)
    return (
        Live.objects.shown()
        .filter(urgent="body")
        .order_by(Case(When(named, then=0), default=1), "first_published_at", "pk")
    )


def warning_in(live: Live | None, shelf: Shelf) -> Card | None:
    """The card of a warning whose edition was fetched already."""
    sealed = shelf.open_or_none(live.edition_id) if live else None
    return card_of(sealed, "main_message") if live and sealed and fits(live, sealed) else None


def help_lines(country: str | None = None) -> tuple[HelpLineFacts, ...]:
    """All help lines, or one country's: by country, emergency first."""
    rows = HelpLine.objects.active()
    chosen = rows.filter(country=country.upper()) if country else rows
    return tuple(sorted(in_order(list(chosen)), key=lambda line: line.country))


def in_order(rows: Sequence[HelpLine]) -> tuple[HelpLineFacts, ...]:
    """Emergency, crisis, clinician: the order in which they stand before a booking (P8)."""
    return tuple(
        line_facts(row)
        for row in sorted(rows, key=lambda row: (_ORDER.index(HelpLine.For(row.serves)), row.name))
    )


def line_facts(row: HelpLine) -> HelpLineFacts:
    return HelpLineFacts(
        name=row.name,
        number=row.number,
        tel=tel(row.number, row.country),
        text_number=row.text_number,
        sms=sms(row.text_number, row.country) if row.text_number else "",
        country=row.country,
        serves=row.serves,
        hours=row.hours,
        languages=tuple(row.languages),
        last_tested_on=row.last_tested_on,
    )


def _column(row: HelpLine, name: str) -> Any:
    value = getattr(row, f"practice_{name}")
    return bool(value) if name == "demonstration" else value
