"""Unsaved text at the desk: kept, offered again, gone with the save that made it good, and with no other."""

import re

from django.urls import reverse

from site_app.documents.models import Document, Revision, WorkingCopy
from site_app.documents.parts import MAX_CHARACTERS
from site_app.vetting import services as vetting
from tests.desk import builders
from tests.desk.pages import markup, write


def hidden(page, name):
    """What a hidden field of the editor's form holds."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def keep(client, revision, **changes):
    address = reverse("admin:keep", args=[revision.document_id])
    return client.post(address, builders.form_of(revision, **changes))


def test_unsaved_text_is_kept_offered_and_gone_once_it_was_saved(team, wren, desk_of, article):
    answer = keep(wren, article, body="Whom can I ask, half typed")
    assert answer.status_code == 200
    assert "not saved yet" in answer.json()["kept"]
    address = reverse("admin:write", args=[article.document_id])
    plain, again = markup(wren.get(address)), markup(wren.get(address + "?kept=1"))
    assert "You have unsaved text" in plain
    assert "half typed" not in plain
    assert "half typed" in again
    assert "You have unsaved text" not in markup(desk_of("Olive").get(address))
    copy = answer.json()["copy"]
    assert f'name="copy" value="{copy}"' in again
    assert write(wren, article, body="Whom can I ask, wholly typed?", copy=copy).status_code == 302
    assert "You have unsaved text" not in markup(wren.get(address))
    assert not WorkingCopy.objects.exists()


def test_unsaved_text_taken_up_again_still_meets_what_a_colleague_saved(wren, desk_of, article):
    keep(wren, article, body="Whom can Wren ask?")
    assert write(desk_of("Olive"), article, body="Whom can Olive ask?").status_code == 302
    again = wren.get(reverse("admin:write", args=[article.document_id]) + "?kept=1")
    assert again.context["form"]["base"].value() == article.pk
    assert write(wren, article, body="Whom can Wren ask?").status_code == 409


def test_a_text_that_is_not_begun_yet_is_kept_as_well(wren):
    fields = builders.article_fields(next_review_on="", body="Half a thought", kind="page")
    assert wren.post(reverse("admin:keep_new"), fields).status_code == 200
    address = reverse("admin:new_document")
    assert "You have unsaved text" in markup(wren.get(address))
    page = markup(wren.get(address + "?kept=1"))
    assert "Half a thought" in page
    assert '<option value="page" selected>' in page


def test_what_cannot_be_kept_is_said(wren, desk_of, client, article):
    assert keep(wren, article, body="x" * (MAX_CHARACTERS + 1)).status_code == 413
    assert "You may not" in keep(desk_of("Pia"), article).json()["error"]
    assert keep(client, article).status_code == 302
    assert wren.get(reverse("admin:keep", args=[article.document_id])).status_code == 405
    assert not WorkingCopy.objects.exists()


def test_keeping_is_limited_by_person(wren, article, settings):
    settings.PREVIEWS_A_MINUTE = 1
    assert [keep(wren, article).status_code for _ in range(2)] == [200, 429]


def test_text_that_is_saved_already_is_offered_no_more(wren, article):
    keep(wren, article, window="a")
    address = reverse("admin:write", args=[article.document_id])
    assert "You have unsaved text" in markup(wren.get(address))
    answer = markup(write(wren, article))
    assert "Nothing has changed since revision 1" in answer
    assert "You have unsaved text" not in answer
    assert "You have unsaved text" not in markup(wren.get(address))


# --- Several texts of one person ------------------------------------------------------------------------


def test_the_text_of_a_window_that_was_closed_outlives_the_save_in_another(wren, article):
    keep(wren, article, body="Of the first window.", window="a")
    mine = keep(wren, article, body="Of the second.", window="b").json()["copy"]
    assert write(wren, article, body="Of the second?", copy=mine, window="b").status_code == 302
    page = markup(wren.get(reverse("admin:write", args=[article.document_id])))
    assert "was set aside" in page
    assert "Of the first window." in page
    assert "Of the second." not in page


def test_saving_before_anything_was_kept_leaves_the_text_of_the_last_time(wren, article):
    keep(wren, article, body="Of the last time.")
    assert write(wren, article, body="Of today.").status_code == 302
    address = reverse("admin:write", args=[article.document_id])
    assert "You have unsaved text" in markup(wren.get(address))
    assert "Of the last time." in markup(wren.get(address + "?kept=1"))


def test_a_text_that_was_set_aside_can_be_gone_on_with(wren, desk_of, article):
    keep(wren, article, body="Of the first window.", window="a")
    keep(wren, article, body="Of the second.", window="b")
    aside = WorkingCopy.objects.get(stale=True)
    address = reverse("admin:write", args=[article.document_id])
    assert f'href="?aside={aside.pk}"' in markup(wren.get(address))
    page = markup(wren.get(f"{address}?aside={aside.pk}"))
    assert hidden(page, "copy") == str(aside.pk)
    assert "Of the first window.</textarea>" in page
    assert "was set aside" not in page
    assert "You have unsaved text" in page
    # Nobody else's, and no number that is none.
    assert "Of the first window." not in markup(desk_of("Olive").get(f"{address}?aside={aside.pk}"))
    assert hidden(markup(wren.get(f"{address}?aside=x")), "copy") == ""


def test_a_page_that_goes_on_from_a_text_does_not_write_over_what_came_since(wren, article):
    copy = keep(wren, article, body="One.", window="a").json()["copy"]
    page = markup(wren.get(reverse("admin:write", args=[article.document_id]) + "?kept=1"))
    seen = hidden(page, "seen")
    keep(wren, article, body="One and more.", window="a", copy=copy)
    keep(wren, article, body="From another window.", window="b", copy=copy, seen=seen)
    assert {row.fields["body"]: row.stale for row in WorkingCopy.objects.all()} == {
        "One and more.": True,
        "From another window.": False,
    }


def test_a_form_that_comes_back_goes_on_with_its_own_copy(wren, article):
    copy = keep(wren, article, body="Typed.", window="a").json()["copy"]
    answer = write(wren, article, body="Typed.", title="", copy=copy, window="a")
    assert answer.status_code == 422
    page = markup(answer)
    assert hidden(page, "copy") == str(copy)
    assert "You have unsaved text" not in page
    keep(wren, article, body="Typed on.", window="b", copy=copy, seen=hidden(page, "seen"))
    assert WorkingCopy.objects.get().fields["body"] == "Typed on."


def test_after_a_conflict_there_is_one_text_of_ones_own_and_saving_lets_it_go(team, wren, desk_of, article):
    assert write(desk_of("Olive"), article, body="Whom can Olive ask?").status_code == 302
    copy = keep(wren, article, body="Whom can", window="a").json()["copy"]
    answer = write(wren, article, body="Whom can Wren ask?", copy=copy, window="a")
    assert answer.status_code == 409
    page = markup(answer)
    assert hidden(page, "copy") == str(copy)
    assert WorkingCopy.objects.get().fields["body"] == "Whom can Wren ask?"
    newest = Revision.objects.newest_of(article.document)
    again = write(wren, newest, body="Whom can both ask?", copy=copy, window="b", seen=hidden(page, "seen"))
    assert again.status_code == 302
    assert not WorkingCopy.objects.exists()


def test_a_second_text_not_begun_yet_is_set_aside_and_shown(wren):
    for body in ("First thought.", "Second thought."):
        fields = builders.article_fields(next_review_on="", body=body, kind="page", window=body)
        assert wren.post(reverse("admin:keep_new"), fields).status_code == 200
    page = markup(wren.get(reverse("admin:new_document")))
    assert "was set aside" in page
    assert "First thought." in page
    assert "You have unsaved text" in page
    assert not Document.objects.exists()


def test_taking_over_a_suggestion_leaves_unsaved_text_alone(team, wren, article):
    revision = builders.submitted(team["Wren"], article)
    vetting.claim(actor=team["Vera"], revision=revision)
    suggestion = vetting.suggest(
        actor=team["Vera"], statement=revision.statements.get(text="Whom can I ask about sleep?"),
        text="Whom can we ask about sleep?", why="Kinder.",
    )  # fmt: skip
    keep(wren, article, body="Half typed.")
    wren.post(reverse("admin:take_over", args=[suggestion.pk]))
    assert "Whom can we ask" in Revision.objects.newest_of(article.document).body
    assert WorkingCopy.objects.get().fields["body"] == "Half typed."
    again = wren.get(reverse("admin:write", args=[article.document_id]) + "?kept=1")
    assert again.context["form"]["base"].value() == article.pk


# --- On the first page ----------------------------------------------------------------------------------


def test_the_first_page_leads_back_to_what_one_has_not_saved(wren, desk_of, article):
    front = reverse("admin:index")
    assert "Texts you have not saved" not in markup(wren.get(front))
    keep(wren, article, body="Of the first window.", window="a")
    keep(wren, article, body="Of the second.", window="b")
    wren.post(reverse("admin:keep_new"), builders.article_fields(next_review_on="", title="Half a thought"))
    page = markup(wren.get(front))
    assert "Texts you have not saved" in page
    aside = WorkingCopy.objects.get(stale=True)
    address = reverse("admin:write", args=[article.document_id])
    for query, text in (("?kept=1", "Of the second."), (f"?aside={aside.pk}", "Of the first window.")):
        assert f'href="{address}{query}"' in page
        assert f"{text}</textarea>" in markup(wren.get(address + query))
    assert "Half a thought (not begun yet)" in page
    assert "Texts you have not saved" not in markup(desk_of("Olive").get(front))
