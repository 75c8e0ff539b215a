"""Every blocker of rulings and sources, with its success beside it: where, why, and what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from site_app.sources.models import Source
from site_app.sources.services import change_source, set_status
from site_app.vetting.errors import StillBlocked
from site_app.vetting.services import rule
from tests import builders
from tests.builders import approve
from tests.vetting.steps import blockers, codes, ruled, slip_in

CITED = "Many babies"


def test_a_blocker_names_the_sentence_the_reason_the_remedy_and_the_place(team):
    revision = builders.build_submitted(team)

    blocker = next(row for row in blockers(revision) if row.sentence.startswith(CITED))

    statement = builders.statement_of(revision, CITED)
    assert (blocker.code, blocker.statement_n, blocker.sentence) == ("unruled", statement.n, statement.text)
    assert (blocker.part, blocker.line) == ("body", 1)
    assert revision.body[blocker.start : blocker.end].startswith(CITED)
    assert blocker.reason.endswith(".")
    assert blocker.remedy.endswith(".")


def test_what_was_not_submitted_is_blocked(team):
    revision = builders.build_article(team.wren)
    assert codes(revision) == ["not_submitted"]

    builders.submitted(revision)
    assert "not_submitted" not in codes(revision)


def test_a_field_that_is_missing_blocks(team):
    review = ruled(team, not_for="")
    assert codes(review.revision) == ["incomplete"]
    with pytest.raises(StillBlocked, match="does not say: who this is not for") as blocked:
        approve(actor=team.vera, review=review)
    assert [blocker.code for blocker in blocked.value.blockers] == ["incomplete"]

    assert codes(ruled(team).revision) == []


def test_a_review_date_that_has_passed_blocks(team):
    review = ruled(team)
    assert codes(review.revision) == []
    review.revision.next_review_on = timezone.localdate()
    assert codes(review.revision) == ["next_review"]

    review.revision.next_review_on = timezone.localdate() + timedelta(days=4 * 365)
    assert codes(review.revision) == ["next_review"]


def test_a_sentence_without_a_ruling_blocks(team):
    review = builders.build_claimed(team)
    builders.rule_all(review, but=[CITED])
    with pytest.raises(StillBlocked, match=r"sentence \d+: Nobody has ruled"):
        approve(actor=team.vera, review=review)

    builders.rule_all(review)
    assert approve(actor=team.vera, review=review)


def test_a_health_statement_that_names_no_source_blocks_until_it_is_cleared(team):
    review = builders.build_claimed(team, body="Eczema is common.")
    builders.rule_all(review, but=["Eczema"])
    assert codes(review.revision) == ["uncited"]
    with pytest.raises(StillBlocked, match="names no source"):
        approve(actor=team.vera, review=review)

    builders.rule_all(review)
    assert approve(actor=team.vera, review=review)


def test_reading_a_health_statement_past_the_verb_blocks(team):
    review = ruled(team, body="Eczema is common.")
    statement = builders.statement_of(review.revision, "Eczema")
    slip_in(statement, team.vera, "read")
    assert codes(review.revision) == ["health_read"]

    slip_in(statement, team.vera, "cleared", reason="story")
    assert codes(review.revision) == []


@pytest.mark.parametrize(
    ("degree", "together", "code"),
    [
        ("background", False, "background_only"),
        ("background", True, "background_only"),
        ("partial", True, "not_covered"),
    ],
)
def test_what_its_sources_do_not_carry_blocks(team, degree, together, code):
    review = ruled(team)
    statement = builders.statement_of(review.revision, CITED)
    slip_in(statement, team.vera, "supported", degree, together=together)
    assert codes(review.revision) == [code]

    slip_in(statement, team.vera, "supported", "full")
    assert codes(review.revision) == []


def test_a_ruling_on_other_sources_than_the_sentence_names_blocks(team):
    review = ruled(team)
    statement = builders.statement_of(review.revision, CITED)
    slip_in(statement, team.vera, "supported", "full", source=builders.build_source(team.wren, "other2020"))
    assert codes(review.revision) == ["citations_changed"]

    slip_in(statement, team.vera, "supported")
    assert codes(review.revision) == ["citations_changed"]


@pytest.mark.parametrize("decision", ["cleared", "read"])
def test_a_source_that_nobody_ruled_on_blocks(team, decision):
    review = ruled(team)
    statement = builders.statement_of(review.revision, CITED)
    slip_in(statement, team.vera, decision, reason="site")

    assert codes(review.revision) == (["citations_unruled"] if decision == "cleared" else ["health_read"])


def test_a_source_that_changed_since_the_ruling_blocks(team):
    review = ruled(team)
    source = Source.objects.get(key="sleep2020")
    change_source(actor=team.wren, source=source, fields={"year": "2021"}, reason="Final version.")
    assert codes(review.revision) == ["source_changed"]

    builders.rule_as_due(review, builders.statement_of(review.revision, CITED))
    assert codes(review.revision) == []


def test_a_clerical_correction_blocks_nothing(team):
    review = ruled(team)
    source = Source.objects.get(key="sleep2020")
    change_source(
        actor=team.wren,
        source=source,
        fields={"title": "What sleep 2020 found"},
        reason="A space.",
        clerical=True,
    )

    assert codes(review.revision) == []


def test_a_retracted_source_blocks_unless_it_is_background_to_what_another_carries(team):
    builders.build_source(team.wren, "sound2021")
    body = "One study was withdrawn, but babies wake at night [@sleep2020, p. 1; @sound2021, p. 2]."
    review = builders.build_claimed(team, body=body)
    statement = builders.statement_of(review.revision, "One study")
    source = Source.objects.get(key="sleep2020")
    set_status(actor=team.wren, source=source, status="retracted", note="Notice of 1 May.")
    builders.rule_all(review, but=["One study"])
    assert codes(review.revision) == ["retracted", "unruled"]

    builders.rule_as_due(review, statement)
    assert codes(review.revision) == ["retracted"]

    rule(
        actor=team.vera,
        review=review,
        statement=statement,
        decision="supported",
        citations=[*builders.full(statement, "background")[:1], *builders.full(statement)[1:]],
    )
    assert codes(review.revision) == []


def test_a_key_without_a_source_blocks(team):
    review = builders.build_claimed(team, body="Babies wake at night [@nowhere, p. 1].")
    builders.rule_all(review, but=["Babies wake"])
    assert codes(review.revision) == ["unknown_source", "unruled"]

    builders.build_source(team.wren, "nowhere")
    builders.rule_all(review)
    assert codes(review.revision) == []


def test_a_returned_sentence_blocks(team):
    review = ruled(team)
    statement = builders.statement_of(review.revision, CITED)
    rule(actor=team.vera, review=review, statement=statement, decision="returned", comment="All of them?")
    with pytest.raises(StillBlocked, match="Vera returned this sentence: All of them"):
        approve(actor=team.vera, review=review)

    builders.rule_as_due(review, statement)
    assert approve(actor=team.vera, review=review)
