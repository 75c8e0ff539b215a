"""The search page as a reader meets it: it works without script, writes nothing, and is never at a loss."""

import json
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.feedback.codes import code_of
from site_app.publication.reading import search
from site_app.publication.services import withdraw
from site_app.reader.audit.run import audit
from site_app.reader.audit.tree import Element, parse
from tests.builders import CITED, build_published
from tests.reader.test_pages import WRITING

SENTENCE = "Many babies wake at night because their stomachs are small."
HOSTILE = (
    '"',
    "NEAR(a b)",
    "*",
    "' OR 1=1 --",
    "\x00",
    "a\x00b",
    "%",
    "<script>alert(1)</script>",
    "x" * 7000,
)


def page(answer) -> Element:
    return parse(answer.content.decode())


def test_an_answer_is_whole_ruled_sentences_each_with_its_place_and_its_note(site, rae):
    answer = rae.get("/search/", {"q": "stomachs"})
    echoes = [one for one in page(answer) if one.attributes.get("data-echo") and one.text() == SENTENCE]
    assert [one.attributes["href"].partition("#")[0] for one in echoes] == ["/articles/quiet-nights/"]
    assert echoes[0].attributes["data-echo"] == str(site.article.identifier)
    place = echoes[0].attributes["href"].partition("#")[2]
    assert f'id="{place}"' in rae.get("/articles/quiet-nights/").content.decode()
    assert 'href="/articles/quiet-nights/#note-1"' in answer.content.decode()


def test_a_search_can_begin_at_home(site, rae):
    form = next(one for one in page(rae.get("/")) if one.name == "form" and one.has_class("search"))
    field = next(one for one in form if one.name == "input")
    answer = rae.get(form.attributes["action"], {field.attributes["name"]: "stomachs"})
    assert SENTENCE in answer.content.decode()


def test_a_withdrawn_page_is_not_found(site, rae):
    withdraw(actor=site.team.vera, document=site.article.document, because="unsafe")
    assert SENTENCE not in rae.get("/search/?q=stomachs").content.decode()


def test_an_empty_answer_leads_to_people_help_lines_and_topics(site, rae):
    answer = rae.get("/search/?q=zebra")
    assert answer.status_code == 200
    leads = {one.attributes["href"] for one in page(answer) if one.name == "a" and "href" in one.attributes}
    assert {"/help/", "/consults/", "/topics/nights/", "/stages/birth-6-weeks/"} <= leads


def test_help_stands_before_every_hit_when_somebody_asks_in_words_of_danger(site, rae):
    for question in ("I could hurt myself", "chest pain", "suicide"):
        html = rae.get("/search/", {"q": question}).content.decode()
        main = html[html.index("<main") :]
        assert main.index('href="tel:999"') < main.index('href="tel:116123"') < main.index("<form"), question
    html = rae.get("/search/?q=stomachs").content.decode()
    assert "tel:" not in html[html.index("<main") : html.index("</main")]


def test_a_misspelt_word_is_answered_and_the_page_says_so(site, rae):
    html = rae.get("/search/?q=stomahcs").content.decode()
    assert SENTENCE in html
    assert "nearly spelt like it" in html
    assert "nearly spelt like it" not in rae.get("/search/?q=stomachs").content.decode()


@pytest.mark.parametrize("address", ["/search/", "/search/suggestions.json"])
def test_no_question_does_harm_and_none_is_printed_unescaped(site, rae, address):
    for question in HOSTILE:
        answer = rae.get(address, {"q": question})
        assert answer.status_code == 200, question
        assert b"<script>alert" not in answer.content
    assert rae.get(f"{address}?q=%ff%fe%00").status_code == 200


@pytest.mark.parametrize(
    "address", ["/search/?q=night", "/search/?q=stomahcs", "/search/suggestions.json?q=ho"]
)
def test_a_question_is_answered_by_get_alone_without_cookie_session_or_write(site, rae, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = rae.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert not {row["sql"].split()[0].upper() for row in queries} & WRITING
    assert rae.post(address).status_code == 405


def test_what_somebody_asked_is_given_back_in_the_field_and_is_not_listed_by_search_engines(site, rae):
    root = page(rae.get("/search/?q=" + quote('night "x"')))
    field = next(one for one in root if one.attributes.get("name") == "q")
    assert field.attributes["value"] == 'night "x"'
    assert [one for one in root if one.attributes.get("content") == "noindex"]


def test_a_page_past_the_last_is_not_there(site, rae):
    assert rae.get("/search/?q=stomachs&page=1").status_code == 200
    assert rae.get("/search/?q=stomachs&page=2").status_code == 404
    assert rae.get("/search/?q=stomachs&page=x").status_code == 404


def test_the_way_to_the_next_page_takes_the_question_along(site, rae, monkeypatch):
    monkeypatch.setattr(search, "HITS_A_PAGE", 1)
    here, words = "/search/", quote("babies & nights?")
    for way in ("next", "prev"):
        root = page(rae.get(f"{here}?q={words}" if way == "next" else here))
        (link,) = (one for one in root if one.attributes.get("rel") == way)
        here = f"/search/{link.attributes['href']}"
        assert f"q={words}&page=" in here
        answer = page(rae.get(here))
        field = next(one for one in answer if one.attributes.get("name") == "q")
        assert field.attributes["value"] == "babies & nights?"


def test_suggestions_are_titles_of_published_pages(site, rae):
    told = json.loads(rae.get("/search/suggestions.json?q=do+babies+sl").content)
    assert told == {
        "suggestions": [
            {
                "title": "How do babies sleep?",
                "address": "/articles/quiet-nights/",
                "edition": str(site.article.identifier),
            }
        ]
    }
    assert json.loads(rae.get("/search/suggestions.json").content) == {"suggestions": []}


def test_every_page_leads_to_search_and_a_page_that_is_not_there_has_its_form(site, rae):
    assert 'href="/search/"' in rae.get("/").content.decode()
    lost = rae.get("/articles/no-such-page/")
    assert lost.status_code == 404
    assert [one for one in page(lost) if one.attributes.get("action") == "/search/"]


def test_the_audit_accounts_for_every_answer(site):
    assert [line for line in audit().wrong if "/search/" in line] == []


def test_every_sentence_that_is_found_stands_where_its_link_leads(site, rae):
    build_published(
        site.team, slug="twice", title="What wakes a baby?", body=CITED, summary=CITED, main_message=CITED
    )
    places = 0
    for address in ("/search/?q=stomachs", "/sources/sleep2020/"):
        for link in re.findall(r'href="(/[^"#]+)#(s\d+)"', rae.get(address).content.decode()):
            assert f'id="{link[1]}"' in rae.get(link[0]).content.decode(), (address, link)
            places += 1
    assert places > 3


def test_a_source_and_a_list_to_flag_name_each_sentence_of_a_page_once(site, rae):
    twice = build_published(
        site.team, slug="twice", title="What wakes a baby?", body=CITED, main_message=CITED
    )
    listed = rae.get("/sources/sleep2020/").content.decode()
    assert listed.count(f'data-echo="{twice.identifier}">{SENTENCE}</a>') == 1
    to_flag = rae.get(f"/flag/{code_of(twice.seal)}/").content.decode()
    assert to_flag.count(f">{SENTENCE}</a>") == 1
