"""House rules: a strict one raises whatever holds its words, an exception lowers only its own doing."""

import pytest

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.house import (
    HouseRule,
    HouseRules,
    contradicts,
    heard,
    is_bare,
    is_foreign,
    repeats,
    rules_version,
    under,
)
from site_app.statements.version import ENGINE_VERSION


def strict(text, label="protocol", number=1):
    return HouseRule(text, label, "We have seen harm.", number)


def exception(text, label="other", number=2):
    return HouseRule(text, label, "This is the name of a street.", number, lowers=True)


def judged(text, *rules):
    """Statements of a body under these rules."""
    return check(draft_from_markdown(text), house=HouseRules(len(rules), rules)).statements


def label_of(text, *rules):
    return judged(text, *rules)[0].label


# --- Strict rules -------------------------------------------------------------------------------------


def test_a_strict_rule_raises_a_sentence_that_holds_its_words():
    sentence = "We sing in the amber choir."
    assert label_of(sentence) == "other"
    assert label_of(sentence, strict("amber choir")) == "protocol"
    assert label_of(sentence, strict("amber choir", "health")) == "health"


@pytest.mark.parametrize(
    "sentence",
    [
        "We sing in the AMBER CHOIR.",
        "We sing in the \u0430mb\u0435r choir.",
        "We sing in the am\u200bber choir.",
        "We sing in the amb3r choir.",
        "We sing in the amber-choir.",
        "We sing in the **am**ber *choir*.",
        "We sing in the amber choirs.",
        "We sing in the amberchoir.",
        "We sing again #lovemyamberchoir.",
        "We sing in the a\u0301mber choir.",
    ],
)
def test_a_disguised_phrase_is_heard_all_the_same(sentence):
    assert label_of(sentence, strict("amber choir")) == "protocol"


@pytest.mark.parametrize(
    "sentence", ["We sing in the chamber choir.", "Amber leads a choir.", "We walk #camberwell."]
)
def test_parts_of_words_and_scattered_words_are_not_heard(sentence):
    assert label_of(sentence, strict("amber choir"), strict("amber"), strict("cambe")) == (
        "protocol" if "Amber" in sentence else "other"
    )
    assert label_of(sentence, strict("amber choir")) == "other"


def test_a_strict_rule_never_lowers():
    step = "Give your baby 5 ml of amber drops twice a day."
    assert label_of(step) == "protocol"
    assert label_of(step, strict("amber drops", "health")) == "protocol"


def test_the_stricter_of_two_rules_counts_whatever_their_order():
    low, high = strict("amber", "health", 1), strict("choir", "protocol", 2)
    for rules in ((low, high), (high, low)):
        assert label_of("We sing in the amber choir.", *rules) == "protocol"


def test_a_raised_sentence_meets_the_objections_of_its_new_label():
    findings = check(
        draft_from_markdown("We sing in the amber choir."), house=HouseRules(1, (strict("amber"),))
    )
    assert [finding.code for finding in findings.findings] == ["protocol"]
    assert "We have seen harm." in findings.findings[0].reason
    assert findings.findings[0].remedy.startswith("Swap it for a consult block")


def test_the_engines_own_objections_stay_in_its_own_words():
    text = "Give your baby 5 ml of amber drops twice a day. See [the shop](https://shop.example/)."
    rules = (strict("amber drops", "health"), strict("shop"))
    bare, ruled = (
        check(draft_from_markdown(text), house=house).findings for house in (None, HouseRules(2, rules))
    )
    assert bare[0] in ruled
    assert [row for row in bare if row.code == "outside_link"] == [
        row for row in ruled if row.code == "outside_link"
    ]
    assert [row.reason for row in ruled if row.code == "protocol" and row not in bare] == [
        "House rule 1 counts this as 'protocol'. We have seen harm. "
        "The register of house rules tells who added it, and when."
    ]


def test_a_change_explains_itself_first_and_keeps_what_the_engine_said():
    bare, ruled = (
        judged("We sing in the AMBER choir.")[0],
        judged("We sing in the AMBER choir.", strict("amber"))[0],
    )
    assert (ruled.reasons[0].code, ruled.reasons[0].words) == ("house-rule", ("amber",))
    assert ruled.reasons[0].text.startswith("House rule 1 counts this as 'protocol'. We have seen harm. ")
    assert ruled.reasons[1:] == bare.reasons


# --- Exceptions ---------------------------------------------------------------------------------------


def test_an_exception_lowers_a_sentence_that_only_its_words_made_health():
    sentence = "The Eczema Arms reopened in June."
    assert label_of(sentence) == "health"
    assert label_of(sentence, exception("Eczema Arms")) == "other"
    assert (
        judged(sentence, exception("Eczema Arms"))[0]
        .reasons[0]
        .text.startswith("Exception 2 counts this as 'other'. ")
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The Eczema Arms sells a cream that cures colic.",
        "At the Eczema Arms they say that probiotics heal eczema.",
    ],
)
def test_an_exception_excuses_nothing_but_its_own_words(sentence):
    assert label_of(sentence) == "health"
    assert label_of(sentence, exception("Eczema Arms")) == "health"


def test_what_an_item_completes_is_not_excused():
    text = "What helps with colic:\n\n- gripe water\n- the Eczema Arms\n"
    assert [row.label for row in judged(text, exception("gripe water"), exception("the Eczema Arms"))] == [
        "health", "health", "health",
    ]  # fmt: skip


def test_a_protocol_is_lowered_to_health_by_an_exception_that_says_so():
    sentence = "The Give Your Baby 5 ml Twice A Day Band plays in June."
    assert label_of(sentence) == "protocol"
    assert label_of(sentence, exception("Give Your Baby 5 ml Twice A Day Band", "health")) == "health"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Sepsis Arms reopened in June.", "Sepsis Arms"),
        ("::: emergency\n### Call 999 if:\n\n- your baby has a rash\n:::\n", "a rash"),
        ("Dziecko ma gorączkę i nie chce jeść ani pić.", "ma"),
    ],
    ids=["urgent sign", "help card", "unreadable"],
)
def test_no_exception_touches_urgent_signs_help_cards_and_unreadable_text(text, words):
    before = [row.label for row in judged(text)]
    assert "health" in before
    assert heard(exception(words), judged(text)[-1].text)
    assert [row.label for row in judged(text, exception(words))] == before


def test_a_strict_rule_has_the_last_word():
    sentence = "The Eczema Arms reopened in June."
    rules = (exception("Eczema Arms"), strict("arms", "protocol"))
    assert label_of(sentence, *rules) == label_of(sentence, *reversed(rules)) == "protocol"


def test_an_exception_hears_no_other_form_of_its_words():
    assert heard(exception("amber choir"), "The Amber Choir sings.") == "amber choir"
    assert not heard(exception("amber choir"), "Amber choirs sing.")
    assert not heard(exception("amber choir"), "The amberchoir sings.")
    assert not heard(exception("mber"), "The amber choir sings.")


# --- Versions, and rules beside each other -------------------------------------------------------------


def test_without_rules_nothing_changes_not_even_the_version():
    text = "Probiotics may ease colic.\n\nWe sing in the amber choir."
    bare = check(draft_from_markdown(text))
    assert bare.engine_version == ENGINE_VERSION
    assert check(draft_from_markdown(text), house=HouseRules()) == bare
    assert under(None, bare.statements) == bare.statements


def test_the_version_names_engine_and_house():
    report = check(draft_from_markdown("We sing."), house=HouseRules(3, ()))
    assert report.engine_version == rules_version(HouseRules(3)) == f"{ENGINE_VERSION}+3"
    assert rules_version(None) == rules_version(HouseRules()) == ENGINE_VERSION


@pytest.mark.parametrize("phrase", ["", "  ", "and the", "5", "a 10 b", "You should", "…", "!"])
def test_a_phrase_of_small_words_is_bare(phrase):
    assert is_bare(phrase)


@pytest.mark.parametrize("phrase", ["amber", "the amber", "4-7-8 breathing"])
def test_a_phrase_that_names_something_is_not_bare(phrase):
    assert not is_bare(phrase)


def test_foreign_letters_are_told_from_disguised_ones():
    assert is_foreign("бурштин")
    assert not is_foreign("\u0430mber")
    assert not is_foreign("café choir")


def test_rules_that_repeat_or_contradict_each_other_are_recognised():
    assert repeats(strict("Amber Choir"), strict("amber  choir"))
    assert not repeats(strict("amber choir"), strict("amber choir", "health"))
    assert not repeats(strict("amber", "health"), exception("amber", "health"))
    assert contradicts(strict("amber"), exception("the amber choir"))
    assert contradicts(exception("the amber choir"), strict("amber"))
    assert not contradicts(strict("the amber choir"), exception("amber"))
    assert not contradicts(strict("amber"), strict("amber choir"))
    assert not contradicts(strict("amber", "health"), exception("amber choir", "health"))
