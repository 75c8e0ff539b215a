"""What changed between two editions, statement by statement."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

Row = Mapping[str, Any]


def differences(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[str, Row | None, Row | None]]:
    """(sort, statement before, statement after) in reading order; sorts as in `pages.Change`.

    Takes the statements of two `evidence` parts. What stands in both unchanged is left out; what was moved
    counts as removed in one place and added in the other.
    """
    matcher = SequenceMatcher(None, [_words(row) for row in before], [_words(row) for row in after], False)
    for sort, first, last, start, end in matcher.get_opcodes():
        old, new = before[first:last], after[start:end]
        for one, other in zip_longest(old, new):
            if sort == "equal":
                if grounds(one) != grounds(other):
                    yield "sources", one, other
            elif one is None:
                yield "added", None, other
            elif other is None:
                yield "removed", one, None
            else:
                yield "changed", one, other


def grounds(row: Row) -> frozenset[tuple[str, str]]:
    """What a statement leans on, and where in it."""
    return frozenset((citation["key"], citation["locator"]) for citation in row["citations"])


def _words(row: Row) -> tuple[str, str]:
    # The same words in the summary and in the body are two statements.
    return str(row["part"]), " ".join(str(row["text"]).split())
