"""What the live editions lean on and how they stand, as the page `docs/library.md`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from site_app.documents.models import Kind as DocumentKind
from site_app.publication.models import Live
from site_app.publication.reading.lists import every_live
from site_app.publication.trust import Sealed
from site_app.sources.models import Kind
from site_app.vetting.models import ClearedBecause, Decision
from site_app.vetting.standards import Line, scorecard
from site_app.vetting.standards.row import Verdict

# The order in which a visitor would look.
_ORDER = ("article", "collection", "consult", "topic", "page", "person")
_OPENING = """# The library in numbers

What `manage.py library_table` prints of a site that holds the demonstration, as of {day}; a test holds this
page to the texts.

- *cited*: a vetter ruled that its sources support the statement;
- *cleared*: a vetter ruled, with a reason that readers see, that it says nothing about health;
- *read*: neither engine nor vetter holds it to speak of health;
- *oldest*: the year of the oldest source cited;
- *rows of the standards*: of those that the software can answer for this document, how many are met today,
  and which are not. `docs/standards.md` tells what each asks.
"""
_HEAD = (
    "| document | statements | cited | cleared | read | sources | oldest | rows of the standards |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Entry:
    """One live document. `cleared` counts by reason, `kinds` counts the sources cited by kind, `undated`
    those without a year; `lines`: the scorecard as it stands today, without what only a person can tell."""

    kind: str
    slug: str
    statements: int
    cited: int
    cleared: Counter[str]
    read: int
    kinds: Counter[str]
    oldest: str
    undated: int
    lines: Sequence[Line]

    @property
    def unmet(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.found.verdict == Verdict.NO)


def inventory() -> tuple[Entry, ...]:
    """Every live document that readers have, articles first. A few queries a document."""
    rows = sorted(every_live(), key=lambda row: (_ORDER.index(row[0].kind), row[0].slug))
    return tuple(_entry(live, sealed) for live, sealed in rows)


def page(entries: Sequence[Entry]) -> str:
    """The whole page in Markdown, as of today."""
    return "\n".join(
        (
            _OPENING.format(day=f"{timezone.localdate():%-d %B %Y}"),
            _HEAD + "\n".join(map(_row, entries)) + "\n",
            _totals(entries),
            _unmet(entries),
        )
    )


def _entry(live: Live, sealed: Sealed) -> Entry:
    decisions = Counter(row["decision"] for row in sealed.statements)
    cited = [row for row in sealed.sources if row["number"]]
    years = sorted(row["year"] for row in cited if row["year"])
    answered = (Verdict.YES, Verdict.NO)
    return Entry(
        kind=live.kind,
        slug=live.slug,
        statements=len(sealed.statements),
        cited=decisions[Decision.SUPPORTED],
        cleared=Counter(row["reason"] for row in sealed.statements if row["decision"] == Decision.CLEARED),
        read=decisions[Decision.READ],
        kinds=Counter(row["kind"] for row in cited),
        oldest=years[0] if years else "",
        undated=len(cited) - len(years),
        lines=[line for line in scorecard(live.edition.revision).lines if line.found.verdict in answered],
    )


def _row(entry: Entry) -> str:
    unmet = "; ".join(line.row.code for line in entry.unmet)
    met = f"{len(entry.lines) - len(entry.unmet)} of {len(entry.lines)}"
    undated = f"{entry.undated} without a date" if entry.undated else ""
    return _cells(
        f"{DocumentKind(entry.kind).label}: {entry.slug}",
        entry.statements,
        entry.cited,
        _counted(entry.cleared, {one.value: str(one.label) for one in ClearedBecause}) or 0,
        entry.read,
        _counted(entry.kinds, {one.value: str(one.label) for one in Kind}) or "none",
        "; ".join(filter(None, (entry.oldest, undated))) or "none",
        f"{met}; not {unmet}" if unmet else met,
    )


def _totals(entries: Sequence[Entry]) -> str:
    everything = sum(entry.statements for entry in entries)
    cleared = sum((entry.cleared for entry in entries), Counter[str]())
    lines = [
        "## All of it\n",
        f"{len(entries)} documents with {everything} statements;"
        f" cited: {_share(sum(entry.cited for entry in entries), everything)},"
        f" cleared: {_share(cleared.total(), everything)},"
        f" read: {_share(sum(entry.read for entry in entries), everything)}.\n",
        "| cleared, because the sentence | statements | share of all |\n|---|---|---|",
        *(
            _cells(one.label, cleared[one.value], _per_cent(cleared[one.value], everything))
            for one in ClearedBecause
        ),
    ]
    return "\n".join(lines) + "\n"


def _unmet(entries: Sequence[Entry]) -> str:
    count = Counter(line.row.code for entry in entries for line in entry.unmet)
    rows = {line.row.code: line.row for entry in entries for line in entry.lines}
    lines = [
        "## Rows that some document does not meet\n",
        "No gate is among them: a gate blocks publishing. A warning wants an answer of the vetter, which is",
        "sealed with the edition; a report holds nobody up.\n",
        "| row | question | it is a | documents |\n|---|---|---|---|",
        *(
            _cells(code, row.question, ", ".join(row.became), f"{count[code]} of {len(entries)}")
            for code, row in rows.items()
            if count[code]
        ),
    ]
    return "\n".join(lines)


def _cells(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _counted(counts: Counter[str], labels: dict[str, str]) -> str:
    return ", ".join(_listed(counts, labels))


def _listed(counts: Counter[str], labels: dict[str, str]) -> Iterable[str]:
    return (f"{counts[value]} {label}" for value, label in labels.items() if counts[value])


def _share(part: int, whole: int) -> str:
    return f"{part} ({_per_cent(part, whole)})"


def _per_cent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "0 %"
