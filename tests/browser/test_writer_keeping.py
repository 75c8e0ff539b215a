"""Nothing typed is lost: the tab killed, the line down, two people and two windows in one document."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from site_app.documents import services as documents
from site_app.documents.models import Revision, WorkingCopy
from tests.browser.writing import body, paste, preview, status, type_over

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEEPS = "**/keep/"
HERE = "**/here/"


def kept_words(page):
    return page.locator("[data-kept-status]")


def type_and_hold(page, words):
    """Type, and hold back what is then on its way to be kept: all that is held."""
    held = []
    page.route(KEEPS, lambda route: held.append(route))
    body(page).fill(words)
    page.wait_for_timeout(2600)
    assert len(held) == 1
    return held


def kill(page):
    """The tab is gone at once: no script of it says a last word."""
    page.close(run_before_unload=False)


def test_unsaved_text_is_kept_while_one_types_and_is_no_revision(editor, article):
    page = editor.page
    body(page).fill("Whom can I ask, half typed")
    expect(kept_words(page)).to_contain_text("not saved yet", timeout=10_000)
    address, context = page.url, page.context
    kill(page)
    again = context.new_page()
    again.goto(address)
    again.get_by_text("Go on with it").click()
    expect(body(again)).to_have_value("Whom can I ask, half typed")
    assert Revision.objects.filter(document=article.document).count() == 1


def test_what_never_reached_the_desk_is_offered_by_the_browser_after_a_crash(editor):
    page = editor.page
    context, address = page.context, page.url
    context.route(KEEPS, lambda route: route.abort())
    type_over(page, "Words of a night without a line.")
    expect(kept_words(page)).to_contain_text("no connection", timeout=10_000)
    kill(page)
    context.unroute(KEEPS)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("[data-notices]")).to_contain_text("did not reach the desk")
    again.get_by_text("Put it back").click()
    expect(body(again)).to_have_value("Words of a night without a line.")
    expect(kept_words(again)).to_contain_text("not saved yet", timeout=10_000)
    assert WorkingCopy.objects.get().fields["body"] == "Words of a night without a line."
    assert not again.evaluate("Object.keys(localStorage).filter(name => name.startsWith('groundwell:'))")


def test_the_text_is_kept_as_soon_as_the_line_is_back(editor):
    page = editor.page
    page.context.set_offline(True)
    body(page).fill("Typed without a line.")
    expect(kept_words(page)).to_contain_text("no connection", timeout=10_000)
    expect(status(page)).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(kept_words(page)).to_contain_text("not saved yet", timeout=15_000)
    expect(preview(page)).to_contain_text("Typed without a line.")


def test_two_keepings_never_run_at_once_so_the_older_cannot_arrive_last(editor):
    page = editor.page
    held = type_and_hold(page, "Older words.")
    body(page).fill("Newer words.")
    page.wait_for_timeout(2600)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(2600)
    assert len(held) == 2
    with page.expect_response(KEEPS):
        held[1].continue_()
    assert WorkingCopy.objects.get().fields["body"] == "Newer words."


def test_a_second_window_sets_the_first_ones_text_aside_and_loses_none(editor, article):
    page = editor.page
    body(page).fill("From the first window.")
    expect(kept_words(page)).to_contain_text("not saved yet", timeout=10_000)
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.locator("[data-notices]")).to_contain_text("in another window, too")
    body(second).fill("From the second window.")
    expect(kept_words(second)).to_contain_text("not saved yet", timeout=10_000)
    assert {copy.fields["body"] for copy in WorkingCopy.objects.all()} == {
        "From the first window.",
        "From the second window.",
    }


def test_two_windows_that_go_on_from_one_text_never_write_over_each_other(editor):
    page = editor.page
    body(page).fill("Begun in the first.")
    expect(kept_words(page)).to_contain_text("not saved yet", timeout=10_000)
    second = page.context.new_page()
    second.goto(page.url + "?kept=1")
    body(second).fill("Gone on with in the second.")
    expect(kept_words(second)).to_contain_text("not saved yet", timeout=10_000)
    with page.expect_response(KEEPS):
        body(page).fill("Gone on with in the first.")
    assert {copy.fields["body"] for copy in WorkingCopy.objects.all()} == {
        "Gone on with in the second.",
        "Gone on with in the first.",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_that_was_set_aside_is_read_and_gone_on_with_by_key(editor, article, team, scheme):
    page = editor.page
    page.emulate_media(color_scheme=scheme)
    for text in ("From the first window.", "From the second window."):
        documents.save_working_copy(
            actor=team["Wren"], document=article.document, base=article,
            fields={"body": text, "topics": ["sleep"]}, window=text,
        )  # fmt: skip
    page.reload()
    page.locator("details.kept summary").press("Enter")
    expect(page.locator("details.kept")).to_contain_text("From the first window.")
    page.evaluate("Promise.all(document.getAnimations().map(it => it.finished)).then(() => null)")
    broken = Axe().run(page).response["violations"]
    assert not broken, [(rule["id"], rule["nodes"][0]["target"]) for rule in broken]
    page.locator("details.kept").get_by_text("Go on with it").press("Enter")
    expect(body(page)).to_have_value("From the first window.")
    assert page.locator("details.kept").count() == 0


def test_a_save_waits_for_what_is_on_its_way_to_be_kept_and_leaves_nothing_behind(editor, article):
    page = editor.page
    held = type_and_hold(page, "Whom can I ask, half")
    body(page).fill("Whom can I ask, wholly?")
    page.get_by_text("Save as a revision").click()
    page.wait_for_timeout(300)
    assert Revision.objects.newest_of(article.document) == article
    held[0].continue_()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2")
    assert Revision.objects.newest_of(article.document).body == "Whom can I ask, wholly?"
    assert not WorkingCopy.objects.exists()


def test_a_line_that_hangs_holds_up_no_save(editor, article):
    page = editor.page
    type_and_hold(page, "Whom can I ask?")
    page.get_by_text("Save as a revision").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision 2", timeout=8_000)
    assert Revision.objects.newest_of(article.document).body == "Whom can I ask?"


def test_two_people_in_one_document_know_of_each_other_and_meet_both_texts(
    desk, live_server, article, team, editor
):
    wren = editor.page
    olive_sees = desk("Olive")
    olive_sees.go(wren.url)
    olive = olive_sees.page
    expect(olive.locator("[data-notices]")).to_contain_text("Wren has this document open just now")
    wren.reload()
    expect(wren.locator("[data-notices]")).to_contain_text("Olive has this document open just now")

    body(wren).fill("Babies sleep a lot. Whom can Wren ask?")
    wren.get_by_text("Save as a revision").click()
    wren.wait_for_load_state()
    body(olive).fill("Babies sleep. Whom can Olive ask?")
    olive.get_by_text("Save as a revision").click()
    expect(olive.locator("h1")).to_contain_text("Somebody saved this document")
    differences = olive.locator(".conflict").first
    expect(differences).to_contain_text("Whom can Wren ask?")
    expect(differences).to_contain_text("Whom can Olive ask?")
    expect(preview(olive)).to_contain_text("Whom can Olive ask?")
    for scheme in ("light", "dark"):
        olive.emulate_media(color_scheme=scheme)
        # Links fade from one scheme to the other; half-way their contrast is nobody's.
        olive.evaluate("Promise.all(document.getAnimations().map(it => it.finished)).then(() => null)")
        assert not Axe().run(olive).response["violations"], scheme
    olive.locator("tr", has_text="Whom can Wren ask?").get_by_text("Take theirs").click()
    expect(body(olive)).to_have_value(re.compile("Whom can Wren ask?"))
    olive.get_by_text("Save as a revision").click()
    expect(olive.locator(".messagelist")).to_contain_text("Saved as revision 3")
    newest = Revision.objects.newest_of(article.document)
    assert "Whom can Wren ask?" in newest.body
    assert newest.author == team["Olive"]


def test_somebody_who_saved_meanwhile_is_named_before_one_saves(editor, article, team):
    page = editor.page
    documents.save_revision(
        actor=team["Olive"], document=article.document, base=article, body="Whom can Olive ask?"
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-notices]")).to_contain_text("Olive has saved revision 2")


def test_an_older_answer_on_who_is_here_takes_back_nothing_that_a_newer_one_said(editor, article, team):
    page = editor.page
    page.wait_for_load_state("networkidle")
    held = []
    page.route(HERE, lambda route: route.continue_() if held else held.append(route))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    documents.save_revision(
        actor=team["Olive"], document=article.document, base=article, body="Whom can Olive ask?"
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-notices]")).to_contain_text("Olive has saved revision 2")
    with page.expect_response(HERE):
        held[0].fulfill(json={"others": [], "elsewhere": False, "overtaken": ""})
    page.wait_for_timeout(300)
    expect(page.locator("[data-notices]")).to_contain_text("Olive has saved revision 2")


def test_a_refused_preview_comes_by_itself_when_the_minute_is_over(editor):
    page = editor.page
    refusals = []

    def answer(route):
        if refusals:
            route.continue_()
        else:
            refusals.append(route)
            route.fulfill(status=429, content_type="application/json", body='{"error": "Too many previews."}')

    page.route("**/admin/markdownx/preview/", answer)
    paste(page, "<h1>One</h1><p>These are new words.</p>")
    expect(status(page)).to_contain_text("Too many previews.")
    expect(preview(page)).to_contain_text("These are new words.", timeout=10_000)
