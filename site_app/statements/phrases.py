"""Phrase lists: regular expressions and word lists, one file each in `phrases/`.

All of them run on normalised, lower-case text. A line that begins with "#" is a remark; the lines of
a pattern are alternatives.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "phrases"


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Phrases:
    """A phrase list as one pattern. A search is remembered: rules and second opinion ask the same."""

    def __init__(self, alternatives: list[str]) -> None:
        compiled = re.compile("|".join(alternatives))
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
