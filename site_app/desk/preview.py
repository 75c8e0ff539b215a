"""What a text would look like and what the engine says of it, for the person who is writing it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from site_app.documents import house
from site_app.documents.drafts import draft_from_fields
from site_app.documents.lookup import DatabaseLookup
from site_app.publication import reading
from site_app.publication.pages import Block, CardsBlock, ConsultBlock, HtmlBlock
from site_app.statements.check import check
from site_app.statements.report import Draft, Finding, Report, Statement

STATES = {
    "cited": ("✓", "health, cited"),
    "uncited": ("!", "health, no source yet"),
    "protocol": ("✕", "protocol: give it to a consult"),
    "other": ("·", "no health statement"),
}
_OPENING = re.compile(r'<span class="s" id="s(\d+)" data-n="\1">')


@dataclass(frozen=True, slots=True)
class Preview:
    """`parts`: caption and blocks, with each statement's state marked; `findings` in reading order."""

    parts: tuple[tuple[str, str, tuple[Block, ...]], ...]
    findings: tuple[Finding, ...]
    counter: str
    report: Report

    @property
    def legend(self) -> tuple[tuple[str, str, str], ...]:
        """What the signs at the statements mean: state, sign, words."""
        return tuple((state, sign, words) for state, (sign, words) in STATES.items())


def state_of(statement: Statement) -> str:
    """The one word that the preview prints at a statement: a key of STATES."""
    if statement.label == "health":
        return "cited" if statement.all_citations else "uncited"
    return str(statement.label)


def counter_of(report: Report) -> str:
    """'14 health statements: 12 cited, 2 to go; 1 protocol.'"""
    states = Counter(state_of(statement) for statement in report.statements)
    health = states["cited"] + states["uncited"]
    noun = "health statement" if health == 1 else "health statements"
    words = f"{health} {noun}: {states['cited']} cited, {states['uncited']} to go"
    return f"{words}; {states['protocol']} protocol." if states["protocol"] else f"{words}."


def mark_states(html: str, states: Mapping[int, str]) -> SafeString:
    """Lay each statement's state over HTML that our own renderer made and escaped."""

    def opening(match: re.Match[str]) -> str:
        n = int(match[1])
        sign, words = STATES[states.get(n, "other")]
        return (
            f'<span class="s state-{states.get(n, "other")}" data-n="{n}">'
            f'<span class="state-sign" title="{words}">{sign}'
            f'<span class="visually-hidden"> {words}: </span></span>'
        )

    return mark_safe(_OPENING.sub(opening, html))  # noqa: S308 - the renderer's own, already cleaned


def marked(block: Block, states: Mapping[int, str]) -> Block:
    if isinstance(block, HtmlBlock):
        return HtmlBlock(html=mark_states(block.html, states))
    if isinstance(block, ConsultBlock):
        return ConsultBlock(mark_states(block.html, states), block.free_way, block.consult, block.help_lines)
    return block


def preview_of(kind: str, fields: Mapping[str, Any]) -> Preview:
    """Preview and report for the texts in `fields`, as typed; nothing is stored."""
    draft = draft_from_fields(kind, fields)
    return preview_draft(draft)


def preview_draft(draft: Draft) -> Preview:
    """Preview and report for a draft, whether typed just now or a stored revision's."""
    lookup = DatabaseLookup()
    report = check(draft, lookup, house.present())
    states = {statement.n: state_of(statement) for statement in report.statements}
    blocks = reading.preview_blocks(draft, lookup)
    captions = {part.name: part.caption for part in draft.parts}
    parts = tuple(
        (name, captions.get(name, ""), tuple(marked(block, states) for block in blocks[name]))
        for name in (part.name for part in draft.parts)
        if blocks.get(name)
    )
    return Preview(parts=parts, findings=report.findings, counter=counter_of(report), report=report)


def markdownify(content: str) -> SafeString:
    """django-markdownx's converter setting: one text through the one renderer, HTML as readers get it."""
    draft = draft_from_fields("article", {"body": content})
    blocks = reading.preview_blocks(draft, DatabaseLookup()).get("body", ())
    return mark_safe("".join(block.html for block in blocks if not isinstance(block, CardsBlock)))  # noqa: S308
