"""Taking a ruling back: a newer row, until the review ends."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from site_app.vetting.carrying import carriable
from site_app.vetting.dossier import dossier_of
from site_app.vetting.errors import NothingToUndo, NotYourReview, ReviewClosed
from site_app.vetting.models import Decision, Review, Ruling
from site_app.vetting.services import claim, release, rule, undo
from tests import builders
from tests.vetting.steps import blockers, codes, ruled


def cited(review):
    return review.revision.statements.exclude(citations=[]).get()


def counting(review, statement):
    return dossier_of(review.revision).rulings.get(statement.pk)


def test_what_is_taken_back_counts_no_more_and_blocks_again(team):
    review = ruled(team)
    statement = cited(review)
    assert blockers(review.revision) == ()
    undone = undo(actor=team.vera, review=review, statement=statement)
    assert undone.takes_back is not None
    assert undone.takes_back.decision == Decision.SUPPORTED
    assert counting(review, statement) is None
    assert codes(review.revision) == ["unruled"]
    assert Ruling.objects.filter(statement=statement).count() == 2


def test_the_ruling_before_counts_again(team):
    review = ruled(team)
    statement = cited(review)
    first = counting(review, statement)
    rule(actor=team.vera, review=review, statement=statement, decision="returned", comment="No.")
    undo(actor=team.vera, review=review, statement=statement)
    assert counting(review, statement) == first
    undo(actor=team.vera, review=review, statement=statement)
    with pytest.raises(NothingToUndo):
        undo(actor=team.vera, review=review, statement=statement)
    builders.rule_as_due(review, statement)
    assert counting(review, statement) is not None


def test_after_approval_nothing_is_taken_back(team):
    review = ruled(team)
    statement = cited(review)
    builders.approve(actor=team.vera, review=review)
    with pytest.raises(ReviewClosed):
        undo(actor=team.vera, review=review, statement=statement)
    assert counting(review, statement) is not None


def test_only_the_one_at_work_takes_back(team):
    review = ruled(team)
    with pytest.raises(NotYourReview):
        undo(actor=team.pia, review=review, statement=cited(review))


def test_what_was_taken_back_is_neither_carried_over_nor_what_it_was_carried_from(team):
    revision = builders.build_approved(team)
    second = builders.submitted(builders.build_next(team.wren, revision, summary="For tired parents."))
    review = claim(actor=team.vera, revision=second)
    statement = cited(review)
    assert counting(review, statement).carried_from is not None
    undo(actor=team.vera, review=review, statement=statement)
    release(actor=team.vera, review=review)
    third = builders.submitted(builders.build_next(team.wren, second, summary="For all parents."))
    same = third.statements.get(text=statement.text)
    assert same.pk not in carriable(dossier_of(third))
    kept = third.statements.get(kind="title")
    assert kept.pk in carriable(dossier_of(third))


@pytest.mark.parametrize("wrong", ["names nothing", "another sentence", "a ruling that undoes nothing"])
def test_the_database_refuses_an_undoing_that_fits_nothing(team, wrong):
    review = ruled(team)
    statement = cited(review)
    other = Ruling.objects.exclude(statement=statement).first()
    takes_back = None if wrong == "names nothing" else other
    decision = "read" if wrong == "a ruling that undoes nothing" else "undone"
    with pytest.raises(IntegrityError, match="Taking back"), transaction.atomic():
        Ruling.objects.create(
            review=review,
            statement=statement,
            vetter=team.vera,
            decision=decision,
            takes_back=takes_back,
            label="other",
            fingerprint=statement.fingerprint,
            at=timezone.now(),
        )
    assert Review.objects.get().outcome == "open"
