"""The desk in a browser: its pages under the policy and under axe."""

import re

import pytest
from playwright.sync_api import expect

from site_app.documents import house
from site_app.documents import services as documents
from site_app.vetting import services as vetting
from site_app.vetting.models import Ruling
from tests.browser.writing import MIXED
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BLOCKS = """
::: urgent
### Call your midwife today if:
- your baby has a fever above 38 °C [@sleepreview, p. 4]
:::

## Where can parents turn?

::: consult sleep
We print no treatment plans, because the right ones depend on your baby and you.
:::
"""


def test_no_page_of_the_desk_complains_or_fails_an_accessibility_rule(
    desk, live_server, team, shelf, article
):
    published = builders.published(team, slug="published")
    builders.make_consult(team["Olive"])
    builders.make_help_line(team["Olive"])
    waiting = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, body=MIXED + BLOCKS, urgent="body"
    )
    builders.submitted(team["Wren"], waiting)
    vetting.claim(actor=team["Vera"], revision=waiting)
    builders.sources.set_status(actor=team["Wren"], source=shelf, status="retracted", note="A notice.")
    rule = house.add_house_rule(
        actor=team["Vera"], phrase="not alone", label="protocol", reason="It became a slogan."
    )
    paths = {
        "Vera": [
            "/admin/", f"/admin/vet/{waiting.pk}/", "/admin/house-rules/try/",
            f"/admin/house-rules/{rule.pk}/end/", "/admin/documents/houserule/",
        ],
        "Wren": [
            "/admin/", "/admin/write/new/", f"/admin/write/{article.document_id}/", "/admin/sources/import/",
            "/admin/sources/source/", f"/admin/sources/source/{shelf.pk}/change/",
        ],
        "Olive": [
            "/admin/", f"/admin/document/{published.document_id}/", f"/admin/person/{team['Vera'].pk}/",
            "/admin/accounts/practice/1/change/", "/admin/invite/", "/admin/seals/",
            "/admin/accounts/journalentry/",
        ],
    }  # fmt: skip
    found = []
    for name, addresses in paths.items():
        for width, scheme in ((1280, "light"), (1280, "dark"), (800, "light"), (800, "dark")):
            seen = desk(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for path in addresses:
                where = f"{path} ({name}, {width} px, {scheme})"
                assert seen.go(live_server.url + path) == 200, where
                found += seen.faults(where)
    assert not found, "\n".join(found)


def test_one_key_confirms_an_earlier_ruling(desk, live_server, team, article):
    calm = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, body=builders.BODY
    )
    builders.approved(team["Vera"], builders.submitted(team["Wren"], calm))
    moved = documents.save_revision(
        actor=team["Wren"], document=article.document, base=calm, body="## How small?\n\n" + builders.BODY
    )
    builders.submitted(team["Wren"], moved)
    vetting.claim(actor=team["Vera"], revision=moved)
    seen = desk("Vera")
    seen.go(f"{live_server.url}/admin/vet/{moved.pk}/")
    page = seen.page
    row = page.locator("[data-row]:has([data-confirm])").first
    n = int(re.sub(r"\D", "", row.get_attribute("id") or ""))
    page.goto(f"{live_server.url}/admin/vet/{moved.pk}/#row-{n}")
    page.reload()
    assert page.evaluate("document.activeElement.id") == f"row-{n}"
    page.keyboard.press("y")
    expect(page.locator("[data-said]")).to_contain_text("the earlier ruling holds")
    assert Ruling.objects.filter(statement__revision=moved, statement__n=n).exists()
