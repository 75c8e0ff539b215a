"""One text from a blank page to readers, with no hand on the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from site_app.documents import services as documents
from site_app.documents.models import Document, Revision, Submission
from site_app.publication.models import Live
from site_app.vetting.models import Decision, Review, Ruling
from tests.browser.writing import body, counter
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CITED = "Many babies wake at night because their stomachs are small"
VAGUE = "Babies who wake at night have a higher risk of fever"
CLEARER = "Babies who wake at night have more fever in their first year"


def tab_to(page: Page, condition: str, *, back: bool = False) -> None:
    """Press Tab until the element with the keyboard meets the condition, a piece of script about `here`."""
    for _ in range(250):
        if page.evaluate(
            f"(() => {{ const here = document.activeElement; return Boolean({condition}); }})()"
        ):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"No key leads to: {condition}")


def follow(page: Page, condition: str) -> None:
    """Go to a link or button and press it."""
    tab_to(page, condition)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def says(words: str) -> str:
    return f"here.matches('a, button') && here.textContent.includes({words!r})"


def rule_by_key(page: Page, *, returning: str = "") -> list[int]:
    """Rule on every sentence that waits, each by the keys that the page names; the numbers ruled on."""
    ruled: list[int] = []
    for _ in range(60):
        here = page.evaluate(
            """() => {
                const row = document.activeElement.closest("[data-row]");
                if (!row || !("waits" in row.dataset)) return null;
                return {
                    n: Number(row.dataset.number),
                    text: row.querySelector(".sentence").textContent,
                    earlier: Boolean(row.querySelector("[data-confirm]")),
                    cited: Boolean(row.querySelector("[data-citing]")),
                    health: row.querySelector(".label").textContent.trim() !== "other",
                };
            }"""
        )
        if here is None:
            return ruled
        if returning and returning in here["text"]:
            page.keyboard.press("r")
            page.keyboard.type("How much higher? Say what was seen.")
            page.keyboard.press("Enter")
        elif here["earlier"]:
            page.keyboard.press("y")
        else:
            for key in "s2" if here["cited"] else "c4" if here["health"] else "a":
                page.keyboard.press(key)
        expect(page.locator("[data-said]")).to_contain_text(re.compile(rf"Sentence {here['n']}: .* left"))
        ruled.append(here["n"])
    raise AssertionError("The rulings never come to an end.")


def test_a_text_goes_from_a_blank_page_to_readers_by_keyboard_alone(desk, live_server, team, shelf):
    builders.make_consult(team["Olive"])
    documents.create_document(actor=team["Wren"], kind="consult", slug="sleep", title="Talk about sleep")
    home = f"{live_server.url}/admin/"

    # Wren writes, and mends what the engine finds.
    wren = desk("Wren")
    page, keys = wren.page, wren.page.keyboard
    wren.go(home)
    follow(page, says("New document"))
    fields = builders.article_fields()
    typed = (
        "title", "slug", "main_message", "summary", "for_whom", "not_for", "body", "not_known", "questions",
        "funding", "conflicts", "next_review_on", "why_needed",
    )  # fmt: skip
    for name in typed:
        tab_to(page, f"here.name === '{name}'")
        if name == "body":
            keys.type(f"{CITED} [@")
            with page.expect_response("**/offers/sources/?q=sleepr"):
                keys.type("sleepr")
            page.wait_for_timeout(100)
            keys.type(f", abstract].\n\n{VAGUE}.\n\nGive 5 ml of vitamin D drops every evening.\n")
        elif name == "next_review_on":
            keys.type(f"{fields[name]:%m%d%Y}")
        else:
            keys.type(fields[name])
    for name, value in (("topics", "sleep"), ("stages", "birth-6-weeks")):
        tab_to(page, f"here.name === '{name}' && here.value === '{value}'", back=True)
        keys.press("Space")
    follow(page, "here.type === 'submit' && here.value === 'Save as a revision'")
    article = Document.objects.get(slug="babies-sleep")
    tab_to(page, "here.name === 'body'")
    keys.press("Control+Home")
    expect(counter(page)).to_have_text("2 health statements: 1 cited, 1 to go; 1 protocol.")
    keys.press("F8")
    keys.press("Alt+Enter")
    expect(page.locator('.bar-finding [data-remedy="cite"]')).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#cite-words")).to_be_focused()
    keys.type("reed")
    keys.press("Enter")
    expect(page.locator("#cite-place")).to_be_focused()
    keys.type("p. 9")
    keys.press("Enter")
    expect(counter(page)).to_have_text("2 health statements: 2 cited, 0 to go; 1 protocol.")
    keys.press("F8")
    keys.press("Alt+Enter")
    expect(page.locator('.bar-finding [data-remedy="consult"]')).to_be_focused()
    keys.press("Enter")
    expect(body(page)).to_have_value(re.compile("::: consult sleep\n"))
    keys.press("F8")
    expect(page.locator("[data-bar-problem]")).to_contain_text("No problem is left.")
    follow(page, "here.name === 'hand_over'")
    expect(page.locator(".messagelist")).to_contain_text("Handed over to vetting.")
    first = Revision.objects.newest_of(article)
    assert Submission.objects.get(revision=first).findings == []

    # Vera claims it, rules on each sentence, and returns one.
    vera = desk("Vera")
    vera.go(home)
    follow(vera.page, says("The vetting queue"))
    follow(vera.page, says("Claim it"))
    tab_to(vera.page, says("Begin with sentence"))
    vera.page.keyboard.press("Enter")
    rule_by_key(vera.page, returning=VAGUE)
    vague = first.statements.get(text=f"{VAGUE}.")
    assert Ruling.objects.get(statement=vague).decision == Decision.RETURNED
    assert not first.statements.filter(rulings=None).exists()
    tab_to(vera.page, "here.name === 'comment' && here.id === 'return-comment'")
    vera.page.keyboard.type("One sentence is vague.")
    follow(vera.page, says("Return it to the writer"))
    assert Review.objects.get(revision=first).outcome == Review.Outcome.RETURNED

    # Wren finds it on the first page, mends it, hands it over again.
    wren.go(home)
    expect(page.locator("#pile-returned")).to_be_visible()
    follow(page, f"here.closest('section') && {says(fields['title'])}")
    tab_to(page, "here.name === 'body'")
    keys.press("Control+Home")
    for _ in range(2):
        keys.press("ArrowDown")
    while VAGUE not in page.evaluate(
        "() => { const t = document.activeElement;"
        " return t.value.slice(t.value.lastIndexOf('\\n', t.selectionStart - 1) + 1).split('\\n')[0]; }"
    ):
        keys.press("ArrowDown")
    keys.press("Home")
    for _ in VAGUE:
        keys.press("Delete")
    keys.type(CLEARER)
    expect(body(page)).to_have_value(re.compile(re.escape(f"{CLEARER} [@sleepreview, p. 9].")))
    follow(page, "here.name === 'hand_over'")
    second = Revision.objects.newest_of(article)
    assert second.number == first.number + 1

    # Vera rules on what is new, fills in the form, approves.
    vera.go(f"{home}queue/")
    follow(vera.page, says("Claim it"))
    tab_to(vera.page, says("Begin with sentence"))
    vera.page.keyboard.press("Enter")
    ruled = rule_by_key(vera.page)
    assert second.statements.get(text=f"{CLEARER}.").n in ruled
    assert len(ruled) < second.statements.count() / 2
    follow(vera.page, says("Fill in the review form"))
    for _ in range(vera.page.locator(".review-form fieldset").count() - 1):
        tab_to(vera.page, "here.type === 'radio' && !here.form.elements[here.name].value")
        vera.page.keyboard.press("Space")
    for name in ("complete", "fair"):
        tab_to(vera.page, f"here.name === '{name}'")
        vera.page.keyboard.press("Space")
    follow(vera.page, says("Approve"))
    expect(vera.page.locator(".messagelist")).to_contain_text("Approved.")

    # Pia publishes; readers have it.
    pia = desk("Pia")
    pia.go(home)
    follow(pia.page, f"here.closest('.queue') && {says(fields['title'])}")
    follow(pia.page, says("Publish"))
    expect(pia.page.locator(".messagelist")).to_contain_text("Published and sealed.")
    assert Live.objects.get(document=article).edition.revision == second
    follow(pia.page, says("See it as a reader"))
    expect(pia.page.locator("main")).to_contain_text(CLEARER)
    for seen in (wren, vera, pia):
        assert not seen.complaints
