"""The urgent list: words of danger signs, which make a document urgent whether or not it is marked so."""

from site_app.statements.lexicon import read
from site_app.statements.phrases import pattern
from site_app.statements.report import Urgency


def urgency_of(text: str) -> tuple[Urgency, str]:
    """Which urgent list a sentence touches ("body", "mood" or "") and the words that touch it."""
    lower = read(text).lower
    for urgency in ("mood", "body"):
        found = pattern(f"urgent_{urgency}").search(lower)
        if found:
            return ("mood" if urgency == "mood" else "body"), found[0]
    return "", ""


def names_crisis_line(text: str) -> bool:
    """Whether a sentence names a crisis line (standards row Z2)."""
    return pattern("crisis_lines").search(read(text).lower) is not None


def promotes(text: str) -> str:
    """The words by which a sentence sells, or ""."""
    found = pattern("promotion").search(read(text).lower)
    return found[0] if found else ""
