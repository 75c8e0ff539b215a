"""Buttons of services and help lines: rung today, offered no more."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.desk import builders
from tests.desk.pages import words


def test_one_press_says_that_a_line_was_rung_and_readers_see_the_day(team, shelf, desk_of):
    line = builders.make_help_line(team["Olive"], last_tested_on=None)
    assert "Not rung by us yet" in words(Client().get("/help/"))
    assert "Nobody here has rung it yet." in words(desk_of("Olive").get(reverse("admin:index")))
    form = reverse("admin:consults_helpline_change", args=[line.pk])
    address = reverse("admin:mark_tested", args=[line.pk])
    assert address in desk_of("Olive").get(form).content.decode()
    assert "was tested today" in words(desk_of("Olive").post(address, follow=True))
    line.refresh_from_db()
    assert line.last_tested_on == timezone.localdate()
    assert "Last tested" in words(Client().get("/help/"))


def test_an_emergency_number_is_looked_up_and_never_rung_to_test_it(team, shelf, desk_of):
    line = builders.make_help_line(team["Olive"], serves="emergency", last_tested_on=None)
    assert "Not checked by us yet" in words(Client().get("/help/"))
    olive = desk_of("Olive")
    assert "Look it up at its official page, never by calling" in words(olive.get(reverse("admin:index")))
    form = words(olive.get(reverse("admin:consults_helpline_change", args=[line.pk])))
    assert "I looked it up today, and it holds" in form
    assert "I rang it today" not in form
    olive.post(reverse("admin:mark_tested", args=[line.pk]))
    assert "Last checked" in words(Client().get("/help/"))


def test_only_an_owner_rings_and_retires(team, shelf, desk_of):
    line = builders.make_help_line(team["Olive"])
    form = reverse("admin:consults_helpline_change", args=[line.pk])
    assert reverse("admin:mark_tested", args=[line.pk]) not in desk_of("Vera").get(form).content.decode()
    assert "You may not" in words(
        desk_of("Vera").post(reverse("admin:retire_line", args=[line.pk]), follow=True)
    )
    line.refresh_from_db()
    assert line.active


def test_what_is_retired_leaves_the_readers_pages(team, shelf, desk_of):
    line, consult = builders.make_help_line(team["Olive"]), builders.make_consult(team["Olive"])
    olive = desk_of("Olive")
    for name, row in (("retire_line", line), ("retire_consult", consult)):
        assert "not shown to readers any more" in words(
            olive.post(reverse(f"admin:{name}", args=[row.pk]), follow=True)
        )
        row.refresh_from_db()
        assert not row.active
    assert line.number not in words(Client().get("/help/"))
