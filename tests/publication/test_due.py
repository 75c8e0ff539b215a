"""`manage.py due`: what is due, printed each time and mailed until it is done, without a flood."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from site_app.accounts.models import RoleGrant
from site_app.accounts.services import set_practice
from site_app.consults.models import HelpLine
from site_app.documents.services import submit_for_vetting
from site_app.publication import due, reading, rechecks
from site_app.publication.models import Reminder
from site_app.publication.services import publish, withdraw
from site_app.sources.models import Source
from site_app.sources.services import set_status
from site_app.vetting.models import Review
from site_app.vetting.services import claim
from tests.builders import approve, build_claimed, build_next, build_published, rule_all
from tests.people import give_credential


def printed(**options) -> str:
    out = StringIO()
    call_command("due", stdout=out, **options)
    return out.getvalue()


def sorts() -> list[str]:
    return [matter.sort for matter in due.due_now()]


def test_nothing_is_due_on_a_quiet_day(team, edition):
    assert "0 due; 0 of them mailed" in printed()
    assert mail.outbox == []


def test_a_lapsed_claim_is_closed_and_told_once(team):
    review = build_claimed(team)
    assert sorts() == []
    Review.objects.update(lapses_at=timezone.now() - timedelta(hours=1))
    assert sorts() == ["lapsed"]
    review.refresh_from_db()
    assert review.outcome == "lapsed"
    assert sorts() == []


def test_a_vetter_is_reminded_once_in_the_last_day_of_a_claim(team, time_machine):
    review = build_claimed(team)
    start = timezone.now()
    assert printed().endswith("0 due; 0 of them mailed now.\n")
    for hours, letters in [(23, 0), (25, 1), (26, 1), (47, 1)]:
        time_machine.move_to(start + timedelta(hours=hours))
        printed()
        assert len(mail.outbox) == letters, hours
    (letter,) = mail.outbox
    assert letter.to == ["vera@example.org"]
    assert "lapses within a day" in letter.body
    assert f"/admin/vet/{review.revision_id}/" in letter.body
    assert f"/admin/vet/{review.revision_id}/" in str(letter.alternatives[0][0])
    assert review.revision.title not in f"{letter.subject}{letter.body}{letter.alternatives[0][0]}"
    # Renewed, it is another claim to remember.
    claim(actor=team.vera, revision=review.revision)
    printed()
    assert len(mail.outbox) == 1
    time_machine.move_to(start + timedelta(hours=47 + 30))
    assert "1 reminded of a claim" in printed()
    assert len(mail.outbox) == 2


def test_a_reminder_of_a_claim_that_did_not_go_out_is_sent_the_next_time(team, time_machine, settings):
    build_claimed(team)
    time_machine.move_to(timezone.now() + timedelta(hours=30))
    in_memory = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nobody listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="could not be sent"):
        printed()
    settings.EMAIL_BACKEND = in_memory
    assert Reminder.objects.count() == 0
    assert "1 reminded" in printed()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("days", "sort"), [(29, ["review_soon"]), (31, [])])
def test_a_review_is_spoken_of_thirty_days_ahead(team, days, sort):
    build_published(team, slug="nights", next_review_on=timezone.localdate() + timedelta(days=days))
    assert sorts() == sort


def test_a_late_review_is_called_late(team, monkeypatch):
    build_published(team, slug="nights", next_review_on=timezone.localdate() + timedelta(days=1))
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sorts() == ["review_late"]
    assert "A review is late: article/nights" in printed(no_mail=True)


def test_help_lines_and_qualifications_run_out(team, help_lines):
    assert sorts() == []
    HelpLine.objects.filter(slug="crisis").update(last_tested_on=timezone.localdate() - timedelta(days=200))
    give_credential(team.wren, clinician=False, expires_on=timezone.localdate() + timedelta(days=5))
    assert sorts() == ["help_line", "credential"]


def test_alarms_and_open_work_are_due(team, edition):
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    rechecks.open_for_erasure([edition.pk])
    assert sorts() == ["recheck", "alarm"]


def test_each_owner_hears_of_a_matter_again_until_it_is_done(team, edition, time_machine):
    RoleGrant.objects.create(user=team.pia, role="owner", granted_at=timezone.now())
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    assert "1 due; 1 of them mailed" in printed()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["olga@example.org", "pia@example.org"]
    assert "A source that a published sentence leans on has changed." in mail.outbox[0].body
    assert "1 due; 0 of them mailed" in printed()
    assert len(mail.outbox) == 2

    start = timezone.now()
    for days, letters in [(1, 2), (2, 2), (3, 4), (5, 4), (6, 6)]:
        time_machine.move_to(start + timedelta(days=days))
        printed()
        assert len(mail.outbox) == letters, days
    withdraw(actor=team.olga, document=edition.document, because="source")
    time_machine.move_to(start + timedelta(days=9))
    printed()
    assert len(mail.outbox) == 6


def test_the_deputy_is_written_to_beside_the_owner(team, edition, practice):
    set_practice(actor=team.olga, deputy=team.vera)
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    printed()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["olga@example.org", "vera@example.org"]
    assert Reminder.objects.get().people == sorted([team.olga.pk, team.vera.pk])


def test_a_closed_account_is_not_written_to(team, edition, practice):
    set_practice(actor=team.olga, deputy=team.vera)
    team.vera.is_active = False
    team.vera.save(update_fields=["is_active"])
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    printed()
    assert [letter.to[0] for letter in mail.outbox] == ["olga@example.org"]


def test_with_nobody_to_write_to_nothing_counts_as_sent(team, edition):
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    RoleGrant.objects.filter(user=team.olga).update(ended_at=timezone.now())
    assert "1 due; 0 of them mailed" in printed()
    assert Reminder.objects.count() == 0


def test_a_late_review_is_told_weekly_until_it_is_done(team, time_machine):
    edition = build_published(team, slug="nights", next_review_on=timezone.localdate() + timedelta(days=40))
    start = timezone.now() + timedelta(days=41)
    for days, letters in [(0, 1), (1, 1), (6, 1), (7, 2), (14, 3)]:
        time_machine.move_to(start + timedelta(days=days))
        printed()
        assert len(mail.outbox) == letters, days
    newer = build_next(team.wren, edition.revision, next_review_on=timezone.localdate() + timedelta(days=365))
    submit_for_vetting(actor=team.wren, revision=newer)
    review = claim(actor=team.vera, revision=newer, kind="periodic")
    rule_all(review)
    approve(actor=team.vera, review=review)
    publish(actor=team.pia, revision=newer)
    time_machine.move_to(start + timedelta(days=30))
    printed()
    assert len(mail.outbox) == 3


def test_a_late_document_stays_with_readers_until_a_person_withdraws_it(team, time_machine):
    build_published(team, slug="nights", next_review_on=timezone.localdate() + timedelta(days=1))
    time_machine.move_to(timezone.now() + timedelta(days=900))
    printed()
    assert reading.document("article", "nights").overdue


def test_the_log_of_reminders_refuses_change_and_names_nobody(team, edition):
    credential = give_credential(
        team.wren, clinician=False, expires_on=timezone.localdate() + timedelta(days=5)
    )
    printed()
    reminder = Reminder.objects.get()
    assert str(credential.pk) in reminder.matter
    assert "Wren" not in reminder.matter
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.update(sent_on=timezone.localdate() - timedelta(days=50))
    with pytest.raises(IntegrityError), transaction.atomic():
        reminder.delete()


def test_without_mail_it_only_prints(team, edition):
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    assert "has changed: " in printed(no_mail=True)
    assert mail.outbox == []
    assert Reminder.objects.count() == 0


def test_a_mail_that_did_not_go_out_is_tried_again(team, edition, settings):
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nobody listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="could not be sent"):
        printed()
    assert Reminder.objects.count() == 0
