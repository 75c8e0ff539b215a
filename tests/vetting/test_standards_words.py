"""How a sentence reads: each hint with a sentence it must find and one it must leave alone."""

import pytest

from site_app.vetting.standards import words

LONG = " ".join(["word"] * 26)


@pytest.mark.parametrize(
    ("hint", "found", "left"),
    [
        (words.is_long, LONG, LONG.removeprefix("word ")),
        (words.passive, "The cord is cut by a midwife; it was taken away.", "A midwife cuts the cord."),
        (words.passive, "Babies are often weighed.", "You are tired and worried."),
        (words.hard_numbers, "About 3.5 of them.", "About 3 of them."),
        (words.hard_numbers, "Between 5 ml and more.", "Between 5 and more."),
        (words.hard_numbers, "At 1, 2, 3 and 4 weeks.", "At 1, 2 and 3 weeks."),
        (words.hard_numbers, "At 1, 2 or 9-10, call 1-555-555-0100.", "Please call 1-555-555-0100."),
        (words.probability, "It happens to 1 in 5 mothers.", "One mother in the ward."),
        (words.probability, "In 20 per cent of births.", "In 20 births."),
        (words.glossed, "It is rare: 1 in 5,000.", "It is 1 in 5,000."),
        (words.praises, "A miracle for tired parents.", "A help for tired parents."),
    ],
)
def test_each_hint_finds_its_sentence_and_leaves_the_other(hint, found, left):
    assert hint(found)
    assert not hint(left)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["PPH is heavy bleeding.", "Ask about PPH."], {"PPH": 1}),
        (["Postpartum haemorrhage (PPH) is heavy bleeding.", "Ask about PPH."], {}),
        (["PPH (heavy bleeding after birth) needs help."], {}),
        (["The NHS answers."], {}),
        (["CALL 999 NOW"], {}),
    ],
)
def test_an_abbreviation_is_explained_or_named(texts, found):
    assert words.acronyms(enumerate(texts, 1)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- a\n" * 8, [8]),
        ("- a\n" * 7, []),
        ("1. a\n" * 9, [9]),
        ("- a\n" * 4 + "  - b\n" + "- a\n" * 4, []),
        ("- a\n\n" * 8 + "Text.\n\n- b\n", [8]),
        ("- a\n" * 4 + "Text\n\n" + "- a\n" * 4, []),
    ],
)
def test_a_list_is_long_beyond_seven_points_unless_it_holds_a_list(text, found):
    assert words.long_lists(text) == found


def test_a_stretch_is_long_between_headings():
    many = "word " * 150
    assert words.long_stretches(f"{many}\n\n{many}") == [300]
    assert words.long_stretches(f"{many}\n\n## Why?\n\n{many}") == []


def test_a_heading_may_not_skip_a_level_down_and_may_go_up():
    assert list(words.heading_leaps("## a\n\n#### b\n\n## c\n")) == [(2, 4)]
    assert list(words.heading_leaps("## a\n\n### b\n\n## c\n")) == []


def test_a_link_says_where_it_leads():
    assert words.vague_links("Look [here](/a/) or at [the crisis line](/help/).") == ["[here]("]


def test_chances_are_told_out_of_one_number():
    assert words.denominators("1 in 5 mothers, or 3 out of 1,000, or 2 %.") == {"5", "1000", "%"}


def test_the_grade_of_hard_words_is_higher_than_of_easy_ones():
    hard = ["Epidemiological considerations notwithstanding, gastrointestinal manifestations predominate."]
    assert words.grade(["The cat sat on the mat."]) < 3 < 12 < words.grade(hard)
    assert words.grade([]) == words.grade(["…"]) == 0
