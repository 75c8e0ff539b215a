"""The journal on the desk: filtered, exported, and true to the names of closed accounts."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts import services as accounts
from site_app.accounts.models import JournalEntry


@pytest.fixture
def address(edition):
    return reverse("admin:journal")


def verbs(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return {row.verb for row in answer.context["rows"]}


def exported(client, **asked):
    answer = client.get(reverse("admin:export_journal"), asked)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_a_row_says_what_it_holds_and_not_what_is_empty(team, desk_of, address):
    detail = {"decision": "read", "reason": "", "bulk": False, "confirms": None, "left_over": 0}
    journal.log(actor=team["Vera"], verb="rule", subject="documents.statement:7", detail=detail)
    page = desk_of("Wren").get(address, {"subject": "documents.statement:7"}).content.decode()
    assert '<td class="detail">decision: read; left over: 0</td>' in page


def test_the_whole_team_reads_it(desk_of, address):
    for name in ("Wren", "Vera", "Pia", "Olive"):
        assert {"publish", "approve", "submit_for_vetting"} <= verbs(desk_of(name), address)


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"verb": "approve"}, "approve", "publish"),
        ({"person": "Vera"}, "approve", "publish"),
        ({"subject": "publication.edition"}, "publish", "approve"),
        ({"since": 1}, None, "publish"),
        ({"until": -1}, None, "publish"),
        ({"since": 0, "until": 0}, "publish", None),
    ],
)
def test_it_is_filtered(team, desk_of, address, asked, there, not_there):
    asked = dict(asked)
    for name in ("since", "until"):
        if name in asked:
            asked[name] = (timezone.localdate() + timedelta(days=asked[name])).isoformat()
    if "person" in asked:
        asked["person"] = team[asked["person"]].pk
    found = verbs(desk_of("Olive"), address, **asked)
    assert there is None or there in found
    assert not_there not in found


def test_what_the_system_did_can_be_asked_for(desk_of, address):
    journal.log(actor=None, verb="close_lapsed", subject="cron")
    assert verbs(desk_of("Olive"), address, person="system") == {"close_lapsed"}


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"verb": "x"}, {"person": "99999999999999999999"}])
def test_a_filter_that_cannot_be_read_is_refused_and_shows_nothing(desk_of, address, asked):
    answer = desk_of("Olive").get(address, asked)
    assert answer.status_code == 422
    assert answer.context["rows"] == []


def test_pages_keep_the_filter(desk_of, address):
    for number in range(60):
        journal.log(actor=None, verb="count", subject=str(number))
    olive = desk_of("Olive")
    first = olive.get(address, {"verb": "count"}).content.decode()
    assert "?verb=count&amp;page=2" in first
    assert len(olive.get(address, {"verb": "count", "page": 2}).context["rows"]) == 10


def test_owners_alone_export_it_and_get_what_they_filtered(team, desk_of, address):
    rows = exported(desk_of("Olive"), verb="approve")
    assert rows[0][:5] == ["number", "at", "person", "account", "verb"]
    assert [row[2:5] for row in rows[1:]] == [["Vera", str(team["Vera"].pk), "approve"]]
    assert len(exported(desk_of("Olive"))) == JournalEntry.objects.count() + 1
    for name in ("Wren", "Vera", "Pia"):
        assert desk_of(name).get(reverse("admin:export_journal")).status_code == 403


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_no_cell_is_carried_out_by_a_spreadsheet(team, desk_of, address, name):
    journal.log(actor=team["Wren"], verb="odd", subject=name)
    rows = exported(desk_of("Olive"), verb="odd")
    assert rows[1][5] == f"'{name}"


def test_the_export_is_sent_while_it_is_read(desk_of, address):
    answer = desk_of("Olive").get(reverse("admin:export_journal"))
    assert answer.streaming
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="journal-')
    assert "text/csv" in answer.headers["Content-Type"]


def test_names_outlive_accounts_and_not_their_erasure(team, desk_of, address):
    olive = desk_of("Olive")
    team["Wren"].is_active = False
    team["Wren"].save(update_fields=["is_active"])
    assert ">Wren<" in olive.get(address, {"verb": "submit_for_vetting"}).content.decode()
    assert journal.broken() == []
    accounts.erase_person(actor=team["Olive"], user=team["Wren"])
    page = olive.get(address, {"verb": "submit_for_vetting"}).content.decode()
    assert ">Wren<" not in page
    assert journal.broken() == []
    assert JournalEntry.objects.filter(verb="submit_for_vetting", actor=team["Wren"]).exists()


def test_the_front_page_leads_to_journal_and_figures(desk_of, edition):
    olive = desk_of("Olive").get(reverse("admin:index")).content.decode()
    assert reverse("admin:journal") in olive
    assert reverse("admin:figures") in olive
    assert reverse("admin:figures") not in desk_of("Wren").get(reverse("admin:index")).content.decode()
