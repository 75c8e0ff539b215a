"""A revision's ledger as the vetting page prints it: in the order of the text, one line a statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from site_app.desk.templatetags.desk_words import part_words
from site_app.documents.models import Revision, Statement
from site_app.documents.remarks import Proposal, Remark, remarks_on
from site_app.sources.models import Source
from site_app.vetting.blocker import Blocker
from site_app.vetting.ledger import Ledger, Row
from site_app.vetting.models import (
    CitationRuling,
    ClearedBecause,
    Decision,
    Degree,
    OverruledBecause,
    Population,
    Quotation,
)
from site_app.vetting.objections import UNREADABLE
from site_app.vetting.threads import Thread

DEGREES = tuple(Degree.choices)
POPULATIONS = tuple(Population.choices)
CLEARED_BECAUSE = tuple(ClearedBecause.choices)
OVERRULED_BECAUSE = tuple(OverruledBecause.choices)
# So many forms come with the page; the script fetches each further one when its row is reached.
FORMS_AT_ONCE = 20
# Whom a source studied is remembered from so many of the newest rulings.
_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Refused:
    """A ruling that could not stand: on which statement, why, and what was typed (form names, no prefix)."""

    statement_id: int
    why: str
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Citing:
    """One citation of a statement, with the source as it is now and what stands in its three fields.

    `proposes`: what the writer holds of it, in words; it is preselected, and only the ruling decides.
    `population` is the one typed, proposed by the writer, or ruled for this source the last time.
    """

    place: int
    key: str
    said: str
    inherited: bool
    source: Source | None
    quotation: Quotation | None
    proposes: str
    degree: str
    locator: str
    population: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One statement. `opens`: its form is shown; `decisions`: what may be ruled, value and words; `mine`: the
    person looking may rule on it."""

    row: Row
    citings: tuple[Citing, ...]
    mine: bool
    opens: bool
    decisions: tuple[tuple[str, str], ...]
    blockers: tuple[Blocker, ...]
    degrees: tuple[CitationRuling, ...]
    reads_language: bool
    remark: Remark | None = None
    refused: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def takes_reason(self) -> bool:
        """Whether one of the rulings that can stand here needs a reason from a closed list."""
        return self.is_protocol or any(value == Decision.CLEARED for value, _ in self.decisions)

    @property
    def is_protocol(self) -> bool:
        return self.row.label == "protocol"

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        return tuple(thread for thread in self.row.threads if thread.is_open)

    @property
    def closed_threads(self) -> int:
        return len(self.row.threads) - len(self.open_threads)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring statements that wait, or that are folded away: settled, or to be so by a claim."""

    folded: bool
    lines: tuple[LedgerLine, ...]

    @property
    def settled(self) -> bool:
        return all(line.row.settled for line in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one part of the document."""

    caption: str
    runs: tuple[Run, ...]

    @property
    def folded(self) -> bool:
        """Whether nothing in it waits."""
        return all(run.folded for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known of the sources that some statements cite: by key, by place, and by whom they studied."""

    sources: Mapping[str, Source]
    quotations: Mapping[tuple[str, str], Quotation]
    populations: Mapping[str, str]
    remarks: Mapping[int, Remark]


def grounds_of(revision: Revision, statements: Iterable[Statement]) -> Grounds:
    """Three queries, whatever the number of statements."""
    found = list(statements)
    keys = {citation["key"] for statement in found for citation in statement.citations}
    remarks = remarks_on(revision, found)
    if not keys:
        return Grounds({}, {}, {}, remarks)
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)}
    quotations = Quotation.objects.filter(source__in=sources.values()).select_related("by").order_by("pk")
    by_id = {source.pk: key for key, source in sources.items()}
    ruled = (
        CitationRuling.objects.filter(source__in=sources.values())
        .order_by("-pk")
        .values_list("source_id", "population")[:_REMEMBERED]
    )
    return Grounds(
        sources=sources,
        quotations={(by_id[row.source_id], row.locator): row for row in quotations},
        populations={by_id[source]: population for source, population in reversed(list(ruled))},
        remarks=remarks,
    )


def sections(
    book: Ledger, *, mine: bool, again: int | None = None, refused: Refused | None = None
) -> list[Section]:
    """The ledger by part. `mine`: forms stand at what waits, at number `again`, and at what was refused."""
    grounds = grounds_of(book.revision, (row.statement for row in book.rows))
    left = FORMS_AT_ONCE
    lines: list[LedgerLine] = []
    for row in book.rows:
        line = line_of(row, grounds, mine=mine, again=again, refused=refused, waits_open=left > 0)
        left -= line.opens
        lines.append(line)
    return [
        Section(
            _caption(part),
            tuple(Run(folded, tuple(run)) for folded, run in groupby(own, key=_folds)),
        )
        for part, own in groupby(lines, key=lambda line: line.row.statement.part)
    ]


def _folds(line: LedgerLine) -> bool:
    row = line.row
    waits_for_a_claim = row.carries and not line.open_threads
    return (row.settled or waits_for_a_claim) and not line.opens


def unanswered(blockers: Iterable[Blocker]) -> tuple[list[Blocker], int]:
    """What stands in the way without the statements that only wait for a ruling, and how many those are."""
    rest = [blocker for blocker in blockers if blocker.code != "unruled"]
    return rest, sum(blocker.code == "unruled" for blocker in blockers)


def line_of(
    row: Row,
    grounds: Grounds,
    *,
    mine: bool,
    again: int | None = None,
    refused: Refused | None = None,
    waits_open: bool = True,
) -> LedgerLine:
    """One row as it is printed. `waits_open`: its form is shown if it waits for a ruling."""
    statement = row.statement
    is_refused = refused is not None and refused.statement_id == statement.pk
    typed = refused.typed if refused is not None and is_refused else {}
    blockers = [blocker for blocker in unanswered(row.blockers)[0] if blocker.code != "open_comment"]
    remark = grounds.remarks.get(statement.n)
    waits = waits_open and row.needs_ruling and row.proposed is None
    return LedgerLine(
        row=row,
        citings=tuple(
            _citing(place, citation, grounds, typed, remark)
            for place, citation in enumerate(statement.citations)
        ),
        mine=mine,
        opens=mine and (waits or again == statement.n or is_refused),
        decisions=tuple(_decisions(row)),
        blockers=tuple(blockers),
        degrees=tuple(row.ruling.citations.all()) if row.ruling is not None else (),
        reads_language=any(blocker.code == UNREADABLE for blocker in row.blockers),
        remark=remark,
        refused=refused.why if refused is not None and is_refused else "",
        typed=typed,
    )


def _citing(
    place: int,
    citation: Mapping[str, str],
    grounds: Grounds,
    typed: Mapping[str, str],
    remark: Remark | None,
) -> Citing:
    key, said = citation["key"], citation["locator"]
    proposed = next(
        (row for row in (remark.proposals if remark else ()) if (row.key, row.locator) == (key, said)),
        Proposal(key, said, "", ""),
    )
    return Citing(
        place=place,
        key=key,
        said=said,
        inherited=bool(citation["inherited"]),
        source=grounds.sources.get(key),
        quotation=grounds.quotations.get((key, said)),
        proposes=_words_of(proposed),
        degree=typed.get(f"degree-{place}", proposed.degree),
        locator=typed.get(f"locator-{place}", said),
        population=typed.get(f"population-{place}", proposed.population or grounds.populations.get(key, "")),
    )


def _words_of(proposed: Proposal) -> str:
    degree, population = dict(DEGREES).get(proposed.degree), dict(POPULATIONS).get(proposed.population)
    return "; ".join(filter(None, [degree and str(degree), population and f"it studied {population}"]))


def _decisions(row: Row) -> Iterable[tuple[str, str]]:
    """The rulings that can stand at all on such a statement; the verb has the last word."""
    statement = row.statement
    own = any(not citation["inherited"] for citation in statement.citations)
    if statement.citations:
        yield Decision.SUPPORTED.value, str(Decision.SUPPORTED.label)
    if row.label == "other" and not own:
        yield Decision.READ.value, str(Decision.READ.label)
    if row.label != "other" and not own:
        yield Decision.CLEARED.value, str(Decision.CLEARED.label)
    yield Decision.RETURNED.value, str(Decision.RETURNED.label)


def _caption(part: str) -> str:
    words = part_words(part)
    return words[:1].upper() + words[1:]
