"""Flags, votes and reasons: what anybody may send, and how much of it."""

import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from site_app.accounts.models import JournalEntry
from site_app.feedback import senders, services
from site_app.feedback.errors import NotUnderstood, TooMany
from site_app.feedback.models import DayKey, Flag, Tally, Vote, VoteReason
from site_app.publication.errors import NotPublished
from site_app.publication.services import withdraw
from tests.feedback.conftest import ADDRESS, number_of


def flag(code, n, **changes):
    return services.flag_sentence(
        **{"code": code, "statement": n, "because": "wrong", "words": "", "address": ADDRESS, **changes}
    )


def test_a_flag_names_edition_sentence_and_reason(edition, code):
    n = number_of(edition)
    flag(code.lower().replace("-", " "), n, because="source", words=" The study  says\r\nless. ")
    row = Flag.objects.get()
    assert (row.edition, row.statement, row.because) == (edition, n, "source")
    assert row.words == "The study says\nless."
    assert row.answer is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"because": ""}, "because"),
        ({"because": "spite"}, "because"),
        ({"words": "x" * 601}, "words"),
        ({"words": "Write to rae@example.org about it"}, "words"),
        ({"words": "Ring me: 020 7946 0000"}, "words"),
        ({"words": "+44 (0)20 7946-0000"}, "words"),
        ({"words": "see https://shop.example/"}, "words"),
    ],
)
def test_what_cannot_be_right_or_could_name_somebody_is_refused(edition, code, changes, field):
    with pytest.raises(NotUnderstood) as refused:
        flag(code, number_of(edition), **changes)
    assert refused.value.field == field
    assert not Flag.objects.exists()
    flag(code, number_of(edition), words="x" * 600)
    flag(code, number_of(edition), words="In 2019-2021 two studies, 1 in 100 and 38.5 degrees")


def test_only_sentences_that_readers_have_can_be_flagged(team, edition, code):
    n = number_of(edition)
    for wrong in ((code, 999), ("0000-0000", n), ("nonsense", n), ("", n)):
        with pytest.raises(NotPublished):
            flag(*wrong)
    flag(code, n)
    withdraw(actor=team.vera, document=edition.document, because="outdated")
    with pytest.raises(NotPublished):
        flag(code, n)


def test_a_thousand_flags_from_one_address_leave_a_handful_and_write_nothing_more(edition, code):
    numbers = [row.n for row in edition.revision.statements.all()]
    start = time.monotonic()
    refused = 0
    for knock in range(1000):
        try:
            flag(code, numbers[knock % len(numbers)])
        except TooMany:
            refused += 1
    assert Flag.objects.count() == services.FLAGS_A_DAY
    assert refused == 1000 - services.FLAGS_A_DAY
    assert time.monotonic() - start < 20
    with CaptureQueriesContext(connection) as queries, pytest.raises(TooMany):
        flag(code, numbers[0])
    assert len(queries) == 2
    assert all(query["sql"].startswith("SELECT") for query in queries)
    flag(code, numbers[0], address="203.0.113.78")


def test_one_sentence_takes_three_flags_a_day_from_one_address(edition, code):
    n = number_of(edition)
    for _ in range(services.FLAGS_A_SENTENCE_A_DAY):
        flag(code, n)
    with pytest.raises(TooMany):
        flag(code, n)
    flag(code, n - 1)


def test_what_waits_on_one_sentence_does_not_grow_without_end(edition, code):
    n = number_of(edition)
    flags = [flag(code, n, address=f"198.51.100.{number}") for number in range(services.MOST_WAITING + 5)]
    assert Flag.objects.count() == services.MOST_WAITING
    assert flags[-1] == flags[services.MOST_WAITING - 1]


def test_no_address_is_stored_anywhere(edition, code):
    flag(code, number_of(edition), words="It is not so.")
    services.vote(code=code, helpful=True, address=ADDRESS)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own names
            assert ADDRESS not in str(cursor.fetchall()), table


def test_the_same_address_counts_under_another_hash_tomorrow_and_yesterday_is_forgotten(
    edition, code, monkeypatch
):
    flag(code, number_of(edition))
    today = set(Tally.objects.values_list("sender", flat=True))
    key = DayKey.objects.get().key
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *given: tomorrow)
    flag(code, number_of(edition))
    assert DayKey.objects.get().key != key
    assert not today & set(Tally.objects.values_list("sender", flat=True))


def test_a_cron_job_forgets_yesterday_too(edition, code, monkeypatch):
    flag(code, number_of(edition))
    call_command("forget_senders")
    assert Tally.objects.exists()
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *given: tomorrow)
    call_command("forget_senders")
    assert not Tally.objects.exists()
    assert not DayKey.objects.exists()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.77", "203.0.113.77", True),
        ("203.0.113.77", "203.0.113.78", False),
        ("not an address", "not an address", True),
    ],
)
def test_an_address_counts_by_its_network(db, one, other, same):
    allowance = [senders.Allowance("knock", 1)]
    with transaction.atomic():
        senders.count(one, allowance)
    if same:
        with pytest.raises(TooMany):
            senders.demand_room(other, allowance)
    else:
        senders.demand_room(other, allowance)


def test_votes_and_reasons_are_counted_apart(edition, code):
    services.vote(code=code, helpful=False, address=ADDRESS)
    services.say_why(code=code, helpful=False, because="hard", address=ADDRESS)
    with pytest.raises(NotUnderstood):
        services.say_why(code=code, helpful=True, because="hard", address=ADDRESS)
    assert Vote.objects.get().helpful is False
    assert VoteReason.objects.get().because == "hard"


def test_one_address_votes_three_times_a_day_on_an_edition(edition, code):
    for _ in range(services.VOTES_AN_EDITION_A_DAY):
        services.vote(code=code, helpful=True, address=ADDRESS)
    with pytest.raises(TooMany):
        services.vote(code=code, helpful=True, address=ADDRESS)


def test_the_journal_tells_what_the_team_did_and_not_what_readers_did(edition, code):
    before = JournalEntry.objects.count()
    flag(code, number_of(edition))
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("change", [{"because": "harm"}, {"statement": 1}, {"words": "Something else"}])
def test_the_database_itself_refuses_to_change_or_delete_a_flag(edition, code, change):
    row = flag(code, number_of(edition), words="It is not so.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=row.pk).delete()
    assert Flag.objects.filter(pk=row.pk).update(words="") == 1
