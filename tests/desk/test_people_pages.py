"""Who comes in, who may do what, who leaves: pages over the verbs of accounts."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from site_app.accounts import services as accounts
from site_app.accounts.models import Credential, Invitation, Role, User
from site_app.publication.models import Signatory
from tests.desk.pages import words

STRONG = "a lamp in the long window"

# Letters leave when the transaction has gone through.
by_mail = pytest.mark.django_db(transaction=True)


def act(client, user, verb, **data):
    return client.post(reverse("admin:act_on_person", args=[user.pk, verb]), data, follow=True)


def link_in(letter):
    return re.search(r"/admin/[\w-]+/[\w-]+/", str(letter.body))[0]


@pytest.fixture
def olive(desk_of):
    return desk_of("Olive")


@by_mail
def test_the_owner_invites_and_the_invited_choose_their_own_password(olive):
    olive.post(
        reverse("admin:invite"), {"email": "nell@example.org", "display_name": "Nell", "roles": ["writer"]}
    )
    link = link_in(mail.outbox[-1])
    nell = Client()
    page = nell.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    differing = nell.post(link, {"password": STRONG, "again": STRONG + "!"})
    assert "Type the password twice" in words(differing)
    weak = nell.post(link, {"password": "password", "again": "password"})
    assert weak.status_code == 422
    assert "errornote" in weak.content.decode()
    assert nell.post(link, {"password": STRONG, "again": STRONG}).status_code == 302
    account = User.objects.get(email="nell@example.org")
    assert account.check_password(STRONG)
    assert account.has_role(Role.WRITER)


def test_only_an_owner_invites(desk_of):
    answer = desk_of("Wren").post(
        reverse("admin:invite"),
        {"email": "nell@example.org", "display_name": "Nell", "roles": ["owner"]},
        follow=True,
    )
    assert "You may not invite people." in words(answer)
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_a_refused_invitation_comes_back_with_what_was_typed(olive):
    answer = olive.post(
        reverse("admin:invite"), {"email": "wren@example.org", "display_name": "Wren R.", "roles": ["vetter"]}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Wren R."' in page
    assert re.search(r'value="vetter"[^>]*checked', page)
    assert not Invitation.objects.exists()


@by_mail
def test_a_withdrawn_invitation_opens_nothing(olive):
    olive.post(
        reverse("admin:invite"), {"email": "nell@example.org", "display_name": "Nell", "roles": ["writer"]}
    )
    link = link_in(mail.outbox[-1])
    assert "nell@example.org" in words(olive.get(reverse("admin:invite")))
    olive.post(reverse("admin:withdraw_invitation", args=[Invitation.objects.get().pk]))
    Client().post(link, {"password": STRONG, "again": STRONG})
    assert not User.objects.filter(email="nell@example.org").exists()
    assert "nell@example.org" not in words(olive.get(reverse("admin:invite")))


def test_roles_are_given_and_ended_by_owners_only(team, olive, desk_of):
    act(olive, team["Wren"], "grant", role="vetter")
    assert User.objects.get(pk=team["Wren"].pk).has_role(Role.VETTER)
    act(olive, team["Wren"], "end", role="vetter")
    assert not User.objects.get(pk=team["Wren"].pk).has_role(Role.VETTER)
    for name in ("Wren", "Vera", "Pia"):
        act(desk_of(name), team["Wren"], "grant", role="owner")
    assert not User.objects.get(pk=team["Wren"].pk).has_role(Role.OWNER)
    assert "errorlist" not in act(olive, team["Wren"], "grant", role="queen").content.decode()
    assert User.objects.get(pk=team["Wren"].pk).roles() == {"writer"}


def test_the_last_owner_stays(team, olive):
    assert "owner" in words(act(olive, team["Olive"], "end", role="owner"))
    assert User.objects.get(pk=team["Olive"].pk).has_role(Role.OWNER)


@by_mail
def test_a_reset_goes_to_the_persons_own_mail_whoever_asks(team, olive, desk_of):
    act(olive, team["Wren"], "reset")
    assert mail.outbox[-1].to == ["wren@example.org"]
    act(desk_of("Wren"), team["Wren"], "reset")
    assert mail.outbox[-1].to == ["wren@example.org"]
    sent = len(mail.outbox)
    act(desk_of("Wren"), team["Vera"], "reset")
    assert len(mail.outbox) == sent


@by_mail
def test_somebody_who_forgot_is_told_the_same_whether_known_or_not(team):
    asked = reverse("admin:forgotten")
    known = Client().post(asked, {"email": "wren@example.org"})
    unknown = Client().post(asked, {"email": "nobody@example.org"})
    assert words(known) == words(unknown)
    assert [letter.to for letter in mail.outbox] == [["wren@example.org"]]


@by_mail
def test_a_new_address_counts_once_its_own_link_was_followed(team, desk_of):
    wren = desk_of("Wren")
    act(wren, team["Wren"], "address", email="wren@harbour.example")
    assert User.objects.get(pk=team["Wren"].pk).email == "wren@example.org"
    letter = next(one for one in mail.outbox if one.to == ["wren@harbour.example"])
    link = link_in(letter)
    assert Client().get(link).status_code == 200
    assert User.objects.get(pk=team["Wren"].pk).email == "wren@example.org"
    Client().post(link)
    assert User.objects.get(pk=team["Wren"].pk).email == "wren@harbour.example"
    again = Client().post(link)
    assert "errornote" in again.content.decode()


def test_a_closed_account_is_out_at_once_and_can_be_reopened(team, olive, desk_of):
    wren = desk_of("Wren")
    act(olive, team["Wren"], "close")
    assert wren.get(reverse("admin:index")).status_code == 302
    act(olive, team["Wren"], "reopen")
    assert desk_of("Wren").get(reverse("admin:index")).status_code == 200


def test_erasing_asks_once_more_and_then_removes_the_name_everywhere(team, olive, edition):
    vera = team["Vera"]
    assert "Tick the box if you are sure." in words(act(olive, vera, "erase"))
    assert User.objects.get(pk=vera.pk).display_name == "Vera"
    act(olive, vera, "erase", sure="on")
    assert User.objects.get(pk=vera.pk).erased_at
    assert not Signatory.objects.filter(user=vera).exclude(record="").exists()
    assert b"Vera" not in Client().get("/articles/babies-sleep/").content


def test_a_persons_own_qualification_waits_for_the_owners_look(team, olive, desk_of):
    wren = desk_of("Wren")
    data = {"user": team["Wren"].pk, "title": "Lactation consultant", "body": "The board", "registration": ""}
    assert wren.post(reverse("admin:accounts_credential_add"), data).status_code == 302
    credential = Credential.objects.get(user=team["Wren"])
    assert credential.checked_at is None
    wren.post(reverse("admin:check_credential", args=[credential.pk]))
    credential.refresh_from_db()
    assert credential.checked_at is None
    olive.post(reverse("admin:check_credential", args=[credential.pk]))
    credential.refresh_from_db()
    assert credential.checked_by == team["Olive"]
    wren.post(reverse("admin:remove_credential", args=[credential.pk]))
    assert not Credential.objects.filter(pk=credential.pk).exists()


def test_nobody_writes_down_anothers_qualification(team, desk_of):
    data = {"user": team["Vera"].pk, "title": "Surgeon", "body": "The board", "registration": ""}
    answer = desk_of("Wren").post(reverse("admin:accounts_credential_add"), data)
    assert answer.status_code == 200
    assert "You may not" in words(answer)
    assert not Credential.objects.filter(title="Surgeon").exists()


def test_a_person_corrects_their_own_profile_and_nobody_elses(team, desk_of):
    wren = desk_of("Wren")
    fields = {
        "display_name": "Wren Marsh", "affiliation": "Quiet Harbour", "declared_ties": "None.",
        "languages": "en cy",
        "role_grants-TOTAL_FORMS": 0, "role_grants-INITIAL_FORMS": 0,
    }  # fmt: skip
    address = reverse("admin:accounts_user_change", args=[team["Wren"].pk])
    assert wren.post(address, fields).status_code == 302
    assert User.objects.get(pk=team["Wren"].pk).languages == ["cy", "en"]
    other = reverse("admin:accounts_user_change", args=[team["Vera"].pk])
    assert wren.post(other, fields).status_code == 403
    assert User.objects.get(pk=team["Vera"].pk).display_name == "Vera"


def test_an_unknown_thing_to_do_is_404(team, olive):
    assert act(olive, team["Wren"], "promote").status_code == 404


def test_every_verb_answers_a_post_only(team, olive):
    for verb in ("grant", "end", "reset", "address", "close", "erase"):
        assert olive.get(reverse("admin:act_on_person", args=[team["Wren"].pk, verb])).status_code == 405
    assert User.objects.get(pk=team["Wren"].pk).is_active


def test_a_link_that_leads_nowhere_says_so_before_a_password_is_thought_up(
    team, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        accounts.invite(actor=team["Olive"], email="nell@example.org", display_name="Nell", roles=["writer"])
    address = link_in(mail.outbox[-1])
    page = client.get(address).content.decode()
    assert "For the account of nell@example.org." in page
    assert "password" in page
    accounts.withdraw_invitation(actor=team["Olive"], invitation=Invitation.objects.get())
    gone = client.get(address).content.decode()
    assert 'type="password"' not in gone
    assert "nell@example.org" not in gone
    assert 'class="errornote"' in gone
