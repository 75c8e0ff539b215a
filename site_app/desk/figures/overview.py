"""The owner's page, put together: what does not hold first, then what is due, then how it goes."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from site_app.accounts import journal
from site_app.desk.figures import counts
from site_app.desk.figures.drawing import Chart, line, stacked
from site_app.desk.soundness import Fault, faults
from site_app.feedback import reading as feedback
from site_app.publication import due
from site_app.publication.models import Live, Reminder
from site_app.vetting.alarms import Alarm, alarms


@dataclass(frozen=True, slots=True)
class Due:
    """One live document whose review is late."""

    document_id: int
    title: str
    late_days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`faults`: tampering and missing guards; `late`: the latest first; `reminded`: the last mails sent."""

    faults: tuple[Fault, ...]
    late: tuple[Due, ...]
    alarms: tuple[Alarm, ...]
    charts: tuple[Chart, ...]
    reminded: tuple[tuple[date, str], ...]


# So many reminders are shown; the register has all.
_REMINDED = 10


def overview() -> Overview:
    """Everything for the owner's page, counted now."""
    today = timezone.localdate()
    shown = list(Live.objects.shown().values_list("edition__revision", flat=True))
    ringing = alarms(shown)
    return Overview(
        faults=(*faults(), *(Fault(line) for line in journal.broken())),
        late=_late(),
        alarms=tuple(ringing),
        charts=(
            _reviews(counts.reviews_due(today)),
            _alarms(counts.by_kind(ringing)),
            _rulings(counts.rulings(today)),
            _days(counts.days_to_publish(today)),
            _flags(counts.flags(today)),
        ),
        reminded=tuple(
            (row.sent_on, due.words_of(row.matter))
            for row in Reminder.objects.order_by("-sent_on", "-pk")[:_REMINDED]
        ),
    )


def _late() -> tuple[Due, ...]:
    today = timezone.localdate()
    rows = Live.objects.shown().filter(edition__revision__next_review_on__lt=today)
    found = rows.order_by("edition__revision__next_review_on").values_list(
        "document_id", "edition__title", "edition__revision__next_review_on"
    )
    return tuple(Due(document, title, (today - day).days) for document, title, day in found)


def _reviews(rows: list[tuple[str, int]]) -> Chart:
    late, total = rows[0][1], sum(count for _, count in rows)
    return stacked(
        "reviews", "Reviews due, by month",
        f"{total} published documents; the review of {late} is late.",
        [(name, (0, count) if name == counts.LATE else (count, 0)) for name, count in rows],
        ("due", "late"),
    )  # fmt: skip


def _alarms(rows: list[tuple[str, int]]) -> Chart:
    total = sum(count for _, count in rows)
    return stacked(
        "alarms", "Alarms, by what became of the source",
        f"{total} published sentences lean on a source that is not what it was when it was ruled on.",
        [(kind, (count,)) for kind, count in rows], ("sentences",), "Source",
    )  # fmt: skip


def _rulings(rows: list[tuple[str, tuple[int, int, int]]]) -> Chart:
    cited, cleared, refused = (sum(numbers[place] for _, numbers in rows) for place in range(3))
    return stacked(
        "rulings", "Statements cited, cleared and refused, by month",
        f"In {counts.MONTHS} months {cited} statements were ruled to be supported by their sources, "
        f"{cleared} cleared with a reason, {refused} returned to the writer.",
        rows, ("cited", "cleared", "refused"),
    )  # fmt: skip


def _flags(rows: list[tuple[str, tuple[int, int, int, int]]]) -> Chart:
    known = feedback.figures()
    told = (
        f"{known.flags} flags since the first: {known.waiting} wait, {known.kept} sentences kept, "
        f"{known.changed} changed, {known.withdrawn} withdrawn. {known.helpful} of {known.votes} readers who "
        "voted found a page helpful."
    )
    return stacked(
        "flags", "Flags from readers, by month", told, rows, ("waiting", "kept", "changed", "withdrawn")
    )


def _days(points: list[tuple[str, float | None]]) -> Chart:
    known = [value for _, value in points if value is not None]
    told = (
        f"In the last month with an edition: {known[-1]:g} days." if known else "Nothing was published yet."
    )
    return line(
        "days", "Median days from hand-over to publishing, by month", told, points, "days"
    )  # fmt: skip
