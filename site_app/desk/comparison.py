"""Two texts of one document, statement by statement: what differs, and which of the two changed it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from site_app.documents.drafts import draft_from_fields
from site_app.documents.parts import PARTS
from site_app.statements.walk import walk

_WORDS = re.compile(r"\s+|[^\s]+")
Stretches = tuple[tuple[bool, str], ...]
WHO = {
    "yours": "You changed this.",
    "theirs": "They changed this.",
    "both": "Both of you changed this.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference. `saved` and `own`: the statement as typed, empty where it is missing; as stretches
    with True for words that the other text does not have. `after`: the own statement before it."""

    who: str
    saved: str
    own: str
    saved_stretches: Stretches
    own_stretches: Stretches
    after: str
    can_be_taken: bool

    @property
    def words(self) -> str:
        return WHO[self.who]


@dataclass(frozen=True, slots=True)
class PartRows:
    """The differences in one part. `same`: how many statements are alike."""

    field: str
    rows: tuple[Row, ...]
    same: int


@dataclass(frozen=True, slots=True)
class _Typed:
    """A statement as its writer typed it, marks included."""

    text: str
    kind: str


def compare(
    kind: str, base: Mapping[str, Any], saved: Mapping[str, Any], own: Mapping[str, Any]
) -> tuple[PartRows, ...]:
    """The parts in which two texts differ, both grown from `base`; each a mapping of field to text."""
    before, theirs, yours = (_statements(kind, fields) for fields in (base, saved, own))
    return tuple(
        part
        for spec in PARTS
        if (part := _part(spec.field, before[spec.name], theirs[spec.name], yours[spec.name])).rows
    )


def _statements(kind: str, fields: Mapping[str, Any]) -> dict[str, list[_Typed]]:
    found: dict[str, list[_Typed]] = {part.name: [] for part in PARTS}
    for sentence in walk(draft_from_fields(kind, fields)).sentences:
        typed = sentence.part.text[sentence.start : sentence.end]
        found[sentence.part.name].append(_Typed(" ".join(typed.split()), sentence.kind))
    return found


def _part(field: str, base: Sequence[_Typed], saved: Sequence[_Typed], own: Sequence[_Typed]) -> PartRows:
    known = {statement.text for statement in base}
    rows: list[Row] = []
    same = 0
    matcher = SequenceMatcher(None, [row.text for row in saved], [row.text for row in own], autojunk=False)
    for tag, saved_from, saved_to, own_from, own_to in matcher.get_opcodes():
        if tag == "equal":
            same += saved_to - saved_from
            continue
        after = own[own_from - 1].text if own_from else ""
        for theirs, yours in zip_longest(saved[saved_from:saved_to], own[own_from:own_to]):
            rows.append(_row(theirs, yours, known, after))
            after = yours.text if yours else after
    return PartRows(field, tuple(rows), same)


def _row(saved: _Typed | None, own: _Typed | None, known: set[str], after: str) -> Row:
    theirs, yours = saved.text if saved else "", own.text if own else ""
    # A side whose words stood in the base already was not the one that changed them; the same for a side that
    # lacks words which the base did not have.
    they = theirs not in known if theirs else yours in known
    you = yours not in known if yours else theirs in known
    return Row(
        who="both" if they == you else "theirs" if they else "yours",
        saved=theirs,
        own=yours,
        saved_stretches=tuple(_stretches(theirs, yours)),
        own_stretches=tuple(_stretches(yours, theirs)),
        after=after,
        # A heading or a point that is missing cannot be put back without its mark, which is not in the words.
        can_be_taken=bool(yours) or (saved is not None and saved.kind == "text"),
    )


def _stretches(text: str, other: str) -> Iterator[tuple[bool, str]]:
    words = _WORDS.findall(text)
    matcher = SequenceMatcher(None, words, _WORDS.findall(other), autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            yield tag != "equal", "".join(words[start:end])
