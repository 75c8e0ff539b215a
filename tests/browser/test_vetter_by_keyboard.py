"""The vetter's screens in a browser: rulings by key, saved at once, taken back; each screen under axe."""

import pytest
from playwright.sync_api import expect

from site_app.desk.ledger_lines import FORMS_AT_ONCE
from site_app.documents import services as documents
from site_app.vetting import services as vetting
from site_app.vetting.models import Decision, Ruling
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BODY = """Many babies wake at night because their stomachs are small [@sleepreview, abstract].

Some babies sleep longer when they are older [@sleepreview, p. 4].

Bathing a baby lowers a fever.

Our harbour has two lamps."""
FIRST = "Many babies wake at night because their stomachs are small."
SECOND = "Some babies sleep longer when they are older."
UNCITED = "Bathing a baby lowers a fever."
# Of each row whether the browser has laid out what is in it.
LAID_OUT = "rows => rows.map(row => row.firstElementChild.checkVisibility({contentVisibilityAuto: true}))"


@pytest.fixture
def claimed(team, shelf):
    """Vera's claim on a text of Wren's."""
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"], body=BODY))
    vetting.claim(actor=team["Vera"], revision=revision)
    return revision


@pytest.fixture
def ledger(desk, live_server, claimed):
    """Vera's vetting page."""
    seen = desk("Vera")
    assert seen.go(f"{live_server.url}/admin/vet/{claimed.pk}/") == 200
    return seen


def number(revision, text):
    return revision.statements.get(text=text).n


def focus(page, n):
    page.locator(f"#row-{n}").focus()


def said(page):
    return page.locator("[data-said]")


def standing(revision, n):
    row = (
        Ruling.objects.standing().filter(statement__revision=revision, statement__n=n).order_by("-pk").first()
    )
    return row.decision if row else None


def test_two_keys_support_a_sentence_and_lead_to_the_next(ledger, claimed):
    page, n = ledger.page, number(claimed, FIRST)
    focus(page, n)
    page.keyboard.press("s")
    expect(page.locator(f"#row-{n} [data-asking]")).to_contain_text("2 babies")
    assert standing(claimed, n) is None
    page.keyboard.press("2")
    expect(said(page)).to_contain_text(f"Sentence {n}: ruled and saved.")
    ruling = Ruling.objects.get(statement__revision=claimed, statement__n=n)
    cited = ruling.citations.get()
    assert (ruling.decision, cited.degree, cited.population) == ("supported", "full", "babies")
    assert page.evaluate("document.activeElement.id") == f"row-{n + 1}"
    # Whom the source studied is known by now.
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text(f"Sentence {n + 1}: ruled and saved.")
    assert standing(claimed, n + 1) == Decision.SUPPORTED
    assert not ledger.complaints


def test_with_its_source_opened_a_sentence_takes_three_keys(ledger, claimed, shelf):
    page, n = ledger.page, number(claimed, FIRST)
    page.context.route("https://doi.org/**", lambda route: route.fulfill(body="The source."))
    focus(page, n)
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    assert opened.value.url == f"https://doi.org/{shelf.doi}"
    assert opened.value.evaluate("window.opener") is None
    page.bring_to_front()
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(said(page)).to_contain_text(f"Sentence {n}: ruled and saved.")
    assert standing(claimed, n) == Decision.SUPPORTED
    assert page.evaluate("document.activeElement.id") == f"row-{n + 1}"


def test_a_source_that_supports_part_of_it_takes_three_keys_and_is_refused_with_the_reason(ledger, claimed):
    page, n = ledger.page, number(claimed, FIRST)
    focus(page, n)
    for key in ("s", "p", "2"):
        page.keyboard.press(key)
    expect(said(page)).to_contain_text("no source supports all of it")
    assert standing(claimed, n) is None
    expect(page.locator(f"#row-{n} [data-degree]")).to_have_value("partial")


def test_clearing_returning_and_reading_take_a_few_keys_each(ledger, claimed):
    page, uncited = ledger.page, number(claimed, UNCITED)
    focus(page, uncited)
    page.keyboard.press("c")
    page.keyboard.press("4")
    expect(said(page)).to_contain_text(f"Sentence {uncited}: ruled and saved.")
    assert Ruling.objects.get(statement__n=uncited).reason == "site"
    other = claimed.statements.filter(label="other", citations=[]).first().n
    focus(page, other)
    page.keyboard.press("a")
    expect(said(page)).to_contain_text(f"Sentence {other}: ruled and saved.")
    assert standing(claimed, other) == Decision.READ
    first = number(claimed, FIRST)
    focus(page, first)
    page.keyboard.press("r")
    page.keyboard.type("Say how many, c s u and all.")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text(f"Sentence {first}: ruled and saved.")
    assert Ruling.objects.get(statement__n=first).comment == "Say how many, c s u and all."
    assert not ledger.complaints


def test_after_a_refused_return_letters_are_words_and_no_rulings(ledger, claimed):
    page, n = ledger.page, number(claimed, "Our harbour has two lamps.")
    focus(page, n)
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{n}")).to_contain_text("it is returned without a comment")
    expect(page.locator(f"#row-{n} [data-comment]")).to_be_focused()
    page.keyboard.type("Which lamps are meant?")
    assert standing(claimed, n) is None
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text(f"Sentence {n}: ruled and saved.")
    assert Ruling.objects.get(statement__n=n).comment == "Which lamps are meant?"


def test_one_key_takes_a_ruling_back_and_the_row_waits_again(ledger, claimed):
    page, n = ledger.page, number(claimed, FIRST)
    focus(page, n)
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(said(page)).to_contain_text("ruled and saved")
    focus(page, n)
    page.keyboard.press("u")
    expect(said(page)).to_contain_text("taken back")
    assert standing(claimed, n) is None
    expect(page.locator(f"#row-{n}[data-waits]")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == f"row-{n}"


def test_a_ruling_survives_a_killed_browser(ledger, desk, live_server, claimed):
    page, n = ledger.page, number(claimed, FIRST)
    focus(page, n)
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(said(page)).to_contain_text("ruled and saved")
    focus(page, n + 1)
    page.keyboard.press("s")
    with page.expect_response("**/rule/"):
        page.keyboard.press("Enter")
    page.context.close()
    again = desk("Vera")
    again.go(f"{live_server.url}/admin/vet/{claimed.pk}/")
    for ruled in (n, n + 1):
        expect(again.page.locator(f"#row-{ruled}")).to_contain_text("supported by its sources")


def test_a_lost_line_is_said_and_nothing_counts_as_saved(ledger, claimed):
    page, n = ledger.page, number(claimed, FIRST)
    page.route("**/rule/", lambda route: route.abort())
    focus(page, n)
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(said(page)).to_contain_text("was not saved")
    assert standing(claimed, n) is None
    page.unroute("**/rule/")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("ruled and saved")


def test_keys_do_nothing_while_something_is_typed(ledger, claimed):
    page, n = ledger.page, number(claimed, UNCITED)
    page.locator(f"#row-{n} [data-comment]").fill("")
    page.locator(f"#row-{n} [data-comment]").press_sequentially("success a c 1")
    assert page.locator(f"#row-{n} [data-comment]").input_value() == "success a c 1"
    assert not Ruling.objects.exists()


def test_more_opens_in_place_and_a_question_reaches_a_colleague(ledger, desk, live_server, team, claimed):
    page, n = ledger.page, number(claimed, UNCITED)
    focus(page, n)
    page.keyboard.press("m")
    panel = page.locator(f"#row-{n} [data-panel]")
    panel.get_by_label("What is to be said about it").fill("Is that so?")
    panel.get_by_label("Put it to").select_option(label="Olive: a question, by mail too")
    panel.get_by_role("button", name="Say it").click()
    expect(page.locator(f"#row-{n} .thread")).to_contain_text("Vera asks Olive")
    olive = desk("Olive").page
    olive.goto(f"{live_server.url}/admin/queue/")
    expect(olive.locator(".asked")).to_contain_text("Is that so?")


def test_a_text_of_forty_changed_in_three_places_shows_three_rows(desk, live_server, team, shelf):
    numbers = [f"Village {n} has {n + 1} lamps at its harbour." for n in range(40)]
    body = "\n\n".join(f"## Where is village {n}?\n\n{text}" for n, text in enumerate(numbers))
    first = builders.submitted(team["Wren"], builders.make_article(team["Wren"], body=body))
    builders.approved(team["Vera"], first)
    for place in (3, 17, 30):
        body = body.replace(numbers[place], f"Village {place} lost all its lamps.")
    moved = documents.save_revision(actor=team["Wren"], document=first.document, base=first, body=body)
    builders.submitted(team["Wren"], moved)
    vetting.claim(actor=team["Vera"], revision=moved)
    page = desk("Vera").page
    page.goto(f"{live_server.url}/admin/vet/{moved.pk}/")
    expect(page.locator(".tally")).to_contain_text("3 of ")
    assert page.locator("[data-row]:visible").count() == 3
    assert page.locator("details.folded").count() >= 4
    page.goto(f"{live_server.url}/admin/vet/{moved.pk}/changes/")
    assert page.locator(".difference.is-changed").count() == 3


def test_of_four_hundred_statements_only_those_near_are_laid_out_and_given_forms(
    desk, live_server, team, shelf
):
    lines = [
        f"Many babies in village {n} wake at night because their stomachs are small [@sleepreview, p. {n}]."
        for n in range(400)
    ]
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"], body="\n\n".join(lines)))
    vetting.claim(actor=team["Vera"], revision=revision)
    seen = desk("Vera")
    seen.go(f"{live_server.url}/admin/vet/{revision.pk}/")
    rows = seen.page.locator(".ledger-part [data-row]")
    assert rows.count() > 400
    assert 0 < sum(rows.evaluate_all(LAID_OUT)) <= 20
    assert rows.locator("[data-ruling]").count() == FORMS_AT_ONCE
    # A row whose form did not come with the page fetches it at the first key.
    n = number(revision, lines[300].split(" [@")[0] + ".")
    focus(seen.page, n)
    seen.page.keyboard.press("s")
    expect(seen.page.locator(f"#row-{n} [data-asking]")).to_contain_text("Whom did it study?")
    seen.page.keyboard.press("2")
    expect(said(seen.page)).to_contain_text(f"Sentence {n}: ruled and saved.")
    assert not seen.complaints


def test_no_screen_of_the_vetter_complains_or_fails_an_accessibility_rule(
    desk, live_server, team, shelf, claimed
):
    cited = claimed.statements.get(text=FIRST)
    builders.published(team, slug="published")
    urgent = builders.submitted(
        team["Wren"], builders.make_article(team["Wren"], slug="urgent", body=BODY, urgent="body")
    )
    vetting.quote(actor=team["Wren"], source=shelf, locator="abstract", text="small stomachs, many wakings")
    vetting.comment(actor=team["Wren"], statement=cited, text="Read page 4, too.")
    vetting.comment(actor=team["Wren"], statement=cited, text="Is that so?", asked=team["Vera"])
    vetting.raise_label(actor=team["Vera"], statement=cited, label="protocol", why="It is a plan.")
    addresses = ["/admin/queue/", f"/admin/vet/statement/{cited.pk}/", f"/admin/person/{team['Vera'].pk}/"]
    addresses += [f"/admin/vet/{claimed.pk}/{page}" for page in ("", "changes/", "as-read/")]
    addresses.append(f"/admin/vet/{urgent.pk}/")
    found = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (800, "light"), (800, "dark")):
        seen = desk("Vera", viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in addresses:
            where = f"{path} ({width} px, {scheme})"
            assert seen.go(live_server.url + path) == 200, where
            if path == f"/admin/vet/{claimed.pk}/":
                seen.page.locator("[data-keys] summary").click()
                seen.page.locator(f"#row-{cited.n} [data-more]").click()
                seen.page.locator(f"#row-{cited.n} [data-panel] summary").last.wait_for()
            found += seen.faults(where)
    assert not found, "\n".join(found)
