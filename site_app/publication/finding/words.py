"""How a text becomes words: the same cut for what is indexed and for what is asked, on every database.

The databases' own tokenizers and stemmers differ from one another, so they are given finished words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})

# They stand in nearly every sentence, and say nothing about what somebody is looking for; nor does the
# unit of how long ago it was.
STOP = frozenset(
    "a about am an and any are as at be been but by can cant could day days did didnt do does doesnt dont "
    "feel feeling feels felt for from get had has have he her hes his hour hours how i if im in into is "
    "isnt it its ive just keep keeps like long many may me minute minutes month months much my no not of "
    "often on or our she shes should so some than that the their them then there these they this to too "
    "up us was wasnt we week weeks what when where which while who why will with wont would year years "
    "you your".split()
)


def words(text: str) -> list[str]:
    """The words of a text, in order: lower case, without accents, "baby's" as "baby"."""
    return list(_words(text))


def _words(text: str) -> Iterator[str]:
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_APOSTROPHES))
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for found in _WORD.finditer(plain):
        word = found[0].removesuffix("'s").replace("'", "")
        if word:
            yield word[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What 'feeds', 'feeding' and 'feed' share. A light rule, so that no two unlike words fall together."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    for ending, shortest in (("ing", 6), ("ed", 5)):
        rest = word.removesuffix(ending)
        if rest != word and len(word) >= shortest and not word.endswith("eed") and _VOWEL.search(rest):
            doubled = len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            word = rest[:-1] if doubled else rest
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("ee") else word


@lru_cache(maxsize=4_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order. The sentences of what is found often are cut once a process."""
    return tuple(map(stem, _words(text)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
