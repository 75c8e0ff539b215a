"""What a revision says otherwise than another one, statement by statement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from site_app.desk.templatetags.desk_words import part_words
from site_app.documents.models import Revision, Statement

# Share of words in common from which a sentence counts as rewritten, and not as another one.
_REWRITTEN = 0.3
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a sentence. `how`: same, gone or new."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that differs. `how`: changed, new, gone, or cited (the same words, other citations)."""

    how: str
    part: str
    old: Statement | None
    new: Statement | None
    stretches: tuple[Stretch, ...]

    @property
    def sources_old(self) -> str:
        return cited_words(self.old)

    @property
    def sources_new(self) -> str:
        return cited_words(self.new)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same`: how many statements stand in both, word for word with the same citations."""

    differences: tuple[Difference, ...]
    same: int


def compare(old: Revision | None, new: Revision) -> Comparison:
    """Compare the statements of two submitted revisions; without an old one all is new. Two queries."""
    before = list(old.statements.order_by("n")) if old is not None else []
    after = list(new.statements.order_by("n"))
    found: list[Difference] = []
    same = 0
    # Whole sentences first: what stands in both anchors the rest.
    matcher = SequenceMatcher(None, [_said(row) for row in before], [_said(row) for row in after], False)
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            for left, right in zip(before[a:b], after[c:d], strict=True):
                if cited_words(left) == cited_words(right):
                    same += 1
                else:
                    found.append(_difference("cited", left, right))
        else:
            found.extend(_paired(before[a:b], after[c:d]))
    return Comparison(tuple(found), same)


def cited_words(statement: Statement | None) -> str:
    """The citations of a statement as the writer types them: 'nice2007, p. 4; brook2020'."""
    if statement is None:
        return ""
    return "; ".join(
        f"{row['key']}, {row['locator']}" if row["locator"] else row["key"] for row in statement.citations
    )


def _said(statement: Statement) -> tuple[str, str, str]:
    return (statement.part, statement.kind, statement.text)


def _paired(before: Sequence[Statement], after: Sequence[Statement]) -> list[Difference]:
    """Sentences that were rewritten stand side by side; the rest came or went."""
    found: list[Difference] = []
    waiting = list(before)
    for row in after:
        near = max(waiting, key=lambda old: _nearness(old, row), default=None)
        if near is not None and _nearness(near, row) >= _REWRITTEN:
            place = waiting.index(near)
            found.extend(_difference("gone", old, None) for old in waiting[:place])
            found.append(_difference("changed", near, row))
            waiting = waiting[place + 1 :]
        else:
            found.append(_difference("new", None, row))
    found.extend(_difference("gone", old, None) for old in waiting)
    return found


def _nearness(old: Statement, new: Statement) -> float:
    if old.part != new.part:
        return 0.0
    return SequenceMatcher(None, old.text.split(), new.text.split(), False).ratio()


def _difference(how: str, old: Statement | None, new: Statement | None) -> Difference:
    row = new or old
    return Difference(
        how=how,
        part=part_words(row.part) if row is not None else "",
        old=old,
        new=new,
        stretches=_stretches(old.text if old else "", new.text if new else ""),
    )


def _stretches(old: str, new: str) -> tuple[Stretch, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Stretch] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if how == "equal":
            found.append(Stretch("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(Stretch("gone", "".join(before[a:b])))
        if d > c:
            found.append(Stretch("new", "".join(after[c:d])))
    return tuple(found)
