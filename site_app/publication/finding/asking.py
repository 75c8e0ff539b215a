"""From what somebody typed to the documents that answer it, best first.

The work is bounded whatever is typed: so many letters, so many words, so many meanings of each, so many
spellings looked for, and so many texts whose rank is worked out, the fewer the more is looked for in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from site_app.publication.finding.index import store
from site_app.publication.finding.ranking import ranked, weights
from site_app.publication.finding.spelling import asked_keys, nearest
from site_app.publication.finding.store import Ask, Group
from site_app.publication.finding.synonyms import Phrase, longest, meanings, plain_words, spelt_like
from site_app.publication.finding.words import STOP, stem, words
from site_app.publication.models import Word

LONGEST_QUESTION = 200
MOST_WORDS = 10
MOST_FOUND = 50
_MOST_NEAR = 4
_MOST_KEYED = 300
_MOST_BEGUN = 20
_MOST_MISSPELT = 3
# How far it is counted how many texts have a word: what is as common as that is common.
_COUNTED = 200
# With fewer texts than this that have every word, those that have some of them are looked at, too.
_FEW = 10
# Of how many texts a rank is worked out; how many times a way to say something is looked for in them.
_TEXTS = 400
_LOOKS = 4_000


class How(StrEnum):
    """How well the documents found answer: every word, some of the words, none at all."""

    EVERY = "every"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """`lives`: numbers of live documents, best first, `groups`: what was looked for, `near`: whether a word
    was taken for one that is nearly spelt like it."""

    lives: tuple[int, ...]
    groups: tuple[Group, ...]
    how: How
    near: bool = False


def find(question: str) -> Found:
    """The documents that answer best, at most fifty. Reads only.

    Where few have every word, those with some of the words are ranked beside them: one stray word, said once
    in a text on something else, must not keep back the page whose very title was asked for.
    """
    groups, near = _understood(words(question[:LONGEST_QUESTION])[:MOST_WORDS])
    # With one thing asked for there is nothing to weigh.
    every, counted = store().counted(groups, _COUNTED) if len(groups) > 1 else (1, [1] * len(groups))
    whole = store().answering(_asks(groups)) if groups and all(counted) else {}
    texts = whole
    if len(groups) > 1 and len(whole) < _FEW and any(counted):
        texts = whole | store().answering(_asks_for_some(groups, counted))
    if not texts:
        return Found((), groups, How.NONE, near)
    best = ranked(texts, groups, weights(counted, every), MOST_FOUND)
    if not whole:
        return Found(tuple(best), groups, How.SOME, near)
    # Beside those with every word, only the best with some of them.
    lives = tuple(live for place, live in enumerate(best) if place < _FEW or live in whole)
    return Found(lives, groups, How.EVERY, near)


def begun(question: str, most: int) -> tuple[int, ...]:
    """Documents whose title or main message has the words typed so far, the last perhaps half typed."""
    typed = words(question[:LONGEST_QUESTION])[:MOST_WORDS]
    if not typed or len(typed[-1]) < 2:
        return ()
    *done, last = typed
    groups = _understood(done)[0] if done and not set(done) <= STOP else ()
    asked = (*groups, _half_typed(last))
    if not asked[-1]:
        return ()
    texts = store().answering([Ask(asked, head=True, most=_affordable(asked))])
    return tuple(ranked(texts, asked, [1.0] * len(asked), most))


def answered(stems: Sequence[str], groups: Sequence[Group]) -> int:
    """How many of the groups a text of these stems answers."""
    there = set(stems)
    return sum(any(_stands_in(phrase, stems, there) for phrase in group) for group in groups)


def _asks(groups: Sequence[Group]) -> list[Ask]:
    """For texts that answer all. Titles and main messages are asked on their own, so that they are not
    missed among very many texts."""
    half = _affordable(groups) // 2
    return [Ask(groups, head=head, most=half) for head in (True, False)]


def _asks_for_some(groups: Sequence[Group], counted: Sequence[int]) -> list[Ask]:
    """For texts that answer all that is answered anywhere; and for each of the groups, so that a rare word
    is not missed among the very many texts that have a common one."""
    known = [group for group, count in zip(groups, counted, strict=True) if count]
    each = max(20, _affordable(known) // (4 * len(known)))
    alone = [Ask([group], head=head, most=each) for group in known for head in (True, False)]
    return alone if len(known) == len(groups) else [*_asks(known), *alone]


def _affordable(groups: Sequence[Group]) -> int:
    return max(100, min(_TEXTS, _LOOKS // sum(map(len, groups))))


def _understood(typed: Sequence[str]) -> tuple[tuple[Group, ...], bool]:
    groups: dict[Group, None] = {}
    alone: list[str] = []
    stemmed = [stem(word) for word in typed]
    at = 0
    while at < len(typed):
        length = _length_of_meaning(stemmed[at:])
        if length:
            groups[meanings()[tuple(stemmed[at : at + length])]] = None
        else:
            alone.append(typed[at])
        at += length or 1
    telling = [word for word in alone if word not in STOP] or ([] if groups else alone)
    known = set(Word.objects.filter(stem__in={stem(word) for word in telling}).values_list("stem", flat=True))
    near, looked_up = False, 0
    for word in telling:
        meant: Group = ()
        if stem(word) not in known and looked_up < _MOST_MISSPELT:
            meant = _meant(word)
            looked_up += 1
        near = near or bool(meant)
        groups[meant or ((stem(word),),)] = None
    return tuple(groups), near


def _length_of_meaning(stems: Sequence[str]) -> int:
    """How many of the first stems are together something the list of synonyms has; 0 for none."""
    for length in range(min(longest(), len(stems)), 0, -1):
        if tuple(stems[:length]) in meanings():
            return length
    return 0


def _meant(word: str) -> Group:
    """What a word that stands nowhere may have meant: nearly spelt alike, or begun and not finished."""
    keys = asked_keys(word)
    keyed = Word.objects.filter(spellings__key__in=keys).values_list("text", flat=True).distinct()
    close = nearest(word, (*(keyed[:_MOST_KEYED] if keys else ()), *spelt_like(keys)), _MOST_NEAR)
    return _widened(close) if close else _half_typed(word) if len(word) > 3 else ()


def _half_typed(word: str) -> Group:
    rows = Word.objects.filter(text__startswith=word).order_by("text").values_list("text", flat=True)
    listed = sorted(one for one in plain_words() if one.startswith(word))
    return _widened([*listed[:_MOST_NEAR], *rows[:_MOST_BEGUN]])


def _widened(meant: Sequence[str]) -> Group:
    """Each of the words with all that it is called."""
    ways: dict[Phrase, None] = {}
    for word in meant:
        ways.update(dict.fromkeys(meanings().get((stem(word),), ((stem(word),),))))
    return tuple(ways)


def _stands_in(phrase: Phrase, stems: Sequence[str], there: set[str]) -> bool:
    if len(phrase) == 1:
        return phrase[0] in there
    return set(phrase) <= there and any(
        tuple(stems[at : at + len(phrase)]) == phrase for at in range(len(stems) - len(phrase) + 1)
    )
