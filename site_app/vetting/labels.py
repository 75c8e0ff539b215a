"""How much a statement weighs: the engine's label, and whatever a person raised it to."""

import re
from collections.abc import Iterable

from site_app.statements.normal import normalise
from site_app.vetting.models import Decision, RaisedLabel

RANK = {"other": 0, "health": 1, "protocol": 2}


def heaviest(labels: Iterable[str]) -> str:
    """The strictest of some labels; "other" for none."""
    return max(labels, key=RANK.__getitem__, default="other")


def answered_for(decision: str, label: str) -> int:
    """Up to which rank a ruling answers for a statement that counted as `label` when it was ruled on.

    What its sources were found to support has all that a health statement needs, whatever it counted as.
    """
    return max(RANK[label], RANK["health"]) if decision == Decision.SUPPORTED else RANK[label]


def weight(engine_label: str, raised: Iterable[RaisedLabel]) -> str:
    """The label that counts: the strictest of the engine's and the raised ones."""
    return heaviest([engine_label, *(row.label for row in raised)])


def words_of(text: str) -> str:
    """The bare words of a text, as a reader takes them in.

    A raised label follows them through every revision of a document: no comma, capital or new citation
    shakes it off, nor a letter that looks like another one or like nothing at all.
    """
    return " ".join(re.findall(r"\w+", normalise(text).casefold()))
