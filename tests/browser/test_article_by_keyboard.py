"""An article by keyboard alone: every stop in its order, visible, none lost and none a trap."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visit, visit
from tests.browser.test_every_page_on_a_phone import sideways
from tests.builders import build_published
from tests.people import build_team
from tests.reader.world import build_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BODY = "\n\n".join(
    f"## What is in part {part}?\n\nMany babies wake at night [@sleep2020, abstract]. This is part {part}."
    for part in ("one", "two", "three", "four")
)
PATHS = (
    "/",
    "/articles/warning-signs-after-birth/",
    "/articles/safe-sleep/",
    "/collections/",
    "/consults/",
    "/help/",
    "/how-we-vet/",
    "/saved/",
    "/search/?q=sleep",
    "/sources/",
    "/verify/",
)
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
    went: list[dict[str, Any]] = []
    for _ in range(len(page.evaluate(STOPS)) + 3):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here["name"] == "BODY" or (went and went[0]["stop"] == here["stop"]):
            break
        went.append(here)
    return went


@pytest.fixture
def article(browser: Browser, live_server: LiveServer, own_var: object) -> Iterator[Visit]:
    """An article of several headings and sources, with another near it."""
    site = build_site(build_team())
    build_published(site.team, slug="walk", title="How long is a night?", body=BODY, topics=["nights"])
    build_published(site.team, slug="near", title="How long is a nap?", topics=["nights"])
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    seen = visit(context)
    assert seen.go(f"{live_server.url}/articles/walk/") == 200
    yield seen
    assert seen.complaints == []
    context.close()


def test_tab_walks_through_the_whole_page_in_order_and_each_stop_is_seen(article):
    page = article.page
    stops = page.evaluate(STOPS)
    assert len(stops) > 40
    went = walk(page, "Tab")
    assert [here["stop"] for here in went] == list(range(len(stops)))
    unseen = [here for here in went if not (here["ring"] and here["seen"] and here["free"])]
    assert not unseen, [(stops[here["stop"]], here) for here in unseen]
    words = " | ".join(stops)
    landmarks = (
        "Skip to the text",
        "Articles",
        "Emergency",
        "Save for later",
        "source 1",
        "I have read this",
    )
    landmarks += ("How long is a nap?", "Open the source", "Flag a sentence", "About us")
    places = [words.index(landmark) for landmark in landmarks]
    assert places == sorted(places)


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
    link = page.locator(".contents a:visible").nth(2)
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
    for place in (0, 2):
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
        "() => { const one = [...document.querySelectorAll('main a')].filter((a) => a.checkVisibility())[3];"
        " one.addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); }); }"
    )
    stops = page.evaluate(STOPS)
    assert len({here["stop"] for here in walk(page, "Tab")}) < len(stops)
    page.reload()
    page.evaluate("document.querySelectorAll('main a').forEach((one) => { one.style.outline = 'none'; })")
    page.evaluate(STOPS)
    assert any(not here["ring"] for here in walk(page, "Tab"))


def test_at_twice_the_size_nothing_is_wider_than_the_screen(browser, library):
    context = browser.new_context(viewport={"width": 640, "height": 480})
    seen, wide = visit(context), []
    for path in PATHS:
        seen.go(library.url + path)
        seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
        if sideways(seen.page):
            wide.append(f"{path}: type at 200 %")
        seen.page.evaluate("document.documentElement.style.fontSize = ''")
        seen.page.evaluate("document.documentElement.style.zoom = 2")
        if not seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(f"{path}: zoom of 2")
    context.close()
    assert not wide
