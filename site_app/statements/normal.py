"""The words of a text as a reader takes them in, whatever letters they were written with.

Judging happens on this form only; positions and what is shown always refer to the text as typed.
"""

import re
import unicodedata
from functools import lru_cache

# Letters of other scripts that look like Latin ones (after Unicode's confusables, by eye).
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝѵԍӏвкмнтгпѐёї"
    "αοεικρτυνχγβηωςϲϳ"
    "АВЕКМНОРСТУХІЈЅԌԚԜ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ"
    "օսոհգցքզյէԁ"
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıɩʋƖɛɔə",
    "aeopcyxijshdqwvgivkmhtrneei"
    "aoeikptuvxyBnwccj"
    "ABEKMHOPCTYXIJSGQW"
    "ABEZHIKMNOPTYXC"
    "ouuhqgqqjtd"
    "abcdefghijklmnoprstuvwyzagiivleoe",
)
_BESIDE_DIGITS = str.maketrans("013457@$", "oieastas")
_QUOTES = str.maketrans("‘’‚‛ʼ´`“”„‟«»–—−‐‑‒―", "'''''''\"\"\"\"\"\"-------")
# Symbols of measure and nutrients, and letters used as names (β-carotene): read as they are.
_SYMBOLS = frozenset("αβγδκλμµωπΩΔΣ")
_OVERLAYS = re.compile("[\u0334-\u0338\u20d0-\u20f0]")
_SPACED_OUT = re.compile(r"(?<![\w'])(?:[^\W\d_][ .\-_*·]{1,2}){3,}[^\W\d_](?![\w'])")
_LEET = re.compile(
    r"(?<![\w.,/-])(?=[a-z0-9@$]*[a-z][0-9@$]+[a-z])[a-z][a-z0-9@$]{3,}(?![\w/-])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Text to judge: one alphabet, no invisible characters, plain quotes and dashes, single spaces."""
    if text.isascii():
        plain = text
    else:
        plain = unicodedata.normalize("NFKC", _unboxed(text))
        plain = "".join(character for character in plain if not _invisible(character))
        plain = _OVERLAYS.sub("", plain).translate(_QUOTES)
        plain = _WORD.sub(lambda found: _fold(found[0]), plain)
        plain = "".join(
            character
            for character in unicodedata.normalize("NFKD", plain)
            if unicodedata.category(character) not in ("Mn", "Me")
        )
    plain = plain.replace("`", "'") if "`" in plain and "``" not in plain else plain
    plain = _SPACED_OUT.sub(_close_up, plain)
    plain = _LEET.sub(lambda found: _unleet(found[0]), plain)
    return " ".join(plain.split())


def _invisible(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category == "Cf"
        or character in "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
        or "\ufe00" <= character <= "\ufe0f"
    )


# Letters in flags, boxes, discs and brackets: where each alphabet begins.
_BOXED = (0x1F1E6, 0x1F170, 0x1F150, 0x249C)


def _unboxed(text: str) -> str:
    return "".join(_BOXES.get(character, character) for character in text)


_BOXES = {chr(first + place): chr(ord("a") + place) for first in _BOXED for place in range(26)}


def _fold(word: str) -> str:
    if word.isascii() or (len(word) == 1 and word in _SYMBOLS):
        return word
    folded = "".join(_bare(character) for character in word.translate(_LOOKALIKES))
    return folded if all(_latin(character) for character in folded if character.isalpha()) else word


_LATIN_LETTER = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?")
# Letters of the languages around us that no mark makes out of another.
_WHOLE_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "þ": "th",
        "ð": "d",
        "Æ": "Ae",
        "Œ": "Oe",
        "Þ": "Th",
        "ŋ": "ng",
    }
)


@lru_cache(maxsize=2048)
def _bare(character: str) -> str:
    """A Latin letter without its stroke, hook or tail; accents go later, with all other marks."""
    if character.isascii() or unicodedata.decomposition(character):
        return character
    found = _LATIN_LETTER.fullmatch(unicodedata.name(character, ""))
    if found is None:
        return character.translate(_WHOLE_LETTERS)
    return found[2].lower() if found[1] == "SMALL" else found[2]


@lru_cache(maxsize=2048)
def _latin(character: str) -> bool:
    """Whether we read a letter. Turned and reversed ones, clicks and the like are read by nobody."""
    if character.isascii() or character in "ªº":
        return True
    name = unicodedata.name(character, "")
    return name.startswith("LATIN") and unicodedata.decomposition(character) != ""


def _close_up(found: re.Match[str]) -> str:
    letters = re.sub(r"[^\w]|_", "", found[0])
    # "U.S.A." and "A B C D" stay: capitals with single marks are abbreviations.
    return found[0] if found[0].isupper() and "." in found[0] else letters


def _unleet(word: str) -> str:
    if re.fullmatch(r"[a-z]+\d+|\d+[a-z]+", word, re.IGNORECASE) or re.search(r"\d{3}", word):
        return word
    return word.translate(_BESIDE_DIGITS)


def strange_letters(plain: str) -> bool:
    """Whether normalised text still holds letters that are not of our alphabet."""
    if plain.isascii():
        return False
    return any(map(_strange, re.findall(r"[^\W\d_]+", plain)))


def _strange(word: str) -> bool:
    foreign = [character for character in word if not _latin(character)]
    return bool(foreign) and not (len(foreign) == 1 and foreign[0] in _SYMBOLS)
