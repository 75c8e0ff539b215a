"""Coming in by one's own mail: invitations, resets, new addresses."""

import re
import threading
from datetime import timedelta
from inspect import signature
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.core import mail
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from site_app.accounts import services
from site_app.accounts.errors import AlreadyThere, InvitationRefused, NotAllowed, Refused
from site_app.accounts.mail import ADDRESS_PATH, WELCOME_PATH, MailNotSent
from site_app.accounts.models import Invitation, JournalEntry, Practice, Role, User
from tests.accounts.cast import PASSWORD, somebody

NEW_PASSWORD = "eleven grey geese landing"


@pytest.fixture
def mails_go_out(django_capture_on_commit_callbacks):
    """Run what waits for the commit as soon as a verb is done."""

    def run(verb, **what):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(**what)

    return run


@pytest.fixture
def invited(olive, mails_go_out) -> Invitation:
    invitation: Invitation = mails_go_out(
        services.invite,
        actor=olive,
        email="Nell@Example.org ",
        display_name="Nell",
        roles=["writer", "vetter"],
    )
    return invitation


def token_in(letter) -> str:
    token: str
    [token] = set(re.findall(r"https://groundwell\.example/admin/[a-z-]+/([\w-]+)/", letter.body))
    return token


def html_of(letter) -> str:
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    return str(html)


def signed_in(email: str, password: str) -> User | None:
    return authenticate(RequestFactory().post("/admin/login/"), username=email, password=password)


# --- Invitations ---------------------------------------------------------------------------------------


def test_an_invitation_goes_to_the_persons_mail_as_text_and_html(invited):
    [letter] = mail.outbox
    assert letter.to == ["nell@example.org"]
    assert letter.subject == "Your invitation to Groundwell"
    assert letter.message()["Auto-Submitted"] == "auto-generated"
    token = token_in(letter)
    html = html_of(letter)
    assert f'href="https://groundwell.example/admin/invitation/{token}/"' in html
    assert "Nell" in letter.body
    assert "7 days" in letter.body


def test_only_the_tokens_digest_is_kept(invited):
    token = token_in(mail.outbox[0])
    kept = str(Invitation.objects.values().get()) + str(list(JournalEntry.objects.values()))
    assert token not in kept
    assert "nell" not in str(list(JournalEntry.objects.values())).lower()


@pytest.mark.parametrize("path", [WELCOME_PATH, ADDRESS_PATH])
def test_the_address_in_a_mail_is_answered_before_signing_in(db, client, path):
    assert client.get(path.format(token="unknown")).status_code < 300


def test_whoever_follows_it_gets_an_account_with_the_roles(invited, olive):
    assert not User.objects.at("nell@example.org").exists()
    user = services.accept_invitation(token=token_in(mail.outbox[0]), password=NEW_PASSWORD)
    assert (user.email, user.display_name) == ("nell@example.org", "Nell")
    assert user.roles() == {"writer", "vetter"}
    assert {grant.granted_by for grant in user.role_grants.all()} == {olive}
    assert signed_in("NELL@example.org", NEW_PASSWORD) == user


def test_a_link_works_once(invited):
    token = token_in(mail.outbox[0])
    services.accept_invitation(token=token, password=NEW_PASSWORD)
    with pytest.raises(InvitationRefused):
        services.accept_invitation(token=token, password="another grey goose lands")
    assert signed_in("nell@example.org", NEW_PASSWORD)


def test_a_weak_password_is_refused_and_the_link_still_works(invited):
    token = token_in(mail.outbox[0])
    for weak in ("short", "123456789012345", "nell@example.org"):
        with pytest.raises(Refused) as refusal:
            services.accept_invitation(token=token, password=weak)
        assert refusal.value.field == "password"
    assert not User.objects.at("nell@example.org").exists()
    services.accept_invitation(token=token, password=NEW_PASSWORD)


@pytest.mark.parametrize("days_ago", [6, 8])
def test_a_link_works_for_seven_days(invited, days_ago):
    Invitation.objects.update(expires_at=invited.expires_at - timedelta(days=days_ago))
    token = token_in(mail.outbox[0])
    if days_ago < 7:
        assert services.invitation_behind(token) == invited
    else:
        with pytest.raises(InvitationRefused):
            services.accept_invitation(token=token, password=NEW_PASSWORD)


def test_a_second_invitation_replaces_the_first(invited, olive, mails_go_out):
    mails_go_out(
        services.invite, actor=olive, email="nell@example.org", display_name="Nell", roles=["vetter"]
    )
    first, second = (token_in(letter) for letter in mail.outbox)
    with pytest.raises(InvitationRefused):
        services.invitation_behind(first)
    assert services.accept_invitation(token=second, password=NEW_PASSWORD).roles() == {"vetter"}


def test_a_withdrawn_invitation_does_not_work(invited, olive):
    services.withdraw_invitation(actor=olive, invitation=invited)
    with pytest.raises(InvitationRefused):
        services.accept_invitation(token=token_in(mail.outbox[0]), password=NEW_PASSWORD)
    with pytest.raises(InvitationRefused):
        services.withdraw_invitation(actor=olive, invitation=invited)


@pytest.mark.parametrize("token", ["", "guess", "d" * 64])
def test_an_unknown_token_opens_nothing(invited, token):
    with pytest.raises(InvitationRefused):
        services.invitation_behind(token)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"email": "nowhere"}, "email"),
        ({"display_name": "  "}, "display_name"),
        ({"roles": []}, "roles"),
        ({"roles": ["queen"]}, "roles"),
    ],
)
def test_an_invitation_that_cannot_be_right_is_refused(olive, what, field):
    right: dict[str, Any] = {"email": "nell@example.org", "display_name": "Nell", "roles": ["writer"]}
    with pytest.raises(Refused) as refusal:
        services.invite(actor=olive, **{**right, **what})
    assert refusal.value.field == field
    services.invite(actor=olive, **right)


def test_nobody_is_invited_twice_under_other_capitals(olive, wren):
    with pytest.raises(AlreadyThere):
        services.invite(actor=olive, email="WREN@example.org", display_name="Wren", roles=["writer"])


def test_the_practice_is_named_as_it_is_in_subject_and_text_and_escaped_in_html(olive, mails_go_out):
    Practice.objects.create(name="Moss & <Lane>", home_country="GB")
    mails_go_out(
        services.invite, actor=olive, email="nell@example.org", display_name="Nell", roles=["writer"]
    )
    [letter] = mail.outbox
    assert letter.subject == "Your invitation to the team of Moss & <Lane>"
    assert "Moss & <Lane>" in letter.body
    assert "Moss &amp; &lt;Lane&gt;" in html_of(letter)
    assert "<Lane>" not in html_of(letter)


def test_a_mail_that_cannot_be_sent_says_so_and_the_invitation_stays(olive, settings, mails_go_out):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(MailNotSent):
        mails_go_out(
            services.invite, actor=olive, email="n@example.org", display_name="Nell", roles=["writer"]
        )
    assert Invitation.objects.count() == 1


def test_mail_lies_in_the_outbox_by_default(olive, settings, mails_go_out):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    mails_go_out(services.invite, actor=olive, email="n@example.org", display_name="Nell", roles=["writer"])
    [letter] = settings.OUTBOX_DIR.glob("*.log")
    assert "/admin/invitation/" in letter.read_text()


# --- Resets --------------------------------------------------------------------------------------------


def test_a_reset_goes_to_the_persons_own_mail_and_the_old_password_works_until_then(
    olive, wren, mails_go_out
):
    mails_go_out(services.reset_access, actor=olive, user=wren)
    [letter] = mail.outbox
    assert letter.to == ["wren@example.org"]
    assert signed_in("wren@example.org", PASSWORD) == wren
    services.accept_invitation(token=token_in(letter), password=NEW_PASSWORD)
    assert signed_in("wren@example.org", PASSWORD) is None
    assert signed_in("wren@example.org", NEW_PASSWORD) == wren
    assert User.objects.get(pk=wren.pk).roles() == {"writer"}


def test_no_verb_takes_another_persons_password_or_address():
    takes = {name: set(signature(getattr(services, name)).parameters) for name in services.__all__}
    assert {name for name, words in takes.items() if "password" in words} == {
        "accept_invitation", "first_owner", "invent_person",
    }  # fmt: skip
    assert not [name for name, words in takes.items() if words >= {"email", "user"}]


def test_a_stranger_may_ask_and_learns_nothing(wren, mails_go_out):
    assert mails_go_out(services.ask_for_reset, email="stranger@example.org") is None
    assert mail.outbox == []
    assert mails_go_out(services.ask_for_reset, email="WREN@example.org") is None
    assert [letter.to for letter in mail.outbox] == [["wren@example.org"]]


def test_asking_again_within_minutes_sends_no_second_mail(wren, mails_go_out):
    mails_go_out(services.ask_for_reset, email=wren.email)
    mails_go_out(services.ask_for_reset, email=wren.email)
    assert len(mail.outbox) == 1
    Invitation.objects.update(invited_at=timezone.now() - timedelta(minutes=10))
    mails_go_out(services.ask_for_reset, email=wren.email)
    assert len(mail.outbox) == 2


def test_a_closed_account_gets_no_way_in(olive, wren, mails_go_out):
    mails_go_out(services.reset_access, actor=olive, user=wren)
    services.close_account(actor=olive, user=wren)
    with pytest.raises(InvitationRefused):
        services.accept_invitation(token=token_in(mail.outbox[0]), password=NEW_PASSWORD)
    with pytest.raises(Refused):
        services.reset_access(actor=olive, user=wren)
    mails_go_out(services.ask_for_reset, email=wren.email)
    assert len(mail.outbox) == 1
    assert signed_in(wren.email, PASSWORD) is None


# --- New addresses -------------------------------------------------------------------------------------


def test_a_new_address_counts_once_its_own_mail_is_answered(wren, mails_go_out):
    mails_go_out(services.change_own_email, actor=wren, email="Wren@New.example")
    assert mail.outbox[0].to == ["wren@new.example"]
    assert signed_in("wren@example.org", PASSWORD) == wren
    mails_go_out(services.confirm_email, token=token_in(mail.outbox[0]))
    assert signed_in("wren@example.org", PASSWORD) is None
    assert signed_in("wren@new.example", PASSWORD) == wren
    assert mail.outbox[1].to == ["wren@example.org"], "the old address is told"


def test_an_address_link_does_not_set_a_password_and_a_reset_link_does_not_move_an_address(
    wren, mails_go_out
):
    mails_go_out(services.change_own_email, actor=wren, email="wren@new.example")
    mails_go_out(services.ask_for_reset, email=wren.email)
    address, reset = (token_in(letter) for letter in mail.outbox)
    with pytest.raises(InvitationRefused):
        services.accept_invitation(token=address, password=NEW_PASSWORD)
    with pytest.raises(InvitationRefused):
        services.confirm_email(token=reset)
    services.confirm_email(token=address)
    with pytest.raises(InvitationRefused):
        services.accept_invitation(token=reset, password=NEW_PASSWORD)


def test_an_address_that_was_taken_meanwhile_is_refused(wren, mails_go_out):
    mails_go_out(services.change_own_email, actor=wren, email="shared@example.org")
    somebody("Shared", Role.WRITER)
    with pytest.raises(AlreadyThere):
        services.confirm_email(token=token_in(mail.outbox[0]))
    with pytest.raises(AlreadyThere):
        services.change_own_email(actor=wren, email="SHARED@example.org")


def test_a_closed_account_moves_nowhere(olive, wren):
    services.close_account(actor=olive, user=wren)
    with pytest.raises(NotAllowed):
        services.change_own_email(actor=wren, email="wren@new.example")


# --- At the same time, and too often -------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_link_followed_twice_at_once_opens_one_account():
    olive = somebody("Olive", Role.OWNER)
    services.invite(actor=olive, email="nell@example.org", display_name="Nell", roles=["writer"])
    token, start, outcomes = token_in(mail.outbox[0]), threading.Barrier(2), []

    def follow() -> None:
        try:
            start.wait()
            outcomes.append(services.accept_invitation(token=token, password=NEW_PASSWORD).email)
        except InvitationRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=follow) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["nell@example.org", "refused"]


def test_another_capital_buys_no_more_guesses(wren, settings):
    guesses = [
        "wren@example.org", "WREN@example.org", "Wren@example.org", "wren@EXAMPLE.org", "wRen@example.org",
        "wReN@example.org",
    ]  # fmt: skip
    assert len(guesses) == settings.AXES_FAILURE_LIMIT
    assert signed_in("wreN@example.org", PASSWORD) == wren
    for guess in guesses:
        assert signed_in(guess, "a wrong guess") is None
    assert AccessAttempt.objects.get().failures_since_start == len(guesses)
    assert signed_in("wreN@example.org", PASSWORD) is None, "even the right words wait now"


def test_one_mailbox_is_one_person(olive):
    wren = somebody("Wren")
    for twin in ("wren+vets@example.org", "WREN+2@Example.org"):
        with pytest.raises(AlreadyThere):
            services.invite(actor=olive, email=twin, display_name="Vera", roles=["vetter"])
    services.invite(actor=olive, email="wrenna@example.org", display_name="Wrenna", roles=["vetter"])
    services.invite(actor=olive, email="wren+vets@example.com", display_name="Other", roles=["vetter"])
    services.change_own_email(actor=wren, email="wren+desk@example.org")
    with pytest.raises(AlreadyThere):
        services.change_own_email(actor=olive, email="wren+desk@example.org")


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_does_not_tell_who_has_an_account(client, settings):
    somebody("Wren")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    known = client.post("/admin/forgotten/", {"email": "wren@example.org"})
    unknown = client.post("/admin/forgotten/", {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert Invitation.objects.filter(kind=Invitation.Kind.RESET).count() == 1
