"""What a search shows: whole ruled statements, as frozen values."""

from dataclasses import dataclass

from site_app.publication.pages import Card


@dataclass(frozen=True, slots=True)
class Passage:
    """One whole statement of an edition, after its lead-in where it has one. `notes`: the numbers of the
    notes it leans on, with the address of each on its own page; none for a sentence without a source."""

    text: str
    address: str
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers. Without `passages` its card says what it is about."""

    card: Card
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of an answer. `how`: "every" word, "some" of them, "none"; `near`: a word was taken for one
    that is nearly spelt like it. `page` and `pages` count from 1. `urgent`: "mood" or "body" when the
    question speaks of such a sign, so that help stands before every hit."""

    hits: tuple[Hit, ...]
    how: str
    near: bool
    page: int
    pages: int
    urgent: str
