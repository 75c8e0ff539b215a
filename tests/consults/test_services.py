"""Services and help lines: owners keep the facts, and nothing wrong goes in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from site_app.accounts.errors import AlreadyThere, NotAllowed, Refused
from site_app.accounts.models import JournalEntry
from site_app.consults.models import Consult, HelpLine
from site_app.consults.services import mark_tested, retire, save_consult, save_help_line
from tests.accounts.cast import everybody

CONSULT: dict[str, Any] = {
    "slug": "infant-skin", "name": "Infant skin", "price_minor": 4500, "currency": "gbp", "minutes": 40,
    "booking_address": "https://example.org/book", "languages": ["en"],
}  # fmt: skip
LINE: dict[str, Any] = {
    "slug": "night-line", "name": "Night line", "number": "116 123", "country": "gb", "serves": "crisis",
    "hours": "day and night", "languages": ["en"], "last_tested_on": date(2026, 1, 10),
}  # fmt: skip


def a_line(actor, **fields) -> HelpLine:
    return save_help_line(actor=actor, **{**LINE, **fields})


VERBS = {
    "save_consult": lambda by, olive: save_consult(actor=by, **CONSULT),
    "save_help_line": lambda by, olive: a_line(by),
    "mark_tested": lambda by, olive: mark_tested(actor=by, help_line=HelpLine.objects.get(slug="there")),
    "retire": lambda by, olive: retire(actor=by, row=HelpLine.objects.get(slug="there")),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["Wren", "Vera", "Pia", "Olive", "Sam", "nobody"])
def test_only_owners_change_facts(db, verb, name):
    people = everybody()
    a_line(people["Olive"], slug="there")
    before = JournalEntry.objects.count()
    if name in {"Olive", "Sam"}:
        VERBS[verb](people[name], people["Olive"])
        assert JournalEntry.objects.filter(verb=verb, actor=people[name]).exists()
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](people.get(name), people["Olive"])
        assert JournalEntry.objects.count() == before


def test_a_consult_is_kept_and_changed(olive, wren):
    consult = save_consult(actor=olive, **CONSULT, practitioner=wren)
    assert (consult.currency, consult.practitioner) == ("GBP", wren)
    save_consult(actor=olive, consult=consult, **{**CONSULT, "price_minor": 0})
    assert Consult.objects.get().price_minor == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_minor": -1},
        {"currency": "£"},
        {"minutes": 0},
        {"booking_address": "http://example.org/"},
        {"slug": "Infant Skin"},
        {"name": " "},
        {"languages": ["English"]},
    ],
)
def test_a_consult_that_cannot_be_right_is_refused(olive, wrong):
    with pytest.raises(Refused) as refusal:
        save_consult(actor=olive, **{**CONSULT, **wrong})
    assert refusal.value.field == next(iter(wrong))
    assert not Consult.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "TLC-MAMA"},
        {"text_number": "TLC"},
        {"country": "Britain"},
        {"serves": "plumbing"},
        {"hours": ""},
        {"source_address": "javascript:alert(1)"},
        {"last_tested_on": timezone.localdate() + timedelta(days=2)},
    ],
)
def test_a_help_line_that_cannot_be_right_is_refused(olive, wrong):
    with pytest.raises(Refused) as refusal:
        a_line(olive, **wrong)
    assert refusal.value.field == next(iter(wrong))
    assert not HelpLine.objects.exists()


def test_addresses_are_used_once_and_stay(olive):
    consult = save_consult(actor=olive, **CONSULT)
    with pytest.raises(AlreadyThere):
        save_consult(actor=olive, **CONSULT)
    with pytest.raises(Refused):
        save_consult(actor=olive, consult=consult, **{**CONSULT, "slug": "skin"})
    save_consult(actor=olive, consult=consult, **CONSULT)


def test_nobody_practises_from_a_closed_account(olive, wren):
    wren.is_active = False
    with pytest.raises(Refused):
        save_consult(actor=olive, **CONSULT, practitioner=wren)


def test_what_is_retired_is_not_shown_and_can_come_back(olive):
    consult, line = save_consult(actor=olive, **CONSULT), a_line(olive)
    for row in (consult, line):
        retire(actor=olive, row=row)
        with pytest.raises(Refused):
            retire(actor=olive, row=row)
    assert not Consult.objects.active().exists()
    assert not HelpLine.objects.for_country("GB").exists()
    save_consult(actor=olive, consult=consult, **CONSULT)
    assert Consult.objects.active().exists()


def test_help_lines_of_a_country_come_emergency_first(olive):
    for slug, serves in (("a", "clinician"), ("b", "crisis"), ("c", "emergency")):
        a_line(olive, slug=slug, serves=serves)
    a_line(olive, slug="d", country="US")
    assert [line.slug for line in HelpLine.objects.for_country("gb")] == ["c", "b", "a"]


def test_a_test_holds_for_six_months(olive):
    tested = date(2026, 1, 10)
    line = a_line(olive, last_tested_on=tested)
    a_line(olive, slug="gone", last_tested_on=tested, active=False)
    assert not HelpLine.objects.stale(tested + timedelta(days=183)).exists()
    assert list(HelpLine.objects.stale(tested + timedelta(days=184))) == [line]


def test_marking_a_line_as_tested_is_dated(olive):
    line = a_line(olive)
    mark_tested(actor=olive, help_line=line, on=date(2026, 2, 1))
    assert HelpLine.objects.get().last_tested_on == date(2026, 2, 1)
    assert JournalEntry.objects.latest("number").detail == {"on": "2026-02-01"}
    with pytest.raises(Refused):
        mark_tested(actor=olive, help_line=line, on=date(2026, 1, 31))
    with pytest.raises(Refused):
        mark_tested(actor=olive, help_line=line, on=timezone.localdate() + timedelta(days=2))
    mark_tested(actor=olive, help_line=line)
    assert HelpLine.objects.get().last_tested_on == timezone.localdate()


def test_what_readers_see_of_a_service_names_and_never_claims(olive):
    with pytest.raises(Refused) as refused:
        save_consult(actor=olive, **{**CONSULT, "name": "Probiotics prevent eczema"})
    assert refused.value.field == "name"
    assert save_consult(actor=olive, **{**CONSULT, "name": "Infant skin and eczema"}).pk


def test_a_line_that_nobody_has_rung_yet_says_so_and_waits_first(olive):
    a_line(olive, slug="old", last_tested_on=date(2026, 1, 10))
    line = a_line(olive, slug="never", last_tested_on=None)
    assert line.last_tested_on is None
    assert HelpLine.objects.stale(date(2026, 11, 22)).first() == line
    assert mark_tested(actor=olive, help_line=line).last_tested_on == timezone.localdate()
