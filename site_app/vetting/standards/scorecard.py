"""The scorecard of one revision: every row of the standards, answered with its proof."""

from dataclasses import dataclass
from itertools import chain

from site_app.documents.models import Revision
from site_app.vetting.dossier import Dossier
from site_app.vetting.standards.case import Case, case_of
from site_app.vetting.standards.row import Became, Finding, Row, Verdict, none
from site_app.vetting.standards.table import STANDARDS

_BUILT_IN = Finding(Verdict.YES, "Tests hold this for every page of the site, whatever its text.")
_ASKED = Finding(Verdict.PERSON, "Only a person can tell: the review form asks the vetter.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its answer. `found.proof` says what was looked at."""

    row: Row
    found: Finding

    @property
    def to_answer(self) -> bool:
        """Whether the vetter must say something to it before approval."""
        return (
            self.row.asks
            and self.found.verdict == Verdict.PERSON
            or (self.row.warns and self.found.verdict == Verdict.NO)
        )


@dataclass(frozen=True, slots=True)
class Scorecard:
    """By standard, in the order of the table."""

    revision: Revision
    standards: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(chain.from_iterable(lines for _, lines in self.standards))

    @property
    def verdicts(self) -> dict[str, str]:
        """By code, for the record."""
        return {line.row.code: str(line.found.verdict) for line in self.lines}


def scorecard(revision: Revision, dossier: Dossier | None = None) -> Scorecard:
    """The scorecard as it stands now; a fixed number of queries whatever the length of the text."""
    case = case_of(revision, dossier)
    return Scorecard(
        revision=revision,
        standards=tuple(
            (name, tuple(Line(row, _found(row, case)) for row in rows)) for name, rows in STANDARDS.items()
        ),
    )


def _found(row: Row, case: Case) -> Finding:
    kind = case.revision.document.kind
    if not row.concerns(kind):
        return none(f"Not asked of a document of the kind '{kind}'.")
    if row.answer is not None:
        return row.answer(case)
    if row.asks:
        return _ASKED
    if Became.LATER in row.became:
        return none("Not built yet.")
    if Became.OUT in row.became:
        return none("Out of scope by design.")
    return _BUILT_IN
