"""The owner's page: what does not hold first, then what is due; every chart with its table."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from site_app.accounts import guards
from site_app.desk.figures import counts
from site_app.desk.figures.drawing import HEIGHT, WIDTH, line, stacked
from site_app.feedback import services as feedback
from site_app.feedback.codes import code_of
from site_app.publication import services as publication
from site_app.publication.models import Reminder
from site_app.sources import services as sources
from site_app.sources.models import Source
from site_app.vetting import services as vetting
from tests.desk import builders


@pytest.fixture
def address():
    return reverse("admin:figures")


@pytest.mark.parametrize(
    ("name", "status"), [("Olive", 200), ("Sam", 200), ("Wren", 403), ("Vera", 403), ("Pia", 403)]
)
def test_owners_alone_see_the_house_at_a_glance(edition, desk_of, address, name, status):
    assert desk_of(name).get(address).status_code == status


def test_what_was_tampered_with_stands_before_everything_else(edition, desk_of, address):
    olive = desk_of("Olive")
    assert "Every guard is in place" in olive.get(address).content.decode()
    with guards.lift(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE publication_edition SET title = 'Another'")
        cursor.execute("UPDATE accounts_journalentry SET verb = 'other' WHERE number = 1")
        cursor.execute("UPDATE publication_part SET content = %s WHERE name = 'text'", [b"{}"])
    page = olive.get(address).content.decode()
    assert "is withheld from readers" in page
    assert "Row 1 of the journal (other) was changed after it was written." in page
    assert page.index('id="faults"') < page.index('id="figure-reviews"')


@pytest.mark.sqlite
def test_a_missing_guard_is_told(edition, desk_of, address):
    with connection.cursor() as cursor:
        name = guards.missing(connection)
        assert name == []
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1")
        trigger = cursor.fetchone()[0]
        cursor.execute(f'DROP TRIGGER "{trigger}"')
    assert "is missing." in desk_of("Olive").get(address).content.decode()


def test_a_late_review_and_an_alarm_are_named(team, edition, desk_of, address, time_machine):
    sources.set_status(
        actor=team["Olive"], source=Source.objects.get(), status="retracted", note="Seen today."
    )
    time_machine.move_to(timezone.now() + timedelta(days=400))
    page = desk_of("Olive").get(address).content.decode()
    assert "Late for review (1)" in page
    assert f"{edition.title}</a>, 35 days late" in page
    assert "Alarms (1)" in page


def test_every_chart_is_well_made_and_has_its_table(edition, desk_of, address):
    page = desk_of("Olive").get(address).content.decode()
    charts = re.findall(r"<section class=\"figure\".*?</section>", page, re.DOTALL)
    assert len(charts) >= 4
    assert sum("There is nothing to draw yet." in chart for chart in charts) == 2
    for chart in charts:
        assert chart.count("<tr>") > 2
        if "There is nothing to draw yet." in chart:
            assert "<svg" not in chart
            continue
        drawn = re.search(r"<svg viewBox[^>]*role=\"img\".*?</svg>", chart, re.DOTALL)[0]
        drawing = ElementTree.fromstring(drawn)  # noqa: S314 - our own page
        named = set(drawing.get("aria-labelledby").split())
        assert named == {node.get("id") for node in drawing if node.tag in ("title", "desc") and node.text}


def test_first_and_last_column_of_a_chart_are_always_named():
    for count in range(1, 20):
        names = [f"Mon {n:02}" for n in range(count)]
        chart = stacked("c", "C", "Told.", [(name, [1]) for name in names], ["due"])
        assert {names[0], names[-1]} <= {mark.words for mark in chart.below}
        places = sorted(mark.x for mark in chart.below)
        assert all(after - before >= 45 for before, after in pairwise(places))


def test_rulings_are_counted_by_what_they_say_and_not_once_taken_back(team, shelf):
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"]))
    review = vetting.claim(actor=team["Vera"], revision=revision)
    builders.rule_everything(team["Vera"], review)
    cited, cleared, refused = counts.rulings(timezone.localdate())[-1][1]
    assert (cited, refused) == (1, 0)
    assert cleared == review.rulings.filter(decision="cleared").count()
    statement = revision.statements.filter(text__startswith="Many babies").get()
    vetting.rule(
        actor=team["Vera"], review=review, statement=statement, decision="returned", comment="Say whose."
    )
    assert counts.rulings(timezone.localdate())[-1][1] == (1, cleared, 1)
    vetting.undo(actor=team["Vera"], review=review, statement=statement)
    assert counts.rulings(timezone.localdate())[-1][1] == (1, cleared, 0)


def test_flags_are_counted_by_what_became_of_them(team, edition, desk_of, address):
    n = edition.revision.statements.get(text__startswith="Many babies").n
    code = code_of(edition.seal)
    flag = feedback.flag_sentence(code=code, statement=n, because="wrong", address="203.0.113.7")
    assert counts.flags(timezone.localdate())[-1][1] == (1, 0, 0, 0)
    standards = reverse("admin:standards", args=[edition.revision_id])
    assert "1 flag from readers waits on this document." in desk_of("Vera").get(standards).content.decode()
    feedback.answer_flag(actor=team["Vera"], flag=flag, outcome="kept", reason="holds")
    assert counts.flags(timezone.localdate())[-1][1] == (0, 1, 0, 0)
    assert "from readers wait" not in desk_of("Vera").get(standards).content.decode()
    assert (
        "1 flags since the first: 0 wait, 1 sentences kept" in desk_of("Olive").get(address).content.decode()
    )


def test_reminders_sent_are_told_in_words(edition, desk_of, address):
    Reminder.objects.create(matter="review_late article/nights 2026-01-01", sent_on=date(2026, 1, 8))
    page = desk_of("Olive").get(address).content.decode()
    assert "8 January 2026. A review is late: article/nights 2026-01-01" in page


def test_days_to_publish_run_from_the_first_hand_over(team, shelf, time_machine):
    start = timezone.now().replace(day=10, hour=9)
    time_machine.move_to(start)
    first = builders.submitted(team["Wren"], builders.make_article(team["Wren"]))
    time_machine.move_to(start + timedelta(days=4))
    publication.publish(actor=team["Pia"], revision=builders.approved(team["Vera"], first))
    assert counts.days_to_publish(timezone.localdate())[-1][1] == 4.0


@pytest.mark.parametrize(("days", "name"), [(-1, "late"), (0, ""), (320, ""), (500, "later")])
def test_a_review_falls_into_its_month(team, edition, time_machine, days, name):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 3, 20, 12)))
    due = edition.revision.next_review_on
    today = due - timedelta(days=days)
    rows = dict(counts.reviews_due(today))
    assert sum(rows.values()) == 1
    assert rows[name or f"{due:%b %y}"] == 1


def test_months_run_back_over_a_new_year():
    assert counts.months_back(date(2026, 2, 28), 4) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)
    ]  # fmt: skip


def test_bars_stand_on_the_floor_and_on_one_another():
    chart = stacked("x", "X", "", [("a", (1, 3)), ("b", (0, 0))], ("one", "two"))
    below, above = chart.bars
    assert below.y + below.height == pytest.approx(chart.floor, abs=0.2)
    assert above.y + above.height == pytest.approx(below.y, abs=0.2)
    assert above.height == pytest.approx(3 * below.height, abs=0.5)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and 0 <= bar.y <= HEIGHT for bar in chart.bars)
    assert chart.rows == (("a", "1", "3"), ("b", "0", "0"))


def test_a_line_breaks_off_where_nothing_is_known():
    chart = line("x", "X", "", [("a", 1.0), ("b", 2.0), ("c", None), ("d", 4.0)], "days")
    assert len(chart.dots) == 3
    assert len(chart.lines) == 1
    assert chart.rows[2] == ("c", "–")


def test_an_empty_house_draws_empty_charts():
    assert stacked("x", "X", "", [("a", (0,))], ("one",)).bars == ()
    assert line("x", "X", "", [("a", None)], "days").dots == ()
