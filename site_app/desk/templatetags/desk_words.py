"""Words for the desk's templates."""

from typing import Any

from django import template

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
def reason_words(reason: str) -> str:
    """What the desk calls a reason from one of the closed lists; the word itself if it is of neither."""
    return str(dict([*ClearedBecause.choices, *OverruledBecause.choices]).get(reason, reason))


@register.filter
def as_words(value: Any) -> str:
    """What a form's field holds, in words: several choices stand behind one another."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
