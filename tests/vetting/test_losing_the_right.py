"""Whoever may not vet any more stops at once, claim or no claim: every verb asks for the right (P3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from site_app.accounts.models import Credential, Role, User
from site_app.accounts.services import close_account, end_role
from site_app.vetting.errors import MayNotVet
from site_app.vetting.models import Approval, Review, Ruling
from site_app.vetting.services import declare_tie, return_to_writer, rule, rule_read_in_bulk, set_scope, undo
from tests import builders
from tests.builders import approve

LOSSES = {
    "role": lambda team: end_role(actor=team.olga, user=team.vera, role=Role.VETTER),
    "inactive": lambda team: close_account(actor=team.olga, user=team.vera),
    "credential": lambda team: Credential.objects.filter(user=team.vera).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    ),
    "tie": lambda team: declare_tie(actor=team.vera, vetter=team.vera, what="Paid talks", word="stomach"),
    "scope": lambda team: set_scope(
        actor=team.olga, vetter=team.vera, topics=[builders.build_topic(team.wren, "days")]
    ),
}


def acts(review, vera):
    cited, read = (builders.statement_of(review.revision, start) for start in ("Many", "We wrote"))
    fresh = builders.statement_of(review.revision, "None")
    return {
        "rule": lambda: rule(
            actor=vera, review=review, statement=cited, decision="supported", citations=builders.full(cited)
        ),
        "read in bulk": lambda: rule_read_in_bulk(actor=vera, review=review, statements=[fresh]),
        "undo": lambda: undo(actor=vera, review=review, statement=read),
        "return": lambda: return_to_writer(actor=vera, review=review, comment="Please shorten it."),
        "approve": lambda: approve(actor=vera, review=review),
    }


@pytest.mark.parametrize("loss", LOSSES)
def test_between_claim_and_ruling_no_verb_goes_on_without_the_right(team, loss):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    rulings = Ruling.objects.count()

    LOSSES[loss](team)
    for name, act in acts(review, User.objects.get(pk=team.vera.pk)).items():
        with pytest.raises(MayNotVet) as refused:
            act()
        assert refused.value.refusal.code == loss, name

    assert (Ruling.objects.count(), Approval.objects.count()) == (rulings, 0)
    assert Review.objects.get().outcome == Review.Outcome.OPEN


@pytest.mark.parametrize("name", ["rule", "read in bulk", "undo", "return", "approve"])
def test_with_the_right_each_of_them_goes_on(team, name):
    review = builders.build_claimed(team)
    builders.rule_all(review)

    acts(review, User.objects.get(pk=team.vera.pk))[name]()
