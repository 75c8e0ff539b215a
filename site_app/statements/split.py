"""Where one sentence ends and the next begins.

Errs towards splitting: two sentences run together could hide an uncited claim behind a cited one.
"""

import re

from site_app.statements.pieces import ANCHOR

_SMILEY = "[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
_MARK = re.compile(rf"(?:\.{{2,}}|[.!?…。！？])[.!?…]*|(?:{_SMILEY})+")
_CLOSERS = "\"'”’»)]}*_"
_OPENERS = "\"'“‘«([{*_¿¡"
_EMOJI = re.compile("[\u2190-\u2bff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]+")
# Signs that head what follows them, as a bullet does.
_HEADS = frozenset("✅❌✔✖✗✘☑⚠➡▶👉🔴🟠🟡🟢🔵🟣⚪⚫❗ℹ💡📌🚩🚨📞🆘⛔🚫⭐")

# Words that are followed by a full stop but do not end a sentence.
_NEVER = frozenset(
    "dr mr mrs ms messrs prof rev st sr jr vs viz cf ca approx fig figs vol pp al ed eds nr nos gen col capt "
    "e.g i.e eg ie incl excl resp univ assoc ave blvd rd mt ft".split()
)
# Those of them that stand at the end of a sentence often enough: it ends when the next word only begins sentences.
_SOMETIMES = frozenset("al approx incl excl ft jr sr ave blvd rd".split())
# Words whose full stop may end a sentence: it does when the next word could begin one.
_PERHAPS = frozenset(
    "etc no p a.m p.m am pm inc ltd co corp dept est min mins max hr hrs oz lb lbs tbsp tsp u.s u.k ph.d m.d b.sc m.sc r.n".split()
)
# Before a single capital letter these show that the letter is a name of its own, not an initial.
_LETTERED = frozenset(
    "vitamin vitamins hepatitis type group strep influenza plan part appendix grade category class phase option "
    "baby twin child mother ward room unit table chart box section chapter size letter route arm".split()
)
# Short names of months and days: a number that follows belongs to them.
_DATES = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split()
)
# Dates as they are written on the Continent: "on 3. 4. 2021", "of 12. March".
_DAY_BEFORE = re.compile(
    r"(?:^|\b(?:on|of|from|until|till|since|by|before|after|the|born) |[(,] ?)[0-3]?\d$", re.IGNORECASE
)
_MONTH_NEXT = re.compile(
    r"(?:0?[1-9]|1[0-2])\. ?(?:19|20)?\d\d\b|(?:January|February|March|April|June|July|August|September|October"
    r"|November|December)\b|May \d"
)
_DAY_AND_MONTH_BEFORE = re.compile(r"\b[0-3]?\d\. ?(?:0?[1-9]|1[0-2])$")
_YEAR_NEXT = re.compile(r"(?:19|20)\d\d\b")
_STARTERS = frozenset(
    "the this that these those it its they we you he she i if in on at a an and but or so then when while for "
    "as to not no yes ask call see babies your my our their his her some most many all try do don't what why how".split()
)
# Words that begin a sentence even where the writer forgot its capital, or after "e.g.".
_SUBJECTS = frozenset("this these those it they we you he she there".split())
# "iPhone", "eBay", "£3": the capital or the digit comes second.
_BEGINS_LATE = re.compile(r"[a-z]{1,2}[A-Z]|[$£€]\d")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘/\ufffc]*$")
_NEXT_WORD = re.compile(r"[\w'’]+")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one block's visible text, outer white space left out.

    `text` holds ANCHOR where a citation or picture stands; a line break within is a hard one and
    always ends a sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in re.split(r"(\n)", text):
        end = start + len(line)
        if line != "\n":
            _split_line(text, start, end, spans)
        start = end
    return _tie_orphans(text, spans)


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    begin = start
    position = start
    while found := _MARK.search(text, position, end):
        if _heads(text, found.start(), end):
            position = found.end()
            if text.count(" ", begin, found.start()) > 2:
                _keep(text, begin, found.start(), spans)
                begin = found.start()
            continue
        stop = _after_closers(text, found.end(), end)
        position = stop
        if stop < end and _ends_here(text, begin, found.start(), found[0], found.end(), stop):
            _keep(text, begin, stop, spans)
            begin = stop
    _keep(text, begin, end, spans)


def _heads(text: str, place: int, end: int) -> bool:
    """Whether the sign at `place` stands apart from the words before it and heads the words after it."""
    if text[place] not in _HEADS or not text[place - 1 : place].isspace():
        return False
    first = text[place + 1 : min(place + 5, end)].lstrip("\ufe0f ")[:1]
    return first.isupper() or first.isdigit()


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _after_closers(text: str, position: int, end: int) -> int:
    """Closing quotes and brackets, citations and emoji after an end mark belong to its sentence."""
    while position < end:
        if text[position] in _CLOSERS or text[position] == ANCHOR:
            # A quote or star right before a letter opens the next sentence.
            if text[position] in "\"'*_" and text[position + 1 : position + 2].isalnum():
                break
            position += 1
            continue
        ahead = position
        while ahead < end and text[ahead] == " ":
            ahead += 1
        emoji = _EMOJI.match(text, ahead, end)
        if ahead < end and text[ahead] == ANCHOR:
            position = ahead + 1
        elif emoji and not _heads(text, ahead, end):
            position = emoji.end()
        else:
            break
    return position


def _ends_here(text: str, begin: int, mark_start: int, mark: str, mark_end: int, stop: int) -> bool:
    rest = text[stop : stop + 60]
    following = rest.lstrip()
    spaced = rest[:1].isspace()
    if not following:
        return True
    closers = text[mark_end:stop]
    tied = ANCHOR in closers or _EMOJI.search(closers) is not None
    opener = following.lstrip(_OPENERS)
    first = opener[:1] or following[:1]
    capital = (
        first.isupper()
        or first.isdigit()
        or _EMOJI.match(first) is not None
        or _BEGINS_LATE.match(opener) is not None
    )
    unscripted = first.isalpha() and not first.islower() and not first.isupper()
    before = (_LAST_WORD.search(text[max(begin, mark_start - 40) : mark_start]) or [""])[0]
    if mark.startswith(("。", "！", "？")):
        return True
    if _EMOJI.match(mark):
        # An emoji after a few words takes the place of the full stop.
        return spaced and first.isupper() and text.count(" ", begin, mark_start) > 2
    if not spaced and not tied:
        return _space_forgotten(before, mark, following)
    if "!" in mark or "?" in mark:
        return capital or unscripted or following[:1] in _OPENERS + "-–—•*" or (spaced and first in "#@&")
    if mark[0] == "…" or len(mark) > 1:
        return capital or unscripted
    if not (capital or unscripted):
        return spaced and (first in "#@&" or _capital_forgotten(text, begin, before, opener))
    return _stop_ends(text, begin, mark_start, before, opener)


def _space_forgotten(before: str, mark: str, following: str) -> bool:
    """ "word.Next": an end mark without its space; not a decimal, an address or an abbreviation."""
    if "!" in mark or "?" in mark:
        return following[:1].isupper()
    word = before.rsplit(".", 1)[-1]
    return (
        len(word) >= 2
        and word[1:].islower()
        and word.lower() not in _NEVER
        and bool(re.match(r"[“\"'‘(]?(?![A-Z]\.)[A-Z][a-z]*\b(?!\.[a-z])", following))
    )


def _capital_forgotten(text: str, begin: int, before: str, following: str) -> bool:
    """An ordinary word, a full stop, and a sentence in lower case: of a writer who uses no capitals, or so by its word."""
    word = before.rsplit("-", 1)[-1]
    if len(word) < 3 or not word.isalpha() or not word.islower() or word in _NEVER or word in _PERHAPS:
        return False
    following_word = (_NEXT_WORD.match(following) or [""])[0]
    return following_word in _SUBJECTS or text[begin : begin + 40].lstrip(" " + _OPENERS)[:1].islower()


def _stop_ends(text: str, begin: int, mark_start: int, before: str, following: str) -> bool:
    word = before.lower().strip("*_")
    following_word = (_NEXT_WORD.match(following) or [""])[0]
    starter = following_word.lower() in _STARTERS
    if word in _NEVER:
        # "et al. The", "e.g. They": an abbreviation, then a word that only begins sentences.
        return (word in _SOMETIMES and starter) or (
            word in ("e.g", "i.e", "eg", "ie") and following_word.lower() in _SUBJECTS
        )
    if _within_date(text[max(begin, mark_start - 20) : mark_start], before, following):
        return False
    if word == "no" or word in ("p", "pp", "nos"):
        return not following[:1].isdigit()
    if word in _PERHAPS:
        return not following[:1].isdigit() and (starter or len(following_word) > 2)
    if len(word) == 1 and word.isalpha():
        if before == "I":
            return True
        previous = (re.findall(r"[\w.]+", text[max(begin, mark_start - 40) : mark_start - 1]) or [""])[
            -1
        ].lower()
        return previous in _LETTERED or starter
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return starter
    # A list number typed into running text: "1. Wash".
    return not (
        word.isdigit() and not text[begin : min(begin + 40, mark_start - len(before))].strip(" " + _OPENERS)
    )


def _within_date(head: str, before: str, following: str) -> bool:
    if before in _DATES:
        return following[:1].isdigit()
    return bool(
        (_DAY_BEFORE.search(head) and _MONTH_NEXT.match(following))
        or (_DAY_AND_MONTH_BEFORE.search(head) and _YEAR_NEXT.match(following))
    )


def _tie_orphans(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A span without a word of its own (a lone mark, a stray dash) joins its neighbour."""
    tied: list[tuple[int, int]] = []
    carried = -1
    for start, end in spans:
        begin = carried if carried >= 0 else start
        carried = -1
        if any(character.isalnum() for character in text[start:end]):
            tied.append((begin, end))
        elif tied and "\n" not in text[tied[-1][1] : start]:
            tied[-1] = (tied[-1][0], end)
        else:
            carried = begin
    if carried >= 0:
        tied.append((carried, spans[-1][1]))
    return tied
