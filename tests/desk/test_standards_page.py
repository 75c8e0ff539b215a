"""The standards' page: the scorecard with its proof, and the review form that ends in approval."""

import pytest
from django.urls import reverse

from site_app.vetting import services as vetting
from site_app.vetting.models import Approval, Review, ReviewForm
from tests.builders import answers_for
from tests.desk import builders
from tests.desk.pages import words


@pytest.fixture
def waiting(team, shelf):
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"]))


@pytest.fixture
def ruled(team, waiting):
    """Vera has claimed the text and ruled on every sentence."""
    review = vetting.claim(actor=team["Vera"], revision=waiting)
    builders.rule_everything(team["Vera"], review)
    return waiting


@pytest.fixture
def vera(desk_of):
    return desk_of("Vera")


def form_of(revision, **changes):
    """The form with every row answered, and both ticks."""
    answers = {f"answer-{code}": it.answer for code, it in answers_for(revision).items()}
    return {"complete": "on", "fair": "on", **answers, **changes}


def approve(client, revision, form):
    return client.post(reverse("admin:approve", args=[revision.pk]), form)


def test_the_scorecard_answers_each_row_with_its_proof(vera, ruled):
    said = words(vera.get(reverse("admin:standards", args=[ruled.pk])))
    assert "J2 Has every health statement a source, listed in full? Yes" in said
    assert "1 health statements: 1 ruled to be supported" in said
    assert "K5 Did readers test it? No Not yet tested with readers." in said
    assert "N7" in said
    assert "Not built yet." in said


def test_everybody_of_the_team_reads_the_scorecard_and_only_the_claiming_vetter_gets_the_form(desk_of, ruled):
    address = reverse("admin:standards", args=[ruled.pk])
    assert 'name="answer-C12"' in desk_of("Vera").get(address).content.decode()
    for name in ("Wren", "Pia", "Olive", "Sam"):
        page = desk_of(name).get(address)
        assert page.status_code == 200
        assert 'name="answer-C12"' not in page.content.decode()


def test_a_form_filled_in_approves_and_is_kept(vera, ruled):
    answer = approve(vera, ruled, form_of(ruled, note="Reads well.", **{"answer-C12": "yes"}))
    assert answer.status_code == 302
    assert Approval.objects.get().whole_note == "Reads well."
    kept = {row["code"]: row["answer"] for row in ReviewForm.objects.get().filled["answers"]}
    assert kept["C12"] == "yes"
    assert kept["D16"] == "5"
    page = words(vera.get(reverse("admin:standards", args=[ruled.pk])))
    assert "Filled in by Vera" in page


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"answer-C12": ""}, "Choose an answer."),
        ({"answer-C12": "no"}, "Say why in a few words."),
        ({"answer-D2": "6"}, "Choose an answer."),
        ({"answer-C14": "accepted"}, "Say why in a few words."),
        ({"answer-J4": "yes"}, "The review form is not filled in yet: J4."),
        ({"fair": None}, "Tick both"),
    ],
)
def test_an_unfinished_form_comes_back_with_all_that_was_typed(vera, ruled, changes, why):
    form = form_of(ruled, note="A note I spent time on.", **{"note-D2": "It wanders."}) | changes
    answer = approve(vera, ruled, {name: value for name, value in form.items() if value is not None})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in words(answer)
    assert "A note I spent time on." in page
    assert 'value="It wanders."' in page
    assert not Approval.objects.exists()

    assert approve(vera, ruled, form_of(ruled)).status_code == 302


def test_nothing_is_approved_while_a_blocker_stands(team, vera, waiting):
    vetting.claim(actor=team["Vera"], revision=waiting)
    answer = approve(vera, waiting, form_of(waiting))
    assert answer.status_code == 422
    assert "This cannot be approved yet" in words(answer)
    builders.rule_everything(team["Vera"], Review.objects.get())
    assert approve(vera, waiting, form_of(waiting)).status_code == 302


def test_without_a_claim_the_form_is_refused(vera, waiting):
    assert "Claim this document first" in words(approve(vera, waiting, form_of(waiting)))


def test_approving_answers_a_post_only(vera, waiting):
    assert vera.get(reverse("admin:approve", args=[waiting.pk])).status_code == 405


def test_a_draft_has_no_scorecard_yet(team, vera, shelf):
    draft = builders.make_article(team["Wren"])
    answer = vera.get(reverse("admin:standards", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("admin:write", args=[draft.document_id])


def test_ledger_and_document_lead_to_the_scorecard(vera, ruled):
    address = reverse("admin:standards", args=[ruled.pk])
    for name, number in (("vet", ruled.pk), ("document", ruled.document_id)):
        assert address in vera.get(reverse(f"admin:{name}", args=[number])).content.decode()


def test_the_editor_leads_to_the_scorecard_once_the_text_was_handed_over(team, desk_of, ruled):
    page = desk_of("Wren").get(reverse("admin:write", args=[ruled.document_id])).content.decode()
    assert reverse("admin:standards", args=[ruled.pk]) in page
    draft = builders.make_article(team["Wren"], slug="draft")
    page = desk_of("Wren").get(reverse("admin:write", args=[draft.document_id])).content.decode()
    assert "/standards/" not in page
