"""A revision as vetters see it: each statement with its ruling, what is proposed, what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from site_app.documents.models import Revision, Statement
from site_app.vetting import policy
from site_app.vetting.blocker import Blocker
from site_app.vetting.carrying import carriable, proposals
from site_app.vetting.dossier import Dossier, dossier_of, newest_review
from site_app.vetting.models import RaisedLabel, Review, Ruling
from site_app.vetting.objections import blockers_of
from site_app.vetting.threads import Thread
from site_app.vetting.verdicts import may_read_in_bulk

# What stands in the way of a ruled statement until a vetter rules on it once more.
RULE_ANEW = frozenset(
    "label_risen health_read citations_unruled citations_changed source_changed not_covered background_only"
    " four_eyes".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One statement. `label`: what it counts as; `raised`: by whom it was raised; `proposed`: an earlier
    ruling on the same words that one key confirms; `may_bulk_read`: nothing in it asks for a ruling of its
    own; `threads`: what was said about it; `carries`: while nobody has claimed the text, that claiming it for
    a review of changes would carry a ruling over to it, unless the vetter who gave it is barred."""

    statement: Statement
    label: str
    ruling: Ruling | None
    proposed: Ruling | None
    blockers: tuple[Blocker, ...]
    raised: tuple[RaisedLabel, ...]
    may_bulk_read: bool
    threads: tuple[Thread, ...] = ()
    carries: bool = False

    @property
    def needs_ruling(self) -> bool:
        """Whether a vetter still has to rule on it, for the first time or anew."""
        return self.ruling is None or any(blocker.code in RULE_ANEW for blocker in self.blockers)

    @property
    def settled(self) -> bool:
        """Whether a vetter has nothing left to do about it, be it that the writer has."""
        return (
            self.ruling is not None
            and all(blocker.code == "returned" for blocker in self.blockers)
            and not any(thread.is_open for thread in self.threads)
        )


@dataclass(frozen=True, slots=True)
class Ledger:
    """`rows` in the order of the text; `blockers` are all of them, those of the whole first; `lost`: what was
    said and not resolved about sentences that are not in the text any more."""

    revision: Revision
    rows: tuple[Row, ...]
    blockers: tuple[Blocker, ...]
    lost: tuple[Thread, ...] = ()

    @property
    def of_the_whole(self) -> tuple[Blocker, ...]:
        """What stands in the way and belongs to no single statement."""
        return tuple(blocker for blocker in self.blockers if blocker.statement_n is None)


def ledger_of(revision: Revision) -> Ledger:
    """The ledger of a revision, with the same number of queries whatever its length."""
    dossier = dossier_of(revision)
    return ledger_of_dossier(dossier, policy.blockers(dossier))


def ledger_of_dossier(dossier: Dossier, blockers: tuple[Blocker, ...]) -> Ledger:
    """As `ledger_of`, for a dossier in hand and what was found to stand in its way."""
    return Ledger(
        revision=dossier.revision,
        rows=_rows(dossier, blockers),
        blockers=blockers,
        lost=dossier.threads.get(None, ()),
    )


def row_of(statement: Statement) -> Row:
    """One row alone, as the ledger would show it; what concerns the whole is not asked."""
    dossier = dossier_of(statement.revision, statement)
    return _rows(dossier, tuple(blockers_of(dossier, statement)))[0]


def unruled(revision: Revision) -> QuerySet[Statement]:
    """The statements on which no ruling stands that counts now, in the order of the text."""
    rulings = Ruling.objects.standing().filter(statement=OuterRef("pk"))
    newest = newest_review(revision)
    if newest is not None and newest.kind == Review.Kind.PERIODIC:
        rulings = rulings.filter(review__kind=Review.Kind.PERIODIC)
    return Statement.objects.filter(~Exists(rulings), revision=revision).order_by("n")


def waiting(revision: Revision) -> list[int]:
    """The numbers of the sentences to go to next: those without a ruling, and when none is left, those whose
    ruling does not count any more. The latter need the whole dossier, so they are asked for only then."""
    without = list(unruled(revision).values_list("n", flat=True))
    return without or [row.statement.n for row in ledger_of(revision).rows if row.needs_ruling]


def _rows(dossier: Dossier, blockers: Iterable[Blocker]) -> tuple[Row, ...]:
    by_statement: dict[int | None, list[Blocker]] = {}
    for blocker in blockers:
        by_statement.setdefault(blocker.statement_n, []).append(blocker)
    proposed = proposals(dossier)
    is_claimed = dossier.review is not None and dossier.review.is_open
    carried = {} if is_claimed or not proposed else carriable(dossier)
    return tuple(
        Row(
            statement=statement,
            label=dossier.label(statement),
            ruling=dossier.rulings.get(statement.pk),
            proposed=proposed.get(statement.pk),
            blockers=tuple(by_statement.get(statement.n, ())),
            raised=dossier.raised.get(statement.pk, ()),
            may_bulk_read=statement.pk not in dossier.rulings
            and may_read_in_bulk(statement, dossier.label(statement)),
            threads=dossier.threads.get(statement.pk, ()),
            carries=statement.pk in carried and statement.pk not in dossier.rulings,
        )
        for statement in dossier.statements
    )
