"""What the doors receive from this room: frozen values, no query behind any attribute."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition, from its sealed bytes. `home`: where the document is read now; `address`: this edition.

    `readable`: neither withdrawn nor its text removed for a legal reason; `has_evidence`: nor its evidence.
    """

    code: str
    identifier: str
    kind: str
    title: str
    number: int
    seal: str
    address: str
    home: str
    published_on: date
    is_current: bool
    readable: bool
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A ruled statement, whole. `edition`: the identifier it is an echo of; `address`: where it is read."""

    n: int
    text: str
    edition: str
    address: str


@dataclass(frozen=True, slots=True)
class FlagPage:
    """An edition with its sentences, or with the one to be flagged."""

    edition: EditionFacts
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one statement. `sort`: changed, added, removed, sources (other ones)."""

    sort: str
    before: Sentence | None = None
    after: Sentence | None = None


@dataclass(frozen=True, slots=True)
class CopyPage:
    """Whether a copy is still good. `state`: current, replaced or withdrawn.

    `now`: the edition that stands, for a replaced one; `changes`: None when an old text was removed for a
    legal reason and cannot be compared. A withdrawn one shows its title and nothing else of its text.
    """

    edition: EditionFacts
    state: str
    now: EditionFacts | None = None
    changes: tuple[Change, ...] | None = ()
    withdrawn_on: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A public answer. `sentence`: None where its words are not shown any more."""

    number: int
    outcome: str
    outcome_words: str
    reason_words: str
    flags: int
    answered_at: datetime
    edition: EditionFacts | None
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """One page of the list; `page` and `pages` count from 1. `waiting`: sentences without an answer yet."""

    corrections: tuple[Correction, ...]
    page: int
    pages: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counted now. `median_days`: between a flag and its answer; '' before the first."""

    flags: int
    waiting: int
    kept: int
    changed: int
    withdrawn: int
    median_days: str
    helpful: int
    votes: int


@dataclass(frozen=True, slots=True)
class SealPage:
    """One edition's seal, recomputed a moment ago."""

    edition: EditionFacts | None
    seal: str
    previous: str
    key_id: str
    place: int
    bytes_hold: bool
    signature_holds: bool
    withdrawn: bool
