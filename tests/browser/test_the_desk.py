"""The desk in a browser: its pages under the policy and under axe, and what the editor's script does."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from site_app.documents import house
from site_app.documents import services as documents
from site_app.documents.models import Picture, Revision
from site_app.vetting import services as vetting
from site_app.vetting.models import Ruling
from tests.browser.conftest import visit
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MIXED = """Many babies wake at night because their stomachs are small [@sleepreview, abstract].

🌙 Babies who wake at night have a higher risk of fever.

Give 5 ml of vitamin D drops every evening for three weeks.
"""

BLOCKS = """
::: urgent
### Call your midwife today if:
- your baby has a fever above 38 °C [@sleepreview, p. 4]
:::

## Where can parents turn?

::: consult sleep
We print no treatment plans, because the right ones depend on your baby and you.
:::
"""


@pytest.fixture
def team(transactional_db):
    return builders.make_team()


@pytest.fixture
def shelf(team):
    builders.make_practice(team["Olive"])
    builders.make_topic(team["Olive"])
    return builders.make_source(team["Wren"])


@pytest.fixture
def desk(browser, live_server, team, shelf):
    """`desk("Wren")`: a page in which Wren is signed in, with what it complains about."""
    opened = []

    def sign_in(name, **options):
        client = builders.at_the_desk(team[name])
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": f"{live_server.url}/admin/",
                }
            ]
        )
        opened.append(context)
        return visit(context)

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture
def article(team, shelf):
    return builders.make_article(team["Wren"], body=MIXED)


@pytest.fixture
def editor(desk, live_server, article):
    """Wren's editor, open at the article."""
    seen = desk("Wren")
    assert seen.go(f"{live_server.url}/admin/write/{article.document_id}/") == 200
    return seen


def body(page: Page):
    return page.locator("#id_body")


def preview(page: Page):
    return page.locator("[data-preview]")


def status(page: Page):
    return page.locator("[data-preview-status]")


def test_no_page_of_the_desk_complains_or_fails_an_accessibility_rule(
    desk, live_server, team, shelf, article
):
    published = builders.published(team, slug="published")
    builders.make_consult(team["Olive"])
    builders.make_help_line(team["Olive"])
    waiting = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, body=MIXED + BLOCKS, urgent="body"
    )
    builders.submitted(team["Wren"], waiting)
    vetting.claim(actor=team["Vera"], revision=waiting)
    builders.sources.set_status(actor=team["Wren"], source=shelf, status="retracted", note="A notice.")
    rule = house.add_house_rule(
        actor=team["Vera"], phrase="not alone", label="protocol", reason="It became a slogan."
    )
    paths = {
        "Vera": [
            "/admin/", f"/admin/vet/{waiting.pk}/", "/admin/house-rules/try/",
            f"/admin/house-rules/{rule.pk}/end/", "/admin/documents/houserule/",
        ],
        "Wren": [
            "/admin/", "/admin/write/new/", f"/admin/write/{article.document_id}/", "/admin/sources/import/",
            "/admin/sources/source/", f"/admin/sources/source/{shelf.pk}/change/",
        ],
        "Olive": [
            "/admin/", f"/admin/document/{published.document_id}/", f"/admin/person/{team['Vera'].pk}/",
            "/admin/accounts/practice/1/change/", "/admin/invite/", "/admin/seals/",
            "/admin/accounts/journalentry/",
        ],
    }  # fmt: skip
    found = []
    for name, addresses in paths.items():
        for width, scheme in ((1280, "light"), (1280, "dark"), (800, "light"), (800, "dark")):
            seen = desk(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for path in addresses:
                where = f"{path} ({name}, {width} px, {scheme})"
                assert seen.go(live_server.url + path) == 200, where
                found += seen.complaints
                wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                if wide > 0:
                    found.append(f"{where}: {wide} px wider than the window")
                broken = Axe().run(seen.page).response["violations"]
                found += [f"{where}: {rule['id']}: {rule['nodes'][0]['target']}" for rule in broken]
                # Axe itself writes styles into the page, which the policy refuses.
                seen.complaints.clear()
    assert not found, "\n".join(found)


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


def test_a_finding_is_shown_in_the_text_even_behind_an_emoji(editor):
    page = editor.page
    page.locator(".finding", has_text="higher risk of fever").get_by_text("Show it in the text").click()
    chosen = body(page).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen.endswith("Babies who wake at night have a higher risk of fever.")
    assert "stomachs" not in chosen


def test_one_click_puts_a_consult_block_in_the_place_of_a_protocol(editor):
    page = editor.page
    page.locator(".finding", has_text="vitamin D").get_by_text("Put a consult block in its place").click()
    text = body(page).input_value()
    assert "vitamin D" not in text
    assert "::: consult" in text
    assert "higher risk of fever" in text


def test_a_picture_is_chosen_described_and_put_into_the_text(editor):
    page = editor.page
    body(page).focus()
    page.locator("[data-picture-panel] summary").click()
    page.set_input_files(
        "#picture-image", {"name": "cot.png", "mimeType": "image/png", "buffer": builders.picture_bytes()}
    )
    page.get_by_text("Send it and put it into the text").click()
    expect(page.locator("[data-picture-status]")).to_contain_text("alt text")
    assert not Picture.objects.exists()
    page.fill("#picture-alt", "A cot by a window")
    page.fill("#picture-licence", "CC BY 4.0")
    page.fill("#picture-credit", "Wren")
    page.get_by_text("Send it and put it into the text").click()
    expect(body(page)).to_have_value(re.compile(r"!\[A cot by a window\]"))
    assert Picture.objects.get().digest in body(page).input_value()


def test_a_dropped_picture_asks_for_its_words_first(editor):
    page = editor.page
    content = list(builders.picture_bytes())
    page.evaluate(
        """bytes => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], "cot.png", { type: "image/png" }));
            const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
            document.querySelector("#id_body").dispatchEvent(drop);
        }""",
        content,
    )
    assert page.locator("[data-picture-panel]").get_attribute("open") is not None
    assert "now say what it shows" in page.locator("[data-picture-status]").inner_text()
    assert page.evaluate("document.activeElement.id") == "picture-alt"
    assert not Picture.objects.exists()


def test_unsaved_text_is_kept_while_one_types(editor):
    page = editor.page
    body(page).fill("Whom can I ask, half typed")
    expect(page.locator("[data-kept-status]")).to_contain_text("not saved yet", timeout=10_000)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.get_by_text("Go on with it").click()
    expect(body(page)).to_have_value("Whom can I ask, half typed")


def test_without_script_the_editor_still_saves(desk, live_server, article):
    seen = desk("Wren", java_script_enabled=False)
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    assert "As readers will see it" in seen.page.content()
    body(seen.page).fill("Whom can I ask about sleep?")
    seen.page.get_by_text("Save as a revision").click()
    assert Revision.objects.newest_of(article.document).body == "Whom can I ask about sleep?"


def test_one_key_confirms_an_earlier_ruling(desk, live_server, team, article):
    calm = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, body=builders.BODY
    )
    builders.approved(team["Vera"], builders.submitted(team["Wren"], calm))
    moved = documents.save_revision(
        actor=team["Wren"], document=article.document, base=calm, body="## How small?\n\n" + builders.BODY
    )
    builders.submitted(team["Wren"], moved)
    vetting.claim(actor=team["Vera"], revision=moved)
    seen = desk("Vera")
    seen.go(f"{live_server.url}/admin/vet/{moved.pk}/")
    page = seen.page
    row = page.locator("[data-row]:has([data-confirm])").first
    n = int(re.sub(r"\D", "", row.get_attribute("id") or ""))
    page.goto(f"{live_server.url}/admin/vet/{moved.pk}/#row-{n}")
    page.reload()
    assert page.evaluate("document.activeElement.id") == f"row-{n}"
    with page.expect_navigation():
        page.keyboard.press("c")
    assert Ruling.objects.filter(statement__revision=moved, statement__n=n).exists()
