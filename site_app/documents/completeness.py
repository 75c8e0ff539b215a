"""Which texts a document must have before it can be approved (standards rows J1, J3, C1-3, C11, D1, D15)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from site_app.documents.models import Kind, Revision
from site_app.documents.parts import caption_of

# Standards row C1-3 (CDC Clear Communication Index): one main message, of at most three short sentences.
MAIN_MESSAGE_SENTENCES = 3

_REMEDIES: dict[str, str] = {
    "summary": "Write one or two sentences that lists and feeds can show.",
    "main_message": "Say the one thing a reader should take away, in at most three short sentences.",
    "for_whom": "Say in a sentence who should read this.",
    "not_for": "Say in a sentence who should not rely on this, and whom they can ask instead.",
    "body": "Write the text.",
    "not_known": "Say what research has not answered yet, or write that no open question was found.",
    "questions": "List a few questions a reader can take to a midwife, nurse or doctor.",
    "funding": "Say who paid for this text, or that nobody did.",
    "conflicts": "Name the ties of those who worked on this text, or write that there are none.",
    "topics": "Choose at least one topic.",
    "stages": "Choose at least one stage.",
}
_COMPULSORY: dict[str, tuple[str, ...]] = {
    Kind.ARTICLE: tuple(_REMEDIES),
    Kind.COLLECTION: ("summary", "for_whom", "not_for", "body", "funding", "conflicts", "topics", "stages"),
    Kind.TOPIC: ("summary",),
    Kind.CONSULT: ("summary", "for_whom", "not_for", "body"),
    Kind.PERSON: ("body",),
    Kind.PAGE: ("body",),
}


class Gap(NamedTuple):
    """`field`: the revision's column; `reason` and `remedy`: complete sentences for a writer."""

    field: str
    reason: str
    remedy: str


def incomplete(revision: Revision) -> tuple[Gap, ...]:
    """What a revision still lacks for its kind, in the order of the form; empty when nothing does.

    Whether the next review stands is `fields.next_review_trouble`'s answer.
    """
    gaps = list(unsaid(revision.document.kind, {field: getattr(revision, field) for field in _REMEDIES}))
    count = revision.statements.filter(part="main_message").exclude(kind="alt").count()
    if count > MAIN_MESSAGE_SENTENCES:
        gaps.append(
            Gap(
                "main_message",
                f"The main message has {count} sentences; a reader keeps at most {MAIN_MESSAGE_SENTENCES}.",
                "Move what can wait into the text.",
            )
        )
    return tuple(gaps)


def unsaid(kind: str, fields: Mapping[str, Any]) -> tuple[Gap, ...]:
    """The texts and filings that a document of this kind must have and these fields do not."""
    return tuple(
        Gap(field, f"The document does not say: {caption_of(field)}.", _REMEDIES[field])
        for field in _COMPULSORY.get(kind, ())
        if not _is_there(fields.get(field) or "")
    )


def _is_there(value: str | list[str]) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)
