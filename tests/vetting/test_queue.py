"""What waits for whom."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from site_app.accounts.models import Role
from site_app.vetting.queue import Queue, waiting_for
from site_app.vetting.services import claim, decline, return_to_writer, suggest
from tests import builders
from tests.people import somebody


def test_a_text_waits_for_one_after_the_other(team):
    revision = builders.build_article(team.wren)
    (draft,) = waiting_for(team.wren).drafts
    assert (draft.revision_id, draft.title, draft.who) == (revision.pk, revision.title, "Wren")
    assert waiting_for(team.vera).to_vet == ()

    builders.submitted(revision)
    assert waiting_for(team.wren).drafts == ()
    (to_vet,) = waiting_for(team.vera).to_vet
    assert (to_vet.revision_id, to_vet.refusal) == (revision.pk, "")

    review = claim(actor=team.vera, revision=revision)
    queue = waiting_for(team.vera)
    assert queue.to_vet == ()
    (mine,) = queue.mine
    assert (mine.revision_id, mine.unruled, mine.to_confirm) == (revision.pk, revision.statements.count(), 0)
    assert mine.lapses_at == review.lapses_at

    builders.rule_all(review)
    builders.approve(actor=team.vera, review=review, note="Good.")
    assert waiting_for(team.vera) == Queue()
    (to_publish,) = waiting_for(team.pia).to_publish
    assert (to_publish.revision_id, to_publish.who, to_publish.note) == (revision.pk, "Vera", "Good.")

    builders.build_next(team.wren, revision, summary="Another summary.")
    assert waiting_for(team.pia).to_publish == ()


def test_what_was_returned_waits_for_its_writers_until_they_save_again(team):
    nell = somebody("Nell", Role.WRITER)
    review = builders.build_claimed(team)
    return_to_writer(actor=team.vera, review=review, comment="Please shorten it.")

    (back,) = waiting_for(team.wren).returned
    assert (back.revision_id, back.who, back.note) == (review.revision_id, "Vera", "Please shorten it.")
    assert waiting_for(nell).returned == ()
    assert waiting_for(team.vera).to_vet == ()

    builders.build_next(team.wren, review.revision, summary="Short.")
    assert waiting_for(team.wren).returned == ()


def test_a_returned_text_that_is_taken_up_again_no_longer_waits_for_its_writer(team):
    review = builders.build_claimed(team)
    return_to_writer(actor=team.vera, review=review, comment="Please shorten it.")

    claim(actor=team.vera, revision=review.revision)

    assert waiting_for(team.wren).returned == ()


def test_a_lapsed_claim_waits_for_everybody_again(team):
    review = builders.build_claimed(team)
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        queue = waiting_for(team.vera)

    assert queue.mine == ()
    assert [row.revision_id for row in queue.to_vet] == [review.revision_id]


def test_urgent_texts_come_first_and_then_the_oldest(team):
    old, urgent, new = (builders.build_submitted(team, urgent=mark) for mark in ("", "body", ""))

    assert [row.revision_id for row in waiting_for(team.vera).to_vet] == [urgent.pk, old.pk, new.pk]


def test_a_vetter_sees_why_a_text_is_not_for_them(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    builders.submitted(builders.build_article(both))

    (row,) = waiting_for(both).to_vet

    assert row.refusal.startswith("You had a hand in this text")


def test_confirmations_wait_for_vetters(team):
    first = builders.build_approved(team)
    newer = builders.submitted(builders.build_next(team.wren, first, stages=["pregnancy"]))
    claim(actor=team.vera, revision=newer)
    (mine,) = waiting_for(team.vera).mine
    assert mine.to_confirm == mine.unruled == newer.statements.count()


def test_a_suggestion_waits_for_the_writers_of_the_text(team):
    review = builders.build_claimed(team)
    statement = builders.statement_of(review.revision, "We wrote this")
    suggestion = suggest(actor=team.vera, statement=statement, text="We wrote it in May.", why="Plainer.")

    (offer,) = waiting_for(team.wren).suggestions
    assert (offer.suggestion_id, offer.sentence) == (suggestion.pk, statement.text)
    assert (offer.text, offer.why, offer.who) == ("We wrote it in May.", "Plainer.", "Vera")
    assert waiting_for(somebody("Nell", Role.WRITER)).suggestions == ()

    decline(actor=team.wren, suggestion=suggestion)
    assert waiting_for(team.wren).suggestions == ()


@pytest.mark.parametrize("kind", ["wren", "pia", "vera"])
def test_the_queue_takes_the_same_queries_however_long(team, kind):
    def cost():
        person = type(team.wren).objects.get(pk=getattr(team, kind).pk)
        with CaptureQueriesContext(connection) as queries:
            waiting_for(person)
        return len(queries)

    builders.build_approved(team)
    builders.build_submitted(team)
    builders.build_article(team.wren)
    once = cost()
    builders.build_approved(team)
    builders.build_submitted(team)
    builders.build_article(team.wren)

    assert cost() == once


def test_what_is_due_first_comes_first_and_urgent_before_all(team, settings):
    settings.VETTING_DAYS, settings.VETTING_DAYS_URGENT = 7, 2
    with time_machine.travel("2026-05-02T10:00:00Z", tick=False):
        early = builders.build_submitted(team, title="Is it early?")
    with time_machine.travel("2026-05-04T10:00:00Z", tick=False):
        late = builders.build_submitted(team, title="Is it late?")
        urgent = builders.build_submitted(team, title="Is it urgent?", urgent="body")
        rows = waiting_for(team.vera).to_vet
    assert [row.revision_id for row in rows] == [urgent.pk, early.pk, late.pk]
    assert [str(row.due) for row in rows] == ["2026-05-06", "2026-05-09", "2026-05-11"]


def test_a_text_is_due_no_later_than_the_review_that_was_announced(team):
    first = builders.build_approved(team, next_review_on=timezone.localdate() + timedelta(days=1))
    later = timezone.localdate() + timedelta(days=300)
    builders.submitted(builders.build_next(team.wren, first, next_review_on=later))
    (row,) = waiting_for(team.vera).to_vet
    assert row.due == timezone.localdate() + timedelta(days=1)


def test_what_a_colleague_claimed_is_shown_with_their_name_and_until_when(team):
    review = builders.build_claimed(team)
    vic = somebody("Vic", Role.VETTER)
    (row,) = waiting_for(vic).taken
    assert (row.who, row.lapses_at, row.revision_id) == ("Vera", review.lapses_at, review.revision_id)
    assert waiting_for(team.vera).taken == ()
    assert [own.revision_id for own in waiting_for(team.vera).mine] == [review.revision_id]
    with time_machine.travel(review.lapses_at + timedelta(minutes=1)):
        assert waiting_for(vic).taken == ()
