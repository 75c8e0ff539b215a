"""Phrase lists: regular expressions and word lists, one file each in `phrases/`.

All of them run on normalised, lower-case text. A line that begins with "#" is a remark; the lines of
a pattern are alternatives.
"""

import re
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent / "phrases"


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


_WHOLE_WORDS = re.compile(r"\\b\(\?:(?P<within>.*)\)\\b")


def _within(alternative: str) -> str | None:
    """What stands in `\\b(?:...)\\b`, if that is all there is; None if it is not."""
    found = _WHOLE_WORDS.fullmatch(alternative)
    if found is None:
        return None
    depth = 0
    for sign in re.findall(r"\\.|\[(?:\\.|[^\]])*\]|[()]", found["within"]):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return None
    return found["within"]


def joined(alternatives: list[str]) -> str:
    """One pattern of all alternatives; whole words that stand next to each other share their word edges.

    It finds what the alternatives one by one would find, faster: most places of a text are no
    edge of a word, and then one look settles all of them.
    """
    runs = groupby(alternatives, key=lambda alternative: _within(alternative) is None)
    return "|".join(
        "|".join(run) if apart else rf"\b(?:{'|'.join(str(_within(one)) for one in run)})\b"
        for apart, run in runs
    )


class Phrases:
    """A phrase list as one pattern. A search is remembered: rules and second opinion ask the same."""

    def __init__(self, alternatives: list[str]) -> None:
        compiled = re.compile(joined(alternatives))
        self.search = lru_cache(maxsize=1024)(compiled.search)
        self.match = compiled.match
        self.finditer = compiled.finditer


@cache
def pattern(name: str) -> Phrases:
    """A phrase list."""
    return Phrases(_lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """A word list."""
    return frozenset(" ".join(_lines(name)).split())
