"""Help cards (standards rows U2 to U5) and urgent documents (Z2, Z5)."""

import pytest

from site_app.statements.check import check
from site_app.statements.report import Draft, Part, Urgency
from site_app.statements.urgent import names_crisis_line, promotes, urgency_of
from tests.statements.shelf import body, codes

CARD = "::: urgent\n### Call your midwife today if: [@guide]\n- your baby has a fever\n- your baby has a rash\n:::\n"


def found(text: str, urgent: Urgency = "") -> list[str]:
    return codes(check(body(text, urgent)).findings)


def test_a_card_with_one_cited_heading_and_a_list_is_fine() -> None:
    assert found(CARD) == []
    assert found(CARD.replace(" [@guide]", "")) == ["uncited"] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CARD.replace("### Call your midwife today if: [@guide]\n", "Hello.\n\n"), "card_heading"),
        (CARD.replace(" if:", " now:"), "card_heading"),
        (
            CARD.replace("- your baby has a rash", "### Call us if: [@guide]\n- your baby has a rash"),
            "card_heading",
        ),
        (CARD.replace("- your baby has a fever\n- your baby has a rash\n", ""), "card_list"),
        (CARD.replace("- your baby has a rash", "- your baby has a rash\n\nHello."), "card_list"),
        ("::: urgent\n:::\n", "card_heading"),
        (f"{CARD}\nHello.\n", "text_after_card"),
        (f"{CARD}\n- hello\n", "text_after_card"),
        (f"{CARD}\n{CARD}", "card_repeated"),
        (CARD.replace("urgent", "emergency").replace("a rash", "a [rash](/articles/rash/)"), "card_link"),
    ],
)
def test_each_rule_of_the_cards_is_kept(text: str, code: str) -> None:
    assert code in found(text)


def test_what_may_follow_a_card_and_what_it_may_hold() -> None:
    assert found(f"{CARD}\n## What next?\n") == []
    assert found(CARD + "\n" + CARD.replace("urgent", "routine")) == []
    assert found(CARD.replace("urgent", "emergency").replace("a rash", "a rash: [ring](tel:999)")) == []
    assert found(CARD.replace("a rash", "a [rash](/articles/rash/)")) == []


def test_a_second_card_of_a_level_is_a_note_and_does_not_block() -> None:
    findings = check(body(f"{CARD}\n{CARD}")).findings
    assert [(finding.code, finding.blocks) for finding in findings] == [("card_repeated", False)]


BODY = "Chest pain after birth can be serious [@guide]."
MOOD = "Some mothers have thoughts of harming themselves [@guide]."


@pytest.mark.parametrize(("text", "urgency"), [(BODY, "body"), (MOOD, "mood")])
def test_danger_signs_ask_for_the_mark(text: str, urgency: Urgency) -> None:
    line = "\n\nThe crisis line is open day and night."
    other: Urgency = "mood" if urgency == "body" else "body"
    assert found(text + line) == ["urgent_unmarked"]
    assert found(text + line, other) == ["urgent_unmarked"]
    assert found(text + line, urgency) == []


def test_a_baby_s_signs_may_bear_a_mark_of_their_own_but_thoughts_of_harm_may_not() -> None:
    line = "\n\nThe crisis line is open day and night."
    assert found("Call an ambulance if your baby is floppy [@guide]." + line, "baby") == []
    assert found(MOOD + line, "baby") == ["urgent_unmarked"]


def test_a_document_with_both_kinds_may_bear_either_mark() -> None:
    text = f"{BODY} {MOOD} Ring the crisis line."
    assert found(text, "body") == found(text, "mood") == []


def test_words_of_harm_need_a_crisis_line() -> None:
    assert found(MOOD, "mood") == ["crisis_line_missing"]
    assert found(f"{MOOD} The Samaritans answer at any hour.", "mood") == []
    card = CARD.replace("a rash", "a rash: [ring](tel:116123)")
    assert found(f"{MOOD}\n\n{card}", "mood") == []
    assert found(f"{MOOD}\n\n[ring](tel:116123)", "mood") == ["crisis_line_missing"]


CONSULT = "::: consult recovery\nWe print no plan.\n:::\n"


def test_on_an_urgent_document_help_comes_before_booking() -> None:
    assert found(f"{CONSULT}\n{CARD}", "body") == ["booking_first"]
    assert found(CONSULT, "body") == ["booking_first"]
    assert found(f"{CARD}\n{CONSULT}", "body") == []
    assert found(f"{CONSULT}\n{CARD}") == []


def test_a_booking_in_an_earlier_part_counts() -> None:
    parts = (Part("summary", "markdown", CONSULT), Part("body", "markdown", CARD))
    assert codes(check(Draft(parts=parts, urgent="body")).findings) == ["booking_first"]
    assert codes(check(Draft(parts=parts[:1] + (Part("title", "line", "x"),))).findings) == []


@pytest.mark.parametrize(
    "text",
    [
        "her lips are turning blue",
        "a seizure",
        "bleeding that will not stop",
        "you soak more than one pad an hour",
        "your baby is not breathing",
        "a rash that doesn't fade",
        "blurred vision",
        "she is hard to wake",
    ],
)
def test_bodily_danger_signs_are_known(text: str) -> None:
    assert urgency_of(text)[0] == "body"


@pytest.mark.parametrize(
    "text", ["suicidal thoughts", "I want to hurt my baby", "better off without me", "she was hearing voices"]
)
def test_danger_signs_of_mood_are_known(text: str) -> None:
    assert urgency_of(text)[0] == "mood"


def test_everyday_words_are_not_urgent() -> None:
    assert urgency_of("My phone died and the baby cried.") == ("", "")


def test_a_crisis_line_and_selling_are_known_by_their_words() -> None:
    assert names_crisis_line("Ring the Lifeline.")
    assert not names_crisis_line("Ring your sister.")
    assert promotes("Shop now with 20% off") != ""
    assert promotes("We sell nothing here.") == ""
