"""The second opinion: words and traits, weighed, beside the rules.

For each statement two sums are made, how much speaks for health and how much for protocol (both
against other), from its words, its traits, its neighbours' and those of the whole part. The weights
lie in `weights/`; the README there says how they came about. The sums are whole numbers, in
thousandths, so the same text gets the same label on any machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log1p
from pathlib import Path

from site_app.statements.lexicon import read
from site_app.statements.report import Label
from site_app.statements.setting import Setting
from site_app.statements.traits import Traits, seen_by_neighbours, traits_of

FOLDER = Path(__file__).parent / "weights"
# A part of fewer statements than this tells less about what kind of text it is.
FEW = 12
# 1 / sqrt(number of words), in thousandths; few words weigh like four.
_SHARE = [round(1000 / max(4, count) ** 0.5) for count in range(400)]

Row = tuple[int, ...]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """Rows of whole numbers, each pair health and protocol.

    `words` (and pairs of words): as a statement's own, in its heading, in its lead-in. `traits`: as a
    statement's own, for the sentence that goes on from it, for the whole part.
    """

    words: dict[str, Row]
    traits: dict[str, Row]
    start: Row
    threshold: Row


@dataclass(frozen=True, slots=True)
class Opinion:
    """`words`: those that weighed most on the side the opinion came down on, heaviest first."""

    label: Label
    attention: int
    protocol: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A statement with what the rules made of it."""

    setting: Setting
    label: Label
    code: str


def _table(name: str) -> dict[str, Row]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: tuple(map(int, row[1:])) for row in rows}


@cache
def weights() -> Weights:
    """The weights as they lie in the repository."""
    lines = _table("lines.tsv")
    return Weights(_table("words.tsv"), _table("traits.tsv"), lines["start"], lines["threshold"])


def pairs_of(tokens: Sequence[str]) -> list[str]:
    """Every two words that stand side by side."""
    return [f"{one} {two}" for one, two in pairwise(tokens) if one.isalpha() and two.isalpha()]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one statement says about itself, the sentence that goes on from it, and the part."""

    own: Pair
    next: Pair
    part: Pair


def _of_words(tokens: Sequence[str], first: int, table: dict[str, Row]) -> Pair:
    health = protocol = 0
    for token in (*tokens, *pairs_of(tokens)) if first == 0 else tokens:
        row = table.get(token)
        if row is not None:
            health += row[first]
            protocol += row[first + 1]
    share = _SHARE[min(len(tokens), 399)]
    return health * share // 1000, protocol * share // 1000


def _seen(ruled: Ruled, known: Weights) -> _Seen:
    totals = [0] * 6
    traits: Traits = traits_of(ruled.setting, ruled.label, ruled.code)
    for name, count in traits.items():
        row = known.traits.get(name)
        if row is not None:
            for column in range(6 if seen_by_neighbours(name) else 2):
                totals[column] += count * row[column]
    for text, first in ((ruled.setting.text, 0), (ruled.setting.heading, 2), (ruled.setting.lead_in, 4)):
        if text:
            health, protocol = _of_words(read(text).tokens, first, known.words)
            totals[0] += health
            totals[1] += protocol
    own, next_, part = ((totals[n], totals[n + 1]) for n in range(0, 6, 2))
    return _Seen(own, next_, part)


def weigh(statements: Sequence[Ruled], known: Weights | None = None) -> list[Opinion]:
    """An opinion on each statement of one part, in their order.

    A statement is coloured by the sentence it goes on from and, faintly, by the whole part: a change
    elsewhere in a long text hardly moves it, so rulings on untouched sentences stand.
    """
    known = known or weights()
    seen = [_seen(ruled, known) for ruled in statements]
    whole = [sum(one.part[side] for one in seen) // max(len(seen), FEW) for side in (0, 1)]
    opinions = []
    for place, ruled in enumerate(statements):
        sums = []
        for side in (0, 1):
            total = known.start[side] + seen[place].own[side]
            if len(seen) > 1:
                total += whole[side]
            if place and statements[place - 1].setting.text == ruled.setting.previous:
                total += seen[place - 1].next[side]
            sums.append(total)
        opinions.append(_opinion(ruled, sums[0], sums[1], known))
    return opinions


def joined(health: int, protocol: int) -> Pair:
    """How much speaks for attention of either kind, and how much for protocol before all else."""
    most, least = max(health, protocol), min(health, protocol)
    attention = most + 1000 * log1p(exp((least - most) / 1000))
    beside = max(health, 0) + 1000 * log1p(exp(-abs(health) / 1000))
    return round(attention), round(protocol - beside)


def _opinion(ruled: Ruled, health: int, protocol: int, known: Weights) -> Opinion:
    attention, step = joined(health, protocol)
    label: Label = "other"
    if attention >= known.threshold[0]:
        label = "protocol" if step >= known.threshold[1] else "health"
    weighed: dict[str, int] = {}
    for token in read(ruled.setting.text).tokens:
        row = known.words.get(token)
        if row is not None and len(token) > 2:
            weighed[token] = (
                row[1] if label == "protocol" else max(row[:2]) if label == "health" else -max(row[:2])
            )
    heaviest = sorted((-weight, token) for token, weight in weighed.items() if weight > 0)
    return Opinion(label, attention, step, tuple(token for _, token in heaviest[:3]))
