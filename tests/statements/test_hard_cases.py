"""Sentences that are hard to tell apart, written for this house.

Of text that nobody looked at, expect seven of ten such hard cases to be cut as an editor would: 30 of the 41
first written for unseen.txt were, before the rules were mended on them. What is still cut wrongly stands in not_yet.txt.
"""

from pathlib import Path

import pytest

from site_app.statements.pieces import ANCHOR
from site_app.statements.split import sentence_spans

FOLDER = Path(__file__).parent / "hard_cases"


def cases(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def plain(marked: str) -> str:
    return marked.replace("|", "")


def cut(text: str) -> list[str]:
    held = text.replace("[@k]", ANCHOR)
    return [held[start:end].replace(ANCHOR, "[@k]") for start, end in sentence_spans(held)]


def wanted(marked: str) -> list[str]:
    return [sentence.strip() for sentence in marked.split("|")]


@pytest.mark.parametrize("marked", cases("first.txt") + cases("unseen.txt"))
def test_a_hard_text_is_cut_as_an_editor_would_cut_it(marked: str) -> None:
    assert cut(plain(marked)) == wanted(marked)


@pytest.mark.parametrize("marked", cases("not_yet.txt"))
def test_what_is_known_to_be_cut_wrongly_still_is(marked: str) -> None:
    assert cut(plain(marked)) != wanted(marked)


def test_there_are_at_least_ninety_of_them_and_none_twice() -> None:
    every = [plain(marked) for name in ("first.txt", "unseen.txt", "not_yet.txt") for marked in cases(name)]
    assert len(every) == len(set(every)) >= 90


@pytest.mark.parametrize(
    "marked",
    [
        "milk is fine.| honey is not.| wait a year.",
        "Milk is fine.| it needs no sugar.",
        "Milk is fine.[@k]| they need no sugar.",
        "we met dr. amin and bought approx. ten pears.",
        "Milk is fine. and so on.",
    ],
)
def test_a_claim_without_its_capital_does_not_hide_behind_the_one_before(marked: str) -> None:
    assert cut(plain(marked)) == wanted(marked)
