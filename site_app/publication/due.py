"""What is due today, for cron and the owner's mail: reviews, claims, alarms, help lines, qualifications."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from site_app.accounts import mail
from site_app.accounts.models import Credential, Practice, Role, User
from site_app.consults.models import HelpLine
from site_app.publication import rechecks
from site_app.publication.addresses import address_of
from site_app.publication.models import Live, Reminder
from site_app.vetting.alarms import alarms
from site_app.vetting.letters import remind_of_claim
from site_app.vetting.services import claims_ending, close_lapsed

# So many days before its date a review is spoken of.
REVIEW_AHEAD = timedelta(days=30)
# So long before a claim lapses its vetter is reminded.
CLAIM_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is due. `sort` is a word of `_SAID`; `address`: where to look; `about`: what the desk
    calls it; `day`: the date it hangs on, if there is one; `mark`: what the log of reminders calls it, where
    `about` names a person, whom an unchangeable row must not name."""

    sort: str
    about: str
    address: str
    day: date | None = None
    mark: str = ""

    @property
    def key(self) -> str:
        """What makes it the same matter tomorrow."""
        return f"{self.sort} {self.mark or self.about} {self.day or ''}".strip()[:200]

    def __str__(self) -> str:
        when = f" ({self.day.isoformat()})" if self.day else ""
        return f"{_SAID[self.sort]}: {self.about}{when}"


_SAID = {
    "ending": "A claim lapses within a day",
    "lapsed": "A claim has lapsed, and the text waits for a vetter again",
    "review_soon": "A review is due soon",
    "review_late": "A review is late",
    "recheck": "Vetting work is open",
    "alarm": "A source that a published sentence leans on has changed",
    "help_line": "A help line waits to be tested",
    "credential": "A qualification runs out or has run out",
}


# After so many days a matter that is still open is spoken of again.
AGAIN: dict[str, timedelta] = {
    "lapsed": timedelta(days=1),
    "review_soon": timedelta(days=14),
    "review_late": timedelta(days=7),
    "recheck": timedelta(days=7),
    "alarm": timedelta(days=3),
    "help_line": timedelta(days=14),
    "credential": timedelta(days=14),
}


def words_of(key: str) -> str:
    """A line of the log of reminders in words: 'A review is late: article/nights 2026-11-22'."""
    sort, _, about = key.partition(" ")
    return f"{_SAID.get(sort, sort)}: {about}"


def due_now() -> list[Matter]:
    """Close the claims that have lapsed and gather all that is due, by sort."""
    return [*_lapsed(), *_reviews(), *_rechecks(), *_alarms(), *_help_lines(), *_credentials()]


def remind(matters: Iterable[Matter]) -> int:
    """Write to owners and deputy about each matter, again and again until it is done (see AGAIN), and all of
    it in one mail; returns how many matters went out. While there is nobody to write to, none does.

    Raises MailNotSent; then nothing counts as sent.
    """
    people = _answerable()
    with transaction.atomic():
        fresh = [matter for matter in matters if people and _remembered(matter, people)]
        if fresh:
            lines = [(matter.sort, settings.SITE_ADDRESS + matter.address) for matter in fresh]
            for person in people:
                mail.send("due", to=person.email, context={"name": person.display_name, "matters": lines})
    return len(fresh)


def remind_vetters() -> int:
    """Write to each vetter whose claim lapses within a day, once a claim; returns how many were written to.

    Raises MailNotSent; then that vetter, and whoever comes after, is written to the next time.
    """
    reminded = 0
    for review in claims_ending(CLAIM_AHEAD):
        key = Matter("ending", f"review {review.pk} {review.lapses_at:%Y-%m-%d %H:%M}", "").key
        with transaction.atomic():
            if not Reminder.objects.filter(matter=key).exists():
                Reminder.objects.create(matter=key, sent_on=timezone.localdate(), people=[review.vetter_id])
                remind_of_claim(review)
                reminded += 1
    return reminded


def _remembered(matter: Matter, people: Sequence[User]) -> bool:
    """Log that a matter is spoken of today; False when that was done lately."""
    today = timezone.localdate()
    lately = Reminder.objects.filter(matter=matter.key, sent_on__gt=today - AGAIN[matter.sort])
    if lately.exists():
        return False
    numbers = [person.pk for person in people]
    return Reminder.objects.get_or_create(matter=matter.key, sent_on=today, defaults={"people": numbers})[1]


def _answerable() -> list[User]:
    """Every owner, and the deputy the practice names, while their accounts are open."""
    owns = Q(role_grants__role=Role.OWNER, role_grants__ended_at=None)
    deputies = Practice.objects.exclude(deputy=None).values("deputy")
    people = User.objects.filter(owns | Q(pk__in=deputies), is_active=True)
    return list(people.distinct().order_by("pk"))


def _lapsed() -> Iterator[Matter]:
    for review in close_lapsed():
        document = review.revision.document
        yield Matter("lapsed", f"{document}, review {review.pk}", "/admin/")


def _reviews() -> Iterator[Matter]:
    today = timezone.localdate()
    lives = Live.objects.shown().filter(edition__revision__next_review_on__lte=today + REVIEW_AHEAD)
    for live in lives.select_related("edition__revision").order_by("edition__revision__next_review_on", "pk"):
        day = live.edition.revision.next_review_on
        yield Matter(
            "review_late" if day < today else "review_soon", str(live), address_of(live.kind, live.slug), day
        )


def _rechecks() -> Iterator[Matter]:
    for recheck in rechecks.waiting():
        yield Matter("recheck", f"{recheck} {recheck.pk}", "/admin/")


def _alarms() -> Iterator[Matter]:
    live = Live.objects.shown().values_list("edition__revision", flat=True)
    for alarm in alarms(live):
        yield Matter(
            "alarm", f"{alarm.document}, sentence {alarm.statement_n}, {alarm.source_key}", "/admin/"
        )


def _help_lines() -> Iterator[Matter]:
    for line in HelpLine.objects.stale(timezone.localdate()):
        yield Matter("help_line", str(line), "/help/", line.last_tested_on)


def _credentials() -> Iterator[Matter]:
    for credential in Credential.objects.expiring(timezone.localdate()).select_related("user"):
        yield Matter(
            "credential", f"{credential.user}: {credential}", "/admin/", credential.expires_on,
            mark=f"number {credential.pk}",
        )  # fmt: skip
