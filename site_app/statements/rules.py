"""What the rules make of one statement, read in its place, and the words that led to it.

Order, as in the label guide: protocol first, then health, else other. A sentence that asserts
something and holds a word of the health vocabulary is health unless a rule names why it is not.
"""

import re

from site_app.statements import cues
from site_app.statements.excuses import asks, excuse, looks_like_heading
from site_app.statements.language import unreadable
from site_app.statements.leads import led_by_health
from site_app.statements.lexicon import Words, read
from site_app.statements.protocols import heading_step, instruction, protocol
from site_app.statements.report import Label, Reason
from site_app.statements.setting import CARD_BLOCKS, NAMING_KINDS, Setting

Judged = tuple[Label, tuple[Reason, ...]]


def by_rules(setting: Setting) -> Judged:
    """What the rules say of a statement. The first rule that speaks decides; each names itself."""
    words = read(setting.text.replace("-", " ") if setting.kind == "address" else setting.text)
    strange = unreadable(words)
    if strange:
        return "health", (
            Reason(
                "unreadable", strange, "These words could not be read, so they are taken for a health claim."
            ),
        )
    if setting.kind in NAMING_KINDS:
        return _naming(setting, words)
    if setting.kind == "cell" and not setting.row and not _asserts(words):
        return _other("row-name", "This cell names its row.")
    if asks(words):
        return _other("question", "A plain question asserts nothing.")
    if setting.kind == "text" and looks_like_heading(setting.text, words):
        return _naming(setting, words)
    card = setting.block in CARD_BLOCKS
    effect = cues.EFFECT.search(words.lower)
    excused = None if card else excuse(words, effect is not None)
    if excused is not None and excused.code in ("referral", "about-the-text", "sign-off"):
        return "other", (excused,)
    found = None if card else protocol(setting, words)
    if found is not None:
        return "protocol", (found,)
    if excused is not None:
        return "other", (excused,)
    return _health(setting, words, card)


def _other(code: str, text: str, *words: str) -> Judged:
    return "other", (Reason(code, words, text),)


def _asserts(words: Words) -> bool:
    return cues.CLAIM.search(words.lower) is not None or cues.FINITE.search(words.lower) is not None


def _naming(setting: Setting, words: Words) -> Judged:
    """Titles, headings, names and picture texts: a topic or a question is other, a claim is health."""
    if setting.kind == "card-heading" and setting.block in CARD_BLOCKS:
        return "health", (
            Reason("card-heading", (), "The action heading of a help card tells when to get help."),
        )
    lower = re.sub(r"^[\W\d_]+(?:step \d+\W+)?", "", words.lower)
    if cues.PRESUPPOSES.search(lower) and words.strong:
        return "health", (
            Reason(
                "presupposes",
                tuple(hit.words for hit in words.hits),
                "This question takes for granted what it should ask.",
            ),
        )
    if asks(words) or re.search(
        r"(?:^|[:(!?.-]\s*|\band )(?:what|when|who|why|how|where|which|whether|do you|does|is it|should i|can i|can you|\d+ \w+ (?:reasons|ways|things|signs|tips|facts|myths))\b",
        lower,
    ):
        return _other("question", "A question or a topic asserts nothing.")
    step = heading_step(words)
    if step is not None:
        return "protocol", (step,)
    # "Nurse-midwife" names a person, "Nurse your baby" tells.
    verb = "" if re.search(r"\bnurse(?! (?:your|the|him|her|them|a|baby))", lower) else instruction(words)
    if (
        setting.kind in ("title", "address")
        and verb in cues.TREATING_VERBS
        and len(words.tokens) > 2
        and words.hits
    ):
        return "health", (
            Reason(
                "title-tells",
                (verb, *(hit.words for hit in words.hits)),
                "This title tells the reader to do something. Name the topic instead, or ask a question.",
            ),
        )
    pointing = cues.ABOUT_TEXT.search(lower) or cues.ABOUT_SITE.search(lower) or cues.REFERRAL.search(lower)
    if (pointing or cues.FIRST_PERSON.search(lower)) and not cues.EFFECT.search(lower):
        return _other("topic", "This names a topic or this site.")
    spoken = tuple(hit.words for hit in words.hits)
    claim = cues.HEADING_CLAIM.search(lower)
    if claim and (words.strong or len(words.hits) > 1) and not lower.endswith(":"):
        return "health", (
            Reason("heading-claim", (claim[0], *spoken), "This heading asserts something about health."),
        )
    return _other("topic", "This names a topic.")


def _health(setting: Setting, words: Words, card: bool) -> Judged:
    lower = words.lower
    spoken = tuple(dict.fromkeys(hit.words for hit in words.hits))
    strong = words.strong
    if card:
        return "health", (Reason("help-card", spoken, "What stands in a help card tells when to get help."),)
    effect = cues.EFFECT.search(lower)
    claim = cues.CLAIM.search(lower)
    led = led_by_health(setting)
    listed = setting.kind in ("item", "cell")
    if effect and (words.hits or led or setting.previous_label != "other"):
        return "health", (
            Reason("effect", (effect[0], *spoken), "This says that something had an effect on health."),
        )
    if strong and (
        claim
        or cues.FINITE.search(lower)
        or led
        or listed
        or len(words.tokens) > (1 if lower.endswith((".", "!")) else 2)
    ):
        named = (claim[0],) if claim else ()
        return "health", (
            Reason("claim", (*named, *spoken), "This says something about health that can be true or false."),
        )
    if words.hits and claim and not cues.LOGISTICS.search(lower):
        return "health", (
            Reason(
                "everyday-claim", (claim[0], *spoken), "This makes a claim about bodies, food, sleep or care."
            ),
        )
    if len(words.hits) >= 2 and not cues.LOGISTICS.search(lower) and not cues.OPINION.search(lower):
        return "health", (Reason("everyday-words", spoken, "Several of these words speak of health."),)
    if led and listed and len(words.tokens) > 1:
        return "health", (Reason("list-sense", (led,), "This completes a list or table about health."),)
    first_person = cues.FIRST_PERSON.search(lower)
    if (
        setting.previous_label != "other"
        and not first_person
        and cues.GOES_ON.search(lower)
        and not cues.LOGISTICS.search(lower)
        and (claim or words.hits or lower.startswith(("myth", "fact", "they", "these")))
    ):
        return "health", (Reason("goes-on", spoken, "This goes on with the health statement before it."),)
    if spoken:
        return _other("not-asserted", "There are health words, but nothing is asserted.", *spoken)
    return _other("nothing-found", "Nothing here says anything about health.")
