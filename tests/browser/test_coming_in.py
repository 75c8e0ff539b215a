"""The links that come by mail, in a browser: it sends along what no test client does (origin, policy)."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from site_app.accounts import services
from site_app.accounts.models import User
from tests.browser.conftest import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STRONG = "a lamp in the long window"


@pytest.fixture
def stranger(browser, live_server, settings):
    """A browser that nobody is signed in to."""
    settings.SITE_ADDRESS = live_server.url
    context = browser.new_context()
    yield visit(context)
    context.close()


def follow_the_mail(stranger):
    [address] = re.findall(r"http\S+/admin/(?:invitation|new-address)/\S+", mail.outbox[-1].body)
    assert stranger.go(address) == 200
    return stranger.page


def press(page):
    with page.expect_navigation():
        page.locator("#content form").locator("[type=submit], button").first.click()


def choose_a_password(page, words):
    page.fill("[name=password]", words)
    page.fill("[name=again]", words)
    press(page)


def sign_in(page, email, words):
    page.fill("[name=username]", email)
    page.fill("[name=password]", words)
    press(page)


def test_who_is_invited_chooses_a_password_and_signs_in(stranger, team):
    services.invite(actor=team["Olive"], email="nell@example.org", display_name="Nell", roles=["writer"])
    page = follow_the_mail(stranger)
    choose_a_password(page, STRONG)
    assert page.url.endswith(reverse("admin:login")), page.inner_text("body")
    assert "Your password is set. Sign in with it." in page.inner_text("body")
    sign_in(page, "nell@example.org", STRONG)
    assert page.url.endswith("/admin/")
    assert not stranger.complaints


def test_who_forgot_a_password_asks_for_a_new_one_and_signs_in(stranger, team, live_server):
    assert stranger.go(live_server.url + reverse("admin:forgotten")) == 200
    stranger.page.fill("[name=email]", team["Wren"].email)
    press(stranger.page)
    page = follow_the_mail(stranger)
    choose_a_password(page, STRONG)
    sign_in(page, team["Wren"].email, STRONG)
    assert page.url.endswith("/admin/")
    assert not stranger.complaints


def test_a_new_address_is_confirmed_with_one_press(stranger, team):
    services.change_own_email(actor=team["Wren"], email="wren@elsewhere.example")
    press(follow_the_mail(stranger))
    assert User.objects.get(pk=team["Wren"].pk).email == "wren@elsewhere.example"
    assert not stranger.complaints
