"""Why a sentence that may hold health words is none the less `other`."""

import re

from site_app.statements import cues
from site_app.statements.lexicon import Words
from site_app.statements.report import Reason
from site_app.statements.urgent import urgency_of

_THE_READER = re.compile(r"\b(?:you|your|you're|you'll)\b")
_OURS = re.compile(
    r"\W*our (?!daughter|son|baby|babies|girl|boy|little|first|second|twins|family|home|house|eldest|youngest)"
)
_SMALL_WORDS = frozenset("a an the and or of to in on at for with from by vs is your you it as".split())


def asks(words: Words) -> bool:
    """Whether this is a plain question: one that asserts nothing on its way."""
    lower = words.lower
    if not re.search(r"\?[^\w]*$", lower):
        return False
    if cues.QUESTION_ASSERTS.search(lower):
        return False
    return bool(cues.QUESTION_START.search(lower)) or (
        len(words.tokens) <= 12 and not cues.CLAIM.search(lower)
    )


def looks_like_heading(text: str, words: Words) -> bool:
    """A line typed as text that stands there like a heading: capitals, no end mark, no verb."""
    if text.rstrip()[-1:] in '.!?:;,…)"”' or len(words.tokens) > 12 or len(words.tokens) < 2:
        return False
    plain = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if word.lower() not in _SMALL_WORDS]
    return len(plain) > 1 and all(word[0].isupper() for word in plain) and not text.isupper()


# What a bare name of a subject has not: a use ("honey for colic"), an amount, something done.
_MORE_THAN_A_NAME = re.compile(
    r"\d|\b(?:how|why|that|which|when|what|who|whether|for|with|against|without|by|from|as|than"
    r"|no|not|never|always|every|each|once|twice|one|two|three"
    r"|(?!(?:breast|bottle)?feeding|crying|bleeding|healing|weaning|waking|eating|sleeping|starting|testing"
    r"|reading)\w+ing)\b"
)


def excuse(words: Words, effect: bool) -> Reason | None:
    """The rule that excuses a sentence from being a health statement; None if none does."""
    lower = words.lower
    strong = len(words.strong)
    found = cues.SIGN_OFF.search(lower.strip(" ;):"))
    if found and strong < 1:
        return Reason("sign-off", (), "A greeting or sign-off.")
    found = cues.ENCOURAGEMENT.search(lower)
    if found and strong < 2 and not effect and not words.of("medicines", "supplements"):
        return Reason("encouragement", (found[0],), "Encouragement, without a claim.")
    if not effect and points_to_our_pages(lower):
        return Reason("about-the-site", (), "This points to a page of ours and names its subject.")
    found = cues.ABOUT_TEXT.search(lower)
    if (
        found
        and (not effect or "help" in lower)
        and not re.search(r"\b(?:safe|cures?|heals?|proven|alleviate|relieves?|healthy)\b", lower)
    ):
        return Reason("about-the-text", (found[0],), "This speaks about the text itself.")
    found = cues.REFERRAL.search(lower)
    sign = triage(words) or urgency_of(words.plain)[0] or (cues.AUTHORITY.search(lower) and strong)
    if found and not effect and not sign and not re.search(r":\s*\w+ .*\b(?:is|are)\b", lower):
        return Reason("referral", (found[0],), "This points to help in general.")
    found = cues.ABOUT_SITE.search(lower)
    if (
        found
        and not effect
        and strong < 2
        and not re.search(r"\b(?:requires?|testing|root of|issue)\b", lower)
    ):
        return Reason("about-the-site", (found[0],), "This speaks about the site or its people.")
    if lower.endswith(":") and not cues.CLAIM.search(lower) and strong < 2:
        return Reason("lead-in", (), "This only opens a list.")
    if not effect and story(words):
        return Reason("story", (), "A person's own story, without an effect.")
    if cues.OPINION.search(lower) and not effect and strong < 2:
        return Reason("opinion", (), "A feeling or a liking, without an effect.")
    return _everyday(words, effect)


def points_to_our_pages(lower: str) -> bool:
    """Whether the whole sentence leads to pages of ours; what they are about may be named, not told."""
    found = cues.OUR_PAGES.match(lower)
    if found is None:
        return False
    topic = (found["one"] or found["other"]).replace("warning signs", "")
    return not (cues.FINITE.search(topic) or cues.CLAIM.search(topic) or _MORE_THAN_A_NAME.search(topic))


def story(words: Words) -> bool:
    """Somebody in particular, and nothing said about people in general."""
    lower = words.lower
    if cues.SOMEBODY.search(lower) is None or cues.GENERIC.search(lower) or _OURS.match(lower):
        return False
    if words.strong and (cues.TESTIMONIAL.search(lower) or cues.AUTHORITY.search(lower)):
        return False
    if _THE_READER.search(lower):
        return cues.FIRST_PERSON.search(lower) is not None and not words.strong
    if re.match(r"\W*they\b", lower):
        return cues.PAST.search(lower) is not None and not words.strong
    return len(words.of("conditions", "symptoms", "medicines", "supplements")) < 4


def triage(words: Words) -> bool:
    """Whether a pointer to help names a sign: "call the doctor if the fever lasts three days"."""
    if not re.search(r"\b(?:if|when|before|until|unless|once|for)\b", words.lower):
        return False
    named = [
        hit
        for hit in words.strong
        if hit.field in ("conditions", "symptoms", "supplements", "feeding", "mood")
        and hit.words not in cues.SIGNS_IN_GENERAL
    ]
    return bool(named) and not re.search(
        r"\bfor (?:personali[sz]ed|guidance|advice)|\bprescribes?\b|\badvice\b", words.lower
    )


def _everyday(words: Words, effect: bool) -> Reason | None:
    """Cooking, money, work and things: no health field but food is touched."""
    lower = words.lower
    if effect or words.of("conditions", "symptoms", "medicines", "supplements", "anatomy", "safety", "mood"):
        return None
    found = cues.KITCHEN.search(lower)
    if (
        found
        and words.of("feeding")
        and not re.search(r"\b(?:rich in|probiotic\w*|nutrient\w*|vitamins?|bacteria|health\w*)\b", lower)
    ):
        return Reason("kitchen", (found[0],), "This speaks of cooking and taste.")
    found = cues.LOGISTICS.search(lower)
    if found and len(words.strong) < 2:
        return Reason("logistics", (found[0],), "This speaks of things, work or money.")
    return None
