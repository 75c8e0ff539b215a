"""The article page in a hand: cards of sources, light or dark, paper, large type."""

import re

import pytest

from tests.browser.conftest import PHONE, visit
from tests.browser.test_every_page_on_a_phone import faults, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARTICLE = "/articles/baby-eczema-and-the-gut/"


@pytest.fixture
def phone(browser, library):
    """An article open on a phone."""
    context = browser.new_context(viewport=PHONE)
    seen = visit(context)
    assert seen.go(library.url + ARTICLE) == 200
    yield seen
    context.close()


def test_a_mark_opens_a_card_by_keyboard_and_gives_the_focus_back(phone):
    mark = phone.page.locator(".main-message .marks a").first
    mark.focus()
    phone.page.keyboard.press("Enter")
    card = phone.page.locator(".source-card")
    assert card.is_visible()
    said = " ".join(card.inner_text().split())
    assert re.search(r"supports (part|the whole) of sentence \d+", said)
    assert "Open the source" in said
    assert faults(phone.page) == []
    phone.page.keyboard.press("Escape")
    assert not card.is_visible()
    assert mark.evaluate("mark => mark === document.activeElement")
    assert phone.complaints == []


def test_without_script_a_mark_leads_to_its_note_and_no_switch_is_shown(browser, library):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    seen = visit(context)
    seen.go(library.url + ARTICLE)
    seen.page.locator(".main-message .marks a").first.click()
    assert seen.page.url.endswith("#note-1")
    assert not seen.page.locator(".theme").is_visible()
    context.close()


def test_the_choice_of_dark_stays_on_the_device_and_device_gives_it_back(phone):
    def paper() -> str:
        return str(phone.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    phone.page.get_by_label("Dark").check()
    dark = paper()
    assert dark != light
    phone.page.reload()
    phone.page.wait_for_selector("html[data-theme=dark]")
    assert paper() == dark
    assert faults(phone.page) == []
    phone.page.get_by_label("As on this device").check()
    assert paper() == light


def test_the_main_message_stands_on_the_first_screen_of_a_phone(phone):
    box = phone.page.locator(".main-message").bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]


def test_type_at_twice_its_size_needs_no_scrolling_sideways(browser, library):
    # 200 % of a window of 1280 pixels leaves 640.
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    seen = visit(context)
    seen.go(library.url + ARTICLE)
    assert sideways(seen.page) == 0
    context.close()


def test_every_kind_of_page_keeps_the_rules_on_a_wide_screen(browser, library):
    found = []
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        seen = visit(context)
        for path in ("/", ARTICLE, "/consults/", "/help/", "/how-we-vet/", "/corrections/", "/sources/"):
            seen.go(library.url + path)
            found += [f"{path} ({scheme}): {fault}" for fault in faults(seen.page)]
            if sideways(seen.page):
                found.append(f"{path} ({scheme}): wider than the screen")
        found += seen.complaints
        context.close()
    assert not found, "\n".join(found)
