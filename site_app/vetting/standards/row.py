"""The shapes of the standards' table: a row, what the software answers, what a vetter is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from site_app.vetting.standards.case import Case


class Verdict(StrEnum):
    """`OPEN`: it will be known once the vetter has ruled; `PERSON`: the review form asks it."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    OPEN = "open"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the software answers to one row. `proof`: what was looked at and what was found, in sentences;
    `statements`: the numbers of the sentences it was found in."""

    verdict: Verdict
    proof: str
    statements: tuple[int, ...] = ()


class Became(StrEnum):
    """What the software made of a row of docs/standards.md."""

    GATE = "gate"
    FIELD = "field"
    TEMPLATE = "template"
    WARNING = "warning"
    REPORT = "report"
    CHECK = "check"
    QUESTION = "question"
    LATER = "not yet"
    OUT = "out of scope"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a standard. `answer` is the software's; a row that became a question has none.

    A warning whose answer is 'no' must be answered by the vetter before approval. `rated`: the vetter answers
    1 to 5 and not yes or no. `kinds`: the kinds of document it is asked of; all when empty.
    """

    code: str
    question: str
    became: tuple[Became, ...]
    answer: Callable[[Case], Finding] | None = None
    rated: bool = False
    kinds: tuple[str, ...] = ()

    @property
    def warns(self) -> bool:
        return Became.WARNING in self.became

    @property
    def asks(self) -> bool:
        return Became.QUESTION in self.became

    def concerns(self, kind: str) -> bool:
        """Whether the row speaks of documents of this kind."""
        return not self.kinds or kind in self.kinds


def yes(proof: str, *statements: int) -> Finding:
    return Finding(Verdict.YES, proof, statements)


def no(proof: str, *statements: int) -> Finding:
    return Finding(Verdict.NO, proof, statements)


def none(proof: str) -> Finding:
    """The row does not apply here."""
    return Finding(Verdict.NONE, proof)


def waits(proof: str) -> Finding:
    """The vetter's rulings will tell."""
    return Finding(Verdict.OPEN, proof)


def told(holds: bool, proof: str, otherwise: str) -> Finding:
    """Yes with its proof, or no with the reason."""
    return yes(proof) if holds else no(otherwise)
