"""The third account: what templates say themselves, held in a committed list that people review."""

import re
from pathlib import Path

from site_app.reader.languages import site_language
from site_app.statements.check import check
from site_app.statements.report import Draft, Part

LIST = Path(__file__).resolve().parents[1] / "site_text.txt"
# Stands for a text of another account.
HOLE = "{}"
# Between a text that the engine would hold back and the reason, from the closed list, why it may stand.
CLEARED = " ## "
_HOLES = re.compile(r"\{\}(?:[\s,;·()]*\{\})*\)?")
_LETTER = re.compile(r"[^\W\d_]")


def normal(text: str) -> str:
    """A site text as the list holds it: single spaces, and one hole where several stand in a row."""
    return _HOLES.sub(HOLE, " ".join(text.split()))


def says_something(text: str) -> bool:
    """Whether there are words in it; signs and holes alone are no text."""
    return bool(_LETTER.search(text.replace(HOLE, "")))


def labels_of(text: str) -> set[str]:
    """What the engine makes of a site text: a sentence as one of a text, anything shorter as a name."""
    words = text.replace(HOLE, "Wren")
    sentence = words.rstrip().endswith((".", "!", "?", ":"))
    part = Part("body", "markdown", words) if sentence else Part("title", "line", words)
    return {statement.label for statement in check(Draft((part,))).statements}


def committed() -> frozenset[str]:
    """The texts in the list, and in that of the site's language: `site_text.cy.txt` beside it for Welsh."""
    own = LIST.with_name(f"site_text.{site_language()}.txt")
    return frozenset(reviewed()) | frozenset(reviewed(own) if own.exists() else ())


def reviewed(file: Path = LIST) -> dict[str, str]:
    """Every text in the list with the reason for which a person cleared it, or ''.

    A line that begins with '#' is for those who read the list.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(CLEARED) for line in lines if line.strip() and not line.startswith("#"))
    return {text.strip(): reason.strip() for text, _, reason in pairs}
