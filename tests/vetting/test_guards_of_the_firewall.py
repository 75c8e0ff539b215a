"""The second lock of the firewall: what the database refuses of a vetter who may not vet a text."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from site_app.accounts.models import Role
from site_app.consults.services import save_consult
from site_app.documents.services import create_document
from site_app.vetting import firewall
from site_app.vetting.models import Ruling, Scope
from site_app.vetting.services import claim, declare_tie, end_tie, rule, set_scope, undo
from tests import builders
from tests.people import somebody
from tests.vetting.test_guards import approval_by, opened, ruling_by

BOTH = pytest.mark.parametrize("row", [ruling_by, approval_by])


@pytest.fixture
def nora(team):
    """A vetter of no special field."""
    return somebody("Nora", Role.VETTER, clinician=True)


def stands(row, vetter, review):
    """Whether the database takes such a row past every verb; it is taken out again."""
    point = transaction.savepoint()
    try:
        with transaction.atomic():
            row(vetter, review).save()
    except IntegrityError as refused:
        return str(refused)
    transaction.savepoint_rollback(point)
    return ""


def agrees(vetter, revision):
    """What the verbs ask says the same."""
    refusal = firewall.refusal(firewall.walls_of(vetter), revision)
    return refusal.code if refusal else ""


@BOTH
@pytest.mark.parametrize(
    ("scope", "topics", "barred"),
    [
        ([], ["nights", "days"], False),
        (["nights"], ["nights"], False),
        (["nights", "days"], ["nights"], False),
        (["days"], ["nights"], True),
        (["nights"], ["nights", "days"], True),
        (["nights"], [], False),
    ],
)
def test_a_text_outside_the_scope_takes_no_row_of_that_vetter(team, nora, row, scope, topics, barred):
    named = {slug: builders.build_topic(team.wren, slug) for slug in ("nights", "days")}
    revision = builders.build_submitted(team, topics=topics)
    set_scope(actor=team.olga, vetter=team.vera, topics=[named[slug] for slug in scope])
    refused = stands(row, team.vera, opened(revision, team.vera))
    assert ("scope" in refused, agrees(team.vera, revision)) == (barred, "scope" if barred else "")
    assert bool(refused) == barred


@BOTH
def test_the_topic_that_a_document_is_about_counts_as_well(team, row):
    nights, days = (builders.build_topic(team.wren, slug) for slug in ("nights", "days"))
    page = builders.submitted(
        create_document(
            actor=team.wren, kind="topic", slug="nights", title="Nights", topic=nights, summary="Of nights."
        )
    )
    review = opened(page, team.vera)
    set_scope(actor=team.olga, vetter=team.vera, topics=[days])
    assert "scope" in stands(row, team.vera, review)
    assert agrees(team.vera, page) == "scope"
    set_scope(actor=team.olga, vetter=team.vera, topics=[nights])
    assert stands(row, team.vera, review) == agrees(team.vera, page) == ""


@BOTH
def test_an_ended_scope_bars_nothing(team, row):
    review = builders.build_claimed(team)
    set_scope(actor=team.olga, vetter=team.vera, topics=[builders.build_topic(team.wren, "days")])
    assert "scope" in stands(row, team.vera, review)
    Scope.objects.update(ended_at=timezone.now())
    assert stands(row, team.vera, review) == ""


@BOTH
@pytest.mark.parametrize("superuser", [False, True])
def test_a_standing_tie_to_a_topic_of_the_text_takes_no_row(team, row, superuser):
    vetter = somebody("Tess", Role.VETTER, is_superuser=superuser)
    review = opened(builders.build_submitted(team), vetter)
    elsewhere = builders.build_topic(team.wren, "days")
    declare_tie(actor=vetter, vetter=vetter, what="A chair.", topic=elsewhere)
    assert stands(row, vetter, review) == ""
    tie = declare_tie(actor=vetter, vetter=vetter, what="Shares.", topic=builders.build_topic(team.wren))
    assert "tie" in stands(row, vetter, review)
    end_tie(actor=team.olga, tie=tie)
    assert stands(row, vetter, review) == ""


@BOTH
def test_the_word_of_a_tie_is_left_to_the_verbs(team, row):
    review = builders.build_claimed(team)
    declare_tie(actor=team.vera, vetter=team.vera, what="Shares.", word="stomach")
    assert agrees(team.vera, review.revision) == "tie"
    assert stands(row, team.vera, review) == ""


@BOTH
@pytest.mark.parametrize("kind", ["person", "consult"])
def test_the_page_about_oneself_or_ones_service_takes_no_row(team, nora, row, kind):
    save_consult(
        actor=team.olga, slug="vera", name="Talk with Vera", price_minor=100, currency="GBP", minutes=50,
        booking_address="https://book.example/vera", practitioner=team.vera,
    )  # fmt: skip
    about = {"person": team.vera} if kind == "person" else {}
    page = builders.submitted(
        create_document(actor=team.wren, kind=kind, slug="vera", title="Vera", body="We talk.", **about)
    )
    assert "about themselves" in stands(row, team.vera, opened(page, team.vera))
    page.reviews.update(outcome="released")
    assert stands(row, nora, opened(page, nora)) == ""


def test_a_ruling_carried_over_past_the_verb_obeys_too(team, nora):
    first = builders.build_submitted(team)
    old = ruling_by(nora, opened(first, nora))
    old.save()
    first.reviews.update(outcome="released")
    review = opened(first, team.vera)
    days = builders.build_topic(team.wren, "days")
    set_scope(actor=team.olga, vetter=nora, topics=[days])
    with pytest.raises(IntegrityError, match="scope"), transaction.atomic():
        Ruling.objects.bulk_create([ruling_by(nora, review, carried_from=old)])

    set_scope(actor=team.olga, vetter=nora, topics=[days, builders.build_topic(team.wren)])
    Ruling.objects.bulk_create([ruling_by(nora, review, carried_from=old)])


def test_a_verb_carries_over_only_what_the_database_takes(team, nora):
    """Nora ruled, lost the field, and Vera's claim on the next text leaves Nora's rulings behind."""
    first = builders.build_submitted(team)
    builders.vetted(nora, first)
    set_scope(actor=team.olga, vetter=nora, topics=[builders.build_topic(team.wren, "days")])
    second = builders.submitted(builders.build_next(team.wren, first, summary="For everybody."))
    assert claim(actor=team.vera, revision=second).rulings.count() == 0

    set_scope(actor=team.olga, vetter=nora, topics=[])
    third = builders.submitted(builders.build_next(team.wren, first, summary="For all of us."))
    assert set(claim(actor=team.vera, revision=third).rulings.values_list("vetter", flat=True)) == {nora.pk}


def test_a_taking_back_obeys_too(team):
    review = builders.build_claimed(team)
    statement = review.revision.statements.filter(label="other").first()
    ruled = rule(actor=team.vera, review=review, statement=statement, decision="read")
    back = ruling_by(team.vera, review, statement=statement, takes_back=ruled)
    back.decision = "undone"
    tie = declare_tie(
        actor=team.vera, vetter=team.vera, what="Shares.", topic=builders.build_topic(team.wren)
    )
    with pytest.raises(IntegrityError, match="tie"), transaction.atomic():
        back.save()

    end_tie(actor=team.olga, tie=tie)
    assert undo(actor=team.vera, review=review, statement=statement).takes_back == ruled
