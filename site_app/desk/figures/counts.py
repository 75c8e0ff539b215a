"""The owner's numbers, counted from the records as they stand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from site_app.documents.models import Submission
from site_app.feedback.models import Flag, Outcome
from site_app.publication.models import Edition, Live
from site_app.vetting.alarms import Alarm
from site_app.vetting.models import Decision, Ruling

# So many months back, and ahead.
MONTHS = 12
LATE, LATER = "late", "later"


def months_back(today: date, count: int = MONTHS) -> list[date]:
    """The first days of this month and of those before it, oldest first."""
    return [_shifted(today, -back) for back in range(count - 1, -1, -1)]


def reviews_due(today: date) -> list[tuple[str, int]]:
    """Live documents by the month of their next review: late ones first, those beyond a year last."""
    days = Live.objects.shown().values_list("edition__revision__next_review_on", flat=True)
    ahead = [_shifted(today, step) for step in range(MONTHS)]
    found: Counter[str] = Counter()
    for day in days:
        found[LATE if day < today else named(day) if day < _shifted(today, MONTHS) else LATER] += 1
    return [(name, found[name]) for name in (LATE, *map(named, ahead), LATER)]


def rulings(today: date) -> list[tuple[str, tuple[int, int, int]]]:
    """By month: statements ruled to be cited well, cleared with a reason, returned. Carried ones count once,
    when they were given; one that was taken back counts not at all."""
    months = months_back(today)
    rows = (
        Ruling.objects.standing()
        .filter(carried_from=None, at__date__gte=months[0])
        .annotate(month=TruncMonth("at"))
        .values_list("month", "decision")
        .annotate(count=Count("pk"))
        .order_by("month")
    )
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for month, decision, count in rows:
        found[timezone.localdate(month)][decision] += count
    wanted = (Decision.SUPPORTED, Decision.CLEARED, Decision.RETURNED)
    return [
        (named(month), (found[month][wanted[0]], found[month][wanted[1]], found[month][wanted[2]]))
        for month in months
    ]


def days_to_publish(today: date) -> list[tuple[str, float | None]]:
    """By month of publishing: the median of days from the first hand-over since the last edition to the
    edition; None for a month without one."""
    months = months_back(today)
    spans: dict[date, list[float]] = defaultdict(list)
    editions = Edition.objects.order_by("document", "number").values_list(
        "document", "revision__number", "published_at"
    )
    submitted: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    rows = Submission.objects.values_list("revision__document", "revision__number", "at")
    for document, number, at in rows.order_by("revision__number"):
        submitted[document].append((number, at))
    before: dict[int, int] = {}
    for document, number, published in editions:
        first = next(
            (at for there, at in submitted[document] if before.get(document, 0) < there <= number), None
        )
        before[document] = number
        if first is not None:
            month = timezone.localdate(published).replace(day=1)
            spans[month].append((published - first) / timedelta(days=1))
    return [(named(month), round(median(spans[month]), 1) if spans[month] else None) for month in months]


def flags(today: date) -> list[tuple[str, tuple[int, int, int, int]]]:
    """By month in which readers flagged a sentence: still waiting, kept, changed, withdrawn."""
    months = months_back(today)
    rows = (
        Flag.objects.filter(at__date__gte=months[0])
        .annotate(month=TruncMonth("at"))
        .order_by("month")
        .values_list("month", "answer__outcome")
        .annotate(count=Count("pk"))
    )
    found: dict[date, Counter[str | None]] = defaultdict(Counter)
    for month, outcome, count in rows:
        found[timezone.localdate(month)][outcome] += count
    return [
        (named(month), (row[None], row[Outcome.KEPT], row[Outcome.CHANGED], row[Outcome.WITHDRAWN]))
        for month, row in ((month, found[month]) for month in months)
    ]


def by_kind(alarms: Sequence[Alarm]) -> list[tuple[str, int]]:
    """How many sentences lean on a source that was retracted, doubted, superseded or changed."""
    found = Counter(alarm.kind for alarm in alarms)
    return [(kind, found[kind]) for kind in ("retracted", "concern", "superseded", "changed")]


def named(day: date) -> str:
    """A month as an axis shows it: 'Nov 26'."""
    return f"{day:%b %y}"


def _shifted(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
