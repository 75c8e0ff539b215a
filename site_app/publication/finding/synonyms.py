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
    """For each way to say something, all ways, itself first; then what else it may mean."""
    groups: dict[Phrase, dict[Phrase, None]] = {}
    for ways, _ in _lines():
        line = list(map(_phrase, ways))
        for phrase in line:
            groups.setdefault(phrase, {phrase: None}).update(dict.fromkeys(line))
    same = {phrase: tuple(group) for phrase, group in groups.items()}
    for ways, narrower in _lines():
        also = [one for phrase in map(_phrase, narrower) for one in same.get(phrase, (phrase,))]
        for phrase in map(_phrase, ways):
            groups[phrase].update(dict.fromkeys(also))
    return {phrase: tuple(group) for phrase, group in groups.items()}


@cache
def longest() -> int:
    """How many words the longest way to say something has."""
    return max(map(len, meanings()))


@cache
def plain_words() -> frozenset[str]:
    """Every single word of the list, as written: what a misspelt word may have meant."""
    cut = (words(way) for line in _lines() for ways in line for way in ways)
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


def _phrase(way: str) -> Phrase:
    return tuple(map(stem, words(way)))


def _lines() -> Iterator[tuple[list[str], list[str]]]:
    """All ways to say each thing, as written, and what else to look for where it is asked."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            ways, _, narrower = line.partition(">")
            yield ways.split("="), narrower.split("=") if narrower else []
