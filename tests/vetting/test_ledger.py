"""The ledger: one row a statement, and no more queries for a long text than for a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.vetting import ledger
from site_app.vetting.services import claim, raise_label, rule, suggest
from tests import builders
from tests.vetting.steps import ledger_digest


def queries_of(revision):
    with CaptureQueriesContext(connection) as queries:
        book = ledger.ledger_of(revision)
        for row in book.rows:
            if row.ruling:
                assert row.ruling.vetter.display_name
                assert all(citation.source.title for citation in row.ruling.citations.all())
    return len(queries), book


def half_vetted(team, count):
    """A revision of `count` cited sentences, half-way: some carried over, one proposed, most bare."""
    cited = [f"Babies in group {number} woke at night [@sleep2020, p. {number}]." for number in range(count)]
    first = builders.build_submitted(team, body="\n\n".join(["Nobody asked us.", *cited]))
    review = claim(actor=team.vera, revision=first)
    for statement in first.statements.all()[:14]:
        builders.rule_as_due(review, statement)
    second = builders.build_next(team.wren, first, body="\n\n".join(["## Home", "Nobody asked us.", *cited]))
    claim(actor=team.vera, revision=builders.submitted(second))
    return second


def test_four_hundred_statements_take_as_many_queries_as_a_few(team):
    short, _ = queries_of(half_vetted(team, 10))
    long, book = queries_of(half_vetted(team, 400))

    assert len(book.rows) > 400
    assert any(row.ruling for row in book.rows)
    assert any(row.proposed for row in book.rows)
    assert long == short < 40


def test_a_row_tells_label_ruling_blockers_and_who_raised_it(team):
    review = builders.build_claimed(team)
    statement = builders.statement_of(review.revision, "We wrote this")
    raised = raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")
    rule(actor=team.vera, review=review, statement=statement, decision="returned", comment="Which spring?")

    row = ledger.ledger_of(review.revision).rows[statement.n - 1]

    assert (row.statement, row.label, row.raised) == (statement, "health", (raised,))
    assert (row.ruling.decision, row.proposed) == ("returned", None)
    assert [blocker.code for blocker in row.blockers] == ["returned"]


def test_what_concerns_no_sentence_stands_apart(team):
    review = builders.build_claimed(team, not_for="")
    builders.rule_all(review)

    book = ledger.ledger_of(review.revision)

    assert [blocker.code for blocker in book.of_the_whole] == ["incomplete"]
    assert not any(row.blockers for row in book.rows)


def test_only_rows_that_ask_for_nothing_are_offered_for_reading_in_bulk(team):
    review = builders.build_claimed(team, body="We wrote this.\n\nWhy do babies wake?\n\nEczema is common.")

    def offered():
        return [row.statement.text for row in ledger.ledger_of(review.revision).rows if row.may_bulk_read]

    assert "We wrote this." in offered()
    assert not {"Why do babies wake?", "Eczema is common."} & set(offered())
    builders.rule_all(review)
    assert offered() == []


@pytest.mark.parametrize("what", ["a ruling", "a raised label"])
def test_the_digest_changes_with_whatever_is_said_later(team, what):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    before = ledger_digest(review.revision)
    assert before == ledger_digest(review.revision)

    statement = builders.statement_of(review.revision, "We wrote this")
    if what == "a ruling":
        builders.rule_as_due(review, statement)
    else:
        raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")

    assert ledger_digest(review.revision) != before


def test_a_text_without_any_ruling_has_a_digest_too(team):
    one, other = builders.build_submitted(team), builders.build_submitted(team, summary="Another summary.")

    assert ledger_digest(one) != ledger_digest(other)


def test_every_row_can_be_named_in_the_registers(team):
    revision = builders.build_approved(team)
    ruling = builders.statement_of(revision, "Many babies").rulings.get()
    review = ruling.review
    statement = builders.statement_of(revision, "We wrote this")
    raised = raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")
    suggestion = suggest(actor=team.vera, statement=statement, text="We wrote it in May.")

    assert str(review) == f"{revision} by Vera"
    assert str(ruling) == "supported: Many babies wake at night because their stomachs are small."
    assert str(ruling.citations.get()) == "sleep2020: full"
    assert str(raised) == "raised to health: We wrote this page in spring."
    assert str(review.approval) == f"{revision} approved"
    assert str(suggestion) == "We wrote it in May."
