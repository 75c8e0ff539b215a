"""What a mother sees on the page of an article, and in which order."""

import pytest
from django.conf import settings
from django.utils import timezone

from site_app.consults.models import HelpLine
from site_app.publication.services import publish
from site_app.reader.audit.tree import Element, parse
from site_app.sources.models import Source
from site_app.sources.services import add_source, set_status
from tests.builders import build_next, build_published, build_source, submitted, vetted
from tests.people import somebody


def page_of(rae, address: str) -> Element:
    answer = rae.get(address)
    assert answer.status_code == 200
    return parse(answer.content.decode())


def main_text(answer) -> str:
    root = parse(answer.content.decode())
    return next(element for element in root if element.name == "main").text()


def main_of(rae, address: str) -> str:
    return next(element for element in page_of(rae, address) if element.name == "main").text()


def in_order(text: str, *words: str) -> bool:
    """Whether each stands somewhere after the one before it."""
    start = 0
    for word in words:
        found = text.find(word, start)
        if found < 0:
            return False
        start = found + len(word)
    return True


def test_the_main_message_stands_before_people_dates_and_text(answers):
    text = parse(answers["/articles/quiet-nights/"].content.decode()).text()
    assert in_order(
        text,
        "Emergency 999",
        "How do babies sleep?",
        "The main message",
        "Written by",
        "Vetted by",
        "Last reviewed",
        "Who this is for",
        "Who this is not for",
        "Many babies wake at night",
        "What is not known",
        "Questions to ask",
        "Sources",
        "Money and interests",
        "Who stands behind this page",
        "First published",
        "Last changed",
        "Last reviewed",
        "Next review",
        "Edition 1",
    )


def test_both_review_dates_stand_again_near_the_end(answers):
    text = parse(answers["/articles/quiet-nights/"].content.decode()).text()
    end = text[text.index("Who stands behind this page") :]
    assert in_order(end, "Last reviewed", "Next review", "supports the care of your own midwife")


def test_names_stand_with_their_credentials(answers):
    text = parse(answers["/articles/quiet-nights/"].content.decode()).text()
    assert "Vera (Registered midwife, The Register" in text
    assert "non-clinician" not in text


def test_a_vetter_who_is_no_clinician_is_called_so(team, rae, settings):
    settings.CLINICIAN_REQUIRED = False
    other = somebody("Vic", "vetter")
    build_published(type(team)(wren=team.wren, vera=other, pia=team.pia, olga=team.olga), slug="lay")
    assert main_of(rae, "/articles/lay/").count("non-clinician") == 2


def test_a_note_says_what_kind_of_evidence_and_which_year(answers):
    text = parse(answers["/articles/quiet-nights/"].content.decode()).text()
    notes = text[text.index("Sources A study") :]
    assert in_order(
        notes, "A study that followed a group of people", "2020", "abstract", "supports the whole"
    )


def test_a_source_without_a_year_says_no_date(team, rae):
    add_source(
        actor=team.wren,
        key="undated",
        kind="official-information",
        csl={"type": "webpage", "title": "Nights"},
        url="https://official.example/nights",
    )
    build_published(team, slug="dated")
    build_published(team, slug="undated", body="Many babies wake at night [@undated, top].")
    assert "no date" in main_of(rae, "/articles/undated/")
    assert "no date" not in main_of(rae, "/articles/dated/")


def test_a_retracted_source_is_told_at_the_next_request(site, rae):
    before = rae.get("/articles/quiet-nights/")
    assert "withdrawn by its publisher" not in before.content.decode()
    source = Source.objects.get(key="sleep2020")
    set_status(actor=site.team.olga, source=source, status="retracted", note="Data made up.")
    after = rae.get("/articles/quiet-nights/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    opening = next(e for e in parse(after.content.decode()) if e.has_class("opening")).text()
    assert "this source was withdrawn by its publisher" in opening


def test_a_late_review_is_told(site, rae, monkeypatch):
    assert "is late" not in main_of(rae, "/articles/quiet-nights/")
    in_2099 = site.article.published_at.date().replace(year=2099)
    monkeypatch.setattr(timezone, "localdate", lambda *given: in_2099)
    assert "The review of this page is late" in main_of(rae, "/articles/quiet-nights/")


def test_an_urgent_page_opens_with_emergency_then_crisis_then_clinician(answers):
    root = parse(answers["/articles/after-birth/"].content.decode())
    first = next(element for element in root if element.has_class("urgent-first")).text()
    assert in_order(first, "999", "116 123", "111")
    assert in_order(root.text(), "Signs after birth", "999", "The main message")


def test_a_page_with_a_baby_s_signs_says_which_numbers_and_signs_are_the_mother_s(site, rae):
    build_published(site.team, slug="baby", urgent="baby", body=CARD + "You are not alone.")
    root = parse(rae.get("/articles/baby/").content.decode())
    first, box = (
        next(element for element in root if element.has_class(name)) for name in ("urgent-first", "help-now")
    )
    assert in_order(first.text(), "Emergency", "999", "For you", "116 123", "For you", "111")
    assert "For you Signs after birth" in " ".join(box.text().split())
    other = parse(rae.get("/articles/after-birth/").content.decode())
    assert not [element for element in other if element.has_class("for-whom")]


def test_a_page_that_is_not_urgent_has_no_such_box(answers):
    root = parse(answers["/articles/quiet-nights/"].content.decode())
    assert not [element for element in root if element.has_class("urgent-first")]


def test_on_an_urgent_page_the_signs_stand_before_people_and_dates(answers):
    text = main_text(answers["/articles/after-birth/"])
    assert in_order(
        text, "The main message", "Emergency: Call emergency services if", "Who this is for", "Written by"
    )
    assert in_order(
        main_text(answers["/articles/quiet-nights/"]), "Written by", "Who this is for", "Many babies"
    )


@pytest.mark.parametrize(
    ("address", "stays"),
    [("/articles/after-birth/", True), ("/sources/sleep2020/", True), ("/articles/quiet-nights/", False)],
)
def test_where_harm_may_be_named_emergency_and_crisis_line_stay_on_the_screen(answers, address, stays):
    root = parse(answers[address].content.decode())
    bar = next(element for element in root if element.has_class("help-now"))
    assert bar.has_class("stays") is stays
    assert in_order(bar.text(), "Emergency 999", "Crisis line 116 123")


ASK = """Our talk is for calm questions.

::: consult sleep @official
A consult is a talk about nights.
:::"""
CARD = """::: emergency
### Call emergency services if: [@sleep2020, abstract]
- your baby cannot be woken
:::

## What else?

"""


@pytest.fixture
def free_way(site):
    return build_source(
        site.team.wren, "official", kind="official-information", official=True, title="Sleep and your baby"
    )


def consult_block(rae, address: str) -> Element:
    return next(element for element in page_of(rae, address) if element.has_class("consult-block"))


def test_a_consult_block_names_the_free_way_first_and_then_the_price(site, free_way, rae):
    build_published(site.team, slug="ask", body=ASK)
    block = consult_block(rae, "/articles/ask/")
    words = ("Free, and first", "Sleep and your baby", "A consult is a talk", "$90", "Book this")
    assert in_order(block.text(), *words)
    links = [element.attributes["href"] for element in block if element.name == "a"]
    assert links == ["https://journal.example/official", "/consults/sleep/", "mailto:book@example.org"]


def test_an_urgent_page_puts_every_help_line_before_the_booking(site, free_way, rae):
    build_published(site.team, slug="ask", urgent="body", body=CARD + ASK)
    text = consult_block(rae, "/articles/ask/").text()
    assert in_order(text, "999", "116 123", "111", "Free, and first", "$90", "Book this")


def test_a_help_card_says_its_level_in_words(site, rae):
    build_published(site.team, slug="card", urgent="body", body=CARD + "You are not alone.")
    card = next(element for element in page_of(rae, "/articles/card/") if element.has_class("card-emergency"))
    assert card.text().startswith("Emergency: Call emergency services if:")


def test_an_old_edition_says_so_and_is_not_indexed(site, rae):
    words = "This page is for very tired parents."
    revision = build_next(site.team.wren, site.article.revision, summary=words)
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    old, now = (rae.get(f"/articles/quiet-nights/{rest}").content.decode() for rest in ("editions/1/", ""))
    assert "This is an old edition." in old
    assert "noindex" in old
    assert "This is an old edition." not in now
    assert "noindex" not in now
    assert f'<link rel="canonical" href="{settings.SITE_ADDRESS}/articles/quiet-nights/">' in old
    assert in_order(parse(now).text(), "Edition 2", "All editions", "Edition 2", "Edition 1")


def test_a_demonstration_says_so_before_anything_else_and_is_not_indexed(team, rae):
    team.wren.__class__.objects.filter(pk__in=[team.wren.pk, team.vera.pk]).update(demonstration=True)
    for person in (team.wren, team.vera):
        person.refresh_from_db()
    build_published(team, slug="shown")
    html = rae.get("/articles/shown/").content.decode()
    text = parse(html).text()
    assert in_order(
        text, "The people on this page are invented and no clinician has vetted it.", "The main message"
    )
    assert 'content="noindex"' in html


def test_the_help_lines_of_the_home_country_stand_on_the_help_page_with_their_last_test(answers):
    text = parse(answers["/help/"].content.decode()).text()
    assert in_order(text, "999", "116 123", "111")
    assert "English" in text
    # Nobody rings an emergency number to test it.
    assert text.count("Last checked") == 1
    assert text.count("Last tested") == len(HelpLine.For) - 1
