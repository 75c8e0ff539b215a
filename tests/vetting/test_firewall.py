"""The firewall: who may not vet a text although they had no hand in it, and why."""

import pytest

from site_app.accounts.errors import NotAllowed, Refused
from site_app.accounts.models import Role
from site_app.consults.services import save_consult
from site_app.documents.services import create_document
from site_app.vetting import policy
from site_app.vetting.errors import MayNotVet
from site_app.vetting.models import Scope, Tie
from site_app.vetting.services import claim, declare_tie, end_tie, rule, set_scope
from tests import builders
from tests.people import somebody


def refused(team, revision):
    refusal = policy.may_vet(team.vera, revision)
    # The list of many answers as the question about one does.
    assert policy.refusals(team.vera, [revision]).get(revision.pk) == refusal
    return refusal.code if refusal else ""


@pytest.fixture
def revision(team):
    return builders.build_submitted(team)


def test_a_topic_outside_the_scope_is_refused_with_the_reason(team, revision):
    nights, days = builders.build_topic(team.wren), builders.build_topic(team.wren, "days")
    set_scope(actor=team.olga, vetter=team.vera, topics=[days])
    assert refused(team, revision) == "scope"
    with pytest.raises(MayNotVet, match="You vet 'days', and this text is filed under 'nights'"):
        claim(actor=team.vera, revision=revision)
    set_scope(actor=team.olga, vetter=team.vera, topics=[days, nights])
    assert refused(team, revision) == ""
    set_scope(actor=team.olga, vetter=team.vera, topics=[])
    assert refused(team, revision) == ""
    assert Scope.objects.exclude(ended_at=None).count() == 2


def test_every_topic_of_a_text_must_be_within_the_scope(team):
    nights, days = builders.build_topic(team.wren), builders.build_topic(team.wren, "days")
    both = builders.build_submitted(team, topics=[nights.slug, days.slug])
    set_scope(actor=team.olga, vetter=team.vera, topics=[nights])
    assert refused(team, both) == "scope"


def test_a_scope_set_while_a_review_is_open_stops_the_next_ruling(team, revision):
    review = claim(actor=team.vera, revision=revision)
    set_scope(actor=team.olga, vetter=team.vera, topics=[builders.build_topic(team.wren, "days")])
    with pytest.raises(MayNotVet, match="You vet 'days'"):
        rule(actor=team.vera, review=review, statement=revision.statements.first(), decision="read")


@pytest.mark.parametrize("by", ["topic", "word"])
def test_a_declared_tie_keeps_its_owner_from_the_texts_it_bears_on(team, revision, by):
    bears = {"topic": builders.build_topic(team.wren)} if by == "topic" else {"word": "stomach"}
    tie = declare_tie(actor=team.vera, vetter=team.vera, what="Talks paid by a maker.", **bears)
    assert refused(team, revision) == "tie"
    with pytest.raises(MayNotVet, match="You declared a tie: Talks paid by a maker. It bears on"):
        claim(actor=team.vera, revision=revision)
    end_tie(actor=team.olga, tie=tie)
    assert refused(team, revision) == ""


def test_a_tie_to_another_word_or_topic_bars_nothing(team, revision):
    declare_tie(actor=team.vera, vetter=team.vera, what="Shares in a lamp maker.", word="probiotic")
    declare_tie(
        actor=team.vera, vetter=team.vera, what="A chair.", topic=builders.build_topic(team.wren, "days")
    )
    assert refused(team, revision) == ""


def test_nobody_ends_their_own_tie_and_an_empty_one_is_refused(team):
    vera_owns = somebody("Val", Role.VETTER, Role.OWNER)
    tie = declare_tie(actor=vera_owns, vetter=vera_owns, what="Shares.", word="formula")
    with pytest.raises(NotAllowed, match="your own"):
        end_tie(actor=vera_owns, tie=tie)
    with pytest.raises(NotAllowed):
        end_tie(actor=team.wren, tie=tie)
    end_tie(actor=team.olga, tie=tie)
    with pytest.raises(Refused, match="ended already"):
        end_tie(actor=team.olga, tie=tie)
    for wrong in (
        {"what": " ", "word": "formula"},
        {"what": "Shares."},
        {"what": "x" * 201, "word": "formula"},
    ):
        with pytest.raises(Refused):
            declare_tie(actor=team.vera, vetter=team.vera, **wrong)
    with pytest.raises(NotAllowed):
        declare_tie(actor=team.wren, vetter=team.vera, what="Shares.", word="formula")
    with pytest.raises(NotAllowed):
        set_scope(actor=team.vera, vetter=team.vera, topics=[])
    assert Tie.objects.count() == 1


def test_nobody_vets_their_own_page_or_service(team):
    about = builders.submitted(
        create_document(
            actor=team.wren,
            kind="person",
            slug="vera",
            title="Vera",
            person=team.vera,
            body="Vera is a midwife.",
        )
    )
    assert refused(team, about) == "own"
    save_consult(
        actor=team.olga, slug="sleep", name="Talk about sleep", price_minor=100, currency="GBP", minutes=50,
        booking_address="https://book.example/sleep", practitioner=team.vera,
    )  # fmt: skip
    service = builders.submitted(
        create_document(actor=team.wren, kind="consult", slug="sleep", title="Sleep", body="We talk.")
    )
    assert refused(team, service) == "own"
    other = builders.submitted(
        create_document(actor=team.wren, kind="consult", slug="food", title="Food", body="We talk.")
    )
    assert refused(team, other) == ""


def test_who_declared_other_languages_only_does_not_vet_this_one(team, revision):
    team.vera.languages = ["pl"]
    team.vera.save()
    assert refused(team, revision) == "language"
    team.vera.languages = ["pl", "en"]
    team.vera.save()
    assert refused(team, revision) == ""
