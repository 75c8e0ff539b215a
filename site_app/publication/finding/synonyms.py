"""The words mothers use beside the words pages use: `synonyms.txt`, a line for each meaning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from site_app.publication.finding.spelling import kept_keys
from site_app.publication.finding.words import stem, words

FILE = Path(__file__).with_name("synonyms.txt")

# A way to say something: one stem, or several that must stand side by side.
Phrase = tuple[str, ...]


@cache
def meanings() -> Mapping[Phrase, tuple[Phrase, ...]]:
    """For each way to say something, all ways, itself first."""
    groups: dict[Phrase, dict[Phrase, None]] = {}
    for ways in _lines():
        line = [tuple(map(stem, words(way))) for way in ways]
        for phrase in line:
            groups.setdefault(phrase, {phrase: None}).update(dict.fromkeys(line))
    return {phrase: tuple(group) for phrase, group in groups.items()}


@cache
def longest() -> int:
    """How many words the longest way to say something has."""
    return max(map(len, meanings()))


@cache
def plain_words() -> frozenset[str]:
    """Every single word of the list, as written: what a misspelt word may have meant."""
    cut = (words(way) for ways in _lines() for way in ways)
    return frozenset(found[0] for found in cut if len(found) == 1)


def spelt_like(keys: Iterable[str]) -> frozenset[str]:
    """The single words of the list that are kept under one of these keys (`spelling`)."""
    return frozenset(word for key in keys for word in _by_key().get(key, ()))


@cache
def _by_key() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in plain_words():
        for key in kept_keys(word):
            found[key].append(word)
    return dict(found)


def _lines() -> Iterator[list[str]]:
    """All ways to say each thing, as written."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("=")
