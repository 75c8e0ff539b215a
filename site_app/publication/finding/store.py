"""What both databases must be able to do for search, and what they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from site_app.publication.finding.synonyms import Phrase

# A group is what one asked word may be called; a text answers it with any of these phrases.
Group = tuple[Phrase, ...]

# Of how many texts a rank is worked out, whatever is asked: a word that stands in all of them costs no more.
HEADS, WHOLES = 400, 600


@dataclass(frozen=True, slots=True)
class Texts:
    """The stems of one edition, in order: of its title, its main message, and all its other statements."""

    title: Sequence[str]
    message: Sequence[str]
    rest: Sequence[str]

    @property
    def all(self) -> frozenset[str]:
        return frozenset((*self.title, *self.message, *self.rest))


class Store(Protocol):
    """One database's full text search. `live` is the number of a row of `Live`."""

    def put(self, texts: Mapping[int, Texts]) -> None:
        """Keep these; none of them may be there already."""

    def drop(self, live: int) -> frozenset[str]:
        """Forget one; which stems it had (none when it was not there)."""

    def clear(self) -> None:
        """Forget all."""

    def empty(self) -> bool: ...

    def has(self, stem: str) -> bool:
        """Whether any text has this stem."""

    def ranked(
        self, groups: Sequence[Group], *, every: bool, head: bool, most: int
    ) -> list[tuple[int, float]]:
        """Best first, with a rank that is higher for the better: texts that answer every group or any one.
        `head`: title and main message alone."""
