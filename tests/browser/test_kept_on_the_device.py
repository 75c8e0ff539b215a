"""What a reader keeps: the weeks since birth, pages saved, pages read. On this device, and nowhere else."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from site_app.documents.models import Kind
from tests.browser.conftest import PHONE, Visit, visit
from tests.browser.test_every_page_on_a_phone import faults
from tests.builders import fields_of_article
from tests.people import build_team
from tests.reader.world import build_site, published

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARTICLE = "/articles/quiet-nights/"
COLLECTION = "/collections/first-nights/"
TITLE = "How do babies sleep?"
SECTIONS = """## What comes first?

::: documents quiet-nights
:::

## What comes then?

::: documents after-birth
:::"""
SHIFTS = """() => {
  window.moved = 0;
  const add = (list) => { for (const entry of list.getEntries()) window.moved += entry.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
}"""
DAYS_AGO = {
    -30: ("The day is still ahead: Pregnancy", "Pregnancy"),
    3: ("Your baby is less than a week old: Birth to 6 weeks", "Birth to 6 weeks"),
    8: ("Your baby is about one week old: Birth to 6 weeks", "Birth to 6 weeks"),
    41: ("Your baby is about 5 weeks old: Birth to 6 weeks", "Birth to 6 weeks"),
    42: ("Your baby is about 6 weeks old: 6 weeks to 6 months", "6 weeks to 6 months"),
    180: ("Your baby is about 25 weeks old: 6 weeks to 6 months", "6 weeks to 6 months"),
    200: ("Your baby is about 28 weeks old: 6 to 12 months", "6 to 12 months"),
    400: ("Our stages end with the first year. Each one stays open to you.", None),
}


@pytest.fixture
def house(live_server: LiveServer, own_var: object) -> LiveServer:
    """A small site, with a collection of two sections."""
    site = build_site(build_team())
    fields = fields_of_article(body=SECTIONS, topics=["nights"])
    published(site.team, Kind.COLLECTION, "sections", "What do we read first?", **fields)
    return live_server


@pytest.fixture
def rae(browser: Browser, house: LiveServer) -> Iterator[Callable[[str], Visit]]:
    """`rae("/")`: her phone with that page open; the device stays the same, and what it asks for is noted."""
    context = browser.new_context(viewport=PHONE)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    seen = visit(context)

    def at(path: str) -> Visit:
        assert seen.go(house.url + path) == 200
        return seen

    yield at
    assert seen.complaints == []
    # Neither the date nor the list of pages leaves the device: in no address, no form, no cookie.
    days = [str(ago(days)) for days in DAYS_AGO]
    assert asked
    assert not [line for line in asked if "?" in line or any(day in line for day in days)]
    assert context.cookies() == []
    context.close()


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def kept(page: Page, name: str) -> str | None:
    value = page.evaluate("(name) => localStorage.getItem(`groundwell-${name}`)", name)
    return None if value is None else str(value)


def tell_born(page: Page, days_ago: int) -> None:
    page.get_by_text("When was the baby born?").click()
    page.get_by_label("Date of birth").fill(str(ago(days_ago)))
    page.get_by_role("button", name="Show the stage").click()


def said(page: Page) -> str:
    return " ".join(page.locator(".born").inner_text().split())


def test_a_date_of_birth_leads_to_its_stage(rae):
    page = rae("/").page
    for days_ago, (words, stage) in DAYS_AGO.items():
        tell_born(page, days_ago)
        assert said(page) == words
        now = page.locator(".stages li a[data-now]")
        assert now.all_inner_texts() == ([stage] if stage else [])
        assert page.evaluate("document.activeElement.textContent") == "Forget this date"
        page.keyboard.press("Enter")


def test_the_date_is_there_on_the_stage_page_and_forgotten_by_one_press(rae):
    page = rae("/").page
    tell_born(page, 41)
    page.locator(".born a").click()
    page.wait_for_url("**/stages/birth-6-weeks/")
    assert said(page) == "Your baby is about 5 weeks old: Birth to 6 weeks"
    assert faults(page) == []
    page.get_by_role("button", name="Forget this date").click()
    assert said(page) == "The date is forgotten."
    assert kept(page, "born") is None
    assert page.evaluate("document.activeElement.textContent") == "When was the baby born?"
    page = rae("/").page
    assert "old" not in said(page)
    assert page.locator("a[data-now]").count() == 0


def test_nothing_moves_when_the_date_is_read_from_the_device(rae):
    page = rae("/").page
    tell_born(page, 41)
    page.context.add_init_script(f"({SHIFTS})()")
    page = rae("/").page
    page.wait_for_timeout(500)
    assert "5 weeks" in said(page)
    assert page.evaluate("window.moved") == 0


def test_a_page_is_saved_found_again_and_removed(rae):
    page = rae(ARTICLE).page
    save = page.get_by_role("button", name="Save for later")
    save.first.click()
    assert save.first.get_attribute("aria-pressed") == "true"
    assert save.last.get_attribute("aria-pressed") == "true"
    assert faults(page) == []
    page.get_by_role("link", name="Your saved pages").first.click()
    page.wait_for_url("**/saved/")
    link = page.locator(".saved-list a")
    assert link.all_inner_texts() == [TITLE]
    assert link.get_attribute("href") == ARTICLE
    assert faults(page) == []
    page.get_by_role("button", name="Remove").click()
    assert link.count() == 0
    assert page.get_by_text("You have saved no page yet.").is_visible()
    assert kept(page, "saved") is None


def test_the_newest_stands_first_and_the_whole_list_is_forgotten_by_one_press(rae):
    for path in (ARTICLE, "/consults/sleep/", COLLECTION):
        rae(path).page.get_by_role("button", name="Save for later").first.click()
    page = rae("/saved/").page
    addresses = page.locator(".saved-list a").evaluate_all("links => links.map((one) => one.pathname)")
    assert addresses == [COLLECTION, "/consults/sleep/", ARTICLE]
    page.get_by_role("button", name="Remove").nth(1).click()
    assert page.evaluate("document.activeElement.dataset.remove") == ARTICLE
    page.get_by_role("button", name="Forget the whole list").click()
    assert page.locator(".saved-list a").count() == 0
    assert kept(page, "saved") is None


def test_a_list_that_somebody_else_wrote_leads_nowhere_but_to_pages_of_ours(rae):
    page = rae("/saved/").page
    strange = [
        ["javascript:alert(1)", ["One", "x"]],
        ["//elsewhere.example/articles/x/", ["Two", "x"]],
        ["/admin/", ["Three", "x"]],
        [ARTICLE, "no list"],
        [ARTICLE, ["<b>Four</b>", "x"]],
    ]
    page.evaluate("(list) => localStorage.setItem('groundwell-saved', list)", json.dumps(strange))
    page = rae("/saved/").page
    assert page.locator(".saved-list a").all_inner_texts() == ["<b>Four</b>"]
    page.evaluate("localStorage.setItem('groundwell-saved', 'torn')")
    page = rae("/saved/").page
    assert page.get_by_text("You have saved no page yet.").is_visible()


def test_a_collection_says_how_much_of_it_is_read_until_that_is_forgotten(rae):
    rae(ARTICLE).page.get_by_role("button", name="I have read this").click()
    page = rae("/collections/sections/").page
    cards = page.locator(".shelf [data-keep=read]").count()
    assert cards == 2
    whole = page.locator(".progress [data-count]")
    assert whole.inner_text() == f"1 of {cards} read"
    assert page.locator(".shelf > [data-count]").all_inner_texts() == ["1 of 1 read", "0 of 1 read"]
    read = page.locator(".shelf [aria-pressed=true]")
    assert read.evaluate_all("marks => marks.map((mark) => mark.dataset.address)") == [ARTICLE]
    page.locator(".shelf [aria-pressed=false]").first.click()
    assert whole.inner_text() == f"2 of {cards} read"
    assert page.locator("progress").evaluate("bar => bar.value") == 2
    assert faults(page) == []
    page.get_by_role("button", name="Forget my place").click()
    assert whole.inner_text() == f"0 of {cards} read"
    assert kept(page, "read") is None


def test_without_script_nothing_is_offered_that_would_not_work(browser, house):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for path in ("/", "/stages/birth-6-weeks/", ARTICLE, "/collections/sections/"):
        page.goto(house.url + path)
        assert page.locator("main [data-kept]").count() > 0
        assert not any(part.is_visible() for part in page.locator("main [data-kept]").all())
    page.goto(house.url + "/saved/")
    assert page.get_by_text("Scripts are off in this browser").is_visible()
    assert not page.get_by_text("You have saved no page yet.").is_visible()
    context.close()
