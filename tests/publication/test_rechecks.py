"""recheck_editions: today's rules over what is live; work opens, nothing is withdrawn."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from site_app.publication import reading, rechecks, trust
from site_app.publication.models import Live, Recheck
from site_app.publication.services import publish, redact, withdraw
from site_app.statements.check import check as real_check
from site_app.statements.report import Draft, Finding, Report
from site_app.vetting.services import claim, raise_label, rule
from tests.builders import approve, build_next, build_published, build_submitted, rule_all, submitted, vetted


@pytest.fixture
def stricter(monkeypatch):
    """Rules under which 'You are not alone.' counts as health: what a later engine may say."""

    def check(draft: Draft, lookup=None, house=None) -> Report:
        report = real_check(draft, lookup, house)
        return replace(
            report,
            statements=tuple(
                replace(row, label="health") if row.text == "You are not alone." else row
                for row in report.statements
            ),
        )

    monkeypatch.setattr(rechecks, "check", check)


def sealed_of(edition):
    return trust.fetch([edition.pk]).open(edition.pk)


def test_the_rules_that_an_edition_was_vetted_by_find_nothing(edition):
    assert rechecks.recheck_editions() == []
    assert Recheck.objects.count() == 0


def test_a_sentence_that_weighs_more_now_opens_work_once_and_withdraws_nothing(edition, stricter):
    opened = rechecks.recheck_editions()
    assert [row.because for row in opened] == ["rules"]
    assert all("now counts as 'health': You are not alone." in line for line in opened[0].detail)
    assert rechecks.recheck_editions() == []
    assert rechecks.waiting() == opened
    assert reading.document("article", "nights")


@pytest.mark.parametrize(
    ("start", "label"),
    [("Many babies", "protocol"), ("We wrote this", "health"), ("You are not", "protocol")],
)
def test_a_sentence_raised_after_publishing_opens_work(team, edition, start, label):
    assert rechecks.recheck_editions() == []
    statement = edition.revision.statements.get(text__startswith=start)

    raise_label(actor=team.vera, statement=statement, label=label, why="It tells how to feed.")

    (work,) = rechecks.recheck_editions()
    assert work.detail == [
        f"Sentence {statement.n} was raised to '{label}': It tells how to feed. {statement.text}"
    ]
    assert rechecks.recheck_editions() == []
    assert rechecks.waiting() == [work]


def test_one_document_can_be_read_alone(team, edition, stricter):
    other = build_published(team, title="Who are we?")
    assert [row.edition for row in rechecks.recheck_editions(document=other.document)] == [other]
    assert [row.edition for row in rechecks.recheck_editions()] == [edition]


def test_what_was_raised_before_it_was_ruled_on_opens_nothing(team):
    revision = build_submitted(team)
    statement = revision.statements.get(text__startswith="We wrote this")
    raise_label(actor=team.vera, statement=statement, label="health", why="It hints.")
    review = claim(actor=team.vera, revision=revision)
    rule_all(review, but=["We wrote"])
    rule(actor=team.vera, review=review, statement=statement, decision="cleared", reason="site")
    approve(actor=team.vera, review=review)
    publish(actor=team.pia, revision=revision)

    assert rechecks.recheck_editions() == []


def test_a_new_edition_closes_the_work(team, edition, stricter):
    rechecks.recheck_editions()
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    assert rechecks.waiting() == []
    assert Recheck.objects.get().done_at is not None


def test_work_on_a_withdrawn_document_does_not_wait(team, edition, stricter):
    rechecks.recheck_editions()
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    assert rechecks.waiting() == []
    assert rechecks.recheck_editions() == []


def test_the_command_says_what_it_opened(edition, stricter):
    out = StringIO()
    call_command("recheck_editions", stdout=out)
    assert "You are not alone." in out.getvalue()
    assert "1 opened. Nothing was withdrawn" in out.getvalue()


def test_an_edition_that_does_not_verify_is_passed_over(edition, stricter, tamper):
    tamper("UPDATE publication_part SET content = %s WHERE name = 'text'", b"{}")
    assert rechecks.recheck_editions() == []


@pytest.mark.parametrize("part", ["text", "evidence"])
def test_a_redacted_edition_is_passed_over(team, edition, stricter, part):
    redact(actor=team.olga, edition=edition, part=part, legal_reason="Court order 7.")
    assert rechecks.recheck_editions() == []


def report_of(edition, **changes) -> tuple:
    sealed = sealed_of(edition)
    return sealed, replace(real_check(rechecks.draft_of(sealed)), **changes)


def test_a_text_that_is_cut_otherwise_now_is_told(edition):
    sealed, report = report_of(edition)
    lines = rechecks.judged_otherwise(sealed, replace(report, statements=report.statements[1:]))
    assert "cut this text into other sentences" in lines[0]


def finding(code: str, n: int | None) -> Finding:
    return Finding(code, n, "body", 3, 0, 4, "some", "It cannot be read.", "Write it anew.")


def first_with(sealed, decision: str) -> dict:
    return next(row for row in sealed.statements if row["decision"] == decision)


def test_a_new_objection_opens_work_unless_a_ruling_answered_it(edition):
    sealed, report = report_of(edition)
    n = first_with(sealed, "read")["n"]
    noise = (finding("unreadable", n), finding("unclosed", None), finding("uncited", n))
    lines = rechecks.judged_otherwise(sealed, replace(report, findings=noise))
    assert lines == [f"Sentence {n}: It cannot be read.", "Line 3: It cannot be read."]

    first_with(sealed, "read")["answers"] = ["unreadable:pl"]
    lines = rechecks.judged_otherwise(sealed, replace(report, findings=noise))
    assert lines == ["Line 3: It cannot be read."]


def test_a_cleared_heading_stays_cleared_and_an_overruled_protocol_overruled(edition):
    sealed, report = report_of(edition)
    row = first_with(sealed, "read")
    heading = (finding("asserting_heading", row["n"]),)
    assert rechecks.judged_otherwise(sealed, replace(report, findings=heading))
    row["decision"] = "cleared"
    assert rechecks.judged_otherwise(sealed, replace(report, findings=heading)) == []

    heavy = tuple(
        replace(statement, label="protocol") if statement.n == row["n"] else statement
        for statement in report.statements
    )
    assert rechecks.judged_otherwise(sealed, replace(report, statements=heavy))
    row["overrule"] = True
    assert rechecks.judged_otherwise(sealed, replace(report, statements=heavy)) == []


def test_the_draft_read_again_is_the_draft_that_was_sealed(team, edition):
    from_seal = rechecks.draft_of(sealed_of(Live.objects.get().edition))
    assert from_seal.kind == "article"
    assert from_seal.topics == ("nights",)
    assert from_seal.stages == ("birth-6-weeks",)
    assert [part.name for part in from_seal.parts][:2] == ["address", "title"]
