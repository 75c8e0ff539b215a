"""The editor's form: saving, colliding, and every bad input that must come back with a clear message."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from site_app.documents import services as documents
from site_app.documents.models import Document, Revision, Submission, WorkingCopy
from site_app.documents.parts import MAX_CHARACTERS
from site_app.vetting import services as vetting
from tests.desk import builders
from tests.desk.pages import markup, words, write


def begin(client, **changes):
    fields = builders.article_fields(next_review_on=(timezone.localdate() + timedelta(days=99)).isoformat())
    return client.post(reverse("admin:new_document"), {"kind": "article", **fields, **changes})


def test_a_new_document_is_saved_as_its_first_revision(wren):
    answer = begin(wren)
    revision = Revision.objects.get()
    assert answer.headers["Location"] == reverse("admin:write", args=[revision.document_id])
    assert (revision.number, revision.author.display_name) == (1, "Wren")
    assert revision.body == builders.BODY


def test_the_form_shows_again_what_it_saved(wren, article):
    page = markup(wren.get(reverse("admin:write", args=[article.document_id])))
    assert f'value="{article.next_review_on.isoformat()}"' in page
    assert "Many babies wake at night" in page
    assert 'value="sleep" id="id_topics_0" checked' in page


def test_saving_makes_the_next_revision(wren, article):
    answer = write(wren, article, body=article.body + "\n\nWhom else can I ask?")
    assert answer.status_code == 302
    newest = Revision.objects.newest_of(article.document)
    assert (newest.number, newest.base) == (2, article)
    assert newest.body.endswith("Whom else can I ask?")


def test_a_publisher_cannot_save(desk_of, article):
    answer = write(desk_of("Pia"), article, body="Other words.")
    assert answer.status_code == 422
    assert "You may not work on texts." in markup(answer)
    assert "Other words." in markup(answer)
    assert Revision.objects.count() == 1


def test_an_unchanged_text_is_not_saved_again(wren, article):
    answer = write(wren, article)
    assert answer.status_code == 422
    assert "Nothing has changed since revision 1" in markup(answer)


# --- Two writers at once --------------------------------------------------------------------------------


def test_a_stale_save_meets_both_texts_and_both_are_kept(team, wren, desk_of, article):
    assert write(wren, article, body="Whom can Wren ask?").status_code == 302
    answer = write(desk_of("Olive"), article, body="Whom can Olive ask?")
    assert answer.status_code == 409
    page = markup(answer)
    assert "Wren saved revision 2" in page
    assert "Whom can Wren ask?" in page
    assert "Whom can Olive ask?" in page
    kept = WorkingCopy.objects.get(user=team["Olive"], stale=True)
    assert kept.fields["body"] == "Whom can Olive ask?"
    assert Revision.objects.newest_of(article.document).body == "Whom can Wren ask?"


def test_the_kept_text_waits_in_the_editor_until_its_owner_drops_it(team, wren, desk_of, article):
    write(wren, article, body="Whom can Wren ask?")
    olive = desk_of("Olive")
    write(olive, article, body="Whom can Olive ask?")
    address = reverse("admin:write", args=[article.document_id])
    assert "Whom can Olive ask?" in markup(olive.get(address))
    assert "Whom can Olive ask?" not in markup(wren.get(address))
    kept = WorkingCopy.objects.get(stale=True)
    wren.post(reverse("admin:drop_copy", args=[kept.pk]))
    assert WorkingCopy.objects.filter(pk=kept.pk).exists()
    olive.post(reverse("admin:drop_copy", args=[kept.pk]))
    assert not WorkingCopy.objects.filter(pk=kept.pk).exists()


def test_the_conflict_pages_form_saves_onto_the_newest_revision(wren, desk_of, article):
    write(wren, article, body="Whom can Wren ask?")
    olive = desk_of("Olive")
    write(olive, article, body="Whom can Olive ask?")
    newest = Revision.objects.newest_of(article.document)
    answer = write(olive, newest, body="Whom can Wren and Olive ask?")
    assert answer.status_code == 302
    third = Revision.objects.newest_of(article.document)
    assert (third.number, third.base) == (3, newest)


def test_a_form_without_its_base_never_writes_over_a_newer_text(wren, article):
    for base in ("", "999999", str(10**30), "no number"):
        answer = write(wren, article, body="Whom can I ask, then?", base=base)
        assert answer.status_code == 422, base
        assert "Whom can I ask, then?" in markup(answer)
    assert Revision.objects.count() == 1


# --- Bad input ------------------------------------------------------------------------------------------


def test_two_hundred_thousand_characters_are_saved(wren, article):
    text = ("Whom can I ask about sleep?\n\n" * 7_000)[:MAX_CHARACTERS]
    assert write(wren, article, body=text).status_code == 302
    assert len(Revision.objects.newest_of(article.document).body) == MAX_CHARACTERS
    assert wren.get(reverse("admin:write", args=[article.document_id])).status_code == 200


def test_one_character_more_comes_back_with_the_text_in_it(wren, article):
    text = "b" * MAX_CHARACTERS + "Z"
    answer = write(wren, article, body=text)
    assert answer.status_code == 422
    page = markup(answer)
    assert text in page
    assert "has 200,001 characters; at most 200,000 can be saved" in page
    assert "Take out 1 characters" in page
    assert Revision.objects.count() == 1


def test_a_new_document_that_is_too_long_comes_back_as_well(wren):
    text = "b" * MAX_CHARACTERS + "Z"
    answer = begin(wren, body=text)
    assert answer.status_code == 422
    assert text in markup(answer)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["[" * 20_000, "[a](" * 10_000, "::: consult\n" * 2_000, "> " * 3_000 + "a", "`" * 20_000],
    ids=["brackets", "links", "openings", "quotations", "ticks"],
)
def test_what_chokes_other_engines_is_saved_and_shown(wren, article, body):
    assert write(wren, article, body=body).status_code == 302
    assert wren.get(reverse("admin:write", args=[article.document_id])).status_code == 200
    saved = Revision.objects.newest_of(article.document)
    assert saved.body.strip() == body.strip()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("slug", "Not An Address!", "small letters a to z"),
        ("slug", "", "required"),
        ("title", "", "required"),
        ("title", "x" * 201, "200"),
        ("next_review_on", "2999-01-01", "more than 3 years away"),
        ("next_review_on", "1999-01-01", "not in the future"),
        ("next_review_on", "soon", "valid date"),
        ("urgent", "terribly", "not one of the available choices"),
        ("topics", ["nowhere"], "not one of the available choices"),
        ("stages", ["school"], "not one of the available choices"),
        ("change_note", "x" * 301, "300"),
        ("body", "First line.\n\nA \x00 in the third.", "Line 3"),
    ],
)
def test_a_field_that_cannot_be_right_says_so_and_keeps_everything_typed(wren, article, field, value, said):
    changes = {"body": "Whom can I ask, I typed at length?", field: value}
    answer = write(wren, article, **changes)
    assert answer.status_code == 422
    page = markup(answer)
    assert said in page
    assert "at length?" in page or field == "body"
    assert Revision.objects.count() == 1


def test_an_address_that_belongs_to_another_document_is_refused_at_its_field(wren, article):
    answer = begin(wren)
    assert answer.status_code == 422
    assert "belongs to another article" in markup(answer)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("A fever is a sign of illness [@nobody2020].", "There is no source with the key 'nobody2020'."),
        ("Hello.\n\n::: consult sleep\nWe print no plans.\n", "This block is opened and never closed."),
        ("::: consult nobody\nWe print no plans.\n:::\n", "There is no consult 'nobody'."),
        ("![a cot](https://elsewhere.example/cot.png)", "This picture does not come from our own store."),
        ("::: nonsense\nHello.\n:::\n", "There is no block called 'nonsense'."),
    ],
)
def test_what_the_engine_objects_to_is_saved_and_named_with_its_line(wren, article, body, said):
    assert write(wren, article, body=body).status_code == 302
    page = markup(wren.get(reverse("admin:write", args=[article.document_id])))
    assert said in page
    assert "line " in page


def test_numbers_that_no_database_holds_are_404(wren, team):
    for name in ("write", "vet", "document", "submit", "redact", "source_status", "person"):
        address = reverse(f"admin:{name}", args=[10**30])
        assert wren.get(address).status_code in {404, 405}, name


# --- What stands around the form -------------------------------------------------------------------------


def test_a_vetter_is_warned_before_saving_and_a_writer_is_not(desk_of, wren, article):
    address = reverse("admin:write", args=[article.document_id])
    assert "you cannot vet this text" in markup(desk_of("Vera").get(address))
    assert "you cannot vet this text" not in markup(wren.get(address))


def test_a_vetter_who_had_a_hand_in_it_is_not_warned_again(team, desk_of, article):
    documents.save_revision(
        actor=team["Vera"], document=article.document, base=article, body="Whom can I ask?"
    )
    page = markup(desk_of("Vera").get(reverse("admin:write", args=[article.document_id])))
    assert "you cannot vet this text until" not in page


def test_after_an_approval_the_warning_is_back(team, desk_of, article):
    documents.save_revision(
        actor=team["Olive"], document=article.document, base=article, body="Whom can I ask about sleep?"
    )
    newest = Revision.objects.newest_of(article.document)
    builders.approved(team["Vera"], builders.submitted(team["Wren"], newest))
    page = markup(desk_of("Vera").get(reverse("admin:write", args=[article.document_id])))
    assert "you cannot vet this text until" in page


def test_a_suggestion_is_taken_over_by_one_press(team, wren, article):
    builders.submitted(team["Wren"], article)
    statement = article.statements.get(text="We do not know everything yet.")
    suggestion = vetting.suggest(
        actor=team["Vera"], statement=statement, text="Much is still open.", why="Plain."
    )
    address = reverse("admin:write", args=[article.document_id])
    assert "Much is still open." in markup(wren.get(address))
    wren.post(reverse("admin:take_over", args=[suggestion.pk]))
    newest = Revision.objects.newest_of(article.document)
    assert newest.not_known == "Much is still open."
    assert newest.author == team["Wren"]
    assert "Suggestions from vetters" not in markup(wren.get(address))


def test_a_suggestion_is_set_aside_by_one_press(team, wren, article):
    builders.submitted(team["Wren"], article)
    statement = article.statements.get(text="We do not know everything yet.")
    suggestion = vetting.suggest(actor=team["Vera"], statement=statement, text="Much is open.", why="")
    wren.post(reverse("admin:decline", args=[suggestion.pk]))
    suggestion.refresh_from_db()
    assert suggestion.declined_at
    assert Revision.objects.count() == 1


def test_what_is_saved_already_is_handed_over_all_the_same_and_only_once(wren, article):
    address = reverse("admin:write", args=[article.document_id])
    same = builders.form_of(article)
    assert "so there is nothing to save" in markup(wren.post(address, same))
    assert not Submission.objects.exists()
    hand_over = {**same, "hand_over": "1"}
    assert "Handed over to vetting" in markup(wren.post(address, hand_over, follow=True))
    assert Submission.objects.get().revision == article
    assert "waits in vetting already" in markup(wren.post(address, hand_over, follow=True))
    assert Revision.objects.count() == 1


def test_the_editor_says_why_a_text_came_back_until_it_is_handed_over_again(team, wren, article):
    address = reverse("admin:write", args=[article.document_id])
    builders.submitted(team["Wren"], article)
    review = vetting.claim(actor=team["Vera"], revision=article)
    unclear = article.statements.get(text="We do not know everything yet.")
    vetting.rule(
        actor=team["Vera"], review=review, statement=unclear, decision="returned", comment="What not?"
    )
    vetting.comment(actor=team["Vera"], statement=article.statements.get(text="None."), text="Really none?")
    assert "Vera returned revision 1" not in words(wren.get(address))
    vetting.return_to_writer(actor=team["Vera"], review=review, comment="Nearly there.")
    waits = ("Vera returned revision 1", "Nearly there.", "What not?", "Vera: Really none?")
    said = words(wren.get(address))
    assert [wait for wait in waits if wait not in said] == []

    write(wren, article, not_known="We do not know how long it takes.")
    newest = Revision.objects.newest_of(article.document)
    said = words(wren.get(address))
    assert [wait for wait in waits if wait not in said] == []
    builders.submitted(team["Wren"], newest)
    assert "Vera returned" not in words(wren.get(address))


def test_a_refusal_far_down_the_form_is_named_at_its_head(wren, article):
    answer = write(wren, article, next_review_on="2300-01-01")
    page = markup(answer)
    assert answer.status_code == 422
    summary = page.index('<a href="#id_next_review_on">Next review</a>')
    assert summary < page.index('name="title"') < page.index('id="id_next_review_on_error"')
    assert "id_next_review_on_error" in re.search(r'<input type="date"[^>]*>', page)[0]


def test_a_long_text_is_read_only_when_its_writer_asks(wren, article):
    write(wren, article, body="Whom can I ask?\n\n" * 4_000)
    page = markup(wren.get(reverse("admin:write", args=[article.document_id])))
    assert "it is read only when you ask" in page
    assert "As readers will see it" not in page
