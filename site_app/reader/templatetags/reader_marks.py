"""The marks by which a served page says which account a text belongs to (promise P7)."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from site_app.feedback.codes import code_of
from site_app.publication.pages import Card, ConsultBlock, HtmlBlock, SourceNote
from site_app.reader.languages import day_in_words, language_name

register = template.Library()


@register.filter
def sealed(block: HtmlBlock | ConsultBlock) -> SafeString:
    """The HTML of a block as it was sealed; `publication.reading` has hashed it against its seal.

    Takes a block and never a string, so that no other text can come through here unescaped.
    """
    if not isinstance(block, HtmlBlock | ConsultBlock):
        raise TypeError(f"Only a sealed block is printed as it is, not {type(block).__name__}.")
    return mark_safe(block.html)  # noqa: S308 - sealed bytes, cleaned when they were rendered


@register.filter
def echoed(card: Card) -> SafeString:
    """The summary of a card: whole ruled statements of the edition it names, as they were sealed."""
    if not isinstance(card, Card):
        raise TypeError(f"Only a card's summary is echoed as it is, not {type(card).__name__}.")
    return mark_safe(card.summary_html)  # noqa: S308 - sealed bytes, cleaned when they were rendered


@register.filter
def code(seal: str) -> str:
    """The short code of the edition with this seal, as it is printed on copies."""
    return code_of(seal)


@register.simple_tag
def evidence_kinds(notes: Iterable[SourceNote] | str) -> frozenset[str]:
    """The kinds of evidence among these sources, so that a page brings no drawing that it does not use."""
    return frozenset(note.kind for note in notes if isinstance(note, SourceNote))


@register.simple_tag
def copy_address(seal: str) -> SafeString:
    """The whole address at which a copy of the edition with this seal is looked up, as it is printed."""
    return record(f"{settings.SITE_ADDRESS}/copy/{code_of(seal)}/", "address")


@register.simple_tag
def day(value: date | datetime) -> SafeString:
    """A date as a reader says it, marked as a record: '22 November 2026'."""
    return format_html(
        '<time data-record="date" datetime="{}">{}</time>',
        value.strftime("%Y-%m-%d"),
        day_in_words(value),
    )


@register.simple_tag
def language(code: str) -> SafeString:
    """A language by the name it has in the site's own, marked as a record: 'en' gives 'English'."""
    return format_html('<span data-record="language">{}</span>', language_name(code))


@register.simple_tag
def number(value: int | str) -> SafeString:
    """A number, marked as a record; a counted one is written as the language writes it."""
    words = number_format(value) if isinstance(value, int) else value
    return format_html('<span data-record="number">{}</span>', words)


@register.simple_tag
def record(value: str, sort: str) -> SafeString:
    """A stored value (a name, a price, a number to call), escaped and marked as a record of this sort."""
    return format_html('<span data-record="{}">{}</span>', sort, value)
