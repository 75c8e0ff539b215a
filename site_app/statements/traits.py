"""What a statement looks like to the second opinion: named traits, each a small whole number.

Traits are words' families, cues, the label the rules gave and who speaks; never the words themselves.
A name begins with where it is seen: "head:" and "lead:" are the heading's and the lead-in's.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from site_app.statements import amounts, cues
from site_app.statements.excuses import looks_like_heading, story, triage
from site_app.statements.leads import in_action, led_by_health
from site_app.statements.lexicon import Words, read
from site_app.statements.phrases import FOLDER, Phrases, pattern
from site_app.statements.protocols import instruction
from site_app.statements.report import Label
from site_app.statements.setting import Setting

Traits = dict[str, int]
# No sentence is as long; what is, is one word repeated or letters thrown together.
LONGEST_WEIGHED = 4000
Named = tuple[str, Phrases | re.Pattern[str]]

FAMILIES: tuple[tuple[str, Phrases], ...] = tuple(
    (path.stem.removeprefix("family_"), pattern(path.stem)) for path in sorted(FOLDER.glob("family_*.txt"))
)
# Lists that the rules ask and that tell the second opinion nothing more.
_FOR_RULES = frozenset("BODY_AMOUNT FINITE GENERIC HEALTH_LEAD NO_ACTION_LEAD OPINION".split())
_CUES = tuple(
    (name.lower(), value)
    for name, value in sorted(vars(cues).items())
    if isinstance(value, Phrases) and name not in _FOR_RULES
)
_AMOUNTS = tuple(
    (name.lower(), getattr(amounts, name)) for name in ("AMOUNT", "MEASURED", "FREQUENCY", "DURATION", "AGE")
)
_WHO = {
    "i": "i i'm i've my me mine", "we": "we our us", "you": "you your yours",
    "she": "she he her him his hers", "they": "they their them",
    "baby": "baby babies infant infants newborn newborns child children toddler toddlers",
    "woman": "mother mothers mom moms mum mums women woman",
    "people": "people patient patients those anyone everyone individual individuals",
}  # fmt: skip
_SMALL = {
    "can": "can could may might", "will": "will would", "should": "should must need ought",
    "is": "is are", "was": "was were had did", "not": "not no never don't", "if": "if when",
    "let": "let let's please click read here",
}  # fmt: skip
_TOKEN_TRAITS = {
    word: f"{place}={name}"
    for place, groups in (("who", _WHO), ("small", _SMALL))
    for name, group in groups.items()
    for word in group.split()
}
_THIS = frozenset("this it these that they".split())
_AROUND = (
    "action_lead", "shopping_lead", "first_person", "claim", "kitchen", "logistics", "giving",
)  # fmt: skip
_END = re.compile(r"([.!?:])[^\w.!?:]*$")
_LENGTHS = (2, 4, 8, 16, 25)
# The traits by which a statement colours its neighbours.
SEEN_BY_NEIGHBOURS = ("rule=", "family=", "who=", "strong=", "kind=", "story", "treats", "instructs", "hits",
                      "strong", "amount=")  # fmt: skip


def traits_of(setting: Setting, label: Label, code: str) -> Traits:
    """All traits of a statement to which the rules gave `label` by the rule `code`."""
    words = read(setting.text)
    lower = words.lower
    found: Traits = {f"kind={_kind(setting)}": 1, f"rule={label}": 1, f"code={code}": 1}
    _searched(found, "cue=", _CUES, lower)
    _searched(found, "amount=", _AMOUNTS, lower)
    for token in words.tokens:
        if token in _TOKEN_TRAITS:
            found[_TOKEN_TRAITS[token]] = 1
    for hit in words.hits:
        name = f"{'strong' if hit.strong else 'weak'}={hit.field}"
        found[name] = min(found.get(name, 0) + 1, 3)
    found["strong"] = min(len(words.strong), 5)
    found["hits"] = min(len(words.hits), 6)
    _shape(found, setting, words)
    for name, families in FAMILIES:
        if families.search(lower):
            found[f"family={name}"] = 1
            several = {match.group() for match in families.finditer(lower)}
            found[f"families={name}"] = min(len(several), 4)
    if setting.lead_in:
        found["led"] = 1
    if in_action(setting):
        found["in-action"] = 1
    if led_by_health(setting):
        found["led-by-health"] = 1
    for place, text in (("head", setting.heading), ("lead", setting.lead_in)):
        if text:
            found |= {f"{place}:{name}": count for name, count in _around(text).items()}
    _crossed(found, label)
    return found


def ask_ahead(texts: Iterable[str]) -> None:
    """Ask every phrase list about every sentence, list by list; the answers are remembered.

    A little quicker than sentence by sentence, where each list would be fetched from memory anew.
    """
    lowers = [read(text).lower for text in texts if len(text) <= LONGEST_WEIGHED]
    for _, searched in (*_CUES, *FAMILIES):
        for lower in lowers:
            searched.search(lower)


def seen_by_neighbours(name: str) -> bool:
    """Whether a trait counts for the statements around the one that has it."""
    return "&" not in name and ":" not in name and name.startswith(SEEN_BY_NEIGHBOURS)


def _kind(setting: Setting) -> str:
    if setting.kind in ("cell", "item"):
        return "item"
    return "text" if setting.kind == "text" else "heading"


def _searched(found: Traits, place: str, patterns: Iterable[Named], lower: str) -> None:
    for name, searched in patterns:
        if searched.search(lower):
            found[place + name] = 1


def _shape(found: Traits, setting: Setting, words: Words) -> None:
    verb = instruction(words)
    first = words.tokens[0] if words.tokens else ""
    ending = _END.search(words.lower)
    length = len(words.tokens)
    shape = {
        "instructs": verb != "",
        "treats": verb in cues.TREATING_VERBS,
        "on-the-body": verb in cues.BODY_VERBS,
        "begins-instructing": first in cues.INSTRUCTING_VERBS,
        "begins-treating": first in cues.TREATING_VERBS,
        "begins-doing": first.endswith("ing"),
        "begins-pointing": first in _THIS,
        "story": story(words),
        "triage": triage(words),
        "like-a-heading": setting.kind == "text" and looks_like_heading(setting.text, words),
        f"ends={ending[1] if ending else ''}": True,
        f"length={next((most for most in _LENGTHS if length <= most), 'more')}": True,
    }
    found |= {name: 1 for name, true in shape.items() if true}
    figures = sum(token[0].isdigit() for token in words.tokens)
    past = sum(token.endswith("ed") for token in words.tokens)
    if figures:
        found["figures"] = min(figures, 3)
    if past:
        found["past"] = min(past, 3)


@lru_cache(maxsize=512)
def _around(text: str) -> Traits:
    """Traits of a heading or a lead-in, as the statements under it see them."""
    words = read(text)
    found: Traits = {f"field={hit.field}": 1 for hit in words.hits}
    found["strong"] = min(len(words.strong), 3)
    for name, searched in _CUES:
        if name in _AROUND and searched.search(words.lower):
            found[f"cue={name}"] = 1
    _searched(found, "family=", FAMILIES, words.lower)
    if instruction(words):
        found["instructs"] = 1
    if "?" in text:
        found["asks"] = 1
    return found


def _crossed(found: Traits, label: Label) -> None:
    """Pairs of traits that mean more together: who speaks, how many health words, which kind."""
    who = next((name for name in ("i", "we") if f"who={name}" in found), "")
    speaker = "me" if who else "she" if "who=she" in found else "you" if "who=you" in found else "nobody"
    strong = found["strong"]
    health = "many" if strong > 1 else "one" if strong else "weak" if found["hits"] else "none"
    kind = next(name for name in ("text", "item", "heading") if f"kind={name}" in found)
    past = "past" if "cue=past" in found or "past" in found or "small=was" in found else "now"
    pairs = [
        f"&{speaker}", f"&{health}", f"&{speaker}&{health}", f"&{kind}&{label}", f"&{kind}&{health}",
        f"&{label}&{speaker}", f"&{past}&{speaker}",
    ]  # fmt: skip
    for name, _ in FAMILIES:
        if f"family={name}" in found:
            pairs += [f"&{name}&{speaker}", f"&{name}&{health}", f"&{name}&{kind}"]
    found |= dict.fromkeys(pairs, 1)
