"""The queue, one sentence with all that is said of it, what has changed, and rows for the script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from site_app.documents import services as documents
from site_app.vetting import services as vetting
from site_app.vetting.models import Comment, Quotation, Ruling, Scope, Suggestion, Tie
from tests.desk import builders
from tests.desk.pages import words
from tests.desk.test_vetting_page import CITED, cited, claim, page, rule

ROW = {"X-Groundwell-Row": "1"}


@pytest.fixture
def waiting(team, shelf):
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"]))


@pytest.fixture
def vera(desk_of):
    return desk_of("Vera")


def press(client, name, number, **data):
    return client.post(reverse(f"admin:{name}", args=[number]), data, follow=True)


def test_the_queue_says_what_waits_what_is_claimed_and_until_when(vera, desk_of, waiting):
    queue = reverse("admin:queue")
    said = words(vera.get(queue))
    assert "Waiting for a vetter (1)" in said
    assert "Claim it" in said
    claim(vera, waiting)
    assert "You are vetting (1)" in words(vera.get(queue))
    sam = words(desk_of("Sam").get(queue))
    assert "Claimed by colleagues (1)" in sam
    assert "Vera" in sam


def test_the_queue_says_why_somebody_cannot_vet_before_they_start(team, vera, waiting):
    other = builders.topics.save_topic(actor=team["Olive"], slug="food", name="Food", position=2)
    vetting.set_scope(actor=team["Olive"], vetter=team["Vera"], topics=[other])
    said = words(vera.get(reverse("admin:queue")))
    assert "You vet 'food', and this text is filed under 'sleep'" in said
    assert "Claim it" not in said
    assert "You cannot vet this. You vet 'food'" in words(page(vera, waiting))
    assert "You vet 'food'" in words(claim(vera, waiting))
    assert not waiting.reviews.exists()


def test_what_has_changed_is_one_click_from_the_queue(team, vera, waiting):
    edition = builders.publication.publish(
        actor=team["Pia"], revision=builders.approved(team["Vera"], waiting)
    )
    body = waiting.body.replace("Many babies", "Most babies") + "\n\nOur harbour has lamps."
    moved = documents.save_revision(actor=team["Wren"], document=waiting.document, base=waiting, body=body)
    builders.submitted(team["Wren"], moved)
    address = reverse("admin:changes", args=[moved.pk])
    assert address in vera.get(reverse("admin:queue")).content.decode()
    said = words(vera.get(address))
    assert f"edition {edition.number}, which readers have now" in said
    assert "2 sentences differ" in said
    assert "taken out: Many" in said
    assert "new: Most" in said
    assert f"{waiting.statements.count() - 1} stand in both" in said


def test_a_citation_that_changed_is_a_difference_and_a_first_text_is_all_new(team, vera, waiting):
    assert "everything is new" in words(vera.get(reverse("admin:changes", args=[waiting.pk])))
    builders.approved(team["Vera"], waiting)
    body = waiting.body.replace("abstract", "p. 4")
    moved = documents.save_revision(actor=team["Wren"], document=waiting.document, base=waiting, body=body)
    builders.submitted(team["Wren"], moved)
    said = words(vera.get(reverse("admin:changes", args=[moved.pk])))
    assert "Cited otherwise" in said
    assert "approved last; readers have none of it now" in said


def test_a_comment_is_answered_and_resolved_where_it_stands(vera, desk_of, waiting):
    claim(vera, waiting)
    statement = cited(waiting)
    assert "Until it is resolved" in words(press(vera, "comment", statement.pk, text="Which babies?"))
    said = words(page(vera, waiting))
    assert "Vera: Which babies?" in said
    assert "Answer it; then Vera, or a vetter, resolves it." in said
    number = Comment.objects.get().pk
    press(desk_of("Wren"), "reply", number, text="All of them.")
    assert "Wren: All of them." in words(page(vera, waiting))
    press(vera, "resolve", number)
    assert "Which babies?" not in words(page(vera, waiting))
    assert "Which babies?" in words(vera.get(reverse("admin:statement", args=[statement.pk])))


def test_a_question_waits_on_the_first_page_of_the_one_asked(team, vera, desk_of, waiting):
    press(vera, "comment", cited(waiting).pk, text="Does it hold?", asked=team["Pia"].pk)
    pia = desk_of("Pia")
    assert "Vera asks you: Does it hold?" in words(pia.get(reverse("admin:index")))
    press(pia, "reply", Comment.objects.get().pk, text="It does.")
    assert "Pia answered: It does." in words(vera.get(reverse("admin:index")))


def test_a_quotation_stands_beside_its_source_on_the_desk(vera, waiting):
    claim(vera, waiting)
    statement = cited(waiting)
    press(
        vera,
        "quote",
        statement.pk,
        key="sleepreview",
        locator="abstract",
        text="“Small stomachs, many wakings.”",
    )
    assert Quotation.objects.get().text == "Small stomachs, many wakings."
    assert "Small stomachs, many wakings." in words(page(vera, waiting))
    long = " ".join(["word"] * 26)
    said = words(press(vera, "quote", statement.pk, key="sleepreview", locator="abstract", text=long))
    assert "at most 25 words; this has 26" in said
    assert f"You had typed: {long}" in said


def test_another_cut_goes_to_the_writer_as_a_suggestion(vera, waiting):
    statement = cited(waiting)
    assert "still reads this as one sentence" in words(
        press(vera, "suggest_cut", statement.pk, text="Many babies wake at night.")
    )
    press(vera, "suggest_cut", statement.pk, text="Many babies wake at night. Their stomachs are small.")
    assert Suggestion.objects.get().sort == "split"


def test_the_page_of_a_sentence_tells_every_ruling_on_it(vera, waiting):
    claim(vera, waiting)
    statement = cited(waiting)
    rule(vera, statement, "returned", comment="Say which babies.")
    press(vera, "undo", statement.pk)
    said = words(vera.get(reverse("admin:statement", args=[statement.pk])))
    assert "Every ruling on it (2)" in said
    assert "taken back" in said
    assert "nothing to take back" in words(press(vera, "undo", statement.pk))


# --- Rows for the script ----------------------------------------------------------------------------------


def test_the_script_gets_the_row_as_it_is_now_and_what_comes_next(vera, waiting):
    claim(vera, waiting)
    statement = cited(waiting)
    prefix = f"s{statement.pk}"
    data = {f"{prefix}-decision": "supported", f"{prefix}-degree-0": "full", f"{prefix}-locator-0": "p. 3"}
    address = reverse("admin:rule", args=[statement.pk])
    refused = vera.post(address, data, headers=ROW)
    assert refused.status_code == 422
    assert "whom 'sleepreview' studied is not said" in refused.json()["said"]
    assert 'value="p. 3"' in refused.json()["row"]
    answer = vera.post(address, {**data, f"{prefix}-population-0": "babies"}, headers=ROW).json()
    assert "supported by its sources" in answer["row"]
    assert answer["next"] == statement.n + 1
    assert answer["left"] == waiting.statements.count() - 1
    undone = vera.post(reverse("admin:undo", args=[statement.pk]), headers=ROW).json()
    assert undone["next"] == statement.n
    assert "data-waits" in undone["row"]


def test_the_script_is_told_when_the_claim_is_gone(vera, waiting):
    statement = cited(waiting)
    for name in ("undo", "confirm", "rule"):
        answer = vera.post(
            reverse(f"admin:{name}", args=[statement.pk]), {f"s{statement.pk}-decision": "read"}, headers=ROW
        )
        assert answer.status_code == 422
        assert "Claim this document first" in answer.json()["said"]
    assert not Ruling.objects.exists()


def test_a_row_comes_with_its_form_only_to_the_one_at_work(vera, desk_of, waiting):
    claim(vera, waiting)
    address = reverse("admin:row", args=[cited(waiting).pk])
    assert "data-ruling" in vera.get(address).json()["row"]
    assert "data-ruling" not in desk_of("Pia").get(address).json()["row"]


def test_one_ruling_costs_the_same_in_a_long_text(team, vera, shelf, django_assert_max_num_queries):
    body = "\n\n".join(f"Village {n} has {n} lamps at its harbour." for n in range(120))
    long = builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug="long", body=body))
    short = builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug="short"))
    asked = []
    for revision in (short, long):
        claim(vera, revision)
        statement = revision.statements.filter(label="other", citations=[]).first()
        with django_assert_max_num_queries(60) as queries:
            answer = vera.post(
                reverse("admin:rule", args=[statement.pk]), {f"s{statement.pk}-decision": "read"}, headers=ROW
            )
        assert answer.status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0]


# --- Who vets what ----------------------------------------------------------------------------------------


def test_topics_and_ties_are_set_on_the_persons_page(team, desk_of, waiting):
    olive, number = desk_of("Olive"), team["Vera"].pk
    topic = builders.Topic.objects.get()
    press(olive, "set_scope", number, topic=topic.pk)
    assert Scope.objects.get().topic == topic
    said = words(press(desk_of("Vera"), "declare_tie", number, what="Paid talks.", word="formula"))
    assert "Paid talks: texts that name “formula”" in said
    assert "It has ended" not in said
    press(olive, "end_tie", Tie.objects.get().pk)
    assert Tie.objects.get().ended_at is not None
    assert "Ask an owner" in words(press(desk_of("Vera"), "set_scope", number))


def test_the_same_text_again_goes_to_vetting_with_a_mail(
    team, desk_of, edition, mailoutbox, django_capture_on_commit_callbacks
):
    proposed = (timezone.localdate() + timedelta(days=365)).isoformat()
    path = desk_of("Wren").get(reverse("admin:document", args=[edition.document_id])).content.decode()
    assert f'name="next_review_on" value="{proposed}"' in path
    address = reverse("admin:ask_for_review", args=[edition.document_id])
    with django_capture_on_commit_callbacks(execute=True):
        desk_of("Wren").post(address, {"next_review_on": "2027-05-01"})
    assert [mail.to for mail in mailoutbox] == [["vera@example.org"]]


def test_the_whole_as_read_shows_the_label_that_vetting_goes_by(team, vera, waiting):
    def state_of(sentence):
        page = vera.get(reverse("admin:as_read", args=[waiting.pk])).content.decode()
        return re.search(rf'class="s state-(\w+)" data-n="{sentence.n}"', page)[1]

    cited = waiting.statements.get(text=CITED)
    other = waiting.statements.filter(label="other", part="body").first()
    assert (state_of(cited), state_of(other)) == ("cited", "other")
    vetting.raise_label(actor=team["Vera"], statement=other, label="health", why="It claims something.")
    vetting.raise_label(actor=team["Vera"], statement=cited, label="protocol", why="It is a plan.")
    assert (state_of(cited), state_of(other)) == ("protocol", "uncited")


def test_what_was_not_handed_in_is_not_read_as_a_whole(team, vera, shelf):
    draft = builders.make_article(team["Wren"])
    answer = vera.get(reverse("admin:as_read", args=[draft.pk]), follow=True)
    assert "was not handed to vetting yet" in words(answer)


def test_the_words_of_the_ledger_are_the_sentence_itself(vera, waiting):
    assert CITED in words(vera.get(reverse("admin:as_read", args=[waiting.pk])))
