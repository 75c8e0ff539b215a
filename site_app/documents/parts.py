"""The texts of a document that readers see, in reading order."""

from dataclasses import dataclass

from site_app.statements.report import Form

# Standards row K12 (PIF TICK): the next review stands at most three years away.
NEXT_REVIEW_MAX_YEARS = 3
# What a new revision gets when nobody says otherwise.
NEXT_REVIEW_YEARS = 2
# Longest text of one part, in characters. A longer one belongs in two documents.
MAX_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class PartSpec:
    """`name`: in a Draft; `field`: the revision's column; `caption`: what readers see above it."""

    name: str
    form: Form
    caption: str
    field: str


PARTS: tuple[PartSpec, ...] = (
    PartSpec("address", "line", "", "slug"),
    PartSpec("title", "line", "", "title"),
    PartSpec("summary", "markdown", "", "summary"),
    PartSpec("main_message", "markdown", "The main message", "main_message"),
    PartSpec("for_whom", "markdown", "Who this is for", "for_whom"),
    PartSpec("not_for", "markdown", "Who this is not for", "not_for"),
    PartSpec("body", "markdown", "", "body"),
    PartSpec("not_known", "markdown", "What is not known", "not_known"),
    PartSpec("questions", "markdown", "Questions to ask", "questions"),
    PartSpec("funding", "markdown", "Who paid for this", "funding"),
    PartSpec("conflicts", "markdown", "Conflicts of interest", "conflicts"),
)

# Every column a writer fills, in the order of the form: parts, then what only the desk and the filing see.
READER_TEXTS: tuple[str, ...] = tuple(part.field for part in PARTS)
DESK_TEXTS: tuple[str, ...] = ("why_needed", "tested_with")
FILING: tuple[str, ...] = ("topics", "stages", "urgent", "next_review_on")
FIELDS: tuple[str, ...] = READER_TEXTS + DESK_TEXTS + FILING

# Shorter limits than MAX_CHARACTERS; the columns' own.
LIMITS: dict[str, int] = {"slug": 80, "title": 200, "change_note": 300}


def caption_of(field: str) -> str:
    """What the desk calls a field in a message."""
    return _SPOKEN.get(field, field.replace("_", " "))


_SPOKEN = {
    "slug": "address",
    "main_message": "main message",
    "for_whom": "who this is for",
    "not_for": "who this is not for",
    "not_known": "what is not known",
    "questions": "questions to ask",
    "conflicts": "conflicts of interest",
    "why_needed": "why this is needed",
    "tested_with": "who tested it",
    "next_review_on": "next review",
    "change_note": "note on the change",
}
