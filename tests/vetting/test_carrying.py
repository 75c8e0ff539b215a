"""Which rulings live on in the next revision, and which are only proposed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from site_app.accounts.models import Credential, Role
from site_app.accounts.services import end_role
from site_app.sources.models import Source
from site_app.sources.services import set_status
from site_app.vetting.errors import NextReviewMoved, RulingRefused
from site_app.vetting.ledger import ledger_of
from site_app.vetting.models import Ruling
from site_app.vetting.services import (
    claim,
    confirm,
    raise_label,
    release,
    return_to_writer,
    rule,
)
from tests import builders
from tests.builders import approve
from tests.people import somebody

FORTY = [f"Babies in group {number} woke at night [@sleep2020, p. {number}]." for number in range(1, 41)]


def next_review(team, revision, vetter=None, kind=None, **fields):
    """Wren saves and submits another text; Vera (or `vetter`) claims it."""
    newer = builders.submitted(builders.build_next(team.wren, revision, **fields))
    return claim(actor=vetter or team.vera, revision=newer, kind=kind)


def waiting(review):
    """Statements without a ruling: those with a proposal, and those without."""
    rows = [row for row in ledger_of(review.revision).rows if row.ruling is None]
    proposed = [row.statement.text for row in rows if row.proposed]
    return proposed, [row.statement.text for row in rows if not row.proposed]


def test_one_changed_sentence_of_forty_asks_for_one_ruling_and_one_confirmation(team):
    first = builders.build_approved(team, body=" ".join(FORTY))
    changed = [*FORTY[:19], "Babies in group 20 slept all night [@sleep2020, p. 20].", *FORTY[20:]]

    review = next_review(team, first, body=" ".join(changed))

    assert waiting(review) == (
        ["Babies in group 21 woke at night."],
        ["Babies in group 20 slept all night."],
    )
    confirm(
        actor=team.vera, review=review, statement=builders.statement_of(review.revision, "Babies in group 21")
    )
    builders.rule_as_due(review, builders.statement_of(review.revision, "Babies in group 20"))
    assert approve(actor=team.vera, review=review).revision == review.revision


def test_the_last_sentence_of_a_block_asks_for_nothing_but_its_own_ruling(team):
    first = builders.build_approved(team, body="\n\n".join(FORTY))

    review = next_review(team, first, body="\n\n".join([*FORTY[:39], "Babies snored [@sleep2020, p. 40]."]))

    assert waiting(review) == ([], ["Babies snored."])


def test_a_sentence_moved_under_another_heading_asks_to_be_confirmed(team):
    one, two = (
        "Babies in group 1 woke at night [@sleep2020, p. 1].",
        "Babies in group 2 woke, too [@sleep2020, p. 2].",
    )
    first = builders.build_approved(
        team, body=f"## At home\n\n{one}\n\n{two}\n\n## In hospital\n\nWe asked there."
    )

    review = next_review(
        team, first, body=f"## At home\n\n{two}\n\n## In hospital\n\n{one}\n\nWe asked there."
    )

    assert waiting(review) == (["Babies in group 1 woke at night."], [])
    statement = builders.statement_of(review.revision, "Babies in group 1")
    ruling = confirm(actor=team.vera, review=review, statement=statement)
    assert (ruling.decision, ruling.vetter, ruling.carried_from.statement.revision) == (
        "supported",
        team.vera,
        first,
    )
    assert ruling.citations.get().locator == "p. 1"
    assert waiting(review) == ([], [])


def test_a_carried_ruling_keeps_the_name_of_who_gave_it(team):
    nora = somebody("Nora", Role.VETTER, clinician=True)
    first = builders.build_approved(team)

    review = next_review(team, first, vetter=nora, summary="This page is for everybody.")

    ruling = builders.statement_of(review.revision, "Many babies").rulings.get()
    assert (ruling.vetter, ruling.review, ruling.carried_from.review.vetter) == (team.vera, review, team.vera)
    assert ruling.citations.get().degree == "full"


def test_it_is_carried_from_revision_to_revision(team):
    first = builders.build_approved(team)
    second = next_review(team, first, summary="This page is for everybody.").revision

    third = next_review(team, second, summary="This page is for you.")

    assert waiting(third) == ([], ["This page is for you."])


def test_a_periodic_review_carries_and_proposes_nothing(team):
    first = builders.build_approved(team)

    review = next_review(team, first, kind="periodic", summary="This page is for everybody.")

    proposed, unruled = waiting(review)
    assert (proposed, len(unruled)) == ([], review.revision.statements.count())
    builders.rule_all(review)
    assert approve(actor=team.vera, review=review).review.kind == "periodic"


@pytest.mark.parametrize("days", [1, 300])
def test_a_review_of_changes_never_moves_the_next_review_later(team, days):
    first = builders.build_approved(team)
    day = first.next_review_on
    review = next_review(team, first, next_review_on=day + timedelta(days=days))
    builders.rule_all(review)
    with pytest.raises(NextReviewMoved, match="only a periodic review"):
        approve(actor=team.vera, review=review)
    release(actor=team.vera, review=review)
    periodic = claim(actor=team.vera, revision=review.revision, kind="periodic")
    builders.rule_all(periodic)
    assert approve(actor=team.vera, review=periodic).revision.next_review_on > day


@pytest.mark.parametrize("days", [0, -30])
def test_a_review_of_changes_may_leave_the_next_review_or_bring_it_forward(team, days):
    first = builders.build_approved(team)
    review = next_review(
        team,
        first,
        next_review_on=first.next_review_on + timedelta(days=days),
        summary="It is for everybody.",
    )
    builders.rule_all(review)
    assert approve(actor=team.vera, review=review).review.kind == "change"


def test_what_is_overdue_is_freed_by_a_periodic_review_alone(team):
    first = builders.build_approved(team)
    with time_machine.travel(timezone.now() + timedelta(days=1000), tick=False):
        team.vera.credentials.update(expires_on=None)
        later = timezone.localdate() + timedelta(days=200)
        review = next_review(team, first, next_review_on=later)
        builders.rule_all(review)
        with pytest.raises(NextReviewMoved, match="has been due since"):
            approve(actor=team.vera, review=review)
        release(actor=team.vera, review=review)
        periodic = claim(actor=team.vera, revision=review.revision, kind="periodic")
        builders.rule_all(periodic)
        assert approve(actor=team.vera, review=periodic)


def test_rulings_of_a_change_review_do_not_count_in_a_periodic_one(team):
    first = builders.build_approved(team)
    review = next_review(team, first, summary="This page is for everybody.")
    assert len(waiting(review)[1]) == 1

    periodic = claim(actor=team.vera, revision=review.revision, kind="periodic")
    assert len(waiting(periodic)[1]) == review.revision.statements.count()

    builders.rule_all(periodic)
    release(actor=team.vera, review=periodic)
    again = claim(actor=team.vera, revision=review.revision, kind="periodic")
    assert waiting(again) == ([], [])


@pytest.mark.parametrize("how", ["role ended", "account closed", "credential ran out", "had a hand"])
def test_nothing_is_carried_from_a_vetter_who_may_not_vet_any_more(team, how):
    bo = somebody("Bo", Role.VETTER, Role.WRITER, clinician=True)
    first = builders.build_submitted(team)
    builders.vetted(bo, first)
    base = first
    if how == "role ended":
        end_role(actor=team.olga, user=bo, role=Role.VETTER)
    elif how == "account closed":
        type(bo).objects.filter(pk=bo.pk).update(is_active=False)
    elif how == "credential ran out":
        Credential.objects.filter(user=bo).update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        base = builders.build_next(bo, first, for_whom="Parents of two.")

    review = next_review(team, base, summary="This page is for everybody.")

    assert len(waiting(review)[0]) > 3
    assert not review.rulings.exists()


def test_overruling_is_not_carried_once_the_right_is_gone(team):
    nora = somebody("Nora", Role.VETTER, Role.OVERRULE, clinician=True)
    first = builders.build_submitted(team, body="We gave five drops of vitamin D every morning.")
    review = claim(actor=nora, revision=first)
    statement = builders.statement_of(first, "We gave five")
    assert statement.label == "protocol"
    rule(actor=nora, review=review, statement=statement, decision="cleared", reason="story", overrule=True)
    builders.rule_all(review)
    approve(actor=nora, review=review)

    kept = next_review(team, first, summary="This page is for everybody.")
    assert builders.statement_of(kept.revision, "We gave five").rulings.get().overrule
    end_role(actor=team.olga, user=nora, role=Role.OVERRULE)
    gone = next_review(team, first, summary="This page is for you.")

    assert waiting(gone)[0] == ["We gave five drops of vitamin D every morning."]


def test_nothing_is_carried_where_the_label_has_risen(team):
    first = builders.build_approved(team)
    statement = builders.statement_of(first, "We wrote this")
    raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")

    review = next_review(team, first, summary="This page is for everybody.")

    assert waiting(review) == ([], ["This page is for everybody.", "We wrote this page in spring."])


@pytest.mark.parametrize("when", ["before it was submitted", "after it was submitted"])
def test_nothing_is_carried_where_a_source_has_changed(team, when):
    first = builders.build_approved(team)
    newer = builders.build_next(team.wren, first, summary="This page is for everybody.")

    def change():
        source = Source.objects.get(key="sleep2020")
        set_status(actor=team.wren, source=source, status="concern", note="Doubts, 1 May.")

    if when.startswith("before"):
        change()
        builders.submitted(newer)
    else:
        builders.submitted(newer)
        change()
    review = claim(actor=team.vera, revision=newer)

    assert waiting(review) == (
        [],
        ["This page is for everybody.", "Many babies wake at night because their stomachs are small."],
    )


def test_a_statement_returned_last_is_neither_carried_nor_proposed(team):
    first = builders.build_approved(team)
    second = next_review(team, first, summary="This page is for everybody.")
    statement = builders.statement_of(second.revision, "We wrote this")
    rule(actor=team.vera, review=second, statement=statement, decision="returned", comment="Which spring?")
    return_to_writer(actor=team.vera, review=second, comment="")

    third = next_review(team, second.revision, summary="This page is for you.")

    assert waiting(third) == ([], ["This page is for you.", "We wrote this page in spring."])


def test_another_stage_makes_every_ruling_a_proposal(team):
    first = builders.build_approved(team)

    review = next_review(team, first, stages=["pregnancy"])

    proposed, unruled = waiting(review)
    assert (len(proposed), unruled) == (review.revision.statements.count(), [])


def test_another_document_lends_nothing(team):
    builders.build_approved(team)

    review = builders.build_claimed(team)

    assert len(waiting(review)[1]) == review.revision.statements.count()


def test_reading_an_unreadable_sentence_is_confirmed_only_by_who_reads_the_language(team):
    polish = "Nie jest to choroba i nie ma potrzeby dla dziecka czy matki."
    nora = somebody("Nora", Role.VETTER, clinician=True, languages=["en", "pl"])
    first = builders.build_submitted(team, body=f"## Home\n\n{polish}\n\n## Away\n\nWe asked.")
    review = claim(actor=nora, revision=first)
    rule(
        actor=nora,
        review=review,
        statement=builders.statement_of(first, "Nie jest"),
        decision="cleared",
        reason="story",
        answers=["unreadable"],
        language="pl",
    )
    moved = next_review(team, first, body=f"## Home\n\nWe asked.\n\n## Away\n\n{polish}")
    statement = builders.statement_of(moved.revision, "Nie jest")
    with pytest.raises(RulingRefused, match="not declared that you read 'pl'"):
        confirm(actor=team.vera, review=moved, statement=statement)

    release(actor=team.vera, review=moved)
    again = claim(actor=nora, revision=moved.revision)
    assert confirm(actor=nora, review=again, statement=statement).answers == ["unreadable:pl"]


def test_a_lapsed_claim_loses_no_ruling(team):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        again = claim(actor=team.vera, revision=review.revision)
        assert waiting(again) == ([], [])
        assert Ruling.objects.filter(review=again).count() == 0


def test_claiming_again_does_not_bring_back_what_was_ruled_on_since(team):
    first = builders.build_approved(team)
    review = next_review(team, first, summary="This page is for everybody.")
    statement = builders.statement_of(review.revision, "We wrote this")
    rule(actor=team.vera, review=review, statement=statement, decision="returned", comment="Which spring?")
    release(actor=team.vera, review=review)

    again = claim(actor=team.vera, revision=review.revision)

    assert not again.rulings.exists()
    assert ledger_of(review.revision).rows[statement.n - 1].ruling.decision == "returned"


def test_an_older_revision_learns_nothing_from_a_newer_one(team):
    first = builders.build_submitted(team)
    newer = builders.submitted(builders.build_next(team.wren, first, summary="Another summary."))
    builders.vetted(team.vera, newer)

    assert not any(row.ruling or row.proposed for row in ledger_of(first).rows)
