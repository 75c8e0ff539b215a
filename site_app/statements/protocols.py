"""Protocols: what a reader could copy and treat, dose, feed or exercise by."""

import re

from site_app.statements import amounts, cues
from site_app.statements.excuses import story
from site_app.statements.leads import in_action
from site_app.statements.lexicon import Words
from site_app.statements.report import Reason
from site_app.statements.setting import Setting

_SUBSTANCES = ("medicines", "supplements", "feeding")
_HEAD = re.compile(
    r"(?:(?:please|just|always|also|simply|gently|gradually|slowly|first|then|next|instead|finally|never|don't|do not|if tolerated,|so|and|"
    r"(?:if|when|to|before|after|once|for) [^,]{3,60},)\s+)*(?:you (?:should|must|can|need to|had to) )?(?:try to |start to |gradually |slowly |gently )?(?P<verb>[a-z']+)(?: not)?\b"
)


def protocol(setting: Setting, words: Words) -> Reason | None:
    """The reason why a statement is a protocol, or None."""
    lower = words.lower
    told = story(words)
    substance = [hit for hit in words.of(*_SUBSTANCES) if hit.strong]
    found = _amount(setting, words, told)
    if found is not None:
        return found
    verb = "" if told else instruction(words)
    treats = verb in cues.TREATING_VERBS
    safety = cues.SAFETY.search(lower)
    context = in_action(setting)
    listed = setting.kind in ("item", "cell")
    if treats and substance and not safety:
        return Reason(
            "instruction",
            (verb, substance[0].words),
            "It tells the reader to take, give, apply, eat or leave out something.",
        )
    body = [hit for hit in words.of("anatomy", "conditions", "symptoms") if hit.strong]
    if verb in cues.BODY_VERBS and body and not safety:
        return Reason("body-step", (verb, body[0].words), "It tells the reader what to do to the body.")
    if treats and listed and context and not safety and len(words.tokens) > 1:
        return Reason("step", (verb, context), "It is a step of a list that tells what to do.")
    if (
        verb in ("avoid", "stop", "cut", "eliminate", "remove", "restrict", "skip", "ditch", "limit")
        and words.of("feeding")
        and not safety
    ):
        return Reason(
            "leave-out", (verb, words.of("feeding")[0].words), "It tells the reader what food to leave out."
        )
    latching = cues.LATCHING.search(lower)
    if verb and latching and not safety:
        return Reason("technique", (latching[0],), "It tells a technique step by step.")
    advised = cues.RECOMMENDS.search(lower)
    giving = cues.GIVING.search(lower)
    if (
        advised
        and giving
        and giving[0] in cues.TREATING_VERBS
        and substance
        and not _excused_advice(words, told)
    ):
        return Reason(
            "recommended",
            (advised[0], giving[0]),
            "It recommends taking, giving, applying or leaving out something.",
        )
    passive = cues.TO_BE_GIVEN.search(lower)
    if passive and substance and not _excused_advice(words, told):
        return Reason(
            "recommended",
            (passive[0], substance[0].words),
            "It recommends giving, using or leaving out something.",
        )
    named = cues.NAMED_STEP.search(lower)
    if (
        listed
        and named
        and words.hits
        and not cues.PEOPLE_IN_GENERAL.search(lower)
        and not told
        and not re.search(r"\b(?:may|can|improves?|worse)\b", lower)
    ):
        return Reason("named-step", (named[0],), "It names a step of a treatment.")
    if listed and setting.previous_label == "protocol" and verb and not safety and (treats or not substance):
        return Reason("next-step", (verb,), "It goes on with the steps before it.")
    return None


def heading_step(words: Words) -> Reason | None:
    """A heading that names a treatment step or an amount; a bare topic is none."""
    lower = words.lower
    amount = amounts.AMOUNT.search(lower) or amounts.FREQUENCY.search(lower)
    verb = instruction(words)
    if amount and words.hits and (cues.GIVING.search(lower) or amounts.MEASURED.search(lower)):
        return Reason("heading-amount", (amount[0],), "This heading gives an amount or a frequency.")
    substance = words.of("medicines", "supplements", "feeding")
    if (
        verb in cues.TREATING_VERBS
        and len(words.tokens) > 1
        and any(hit.strong for hit in substance)
        and not cues.SAFETY.search(lower)
    ):
        return Reason("heading-step", (verb, substance[0].words), "This heading names a treatment step.")
    return None


def _amount(setting: Setting, words: Words, told: bool) -> Reason | None:
    """Amounts, frequencies and lengths of what goes into or onto the body, or of an exercise."""
    lower = words.lower
    amount = amounts.AMOUNT.search(lower)
    frequency = amounts.FREQUENCY.search(lower)
    duration = amounts.DURATION.search(lower)
    giving = cues.GIVING.search(lower)
    substance = words.of(*_SUBSTANCES)
    statistic = cues.STATISTIC.search(lower) or (cues.BODY_AMOUNT.search(lower) and not (told and giving))
    if statistic or amounts.AGE.search((amount or frequency or duration or [""])[0]) or _kitchen(words):
        return None
    measured = amounts.MEASURED.search(lower)
    if (
        measured
        and (substance or giving or words.hits or len(words.tokens) <= 8)
        and not (told and not giving and not substance)
    ):
        return Reason(
            "amount", (measured[0],), "It names an amount of something that goes into or onto the body."
        )
    if told and not (giving and (amount or frequency or duration) and substance):
        return None
    if amount and (substance or giving) and (giving or words.strong or setting.kind in ("item", "cell")):
        return Reason(
            "amount",
            (amount[0],),
            "It names an amount of something that goes into or onto the body, or of an exercise.",
        )
    strong = [hit for hit in substance if hit.strong] or words.of("birth")
    if frequency and strong and (giving or setting.kind in ("item", "cell")):
        return Reason(
            "frequency", (frequency[0], strong[0].words), "It says how often to take, give or do something."
        )
    verb = instruction(words)
    context = in_action(setting)
    if (frequency or duration) and (
        verb in cues.TREATING_VERBS or (context and setting.kind in ("item", "cell"))
    ):
        timed = (frequency or duration or [""])[0]
        return Reason(
            "instruction-time", (verb, timed), "It tells the reader what to do and how often or how long."
        )
    return None


def _excused_advice(words: Words, told: bool) -> bool:
    lower = words.lower
    return (
        told
        or cues.SAFETY.search(lower) is not None
        or cues.STATISTIC.search(lower) is not None
        or amounts.AGE.search(lower) is not None
        or "replace" in lower
    )


def instruction(words: Words) -> str:
    """The verb of an instruction at the head of the sentence, after a colon or a dash; "" if none."""
    lower = re.sub(
        r"^[^a-z]*(?:(?:step \d+|tips?|fact|goal|note|tip \d+|myth)\s*[:.)-]\s*)?[^a-z]*", "", words.lower
    )
    head = _HEAD.match(lower)
    if (
        head
        and head["verb"] in cues.INSTRUCTING_VERBS
        and not re.match(r"(?:\w+ ){1}(?:is|are|was|can|may|helps?|of)\b", lower)
    ):
        return head["verb"]
    for later in re.finditer(r"(?:[:;>]|\s-+)\s*(?:always |just |then |never |don't )?([a-z']+)", lower):
        if later[1] in cues.TREATING_VERBS:
            return later[1]
    return ""


def _kitchen(words: Words) -> bool:
    return not words.of("medicines", "supplements", "conditions", "symptoms", "infant") and bool(
        re.search(
            r"\b(?:oven|bake|onion|garlic|flour|butter|pan|sauce|saute|chop|serve|smoothies)\b", words.lower
        )
    )
