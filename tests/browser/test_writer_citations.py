"""The sources of one sentence, changed where they stand: place, proposal, one more, one less."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from site_app.documents.models import Revision
from tests.browser.writing import body, dialog, focused, remarks
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CITED = "🌙 Babies who wake at night have a higher risk of fever [@sleepreview, p. 4; @cohort]."
PLAIN = "Babies who wake at night have a higher risk of illness."
TEXT = f"## Why do babies wake?\n\n{CITED} {PLAIN}\n"


@pytest.fixture
def writer(editor, team):
    """Wren's editor with a sentence that cites two sources, and one that cites none."""
    builders.make_source(
        team["Wren"], "cohort", kind="cohort", title="Nights of a cohort", doi="10.1000/quiet.8"
    )
    body(editor.page).fill(TEXT)
    expect(editor.page.locator(".as-read")).to_contain_text("Why do babies wake?")
    return editor


def caret_at(page, words):
    body(page).evaluate(
        """(field, words) => {
            const at = field.value.indexOf(words);
            field.focus();
            field.setSelectionRange(at, at);
        }""",
        words,
    )


def panel(page):
    return dialog(page, "citations")


def place(page, number):
    return panel(page).locator("[data-citation-place]").nth(number)


def ask_at(page, words):
    caret_at(page, words)
    page.keyboard.press("F2")
    expect(panel(page)).to_be_visible()


def test_a_key_lists_the_sources_of_the_sentence_at_the_caret(writer):
    page = writer.page
    ask_at(page, "higher risk of fever")
    assert "fever" in panel(page).locator("blockquote").inner_text()
    first, second = panel(page).locator("fieldset").all()
    assert "Marsh" in first.locator("legend").inner_text()
    assert "Sleep in the first year" in first.locator("legend").inner_text()
    assert "2021" in first.inner_text()
    assert "systematic review" in first.inner_text().lower()
    assert first.locator("[data-citation-address]").get_attribute("href") == "https://doi.org/10.1000/quiet.7"
    assert "Nights of a cohort" in second.inner_text()
    assert (place(page, 0).input_value(), place(page, 1).input_value()) == ("p. 4", "")
    expect(place(page, 0)).to_be_focused()
    page.keyboard.press("Escape")
    assert focused(page) == "id_body"
    assert body(page).input_value() == TEXT
    assert body(page).evaluate("field => field.selectionStart") == TEXT.replace("🌙", "..").index(
        "higher risk"
    )
    assert not writer.complaints


def test_the_caret_in_a_mark_begins_at_that_very_source(writer):
    ask_at(writer.page, "ohort]")
    expect(place(writer.page, 1)).to_be_focused()


def test_a_place_is_changed_where_it_stands_and_one_undo_takes_it_back(writer):
    page = writer.page
    ask_at(page, "@cohort")
    page.keyboard.type("table 2")
    place(page, 0).fill("p. 5")
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_hidden()
    assert body(page).input_value() == TEXT.replace("p. 4; @cohort", "p. 5; @cohort, table 2")
    assert focused(page) == "id_body"
    page.keyboard.press("Control+z")
    assert body(page).input_value() == TEXT


def test_a_proposal_goes_to_the_vetter_and_changes_no_word(writer, article):
    page = writer.page
    ask_at(page, "higher risk of fever")
    for _ in range(2):
        page.keyboard.press("Tab")
    panel(page).locator("[data-citation-degree]").nth(1).select_option("background")
    panel(page).locator("[data-citation-population]").nth(1).select_option("babies")
    panel(page).get_by_text("Put it into the text").click()
    assert body(page).input_value() == TEXT
    (row,) = remarks(page)
    assert (row["key"], row["locator"], row["degree"], row["population"]) == (
        "cohort", "", "background", "babies",
    )  # fmt: skip
    ask_at(page, "higher risk of fever")
    expect(panel(page).locator("[data-citation-degree]").nth(1)).to_have_value("background")
    # With another place the proposal goes along, and what was said of the old one is not saved.
    place(page, 1).fill("p. 9")
    page.keyboard.press("Enter")
    expect(page.locator("[data-counter]")).to_contain_text("1 cited, 1 to go")
    page.wait_for_function("() => document.querySelector('[data-facts]').textContent.includes('p. 9')")
    page.get_by_text("Save as a revision").click()
    page.wait_for_load_state()
    newest = Revision.objects.newest_of(article.document)
    assert [(row["key"], row["locator"], row["degree"]) for row in newest.remarks] == [
        ("cohort", "p. 9", "background")
    ]


def test_one_source_of_two_is_taken_out_and_the_last_one_with_its_mark(writer):
    page = writer.page
    ask_at(page, "higher risk of fever")
    panel(page).locator("[data-citation-out]").first.click()
    expect(panel(page).locator("[data-citations-status]")).to_contain_text("Marsh and Reed 2021 goes out")
    expect(place(page, 0)).to_be_disabled()
    panel(page).get_by_text("Put it into the text").click()
    assert body(page).input_value() == TEXT.replace("[@sleepreview, p. 4; @cohort]", "[@cohort]")
    ask_at(page, "higher risk of fever")
    panel(page).locator("[data-citation-out]").click()
    panel(page).get_by_text("Put it into the text").click()
    assert body(page).input_value() == TEXT.replace(" [@sleepreview, p. 4; @cohort]", "")
    for _ in range(2):
        body(page).press("Control+z")
    assert body(page).input_value() == TEXT


def test_what_was_taken_out_by_mistake_is_left_in(writer):
    page = writer.page
    ask_at(page, "higher risk of fever")
    out = panel(page).locator("[data-citation-out]").first
    out.click()
    expect(out).to_contain_text("Leave it in")
    out.click()
    panel(page).get_by_text("Put it into the text").click()
    assert body(page).input_value() == TEXT


def test_another_source_is_added_behind_the_last_one(writer, team):
    builders.make_source(team["Wren"], "trial", kind="rct", title="Nights of a trial", doi="10.1000/quiet.9")
    page = writer.page
    ask_at(page, "higher risk of fever")
    place(page, 0).fill("p. 7")
    panel(page).get_by_text("Add another source").click()
    expect(page.locator("#cite-words")).to_be_focused()
    page.keyboard.type("trial")
    page.keyboard.press("Enter")
    page.keyboard.type("p. 1")
    page.select_option("#cite-degree", "partial")
    page.locator("#cite-place").press("Enter")
    expect(body(page)).to_have_value(re.compile(r"\[@sleepreview, p\. 7; @cohort; @trial, p\. 1\]\."))
    page.wait_for_function("() => document.querySelector('[name=remarks]').value.includes('partial')")
    (row,) = remarks(page)
    assert (row["key"], row["locator"], row["degree"]) == ("trial", "p. 1", "partial")


def test_a_sentence_without_a_source_is_offered_one_and_a_heading_is_not(writer):
    page = writer.page
    caret_at(page, "risk of illness")
    page.keyboard.press("F2")
    expect(page.locator("#cite-words")).to_be_focused()
    page.keyboard.type("cohort]")
    assert "risk of illness [@cohort]." in body(page).input_value()
    caret_at(page, "Why do")
    page.keyboard.press("F2")
    expect(page.locator("[data-bar-problem]")).to_contain_text("carries no source")
    assert not dialog(page, "cite").is_visible()
    assert not panel(page).is_visible()


def test_a_number_in_the_preview_leads_to_the_sources_of_its_sentence(writer):
    page = writer.page
    page.locator(".as-read .marks a").first.press("Enter")
    expect(panel(page)).to_be_visible()
    assert "fever" in panel(page).locator("blockquote").inner_text()
    page.keyboard.press("Escape")
    assert focused(page) == "id_body"


def test_what_a_lead_in_gives_is_shown_and_changed_only_there(writer):
    page = writer.page
    body(page).fill("Signs of illness in a baby are [@cohort]:\n\n- a fever\n- a rash [@sleepreview].\n")
    ask_at(page, "a fever")
    assert "sentence that leads in" in panel(page).inner_text()
    assert place(page, 0).get_attribute("readonly") is not None
    assert not panel(page).locator("[data-citation-out]").is_visible()
    panel(page).locator("[data-citation-degree]").select_option("partial")
    panel(page).get_by_text("Put it into the text").click()
    assert [row["sentence"] for row in remarks(page)] == ["a fever"]
    ask_at(page, "a rash")
    expect(place(page, 0)).to_be_focused()
    assert place(page, 0).get_attribute("readonly") is None
    # Its own mark says what it rests on; the lead-in's does not stand beside it.
    expect(place(page, 1)).to_have_count(0)


def test_a_place_that_would_break_the_mark_is_not_taken(writer):
    page = writer.page
    ask_at(page, "higher risk of fever")
    place(page, 0).fill("p. 4]; @nobody")
    page.keyboard.press("Enter")
    assert panel(page).is_visible()
    assert body(page).input_value() == TEXT


def test_nothing_is_shown_of_a_text_that_could_not_be_read(writer):
    page = writer.page
    page.route("**/admin/markdownx/preview/", lambda route: route.abort())
    body(page).press_sequentially("x")
    page.locator("[data-open='citations']").click()
    expect(page.locator("[data-bar-problem]")).to_contain_text("could not be read")
    assert not panel(page).is_visible()


def test_undoing_a_change_of_place_finds_the_old_proposal_again(writer):
    page = writer.page
    ask_at(page, "higher risk of fever")
    panel(page).locator("[data-citation-degree]").first.select_option("full")
    panel(page).get_by_text("Put it into the text").click()
    ask_at(page, "higher risk of fever")
    place(page, 0).fill("p. 8")
    page.keyboard.press("Enter")
    body(page).press("Control+z")
    ask_at(page, "higher risk of fever")
    expect(place(page, 0)).to_have_value("p. 4")
    expect(panel(page).locator("[data-citation-degree]").first).to_have_value("full")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (800, 1180), (640, 450)])
def test_the_panel_passes_axe_and_fits_at_desk_tablet_and_zoom(writer, scheme, size):
    page = writer.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    ask_at(page, "higher risk of fever")
    page.evaluate("Promise.all(document.getAnimations().map(it => it.finished)).then(() => null)")
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    inner = panel(page).evaluate("it => [it.scrollWidth - it.clientWidth, it.getBoundingClientRect().height]")
    assert inner[0] <= 0
    assert inner[1] <= size[1]
    names = (
        panel(page)
        .locator("input, select, button")
        .evaluate_all("all => all.map(one => one.labels?.[0]?.textContent.trim() || one.textContent.trim())")
    )
    assert all(names)
    broken = Axe().run(page).response["violations"]
    assert not broken, json.dumps([[rule["id"], rule["nodes"][0]["target"]] for rule in broken])
