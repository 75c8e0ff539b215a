"""The ruling on the whole, and what an approval binds."""

import pytest

from site_app.accounts import journal
from site_app.accounts.models import JournalEntry, Role
from site_app.documents.drafts import content_digest
from site_app.vetting.errors import AlreadyApproved, NotNewest, StillBlocked, WholeNotRuled
from site_app.vetting.models import Approval
from site_app.vetting.services import claim
from tests import builders
from tests.builders import approve
from tests.people import somebody
from tests.vetting.steps import blockers, ledger_digest


@pytest.fixture
def review(team):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    return review


@pytest.mark.parametrize(("complete", "fair"), [(False, True), (True, False), (False, False)])
def test_approving_needs_both_halves_of_the_ruling_on_the_whole(team, review, complete, fair):
    with pytest.raises(WholeNotRuled):
        approve(actor=team.vera, review=review, complete=complete, fair=fair)

    assert approve(actor=team.vera, review=review, complete=True, fair=True)


def test_an_approval_is_bound_to_the_text_and_to_the_rulings(team, review):
    approval = approve(actor=team.vera, review=review, note=" Reads well. ")

    assert approval.digest == content_digest(review.revision)
    assert approval.ledger == ledger_digest(review.revision)
    assert approval.whole_note == "Reads well."
    review.refresh_from_db()
    assert (review.outcome, review.decided_at) == ("approved", approval.at)
    entry = JournalEntry.objects.first()
    assert (entry.verb, entry.detail["ledger"]) == ("approve", approval.ledger)
    assert journal.broken() == []


def test_a_revision_that_was_overtaken_is_not_approved(team, review):
    builders.build_next(team.wren, review.revision, summary="Another summary.")
    with pytest.raises(NotNewest):
        approve(actor=team.vera, review=review)

    assert not Approval.objects.exists()


def test_a_revision_is_approved_once(team):
    revision = builders.build_approved(team)
    with pytest.raises(AlreadyApproved):
        builders.vetted(team.vera, revision)


def test_every_blocker_is_told_at_once(team):
    revision = builders.build_submitted(team)
    review = claim(actor=team.vera, revision=revision)
    with pytest.raises(StillBlocked) as blocked:
        approve(actor=team.vera, review=review)

    assert blocked.value.blockers == blockers(revision)
    assert len(blocked.value.blockers) == revision.statements.count()
    assert f"{revision.statements.count() - 1} more like it" in str(blocked.value)


def test_a_superuser_with_a_hand_in_it_is_no_exception(team):
    sam = somebody("Sam", Role.VETTER, clinician=True, is_superuser=True)
    revision = builders.submitted(builders.build_article(sam))
    with pytest.raises(Exception, match="You had a hand in this text"):
        builders.vetted(sam, revision)

    assert builders.vetted(team.vera, revision).vetter == team.vera


def test_a_page_and_a_topic_go_the_same_way(team):
    page = builders.submitted(builders.build_page(team.wren))

    assert builders.vetted(team.vera, page).revision == page
