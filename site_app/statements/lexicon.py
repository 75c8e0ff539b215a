"""The health vocabulary: which words of a sentence speak of bodies, care, food or safety.

The lists are plain text files in `vocabulary/`, one for each field, written by hand. A term marked
"~" is weak: an everyday word that speaks of health only in company ("milk", "tired").
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from site_app.statements.disguise import Dictionary, beyond_reading, put_together
from site_app.statements.normal import normalise
from site_app.statements.phrases import words as phrase_words

FOLDER = Path(__file__).parent / "vocabulary"
TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")

# Stems that an ending would spoil or wrongly join.
_AS_THEY_ARE = frozenset(
    "bus gas this his its us yes was has does news series species always perhaps less as is colitis arthritis "
    "mastitis sepsis psoriasis listeria sids ors thing nothing something anything everything being morning evening "
    "during king ring sing bring spring string wing bed red need feed seed speed weed bleed breed shed led fed "
    "hundred wedding building ceiling interesting used united".split()
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: its words as they stand, its field, and the first and last token."""

    words: str
    field: str
    strong: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the rules see it: normalised, lower case, with its tokens and vocabulary hits.

    `disguised`: words that could not be made out.
    """

    plain: str
    lower: str
    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    hits: tuple[Hit, ...]
    disguised: tuple[str, ...] = ()

    @property
    def strong(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.strong)

    def of(self, *fields: str) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.field in fields)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A rough stem that joins the forms of one word; only ever compared with other stems."""
    word = word.removesuffix("'s").replace("'", "")
    if word in _AS_THEY_ARE or len(word) < 4:
        return word
    for ending, put in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending):
            return word[: -len(ending)] + put
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word in _AS_THEY_ARE:
        return word
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 4 else word


def _load() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    terms: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            for entry in filter(None, (entry.strip() for entry in line.split(","))):
                stems = tuple(stem(token) for token in TOKEN.findall(entry.lower()))
                terms[stems[0]].append((stems, path.stem, not entry.startswith("~")))
    for entries in terms.values():
        # Longest first; of equal length a strong one first.
        entries.sort(key=lambda entry: (-len(entry[0]), not entry[2]))
    return dict(terms)


_TERMS = _load()
_JOINED = sorted(
    {
        "".join(stems)
        for entries in _TERMS.values()
        for stems, _, strong in entries
        if strong and sum(map(len, stems)) > 5
    }
)
_INSTRUCTING = frozenset(
    stem(word)
    for name in ("verbs_treating", "verbs_instructing", "verbs_on_the_body")
    for word in phrase_words(name)
    if len(word) > 4
)
_SUBJECTS = (
    frozenset(
        part for entries in _TERMS.values() for stems, _, _ in entries for part in stems if len(part) > 2
    )
    | _INSTRUCTING
)


def _known(word: str) -> bool:
    """Whether a word belongs to our subject: a word of a vocabulary term, or something done to a body."""
    return stem(word.lower()) in _SUBJECTS


def _everyday() -> frozenset[str]:
    """The words that the second opinion knows, whatever they weigh there."""
    lines = (FOLDER.parent / "weights" / "words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines if line[:1].isalpha())


_DICTIONARY = Dictionary(_known, phrase_words("english") | {"a", "i"}, _everyday())
_INSIDE = sorted(word for word in _SUBJECTS if len(word) > 3)
_RUN = re.compile(r"(?<![a-z])[a-z]{15,60}(?![a-z])")
_HASHTAG = re.compile(r"#(\w{8,})")


@lru_cache(maxsize=8192)
def read(text: str) -> Words:
    """Normalise a sentence and find its vocabulary. Longest terms win; hits do not overlap."""
    plain = put_together(normalise(text), _DICTIONARY)
    lower = plain.lower()
    tokens = tuple(TOKEN.findall(lower))
    stems = tuple(stem(token) for token in tokens)
    hits: list[Hit] = []
    place = 0
    while place < len(stems):
        for wanted, field, strong in _TERMS.get(stems[place], ()):
            last = place + len(wanted)
            if stems[place:last] == wanted:
                hits.append(Hit(" ".join(tokens[place:last]), field, strong, place, last - 1))
                place = last - 1
                break
        place += 1
    for tag in _HASHTAG.findall(lower):
        hits.extend(Hit(joined, "hashtag", True, 0, 0) for joined in _JOINED if joined in tag)
    for run in _RUN.findall(lower):
        inside = [word for word in _INSIDE if word in run]
        if len(inside) > 1 and not _known(run):
            hits.extend(Hit(word, "hashtag", True, 0, 0) for word in inside)
    return Words(plain, lower, tokens, stems, tuple(hits), beyond_reading(text, plain, _DICTIONARY))


def health_words(text: str) -> tuple[str, ...]:
    """All words of the health vocabulary in a text, each once, in order."""
    return tuple(dict.fromkeys(hit.words for hit in read(text).hits))
