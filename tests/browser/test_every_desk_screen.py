"""The desk's screens that no story visits: registers, forms, doors before signing in; policy, axe, width."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from site_app.accounts import services as accounts
from site_app.desk import admin  # noqa: F401 - registers every room with the desk
from site_app.desk.site import desk as registers
from site_app.documents import house
from site_app.documents import services as documents
from site_app.feedback import services as feedback
from site_app.feedback.codes import code_of
from site_app.vetting import services as vetting
from tests.browser.conftest import visit
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE_LIGHT, WIDE_DARK, NARROW_LIGHT, NARROW_DARK = (
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (1280, 800)
    for scheme in ("light", "dark")
)
ALL_FOUR = (WIDE_LIGHT, WIDE_DARK, NARROW_LIGHT, NARROW_DARK)


@pytest.fixture
def full(team, shelf):
    """A house with a row in nearly every register: published, approved again, flagged, tied, scoped."""
    edition = builders.published(team, slug="published")
    builders.make_consult(team["Olive"])
    builders.make_help_line(team["Olive"])
    builders.make_picture(team["Wren"])
    newer = documents.save_revision(
        actor=team["Wren"], document=edition.document, base=edition.revision, title="Why do they wake?"
    )
    builders.approved(team["Vera"], builders.submitted(team["Wren"], newer))
    sentence = edition.revision.statements.filter(label="health").first()
    feedback.flag_sentence(
        code=code_of(edition.seal),
        statement=sentence.n,
        because="wrong",
        words="Is it?",
        address="203.0.113.7",
    )
    waiting = builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug="waiting"))
    vetting.claim(actor=team["Vera"], revision=waiting)
    vetting.comment(actor=team["Wren"], statement=waiting.statements.first(), text="Read page 4.")
    vetting.declare_tie(actor=team["Vera"], vetter=team["Vera"], what="Shares in lamps.", word="lamps")
    house.add_house_rule(
        actor=team["Vera"], phrase="lamp oil", label="protocol", reason="It became a slogan."
    )
    return {"edition": edition, "newer": newer, "waiting": waiting}


def faults_at(seen, live_server, path, where):
    """What the browser, the policy and axe have to say of one page with all its folds open."""
    assert seen.go(live_server.url + path) == 200, where
    for summary in seen.page.locator("#content summary:visible").all():
        summary.click()
    return seen.faults(where)


def test_the_screens_of_publisher_and_owner(desk, live_server, team, full):
    document = full["edition"].document_id
    part = full["edition"].parts.get(name="text").pk
    paths = {
        "Pia": ["/admin/", f"/admin/document/{document}/", f"/admin/vet/{full['newer'].pk}/"],
        "Vera": ["/admin/flags/", f"/admin/document/{document}/", f"/admin/vet/{full['waiting'].pk}/"],
        "Olive": ["/admin/", "/admin/flags/", f"/admin/redact/{part}/", f"/admin/document/{document}/"],
    }
    found = []
    for name, addresses in paths.items():
        for how in ALL_FOUR:
            seen = desk(name, **how)
            for path in addresses:
                where = f"{path} ({name}, {how['viewport']['width']} px, {how['color_scheme']})"
                found += faults_at(seen, live_server, path, where)
    assert not found, "\n".join(found)


def register_paths():
    """List and newest row of every register, and the form for a new row where one can be made by hand."""
    for model in registers._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        newest = model._default_manager.order_by("pk").last()
        if newest is not None:
            yield reverse(f"{name}_change", args=[newest.pk])
        if model._meta.model_name in {"credential", "consult", "helpline", "source", "topic"}:
            yield reverse(f"{name}_add")


@pytest.mark.parametrize("how", [WIDE_LIGHT, NARROW_DARK], ids=["wide and light", "narrow and dark"])
def test_every_register(desk, live_server, team, full, how):
    seen = desk("Olive", **how)
    paths = list(register_paths())
    assert len(paths) > 40
    found = []
    for path in paths:
        found += faults_at(seen, live_server, path, f"{path} ({how['viewport']['width']} px)")
    assert not found, "\n".join(found)


def test_the_doors_before_signing_in(browser, live_server, team, shelf):
    accounts.invite(actor=team["Olive"], email="nell@example.org", display_name="Nell", roles=["writer"])
    link = re.search(r"/admin/invitation/\S+", mail.outbox[-1].body)[0]
    found = []
    for how in ALL_FOUR:
        context = browser.new_context(**how)
        seen = visit(context)
        for path in ("/admin/login/", "/admin/forgotten/", link):
            where = f"{path} ({how['viewport']['width']} px, {how['color_scheme']})"
            found += faults_at(seen, live_server, path, where)
        context.close()
    assert not found, "\n".join(found)
