"""The writer's whole way without a mouse; each state of the editor under axe, at desk, tablet and zoom."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from site_app.documents import services as documents
from site_app.documents.models import Revision, Submission
from site_app.vetting import services as vetting
from tests.browser.writing import MIXED, body, counter, dialog
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_writer_fixes_every_problem_and_hands_over_without_a_mouse(editor, article, team):
    builders.make_consult(team["Olive"])
    documents.create_document(actor=team["Wren"], kind="consult", slug="sleep", title="Talk about sleep")
    page = editor.page
    keys = page.keyboard
    body(page).focus()
    keys.press("Control+a")
    keys.type("Many babies wake at night because their stomachs are small [@")
    with page.expect_response("**/offers/sources/?q=sleepr"):
        keys.type("sleepr")
    page.wait_for_timeout(100)
    keys.type(", abstract].\n\n")
    keys.type("Babies who wake at night have a higher risk of fever.\n\n")
    keys.type("Give 5 ml of vitamin D drops every evening for three weeks.\n")

    # The text is read before the key is obeyed. Behind the last problem comes the first.
    keys.press("F8")
    keys.press("Alt+Enter")
    expect(page.locator('.bar-finding [data-remedy="cite"]')).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#cite-words")).to_be_focused()
    keys.type("reed")
    keys.press("Enter")
    expect(page.locator("#cite-place")).to_be_focused()
    keys.type("p. 9")
    keys.press("Enter")
    expect(counter(page)).to_have_text("2 health statements: 2 cited, 0 to go; 1 protocol.")

    keys.press("F8")
    keys.press("Alt+Enter")
    expect(page.locator('.bar-finding [data-remedy="consult"]')).to_be_focused()
    keys.press("Enter")
    expect(body(page)).to_have_value(re.compile("::: consult sleep\n"))
    expect(counter(page)).to_have_text("2 health statements: 2 cited, 0 to go.")
    keys.press("F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("No problem is left.")

    for _ in range(60):
        if page.evaluate("() => document.activeElement.name") == "hand_over":
            break
        keys.press("Tab")
    keys.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Handed over to vetting.")
    newest = Revision.objects.newest_of(article.document)
    assert newest.number == 2
    assert Submission.objects.get(revision=newest).findings == []
    assert not editor.complaints


def test_the_keyboard_goes_through_the_whole_page_and_is_never_held(editor):
    page = editor.page
    page.locator("#id_title").focus()
    seen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 60)"))
    assert any('name="body"' in place for place in seen)
    assert any("data-next" in place for place in seen)
    assert any("data-remedy" in place for place in seen)
    # It came round: behind the last thing on the page stands the first.
    assert any("skip-to-content" in place or "<body" in place for place in seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_every_state_of_the_editor_passes_axe(desk, live_server, article, team, width, scheme):
    builders.make_consult(team["Olive"])
    seen = desk("Wren", viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    page = seen.page
    body(page).fill("## Milk prevents rickets in babies\n\n" + MIXED)
    expect(page.locator("[data-bar-count]")).to_contain_text("3 problems.")
    states = {
        "problem": lambda: page.keyboard.press("F8"),
        "sources": lambda: page.locator('[data-open="cite"]').click(),
        "blocks": lambda: page.locator('[data-open="block"]').click(),
        "picture": lambda: page.locator('[data-open="picture"]').click(),
        "note": lambda: page.locator('.findings [data-remedy="note"]').first.click(),
    }
    found = []
    body(page).focus()
    for name, begin in states.items():
        begin()
        if name in ("sources", "blocks"):
            shown = dialog(page, {"sources": "cite", "blocks": "block"}[name])
            expect(shown.locator("[role=option]").first).to_be_visible()
            page.keyboard.press("ArrowDown")
        assert not seen.complaints, name
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, name
        broken = Axe().run(page).response["violations"]
        found += [f"{name}: {rule['id']}: {rule['nodes'][0]['target']}" for rule in broken]
        # Axe itself writes styles into the page, which the policy refuses.
        seen.complaints.clear()
        page.keyboard.press("Escape")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_that_came_back_and_a_refused_save_pass_axe(desk, live_server, article, team, scheme):
    builders.submitted(team["Wren"], article)
    review = vetting.claim(actor=team["Vera"], revision=article)
    statement = article.statements.get(text__contains="higher risk of fever")
    vetting.rule(
        actor=team["Vera"], review=review, statement=statement, decision="returned", comment="Whose risk?"
    )
    vetting.comment(actor=team["Vera"], statement=statement, text="Is there a newer review?")
    vetting.return_to_writer(actor=team["Vera"], review=review, comment="Nearly there.")
    seen = desk("Wren", viewport={"width": 800, "height": 900}, color_scheme=scheme)
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    page = seen.page
    expect(page.get_by_role("region", name="Vera returned revision 1")).to_contain_text("Answer it")
    found = seen.faults("came back")
    page.fill("[name=next_review_on]", "2300-01-01")
    page.get_by_text("Save as a revision").click()
    expect(page.locator(".errornote[tabindex]")).to_be_focused()
    page.get_by_role("link", name="Next review").press("Enter")
    expect(page.locator("#id_next_review_on")).to_be_in_viewport()
    # The browser complains of the status with which the form came back.
    seen.complaints.clear()
    assert found + seen.faults("refused") == []


@pytest.mark.parametrize("size", [(640, 450), (820, 1180)], ids=["zoom of 200 %", "tablet"])
def test_at_twice_the_size_and_on_a_tablet_nothing_is_cut_off_or_covered(desk, live_server, article, size):
    width, height = size
    seen = desk("Wren", viewport={"width": width, "height": height}, has_touch=True)
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    page = seen.page
    page.locator("[data-next]").tap()
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 1 of 2")
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    covered = page.evaluate("() => document.querySelector('[data-bar]').getBoundingClientRect().height")
    sticky = page.evaluate("() => getComputedStyle(document.querySelector('[data-bar]')).position")
    assert sticky == "static" or covered < height / 2
    page.get_by_role("link", name="To the preview").tap()
    expect(page.locator("#preview-heading")).to_be_in_viewport()
    page.locator('.findings [data-remedy="cite"]').first.tap()
    expect(page.locator("#cite-words")).to_be_focused()
    page.keyboard.type("marsh")
    page.locator("#cite-list li").first.tap()
    dialog(page, "cite").get_by_text("Put it into the text").tap()
    expect(counter(page)).to_contain_text("2 cited, 0 to go")
