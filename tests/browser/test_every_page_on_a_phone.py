"""Every public page of the launch library on a small phone, light and dark, with and without script."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# Pages of which there is one for each sentence or edition, alike but for the words they repeat.
ONE_FOR_EACH = ("/flag/", "/copy/", "/helpful/", "/sources/")
ENOUGH = 4


def pages_reached_from(start: str, client: Client) -> list[str]:
    """Every page that a reader can click through to."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        kind = next((start for start in ONE_FOR_EACH if path.startswith(start)), "")
        if path in found or (kind and sum(one.startswith(kind) for one in found) >= ENOUGH):
            continue
        if path.startswith(settings.STATIC_URL):
            assert finders.find(path.removeprefix(settings.STATIC_URL)), f"{path} is linked, and no such file"
            continue
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} is linked, and answers {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found.add(path)
        waiting += re.findall(r'<a\b[^>]*\shref="(/[^"#?]*)', answer.text)
    return sorted(found)


@pytest.fixture
def addresses(library, client) -> list[str]:
    paths = [path for path in pages_reached_from("/", client) if not path.startswith("/admin/")]
    assert len(paths) > 25
    return [library.url + path for path in paths]


def sideways(page: Page) -> int:
    """How many pixels a reader would have to scroll to the right."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def faults(page: Page) -> list[str]:
    """The accessibility rules that the page breaks, and where."""
    broken = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'][:3])}" for rule in broken
    ]


def test_no_page_complains_scrolls_sideways_or_fails_an_accessibility_rule(browser, addresses):
    found = []
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=PHONE, color_scheme=scheme)
        seen = visit(context)
        for address in addresses:
            seen.go(address)
            if wide := sideways(seen.page):
                found.append(f"{address} ({scheme}): {wide} px wider than the screen")
            found += [f"{address} ({scheme}): {fault}" for fault in faults(seen.page)]
        found += seen.complaints
        context.close()
    assert not found, "\n".join(found)


def test_every_page_is_whole_without_script(browser, addresses):
    def text_of_main(**options: object) -> Callable[[str], str]:
        seen = visit(browser.new_context(viewport=PHONE, **options))

        def read(address: str) -> str:
            seen.go(address)
            # What a reader may keep on the device needs script, and is not offered without it.
            seen.page.evaluate("document.querySelectorAll('[data-kept]').forEach((part) => part.remove())")
            return seen.page.locator("main").inner_text()

        return read

    with_script, without = text_of_main(), text_of_main(java_script_enabled=False)
    for address in addresses:
        assert without(address) == with_script(address), address


@pytest.mark.parametrize("path", ["/articles/warning-signs-after-birth/", "/sources/cdc_hearher/"])
def test_words_about_harm_share_the_screen_with_the_crisis_line(browser, library, path):
    seen = visit(browser.new_context(viewport=PHONE))
    seen.go(library.url + path)
    crisis = seen.page.locator(".help-now a.call", has_text="Crisis line")
    harm = seen.page.get_by_text("thoughts about hurting yourself or your baby").last
    for block in ("start", "center", "end"):
        harm.evaluate("(words, block) => words.scrollIntoView({block})", block)
        words, call = harm.bounding_box(), crisis.bounding_box()
        assert words
        assert call
        assert 0 <= call["y"] <= PHONE["height"] - call["height"]
        assert words["y"] + 1 >= call["y"] + call["height"], "the bar covers the words"


def test_planted_faults_are_found(browser, live_server):
    """The sweep would be green with a blind tool, too; this shows that it sees."""
    context = browser.new_context(viewport=PHONE)
    seen = visit(context)
    seen.go(live_server.url + "/")
    assert (sideways(seen.page), seen.complaints) == (0, [])
    seen.page.evaluate(
        "() => { const one = document.createElement('img'); one.src = 'https://elsewhere.example/x.png';"
        " one.style.minWidth = '900px'; document.body.append(one); }"
    )
    seen.page.wait_for_timeout(200)
    assert sideways(seen.page) > 0
    assert any(fault.startswith("image-alt") for fault in faults(seen.page))
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
    context.close()
