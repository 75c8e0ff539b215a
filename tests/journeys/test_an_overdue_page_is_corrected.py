"""A page whose review is late is put right at once, and nothing counts as that review."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from site_app.publication import due
from tests.builders import CITED, build_topic
from tests.journeys import hands

PAGE = "/articles/babies-sleep/"
OVERDUE = "The review of this page is late"
MENDED = "Some babies wake at night because their stomachs are small [@sleep2020, abstract]."


@pytest.fixture
def overdue(team, desks):
    """Published a year and a half ago, with its review due half a year ago."""
    revision = hands.write_new(desks.wren, CITED)
    hands.hand_over(desks.wren, revision)
    assert "Approved" in hands.through_vetting(desks.vera, revision)
    assert "Published" in hands.publish(desks.pia, revision)
    with time_machine.travel(timezone.now() + timedelta(days=540)):
        yield revision


@pytest.fixture
def today(team, overdue):
    """The same people, signed in again a year and a half later."""
    return {name: hands.at_the_desk(getattr(team, name)) for name in ("wren", "vera", "pia", "olga")}


def test_an_urgent_correction_reaches_readers_and_the_page_stays_marked(team, overdue, today):
    before = hands.look(Client(), PAGE)
    assert OVERDUE in before
    day = overdue.next_review_on
    fixed = hands.write_more(today["wren"], overdue, MENDED, next_review_on=day.isoformat())
    hands.hand_over(today["wren"], fixed)
    assert "Approved" in hands.through_vetting(today["vera"], fixed)
    assert "Published" in hands.publish(today["pia"], fixed)

    page = hands.look(Client(), PAGE)
    assert "Some babies wake at night" in page
    assert OVERDUE in page
    assert f"{day:%-d %B %Y}" in page
    assert fixed.approval.review.kind == "change"
    assert [matter.day for matter in due.due_now() if matter.sort == "review_late"] == [day]


def test_moving_the_day_along_with_the_correction_is_refused_with_both_ways_out(team, overdue, today):
    later = (timezone.localdate() + timedelta(days=300)).isoformat()
    moved = hands.write_more(today["wren"], overdue, MENDED, next_review_on=later)
    hands.hand_over(today["wren"], moved)
    refused = hands.through_vetting(today["vera"], moved)
    assert "has been due since" in refused
    assert "as a periodic review. If the change cannot wait" in refused
    address = f"/admin/vet/{moved.pk}"
    hands.press(today["vera"], f"{address}/return/", comment="Please set the day back; this cannot wait.")

    day = overdue.next_review_on
    back = hands.write_more(today["wren"], moved, MENDED, next_review_on=day.isoformat())
    hands.hand_over(today["wren"], back)
    assert "Approved" in hands.through_vetting(today["vera"], back)
    assert "Published" in hands.publish(today["pia"], back)
    assert OVERDUE in hands.look(Client(), PAGE)


def test_a_periodic_review_of_it_sets_another_day_and_the_mark_goes(team, overdue, today):
    kept = hands.write_more(today["wren"], overdue, MENDED, next_review_on=overdue.next_review_on.isoformat())
    hands.hand_over(today["wren"], kept)
    address = f"/admin/vet/{kept.pk}"
    hands.press(today["vera"], f"{address}/claim/", kind="periodic")
    hands.rule_all(today["vera"], kept)
    assert "is not in the future" in hands.approve(today["vera"], kept)
    hands.press(today["vera"], f"{address}/return/", comment="Please give the next day.")

    later = (timezone.localdate() + timedelta(days=300)).isoformat()
    fresh = hands.write_more(today["wren"], kept, MENDED, next_review_on=later)
    hands.hand_over(today["wren"], fresh)
    hands.press(today["vera"], f"/admin/vet/{fresh.pk}/claim/", kind="periodic")
    hands.rule_all(today["vera"], fresh)
    assert "Approved" in hands.approve(today["vera"], fresh)
    assert "Published" in hands.publish(today["pia"], fresh)
    assert OVERDUE not in hands.look(Client(), PAGE)


def test_a_text_never_approved_takes_no_day_that_has_passed(team, desks):
    build_topic(team.wren)
    draft = hands.write_new(desks.wren, CITED)
    with time_machine.travel(timezone.now() + timedelta(days=540)):
        wren, vera = hands.at_the_desk(team.wren), hands.at_the_desk(team.vera)
        hands.hand_over(wren, draft)
        assert "is not in the future" in hands.through_vetting(vera, draft)
