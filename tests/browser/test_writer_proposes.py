"""What a writer proposes of a source stands ready for the vetter, who confirms it or says otherwise."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from site_app.documents.models import Revision
from site_app.vetting import services as vetting
from site_app.vetting.models import CitationRuling, Ruling
from tests.browser.writing import body, dialog

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENTENCE = "Many babies wake at night because their stomachs are small."


@pytest.fixture
def row(desk, live_server, article, team, editor):
    """Wren's proposal, made by key and handed over; Vera stands at the sentence, which she has claimed."""
    page = editor.page
    body(page).fill(f"{SENTENCE[:-1]} [@sleepreview, abstract].")
    body(page).press("Home")
    page.keyboard.press("F2")
    expect(dialog(page, "citations")).to_be_visible()
    dialog(page, "citations").locator("[data-citation-degree]").select_option("full")
    dialog(page, "citations").locator("[data-citation-population]").select_option("babies")
    page.keyboard.press("Tab")
    dialog(page, "citations").get_by_text("Put it into the text").press("Enter")
    page.get_by_text("Save and hand to vetting").click()
    expect(page.locator(".messagelist")).to_contain_text("Handed over to vetting.")
    newest = Revision.objects.newest_of(article.document)
    vetting.claim(actor=team["Vera"], revision=newest)
    vera = desk("Vera")
    vera.go(f"{live_server.url}/admin/vet/{newest.pk}/")
    found = vera.page.locator("[data-row]", has_text=SENTENCE)
    found.focus()
    return found


def test_the_vetter_confirms_a_proposal_in_two_keys(row):
    page = row.page
    expect(row.locator("[data-proposes]")).to_have_text(
        "The writer proposes: supports it in full; it studied babies. You decide."
    )
    assert not Ruling.objects.exists()
    page.keyboard.press("s")
    expect(row.locator("[data-asking]")).to_contain_text("Enter for babies")
    assert not Ruling.objects.exists()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("left")
    ruled = CitationRuling.objects.get()
    assert (ruled.degree, ruled.population, ruled.ruling.vetter.display_name) == ("full", "babies", "Vera")


def test_the_vetter_says_otherwise_and_only_that_counts(row):
    page = row.page
    page.keyboard.press("s")
    page.keyboard.press("b")
    expect(row.locator("[data-asking]")).to_contain_text("background only")
    page.keyboard.press("Escape")
    assert not Ruling.objects.exists()
    page.keyboard.press("s")
    page.keyboard.press("f")
    page.keyboard.press("1")
    expect(page.locator("[data-said]")).to_contain_text("left")
    ruled = CitationRuling.objects.get()
    assert (ruled.degree, ruled.population) == ("full", "mothers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_proposal_at_the_vetters_passes_axe(row, scheme):
    row.page.emulate_media(color_scheme=scheme)
    row.page.evaluate("Promise.all(document.getAnimations().map(it => it.finished)).then(() => null)")
    broken = Axe().run(row.page).response["violations"]
    assert not broken, [(rule["id"], rule["nodes"][0]["target"]) for rule in broken]
