"""From problem to problem by key, and what each remedy does to the text."""

import re

import pytest
from playwright.sync_api import expect

from site_app.documents.models import Revision
from site_app.vetting import services as vetting
from tests.browser.writing import body, chosen, counter, dialog, focused, problem, remarks, type_over
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FEVER = "Babies who wake at night have a higher risk of fever."


def press(page, words, remedy):
    problem(page, words).locator(f'[data-remedy="{remedy}"]').click()


def test_a_click_on_a_finding_selects_its_sentence_even_behind_an_emoji(editor):
    page = editor.page
    problem(page, "higher risk of fever").locator("[data-select]").click()
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 1 of 2")
    assert chosen(page).endswith(FEVER)
    assert "stomachs" not in chosen(page)


def test_a_click_on_a_sentence_in_the_preview_selects_it_in_the_text(editor):
    page = editor.page
    page.locator(".as-read .s", has_text="stomachs are small").click()
    assert chosen(page).startswith("Many babies wake")


def test_a_sentence_that_a_vetter_returned_is_selected_in_the_text(desk, live_server, article, team):
    builders.submitted(team["Wren"], article)
    review = vetting.claim(actor=team["Vera"], revision=article)
    fever = article.statements.get(text__contains="higher risk of fever")
    vetting.rule(actor=team["Vera"], review=review, statement=fever, decision="returned", comment="Whose?")
    vetting.return_to_writer(actor=team["Vera"], review=review, comment="")
    seen = desk("Wren")
    page = seen.page
    seen.go(f"{live_server.url}/admin/write/{article.document_id}/")
    returned = page.get_by_role("region", name="Vera returned revision 1")
    expect(returned).to_contain_text("Whose?")
    returned.get_by_role("button").click()
    assert chosen(page).endswith(FEVER)
    body(page).fill("Whom can I ask?")
    returned.get_by_role("button").click()
    expect(page.locator("[data-bar-problem]")).to_contain_text("does not stand in the text any more")
    assert not seen.complaints


def test_keys_go_to_the_next_problem_and_back_and_round_the_corner(editor):
    page = editor.page
    body(page).focus()
    body(page).evaluate("field => field.setSelectionRange(0, 0)")
    page.keyboard.press("F8")
    assert FEVER in chosen(page)
    expect(page.locator("[data-bar-problem]")).to_contain_text("names no source")
    page.keyboard.press("F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 2 of 2")
    assert "vitamin D" in chosen(page)
    page.keyboard.press("Shift+F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 1 of 2")
    assert FEVER in chosen(page)
    page.keyboard.press("Shift+F8")
    page.keyboard.press("F8")
    assert FEVER in chosen(page)
    page.keyboard.press("Alt+Enter")
    expect(page.locator('.bar-finding [data-remedy="cite"]')).to_be_focused()
    page.keyboard.press("Escape")
    assert focused(page) == "id_body"


def test_the_first_problem_is_sought_from_the_title_for_whoever_stands_there(editor):
    page = editor.page
    page.fill("[name=title]", "Milk prevents rickets in babies")
    expect(page.locator("[data-bar-count]")).to_contain_text("3 problems.")
    page.locator("[name=title]").press("Home")
    page.keyboard.press("F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 1 of 3")
    assert focused(page) == "id_title"


def test_a_citation_goes_before_the_end_mark_with_place_and_proposal(editor):
    page = editor.page
    press(page, FEVER, "cite")
    expect(page.locator("#cite-words")).to_be_focused()
    page.keyboard.type("marsh 2021")
    page.keyboard.press("Enter")
    expect(page.locator("#cite-words")).to_have_value("sleepreview")
    page.keyboard.type("p. 6")
    page.select_option("#cite-degree", "partial")
    page.locator("#cite-place").press("Enter")
    expect(body(page)).to_have_value(re.compile(r"higher risk of fever \[@sleepreview, p\. 6\]\."))
    expect(counter(page)).to_contain_text("2 cited, 0 to go")
    page.wait_for_function("() => document.querySelector('[name=remarks]').value.includes('partial')")
    (row,) = remarks(page)
    assert row | {"population": ""} == {
        "part": "body", "sentence": "🌙 " + FEVER, "key": "sleepreview", "locator": "p. 6",
        "degree": "partial", "population": "",
    }  # fmt: skip
    page.keyboard.press("Control+z")
    assert "@sleepreview, p. 6" not in body(page).input_value()


def test_a_remedy_pressed_before_the_text_was_read_again_still_finds_its_place(editor):
    page = editor.page
    body(page).evaluate(
        """field => {
            field.focus();
            field.setSelectionRange(0, 0);
            document.execCommand("insertText", false, "Some more words come first. ");
            document.querySelectorAll(".findings [data-remedy='cite']")[0].click();
        }"""
    )
    expect(dialog(page, "cite")).to_be_visible()
    page.keyboard.type("sleepreview]")
    expect(body(page)).to_have_value(
        re.compile(r"^Some more words.*higher risk of fever \[@sleepreview\]\.", re.S)
    )


def test_one_click_puts_a_consult_block_in_the_place_of_a_protocol(editor, team):
    builders.make_consult(team["Olive"])
    page = editor.page
    press(page, "vitamin D", "consult")
    expect(body(page)).to_have_value(re.compile("::: consult sleep\nWe print no treatment plans"))
    text = body(page).input_value()
    assert "vitamin D" not in text
    assert "higher risk of fever" in text


def test_a_sentence_that_says_when_to_call_becomes_a_help_card(editor):
    page = editor.page
    body(page).fill("## When?\n\nCall your midwife today if your baby has a fever.")
    press(page, "Call your midwife", "card")
    expect(body(page)).to_have_value(
        "## When?\n\n::: urgent\n### Call your midwife today if:\n- your baby has a fever\n:::\n"
    )


def test_a_heading_that_asserts_becomes_a_question(editor):
    page = editor.page
    body(page).fill("## Vitamin D prevents rickets in babies\n\nHello there.")
    press(page, "rickets", "question")
    question = "## Is it true that vitamin D prevents rickets in babies?"
    expect(body(page)).to_have_value(f"{question}\n\nHello there.")
    expect(problem(page, "rickets")).to_have_count(0)


def test_a_note_to_the_vetter_answers_a_finding_and_decides_nothing(editor, article):
    page = editor.page
    press(page, FEVER, "note")
    expect(dialog(page, "note")).to_contain_text(FEVER)
    page.select_option("#note-because", "story")
    page.fill("#note-words", "My own nights.")
    dialog(page, "note").get_by_text("Leave the note").click()
    expect(counter(page)).to_contain_text("1 with a note to the vetter, 0 to go")
    expect(problem(page, FEVER)).to_contain_text("Noted for the vetter")
    body(page).evaluate("field => field.setSelectionRange(0, 0)")
    page.keyboard.press("F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("Problem 1 of 1")
    assert "vitamin D" in chosen(page)
    page.get_by_text("Save as a revision").click()
    page.wait_for_load_state()
    newest = Revision.objects.newest_of(article.document)
    assert newest.remarks == [
        {"sentence": "🌙 " + FEVER, "part": "body", "because": "story", "note": "My own nights."}
    ]


def test_whom_a_document_speaks_of_is_asked_only_where_its_kind_has_it(desk, live_server, shelf):
    seen = desk("Wren")
    page = seen.page
    seen.go(f"{live_server.url}/admin/write/new/")
    expect(page.locator("[name=topic]")).to_be_hidden()
    expect(page.locator("[name=person]")).to_be_hidden()
    page.select_option("[name=kind]", "topic")
    page.select_option("[name=topic]", "sleep")
    expect(page.locator("[name=person]")).to_be_hidden()
    page.select_option("[name=kind]", "article")
    expect(page.locator("[name=topic]")).to_be_hidden()
    assert page.locator("[name=topic]").input_value() == ""
    # A text that is put back has its old kind again, and no event says so.
    page.locator("[name=kind]").evaluate("field => { field.value = 'topic'; }")
    page.fill("[name=title]", "Sleep")
    expect(page.locator("[name=topic]")).to_be_visible()
    assert not seen.complaints


def test_a_note_and_a_proposal_are_taken_in_a_document_that_is_not_begun_yet(desk, live_server, shelf):
    seen = desk("Wren")
    seen.go(f"{live_server.url}/admin/write/new/")
    page = seen.page
    body(page).fill(FEVER)
    press(page, FEVER, "note")
    page.fill("#note-words", "My own nights.")
    dialog(page, "note").get_by_text("Leave the note").click()
    expect(problem(page, FEVER)).to_contain_text("Noted for the vetter")
    press(page, FEVER, "cite")
    page.keyboard.type("sleepreview,p. 2")
    page.select_option("#cite-degree", "full")
    page.locator("#cite-place").press("Enter")
    page.wait_for_function("() => document.querySelector('[name=remarks]').value.includes('full')")
    assert {row.get("note", row.get("degree")) for row in remarks(page)} == {"My own nights.", "full"}
    assert not seen.complaints


def test_who_knows_the_key_types_on_as_if_nothing_had_opened(editor):
    page = editor.page
    type_over(page, "Babies sleep a lot [@sleepreview, p. 4]")
    expect(body(page)).to_have_value("Babies sleep a lot [@sleepreview, p. 4]")
    assert focused(page) == "id_body"
    page.keyboard.type(".")
    assert body(page).input_value().endswith("p. 4].")


def test_escape_leaves_the_list_with_what_was_typed(editor):
    page = editor.page
    type_over(page, "Babies sleep [@nobo")
    assert dialog(page, "cite").is_visible()
    page.keyboard.press("Escape")
    expect(body(page)).to_have_value("Babies sleep [@nobo")
    assert focused(page) == "id_body"


def test_the_list_of_sources_is_a_combobox_for_those_who_hear_it(editor):
    page = editor.page
    type_over(page, "Babies sleep [@")
    line = page.locator("#cite-words")
    expect(line).to_have_attribute("aria-expanded", "true")
    assert line.get_attribute("aria-controls") == "cite-list"
    page.keyboard.press("ArrowDown")
    active = line.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert "Sleep in the first year" in page.locator(f"#{active}").inner_text()


@pytest.mark.parametrize("words", ["marsh", "2021", "first year review", "10.1000/quiet", "sleeprev"])
def test_a_source_is_found_by_author_title_year_doi_and_key(editor, words):
    page = editor.page
    type_over(page, "Babies sleep [@")
    page.keyboard.type(words)
    expect(page.locator("#cite-list li")).to_have_count(1)
    expect(page.locator("#cite-list li")).to_contain_text("Marsh")


def test_three_colons_offer_blocks_and_close_one_without_asking(editor, team):
    builders.make_consult(team["Olive"])
    page = editor.page
    type_over(page, ":::")
    assert dialog(page, "block").is_visible()
    page.keyboard.type("sleep")
    expect(page.locator("#block-list li").first).to_contain_text("Talk about sleep")
    page.keyboard.press("Enter")
    expect(body(page)).to_have_value(re.compile("^::: consult sleep\n"))
    type_over(page, "Hello.\n\n")
    body(page).fill("::: urgent\n### Call today if:\n- fever\n")
    page.keyboard.press("Control+End")
    page.keyboard.type(":::")
    assert not dialog(page, "block").is_visible()
    assert body(page).input_value().endswith("- fever\n:::")
