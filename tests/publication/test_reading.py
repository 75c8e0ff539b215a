"""What readers get, and what it costs: alarms, the free way first, lists, constant queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from site_app.accounts.models import Practice
from site_app.consults.models import Consult, HelpLine
from site_app.documents.services import create_document
from site_app.publication import reading
from site_app.publication.errors import NotPublished, Withheld
from site_app.publication.models import Live
from site_app.publication.pages import Link
from site_app.publication.services import publish, withdraw
from site_app.sources.models import Source
from site_app.sources.services import change_source, set_status
from site_app.topics.models import Topic
from tests.builders import (
    build_next,
    build_page,
    build_published,
    build_source,
    fields_of_article,
    submitted,
    vetted,
)

FREE = "::: consult skin @official2024\nYou can talk with us.\n:::\n\nYou are not alone."
SIGNS = "::: emergency\n### Get help right away if: [@sleep2020, abstract]\n- your baby is limp {}\n:::"
URGENT = f"{SIGNS}\n\n{FREE}"
ASK_YOUR_OWN = "::: consult skin\nYou can talk with us.\n:::\n\nYou are not alone."


def publish_document(team, kind: str, slug: str, title: str, **fields):
    revision = submitted(create_document(actor=team.wren, kind=kind, slug=slug, title=title, **fields))
    vetted(team.vera, revision)
    return publish(actor=team.pia, revision=revision)


@pytest.fixture
def consult(team, practice) -> Consult:
    """A bookable service with its own text, and an official source to stand before it."""
    build_source(team.wren, "official2024", kind="official-information", official=True)
    text = fields_of_article(body="We talk.", topics=[], stages=[])
    publish_document(team, "consult", "skin", "Skin consult", **text)
    return Consult.objects.create(
        slug="skin", name="Skin consult", price_minor=9000, currency="USD", minutes=45,
        booking_address="mailto:us@example.org", practitioner=team.olga,
    )  # fmt: skip


def consult_block(slug: str = "nights"):
    blocks = reading.document("article", slug).parts["body"]
    return next(block for block in blocks if block.form == "consult")


# --- Alarms and dates -------------------------------------------------------------------------------


def alarms() -> list[str]:
    return [note.alarm for note in reading.document("article", "nights").notes]


@pytest.mark.parametrize("status", ["retracted", "superseded", "concern"])
def test_a_source_that_goes_bad_alarms_at_the_next_request(team, edition, status):
    assert alarms() == [""]
    set_status(actor=team.olga, source=Source.objects.get(), status=status, note="Seen today.")
    assert alarms() == [status]


def test_a_changed_source_alarms(team, edition):
    change_source(actor=team.olga, source=Source.objects.get(), fields={"year": "2021"}, reason="Corrected.")
    assert alarms() == ["changed"]


def test_a_source_that_is_gone_alarms(edition, tamper):
    tamper("DELETE FROM vetting_citationruling")
    tamper("DELETE FROM sources_source")
    assert alarms() == ["changed"]


def test_a_source_cited_when_already_superseded_keeps_its_note(team):
    source = build_source(team.wren)
    set_status(actor=team.olga, source=source, status="superseded", note="There is a newer one.")
    build_published(team, slug="nights")
    assert alarms() == ["superseded"]


def test_a_page_is_overdue_the_day_after_its_review_date(team):
    build_published(team, slug="nights", next_review_on=timezone.localdate() + timedelta(days=1))
    assert not reading.document("article", "nights").overdue
    day_after = timezone.now() + timedelta(days=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: day_after)
        assert reading.document("article", "nights").overdue


# --- The free way first (P8) ------------------------------------------------------------------------


def test_a_consult_block_names_the_official_source_first_and_says_what_it_costs(team, consult):
    build_published(team, slug="nights", body=FREE)
    block = consult_block()
    assert block.free_way == Link("What official2024 found", "https://journal.example/official2024")
    assert block.consult.price == "$90"
    assert block.consult.address == "/consults/skin/"
    assert block.consult.practitioner == "Olga"
    assert block.help_lines == ()


def test_without_a_source_the_block_leaves_the_readers_own_clinician_first(team, consult):
    build_published(team, slug="nights", body=ASK_YOUR_OWN)
    assert consult_block().free_way is None
    assert consult_block().consult is not None


@pytest.mark.parametrize("status", ["retracted", "concern"])
def test_a_free_way_that_does_not_hold_any_more_is_not_shown(team, consult, status):
    build_published(team, slug="nights", body=FREE)
    set_status(
        actor=team.olga, source=Source.objects.get(key="official2024"), status=status, note="Seen today."
    )
    assert consult_block().free_way is None


def test_what_cannot_be_booked_any_more_is_not_offered(team, consult):
    build_published(team, slug="nights", body=FREE)
    Consult.objects.update(active=False)
    block = consult_block()
    assert block.consult is None
    assert block.free_way is not None


def test_a_consult_whose_own_text_was_withdrawn_is_not_offered(team, consult):
    build_published(team, slug="nights", body=FREE)
    withdraw(actor=team.vera, document=Live.objects.get(kind="consult").document, because="owner")
    assert consult_block().consult is None
    assert reading.consults() == ()


def test_on_an_urgent_document_help_stands_before_booking_in_order(team, consult, help_lines):
    build_published(team, slug="nights", body=URGENT, urgent="body")
    assert [line.serves for line in consult_block().help_lines] == ["emergency", "crisis", "clinician"]
    page = reading.document("article", "nights")
    assert [line.country for line in page.help_lines] == ["US", "US", "US"]
    assert page.help_lines[0].tel == "tel:988"


def test_the_page_of_a_consult_says_what_it_costs(team, consult):
    page = reading.document("consult", "skin")
    assert page.consult.price == "$90"
    facts, card = reading.consults()[0]
    assert facts == page.consult
    assert card.title == "Skin consult"


# --- The frame --------------------------------------------------------------------------------------


def test_the_frame_holds_the_practice_its_lines_and_the_first_warning(team, help_lines):
    assert reading.frame().warning is None
    build_published(team, slug="first", urgent="body", title="When do I call?", body=SIGNS)
    build_published(team, slug="second", urgent="body", body=SIGNS)
    frame = reading.frame()
    assert frame.practice.name == "Nights"
    assert [line.name for line in frame.help_lines] == ["Emergency", "Crisis", "Nurse"]
    assert frame.warning.title == "When do I call?"
    assert frame.warning.summary_html == "You are not alone."
    assert reading.document("article", "second").frame == frame


def test_the_settings_name_the_warning_and_a_baby_s_signs_never_stand_in_for_it(team, settings):
    build_published(team, slug="baby", urgent="baby", body=SIGNS)
    assert reading.frame().warning is None
    build_published(team, slug="healing", urgent="body", body=SIGNS)
    build_published(team, slug="signs", urgent="body", title="When do I call?", body=SIGNS)
    assert reading.frame().warning.address == "/articles/healing/"
    assert reading.document("article", "signs").frame == reading.frame()
    settings.WARNING_SIGNS = "signs"
    assert reading.frame().warning.address == "/articles/signs/"
    assert reading.document("article", "baby").frame == reading.frame()
    assert reading.document("article", "healing").frame == reading.frame()


def test_the_frame_is_empty_on_a_bare_site(db):
    frame = reading.frame()
    assert (frame.practice, frame.help_lines, frame.demonstration) == (None, (), False)


def test_a_practice_without_lines_at_home_still_stands_in_the_frame(practice):
    assert reading.frame().practice.home_country == "US"
    assert reading.frame().help_lines == ()


def test_a_retired_line_is_not_shown(help_lines):
    HelpLine.objects.filter(slug="crisis").update(active=False)
    assert [line.serves for line in reading.frame().help_lines] == ["emergency", "clinician"]
    assert [line.country for line in reading.help_lines()] == ["GB", "US", "US"]
    assert [line.country for line in reading.help_lines("gb")] == ["GB"]


def test_a_tampered_warning_leaves_the_frame(team, tamper):
    build_published(team, slug="first", urgent="body", body=SIGNS)
    assert reading.frame().warning is not None
    tamper("UPDATE publication_part SET content = %s WHERE name = 'text'", b"{}")
    assert reading.frame().warning is None


# --- Lists ------------------------------------------------------------------------------------------


def test_lists_hold_twenty_a_page_newest_first(team):
    for number in range(21):
        build_published(team, slug=f"n-{number}", body="You are not alone.")
    first, second = reading.cards(kind="article"), reading.cards(kind="article", page=2)
    assert (len(first.cards), first.pages) == (20, 2)
    assert [card.address for card in second.cards] == ["/articles/n-0/"]
    assert first.cards[0].address == "/articles/n-20/"


def test_a_card_echoes_whole_statements_escaped(team):
    build_published(team, slug="nights", summary="This page is for parents & friends. It is short.")
    card = reading.cards(kind="article").cards[0]
    assert card.summary_html == "This page is for parents &amp; friends. It is short."


def test_topics_people_and_stages(team):
    build_published(team, slug="nights")
    from_team = fields_of_article(topics=[], stages=[])
    topic = publish_document(team, "topic", "nights", "Nights", topic=Topic.objects.get(), **from_team)
    publish_document(team, "person", "wren", "Who is Wren?", person=team.wren, **from_team)
    assert reading.topics() == (Link("Nights", "/topics/nights/", str(topic.identifier)),)
    assert [link.address for link in reading.people()] == ["/people/wren/"]
    assert reading.stages()[0] == Link("Pregnancy", "/stages/pregnancy/")
    page = reading.document("article", "nights")
    assert page.topics == reading.topics()
    assert page.authors[0].address == "/people/wren/"
    assert [card.address for card in reading.document("topic", "nights").cards] == ["/articles/nights/"]
    assert [card.address for card in reading.document("person", "wren").cards] == ["/articles/nights/"]


def test_a_topic_whose_address_changed_keeps_what_is_filed_under_it(team):
    build_published(team, slug="nights")
    from_team = fields_of_article(topics=[], stages=[])
    topic = publish_document(team, "topic", "nights", "Nights", topic=Topic.objects.get(), **from_team)
    newer = submitted(build_next(team.wren, topic.revision, slug="sleep"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    assert [link.address for link in reading.document("article", "nights").topics] == ["/topics/sleep/"]
    assert [card.address for card in reading.document("topic", "sleep").cards] == ["/articles/nights/"]


def test_a_card_finds_its_document_at_the_new_address(team, edition):
    build_published(team, slug="all", body="::: documents nights\n:::\n\nYou are not alone.")
    newer = submitted(build_next(team.wren, edition.revision, slug="sleep"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    block = next(block for block in reading.document("article", "all").parts["body"] if block.form == "cards")
    assert [card.address for card in block.cards] == ["/articles/sleep/"]
    assert block.missing == 0


def test_a_source_page_lists_the_sentences_that_lean_on_it(team, edition):
    page = reading.source("sleep2020")
    assert page.used_by[0].document.title == "How do babies sleep?"
    assert page.used_by[0].statements[0].title.startswith("Many babies wake")
    assert [row.key for row in reading.sources().sources] == ["sleep2020"]
    build_source(team.wren, "unused2020")
    with pytest.raises(NotPublished):
        reading.source("unused2020")
    with pytest.raises(NotPublished):
        reading.source("nothing")


def test_figures_are_counted_over_live_editions(team, edition):
    figures = reading.how_we_vet()
    assert (figures.documents, figures.editions, figures.length) == (1, 1, 1)
    assert figures.head == edition.seal
    assert figures.supported == 1
    assert figures.statements == figures.supported + figures.read + sum(n for _, n in figures.cleared)
    assert figures.median_source_year == "2020"
    assert figures.vetters == 1
    assert [name for name, _ in figures.public_keys] == [edition.key_id]


def test_nothing_is_counted_on_an_empty_site(db):
    figures = reading.how_we_vet()
    assert (figures.documents, figures.median_source_year, figures.public_keys) == (0, "", ())


def test_demonstrations_are_in_no_sitemap_and_withheld_in_production(team, practice, settings):
    Practice.objects.update(demonstration=True)
    build_published(team, slug="nights")
    assert len(reading.cards(kind="article").cards) == 1
    assert reading.document("article", "nights").demonstration
    assert reading.sitemap() == ()
    settings.PRODUCTION = True
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert reading.cards(kind="article").cards == ()


def test_old_editions_stay_readable(team, edition):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    old, new = reading.edition("article", "nights", 1), reading.document("article", "nights")
    assert (old.title, old.is_current) == ("How do babies sleep?", False)
    assert (new.title, new.is_current) == ("How do newborns sleep?", True)
    assert [line.number for line in new.editions] == [2, 1]
    assert new.editions[1].address == "/articles/nights/editions/1/"
    assert reading.evidence("article", "nights", 1) != reading.evidence("article", "nights")
    with pytest.raises(NotPublished):
        reading.edition("article", "nights", 3)


def test_an_unknown_address_is_not_published(team):
    for ask in (reading.document, reading.evidence):
        with pytest.raises(NotPublished):
            ask("article", "nothing")


# --- Cost -------------------------------------------------------------------------------------------


def cost(slug: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = reading.document("article", slug)
    assert page.frame is not None
    tables = " ".join(query["sql"] for query in queries)
    assert "documents_" not in tables
    assert "vetting_" not in tables
    return len(queries)


def test_a_page_costs_the_same_with_three_statements_and_with_sixty(team, consult, help_lines):
    for number in range(20):
        build_source(team.wren, f"source{number}")
    few = "Many babies wake at night [@source0, abstract].\n\n" + URGENT
    many = "\n\n".join(
        f"Many babies wake at night in study {number} [@source{number % 20}, abstract]."
        for number in range(60)
    )
    build_published(team, slug="few", body=few, urgent="body")
    build_published(team, slug="many", body=f"{many}\n\n{URGENT}", urgent="body")
    assert len(reading.document("article", "many").notes) == 21
    assert cost("few") == cost("many") <= 6


def test_a_page_with_cards_costs_no_more(team, consult, help_lines):
    build_published(team, slug="nights")
    build_published(team, slug="all", body=f"::: documents nights\n:::\n\n{FREE}")
    assert cost("all") <= 6


def test_a_list_costs_the_same_whatever_it_holds(team):
    build_published(team, slug="one")
    with CaptureQueriesContext(connection) as one:
        reading.cards(kind="article")
    for slug in ("two", "three", "four"):
        build_published(team, slug=slug)
    with CaptureQueriesContext(connection) as four:
        assert len(reading.cards(kind="article").cards) == 4
    assert len(one) == len(four) <= 3


def test_a_page_of_kind_page_has_its_own_address(team):
    page = submitted(build_page(team.wren))
    vetted(team.vera, page)
    publish(actor=team.pia, revision=page)
    assert reading.document("page", "about").current_address == "/about/"


def test_a_source_page_shows_what_was_sealed_whatever_the_desk_says_since(team, edition):
    row = Source.objects.get(key="sleep2020")
    sealed = reading.source("sleep2020").title
    fields = {"title": "Honey cures colic", "url": "https://shop.example/honey"}
    change_source(actor=team.wren, source=row, fields=fields, reason="A new title.")
    page = reading.source("sleep2020")
    assert (page.title, page.url) == (sealed, "https://journal.example/sleep2020")
    assert "Honey" not in page.reference
    assert [listed.title for listed in reading.sources().sources] == [sealed]


def test_a_source_that_only_an_old_edition_names_keeps_its_page(team, edition):
    newer = submitted(build_next(team.wren, edition.revision, body="We wish you a quiet night."))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    page = reading.source("sleep2020")
    assert page.title
    assert page.used_by == ()
    assert reading.sources().sources == ()
