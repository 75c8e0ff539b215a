"""How often the engine is right, as measured when its weights were made (`weights/measured.tsv`)."""

from dataclasses import dataclass
from functools import cache

from site_app.statements.opinion import FOLDER


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement; each share from 0 to 1.

    `attention_recall`: of the statements that people called health or protocol, how many the engine
    did not call other. `other_kept`: of those that people called other, how many the engine did.
    """

    name: str
    engine: str
    statements: int
    documents: int
    attention_recall: float
    other_kept: float
    protocol_missed: float
    protocol_f1: float

    @property
    def missed_in_a_hundred(self) -> str:
        """Of a hundred statements that need attention, how many the engine called other: '2.7'."""
        return f"{100 * (1 - self.attention_recall):.1f}"

    @property
    def asked_in_a_hundred(self) -> str:
        """Of a hundred statements that need none, how many it asked about all the same."""
        return f"{100 * (1 - self.other_kept):.0f}"


@cache
def measurements() -> dict[str, Measured]:
    """By name, every measurement recorded for the weights in use."""
    lines = (FOLDER / "measured.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        name: Measured(name, engine, int(statements), int(documents), *map(float, shares))
        for name, engine, statements, documents, *shares in rows
    }


# Documents of other people from sites that took no part in making the engine.
UNSEEN = "unseen"
