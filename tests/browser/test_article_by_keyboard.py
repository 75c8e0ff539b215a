"""An article by keyboard alone: every stop in its order, visible, none lost and none a trap."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import visit
from tests.browser.test_every_page_on_a_phone import sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARTICLE = "/articles/baby-eczema-and-the-gut/"
DESK = {"width": 1280, "height": 900}
# What can be reached, in the order of the document; a group of radio buttons is one stop.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
  .filter((one) => one.type !== "radio" || one.checked)
  .map((one, place) => { one.dataset.stop = place; return (one.textContent || one.value).trim(); })"""
HERE = """() => {
  const one = document.activeElement;
  // The first of its lines: a link may begin at the end of one and go on in the next.
  const box = one.getClientRects()[0];
  const style = getComputedStyle(one);
  return {
    stop: one.dataset.stop === undefined ? -1 : Number(one.dataset.stop),
    name: one.tagName,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    free: [...document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)].includes(one)
      || !box.width,
  };
}"""


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """Every stop from the first to the last, by this key, until the focus leaves the page or stands still."""
    went = []
    for _ in range(len(page.evaluate(STOPS)) + 3):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here["name"] == "BODY" or (went and went[0]["stop"] == here["stop"]):
            break
        went.append(here)
    return went


@pytest.fixture
def article(browser, library):
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    seen = visit(context)
    assert seen.go(library.url + ARTICLE) == 200
    yield seen
    assert seen.complaints == []
    context.close()


def test_tab_walks_through_the_whole_page_in_order_and_each_stop_is_seen(article):
    page = article.page
    stops = page.evaluate(STOPS)
    assert len(stops) > 60
    went = walk(page, "Tab")
    assert [here["stop"] for here in went] == list(range(len(stops)))
    unseen = [here for here in went if not (here["ring"] and here["seen"] and here["free"])]
    assert not unseen, [(stops[here["stop"]], here) for here in unseen]
    words = " | ".join(stops)
    for earlier, later in zip(
        ("Skip to the text", "Articles", "Emergency", "source 1", "Save for later", "I have read this"),
        ("Articles", "Emergency", "source 1", "Save for later", "I have read this", "Flag a sentence"),
        strict=True,
    ):
        assert words.index(earlier) < words.index(later), (earlier, later)


def test_shift_and_tab_walks_all_the_way_back(article):
    page = article.page
    stops = page.evaluate(STOPS)
    page.locator(".foot a").last.focus()
    last = page.evaluate(HERE)["stop"]
    went = walk(page, "Shift+Tab")
    assert [here["stop"] for here in went] == list(range(last - 1, -1, -1))
    assert stops[0] == "Skip to the text"


def test_the_skip_link_leads_past_the_doors(article):
    page = article.page
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_heading_of_the_contents_leads_there_and_tab_goes_on_from_it(article):
    page = article.page
    link = page.locator(".contents a").nth(2)
    link.focus()
    page.keyboard.press("Enter")
    name = page.url.partition("#")[2]
    heading = page.locator(f"[id='{name}']")
    assert 0 <= heading.bounding_box()["y"] < DESK["height"] / 2
    page.keyboard.press("Tab")
    assert page.evaluate(
        "(name) => document.getElementById(name).compareDocumentPosition(document.activeElement) & 4", name
    )


def test_a_card_opens_holds_no_one_and_gives_the_focus_back(article):
    page = article.page
    for place in (0, 5):
        mark = page.locator(".marks a").nth(place)
        mark.focus()
        page.keyboard.press("Enter")
        card = page.locator(".source-card")
        assert card.evaluate("card => card.matches(':popover-open') && card === document.activeElement")
        inside = card.locator("a, button").filter(visible=True).count()
        for _ in range(inside):
            page.keyboard.press("Tab")
            assert card.evaluate("card => card.contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert not card.is_visible()
        assert mark.evaluate("mark => mark === document.activeElement")
    # Closed by its own button, too; and whoever tabs on is not held in it.
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close").press("Enter")
    assert mark.evaluate("mark => mark === document.activeElement")
    page.keyboard.press("Enter")
    for _ in range(inside + 2):
        page.keyboard.press("Tab")
    assert not page.locator(".source-card").evaluate("card => card.contains(document.activeElement)")
    assert page.evaluate("document.activeElement !== document.body")


def test_a_planted_trap_and_a_planted_hidden_ring_are_found(article):
    """The walk would be green if it saw nothing."""
    page = article.page
    page.evaluate(
        "() => { const one = document.querySelectorAll('main a')[3];"
        " one.addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); }); }"
    )
    stops = page.evaluate(STOPS)
    assert len({here["stop"] for here in walk(page, "Tab")}) < len(stops)
    page.reload()
    page.evaluate("document.querySelectorAll('main a').forEach((one) => { one.style.outline = 'none'; })")
    page.evaluate(STOPS)
    assert any(not here["ring"] for here in walk(page, "Tab"))


@pytest.mark.parametrize("path", [ARTICLE, "/", "/collections/", "/saved/", "/help/"])
def test_at_twice_the_size_nothing_is_wider_than_the_screen(browser, library, path):
    context = browser.new_context(viewport={"width": 640, "height": 480})
    seen = visit(context)
    seen.go(library.url + path)
    seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(seen.page) == 0
    seen.page.evaluate(
        "document.documentElement.style.fontSize = ''; document.documentElement.style.zoom = 2"
    )
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
