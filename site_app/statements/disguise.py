"""Words that were pulled apart, run together or written with signs, put back into one piece.

`normal` deals with letters; here the vocabulary decides: "mi-lk" and "ec(z)ema" become words because the
word they make is known and a piece of them is not. What no rule can put back counts as unreadable.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`known`: is it a word of our subject. `small`: words that carry no subject. `everyday`: all others."""

    known: Callable[[str], bool]
    small: frozenset[str]
    everyday: frozenset[str]

    def makes(self, word: str) -> bool:
        """Whether pieces that make this word may be taken for it."""
        return len(word) > 3 and (self.known(word) or word.lower() in self.everyday)

    def has(self, piece: str) -> bool:
        """Whether a piece is a word of its own; of short ones only those we are sure of."""
        lower = piece.lower()
        return lower in self.small or self.known(piece) or (len(piece) > 3 and lower in self.everyday)


_TAG = re.compile(r"</?([a-zA-Z][^<>\s]{0,40})>|<!--([^<>]{0,40})-->")
# What stands in a tag and tells a reader nothing. Anything else between such signs is shown, so it is read.
_HTML = frozenset(
    "a abbr b big blockquote br center cite code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd"
    " li mark ol p pre q s samp small span strike strong sub sup table td th tr tt u ul var wbr".split()
)
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_])[(\[{]([^\W\d_]{1,3})[)\]}](?=[^\W\d_])")
_ADDRESS = re.compile(r"@|//|www\.|\.(?:com|org|net|co|gov|edu|io|eu|info|html?)\b", re.IGNORECASE)
_CHUNK = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[^\w\s]{1,3}[^\W\d_]+|_{1,3}[^\W\d_]+)+")
_WEDGE = re.compile(r"[^\w\s]+|_+")
_BETWEEN = re.compile(r"[^\w\s']+|_+")
_LOOSE_TAIL = re.compile(r"(?<=[^\W\d_]) ?' (?=(?:t|s|re|ve|ll|d|m)\b)")
_TAILS = frozenset("s t re ve ll d m em all am clock n er til".split())
_MIXED = re.compile(
    r"(?<![\w.,/@#&$!+-])(?=[\d@$!+]*[a-z])(?=[a-z]*[\d@$!+])[a-z\d@$!+]{2,24}(?![\w/])", re.IGNORECASE
)
# "b12", "5mg", "2nd", "h1n1": letters and digits as they are used every day.
_ORDINARY = re.compile(
    r"[a-z]{1,8}\d{1,4}[a-z]?|\d+(?:[a-z]{1,4}|x\d+)|[a-z]\d[a-z]\d?|[a-z]+[!+$]+|[@$]\w+|\d+\+",
    re.IGNORECASE,
)
_SIGNS = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "+": "t",
}  # fmt: skip
_STRETCHED = re.compile(r"\b\w*?([a-z])\1\1\w*", re.IGNORECASE)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# The longest words of medicine have some twenty-four letters; what is longer was run together.
LONGEST_WORD = 25
_RUN_TOGETHER = re.compile(r"[^\W\d_]{15,}")
_TOO_LONG = re.compile(rf"(?<![\w/.=#])[^\W_]{{{LONGEST_WORD},}}")
# "car:ried", "le+ss": signs that no writer puts into a word.
_IN_BITS = re.compile(r"(?<![\w/@.:])[a-z]{2,}(?:[:;.+|=\\~^<>,?!][a-z]{2,})+(?![\w/@:])")
_SINGLE = re.compile(r"(?<![\w'])[b-hj-z](?![\w'])")
_LETTER_BY_LETTER = re.compile(
    r"(?<![\w'])(?:[^\W\d_](?:[^\S\n]{1,2}|[^\S\n]?[.\-_*\u00b7/,|:;+~][^\S\n]?)){3,}[^\W\d_](?![\w'])"
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_REVERSING = "\u202e"


def put_together(text: str, words: Dictionary) -> str:
    """`text`, normalised, with its disguised words restored."""
    if "<" in text:
        text = _out_of_tags(text)
    text = _LOOSE_TAIL.sub("'", text)
    text = _IN_BRACKETS.sub(r"\1", text)
    text = _CHUNK.sub(lambda found: _joined(found, words), text)
    text = _MIXED.sub(lambda found: _spelled(found[0], words), text)
    text = _STRETCHED.sub(lambda found: _shortened(found[0], words), text)
    text = _RUN_TOGETHER.sub(lambda found: _cut_up(found[0], words), text)
    return _closed_up(text, words)


def _out_of_tags(text: str) -> str:
    """Tags and remarks taken out of the words they part; what they say themselves is put behind.

    "ec<b>ze</b>ma" is one word, and "<!-- honey heals -->" says so to whoever sees it.
    """
    said: list[str] = []

    def take_out(found: re.Match[str]) -> str:
        inside = (found[1] or found[2] or "").rstrip("/")
        if inside.lower() not in _HTML:
            said.append(" ".join(_WEDGE.sub(" ", inside).split()))
        return ""

    return " - ".join(filter(None, [_TAG.sub(take_out, text).strip(), *said]))


def beyond_reading(typed: str, text: str, words: Dictionary) -> tuple[str, ...]:
    """What stays disguised in `text`, put together from `typed`: run together, half of digits, in bits."""
    if _REVERSING in typed:
        return (text,)
    long = [word for word in _TOO_LONG.findall(text) if not (_stutter(word) or _number(word))]
    if long:
        return tuple(long[:5])
    size = len(text.split())
    coded = [word for word in _MIXED.findall(typed) if _coded(word, words)]
    if len(coded) >= 2 and len(coded) * 5 >= size:
        return tuple(coded[:5])
    single = _SINGLE.findall(text)
    if len(single) >= 4 and len(single) * 4 >= size:
        return tuple(single[:5])
    in_bits = [found[0] for found in _IN_BITS.finditer(text) if not _ADDRESS.search(found[0])]
    if len(in_bits) >= 2 and len(in_bits) * 5 >= size:
        return tuple(in_bits[:5])
    halves = list(_halves(text, words))
    if len(halves) >= 3 and len(halves) * 5 >= size:
        return tuple(halves[:5])
    return tuple(
        found[0] for found in _LETTER_BY_LETTER.finditer(typed) if _unknown_letters(found[0], words)
    )[:5]


def _unknown_letters(run: str, words: Dictionary) -> bool:
    letters = [letter for letter in run.lower() if letter.isalpha()]
    word = "".join(letters)
    # The alphabet is sung to babies; capitals set apart are an outcry or an acronym.
    return not (words.has(word) or word in _ALPHABET or (run.isupper() and len(word) < 10))


def _number(word: str) -> bool:
    """A digest, a key or the number of a parcel."""
    return sum(map(str.isdigit, word)) * 4 > len(word)


def _coded(word: str, words: Dictionary) -> bool:
    return _ORDINARY.fullmatch(word) is None or _spelled(word, words) != word


def _halves(text: str, words: Dictionary) -> Iterator[str]:
    """Two short pieces side by side that make a word: by chance here and there, not all along a sentence."""
    pieces = text.split()
    place = 0
    while place + 1 < len(pieces):
        first, second = pieces[place], pieces[place + 1].rstrip(".,;:!?")
        short = 1 < len(first) < 6 and 1 < len(second) < 6 and first.isalpha() and second.isalpha()
        sure = first.lower() in words.small and second in words.small
        if short and not sure and words.makes(first + second):
            yield f"{first} {second}"
            place += 1
        place += 1


def _stutter(word: str) -> bool:
    """ "aaaaaah": few letters over and over are a cry, no words."""
    return len(set(word.lower())) < 5


def _joined(found: re.Match[str], words: Dictionary) -> str:
    chunk = found[0]
    around = found.string[max(0, found.start() - 8) : found.end() + 8]
    if _ADDRESS.search(chunk) or "://" in around:
        return chunk
    parts, signs = _WEDGE.split(chunk), _WEDGE.findall(chunk)
    if set(signs) == {"'"} and parts[-1].lower() in _TAILS:
        return chunk
    if len(parts[0]) == 1 and set(signs) == {"-"} and len(parts) < 4:
        # "C-section", "X-ray"
        return chunk
    if len(parts) > 3 and all(len(part) == 1 for part in parts):
        return chunk if chunk.isupper() and "." in chunk else "".join(parts)
    whole = "".join(parts)
    if len(parts) <= 12 and _hidden(whole, parts, words):
        return whole
    words_in_row = _BETWEEN.split(chunk)
    long = sum(map(len, words_in_row)) >= 2 * len(words_in_row)
    if long and len(words_in_row) >= (5 if set(signs) <= {"-", "'"} else 3) and "@" not in chunk:
        # Words with a sign between them instead of a space.
        return " ".join(words_in_row)
    return _partly_joined(parts, signs, words)


def _hidden(whole: str, parts: list[str], words: Dictionary) -> bool:
    """Whether the pieces make a known word, and are not all words themselves."""
    return words.makes(whole) and not all(map(words.has, parts))


def _partly_joined(parts: list[str], signs: list[str], words: Dictionary) -> str:
    said, place = parts[0], 0
    for number, sign in enumerate(signs, 1):
        piece = parts[place:number]
        contracted = sign != "'" or parts[number].lower() in _TAILS or not parts[number].islower()
        if not contracted or _hidden("".join(piece) + parts[number], [*piece, parts[number]], words):
            said += parts[number]
        else:
            said += sign + parts[number]
            place = number
    return said


def _spelled(word: str, words: Dictionary) -> str:
    for core in dict.fromkeys((word, word.rstrip("!+$"))):
        choices = [_SIGNS.get(sign, sign) for sign in core.lower()]
        if (
            _named_number(core, words)
            or sum(len(choice) > 1 for choice in choices) > 4
            or not any(sign.isalpha() for sign in core)
        ):
            continue
        for letters in product(*choices):
            spelled = "".join(letters)
            if len(spelled) > 2 and spelled != core.lower() and words.makes(spelled):
                return spelled + word[len(core) :]
    return word


def _named_number(word: str, words: Dictionary) -> bool:
    """ "omega3", "B12": a name and its number."""
    letters = word.rstrip("0123456789")
    return letters.isalpha() and (letters.isupper() or words.has(letters))


def _shortened(word: str, words: Dictionary) -> str:
    if len(set(word.lower())) == 1 or _ROMAN.fullmatch(word):
        return word
    # Each stretched letter once or twice; a word of our subject first, then any word, then each once.
    pieces = _REPEATED.split(word)
    runs = pieces[1::2]
    if len(runs) > 4:
        return word
    made = [
        "".join(piece if place % 2 == 0 else piece * times[place // 2] for place, piece in enumerate(pieces))
        for times in product((2, 1), repeat=len(runs))
    ]
    return next((one for test in (words.known, words.makes) for one in made if test(one)), made[-1])


def _cut_up(word: str, words: Dictionary) -> str:
    """Words run together, if three or more known words make the whole of it."""
    if len(word) > 400 or words.has(word):
        return word
    lower = word.lower()
    # The cut with the fewest words up to each letter; short words must be among the small ones.
    best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(lower)
    for end in range(1, len(lower) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is None:
                continue
            piece = lower[start:end]
            if piece in words.small or (len(piece) > 3 and words.has(piece)):
                current = best[end]
                # A lone letter weighs like two words.
                cost = before[0] + 1 + (len(piece) == 1)
                if current is None or cost < current[0]:
                    best[end] = (cost, start)
    if best[-1] is None or best[-1][0] < 3 or best[-1][0] * 7 > len(lower) * 2:
        return word
    return " ".join(reversed(list(_pieces(lower, best))))


def _pieces(lower: str, best: list[tuple[int, int] | None]) -> Iterator[str]:
    end = len(lower)
    while end:
        step = best[end]
        start = step[1] if step else 0
        yield lower[start:end]
        end = start


def _closed_up(text: str, words: Dictionary) -> str:
    """ "mi lk": two pieces, not both words, that make a known word between them."""
    found = list(_WORD.finditer(text))
    gaps: list[int] = []
    free = 0
    for first, second in zip(found, found[1:], strict=False):
        if first.start() < free or text[first.end() : second.start()] != " ":
            continue
        if second[0][0].islower() and _apart(first[0], second[0], words):
            gaps.append(first.end())
            free = second.end()
    return "".join(
        text[start:end]
        for start, end in zip([0, *(gap + 1 for gap in gaps)], [*gaps, len(text)], strict=True)
    )


def _apart(first: str, second: str, words: Dictionary) -> bool:
    """Whether two words that stand side by side are one. A small word is taken for itself."""
    if first.lower() in words.small or second in words.small:
        return False
    if words.has(first) and words.has(second):
        return False
    whole = first + second
    strangers = first.lower() not in words.everyday or second not in words.everyday
    return words.makes(whole) if strangers else len(whole) > 3 and words.known(whole)
