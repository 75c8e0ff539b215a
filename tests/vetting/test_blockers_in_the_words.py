"""Every blocker that lies in the words: protocols, raised labels, findings. Its success stands beside it."""

import pytest
from django.db import connection

from site_app.accounts import guards
from site_app.accounts.models import Role
from site_app.documents.models import Submission
from site_app.sources.models import Source
from site_app.sources.services import set_status
from site_app.vetting import ledger
from site_app.vetting.services import claim, raise_label, rule
from tests import builders
from tests.builders import approve
from tests.people import somebody
from tests.vetting.steps import blockers, codes, ruled, slip_in

CITED = "Many babies"

# --- protocol -------------------------------------------------------------------------------------------

PROTOCOL = "We gave her five drops of vitamin D every morning."


def test_a_protocol_blocks_with_its_exact_words_until_it_is_overruled(team):
    nora = somebody("Nora", Role.VETTER, Role.OVERRULE, clinician=True)
    review = claim(actor=nora, revision=builders.build_submitted(team, body=f"We were tired. {PROTOCOL}"))
    statement = builders.statement_of(review.revision, "We gave her")
    builders.rule_all(review, but=["We gave her"])
    (blocker,) = blockers(review.revision)
    assert (blocker.code, blocker.span) == ("protocol", PROTOCOL)
    assert review.revision.body[blocker.start : blocker.end] == PROTOCOL
    assert "consult block" in blocker.remedy

    rule(actor=nora, review=review, statement=statement, decision="cleared", reason="story", overrule=True)
    assert approve(actor=nora, review=review)


def test_a_ruling_past_the_verb_does_not_free_a_protocol(team):
    review = builders.build_claimed(team, body=PROTOCOL)
    builders.rule_all(review, but=["We gave her"])
    slip_in(builders.statement_of(review.revision, "We gave her"), team.vera, "cleared", reason="story")

    assert codes(review.revision) == ["protocol"]


def test_a_protocol_blocks_even_where_no_finding_says_so(team):
    review = builders.build_claimed(team, body=PROTOCOL)
    builders.rule_all(review, but=["We gave her"])
    with guards.lift(connection):
        Submission.objects.filter(revision=review.revision).update(findings=[])

    assert codes(review.revision) == ["protocol"]


def test_what_a_vetter_calls_a_protocol_has_no_road_even_when_overruled_before(team):
    nora = somebody("Nora", Role.VETTER, Role.OVERRULE, clinician=True)
    review = claim(actor=nora, revision=builders.build_submitted(team, body=PROTOCOL))
    statement = builders.statement_of(review.revision, "We gave her")
    builders.rule_all(review, but=["We gave her"])
    rule(actor=nora, review=review, statement=statement, decision="cleared", reason="story", overrule=True)
    assert codes(review.revision) == []

    raise_label(actor=team.vera, statement=statement, label="protocol", why="Parents will copy it.")

    (blocker,) = blockers(review.revision)
    assert blocker.reason == "Vera holds this to be a protocol: Parents will copy it."


@pytest.mark.parametrize(
    "words",
    ["We wrote this page in spring!", "we wrote THIS page in spring.", "We wrote this page, in spring."],
)
def test_a_vetters_protocol_follows_its_words_into_later_revisions(team, words):
    first = builders.build_submitted(team)
    raise_label(
        actor=team.vera, statement=builders.statement_of(first, "We wrote"), label="protocol", why="No."
    )

    second = builders.submitted(builders.build_next(team.wren, first, body=words))
    assert "protocol" in codes(second)

    third = builders.submitted(builders.build_next(team.wren, second, body="We wrote this page in autumn."))
    assert "protocol" not in codes(third)


def test_a_label_raised_after_the_ruling_blocks(team):
    review = ruled(team)
    statement = builders.statement_of(review.revision, "We wrote this")
    assert ledger.waiting(review.revision) == []
    raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")
    assert codes(review.revision) == ["label_risen", "health_read"]
    # Nothing is without a ruling, and still this one waits.
    assert ledger.waiting(review.revision) == [statement.n]

    rule(actor=team.vera, review=review, statement=statement, decision="cleared", reason="site")
    assert codes(review.revision) == []


# --- findings -------------------------------------------------------------------------------------------


def test_a_heading_that_asserts_blocks_until_a_vetter_says_that_it_does_not(team):
    review = builders.build_claimed(team, body=f"## Milk cures rashes\n\n{builders.CITED}")
    builders.rule_all(review, but=["Milk"])
    assert codes(review.revision) == ["asserting_heading"]

    statement = builders.statement_of(review.revision, "Milk")
    rule(actor=team.vera, review=review, statement=statement, decision="cleared", reason="topic")
    assert codes(review.revision) == []


def test_words_that_the_engine_cannot_read_block_until_somebody_who_can_has_answered(team):
    polish = "Nie jest to choroba i nie ma potrzeby dla dziecka czy matki."
    team.vera.languages = ["en", "pl"]
    team.vera.save()
    review = ruled(team, body=polish)
    assert codes(review.revision) == ["unreadable"]

    rule(
        actor=team.vera,
        review=review,
        statement=builders.statement_of(review.revision, "Nie"),
        decision="cleared",
        reason="story",
        answers=["unreadable"],
        language="pl",
    )
    assert codes(review.revision) == []


def test_a_finding_that_no_ruling_answers_blocks(team):
    review = ruled(team, body=f"{builders.CITED}\n\n::: urgent\n\nWe wrote this.")
    found = codes(review.revision)

    assert "unclosed_block" in found
    assert "card_heading" in found


def test_findings_stored_before_they_had_words_of_their_own_still_block(team):
    review = ruled(team, body=f"{builders.CITED}\n\n::: documents nobody unheard-of\n:::\n\n:::")
    submission = review.revision.submission
    older = [{name: said for name, said in row.items() if name != "words"} for row in submission.findings]
    assert older != submission.findings
    before = blockers(review.revision)

    with guards.lift(connection):
        Submission.objects.filter(pk=submission.pk).update(findings=older)

    assert blockers(review.revision) == before != ()


def test_an_urgent_sign_that_is_not_marked_blocks(team):
    builders.build_source(team.wren)
    body = "You may have thoughts of hurting yourself [@sleep2020, p. 1]."
    assert "urgent_unmarked" in codes(ruled(team, body=body).revision)

    assert "urgent_unmarked" not in codes(ruled(team, body=body, urgent="mood").revision)


def test_a_finding_that_does_not_block_stands_in_nobodys_way(team):
    builders.build_source(team.wren, "old2010")
    set_status(
        actor=team.wren, source=Source.objects.get(key="old2010"), status="superseded", note="New one."
    )

    review = ruled(team, body="Babies wake at night [@old2010, p. 1].")

    assert review.revision.submission.findings
    assert codes(review.revision) == []
