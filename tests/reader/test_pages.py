"""What holds for every page of the reader's door."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.consults.models import HelpLine
from site_app.reader.audit.addresses import all_examples, published
from site_app.reader.audit.tree import Element, parse
from tests.builders import build_published, build_source
from tests.reader.world import PAGES

WRITING = {"INSERT", "UPDATE", "DELETE", "REPLACE", "BEGIN", "SAVEPOINT", "CREATE", "DROP", "ALTER"}


def elements(html: str, name: str) -> list[Element]:
    return [element for element in parse(html) if element.name == name]


def test_every_page_is_there_and_well_formed(answers):
    for address, answer in answers.items():
        assert answer.status_code == 200, address
        root = parse(answer.content.decode())
        assert [element.attributes["lang"] for element in root if element.name == "html"] == ["en-GB"], (
            address
        )


def test_every_page_has_one_first_heading_and_all_landmarks(answers):
    for address, answer in answers.items():
        html = answer.content.decode()
        for name in ("h1", "main", "title"):
            assert len(elements(html, name)) == 1, (address, name)
            assert elements(html, name)[0].text(), (address, name)
        for name in ("header", "nav", "footer", "aside"):
            assert elements(html, name), (address, name)


def test_no_two_elements_of_a_page_share_an_id(answers):
    for address, answer in answers.items():
        ids = [
            element.attributes["id"]
            for element in parse(answer.content.decode())
            if "id" in element.attributes
        ]
        assert len(ids) == len(set(ids)), (address, [name for name in ids if ids.count(name) > 1])


def test_headings_never_skip_a_level(answers):
    for address, answer in answers.items():
        levels = [
            int(element.name[1])
            for element in parse(answer.content.decode())
            if re.fullmatch("h[1-6]", element.name)
        ]
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), (
            address,
            levels,
        )


def test_every_page_names_the_practice_and_a_way_to_reach_it(answers):
    for address, answer in answers.items():
        foot = elements(answer.content.decode(), "footer")[0].text()
        for words in (
            "Example Practice",
            "Example Practice Ltd",
            "1 Some Street",
            "hello@example.org",
            "Olga Owner",
            "The practice pays for this site",
            "They do not replace it.",
        ):
            assert words in foot, (address, words)


def test_every_page_carries_the_warning_box_in_the_words_that_were_ruled_on(answers):
    for address, answer in answers.items():
        box = next(e for e in elements(answer.content.decode(), "aside") if e.has_class("help-now")).text()
        assert "Problems can come up to a year after birth" in box, address
        assert "Say that you were pregnant when you ask." in box, address


def test_no_page_sets_a_cookie_or_waits_for_a_script_or_carries_a_style(answers):
    for address, answer in answers.items():
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address
        html = answer.content.decode()
        for script in elements(html, "script"):
            told = script.attributes
            inert = told.get("type") == "application/ld+json"
            waits_for_nothing = "defer" in told or "async" in told or told.get("type") == "module"
            assert inert or (told["src"].startswith("/static/") and waits_for_nothing), (address, told)
        assert " style=" not in html, address
        assert "script-src 'self'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"], address


def test_no_page_asks_another_site_for_anything(answers):
    for address, answer in answers.items():
        for element in parse(answer.content.decode()):
            drawn = element.attributes.get("src") or (
                element.attributes.get("href", "")
                if element.attributes.get("rel") in ("stylesheet", "icon")
                else ""
            )
            assert drawn.startswith("/") or not drawn, (address, drawn)


def test_no_public_address_reads_a_table_of_documents_or_vetting_nor_a_session_nor_writes(site, rae):
    asked = all_examples(published())
    assert len(asked) > len(PAGES)
    for example in asked:
        with CaptureQueriesContext(connection) as queries:
            rae.get(example.address)
        for query in queries:
            sql = query["sql"]
            assert not re.search(r'\b(FROM|JOIN)\s+"?(documents_|vetting_|django_session)', sql), (
                example.address,
                sql,
            )
            assert sql.split()[0].upper() not in WRITING, (example.address, sql)


def queries_of(rae, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert rae.get(address).status_code == 200
    return len(queries)


def test_an_article_takes_as_many_queries_whatever_its_length_and_never_more_than_six(site, rae):
    keys = [build_source(site.team.wren, f"study{n}").key for n in range(12)]
    body = "\n\n".join(f"Babies of group {n} woke at night [@{key}, abstract]." for n, key in enumerate(keys))
    build_published(site.team, slug="long", title="How long?", body=body)
    short = queries_of(rae, "/articles/quiet-nights/")
    assert queries_of(rae, "/articles/long/") == short
    assert short <= 6


def test_an_unchanged_page_is_not_sent_twice(site, rae):
    first = rae.get("/articles/quiet-nights/")
    assert "no-cache" in first["Cache-Control"]
    assert rae.get("/articles/quiet-nights/", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert rae.get("/articles/after-birth/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_only_reading_is_allowed(site, rae):
    assert rae.head("/articles/quiet-nights/").status_code == 200
    assert rae.post("/articles/quiet-nights/").status_code == 405


def test_home_shows_a_few_of_the_newest_and_leads_to_all(site, rae):
    for number in range(1, 7):
        build_published(site.team, slug=f"night-{number}")

    def articles(within: Element) -> list[str]:
        links = [e.attributes.get("href", "") for e in within if e.name == "a"]
        return [link for link in links if link.startswith("/articles/night-")]

    home, every = (parse(rae.get(address).content.decode()) for address in ("/", "/articles/"))
    newest = next(e for e in home if e.attributes.get("aria-labelledby") == "newest")
    assert articles(newest) == [f"/articles/night-{number}/" for number in (6, 5, 4, 3, 2)]
    assert set(articles(every)) == {f"/articles/night-{number}/" for number in range(1, 7)}


def test_a_help_line_that_reads_texts_has_a_link_that_writes_one(site, rae):
    assert 'href="sms:' not in rae.get("/help/").content.decode()
    HelpLine.objects.filter(number="116 123").update(text_number="85258")
    assert 'or text <a class="number" href="sms:85258">' in rae.get("/help/").content.decode()


def test_what_somebody_looks_for_can_be_typed_before_we_say_who_we_are(answers):
    html = answers["/"].content.decode()
    assert html.index("<h1") < html.index('name="q"') < html.index("/how-we-vet/")
