"""What the writer's browser tests type, press and look at."""

import json
from typing import Any

from playwright.sync_api import Locator, Page

MIXED = """Many babies wake at night because their stomachs are small [@sleepreview, abstract].

🌙 Babies who wake at night have a higher risk of fever.

Give 5 ml of vitamin D drops every evening for three weeks.
"""


def body(page: Page) -> Locator:
    return page.locator("#id_body")


def preview(page: Page) -> Locator:
    return page.locator("[data-preview]")


def status(page: Page) -> Locator:
    return page.locator("[data-preview-status]")


def counter(page: Page) -> Locator:
    return page.locator("[data-counter]")


def problem(page: Page, words: str) -> Locator:
    """The line of the list of problems that holds these words."""
    return page.locator(".findings [data-problem]", has_text=words)


def dialog(page: Page, name: str) -> Locator:
    return page.locator(f'[data-dialog="{name}"]')


def chosen(page: Page) -> str:
    """What is selected in the text."""
    words: str = body(page).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    return words


def focused(page: Page) -> str:
    """The id of the element that has the keyboard."""
    name: str = page.evaluate("document.activeElement.id")
    return name


def remarks(page: Page) -> list[dict[str, Any]]:
    """What the form would tell the vetter."""
    rows: list[dict[str, Any]] = json.loads(page.locator("[name=remarks]").input_value() or "[]")
    return rows


def type_over(page: Page, words: str) -> None:
    """Take out the text and type, as a hand does."""
    body(page).fill("")
    body(page).focus()
    page.keyboard.type(words)


def paste(page: Page, html: str, plain: str = "") -> None:
    """What a browser does when this is on the clipboard and somebody pastes it into the text."""
    body(page).evaluate(
        """(field, [html, plain]) => {
            field.focus();
            const carried = new DataTransfer();
            carried.setData("text/html", html);
            carried.setData("text/plain", plain);
            const how = { clipboardData: carried, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        [html, plain],
    )
