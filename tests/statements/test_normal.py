"""Judging happens on one form of a text, whatever letters it was typed with."""

import pytest

from site_app.statements.normal import normalise, strange_letters


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ec\u200bze\u00adma", "eczema"),
        ("\u202eeczema\u202c", "eczema"),
        ("еczеma", "eczema"),  # two Cyrillic letters
        ("εczεma", "eczema"),  # two Greek ones
        ("сосоа", "cocoa"),  # all Cyrillic
        ("e c z e m a heals", "eczema heals"),
        ("e.c.z.e.m.a", "eczema"),
        ("pr0b1otic", "probiotic"),
        ("e\u0336c\u0336z\u0336e\u0336m\u0336a\u0336", "eczema"),
        ("Ⓔczema ＥＣＺＥＭＡ", "Eczema ECZEMA"),
        ("ᴇᴄᴢᴇᴍᴀ", "eczema"),
        ("\U0001f1ea\U0001f1e8\U0001f1ff\U0001f1ea\U0001f1f2\U0001f1e6", "eczema"),
        ("the ‘gut’ — “heals”", "the 'gut' - \"heals\""),
        ("a\n  b\tc", "a b c"),
        ("Zoë’s café", "Zoe's cafe"),
        ("vitamin b12 and 5mg of it", "vitamin b12 and 5mg of it"),
        ("the U.S.A. is", "the U.S.A. is"),
        ("β-carotene, 5 µg", "β-carotene, 5 μg"),
        ("the `gut` heals", "the 'gut' heals"),
        ("`` code", "`` code"),
        ("a1b2c345", "a1b2c345"),
    ],
)
def test_disguises_fold_and_ordinary_writing_stays(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_letters_that_stay_foreign_are_noticed() -> None:
    assert strange_letters(normalise("Дети спят"))
    assert strange_letters(normalise("eczema is 湿疹"))


def test_accents_symbols_and_plain_words_are_not_strange() -> None:
    assert not strange_letters("plain")
    assert not strange_letters(normalise("Ménière’s naïve façade, 5 µg of β-carotene 🙂"))
