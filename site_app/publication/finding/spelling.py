"""Words that are nearly spelt like another: found by what is left when letters are left out.

Two words at distance 1 share a text that each becomes when at most one letter is left out (the idea of
Garbe's SymSpell). Only the first letters are treated so: a word then has few keys, however long it is.
"""

from collections.abc import Iterable

PREFIX = 7
SHORTEST = 4
# From this length on two letters may be wrong.
LONG = 8


def kept_keys(word: str) -> frozenset[str]:
    """Under which keys a word of the index is kept; none for what is too short to be misspelt."""
    return _without(word[:PREFIX], 1) if _may_be_misspelt(word) else frozenset()


def asked_keys(word: str) -> frozenset[str]:
    """Under which keys words like this one are looked for."""
    return _without(word[:PREFIX], 2 if len(word) >= LONG else 1) if _may_be_misspelt(word) else frozenset()


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """The known words at the least distance from `word`, at most `most`; none when all are too far."""
    furthest = 2 if len(word) >= LONG else 1
    found = [(far, near) for near in set(known) if (far := distance(word, near, furthest)) <= furthest]
    least = min(found, default=(0, ""))[0]
    return sorted(near for far, near in found if far == least)[:most]


def distance(one: str, other: str, furthest: int) -> int:
    """Letters put in, left out, changed or swapped with their neighbour; `furthest + 1` when more."""
    if abs(len(one) - len(other)) > furthest:
        return furthest + 1
    older: list[int] = []
    above = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        line = [i]
        for j, right in enumerate(other, 1):
            step = min(above[j] + 1, line[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                step = min(step, older[j - 2] + 1)
            line.append(step)
        older, above = above, line
    return min(above[-1], furthest + 1)


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii() and word.isalpha()


def _without(word: str, letters: int) -> frozenset[str]:
    """The word, and all it becomes when up to so many letters are left out."""
    found = newest = {word}
    for _ in range(letters):
        newest = {text[:i] + text[i + 1 :] for text in newest for i in range(len(text))}
        found = found | newest
    return frozenset(found)
