"""Scorecard, review form, the owner's page and the journal in a browser: policy, axe, width, the keyboard."""

import pytest

from site_app.vetting import services as vetting
from site_app.vetting.models import Approval
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def ruled(team, shelf):
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"]))
    builders.rule_everything(team["Vera"], vetting.claim(actor=team["Vera"], revision=revision))
    return revision


def test_no_screen_complains_or_fails_an_accessibility_rule(desk, live_server, team, shelf, ruled):
    published = builders.published(team, slug="published")
    builders.sources.set_status(actor=team["Wren"], source=shelf, status="retracted", note="A notice.")
    paths = {
        "Vera": [f"/admin/vet/{ruled.pk}/standards/", "/admin/journal/"],
        "Olive": [
            "/admin/figures/", "/admin/journal/?verb=publish",
            f"/admin/vet/{published.revision_id}/standards/",
        ],
    }  # fmt: skip
    found = []
    for name, addresses in paths.items():
        for width, scheme in ((1280, "light"), (1280, "dark"), (800, "light"), (800, "dark")):
            seen = desk(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for path in addresses:
                where = f"{path} ({name}, {width} px, {scheme})"
                assert seen.go(live_server.url + path) == 200, where
                for summary in seen.page.locator(".figure summary").all():
                    summary.click()
                found += seen.faults(where)
    assert not found, "\n".join(found)


def test_the_review_form_is_filled_in_by_keyboard_alone(desk, live_server, ruled):
    seen = desk("Vera")
    seen.go(f"{live_server.url}/admin/vet/{ruled.pk}/standards/")
    page = seen.page
    page.locator(".review-form input[type=radio]").first.focus()
    for _ in range(page.locator(".review-form fieldset").count() - 1):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    # The two ticks, the note, the button.
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Approved. Any publisher can publish it now." in page.inner_text("body")
    assert Approval.objects.filter(revision=ruled).exists()
