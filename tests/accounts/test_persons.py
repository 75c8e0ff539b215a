"""Profiles, roles, credentials, closing, erasing, and the first day."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from axes.models import AccessLog
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from site_app.accounts import journal, services
from site_app.accounts.errors import AlreadyThere, LastOwner, NotAllowed, Refused
from site_app.accounts.models import Credential, Invitation, JournalEntry, Practice, Role, User
from site_app.accounts.signing import is_clinician, may_sign, signing_record, valid_credentials
from tests.accounts.cast import PASSWORD, somebody
from tests.accounts.test_rights import PRACTICE

TODAY = date(2026, 6, 15)


def in_some_table(word: str) -> list[str]:
    """Every table of the database in which `word` stands, capitals or not."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            if any(word.lower() in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


# --- Roles ---------------------------------------------------------------------------------------------


def test_the_last_owner_stays(olive, wren):
    for leave in (
        lambda: services.end_role(actor=olive, user=olive, role="owner"),
        lambda: services.close_account(actor=olive, user=olive),
        lambda: services.erase_person(actor=olive, user=olive),
    ):
        with pytest.raises(LastOwner):
            leave()
    services.grant_role(actor=olive, user=wren, role="owner")
    services.end_role(actor=olive, user=olive, role="owner")
    assert not olive.has_role(Role.OWNER)


def test_an_owner_whose_account_is_closed_does_not_count_as_one_left(olive, wren):
    services.grant_role(actor=olive, user=wren, role="owner")
    services.close_account(actor=olive, user=wren)
    with pytest.raises(LastOwner):
        services.end_role(actor=olive, user=olive, role="owner")


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_close_each_other_at_once_leave_one():
    owners = [somebody(name, Role.OWNER).pk for name in ("Olive", "Otto")]
    start, outcomes = threading.Barrier(2), []

    def close(*numbers: int) -> None:
        try:
            actor, user = (User.objects.get(pk=number) for number in numbers)
            start.wait()
            services.close_account(actor=actor, user=user)
            outcomes.append("closed")
        except LastOwner:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=pair) for pair in (owners, owners[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "refused"]
    assert User.objects.holding(Role.OWNER).count() == 1


def test_a_role_is_held_once_in_verb_and_database(olive, wren):
    with pytest.raises(AlreadyThere):
        services.grant_role(actor=olive, user=wren, role="writer")
    with pytest.raises(IntegrityError), transaction.atomic():
        wren.role_grants.create(role="writer", granted_at=timezone.now())


@pytest.mark.parametrize("role", ["queen", "publisher"])
def test_a_role_that_is_unknown_or_not_held_cannot_be_ended(olive, wren, role):
    with pytest.raises(Refused):
        services.end_role(actor=olive, user=wren, role=role)
    services.end_role(actor=olive, user=wren, role="writer")


def test_a_closed_account_gets_no_role_and_comes_back_with_the_ones_it_had(olive, wren):
    services.close_account(actor=olive, user=wren)
    with pytest.raises(Refused):
        services.grant_role(actor=olive, user=wren, role="vetter")
    with pytest.raises(Refused):
        services.close_account(actor=olive, user=wren)
    assert not wren.has_role(Role.WRITER)
    services.reopen_account(actor=olive, user=wren)
    assert wren.has_role(Role.WRITER)
    with pytest.raises(Refused):
        services.reopen_account(actor=olive, user=wren)


def test_holding_lists_present_people_with_a_grant(olive, wren, vera):
    somebody("Sam", is_superuser=True)
    gone = somebody("Gus", Role.WRITER)
    services.close_account(actor=olive, user=gone)
    assert list(User.objects.holding(Role.WRITER)) == [wren]


# --- Profiles ------------------------------------------------------------------------------------------


def test_what_is_not_given_stays(wren):
    services.update_profile(actor=wren, user=wren, affiliation=" Moss Lane ", languages=["en", " cy", "en"])
    services.update_profile(actor=wren, user=wren, display_name="Wren  Field")
    wren.refresh_from_db()
    assert (wren.display_name, wren.affiliation, wren.declared_ties, wren.languages) == (
        "Wren Field", "Moss Lane", "None.", ["cy", "en"],
    )  # fmt: skip
    assert JournalEntry.objects.latest("number").detail == {"changed": ["display_name"]}


@pytest.mark.parametrize(
    "wrong",
    [{"display_name": " "}, {"declared_ties": ""}, {"languages": ["English"]}, {"display_name": "x" * 121}],
)
def test_a_profile_that_cannot_be_right_is_refused(wren, wrong):
    with pytest.raises(Refused) as refusal:
        services.update_profile(actor=wren, user=wren, **wrong)
    assert refusal.value.field == next(iter(wrong))
    assert User.objects.get(pk=wren.pk).display_name == "Wren"


# --- Credentials and signing -----------------------------------------------------------------------------


def test_an_owners_word_is_the_check_and_a_persons_own_waits_for_it(olive, vera):
    own = services.save_credential(actor=vera, user=vera, title="Midwife", body="Register", clinician=True)
    assert list(Credential.objects.unchecked()) == [own]
    assert not is_clinician(vera, TODAY)
    services.check_credential(actor=olive, credential=own)
    assert is_clinician(vera, TODAY)
    with pytest.raises(Refused):
        services.check_credential(actor=olive, credential=own)
    services.save_credential(
        actor=vera, user=vera, credential=own, title="Surgeon", body="Register", clinician=True
    )
    assert not is_clinician(vera, TODAY), "a change by the person waits again"
    services.save_credential(
        actor=olive, user=vera, credential=own, title="Midwife", body="Register", clinician=True
    )
    assert is_clinician(vera, TODAY)


def test_a_qualification_belongs_to_one_person(olive, vera, wren):
    hers = services.save_credential(actor=olive, user=vera, title="Midwife", body="Register")
    with pytest.raises(NotAllowed):
        services.save_credential(actor=olive, user=wren, credential=hers, title="Midwife", body="Register")
    services.remove_credential(actor=olive, credential=hers)
    assert not Credential.objects.exists()


@pytest.mark.parametrize("wrong", [{"title": " "}, {"expires_on": date(2019, 1, 1)}])
def test_a_qualification_that_cannot_be_right_is_refused(olive, vera, wrong):
    right: dict[str, Any] = {
        "title": "Midwife",
        "body": "Register",
        "issued_on": date(2020, 1, 1),
        "expires_on": date(2030, 1, 1),
    }
    with pytest.raises(Refused) as refusal:
        services.save_credential(actor=olive, user=vera, **{**right, **wrong})
    assert refusal.value.field == next(iter(wrong))
    services.save_credential(actor=olive, user=vera, **right)


@pytest.mark.parametrize(
    ("issued", "expires", "valid"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_a_qualification_counts_from_its_first_to_its_last_day(olive, vera, issued, expires, valid):
    services.save_credential(
        actor=olive,
        user=vera,
        title="Midwife",
        body="Register",
        clinician=True,
        issued_on=issued,
        expires_on=expires,
    )
    assert bool(valid_credentials(vera, TODAY)) is valid
    assert is_clinician(vera, TODAY) is valid
    assert may_sign(vera, TODAY).may_sign is valid


def test_somebody_who_claims_no_qualification_signs_as_no_clinician(vera, wren):
    standing = may_sign(vera, TODAY)
    assert (standing.may_sign, standing.clinician, standing.why) == (True, False, "")
    refused = may_sign(wren, TODAY)
    assert not refused.may_sign
    assert "not a vetter" in refused.why


def test_a_qualification_that_waits_to_be_checked_says_so(olive, vera):
    own = services.save_credential(actor=vera, user=vera, title="Midwife", body="Register", clinician=True)
    assert "wait to be checked" in may_sign(vera, TODAY).why
    services.check_credential(actor=olive, credential=own)
    assert may_sign(vera, TODAY).clinician


def test_who_names_no_affiliation_signs_for_the_practice(olive, vera):
    today = timezone.localdate()
    assert signing_record(vera, today)["affiliation"] == ""
    services.set_practice(
        actor=olive, name="Moss Lane Practice", legal_owner="Olive", address="1 Moss Lane", home_country="GB",
        contact_email="olive@example.org", quality_person="Olive", funding="Consults pay for this site.",
    )  # fmt: skip
    assert signing_record(vera, today)["affiliation"] == "Moss Lane Practice"
    services.update_profile(actor=vera, user=vera, affiliation="The Birth House")
    assert signing_record(vera, today)["affiliation"] == "The Birth House"


def test_the_signing_record_holds_what_was_valid_on_that_day(olive, vera):
    services.update_profile(actor=vera, user=vera, affiliation="Moss Lane")
    services.save_credential(
        actor=olive, user=vera, title="Midwife", body="Register", registration="M1", clinician=True,
        expires_on=date(2026, 12, 31),
    )  # fmt: skip
    services.save_credential(
        actor=olive, user=vera, title="Nurse", body="Register", expires_on=date(2026, 1, 1)
    )
    assert signing_record(vera, TODAY) == {
        "name": "Vera",
        "affiliation": "Moss Lane",
        "ties": "None.",
        "clinician": 1,
        "credentials": [
            {
                "title": "Midwife", "body": "Register", "registration": "M1", "clinician": 1,
                "expires_on": "2026-12-31",
            }
        ],
    }  # fmt: skip
    assert signing_record(vera, date(2027, 1, 1))["clinician"] == 0


def test_those_about_to_expire_are_listed_first_one_first(olive, vera, wren):
    for person, days in ((vera, 30), (vera, 90), (wren, -3)):
        services.save_credential(
            actor=olive, user=person, title=f"in {days}", body="R", expires_on=TODAY + timedelta(days=days)
        )
    assert [row.title for row in Credential.objects.expiring(TODAY)] == ["in -3", "in 30"]
    services.close_account(actor=olive, user=wren)
    assert [row.title for row in Credential.objects.expiring(TODAY)] == ["in 30"]


# --- Erasure -------------------------------------------------------------------------------------------


def test_erasing_leaves_no_name_and_no_address_anywhere_and_the_journal_whole(olive):
    nell = somebody("Nellwyn", Role.VETTER, affiliation="Nellwyn & Daughters", last_login=timezone.now())
    services.save_credential(actor=olive, user=nell, title="Midwife to the Nellwyns", body="Register")
    services.update_profile(actor=nell, user=nell, declared_ties="Nellwyn Ltd pays me.")
    services.reset_access(actor=nell, user=nell)
    services.change_own_email(actor=nell, email="nellwyn@new.example")
    AccessLog.objects.create(username=nell.email, ip_address="127.0.0.1")
    assert set(in_some_table("nellwyn")) == {
        "accounts_user", "accounts_credential", "accounts_invitation", "axes_accesslog",
    }  # fmt: skip

    services.erase_person(actor=olive, user=nell)

    assert in_some_table("nellwyn") == []
    nell.refresh_from_db()
    assert (nell.display_name, nell.email) == ("Erased person", f"erased-{nell.pk}@erased.invalid")
    assert not nell.has_usable_password()
    assert not nell.has_role(Role.VETTER)
    assert nell.erased_at is not None
    assert not Invitation.objects.open().exists()
    assert JournalEntry.objects.filter(actor=nell).count() == 3
    assert journal.broken() == []


def test_an_erased_person_cannot_come_back_in_any_way(olive, wren):
    services.erase_person(actor=wren, user=wren)
    assert authenticate(RequestFactory().post("/"), username="wren@example.org", password=PASSWORD) is None
    for verb in (services.erase_person, services.reopen_account, services.update_profile):
        with pytest.raises(Refused):
            verb(actor=olive, user=wren)
    services.invite(actor=olive, email="wren@example.org", display_name="Wren", roles=["writer"])


# --- The first day -------------------------------------------------------------------------------------


def test_the_first_owner_chooses_a_password_by_mail(db, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        owner = services.first_owner(email="olive@example.org", display_name="Olive")
    assert owner.has_role(Role.OWNER)
    assert not owner.has_usable_password()
    assert [letter.to for letter in mailoutbox] == [["olive@example.org"]]


def test_the_first_owner_may_type_a_password_at_once(db, mailoutbox):
    owner = services.first_owner(email="olive@example.org", display_name="Olive", password=PASSWORD)
    assert owner.check_password(PASSWORD)
    assert mailoutbox == []


def test_there_is_a_first_owner_only_once(db):
    with pytest.raises(Refused):
        services.first_owner(email="olive@example.org", display_name="Olive", password="short")
    services.first_owner(email="olive@example.org", display_name="Olive")
    with pytest.raises(AlreadyThere):
        services.first_owner(email="wren@example.org", display_name="Wren")


def test_invented_people_are_marked_and_refused_in_production(db, settings):
    invented: dict[str, Any] = {
        "email": "wren@example.org",
        "display_name": "Wren",
        "password": PASSWORD,
        "roles": ["writer"],
    }
    settings.PRODUCTION = True
    with pytest.raises(NotAllowed):
        services.invent_person(**invented)
    settings.PRODUCTION = False
    wren = services.invent_person(**invented)
    assert wren.demonstration
    assert wren.roles() == {"writer"}


def test_there_is_one_practice_and_what_is_not_given_stays(olive):
    services.set_practice(actor=olive, **PRACTICE)
    practice = services.set_practice(actor=olive, name="Moss Row", home_country="ie")
    assert Practice.objects.get() == practice
    assert (practice.name, practice.home_country, practice.legal_owner) == ("Moss Row", "IE", "Moss Lane Ltd")
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(**PRACTICE)


@pytest.mark.parametrize("wrong", [{"home_country": "Wales"}, {"contact_email": "nowhere"}, {"funding": " "}])
def test_a_practice_that_cannot_be_right_is_refused(olive, wrong):
    with pytest.raises(Refused):
        services.set_practice(actor=olive, **{**PRACTICE, **wrong})
    assert not Practice.objects.exists()


def test_a_field_the_practice_does_not_have_is_the_callers_fault(olive):
    with pytest.raises(TypeError, match="colour"):
        services.set_practice(actor=olive, colour="green", **PRACTICE)


def test_an_address_names_one_account_whatever_its_capitals(wren):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="WREN@example.org", display_name="W", joined_at=timezone.now())])
    assert User.objects.get_by_natural_key("Wren@EXAMPLE.org") == wren


def test_records_that_readers_see_hold_nothing_that_no_page_can_show(olive, wren):
    services.update_profile(actor=wren, user=wren, display_name="Wren Ashby")
    with pytest.raises(Refused, match=r"shows on no page \(U\+0008\)"):
        services.update_profile(actor=wren, user=wren, display_name="Wren\x08 Ashby")
    with pytest.raises(Refused, match="shows on no page"):
        services.set_practice(actor=olive, **{**PRACTICE, "name": "Ground\x1bwell"})


@pytest.mark.parametrize("claim", ["Probiotics prevent eczema.", "Give 5 drops of vitamin D"])
def test_records_that_readers_see_name_and_never_claim(olive, wren, claim):
    with pytest.raises(Refused) as refused:
        services.set_practice(actor=olive, **{**PRACTICE, "funding": claim})
    assert refused.value.field == "funding"
    for field in ("display_name", "affiliation", "declared_ties"):
        with pytest.raises(Refused):
            services.update_profile(actor=wren, user=User.objects.get(pk=wren.pk), **{field: claim})
    with pytest.raises(Refused):
        services.save_credential(actor=olive, user=wren, title=claim, body="The Register")
    services.update_profile(actor=wren, user=wren, display_name="Åse Ødegård 王伟", declared_ties="None.")
