"""What the head of a page tells machines."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from site_app.publication.pages import DocumentPage
from site_app.reader import languages, structured

register = template.Library()


@register.simple_tag
def structured_data(page: DocumentPage) -> SafeString:
    """The JSON-LD of a page, to stand in a script element that no sign in it can end."""
    return mark_safe(structured.as_json(structured.facts(page)))  # noqa: S308 - escaped by `as_json`


@register.simple_tag
def site_language() -> str:
    """The language of the site, such as 'en-GB'."""
    return languages.site_language()


@register.simple_tag
def site_locale() -> str:
    """The same as Open Graph writes it, such as 'en_GB'."""
    return languages.site_locale()


@register.simple_tag
def site_direction() -> str:
    """Which way the language is written: 'ltr' or 'rtl'."""
    return languages.site_direction()


@register.simple_tag
def mark_picture() -> str:
    """The whole address of our mark as a picture."""
    return structured.mark()
