"""Which of the texts that answer do so best: the same arithmetic over the same words on every database.

It is Okapi BM25 over fields (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), once for the
whole text and once for title and main message alone. The databases' own functions are not used: that of
SQLite walks every text that has a word before it ranks the first one, that of PostgreSQL knows no rare words.
"""

from collections.abc import Mapping, Sequence
from math import log

from site_app.publication.finding.store import Group, Texts

# How much once in a title and once in the main message is worth in the rest of the text.
_TITLE, _MESSAGE = 12, 4
# How soon a further time tells little more, and how much of the length of a text is held against it.
_ENOUGH, _SPREAD = 4.0, 0.75
# What title and main message alone add.
_HEAD = 0.7
# A word that stands nearly everywhere tells little, and still more than none.
_LEAST = 1.1


def weights(counted: Sequence[int], every: int) -> list[float]:
    """What each group weighs, from how many of all texts answer it."""
    return [log(_LEAST + (every - count) / (count + 1)) for count in counted]


def ranked(
    texts: Mapping[int, Texts], groups: Sequence[Group], weighed: Sequence[float], most: int
) -> list[int]:
    """The numbers of the texts, best first: how many groups, where, and how often; the older at a draw."""
    looked_for = [
        ([f" {' '.join(phrase)} " for phrase in group], weight)
        for group, weight in zip(groups, weighed, strict=True)
    ]
    usual = sum(map(_length, texts.values())) / (len(texts) or 1)
    rank = {
        live: _rank(text, looked_for, _ENOUGH * (1 - _SPREAD + _SPREAD * _length(text) / usual))
        for live, text in texts.items()
    }
    return sorted(rank, key=lambda live: (-rank[live], live))[:most]


def _length(text: Texts) -> int:
    return len(text.title) + len(text.message) + len(text.rest)


def _rank(text: Texts, looked_for: Sequence[tuple[Sequence[str], float]], enough: float) -> float:
    title, message, rest = text.title, text.message, text.rest
    found = 0.0
    for ways, weight in looked_for:
        head = whole = 0
        for way in ways:
            head += _TITLE * title.count(way) + _MESSAGE * message.count(way)
            whole += rest.count(way)
        whole += head
        found += weight * (_HEAD * head / (head + enough) + whole / (whole + enough))
    return found
