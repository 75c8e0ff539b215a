"""The names on a line that opens a block: the one that is meant is replaced, the others stay."""

import pytest
from playwright.sync_api import expect

from site_app.documents import services as documents
from tests.browser.writing import body, dialog, problem
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(editor, team):
    """Wren's editor; three articles of hers and a consult can be named."""
    for slug in ("first-nights", "naps"):
        documents.create_document(actor=team["Wren"], kind="article", slug=slug, title=f"What about {slug}?")
    builders.make_consult(team["Olive"])
    documents.create_document(actor=team["Wren"], kind="consult", slug="sleep", title="Talk about sleep")
    return editor.page


def write(page, words, caret):
    body(page).fill(words)
    body(page).evaluate("(field, at) => { field.focus(); field.setSelectionRange(at, at); }", caret)


def choose(page, name):
    expect(dialog(page, "block")).to_be_visible()
    page.keyboard.type(name)
    expect(page.locator("#block-list li").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(dialog(page, "block")).to_be_hidden()


def test_an_unknown_document_among_others_is_replaced_alone(page):
    write(page, "::: documents naps nobody noone\n:::", 0)
    row = problem(page, "'noone'")
    row.locator("[data-remedy='name-documents']").click()
    choose(page, "first-nights")
    expect(body(page)).to_have_value("::: documents naps nobody first-nights\n:::")
    problem(page, "'nobody'").locator("[data-remedy='name-documents']").click()
    choose(page, "babies-sleep")
    expect(body(page)).to_have_value("::: documents naps babies-sleep first-nights\n:::")
    page.keyboard.press("Control+z")
    expect(body(page)).to_have_value("::: documents naps nobody first-nights\n:::")


def test_an_unknown_document_among_others_is_taken_out_alone(page):
    write(page, "::: documents naps noone babies-sleep\n:::", 0)
    problem(page, "'noone'").locator("[data-remedy='cut-name']").click()
    expect(body(page)).to_have_value("::: documents naps babies-sleep\n:::")


def test_a_document_is_added_behind_the_others_by_default(page):
    write(page, "::: documents naps\n:::", len("::: doc"))
    page.locator("[data-open='block']").click()
    choose(page, "first-nights")
    expect(body(page)).to_have_value("::: documents naps first-nights\n:::")


def test_the_name_on_which_the_caret_stands_is_replaced(page):
    write(page, "::: documents naps babies-sleep\n:::", len("::: documents na"))
    page.locator("[data-open='block']").click()
    choose(page, "first-nights")
    expect(body(page)).to_have_value("::: documents first-nights babies-sleep\n:::")


def test_what_stands_on_the_line_is_not_offered_again(page):
    write(page, "::: documents naps\n:::", len("::: documents"))
    page.locator("[data-open='block']").click()
    expect(page.locator("#block-list li")).to_have_count(2)
    expect(page.locator("#block-list")).not_to_contain_text("naps")


def test_a_line_without_names_gets_its_first(page):
    write(page, "::: documents\n:::", 0)
    problem(page, "::: documents").locator("[data-remedy='name-documents']").click()
    choose(page, "naps")
    expect(body(page)).to_have_value("::: documents naps\n:::")


def test_another_consult_leaves_the_free_way_in_its_place(page):
    write(page, "::: consult nobody @sleepreview\nWe print no plan.\n:::", 0)
    problem(page, "'nobody'").locator("[data-remedy='name-consult']").click()
    choose(page, "sleep")
    expect(body(page)).to_have_value("::: consult sleep @sleepreview\nWe print no plan.\n:::")


def test_names_typed_one_after_the_other_are_each_chosen(page):
    write(page, "", 0)
    page.keyboard.type("::")
    page.keyboard.type(":")
    page.keyboard.type("zzz")
    page.keyboard.press("Escape")
    body(page).fill("::: documents")
    body(page).press("End")
    page.keyboard.type(" ")
    choose(page, "naps")
    page.keyboard.type(" ")
    choose(page, "first-nights")
    expect(body(page)).to_have_value("::: documents naps first-nights")
