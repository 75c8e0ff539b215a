"""What is kept for as long as the database gives the same answers; and P4 over it: no byte slips through."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from site_app.publication import kept
from site_app.publication.models import Live, Part
from site_app.publication.services import publish, withdraw
from site_app.sources.models import Source
from site_app.sources.services import set_status
from tests.builders import build_next, build_published, submitted, vetted

ADDRESS = "/articles/nights/"


class Maker:
    """Makes what the rows say, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[str]:
        self.times += 1
        return list(Live.objects.order_by("pk").values_list("slug", flat=True))

    def asked(self, key: str = "key", size: int = 10) -> list[str]:
        return kept.made(key, self, lambda made: size)


@pytest.fixture
def maker(edition) -> Maker:
    kept.forget()
    return Maker()


def test_what_is_asked_for_again_is_made_twice_and_then_no_more(maker):
    assert [maker.asked() for _ in range(5)] == [["nights"]] * 5
    assert maker.times == 2, "The first time tells which questions are put, the second that nothing changed."


def test_a_changed_answer_is_met_at_the_next_asking(maker, team):
    for _ in range(3):
        maker.asked()
    build_published(team, slug="days")
    assert [maker.asked() for _ in range(3)] == [["nights", "days"]] * 3
    assert maker.times == 3


def test_what_changes_while_it_is_made_is_not_kept(maker, team):
    maker.asked()

    def meanwhile() -> list[str]:
        slugs = maker()
        Live.objects.update(slug="moved")
        return slugs

    assert kept.made("key", meanwhile, lambda made: 10) == ["nights"]
    assert maker.asked() == ["moved"]


def test_each_key_has_its_own(maker):
    for _ in range(3):
        maker.asked("one")
    maker.asked("other")
    assert maker.times == 3


def test_what_is_not_to_be_kept_is_made_each_time(maker):
    for _ in range(4):
        maker.asked(size=0)
    assert maker.times == 4


def test_what_asks_the_database_nothing_is_made_each_time(db):
    times = [kept.made("key", lambda: object(), lambda made: 10) for _ in range(4)]
    assert len(set(map(id, times))) == 4, "Nothing would ever say that it went stale."


def test_what_writes_is_never_kept(maker):
    def write() -> int:
        maker()
        return Live.objects.update(urgent="body")

    assert [kept.made("write", write, lambda made: 10) for _ in range(4)] == [1] * 4
    assert maker.times == 4


def test_a_refusal_goes_through_and_nothing_is_kept(maker):
    def refuse() -> None:
        maker()
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            kept.made("key", refuse, lambda made: 10)
    assert maker.times == 3
    assert maker.asked() == ["nights"]


def test_what_is_asked_for_once_drives_nothing_out(maker):
    for _ in range(3):
        maker.asked("often")
    for number in range(3 * kept.MOST_ONCE):
        maker.asked(f"once {number}")
    before = maker.times
    maker.asked("often")
    assert maker.times == before
    assert len(kept._once) == kept.MOST_ONCE


def test_no_more_is_kept_than_so_many_bytes(maker):
    for number in range(30):
        for _ in range(3):
            maker.asked(f"key {number}", size=kept.LARGEST - 10_000)
    assert 1 <= len(kept._kept) <= kept.MOST_BYTES // (kept.LARGEST - 10_000)
    for _ in range(3):
        maker.asked("giant", size=kept.LARGEST + 1)
    assert "giant" not in kept._kept


# --- As readers meet it -----------------------------------------------------------------------------


@pytest.fixture
def known(client, edition):
    """The page of an article, asked for often enough to be kept."""
    for _ in range(3):
        page = client.get(ADDRESS)
    assert page.status_code == 200
    return page


def test_a_kept_page_is_the_same_page_and_asks_no_more(client, known):
    kept.forget()
    with CaptureQueriesContext(connection) as first:
        fresh = client.get(ADDRESS)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as third:
        again = client.get(ADDRESS)
    assert (again.content, again["ETag"]) == (fresh.content, fresh["ETag"]) == (known.content, known["ETag"])
    assert len(third) == len(first)


def test_whoever_has_the_bytes_of_a_kept_page_is_told_so(client, known):
    assert client.get(ADDRESS, headers={"if-none-match": known["ETag"]}).status_code == 304
    assert client.get(ADDRESS, headers={"if-none-match": '"another"'}).content == known.content
    assert client.head(ADDRESS)["ETag"] == known["ETag"]


@pytest.mark.parametrize("part", ["text", "body", "evidence", "sources", "people", "pictures"])
def test_a_byte_changed_beneath_a_kept_page_withholds_it_at_once(client, known, tamper, part):
    before = bytes(Part.objects.get(name=part).content)
    tamper("UPDATE publication_part SET content = %s WHERE name = %s", before + b" ", part)
    assert client.get(ADDRESS).status_code == 503
    tamper("UPDATE publication_part SET content = %s WHERE name = %s", before, part)
    assert client.get(ADDRESS).content == known.content


def test_an_alarm_shows_on_a_kept_page_at_the_next_request(client, known, team):
    source = Source.objects.get(key="sleep2020")
    set_status(actor=team.vera, source=source, status="retracted", note="Taken back.")
    page = client.get(ADDRESS)
    kept.forget()
    assert client.get(ADDRESS).content == page.content != known.content


def test_a_withdrawn_page_is_gone_at_the_next_request(client, known, team, edition):
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    assert client.get(ADDRESS).status_code == 410


def test_a_new_edition_takes_the_place_of_a_kept_page(client, known, team, edition):
    revision = build_next(team.wren, edition.revision, title="When do babies sleep?")
    vetted(team.vera, submitted(revision))
    publish(actor=team.pia, revision=revision)
    for _ in range(3):
        assert b"When do babies sleep?" in client.get(ADDRESS).content


def test_another_day_makes_another_page(client, known, monkeypatch):
    """A page that is overdue says so from the day on which it is."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2099, 1, 1))
    page = client.get(ADDRESS)
    kept.forget()
    assert client.get(ADDRESS).content == page.content != known.content


def test_what_one_asker_is_given_no_other_can_write_to(client, known):
    first = client.get(ADDRESS)
    first["X-Mine"] = "mine"
    first.content = b"mine"
    again = client.get(ADDRESS)
    assert "X-Mine" not in again
    assert again.content == known.content
