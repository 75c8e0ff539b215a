"""Claims: who works on what, until when."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from site_app.accounts.models import JournalEntry, Role
from site_app.accounts.services import end_role
from site_app.vetting.errors import (
    AlreadyApproved,
    AlreadyClaimed,
    NotNewest,
    NotSubmitted,
    NotYourReview,
    ReviewClosed,
    TextMissing,
)
from site_app.vetting.models import Review
from site_app.vetting.services import (
    claim,
    close_lapsed,
    open_review,
    release,
    return_to_writer,
    rule,
)
from tests import builders
from tests.builders import approve
from tests.people import somebody

LAPSED = timedelta(hours=49)


@pytest.fixture
def nora(team):
    return somebody("Nora", Role.VETTER, clinician=True)


def test_a_claim_lapses_after_the_hours_of_the_setting(team, settings):
    settings.CLAIM_HOURS = 5
    before = timezone.now()

    review = builders.build_claimed(team)

    assert timedelta(0) <= review.lapses_at - before - timedelta(hours=5) < timedelta(minutes=1)
    assert open_review(review.revision) == review
    assert JournalEntry.objects.first().verb == "claim"


def test_only_a_submitted_revision_is_claimed(team):
    revision = builders.build_article(team.wren)
    with pytest.raises(NotSubmitted):
        claim(actor=team.vera, revision=revision)

    builders.submitted(revision)
    assert claim(actor=team.vera, revision=revision).outcome == "open"


def test_only_the_newest_revision_is_claimed(team):
    old = builders.build_submitted(team)
    new = builders.submitted(builders.build_next(team.wren, old, summary="Another summary."))
    with pytest.raises(NotNewest):
        claim(actor=team.vera, revision=old)

    assert claim(actor=team.vera, revision=new).revision == new


def test_an_approved_revision_is_not_claimed_again(team):
    revision = builders.build_approved(team)
    with pytest.raises(AlreadyApproved):
        claim(actor=team.vera, revision=revision)


def test_two_vetters_do_not_work_on_one_revision(team, nora):
    review = builders.build_claimed(team)
    with pytest.raises(AlreadyClaimed, match="Vera"):
        claim(actor=nora, revision=review.revision)

    release(actor=team.vera, review=review)

    assert claim(actor=nora, revision=review.revision).vetter == nora


def test_a_lapsed_claim_is_closed_by_the_next_one_and_its_rulings_stay(team, nora):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    with time_machine.travel(timezone.now() + LAPSED):
        assert open_review(review.revision) is None
        second = claim(actor=nora, revision=review.revision)

        review.refresh_from_db()
        assert (review.outcome, second.vetter) == ("lapsed", nora)
        assert approve(actor=nora, review=second).vetter == nora


def test_whoever_may_not_vet_a_text_any_more_holds_it_no_longer(team, nora):
    review = builders.build_claimed(team)
    end_role(actor=team.olga, user=team.vera, role="vetter")

    assert claim(actor=nora, revision=review.revision).vetter == nora
    review.refresh_from_db()
    assert review.outcome == "lapsed"


def test_claiming_again_renews_ones_own_claim(team):
    review = builders.build_claimed(team)
    with time_machine.travel(timezone.now() + timedelta(hours=10)):
        again = claim(actor=team.vera, revision=review.revision)

    assert again == review
    assert again.lapses_at > review.lapses_at
    assert JournalEntry.objects.first().verb == "renew_claim"


def test_changing_the_kind_of_review_begins_another(team):
    review = builders.build_claimed(team)

    periodic = claim(actor=team.vera, revision=review.revision, kind="periodic")

    review.refresh_from_db()
    assert (review.outcome, periodic.kind, periodic.outcome) == ("released", "periodic", "open")


def test_a_claim_on_an_overtaken_revision_ends_when_the_newer_one_is_claimed(team, nora):
    review = builders.build_claimed(team)
    new = builders.submitted(builders.build_next(team.wren, review.revision, summary="Another summary."))

    claim(actor=nora, revision=new)

    review.refresh_from_db()
    assert review.outcome == "released"


@pytest.mark.parametrize("verb", ["rule", "release", "return", "approve"])
def test_only_the_claiming_vetter_acts_in_a_review_and_only_while_it_is_open(team, nora, verb):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    statement = review.revision.statements.first()
    act = {
        "rule": lambda who: rule(actor=who, review=review, statement=statement, decision="read"),
        "release": lambda who: release(actor=who, review=review),
        "return": lambda who: return_to_writer(actor=who, review=review, comment="Please shorten it."),
        "approve": lambda who: approve(actor=who, review=review),
    }[verb]
    with pytest.raises(NotYourReview):
        act(nora)
    with time_machine.travel(timezone.now() + LAPSED), pytest.raises(ReviewClosed, match="claim lapsed"):
        act(team.vera)

    act(team.vera)

    if verb != "rule":
        with pytest.raises(ReviewClosed):
            act(team.vera)


def test_cron_closes_what_has_lapsed_and_nothing_else(team):
    review, fresh = builders.build_claimed(team), builders.build_claimed(team)
    Review.objects.filter(pk=review.pk).update(lapses_at=timezone.now())

    assert close_lapsed() == [review]
    fresh.refresh_from_db()
    assert fresh.outcome == "open"
    assert (JournalEntry.objects.first().verb, JournalEntry.objects.first().actor) == ("close_lapsed", None)


def test_a_text_goes_back_with_a_comment_or_with_a_returned_sentence(team):
    review = builders.build_claimed(team)
    with pytest.raises(TextMissing):
        return_to_writer(actor=team.vera, review=review, comment="  ")

    statement = builders.statement_of(review.revision, "Many babies")
    rule(actor=team.vera, review=review, statement=statement, decision="returned", comment="All of them?")

    assert return_to_writer(actor=team.vera, review=review, comment="").outcome == "returned"
