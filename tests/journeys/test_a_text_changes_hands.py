"""A vetter gives a half-vetted text back, or runs out of time; a colleague hears of it and finishes it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from site_app.accounts.models import Role
from tests.builders import CITED
from tests.journeys import hands
from tests.people import somebody

PAGE = "/articles/babies-sleep/"


@pytest.fixture
def nora(team):
    """A second clinician."""
    return somebody("Nora", Role.VETTER, clinician=True)


@pytest.fixture
def begun(desks, nora):
    """Wren's text: Vera has claimed it and ruled on its one cited sentence."""
    revision = hands.write_new(desks.wren, CITED)
    hands.hand_over(desks.wren, revision)
    hands.press(desks.vera, f"/admin/vet/{revision.pk}/claim/")
    hands.rule(desks.vera, revision.statements.get(text__startswith="Many babies"), "supported")
    return revision


def link_to(mailoutbox, name):
    """Where the one letter to somebody leads."""
    (letter,) = [letter for letter in mailoutbox if letter.to == [f"{name}@example.org"]]
    line = next(line for line in letter.body.splitlines() if "/admin/" in line)
    return line.removeprefix(settings.SITE_ADDRESS)


def finished_by(nora, link, pia, revision):
    """Nora follows the link, claims the text, rules on what is left and approves it; Pia publishes."""
    client = hands.at_the_desk(nora)
    assert "Claim it for vetting" in hands.look(client, link)
    assert "Approved" in hands.through_vetting(client, revision)
    assert revision.statements.get(text__startswith="Many babies").rulings.get().vetter.display_name == "Vera"
    assert "Published" in hands.publish(hands.at_the_desk(pia), revision)
    page = hands.look(Client(), PAGE)
    assert "Vera" in page
    assert "Nora" in page


def test_a_text_given_back_is_finished_by_a_colleague_who_was_told(
    team, desks, nora, begun, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert "Released. Your rulings stand." in hands.press(desks.vera, f"/admin/vet/{begun.pk}/release/")
    assert link_to(mailoutbox, "wren") == f"/admin/document/{begun.document_id}/"
    finished_by(nora, link_to(mailoutbox, "nora"), team.pia, begun)


def test_a_text_left_lying_is_finished_by_a_colleague_who_was_told(
    team, nora, begun, mailoutbox, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(timezone.now() + timedelta(hours=settings.CLAIM_HOURS - 1))
    call_command("due", stdout=StringIO())
    assert link_to(mailoutbox, "vera") == f"/admin/vet/{begun.pk}/"
    mailoutbox.clear()
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("due", stdout=StringIO())
    finished_by(nora, link_to(mailoutbox, "nora"), team.pia, begun)


def test_a_claim_renewed_in_time_stays(team, nora, begun, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=settings.CLAIM_HOURS - 1))
    call_command("due", stdout=StringIO())
    said = hands.press(hands.at_the_desk(team.vera), f"/admin/vet/{begun.pk}/claim/", kind="change")
    assert "It is yours until" in said
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    call_command("due", stdout=StringIO())
    assert "Vera claimed this" in hands.look(hands.at_the_desk(nora), f"/admin/vet/{begun.pk}/")
