"""Words for the desk's templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import Truncator

from site_app.documents.parts import caption_of
from site_app.vetting.models import ClearedBecause, OverruledBecause

register = template.Library()


@register.filter
def part_words(part: str) -> str:
    """What the form calls a part: 'main_message' becomes 'main message', 'body' becomes 'text'."""
    return {"body": "text", "address": "address", "": "the whole"}.get(part, caption_of(part))


@register.filter
def verb_words(verb: str) -> str:
    """A verb of the journal as people say it: 'submit_for_vetting' becomes 'submit for vetting'."""
    return verb.replace("_", " ")


@register.filter
def detail_words(detail: Mapping[str, Any]) -> str:
    """What a row of the journal holds beside verb and subject. What is empty stands on the row's own page."""
    # A count of none says something; False, None and no words do not.
    said = [(name, value) for name, value in detail.items() if value or type(value) is int]
    return "; ".join(f"{verb_words(name)}: {Truncator(str(value)).chars(60)}" for name, value in said)


@register.filter
def reason_words(reason: str) -> str:
    """What the desk calls a reason from one of the closed lists; the word itself if it is of neither."""
    return str(dict([*ClearedBecause.choices, *OverruledBecause.choices]).get(reason, reason))


@register.filter
def as_words(value: Any) -> str:
    """What a form's field holds, in words: several choices stand behind one another."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
