"""What both databases must be able to do for search, and what they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from site_app.publication.finding.synonyms import Phrase

# A group is what one asked word may be called; a text answers it with any of these phrases.
Group = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The stems of one edition, with a space before, between and after them: of its title, its main message,
    and all its other statements."""

    title: str
    message: str
    rest: str


@dataclass(frozen=True, slots=True)
class Ask:
    """For at most `most` texts that answer every group; `head`: in title and main message."""

    groups: Sequence[Group]
    head: bool
    most: int


class Store(Protocol):
    """One database's full text search. `live` is the number of a row of `Live`.

    It says which texts answer and what they hold; which of them answers best is `ranking`'s to say, so both
    databases find the same in the same order.
    """

    def put(self, texts: Mapping[int, Texts]) -> None:
        """Keep these; none of them may be there already."""

    def drop(self, live: int) -> frozenset[str]:
        """Forget one; which stems it had (none when it was not there)."""

    def clear(self) -> None:
        """Forget all."""

    def empty(self) -> bool: ...

    def has(self, stem: str) -> bool:
        """Whether any text has this stem."""

    def counted(self, groups: Sequence[Group], most: int) -> tuple[int, list[int]]:
        """How many texts there are, and how many answer each of the groups; `most` where there are more."""

    def answering(self, asks: Sequence[Ask]) -> dict[int, Texts]:
        """The texts that answer at least one of the asks. One query; the work ends with `most` of each."""
