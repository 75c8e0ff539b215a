"""House rules: what a practice lays over the engine's labels, and how far that reaches.

A strict rule raises whatever holds its words. An exception lowers a statement only where nothing but its own
words made the engine speak, and strict rules have the last word. The engine stays as it is: house rules come
after it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from site_app.statements.label import judge
from site_app.statements.lexicon import Words, read
from site_app.statements.normal import normalise, strange_letters
from site_app.statements.report import Finding, Label, Reason, Statement
from site_app.statements.setting import CARD_BLOCKS, Setting
from site_app.statements.urgent import urgency_of
from site_app.statements.version import ENGINE_VERSION

WEIGHT: dict[str, int] = {"other": 0, "health": 1, "protocol": 2}
CODE = "house-rule"
# The findings that follow from a label alone.
_OF_LABELS = frozenset({"protocol", "uncited", "asserting_heading"})
# A longer joined name is heard inside a hashtag; a shorter one is part of too many words.
_HEARD_IN_TAGS = 6
# Stands where an exception's words stood, so that what is left can still be read as a sentence.
_SOMETHING = "that thing"
_STOP_WORDS = frozenset(
    "a about all also am an and any are as at be because been before but by can could did do does for "
    "from get give had has have he her here him his how i if in into is it its just like may me more most "
    "my no not now of on one only or other our out over she should so some such take than that the their "
    "them then there these they this those to too under until up us use very was we were what when where "
    "which while who why will with would yes you your it's i'm don't you're".split()
)


@dataclass(frozen=True, slots=True)
class HouseRule:
    """`text`: the words it listens for. `lowers`: an exception; otherwise it only raises. `reason`: why, in
    plain words. `number`: where the register of house rules tells more."""

    text: str
    label: Label
    reason: str
    number: int
    lowers: bool = False


@dataclass(frozen=True, slots=True)
class HouseRules:
    """All rules that stand. `version` grows with every rule added or ended; 0 before the first."""

    version: int = 0
    rules: tuple[HouseRule, ...] = ()


def rules_version(house: HouseRules | None) -> str:
    """The engine's version, with the house rules' after a plus sign once there were any: '2026.1+3'."""
    return f"{ENGINE_VERSION}+{house.version}" if house is not None and house.version else ENGINE_VERSION


def under(house: HouseRules | None, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements as the engine judged them, with the labels that the house rules give them.

    Whatever changes a label is the statement's first reason.
    """
    if house is None or not house.rules:
        return tuple(statements)
    exceptions = sorted((rule for rule in house.rules if rule.lowers), key=lambda rule: WEIGHT[rule.label])
    strict = [rule for rule in house.rules if not rule.lowers]
    judged: list[Statement] = []
    for statement in statements:
        before = judged[-1] if judged and judged[-1].text == statement.previous else None
        judged.append(_raised(_lowered(statement, before, exceptions), strict))
    return tuple(judged)


def by_house_rule(statement: Statement) -> str:
    """What a house rule says of a statement whose label it changed last; "" if none did."""
    first = statement.reasons[0] if statement.reasons else None
    return first.text if first is not None and first.code == CODE else ""


def explained(findings: Iterable[Finding], statements: Iterable[Statement]) -> tuple[Finding, ...]:
    """Findings in which a house rule, and not the engine, says why its label stands in the way."""
    said = {statement.n: text for statement in statements if (text := by_house_rule(statement))}
    return tuple(
        replace(finding, reason=said[finding.n])
        if finding.n in said and finding.code in _OF_LABELS
        else finding
        for finding in findings
    )


def heard(rule: HouseRule, text: str) -> str:
    """The words in which a rule hears its own, whole and in whatever letters they are written; or "".

    A strict rule hears other forms of its words, too, and words written as one; an exception does not.
    """
    words = read(text)
    if rule.lowers:
        found = _pattern(rule.text).search(words.lower)
        return found[0] if found else ""
    wanted = read(rule.text)
    place = _place(wanted.stems, words.stems)
    if place is not None:
        return " ".join(words.tokens[place : place + len(wanted.stems)])
    return _joined("".join(wanted.tokens), words)


def is_bare(text: str) -> bool:
    """Whether nothing is left of a phrase without numbers and the small words of every sentence."""
    return all(token.isdigit() or len(token) < 2 or token in _STOP_WORDS for token in read(text).tokens)


def is_foreign(text: str) -> bool:
    """Whether a phrase holds letters that the engine cannot read, so that a rule would not hear them."""
    return strange_letters(normalise(text))


def repeats(one: HouseRule, other: HouseRule) -> bool:
    """Whether two rules of one sort listen for the same words and give the same label."""
    return (
        (one.lowers, one.label) == (other.lowers, other.label)
        and read(one.text).tokens == read(other.text).tokens
    )  # fmt: skip


def contradicts(one: HouseRule, other: HouseRule) -> bool:
    """Whether one of the two is an exception that the other, a strict rule, would always undo."""
    if one.lowers == other.lowers:
        return False
    exception, strict = (one, other) if one.lowers else (other, one)
    return WEIGHT[exception.label] < WEIGHT[strict.label] and heard(strict, exception.text) != ""


def _raised(statement: Statement, strict: Sequence[HouseRule]) -> Statement:
    for rule in strict:
        if WEIGHT[rule.label] > WEIGHT[statement.label] and (words := heard(rule, statement.text)):
            statement = _relabelled(statement, rule, words)
    return statement


def _lowered(statement: Statement, before: Statement | None, exceptions: Sequence[HouseRule]) -> Statement:
    for rule in exceptions:
        if (
            WEIGHT[rule.label] < WEIGHT[statement.label]
            and (words := heard(rule, statement.text))
            and not _stays(statement)
            and WEIGHT[_without(rule, statement, before)] <= WEIGHT[rule.label]
        ):
            return _relabelled(statement, rule, words)
    return statement


def _stays(statement: Statement) -> bool:
    """What no exception touches: urgent signs, help cards, and what the engine could not read."""
    return (
        statement.block in CARD_BLOCKS
        or any(reason.code == "unreadable" for reason in statement.reasons)
        or any(urgency_of(text)[0] for text in (statement.text, statement.lead_in))
    )


def _without(rule: HouseRule, statement: Statement, before: Statement | None) -> Label:
    """The label of what is left of a statement once the exception's words are put aside."""
    is_named = statement.kind == "cell" and bool(statement.heading_path)
    label, _ = judge(
        Setting(
            text=_pattern(rule.text).sub(_SOMETHING, read(statement.text).plain),
            kind=statement.kind,
            lead_in=statement.lead_in,
            headings=statement.heading_path,
            previous=statement.previous,
            previous_label=before.label if before else "other",
            block=statement.block,
            row=statement.row,
            column=statement.heading_path[-1] if is_named else "",
        )
    )
    return label


def _relabelled(statement: Statement, rule: HouseRule, words: str) -> Statement:
    name = "Exception" if rule.lowers else "House rule"
    said = (
        f"{name} {rule.number} counts this as '{rule.label}'. {rule.reason} "
        "The register of house rules tells who added it, and when."
    )
    return replace(statement, label=rule.label, reasons=(Reason(CODE, (words,), said), *statement.reasons))


def _pattern(text: str) -> re.Pattern[str]:
    """An exception's words in the form in which they were typed, whatever stands between them."""
    between = r"[\W_]+".join(map(re.escape, read(text).tokens))
    return re.compile(rf"(?<![^\W_]){between}(?![^\W_])", re.IGNORECASE)


def _place(wanted: Sequence[str], stems: Sequence[str]) -> int | None:
    """Where `wanted` stands in `stems`, one after the other."""
    length = len(wanted)
    places = range(len(stems) - length + 1) if length else range(0)
    return next((place for place in places if tuple(stems[place : place + length]) == tuple(wanted)), None)


def _joined(name: str, words: Words) -> str:
    if name in words.tokens:
        return name
    found = re.search(rf"#\w*{re.escape(name)}\w*", words.lower) if len(name) >= _HEARD_IN_TAGS else None
    return found[0] if found else ""
