"""A text goes all the way through vetting."""

from site_app.vetting import policy
from tests import builders
from tests.builders import approve
from tests.vetting.steps import blockers, publishing_blockers


def test_a_text_on_which_everything_was_ruled_is_approved(team):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    assert blockers(review.revision) == ()

    approval = approve(actor=team.vera, review=review, note="Reads well.")

    assert policy.approved_newest() == [approval]
    assert approval.clinician
    assert publishing_blockers(review.revision) == ()
