"""What a text would look like and what the engine says of it, for the person who is writing it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from site_app.desk.remedies import Remedy, remedies_for, word_of
from site_app.desk.statement_facts import facts_of
from site_app.documents import house
from site_app.documents.completeness import Gap, unsaid
from site_app.documents.drafts import draft_from_fields
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.remarks import Remark, by_sentence, cleaned, sentence_of
from site_app.publication import reading
from site_app.publication.pages import Block, CardsBlock, ConsultBlock, HtmlBlock
from site_app.statements.check import check
from site_app.statements.report import Draft, Finding, Report, Statement

# Findings that a note to the vetter answers: the engine may be wrong about these.
NOTED_CODES = ("uncited", "protocol", "asserting_heading")
STATES = {
    "cited": ("✓", "health, cited"),
    "uncited": ("!", "health, no source yet"),
    "noted": ("?", "health, with your note to the vetter"),
    "protocol": ("✕", "protocol: give it to a consult"),
    "other": ("·", "no health statement"),
}
# Name, caption and blocks.
Part = tuple[str, str, tuple[Block, ...]]
_OPENING = re.compile(r'<span class="s" id="s(\d+)" data-n="\1">')


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, what can be done against it, and whether the writer has answered it with a note.

    `word`: the one name on its line that the finding means.
    """

    finding: Finding
    remedies: tuple[Remedy, ...]
    is_noted: bool
    word: str = ""


@dataclass(frozen=True, slots=True)
class AsRead:
    """A text as readers would get it, each statement with its state."""

    parts: tuple[Part, ...]

    @property
    def legend(self) -> tuple[tuple[str, str, str], ...]:
        """What the signs at the statements mean: state, sign, words."""
        return tuple((state, sign, words) for state, (sign, words) in STATES.items())


@dataclass(frozen=True, slots=True)
class Preview(AsRead):
    """The same with what its writer has to know; `problems` in reading order.

    `facts`: each statement as the editor's script needs it; `gaps`: texts that are missing altogether;
    `lost`: remarks whose sentence has changed since.
    """

    problems: tuple[Problem, ...]
    counter: str
    report: Report
    facts: tuple[dict[str, Any], ...]
    gaps: tuple[Gap, ...]
    lost: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the engine objects to."""
        return self.report.findings

    @property
    def facts_as_json(self) -> str:
        """`facts` for the script. The template prints it as text, so it needs no script element."""
        return json.dumps(self.facts, ensure_ascii=False)


def state_of(label: str, *, is_cited: bool, remark: Remark | None = None) -> str:
    """The one word that the preview prints at a statement: a key of STATES."""
    if label == "health":
        if is_cited:
            return "cited"
        return "noted" if remark and remark.says_no_health else "uncited"
    return label


def counter_of(states: Iterable[str]) -> str:
    """'14 health statements: 12 cited, 2 to go; 1 protocol.'"""
    count = Counter(states)
    health = count["cited"] + count["uncited"] + count["noted"]
    noun = "health statement" if health == 1 else "health statements"
    noted = f"{count['noted']} with a note to the vetter, " if count["noted"] else ""
    words = f"{health} {noun}: {count['cited']} cited, {noted}{count['uncited']} to go"
    return f"{words}; {count['protocol']} protocol." if count["protocol"] else f"{words}."


def mark_states(html: str, states: Mapping[int, str]) -> SafeString:
    """Lay each statement's state over HTML that our own renderer made and escaped."""

    def opening(match: re.Match[str]) -> str:
        n = int(match[1])
        state = states.get(n, "other")
        sign, words = STATES[state]
        return (
            f'<span class="s state-{state}" data-n="{n}">'
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


def marked_parts(draft: Draft, lookup: DatabaseLookup, states: Mapping[int, str]) -> tuple[Part, ...]:
    """The parts of a draft as readers would get them, each statement with its state."""
    blocks = reading.preview_blocks(draft, lookup)
    return tuple(
        (part.name, part.caption, tuple(marked(block, states) for block in blocks[part.name]))
        for part in draft.parts
        if blocks.get(part.name)
    )


def preview_of(kind: str, fields: Mapping[str, Any]) -> Preview:
    """Preview and report for the texts in `fields`, as typed; nothing is stored."""
    remarks = cleaned(fields.get("remarks"))
    return _preview(draft_from_fields(kind, fields), by_sentence(remarks), unsaid(kind, fields))


def _preview(draft: Draft, remarks: Mapping[tuple[str, str], Remark], gaps: tuple[Gap, ...]) -> Preview:
    lookup = DatabaseLookup()
    report = check(draft, lookup, house.present())
    said = {
        statement.n: remark
        for statement in report.statements
        if (remark := remarks.get((statement.part, sentence_of(statement.text))))
    }
    states = {
        row.n: state_of(str(row.label), is_cited=bool(row.all_citations), remark=said.get(row.n))
        for row in report.statements
    }
    by_number = {statement.n: statement for statement in report.statements}
    return Preview(
        parts=marked_parts(draft, lookup, states),
        problems=tuple(_problem(finding, by_number, said) for finding in report.findings),
        counter=counter_of(states.values()),
        report=report,
        facts=tuple(
            facts_of(report.statements, states, {name: words for name, (_, words) in STATES.items()})
        ),
        gaps=gaps,
        lost=len(remarks.keys() - {(row.part, sentence_of(row.text)) for row in report.statements}),
    )


def _problem(finding: Finding, statements: Mapping[int, Statement], said: Mapping[int, Remark]) -> Problem:
    statement = None if finding.n is None else statements[finding.n]
    remark = None if finding.n is None else said.get(finding.n)
    return Problem(
        finding=finding,
        remedies=remedies_for(finding, statement),
        is_noted=bool(remark and remark.says_no_health and finding.code in NOTED_CODES),
        word=word_of(finding),
    )


def markdownify(content: str) -> SafeString:
    """django-markdownx's converter setting: one text through the one renderer, HTML as readers get it."""
    draft = draft_from_fields("article", {"body": content})
    blocks = reading.preview_blocks(draft, DatabaseLookup()).get("body", ())
    return mark_safe("".join(block.html for block in blocks if not isinstance(block, CardsBlock)))  # noqa: S308
