"""A language that nobody speaks: each message accented, a third longer and in brackets.

What stays in plain letters on a page was never handed to gettext. It is kept in memory, so that it needs no
compiled file and no tool; placeholders and tags stay as they were.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings
from django.utils.translation import trans_real

# Private regions of two languages, of which one is written from right to left.
PSEUDO, MIRRORED = "en-xa", "ar-xb"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀçðéƒğĥíĵķļɱñöþɋŕšţûṽŵẋýžÀßÇÐÉƑĞĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&#?\w+;)")
_CONTEXT = "\x04"


def pseudo(message: str) -> str:
    """'Skip to the text' as '[Šķíþ ţö ţĥé ţéẋţ óóóóó]'."""
    pieces = _KEPT.split(message)
    said = "".join(piece if _KEPT.fullmatch(piece) else piece.translate(_LETTERS) for piece in pieces)
    letters = sum(not _KEPT.fullmatch(piece) and len(piece) for piece in pieces)
    # As long words as people have, no longer.
    more = " ".join("óóóóóóó"[: letters // 3 - at] for at in range(0, max(1, letters // 3), 8))
    return f"[{said} {more}]"


class Catalogue:
    """Stands where Django keeps the catalogue of a language, and has an answer for every message."""

    def __init__(self, language: str, untold: frozenset[str] = frozenset()) -> None:
        self._language, self._untold = language, untold

    def language(self) -> str:
        return self._language

    def to_language(self) -> str:
        return self._language

    def gettext(self, message: str) -> str:
        words = message.rpartition(_CONTEXT)[2]
        return words if words in self._untold else pseudo(words)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


@contextmanager
def spoken(
    language: str = PSEUDO, untold: frozenset[str] = frozenset(), bidi: tuple[str, ...] = ("ar",)
) -> Iterator[None]:
    """The site in the pseudo-language. Messages in `untold` stay English, as if nobody had marked them.

    `bidi`: the languages that are written from right to left.
    """
    with override_settings(
        LANGUAGE_CODE=language, LANGUAGES=[(language, "Pseudo")], LANGUAGES_BIDI=[*bidi], USE_I18N=True
    ):
        trans_real._translations[language] = Catalogue(language, untold)  # type: ignore[attr-defined]
        yield
