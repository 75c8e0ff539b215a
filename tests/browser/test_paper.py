"""On paper: a usual article fills two sheets or fewer, and whoever holds them can check what they say."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Words of running text; the longest of the library have more.
USUAL = 800
WORDS = "document.querySelector('.with-contents .running-text').innerText.split(/\\s+/).length"
NEEDED = (".main-message", ".notes > ol > li", ".copy-code .on-paper", ".dates")
PRESSED = (
    ".doors", ".contents", ".keep", ".related", ".foot", ".share", ".source-card", ".take-along", ".uses",
)  # fmt: skip


def sheets_of(page: Page, size: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))


def test_a_usual_article_goes_on_two_sheets_with_all_that_paper_needs(browser, library, client):
    context = browser.new_context(viewport=PHONE)
    seen, usual, found = visit(context), 0, []
    for path in sorted(set(re.findall(r'href="(/articles/[a-z0-9-]+/)"', client.get("/articles/").text))):
        seen.go(library.url + path)
        words = seen.page.evaluate(WORDS)
        sheets = [sheets_of(seen.page, size) for size in ("A4", "Letter")]
        usual += words <= USUAL
        if max(sheets) > (2 if words <= USUAL else 3):
            found.append(f"{path}: {words} words on {sheets}")
        seen.page.emulate_media(media="print")
        found += [f"{path}: no {part}" for part in NEEDED if not seen.page.locator(part).first.is_visible()]
        for part in PRESSED:
            found += [f"{path}: {part}" for one in seen.page.locator(part).all() if one.is_visible()]
        if (
            seen.page.locator(".document-urgent").count()
            and not seen.page.locator(".urgent-first").is_visible()
        ):
            found.append(f"{path}: no word on what cannot wait")
        size = float(seen.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) * 72 / 96
        if size < 9.5:
            found.append(f"{path}: type of {size} points")
        seen.page.emulate_media(media="null")
    context.close()
    assert usual > 3
    assert not found, "\n".join(found)
