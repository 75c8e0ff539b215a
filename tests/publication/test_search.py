"""Search: what is found and what is not, on whichever database the tests run."""

import pytest
from django.core.management import call_command
from django.db import transaction

from site_app.publication.finding import index, synonyms
from site_app.publication.finding.spelling import distance
from site_app.publication.finding.words import stem, words
from site_app.publication.models import Edition, Word
from site_app.publication.reading.search import search, suggestions
from site_app.publication.services import publish, redact, withdraw
from site_app.sources.models import Source
from site_app.sources.services import set_status
from tests.builders import CITED, build_next, build_published, submitted, vetted

SIGNS = (
    "::: emergency\n### Call emergency services or the listening line if: [@sleep2020, abstract]\n"
    "- you do not feel safe\n:::"
)
HOSTILE = (
    '"', "'", "''; DROP TABLE publication_search; --", "NEAR(", "sleep NEAR/2 babies", "*", "title:",
    "AND", "OR", "NOT", "(((((", "{title} :", "^", "\x00", "sleep\x00babies", "<->", "!:*&|", "\\",
    "%s %(x)s", "a* OR b*", "\ud800", "١٢٣ 睡眠 сон", "-", "sleep AND", "x" * 10_000, "sleep " * 10_000,
    "🍼", "\u202e",
)  # fmt: skip


@pytest.fixture
def library(team) -> dict[str, Edition]:
    def made(slug: str, title: str, body: str, message: str = "You are not alone.") -> Edition:
        return build_published(team, slug=slug, title=title, body=f"{CITED}\n\n{body}", main_message=message)

    return {
        "sleep": made("sleep", "How do babies sleep?", "We wrote this page in spring."),
        "nappies": made("nappies", "What is in a nappy?", "This page is about urine and stools."),
        "head": made("head", "What is the fontanelle?", "We drew a picture of it in summer."),
        "aside": made("aside", "What do we read?", "We heard a story of a fontanelle once."),
    }


def found(question: str, page: int = 1) -> list[str]:
    return [hit.card.address.split("/")[2] for hit in search(question, page).hits]


def test_a_title_counts_more_than_a_sentence(library):
    assert found("fontanelle") == ["head", "aside"]


def test_word_forms_and_accents_do_not_matter(library):
    assert found("Fontanelles") == found("fontanélle") == found("FONTANELLE’S") == ["head", "aside"]


def test_the_words_mothers_use_find_the_words_pages_use(library):
    assert found("wee")[0] == found("pee")[0] == found("poo")[0] == "nappies"
    assert found("diaper")[0] == "nappies"
    assert found("soft spot") == ["head", "aside"]
    assert found("spot soft") != ["head", "aside"], "A way to say it counts with its words side by side."


@pytest.mark.parametrize("misspelt", ["fontannelle", "fotnanelle", "fontenele"])
def test_a_misspelt_word_finds_what_it_may_have_meant_and_the_answer_says_so(library, misspelt):
    answer = search(misspelt)
    assert [hit.card.title for hit in answer.hits][0] == "What is the fontanelle?"
    assert answer.near
    assert not search("fontanelle").near


def test_some_of_the_words_count_where_few_pages_have_every_one(library):
    assert search("fontanelle picture").how == "every"
    assert found("fontanelle picture")[0] == "head"
    some = search("fontanelle zebra")
    assert some.how == "some"
    assert {hit.card.title for hit in some.hits} == {"What is the fontanelle?", "What do we read?"}


def test_a_stray_word_does_not_keep_back_the_page_that_was_asked_for(library, team):
    build_published(
        team, slug="tests", title="What do we test?", body=f"{CITED}\n\nWe drew a rash and a fontanelle."
    )
    answer = search("is this rash on the fontanelle?")
    assert answer.how == "every", "One page has both words, in passing."
    assert [hit.card.address.split("/")[2] for hit in answer.hits[:2]] == ["head", "tests"]


@pytest.mark.parametrize("weeks", ["5 weeks", "ten days", "many months"])
def test_how_long_ago_it_was_is_not_what_was_asked(library, team, weeks):
    build_published(team, slug="weeks", title="What comes in which weeks, days and months?")
    assert found(f"fontanelle {weeks} after birth")[0] == "head"


HARM = (
    "I feel like I could hurt myself", "suicide", "suicidal thougths", "i want to die", "end my life",
    "i might hurt my baby", "self-harm at night",
)  # fmt: skip


@pytest.mark.parametrize("question", HARM)
def test_thoughts_of_harm_lead_to_the_page_for_them_whatever_else_has_the_words(library, team, question):
    build_published(team, slug="aside-2", title="What hurts at night, and in life?")
    assert found(question)[:1] != ["mood"], "There is no such page yet."
    build_published(team, slug="mood", title="Are you not yourself?", urgent="mood", body=SIGNS)
    answer = search(question)
    assert answer.urgent == "mood"
    assert answer.hits[0].card.address == "/articles/mood/"


def test_a_danger_sign_of_the_body_leads_to_the_pages_marked_for_it_first(library, team):
    build_published(team, slug="chest", title="What is a chest, and what can ache?")
    assert found("chest pain") == ["chest"]
    build_published(
        team, slug="signs", title="When do I call?", urgent="body",
        body=SIGNS.replace("do not feel safe", "have chest pain"),
    )  # fmt: skip
    assert search("chest pain").urgent == "body"
    assert found("chest pain") == ["signs", "chest"]
    assert search("fontanelle").urgent == ""


def test_nothing_is_found_for_what_nobody_wrote(library):
    answer = search("zebra")
    assert (answer.how, answer.hits, answer.pages) == ("none", (), 1)
    assert search("").how == search("   ").how == search("?!").how == "none"


def test_a_hit_shows_whole_ruled_statements_with_their_notes(library):
    hit = search("stomachs").hits[0]
    ruled = "Many babies wake at night because their stomachs are small."
    assert [passage.text for passage in hit.passages] == [ruled]
    assert hit.passages[0].notes == ((1, f"{hit.card.address}#note-1"),)
    assert hit.passages[0].address.startswith(f"{hit.card.address}#s")


def test_a_hit_says_no_sentence_twice_and_does_not_give_its_address_for_one(library, team):
    build_published(team, slug="stomachs", title="What wakes a baby?", body=CITED, main_message=CITED)
    (hit,) = (hit for hit in search("stomachs").hits if hit.card.title == "What wakes a baby?")
    ruled = "Many babies wake at night because their stomachs are small."
    assert [passage.text for passage in hit.passages] == [ruled]


def test_a_sentence_under_an_alarm_is_not_held_out_as_an_answer(library, team):
    source = Source.objects.get(key="sleep2020")
    assert search("stomachs").hits[0].passages
    set_status(actor=team.vera, source=source, status="retracted", note="Taken back.")
    hits = search("stomachs").hits
    assert hits
    assert not any(hit.passages for hit in hits)


def test_a_withdrawn_document_is_not_found_and_its_own_words_are_forgotten(library, team):
    withdraw(actor=team.vera, document=library["head"].document, because="unsafe")
    assert found("fontanelle") == ["aside"]
    assert not Word.objects.filter(text="summer").exists()
    assert Word.objects.filter(text="fontanelle").exists(), "It stands in another text, too."


def test_a_document_that_lost_its_text_is_not_found(library, team):
    redact(actor=team.olga, edition=library["head"], part="text", legal_reason="A court said so.")
    assert found("fontanelle") == ["aside"]
    assert not Word.objects.filter(text="summer").exists()


def test_a_new_edition_takes_the_place_of_the_old_one(library, team):
    revision = build_next(
        team.wren,
        library["head"].revision,
        title="What is the crown?",
        body=f"{CITED}\n\nWe drew it in autumn.",
    )
    vetted(team.vera, submitted(revision))
    publish(actor=team.pia, revision=revision)
    assert found("fontanelle") == ["aside"]
    assert found("crown") == found("autumn") == ["head"]


def test_a_publishing_that_fails_leaves_the_index_as_it_was(library, team):
    revision = build_next(team.wren, library["head"].revision, title="What is the crown?")
    vetted(team.vera, submitted(revision))
    with transaction.atomic():
        publish(actor=team.pia, revision=revision)
        assert found("crown") == ["head"]
        transaction.set_rollback(True)
    assert found("crown") == []
    assert found("fontanelle") == ["head", "aside"]


def test_the_index_can_be_made_anew_by_a_command(library, capsys):
    before = found("fontanelle")
    index.store().clear()
    Word.objects.all().delete()
    assert found("fontanelle") == []
    call_command("rebuild_search", "--if-empty")
    assert "4 documents" in capsys.readouterr().out
    assert found("fontanelle") == found("fontanele") == before
    call_command("rebuild_search", "--if-empty")
    assert capsys.readouterr().out == ""


def test_no_question_does_harm(library):
    for question in HOSTILE:
        assert search(question).how in ("every", "some", "none")
        suggestions(question)
    assert found("fontanelle") == ["head", "aside"]


def test_a_question_costs_few_queries_however_it_is_put(library, django_assert_max_num_queries):
    for question in ("the sleep", "babies " * 500, "z" * 500, "sleap fontenele stomacks wakeing"):
        with django_assert_max_num_queries(16):
            search(question)


def test_suggestions_are_titles_and_the_last_word_may_be_half_typed(library):
    assert [link.title for link in suggestions("fon")] == ["What is the fontanelle?"]
    assert [link.title for link in suggestions("how do babies sle")] == ["How do babies sleep?"]
    assert [link.address for link in suggestions("diap")] == ["/articles/nappies/"]
    assert suggestions("f") == suggestions("") == suggestions("zeb") == ()


def test_no_page_is_longer_than_ten_hits(team):
    for n in range(11):
        build_published(team, slug=f"n{n}", title=f"What is page {n}?")
    assert (len(search("stomachs").hits), len(search("stomachs", 2).hits)) == (10, 1)
    assert search("stomachs").pages == 2


@pytest.mark.parametrize(
    ("forms", "shared"),
    [
        (("feed", "feeds", "feeding"), "feed"),
        (("baby", "babies", "Baby’s"), "baby"),
        (("nurse", "nurses", "nursing", "nursed"), "nurs"),
        (("stop", "stopped", "stopping"), "stop"),
        (("rash", "rashes"), "rash"),
        (("bleed", "bleeds"), "bleed"),
        (("illness",), "illness"),
        (("virus",), "virus"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(forms, shared):
    assert {stem(word) for form in forms for word in words(form)} == {shared}


def test_unlike_words_do_not_fall_together():
    assert len({stem(word) for word in ("bed", "bee", "sing", "string", "need", "red", "reed")}) == 7


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("baby", "baby", 0), ("baby", "bayb", 1), ("baby", "babby", 1), ("baby", "bay", 1), ("baby", "boys", 3)],
)
def test_a_swap_of_neighbours_counts_as_one_letter(one, other, far):
    assert distance(one, other, 2) == far


def test_every_way_to_say_something_in_the_list_leads_to_another():
    assert len(synonyms.meanings()) > 100
    assert all(len(ways) > 1 for ways in synonyms.meanings().values())
    assert all(word for way in synonyms.meanings() for word in way)


def test_what_may_be_meant_is_looked_for_and_not_the_other_way_round():
    ways = synonyms.meanings()
    rash, eczema = ways["rash",], ways["eczema",]
    assert rash[0] == ("rash",)
    assert set(eczema) < set(rash)
    assert ("rash",) not in eczema
