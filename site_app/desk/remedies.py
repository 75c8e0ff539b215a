"""What the editor offers against a finding: a button each, the likeliest first.

What a button does to the text stands in `static/desk/editor/remedies.js`, under the same name.
"""

import re
from dataclasses import dataclass

from site_app.statements.report import Finding, Statement

WORDS: dict[str, str] = {
    "cite": "Insert a citation here",
    "recite": "Choose another source",
    "consult": "Put a consult block in its place",
    "card": "Turn it into a help card",
    "question": "Make it a question",
    "note": "Say why this is no health statement",
    "cut": "Take it out",
    "name-consult": "Choose a consult",
    "name-documents": "Choose a document",
    "cut-name": "Take the name out",
    "close": "Close the block",
    "heading": "Put a heading before it",
    "urgent-body": "Mark the document: urgent, body",
    "urgent-baby": "Mark the document: urgent, baby",
    "urgent-mood": "Mark the document: urgent, mood",
}
_BY_CODE: dict[str, tuple[str, ...]] = {
    "uncited": ("cite", "note"),
    "protocol": ("consult", "note"),
    "asserting_heading": ("question", "note"),
    "promotion": ("cut",),
    "misplaced_citation": ("cut",),
    "loose_mark": ("cut",),
    "malformed_mark": ("recite", "cut"),
    "telling_locator": ("recite", "cut"),
    "unknown_source": ("recite", "cut"),
    "retracted_source": ("recite", "cut"),
    "superseded_source": ("recite",),
    "doubted_source": ("recite",),
    "unclosed_block": ("close",),
    "stray_close": ("cut",),
    "consult_unnamed": ("name-consult",),
    "unknown_consult": ("name-consult",),
    "unknown_document": ("name-documents", "cut-name"),
    "documents_unnamed": ("name-documents",),
    "text_after_card": ("heading",),
    "urgent_unmarked": ("urgent-body", "urgent-baby", "urgent-mood"),
}
# A card says when to get help; a sentence that says so can become one.
_CALLS = re.compile(
    r"\b(call|ring|phone|contact|see|tell|ask|speak to|talk to|go to|get (medical )?help|999|911|112|111)\b",
    re.IGNORECASE,
)
_CARD_KINDS = ("text", "item")


@dataclass(frozen=True, slots=True)
class Remedy:
    """`name`: what the script does; `words`: what the button says."""

    name: str
    words: str


def remedies_for(finding: Finding, statement: Statement | None) -> tuple[Remedy, ...]:
    """The remedies that fit this finding on this statement (None when it concerns a place)."""
    names = list(_BY_CODE.get(finding.code, ()))
    if finding.code in ("uncited", "protocol") and statement is not None:
        if _may_become_card(statement):
            names.insert(1, "card")
        if finding.code == "uncited" and statement.block == "" and statement.kind in _CARD_KINDS:
            names.insert(len(names) - 1, "consult")
    return tuple(Remedy(name, _words(name, finding)) for name in names)


def word_of(finding: Finding) -> str:
    """The one name that a finding on a line of several means, or nothing."""
    return finding.words if finding.code in ("unknown_consult", "unknown_document") else ""


def _may_become_card(statement: Statement) -> bool:
    return (
        statement.block == ""
        and statement.kind in _CARD_KINDS
        and statement.part != "summary"
        and bool(_CALLS.search(statement.text))
    )


def _words(name: str, finding: Finding) -> str:
    if name == "note" and finding.code == "protocol":
        return "Say why this is no protocol"
    if name == "consult" and finding.code == "uncited":
        return "Give it to a consult instead"
    return WORDS[name]
