"""How a sentence reads: lengths, passive voice, abbreviations, numbers. Hints for a vetter, never a gate."""

import re
from collections.abc import Iterable, Iterator

# The CDC Clear Communication Index asks for short sentences and for chunks; these lengths are ours.
LONG_SENTENCE = 25
LONG_STRETCH = 200
LONG_LIST = 7
NUMBERS_IN_A_SENTENCE = 3

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*|\d[\d.,]*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:(?:\w+ly|often|always|never|not|also)\s+)?"
    r"(?:\w{3,}ed|given|taken|known|seen|shown|made|done|found|told|kept|held|put|felt|left|born)\b",
    re.IGNORECASE,
)
_NOT_PASSIVE = frozenset({"tired", "worried", "interested", "used", "allowed", "born", "need", "advanced"})
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
# Abbreviations that every reader knows better than their long form.
_KNOWN = frozenset({"UK", "US", "USA", "OK", "TV", "NHS", "CDC", "WHO", "DNA", "AM", "PM", "ID"})
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+")
# A telephone number is dialled, not reckoned with.
_TELEPHONE = re.compile(r"(?<![\w-])\d{1,4}(?:-\d{3,4}){2,3}(?![\w-])")
_PERCENT = re.compile(r"\d\s*(?:%|per ?cent\b)", re.IGNORECASE)
_ODDS = re.compile(r"\b(?:1|one|\d+)\s+(?:in|out of)\s+(?:every\s+)?(\d[\d,]*)\b", re.IGNORECASE)
_GLOSS = re.compile(
    r"\b(?:rare|rarely|common|commonly|uncommon|few|most|many|about half|nearly all|almost all|hardly|often|"
    r"seldom|unlikely|likely)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s?(?:mg|ml|mcg|µg|iu|kg|g|cm|mm|kcal|°\s?[cf])\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"\b(?:miracle|breakthrough|amazing|guaranteed|revolutionary|game.changer|best ever|cutting.edge|"
    r"clinically proven|detox\w*|superfood|100 ?% (?:safe|natural)|secret)\b",
    re.IGNORECASE,
)
# What a sentence on the limits of knowledge says somewhere.
_DOUBT = re.compile(
    r"\b(?:not|no|none|nobody|nothing|never|neither|nor|cannot|without|unknown|uncertain\w*|unclear|unsure|whether|"
    r"may|might|could|seems?|suggests?|few|fewer|little|small|weak|low|thin|biased|mixed|limited|short|lacks?|"
    r"missing|differs?|different|disagree|only|open|yet|still|too|worry|doubts?|less)\b|n't\b|\?$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s")
_VAGUE_LINK = re.compile(r"\[(?:click here|here|this|link|more|read more|this page)\]\(", re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)


def words(text: str) -> int:
    return len(_WORD.findall(text))


def is_long(text: str) -> bool:
    return words(text) > LONG_SENTENCE


def doubts(text: str) -> bool:
    """Whether a sentence says that something is not known, or known with little certainty."""
    return _DOUBT.search(text) is not None


def passive(text: str) -> str:
    """The first words that look like the passive voice, or ''."""
    for found in _PASSIVE.finditer(text):
        if found[0].split()[-1].lower() not in _NOT_PASSIVE:
            return found[0]
    return ""


def acronyms(texts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Abbreviations that are used and nowhere explained, each with the number of its first sentence.

    Explained: it stands in brackets after its long form, or its long form in brackets after it.
    """
    rows = list(texts)
    whole = " ".join(text for _, text in rows)
    first: dict[str, int] = {}
    for n, text in rows:
        # A sentence in capitals shouts; it abbreviates nothing.
        if text.upper() == text:
            continue
        for short in _ACRONYM.findall(text):
            if short not in _KNOWN and not re.search(rf"\({short}\)|\b{short} \([A-Za-z]", whole):
                first.setdefault(short, n)
    return first


def hard_numbers(text: str) -> bool:
    """Decimals, units, or more than three numbers in one sentence; a telephone number is none of them."""
    numbers = len(_NUMBER.findall(_TELEPHONE.sub("", text)))
    return numbers > NUMBERS_IN_A_SENTENCE or bool(_DECIMAL.search(text) or _UNIT.search(text))


def probability(text: str) -> bool:
    return bool(_PERCENT.search(text) or _ODDS.search(text))


def glossed(text: str) -> bool:
    """Whether plain words say beside a number how often something happens."""
    return bool(_GLOSS.search(text))


def denominators(text: str) -> set[str]:
    """What chances are told out of: '5', '1,000', '%'."""
    found = {number.replace(",", "") for number in _ODDS.findall(text)}
    return found | ({"%"} if _PERCENT.search(text) else set())


def praises(text: str) -> str:
    """The first word that praises rather than tells, or ''."""
    found = _PRAISE.search(text)
    return found[0] if found else ""


def long_lists(text: str) -> list[int]:
    """Lengths of lists at the margin that go on too long without a sub-list."""
    found, run = [], 0
    for line in [*text.splitlines(), "#"]:
        if _ITEM.match(line):
            run += 1
        elif line.startswith((" ", "\t")) and _ITEM.match(line.lstrip()):
            run = 0
        elif line.strip() and not line.startswith((" ", "\t")):
            found += [run] if run > LONG_LIST else []
            run = 0
    return found


def long_stretches(text: str) -> list[int]:
    """Words of each stretch of text between headings that is too long for one."""
    return [count for count in map(words, re.split(r"^#{1,6}\s.*$", text, flags=re.MULTILINE))
            if count > LONG_STRETCH]  # fmt: skip


def heading_leaps(text: str) -> Iterator[tuple[int, int]]:
    """Headings that skip a level on the way down: from, to."""
    levels = [len(found[1]) for found in _HEADING.finditer(text)]
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield before, after


def vague_links(text: str) -> list[str]:
    """Links whose words do not say where they lead."""
    return [found[0] for found in _VAGUE_LINK.finditer(text)]


def grade(texts: Iterable[str]) -> int:
    """The Flesch-Kincaid school grade (Kincaid and others 1975), rounded; 0 for no words."""
    rows = [text for text in texts if words(text)]
    total = sum(words(text) for text in rows)
    if not total:
        return 0
    syllables = sum(_syllables(word) for text in rows for word in _WORD.findall(text))
    return max(0, round(0.39 * total / len(rows) + 11.8 * syllables / total - 15.59))


def _syllables(word: str) -> int:
    bare = re.sub(r"(?:es|ed|e)$", "", word.lower()) or word.lower()
    return max(1, len(re.findall(r"[aeiouyà-ÿ]+", bare)))
