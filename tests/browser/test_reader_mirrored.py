"""The reader's pages in a language written from right to left: everything stands on the other side, whole."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visit, visit
from tests.browser.test_every_page_on_a_phone import faults, sideways
from tests.reader.pseudo import MIRRORED, spoken

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "/articles/baby-eczema-and-the-gut/",
    "/articles/warning-signs-after-birth/",
    "/",
    "/search/?q=eczema",
    "/search/?q=qqqq",
    "/consults/",
    "/consults/feeding/",
    "/help/",
)
# Where every block of the page lies, measured from the edge at which its lines begin. Text within a line is
# left out: numbers and sentences in other letters keep their own order there, and so may break elsewhere.
PLACES = """() => {
  const wide = document.documentElement.clientWidth, mirrored = document.dir === 'rtl';
  const shown = [...document.body.querySelectorAll(
    'header, nav, main, aside, section, article, footer, form, h1, h2, h3, p, ul, ol, li, dl, dt, dd, details'
  )].filter((box) => box.offsetParent && !getComputedStyle(box).display.startsWith('inline'));
  return shown.map((box) => {
    const {left, right} = box.getBoundingClientRect();
    const name = box.tagName.toLowerCase() + '.' + box.className;
    const edges = mirrored ? [wide - right, wide - left] : [left, right];
    return [name, ...edges.map(Math.round)];
  });
}"""
# Blocks of text that lie on one another, or whose words are cut off or hang over the edge of the screen.
SPOILT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const own = (box) => [...box.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const boxes = [...document.querySelectorAll('body *')].filter((box) =>
    own(box) && box.checkVisibility({visibilityProperty: true})
    && !box.closest('.visually-hidden, .skip, .trap, .help-now.stays')
    && !getComputedStyle(box).display.startsWith('inline'));
  const placed = boxes.map((box) => [box, box.getBoundingClientRect()]);
  for (const [box, one] of placed) {
    const said = box.textContent.trim().slice(0, 40);
    if (one.left < -1 || one.right > wide + 1) found.push(`over the edge: ${said}`);
    const shut = getComputedStyle(box).overflowX !== 'visible';
    if (shut && box.scrollWidth > box.clientWidth + 1) found.push(`cut: ${said}`);
    for (const [other, two] of placed) {
      if (box === other || box.contains(other) || other.contains(box)) continue;
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (across > 2 && down > 2) found.push(`${said} lies on ${other.textContent.trim().slice(0, 40)}`);
    }
  }
  return found;
}"""
# The signs of a number as they stand on the screen, from left to right.
ORDER = """(number) => {
  const letters = document.createTreeWalker(number, 4), found = [];
  for (let node = letters.nextNode(); node; node = letters.nextNode())
    [...node.data].forEach((sign, at) => {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      if (sign.trim()) found.push([range.getBoundingClientRect().left, sign]);
    });
  return found.sort((one, two) => one[0] - two[0]).map((pair) => pair[1]).join('');
}"""


@pytest.fixture(params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def screen(width: int, browser: Browser, library: LiveServer) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    yield visit(context)
    context.close()


def places(seen: Visit, address: str) -> Any:
    seen.go(address)
    return seen.page.evaluate(PLACES)


def moved(here: Any, there: Any) -> list[str]:
    """The blocks that do not lie where their mirrored selves do, to two pixels."""
    return [
        f"{one} and {two}"
        for one, two in zip(here, there, strict=True)
        if one[0] != two[0] or any(abs(a - b) > 2 for a, b in zip(one[1:], two[1:], strict=True))
    ]


def test_every_block_stands_on_the_other_side_and_none_is_spoilt(screen, library):
    for path in PAGES:
        with spoken(MIRRORED, bidi=()):
            here = places(screen, library.url + path)
            assert screen.page.evaluate("document.dir") == "ltr"
        with spoken(MIRRORED):
            there = places(screen, library.url + path)
            assert screen.page.evaluate("document.dir") == "rtl"
            assert sideways(screen.page) == 0, path
            assert screen.page.evaluate(SPOILT) == [], path
            assert faults(screen.page) == [], path
        assert len(here) > 20
        assert moved(here, there) == [], path
    assert screen.complaints == []


def test_a_block_that_keeps_its_side_or_spoils_another_is_found(screen, library):
    with spoken(MIRRORED, bidi=()):
        here = places(screen, library.url + "/")
    with spoken(MIRRORED):
        screen.go(library.url + "/")
        # As a style sheet with 'left' in it, and one with too little room, would set them.
        screen.page.evaluate(
            "() => { document.querySelector('.welcome').style.marginLeft = '40px';"
            " document.querySelector('.welcome .lead').style.translate = '0 -10rem'; }"
        )
        assert moved(here, screen.page.evaluate(PLACES))
        assert screen.page.evaluate(SPOILT)


def test_skip_link_contents_card_and_numbers_read_as_they_should(screen, library, width):
    page = screen.page
    with spoken(MIRRORED):
        screen.go(library.url + PAGES[0])
        page.keyboard.press("Tab")
        skip = page.locator(".skip:focus").bounding_box()
        assert skip["x"] + skip["width"] > width - 40
        contents, text = (page.locator(f".with-contents > {name}") for name in (".contents", ".running-text"))
        if width > 1000:
            assert contents.bounding_box()["x"] < text.bounding_box()["x"]
        page.locator(".main-message .marks a").first.click()
        card = page.locator(".source-card")
        box = card.bounding_box()
        assert 0 <= box["x"] <= width - box["width"]
        assert card.evaluate("card => getComputedStyle(card).direction") == "rtl"
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth")
        # '116 123' between words of the other direction would else be read as '123 116'.
        screen.go(library.url + "/help/")
        numbers = page.locator(".help-lines .number [data-record]")
        assert numbers.count() > 2
        for number in numbers.all():
            said = number.inner_text()
            assert number.evaluate(ORDER) == said.replace(" ", ""), said
