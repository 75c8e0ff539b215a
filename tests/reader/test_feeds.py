"""Every feed is Atom (RFC 4287), and each of its entries says what the page it leads to says."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from site_app.feedback.codes import code_of
from site_app.feedback.services import answer_flag, flag_sentence
from site_app.publication.services import publish
from site_app.reader.audit.tree import Element, parse
from tests.builders import build_next, submitted, vetted

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feed.xml", "/topics/nights/feed.xml", "/corrections/feed.xml")


@pytest.fixture
def told(site, rae) -> Any:
    """The small site with a second edition and an answered flag; a feed by its address."""
    revision = build_next(site.team.wren, site.article.revision, title="How do small babies sleep?")
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    flag = flag_sentence(
        code=code_of(site.warning.seal), statement=2, because="wrong", words="", address="192.0.2.1"
    )
    answer_flag(actor=site.team.vera, flag=flag, outcome="kept", reason="holds")

    def feed(address: str) -> ElementTree.Element:
        return ElementTree.fromstring(rae.get(address).content)  # noqa: S314 - our own answer

    return feed


def page_behind(entry: ElementTree.Element, rae: Client) -> Element:
    answer = rae.get(entry.find(f"{ATOM}link[@rel='alternate']").attrib["href"])  # type: ignore[union-attr]
    assert answer.status_code == 200
    return parse(answer.content.decode())


def json_ld(page: Element) -> dict[str, Any]:
    block = next(part for part in page if part.attributes.get("type") == "application/ld+json")
    return dict(json.loads("".join(map(str, block.children))))


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_the_standard_demands(told, address):
    feed = told(address)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}"), name
    # An entry without an author of its own has the feed's.
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.find(f"{ATOM}link[@rel='self']").attrib["href"] == f"{settings.SITE_ADDRESS}{address}"
    identifiers = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(identifiers) == len(set(identifiers))
    moments = [parse_datetime(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert all(timezone.is_aware(moment) for moment in moments)
    assert moments == sorted(moments, reverse=True)
    assert parse_datetime(feed.findtext(f"{ATOM}updated")) == moments[0]


@pytest.mark.parametrize("address", FEEDS[:2])
def test_each_entry_says_what_its_page_says(told, rae, address):
    for entry in told(address).findall(f"{ATOM}entry"):
        page = page_behind(entry, rae)
        machine = json_ld(page)
        heading = next(part for part in page if part.name == "h1")
        assert entry.findtext(f"{ATOM}title") == heading.text() == machine["headline"]
        assert entry.findtext(f"{ATOM}id") == machine["identifier"]
        published = parse_datetime(entry.findtext(f"{ATOM}published"))
        assert published.replace(microsecond=0) == parse_datetime(machine["datePublished"])
        names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
        assert names == [author["name"] for author in machine["author"]]
        summary = parse(entry.findtext(f"{ATOM}summary")).text()
        assert summary == page_meta(page, "description")


def page_meta(page: Element, name: str) -> str:
    return next(part.attributes["content"] for part in page if part.attributes.get("name") == name)


def test_an_entry_of_the_corrections_leads_to_its_answer_and_repeats_it(told, rae):
    (entry,) = told(FEEDS[2]).findall(f"{ATOM}entry")
    page = page_behind(entry, rae)
    place = entry.find(f"{ATOM}link[@rel='alternate']").attrib["href"].partition("#")[2]
    answer = next(part for part in page if part.attributes.get("id") == place)
    for said in (part.text() for part in parse(entry.findtext(f"{ATOM}summary")) if part.name == "p"):
        assert said in answer.text()
