"""The preview beside the text: it follows the typing, and nothing late or refused is ever shown."""

import pytest
from playwright.sync_api import Route, expect

from site_app.documents.models import Revision
from tests.browser.writing import body, preview, status

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_preview_follows_the_typing(editor):
    page = editor.page
    body(page).fill("Babies who wake at night have a higher risk of fever.")
    expect(page.locator("[data-counter]")).to_have_text("1 health statement: 0 cited, 1 to go.")
    expect(status(page)).to_have_text("1 health statement: 0 cited, 1 to go.")
    assert not editor.complaints


def test_the_tab_key_leaves_the_text(editor):
    page = editor.page
    body(page).focus()
    before = body(page).input_value()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "id_body"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "id_body"
    for keys in ("Control+BracketLeft", "Control+BracketRight"):
        page.keyboard.press(keys)
    assert body(page).input_value() == before


@pytest.mark.parametrize(
    ("answer", "headers"),
    [
        (403, {"Content-Type": "text/html"}),
        (500, {"Content-Type": "text/html"}),
        # A sign-in page, or the answer to a question asked earlier.
        (200, {"Content-Type": "text/html"}),
        (200, {"Content-Type": "text/html", "X-Groundwell-Preview": "0"}),
    ],
)
def test_an_answer_that_is_no_preview_of_this_text_is_never_shown(editor, answer, headers):
    page = editor.page
    page.route("**/admin/markdownx/preview/", lambda route: route.fulfill(
        status=answer, headers=headers, body="<h1>Not a preview</h1><p>Sign in</p>"
    ))  # fmt: skip
    before = preview(page).inner_html()
    body(page).press_sequentially("Hello")
    expect(status(page)).to_contain_text("is safe")
    assert preview(page).inner_html() == before


def test_the_reason_for_a_refusal_is_said(editor):
    page = editor.page
    page.route("**/admin/markdownx/preview/", lambda route: route.fulfill(
        status=429, content_type="application/json", body='{"error": "Too many previews. Your text is safe."}'
    ))  # fmt: skip
    body(page).press_sequentially("Hello")
    expect(status(page)).to_contain_text("Too many previews.")


def test_a_lost_line_is_said_and_the_text_stays(editor):
    page = editor.page
    page.route("**/admin/markdownx/preview/", lambda route: route.abort())
    body(page).fill("Words that must not get lost.")
    expect(status(page)).to_contain_text("No connection.")
    assert body(page).input_value() == "Words that must not get lost."


def test_a_late_answer_never_covers_a_newer_one(editor):
    page = editor.page
    held: list[Route] = []

    def answer(route: Route) -> None:
        text = route.request.post_data or ""
        if "older words" in text:
            held.append(route)
        else:
            route.continue_()

    # Without the abort that the script sends, the order of answers alone decides.
    page.add_init_script("AbortController.prototype.abort = () => {};")
    page.reload()
    page.route("**/admin/markdownx/preview/", answer)
    body(page).fill("These are the older words.")
    page.wait_for_timeout(500)
    body(page).fill("These are the newer words.")
    expect(preview(page)).to_contain_text("newer words")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(800)
    assert "newer words" in preview(page).inner_text()
    assert "older words" not in preview(page).inner_text()


def test_the_keyboard_keeps_its_place_in_the_preview_when_it_is_renewed(editor):
    page = editor.page
    button = page.locator(".findings [data-select]").last
    words = button.inner_text()
    with page.expect_response("**/admin/markdownx/preview/"):
        body(page).press_sequentially("Hello ")
        button.focus()
    expect(preview(page)).to_contain_text("Hello")
    assert page.evaluate("document.activeElement.innerText") == words


def test_leaving_a_field_in_which_nothing_is_new_asks_nothing(editor):
    page = editor.page
    asked = []
    body(page).press_sequentially("Hello ")
    expect(preview(page)).to_contain_text("Hello")
    page.on("request", lambda request: asked.append(request.url) if "/preview/" in request.url else None)
    page.locator("[name=title]").focus()
    page.wait_for_timeout(600)
    assert not asked


def test_without_script_the_editor_still_saves(desk, live_server, article):
    seen = desk("Wren", java_script_enabled=False)
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    assert "As readers will see it" in seen.page.content()
    body(seen.page).fill("Whom can I ask about sleep?")
    seen.page.get_by_text("Save as a revision").click()
    assert Revision.objects.newest_of(article.document).body == "Whom can I ask about sleep?"
