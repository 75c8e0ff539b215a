"""A phone in one hand: what can be pressed is large enough, and what matters most needs no scrolling."""

import re

import pytest

from tests.browser.conftest import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDE = {"width": 1280, "height": 900}
# Links within a sentence are let off by WCAG 2.2 (2.5.8); ours in a sentence carry no class of their own.
TARGETS = """() => {
  const alone = (one) => {
    if (getComputedStyle(one).display !== "inline") return true;
    const around = one.closest("p, li, dd, h1, h2, h3");
    return !around || around.textContent.trim() === one.textContent.trim();
  };
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip") && alone(one))
    .map((one) => {
      const box = (one.closest("label") || one).getBoundingClientRect();
      const words = (one.textContent || one.id || one.name).trim().slice(0, 40);
      return [words, Math.round(box.width), Math.round(box.height)];
    });
}"""
KINDS = (
    "/",
    "/articles/",
    "/articles/safe-sleep/",
    "/articles/warning-signs-after-birth/",
    "/collections/",
    "/topics/",
    "/topics/sleep/",
    "/stages/birth-6-weeks/",
    "/consults/",
    "/consults/feeding/",
    "/people/",
    "/sources/",
    "/help/",
    "/search/",
    "/search/?q=sleep",
    "/saved/",
    "/how-we-vet/",
    "/corrections/",
    "/copy/",
    "/verify/",
    "/about/",
    "/there-is-no-such-page/",
)


def code_on(page) -> str:
    found = re.search(r"/copy/([A-Z0-9-]+)/", page.content())
    assert found
    return found[1]


def test_whatever_stands_alone_is_forty_four_pixels_high_and_every_mark_twenty_four_wide(browser, library):
    context = browser.new_context(viewport=PHONE)
    seen = visit(context)
    seen.go(library.url + "/articles/safe-sleep/")
    code = code_on(seen.page)
    forms = (
        f"/flag/{code}/",
        f"/flag/{code}/4/",
        f"/helpful/{code}/",
        f"/helpful/{code}/no/",
        f"/copy/{code}/",
    )
    found = []
    for path in (*KINDS, *forms, f"{forms[0]}4/", f"{forms[1]}no/"):
        seen.page.goto(library.url + path)
        for words, width, height in seen.page.evaluate(TARGETS):
            if height < 44 or width < 24:
                found.append(f"{path}: {words!r} is {width} by {height}")
        for width, height in seen.page.evaluate(
            "[...document.querySelectorAll('.marks a')].map((mark) => mark.getBoundingClientRect())"
            ".map((box) => [box.width, box.height])"
        ):
            if width < 22 or height < 24:
                found.append(f"{path}: a mark is {width} by {height}")
    context.close()
    assert not found, "\n".join(sorted(set(found)))


def test_on_an_urgent_page_the_calls_and_the_main_message_stand_on_the_first_screen(browser, library, client):
    context = browser.new_context(viewport=PHONE)
    seen, urgent, found = visit(context), 0, []
    for path in sorted(set(re.findall(r'href="(/articles/[a-z0-9-]+/)"', client.get("/articles/").text))):
        seen.go(library.url + path)
        calls, message = (seen.page.locator(name) for name in (".urgent-first", ".main-message"))
        if not calls.count():
            continue
        urgent += 1
        one, other = calls.bounding_box(), message.bounding_box()
        assert one
        assert other
        if one["y"] + one["height"] > PHONE["height"]:
            found.append(f"{path}: the calls end at {one['y'] + one['height']}")
        if other["y"] + other["height"] > PHONE["height"]:
            found.append(f"{path}: the main message ends at {other['y'] + other['height']}")
    context.close()
    assert urgent > 2
    assert not found, "\n".join(found)


@pytest.mark.parametrize("slug", ["bleeding-and-healing", "how-to-read-a-health-claim"])
@pytest.mark.parametrize(("viewport", "folded"), [(PHONE, True), (WIDE, False)])
def test_an_article_has_one_list_of_its_headings_folded_on_a_phone(browser, library, viewport, folded, slug):
    context = browser.new_context(viewport=viewport, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{library.url}/articles/{slug}/")
    assert page.locator(".contents").count() == 2
    assert page.locator(".folded").is_visible() is folded
    assert page.locator(".with-contents > .contents").is_visible() is not folded
    links = page.locator(".contents a:visible")
    if folded:
        assert not links.count()
        page.locator(".folded summary").click()
    links.nth(2).click()
    name = page.url.partition("#")[2]
    assert 0 <= page.locator(f"[id='{name}']").bounding_box()["y"] < viewport["height"] / 2
    context.close()
