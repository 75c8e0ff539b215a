"""What waits for the vetters: flagged sentences, those that may do harm first, then the oldest."""

from dataclasses import dataclass, field
from datetime import datetime

from site_app.feedback import editions
from site_app.feedback.editions import facts_of
from site_app.feedback.models import Flag, FlagBecause
from site_app.feedback.pages import EditionFacts
from site_app.publication import trust
from site_app.publication.trust import Sealed

# As many sentences as one page of the desk shows; answering makes room for the next.
PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Said:
    """One flag: what the reader chose, and the reader's own words ('' for none)."""

    flag_id: int
    because: str
    words: str
    at: datetime


@dataclass
class FlaggedSentence:
    """A sentence of one edition with every flag that waits on it. `text`: '' where its bytes are not whole.

    `edition`: None when its text was removed for a legal reason or does not match its seal.
    """

    n: int
    revision_id: int
    document_id: int
    urgent: bool
    flags: list[Said] = field(default_factory=list)
    text: str = ""
    edition: EditionFacts | None = None
    withdrawn: bool = False

    @property
    def leading(self) -> int:
        """The number of the flag to answer; the others go with it."""
        return self.flags[0].flag_id


def flagged_sentences() -> list[FlaggedSentence]:
    """At most a page of them. Four queries, however many wait."""
    found: dict[tuple[int, int], FlaggedSentence] = {}
    rows = {}
    for flag in Flag.objects.filter(answer=None).select_related("edition"):
        place = (flag.edition_id, flag.statement)
        rows[flag.edition_id] = flag.edition
        sentence = found.setdefault(
            place,
            FlaggedSentence(flag.statement, flag.edition.revision_id, flag.edition.document_id, urgent=False),
        )
        sentence.urgent = sentence.urgent or flag.because == FlagBecause.HARM
        sentence.flags.append(Said(flag.pk, flag.get_because_display(), flag.words, flag.at))
    shown = sorted(found.items(), key=lambda pair: (not pair[1].urgent, pair[1].flags[0].at))[:PAGE_LENGTH]
    wanted = {edition for (edition, _), _ in shown}
    standing = editions.standings(rows[edition] for edition in wanted)
    shelf = trust.fetch(wanted)
    for (edition, n), sentence in shown:
        sealed = shelf.open_or_none(edition)
        if sealed is not None and sealed.text and edition in standing:
            sentence.edition = facts_of(standing[edition], sealed)
            sentence.withdrawn = standing[edition].withdrawn
            sentence.text = _text(sealed, n)
    return [sentence for _, sentence in shown]


def how_many() -> int:
    """How many sentences wait. One query."""
    return Flag.objects.filter(answer=None).order_by().values("edition", "statement").distinct().count()


def _text(sealed: Sealed, n: int) -> str:
    return next((str(row["text"]) for row in sealed.statements if row["n"] == n), "")
