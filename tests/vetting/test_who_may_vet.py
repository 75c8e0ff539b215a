"""P3 and the rest of who may vet: one grid of people and states."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from site_app.accounts.models import Role
from site_app.accounts.services import end_role
from site_app.documents.services import add_picture
from site_app.vetting import policy
from site_app.vetting.errors import MayNotVet
from site_app.vetting.services import claim
from tests import builders
from tests.builders import approve
from tests.desk.builders import picture_bytes
from tests.people import give_credential, somebody

TODAY = timezone.localdate


def vetter(**fields):
    return somebody("Nora", Role.VETTER, **fields)


PEOPLE = {
    "a clinician": (lambda: vetter(clinician=True), None),
    "a vetter without credentials": (lambda: vetter(), None),
    "a superuser": (lambda: somebody("Sam", is_superuser=True), None),
    "everything but a vetter": (
        lambda: somebody("Nora", Role.WRITER, Role.PUBLISHER, Role.OWNER, Role.OVERRULE),
        "role",
    ),
    "a vetter who left": (lambda: vetter(is_active=False), "inactive"),
    "a superuser who left": (lambda: somebody("Sam", is_superuser=True, is_active=False), "inactive"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_vet_a_text_they_had_no_hand_in(team, name):
    who, code = PEOPLE[name]

    refusal = policy.may_vet(who(), builders.build_submitted(team))

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("days", "checked", "code"),
    [(0, True, None), (400, True, None), (-1, True, "credential"), (1, False, "credential")],
)
def test_a_credential_must_be_checked_and_in_force_that_day(team, days, checked, code):
    nora = vetter()
    give_credential(nora, checked=checked, expires_on=TODAY() + timedelta(days=days))

    refusal = policy.may_vet(nora, builders.build_submitted(team))

    assert (refusal.code if refusal else None) == code
    assert refusal is None or (refusal.reason and refusal.remedy)


def test_one_credential_that_ran_out_refuses_even_beside_a_good_one(team):
    nora = vetter(clinician=True)
    revision = builders.build_submitted(team)
    assert policy.may_vet(nora, revision) is None

    give_credential(nora, clinician=False, expires_on=TODAY() - timedelta(days=1))

    assert policy.may_vet(nora, revision).code == "credential"


def test_a_clinician_is_demanded_of_the_approver_while_the_setting_says_so(team, settings):
    nora, revision = vetter(), builders.build_submitted(team)
    give_credential(nora, clinician=False)
    review = claim(actor=nora, revision=revision)
    builders.rule_all(review)

    with pytest.raises(MayNotVet) as refused:
        approve(actor=nora, review=review)
    assert refused.value.refusal.code == "clinician"

    settings.CLINICIAN_REQUIRED = False
    assert approve(actor=nora, review=review).clinician is False


@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_had_a_hand_in_the_text_cannot_vet_it(team, superuser):
    both = somebody("Bo", Role.WRITER, Role.VETTER, clinician=True, is_superuser=superuser)
    own = builders.build_submitted(team)
    assert policy.may_vet(both, own) is None

    helped = builders.submitted(builders.build_next(both, own, summary="Another summary."))

    assert policy.may_vet(both, helped).code == "four_eyes"
    with pytest.raises(MayNotVet, match="You had a hand in this text"):
        claim(actor=both, revision=helped)


def test_a_hand_in_an_earlier_unapproved_revision_counts_too(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    first = builders.build_article(both)
    second = builders.submitted(builders.build_next(team.wren, first, summary="Another summary."))

    assert policy.may_vet(both, second).code == "four_eyes"


def test_an_approval_by_somebody_else_sets_a_contributor_free_again(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    first = builders.submitted(builders.build_article(both))
    builders.vetted(team.vera, first)

    second = builders.submitted(builders.build_next(team.wren, first, summary="Another summary."))

    assert policy.may_vet(both, second) is None
    assert policy.may_vet(both, first).code == "four_eyes"


def test_a_hand_in_a_later_revision_takes_nothing_from_an_earlier_one(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    first = builders.build_submitted(team)

    later = builders.submitted(builders.build_next(both, first, summary="Another summary."))

    assert policy.may_vet(both, first) is None
    assert policy.may_vet(both, later).code == "four_eyes"


def test_many_revisions_are_answered_for_as_one_by_one(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    own = builders.submitted(builders.build_article(both))
    helped = builders.submitted(builders.build_next(both, builders.build_article(team.wren), summary="Mine."))
    overtaken = builders.build_next(team.wren, helped, summary="Hers.")
    free = builders.build_submitted(team)
    approved = builders.submitted(builders.build_article(both))
    builders.vetted(team.vera, approved)
    after = builders.submitted(builders.build_next(team.wren, approved, summary="Hers."))
    everything = [own, helped, overtaken, free, approved, after]

    for who in (both, team.vera, team.wren):
        one_by_one = {row.pk: refusal for row in everything if (refusal := policy.may_vet(who, row))}
        assert policy.refusals(who, everything) == one_by_one
    assert set(policy.refusals(both, everything)) == {own.pk, helped.pk, overtaken.pk, approved.pk}


def test_a_warning_stands_before_a_vetter_saves_a_text(team):
    both = somebody("Bo", Role.WRITER, Role.VETTER)
    revision = builders.build_article(team.wren)

    assert policy.saving_would_bar(team.wren, revision) == ""
    assert "cannot vet this text" in policy.saving_would_bar(both, revision)

    helped = builders.build_next(both, revision, summary="Another summary.")
    assert policy.saving_would_bar(both, helped) == ""


def test_two_people_suffice_and_one_cannot(team):
    nell = somebody("Nell", Role.WRITER, Role.PUBLISHER)
    both = somebody("Bo", Role.WRITER, Role.VETTER, Role.PUBLISHER, Role.OWNER, clinician=True)
    alone = builders.submitted(builders.build_article(both))
    with pytest.raises(MayNotVet):
        claim(actor=both, revision=alone)

    shared = builders.submitted(builders.build_article(nell))

    assert builders.vetted(both, shared).vetter == both


def test_a_vetter_who_lost_the_role_cannot_go_on(team):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    end_role(actor=team.olga, user=team.vera, role=Role.VETTER)
    vera = type(team.vera).objects.get(pk=team.vera.pk)

    with pytest.raises(MayNotVet, match="Only vetters rule on texts"):
        approve(actor=vera, review=review)


def test_whoever_brought_a_picture_had_a_hand_in_the_text_that_shows_it(team):
    nora = vetter(clinician=True)
    picture = add_picture(
        actor=nora, upload=BytesIO(picture_bytes()), alt="A cot", licence="CC BY 4.0", credit="Nora"
    )
    bare = builders.build_submitted(team)
    assert policy.may_vet(nora, bare) is None

    shown = builders.submitted(
        builders.build_next(team.wren, bare, body=f"{builders.BODY}\n\n{picture.markdown()}")
    )
    assert policy.may_vet(nora, shown).code == "four_eyes"
    assert policy.may_vet(team.vera, shown) is None
    with pytest.raises(MayNotVet):
        claim(actor=nora, revision=shown)
