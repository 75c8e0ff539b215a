"""How far a source supports a sentence: the writer proposes, the vetter reads it there and rules."""

import html
import re

import pytest
from django.urls import reverse

from site_app.documents import services as documents
from site_app.documents.drafts import content_digest, digest_of, fields_of
from site_app.vetting import services as vetting
from site_app.vetting.models import CitationRuling, Ruling
from tests.desk import builders
from tests.vetting.steps import blockers

SENTENCE = "Many babies wake at night because their stomachs are small."
PROPOSAL = {
    "part": "body", "sentence": SENTENCE, "key": "sleepreview", "locator": "abstract",
    "degree": "partial", "population": "babies",
}  # fmt: skip


def proposed(team, article, **changes):
    """The article handed to vetting with Wren's proposal, and claimed by Vera."""
    revision = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, remarks=[{**PROPOSAL, **changes}]
    )
    vetting.claim(actor=team["Vera"], revision=builders.submitted(team["Wren"], revision))
    return revision


def vetting_page(client, revision):
    return html.unescape(client.get(reverse("admin:vet", args=[revision.pk])).content.decode())


def chosen(page, field):
    select = re.search(rf'<select name="s\d+-{field}-0".*?</select>', page, re.S)[0]
    found = re.search(r'<option value="(\w+)" selected>', select)
    return found and found[1]


def test_a_proposal_is_named_as_one_and_preselected(team, desk_of, article):
    revision = proposed(team, article)
    page = vetting_page(desk_of("Vera"), revision)
    assert "The writer proposes: supports part of it; it studied babies. You decide." in page
    assert (chosen(page, "degree"), chosen(page, "population")) == ("partial", "babies")


def test_without_a_proposal_nothing_is_named_or_preselected(team, desk_of, article):
    vetting.claim(actor=team["Vera"], revision=builders.submitted(team["Wren"], article))
    page = vetting_page(desk_of("Vera"), article)
    assert "The writer proposes" not in page
    assert chosen(page, "degree") is None


@pytest.mark.parametrize(
    "changes",
    [{"locator": "p. 4"}, {"key": "another"}, {"sentence": "Babies wake."}, {"part": "summary"}],
    ids=["another place", "another source", "other words", "another part"],
)
def test_a_proposal_on_something_else_is_shown_to_nobody(team, desk_of, article, changes):
    page = vetting_page(desk_of("Vera"), proposed(team, article, **changes))
    assert "The writer proposes" not in page
    assert chosen(page, "degree") is None


def test_a_word_that_is_no_degree_is_not_shown(team, desk_of, article):
    page = vetting_page(desk_of("Vera"), proposed(team, article, degree="wholly", population="aliens"))
    assert "The writer proposes" not in page
    assert chosen(page, "degree") is None


def test_a_proposal_rules_nothing_and_the_vetters_word_stands(team, desk_of, article):
    revision = proposed(team, article)
    statement = revision.statements.get(text=SENTENCE)
    assert not Ruling.objects.exists()
    assert any(row.code == "unruled" and row.statement_n == statement.n for row in blockers(revision))
    prefix = f"s{statement.pk}"
    desk_of("Vera").post(
        reverse("admin:rule", args=[statement.pk]),
        {
            f"{prefix}-decision": "supported", f"{prefix}-degree-0": "full",
            f"{prefix}-locator-0": "abstract", f"{prefix}-population-0": "mothers",
        },
    )  # fmt: skip
    ruled = CitationRuling.objects.get()
    assert (ruled.degree, ruled.population) == ("full", "mothers")


def test_a_proposal_lapses_when_the_sentence_changes(team, desk_of, article):
    revision = proposed(team, article)
    changed = documents.save_revision(
        actor=team["Wren"],
        document=revision.document,
        base=revision,
        body=revision.body.replace("small", "tiny"),
    )
    assert changed.remarks == revision.remarks
    vetting.claim(actor=team["Vera"], revision=builders.submitted(team["Wren"], changed))
    assert "The writer proposes" not in vetting_page(desk_of("Vera"), changed)


def test_a_proposal_is_frozen_with_its_revision_and_touches_no_other_digest(team, article):
    bare = {name: value for name, value in fields_of(article).items() if name != "remarks"}
    assert digest_of("article", bare) == digest_of("article", {**bare, "remarks": []}) == article.digest
    revision = proposed(team, article)
    assert revision.digest == content_digest(revision)
    assert revision.digest != article.digest


def test_a_ruling_is_carried_over_a_proposal_that_came_later(team, article):
    before = builders.submitted(team["Wren"], article)
    review = vetting.claim(actor=team["Vera"], revision=before)
    builders.rule_everything(team["Vera"], review)
    vetting.release(actor=team["Vera"], review=review)
    revision = proposed(team, article)
    ruling = Ruling.objects.get(statement=revision.statements.get(text=SENTENCE))
    assert ruling.carried_from.statement.text == SENTENCE
