"""A test for each row of the standards that the published page itself must meet (docs/standards.md)."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from site_app.publication.services import publish, withdraw
from site_app.reader.audit.tree import BESIDE, Element, parse
from tests.builders import build_next, build_page, build_published, build_source, submitted, vetted

ARTICLE = "/articles/quiet-nights/"
ASK = """Our talk is for calm questions.

::: consult sleep @official
A consult is a talk about nights.
:::"""
# How shops and networks mark who sent a buyer.
PAYS = re.compile(r"^(?:utm_\w+|aff\w*|ref|tag|irclickid|awc|clickref|partner|affiliate\w*)$")


@pytest.fixture
def article(answers: dict[str, Any]) -> Element:
    return parse(answers[ARTICLE].content.decode())


def part(root: Element, name: str, attribute: str = "id") -> Element:
    return next(element for element in root if element.attributes.get(attribute) == name)


def section(root: Element, heading: str) -> str:
    """The text of the section that the heading with this id names."""
    return part(root, heading, "aria-labelledby").text(without=BESIDE)


def hrefs(root: Element) -> list[str]:
    return [
        element.attributes["href"] for element in root if element.name == "a" and "href" in element.attributes
    ]


def in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def told(root: Element) -> dict[str, Any]:
    block = part(root, "application/ld+json", "type")
    return dict(json.loads("".join(map(str, block.children))))


@pytest.fixture
def asking(site: Any, rae: Client) -> Element:
    """An article with a consult block."""
    build_source(
        site.team.wren, "official", kind="official-information", official=True, title="Sleep and your baby"
    )
    build_published(site.team, slug="ask", body=ASK)
    return parse(rae.get("/articles/ask/").content.decode())


# --- HONcode ---------------------------------------------------------------------------------------------


def test_h3_no_third_party_is_asked_and_no_health_detail_stands_in_an_address(article):
    drawn = [
        element.attributes.get("src") or element.attributes.get("href", "")
        for element in article
        if element.name in ("script", "img", "iframe", "source")
        or element.attributes.get("rel") == "stylesheet"
    ]
    assert drawn
    assert [address for address in drawn if address and not re.match(r"/(?!/)", address)] == []
    assert not [address for address in hrefs(article) if address.startswith("/") and "?" in address]


def test_h6_there_is_a_way_to_write_to_the_owner(article):
    assert "mailto:hello@example.org" in hrefs(article)


@pytest.mark.parametrize("slug", ["privacy", "contact", "funding-and-advertising", "accessibility"])
def test_h3_h6_h7_e6_each_page_about_the_site_is_led_to_as_soon_as_it_is_there(site, rae, slug):
    def leads() -> bool:
        return f"/{slug}/" in hrefs(parse(rae.get(ARTICLE).content.decode()))

    assert not leads()
    revision = build_page(site.team.wren, slug=slug, title="A page about this site")
    vetted(site.team.vera, submitted(revision))
    edition = publish(actor=site.team.pia, revision=revision)
    assert leads()
    withdraw(actor=site.team.vera, document=edition.document, because="owner")
    assert not leads()


def test_h7_who_pays_is_said_for_the_site_and_for_the_article(article):
    assert "The practice pays for this site" in section(article, "practice")
    assert in_order(section(article, "disclosure"), "Who paid for this", "Nobody paid for this page.")


def test_h8_it_says_that_there_is_no_advertising_and_carries_none(article):
    assert "There is no advertising on this site." in article.text()
    assert not [element for element in article if element.name in ("iframe", "ins", "object", "embed")]


# --- EU quality criteria, NAM ----------------------------------------------------------------------------


def test_e1_owner_address_purpose_audience_and_funding_are_plain(article):
    owner = section(article, "practice")
    for words in ("Example Practice Ltd", "1 Some Street", "Funding"):
        assert words in owner, words
    assert "These pages support the care of your own midwife" in section(article, "standing")
    assert "Parents of a new baby." in section(article, "for-whom")


def test_e4_the_dates_of_updating_stand_on_the_same_page(article):
    for words in ("First published", "Last changed", "Last reviewed", "Next review"):
        assert words in section(article, "behind"), words


def test_e5_a_named_person_the_policy_and_the_way_to_answer_back(article):
    assert in_order(section(article, "practice"), "Answers for quality", "Olga Owner")
    assert "/how-we-vet/" in hrefs(article)
    assert [address for address in hrefs(article) if address.startswith("/flag/")]


def test_e6_it_can_be_found_and_walked_through_without_eyes_or_mouse(article):
    assert part(article, "en-GB", "lang").name == "html"
    assert part(article, "skip", "class").attributes["href"] == "#main"
    for name in ("header", "nav", "main", "footer"):
        assert [element for element in article if element.name == name], name


def test_m3_the_limits_of_what_is_known_and_changes_over_time_are_shown(site, rae):
    first = parse(rae.get(ARTICLE).content.decode())
    assert "We do not know everything yet." in section(first, "not-known")
    assert "Edition 2" not in first.text()
    revision = build_next(
        site.team.wren, site.article.revision, summary="This page is for very tired parents."
    )
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    now = parse(rae.get(ARTICLE).content.decode())
    assert f"{ARTICLE}editions/1/" in hrefs(now)
    assert "Edition 2" in now.text()


def test_m4_corrections_are_public_and_there_is_a_way_to_ask_for_one(article):
    assert "/corrections/" in hrefs(article)
    assert [address for address in hrefs(article) if address.startswith("/flag/")]


# --- CDC Clear Communication Index -----------------------------------------------------------------------


def test_c1_to_c3_one_main_message_stands_first_and_in_a_box(article):
    assert "You are not alone." in section(article, "main-message")
    assert part(article, "main-message", "aria-labelledby").has_class("main-message")
    text = part(article, "main").text()
    assert in_order(text, "You are not alone.", "Many babies wake at night")


def test_c5_it_says_what_a_reader_can_do(article):
    assert "Whom can I ask?" in section(article, "questions")


def test_c10_nothing_but_the_title_stands_before_the_main_message(article):
    text = part(article, "main").text()
    assert in_order(text, "How do babies sleep?", "The main message", "Written by")
    before = text[: text.index("The main message")].replace("How do babies sleep?", "")
    assert len(before.split()) < 12, before


def test_c11_it_says_what_is_not_known(article):
    assert "What is not known" in section(article, "not-known")


# --- DISCERN ---------------------------------------------------------------------------------------------


def test_d1_it_says_whom_it_is_for_and_whom_not(article):
    assert "Parents of a new baby." in section(article, "for-whom")
    assert "Parents of older children." in section(article, "not-for")


def test_d4_every_cited_sentence_leads_to_a_source_in_full(article):
    marks = {
        address
        for element in article
        if element.name == "sup" and element.has_class("marks")
        for address in hrefs(element)
    }
    assert marks
    notes = {
        f"#{element.attributes['id']}"
        for element in article
        if element.attributes.get("id", "").startswith("note-")
    }
    assert marks <= notes
    assert "Journal of Nights" in section(article, "sources")


def test_d5_the_year_of_each_source_stands_beside_it(article):
    for element in article:
        if re.fullmatch(r"note-\d+", element.attributes.get("id", "")):
            assert next(inner for inner in element if inner.has_class("year")).text() == "2020"
            return
    raise AssertionError("no note")


def test_d7_it_leads_to_help_that_is_not_ours(asking):
    assert [address for address in hrefs(asking) if address.startswith("tel:")]
    assert "https://journal.example/official" in hrefs(asking)


def test_d8_uncertainty_is_named_on_its_own(article):
    assert "We do not know everything yet." in section(article, "not-known")


def test_d15_questions_to_ask_and_somebody_to_ask(asking):
    assert "Whom can I ask?" in section(asking, "questions")
    block = next(element for element in asking if element.has_class("consult-block"))
    assert in_order(block.text(), "Free, and first", "Sleep and your baby", "Book this consult")


# --- FTC -------------------------------------------------------------------------------------------------


def test_f5_what_pays_us_is_said_before_its_link_and_no_other_link_pays(asking):
    block = next(element for element in asking if element.has_class("booking"))
    assert in_order(block.text(), "A consult with us", "It costs $90", "Book this consult")
    outside = [address for address in hrefs(asking) if address.startswith("http")]
    assert outside
    for address in outside:
        assert not [name for name in parse_qs(urlsplit(address).query) if PAYS.match(name)], address


# --- Search and structured data --------------------------------------------------------------------------


def test_x1_reviewer_date_audience_citations_language_and_version_equal_the_page(article):
    facts, shown = told(article), article.text(without=BESIDE)
    assert "MedicalWebPage" in facts["@type"]
    assert facts["reviewedBy"][0]["name"] in section(article, "behind")
    assert facts["reviewedBy"][0]["hasCredential"][0]["name"] in section(article, "behind")
    assert "Patient" in facts["audience"]["@type"]
    assert all(citation["name"] in shown for citation in facts["citation"])
    assert f"Edition {facts['version']}" in section(article, "edition")
    times = {element.attributes["datetime"] for element in article if element.name == "time"}
    assert facts["lastReviewed"] in times
    assert facts["inLanguage"] == next(e for e in article if e.name == "html").attributes["lang"]


def test_x2_headline_author_with_a_page_dates_with_zone_and_picture(article):
    facts = told(article)
    assert facts["headline"] == part(article, "title").text()
    author = facts["author"][0]
    assert author["url"].removeprefix(settings.SITE_ADDRESS) in hrefs(article)
    for name in ("datePublished", "dateModified"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", facts[name]), name
    assert facts["image"]


def test_x3_who_how_and_why_are_a_link_away(article):
    assert {"/people/wren/", "/how-we-vet/", "/about/"} <= set(hrefs(article))
    assert "Who this is for" in article.text()


def test_x4_an_old_edition_is_not_indexed_and_names_the_present_one(site, rae):
    revision = build_next(
        site.team.wren, site.article.revision, summary="This page is for very tired parents."
    )
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    old, now = (parse(rae.get(address).content.decode()) for address in (f"{ARTICLE}editions/1/", ARTICLE))
    assert part(old, "robots", "name").attributes["content"] == "noindex"
    assert not [element for element in now if element.attributes.get("name") == "robots"]
    for root in (old, now):
        assert part(root, "canonical", "rel").attributes["href"] == f"{settings.SITE_ADDRESS}{ARTICLE}"
