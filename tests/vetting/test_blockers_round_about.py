"""Every blocker that lies around the text: pointers, contributors, a newer engine, a late edit."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from site_app.accounts import guards
from site_app.accounts.models import Role
from site_app.documents.drafts import draft_of
from site_app.documents.models import Contributor, Picture, Revision, Statement, Submission
from site_app.documents.services import ask_for_review, create_document
from site_app.sources.models import Source
from site_app.sources.services import change_source, set_status
from site_app.statements.check import check
from site_app.statements.walk import walk
from site_app.vetting import engine, policy
from site_app.vetting.models import Approval
from site_app.vetting.services import claim, raise_label, release
from tests import builders
from tests.builders import approve
from tests.people import somebody
from tests.vetting.steps import blockers, codes, publishing_blockers, ruled

CITED = "Many babies"

# --- pointers -------------------------------------------------------------------------------------------

CONSULT = f"{builders.CITED}\n\n::: consult infant-skin\nA consult looks at your notes.\n:::"


def test_a_consult_that_is_not_there_blocks_until_it_is(team):
    review = ruled(team, body=CONSULT)
    (blocker,) = blockers(review.revision)
    assert (blocker.code, blocker.span, blocker.part, blocker.line) == (
        "unknown_consult",
        "infant-skin",
        "body",
        3,
    )

    create_document(actor=team.wren, kind="consult", slug="infant-skin", title="Infant skin consult")
    assert codes(review.revision) == []


def test_the_free_way_before_a_consult_is_an_official_source(team):
    create_document(actor=team.wren, kind="consult", slug="infant-skin", title="Infant skin consult")
    builders.build_source(team.wren, "nhs2020", official=True)
    wrong = ruled(team, body=CONSULT.replace("infant-skin", "infant-skin @sleep2020"))
    assert codes(wrong.revision) == ["not_official"]
    nowhere = ruled(team, body=CONSULT.replace("infant-skin", "infant-skin @nowhere"))
    assert codes(nowhere.revision) == ["not_official"]

    assert codes(ruled(team, body=CONSULT.replace("infant-skin", "infant-skin @nhs2020")).revision) == []


def test_a_card_of_a_document_that_is_not_there_blocks(team):
    body = f"{builders.CITED}\n\n::: documents long-nights\n:::"
    review = ruled(team, body=body)
    assert codes(review.revision) == ["unknown_document"]

    builders.build_article(team.wren, slug="long-nights")
    assert codes(review.revision) == []


def test_a_picture_that_is_not_there_blocks(team):
    digest = "a" * 64
    review = ruled(team, body=f"{builders.CITED}\n\n![A sleeping cat](/media/pictures/{digest}.webp)")
    assert codes(review.revision) == ["unknown_picture"]

    Picture.objects.create(
        digest=digest,
        width=10,
        height=10,
        alt="A cat",
        licence="CC0",
        credit="Wren",
        uploaded_by=team.wren,
        uploaded_at=timezone.now(),
    )
    assert codes(review.revision) == []


# --- the second look ------------------------------------------------------------------------------------


def test_a_ruling_by_a_contributor_that_got_past_the_guard_blocks(team):
    review = ruled(team)
    with guards.lift(connection):
        Contributor.objects.create(
            revision=review.revision, user=team.vera, how="slipped in", at=timezone.now()
        )

    assert set(codes(review.revision)) == {"four_eyes"}


def test_an_approval_by_a_contributor_that_got_past_the_guard_blocks(team):
    nora = somebody("Nora", Role.VETTER, clinician=True)
    review = ruled(team)
    release(actor=team.vera, review=review)
    revision = review.revision
    approve(actor=nora, review=claim(actor=nora, revision=revision))
    assert codes(revision) == []

    with guards.lift(connection):
        Contributor.objects.create(revision=revision, user=nora, how="slipped in", at=timezone.now())

    assert codes(revision) == ["four_eyes"]


def test_an_engine_that_has_learned_since_blocks_where_it_is_stricter(team):
    review = ruled(team, body=f"{builders.CITED}\n\nEczema is common.")
    with guards.lift(connection):
        Submission.objects.filter(revision=review.revision).update(engine_version="0", findings=[])
    assert codes(review.revision) == ["engine_changed"]

    statement = builders.statement_of(review.revision, "Eczema")
    with guards.lift(connection):
        Statement.objects.filter(pk=statement.pk).update(label="other")
        Submission.objects.filter(revision=review.revision).update(findings=_findings_now(review.revision))
    (blocker,) = [row for row in blockers(review.revision) if row.code == "engine_changed"]
    assert (blocker.sentence, blocker.reason.endswith("it now calls this 'health'.")) == (
        "Eczema is common.",
        True,
    )


def _findings_now(revision):
    return [asdict(finding) for finding in check(draft_of(revision)).findings]


def test_an_engine_that_reads_the_same_as_before_blocks_nothing(team):
    review = ruled(team)
    with guards.lift(connection):
        Submission.objects.filter(revision=review.revision).update(engine_version="0")

    assert codes(review.revision) == []


def test_publishing_asks_everything_again(team):
    revision = builders.build_submitted(team)
    assert "not_approved" in [row.code for row in publishing_blockers(revision)]
    builders.vetted(team.vera, revision)
    assert publishing_blockers(revision) == ()

    set_status(actor=team.wren, source=Source.objects.get(key="sleep2020"), status="retracted", note="1 May.")
    assert [row.code for row in publishing_blockers(revision)] == ["retracted", "source_changed"]


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"url": "https://shop.example/buy"}, ["record_changed"]),
        ({"csl": {"container-title": "Buy it at the shop"}}, ["record_changed"]),
        ({"read_on": date(2026, 5, 1)}, []),
    ],
)
def test_what_is_sealed_of_a_source_is_what_the_vetter_had_before_them(team, change, held):
    source = builders.build_source(team.wren, doi="10.1000/182")
    revision = builders.build_approved(team)

    if "csl" in change:
        change = {"csl": source.csl | change["csl"]}
    change_source(actor=team.wren, source=source, fields=change, reason="It moved.", clerical=True)
    assert [row.code for row in publishing_blockers(revision)] == held

    again = ask_for_review(
        actor=team.wren,
        document=revision.document,
        next_review_on=revision.next_review_on - timedelta(days=1),
    )
    builders.vetted(team.vera, again.revision)
    assert publishing_blockers(again.revision) == ()


def test_a_free_way_is_sealed_as_the_vetter_saw_it(team):
    nhs = builders.build_source(
        team.wren, "nhs", kind="official-information", official=True, doi="10.1000/183"
    )
    create_document(actor=team.wren, kind="consult", slug="infant-skin", title="Infant skin")
    revision = builders.build_approved(team, body=CONSULT.replace("infant-skin", "infant-skin @nhs"))
    assert publishing_blockers(revision) == ()

    change_source(
        actor=team.wren,
        source=nhs,
        fields={"url": "https://shop.example/"},
        reason="It moved.",
        clerical=True,
    )
    assert [row.code for row in publishing_blockers(revision)] == ["record_changed"]


def test_an_edit_after_approval_voids_it(team):
    revision = builders.build_approved(team)
    approval = Approval.objects.get()
    assert policy.approved_newest() == [approval]

    newer = builders.build_next(team.wren, revision, summary="Another summary.")

    assert policy.approved_newest() == []
    assert [row.code for row in publishing_blockers(revision)] == ["not_newest"]
    assert "not_approved" in [row.code for row in publishing_blockers(newer)]


def test_a_text_changed_behind_every_back_is_not_the_approved_one(team):
    revision = builders.build_approved(team)
    with guards.lift(connection):
        Revision.objects.filter(pk=revision.pk).update(summary="Buy our oil.")
    changed = Revision.objects.get(pk=revision.pk)

    assert "digest_changed" in [row.code for row in publishing_blockers(changed)]


def test_what_readers_would_be_shown_is_what_was_ruled_on_sentence_by_sentence(team, monkeypatch):
    revision = builders.build_approved(team)
    assert publishing_blockers(revision) == ()

    def cut_at_commas(draft):
        walked = walk(draft)
        cited = next(row for row in walked.sentences if row.text.startswith(CITED))
        cited.text = cited.text.partition(" because")[0]
        return walked

    monkeypatch.setattr(engine, "walk", cut_at_commas)
    assert [row.code for row in publishing_blockers(revision)] == ["cut_otherwise"]


def test_a_word_raised_after_the_approval_voids_it(team):
    revision = builders.build_approved(team)
    statement = builders.statement_of(revision, "We wrote this")

    raise_label(actor=team.wren, statement=statement, label="health", why="It hints.")

    assert "ledger_changed" in [row.code for row in publishing_blockers(revision)]
