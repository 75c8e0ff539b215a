"""The scorecard of a revision: what the software answers, on which proof, and what the form then asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from site_app.accounts.models import Practice
from site_app.consults.models import HelpLine
from site_app.vetting import services, standards
from site_app.vetting.errors import FormOpen
from site_app.vetting.models import Approval, ReviewForm
from site_app.vetting.standards import Said
from tests import builders
from tests.builders import answers_for
from tests.vetting.steps import publishing_blockers


@pytest.fixture
def practice(team):
    return Practice.objects.create(
        name="Nights", legal_owner="Nights Ltd", address="1 Road", contact_email="us@example.org",
        home_country="US", quality_person="Olga", funding="Consults pay for this site.",
    )  # fmt: skip


@pytest.fixture
def review(team):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    return review


def answered(revision, code):
    line = next(line for line in standards.scorecard(revision).lines if line.row.code == code)
    return line.found


def verdict(team, code, **fields):
    return str(answered(builders.build_submitted(team, **fields), code).verdict)


FOUND = "In a study, many babies wake at night [@sleep2020, abstract]."
HARM = builders.BODY + "\n\nChest pain and thoughts of suicide are spoken of here. Ring the crisis line."


@pytest.mark.parametrize(
    ("code", "fields", "verdicts"),
    [
        ("C1-3", {"main_message": "One. Two. Three. Four."}, ("yes", "no")),
        ("C8", {"body": builders.BODY + "\n\n" + "- Whom can I ask?\n" * 8}, ("yes", "no")),
        ("C11", {"not_known": ""}, ("yes", "no")),
        ("C11", {"not_known": f"{FOUND}\n\n{FOUND}"}, ("yes", "no")),
        ("C11", {"not_known": f"{FOUND}\n\nThat is one study."}, ("yes", "no")),
        ("C11", {"not_known": f"{FOUND}\n\nThat is one small study."}, ("yes", "yes")),
        ("C11", {"not_known": FOUND.replace("In a study", "It is not clear why")}, ("yes", "yes")),
        ("C14", {"body": builders.BODY + "\n\n::: consult sleep\nWe print no plan.\n:::\n"}, ("no", "yes")),
        ("C20", {"body": "It is 1 in 5 [@sleep2020, p. 1]."}, ("yes", "no")),
        ("D1", {"not_for": ""}, ("yes", "no")),
        ("D15", {"questions": ""}, ("yes", "no")),
        ("J3", {"conflicts": ""}, ("yes", "no")),
        ("K3", {"why_needed": "Readers ask."}, ("no", "yes")),
        ("K5", {"tested_with": "Six mothers in May."}, ("no", "yes")),
        ("K7", {"body": builders.BODY + "\n\n## Why?\n\n#### How?\n"}, ("yes", "no")),
        ("M2", {"body": builders.BODY + "\n\nThis page is a breakthrough."}, ("yes", "no")),
        ("N14", {"body": builders.BODY + "\n\nWe " + "wrote and " * 15 + "rested."}, ("yes", "no")),
        (
            "U1",
            {"body": builders.BODY + "\n\n::: urgent\n### Call us if:\n- you ask\n:::\n"},
            ("none", "yes"),
        ),
        ("Z1", {"urgent": "body"}, ("yes", "no")),
        ("Z2", {"body": builders.BODY + "\n\nWe speak of suicide here."}, ("none", "no")),
        ("Z2", {"body": HARM}, ("none", "no")),
        ("Z2", {"body": HARM, "urgent": "body"}, ("none", "yes")),
    ],
)
def test_a_row_answers_otherwise_where_the_text_is_otherwise(team, practice, code, fields, verdicts):
    assert verdict(team, code) == verdicts[0]
    assert verdict(team, code, **fields) == verdicts[1]


def test_attribution_waits_for_rulings_and_then_holds(team):
    review = builders.build_claimed(team)
    assert answered(review.revision, "J2").verdict == "open"
    builders.rule_all(review)
    found = answered(review.revision, "J2")
    assert found.verdict == "yes"
    assert "1 ruled to be supported" in found.proof


def test_a_health_statement_without_a_source_is_named(team):
    revision = builders.build_submitted(team, body="Babies who wake at night have a higher risk of fever.")
    found = answered(revision, "J2")
    assert found.verdict == "no"
    assert found.statements == (revision.statements.get(text__startswith="Babies who").n,)


def test_one_cohort_alone_is_weak_and_a_review_is_not(team):
    revision = builders.build_submitted(team)
    assert answered(revision, "N8").verdict == "no"
    builders.build_source(team.wren, key="big2021", kind="systematic-review", url="https://x.example/b")
    other = builders.build_submitted(team, body=builders.CITED.replace("sleep2020", "big2021"))
    assert answered(other, "N8").verdict == "yes"


def test_an_old_source_is_a_warning(team):
    builders.build_source(team.wren, year="2020", read_on=timezone.localdate())
    assert answered(builders.build_submitted(team), "K4").verdict == "yes"
    builders.build_source(
        team.wren, key="old1999", year="1999", read_on=timezone.localdate(), url="https://x.example/o"
    )
    found = answered(
        builders.build_submitted(team, body=builders.CITED.replace("sleep2020", "old1999")), "K4"
    )
    assert found.verdict == "no"
    assert "Older than 10 years: old1999." in found.proof


def test_animals_alone_are_never_enough(team):
    review = builders.build_claimed(team)
    builders.rule_all(review, but=["Many babies"])
    statement = builders.statement_of(review.revision, "Many babies")
    rule = {"actor": team.vera, "review": review, "statement": statement, "decision": "supported"}
    services.rule(**rule, citations=[services.CitationInput("sleep2020", "full", "abstract", "animals")])
    assert answered(review.revision, "F3").statements == (statement.n,)
    services.rule(**rule, citations=builders.full(statement))
    assert answered(review.revision, "F3").verdict == "yes"


def test_help_lines_are_dated(team, practice):
    revision = builders.build_submitted(team)
    assert answered(revision, "Z4").verdict == "no"
    line = HelpLine.objects.create(
        slug="crisis", name="Crisis", number="988", country="US", serves="crisis", hours="Any hour",
        languages=["en"], last_tested_on=timezone.localdate(),
    )  # fmt: skip
    assert answered(revision, "Z4").verdict == "yes"
    line.last_tested_on -= timedelta(days=200)
    line.save()
    assert "Not tested for six months: Crisis." in answered(revision, "Z4").proof


def test_a_periodic_review_asks_for_every_citation_anew(team):
    first = builders.build_approved(team)
    newer = builders.submitted(builders.build_next(team.wren, first, title="How do newborns sleep?"))
    change = services.claim(actor=team.vera, revision=newer)
    assert (answered(newer, "N9").verdict, answered(newer, "N6").verdict) == ("none", "yes")
    services.release(actor=team.vera, review=change)
    services.claim(actor=team.vera, revision=newer, kind="periodic")
    assert answered(newer, "N9").verdict == "yes"


def test_a_page_is_asked_no_question_of_an_article(team):
    page = builders.submitted(builders.build_page(team.wren))
    asked = standards.asked_by(standards.scorecard(page))
    assert not [one for one in asked if not one.is_warning]
    article = standards.asked_by(standards.scorecard(builders.build_submitted(team)))
    assert [one.code for one in article if not one.is_warning] == [
        "C12", "C13", "C18", "C19", "D2", "D3", "D6", "D14", "D16"
    ]  # fmt: skip


def test_a_long_text_asks_no_more_queries_than_a_short_one(team, practice):
    counts = []
    for sentences in (1, 60):
        body = "\n\n".join(f"{builders.CITED} We wrote part {n} in spring." for n in range(sentences))
        revision = builders.build_submitted(team, body=body)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            standards.scorecard(revision)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


# --- the form ---------------------------------------------------------------------------------------------


def test_every_question_and_warning_is_answered_before_approval(team, review):
    asked = standards.asked_by(standards.scorecard(review.revision))
    assert any(one.is_warning for one in asked)
    with pytest.raises(FormOpen) as refused:
        services.approve(actor=team.vera, review=review)
    assert [lack.code for lack in refused.value.lacks] == [one.code for one in asked]
    for one in asked:
        answers = answers_for(review.revision)
        del answers[one.code]
        with pytest.raises(FormOpen):
            services.approve(actor=team.vera, review=review, answers=answers)
    assert not Approval.objects.exists()

    assert services.approve(actor=team.vera, review=review, answers=answers_for(review.revision))


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (Said("sound"), True),
        (Said("accepted", "The topic has no signs."), True),
        (Said("accepted", "  "), False),
        (Said("accepted", "x" * 501), False),
        (Said("yes"), False),
        (Said(""), False),
    ],
)
def test_a_warning_is_looked_at_or_accepted_with_a_reason(team, review, said, stands):
    answers = answers_for(review.revision) | {"C14": said}
    if stands:
        assert services.approve(actor=team.vera, review=review, answers=answers)
    else:
        with pytest.raises(FormOpen):
            services.approve(actor=team.vera, review=review, answers=answers)


def test_the_worst_reading_text_can_still_be_approved(team):
    hard = "We " + "considered administrative organisational particularities and " * 12 + "rested."
    review = builders.build_claimed(team, body=f"{builders.BODY}\n\n{hard}")
    builders.rule_all(review)
    for code in ("N14", "K6"):
        assert answered(review.revision, code).verdict == "no"
    assert builders.approve(actor=team.vera, review=review)


def test_what_was_asked_found_and_answered_is_kept_and_refuses_change(team, review):
    answers = answers_for(review.revision) | {"C12": Said("no", "Experts do not agree, and it says so.")}
    approval = services.approve(actor=team.vera, review=review, answers=answers)
    form = ReviewForm.objects.get(approval=approval)
    row = next(row for row in form.filled["answers"] if row["code"] == "C12")
    assert (row["answer"], row["note"]) == ("no", "Experts do not agree, and it says so.")
    assert form.filled["scorecard"]["J2"] == "yes"
    assert form.digest == standards.digest_of(form.filled)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewForm.objects.update(filled={})
    with pytest.raises(IntegrityError), transaction.atomic():
        form.delete()


def test_no_form_is_put_beside_an_approval_later(team, review):
    approval = builders.approve(actor=team.vera, review=review)
    form = approval.form
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewForm.objects.create(approval_id=approval.pk + 1, filled=form.filled, digest=form.digest)


def test_publishing_looks_again_whether_the_questions_were_answered(team, review):
    approval = builders.approve(actor=team.vera, review=review)
    assert publishing_blockers(review.revision) == ()
    from_the_form = [row for row in approval.form.filled["answers"] if row["code"] != "D16"]
    blockers = standards.form_blockers(review.revision, approval.form.filled | {"answers": from_the_form})
    assert [blocker.code for blocker in blockers] == ["form_open"]
    assert [blocker.code for blocker in standards.form_blockers(review.revision, {})] == ["form_open"]


def test_a_vetters_words_are_frozen_and_not_sealed_for_everybody(team, review):
    answers = answers_for(review.revision) | {"C12": Said("no", "A word for the desk.")}
    form = services.approve(actor=team.vera, review=review, answers=answers).form
    sealed = standards.sealed_form(form.filled)
    assert "A word for the desk." not in str(sealed)
    form.filled["answers"][0]["note"] = "Another word."
    assert standards.sealed_form(form.filled)["digest"] != sealed["digest"]
