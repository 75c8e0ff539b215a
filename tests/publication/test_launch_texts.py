"""Sentence, source and finding of every launch text belong together; no database is needed to see it."""

import json
import re
from collections import Counter

import pytest

from site_app.sources.bibtex import read
from site_app.statements.check import check
from tests.publication.launch_library import (
    CONSULTS,
    EVIDENCE,
    FINDINGS,
    KEYS,
    LAUNCH,
    SOURCES,
    TEXTS,
    LaunchLookup,
    LaunchText,
    read_bib,
    read_toml,
)

BIBLIOGRAPHY = (LAUNCH / "sources.bib").read_text(encoding="utf-8")
# Each replaced source and its newer one: both are in the library, and the older is cited by nothing.
SUPERSEDED = {entry.key: entry.replaced_by for entry in read(BIBLIOGRAPHY)[0] if entry.status == "superseded"}

MARK = re.compile(r" ?\[@([^\]]+)\]")
FIXED_ADDRESSES = {"/", "/help/", "/how-we-vet/", "/articles/", "/sources/", "/consults/"}
# Articles on whose subject we have no finding that counts people, or none that fits a picture of a hundred.
NO_SHARE_IS_KNOWN = {
    "birth-control-after-birth", "eating-while-breastfeeding", "moisturisers-and-baby-skin",
    "probiotics-in-pregnancy-and-for-babies",
}  # fmt: skip
STAGES = {"pregnancy", "birth-6-weeks", "6-weeks-6-months", "6-12-months"}

every_text = pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
every_article = pytest.mark.parametrize(
    "text", [text for text in TEXTS if text.kind == "article"], ids=lambda text: text.slug
)


def visible(markdown: str) -> str:
    """The words a reader sees: marks, link targets and emphasis gone."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", MARK.sub("", markdown)).replace("**", "").strip()


def citations_of(line: str) -> list[tuple[str, str]]:
    """(key, locator) of every citation in a line."""
    pairs = [one.strip().removeprefix("@") for found in MARK.findall(line) for one in found.split(";")]
    return [(key, locator.strip()) for key, _, locator in (pair.partition(",") for pair in pairs)]


def ties_of(text: LaunchText) -> list[tuple[str, str]]:
    """Every (cited sentence, key) of a text; an item without a mark of its own takes those of its lead-in."""
    ties: list[tuple[str, str]] = []
    for part in text.parts.values():
        lead_in: list[tuple[str, str]] = []
        for line in part.splitlines():
            for piece in line.strip("|").split("|") if line.startswith("|") else [line]:
                words = re.sub(r"^(#+|-) ", "", visible(piece))
                own = citations_of(piece)
                if piece.startswith("- ") and not own:
                    own = lead_in
                ties += [(words, key) for key, _ in own]
            if line.strip() and not line.startswith("- "):
                lead_in = citations_of(line) if visible(line).endswith(":") else []
    return ties


@every_text
def test_every_field_is_there_and_in_bounds(text: LaunchText) -> None:
    assert KEYS - set(text.front) <= {"rests_on"}
    assert set(text.front) <= KEYS
    assert text.front["summary"].strip()
    assert text.front["why_needed"].strip()
    assert set(text.front["stages"]) <= STAGES
    assert text.front["urgent"] in {"", "body", "baby", "mood"}
    assert 1 <= text.front["next_review_months"] <= 36
    assert set(text.front["topics"]) <= {topic["slug"] for topic in read_toml("topics.toml")["topic"]}


@every_text
def test_every_citation_rests_on_one_finding_that_lists_its_source(text: LaunchText) -> None:
    rows = Counter((row["sentence"], row["source"]) for row in text.rows)
    ties = set(ties_of(text))
    assert ties == set(rows), f"{text.name}: cited and not resting, or resting and not cited"
    assert set(rows.values()) <= {1}
    for row in text.rows:
        assert row["finding"] in FINDINGS, row
        assert row["source"] in FINDINGS[row["finding"]]["sources"], row
        assert row.get("degree", "full") in {"full", "partial"}, row
    sentences = {row["sentence"] for row in text.rows}
    degrees = {
        one: [row.get("degree", "full") for row in text.rows if row["sentence"] == one] for one in sentences
    }
    assert [one for one, found in degrees.items() if found == ["partial"]] == [], (
        "a part alone covers nothing"
    )


@every_text
def test_every_citation_has_a_locator_and_a_source_in_the_file(text: LaunchText) -> None:
    for key, locator in citations_of("\n".join(text.parts.values())):
        assert key in SOURCES, f"{text.name}: {key}"
        assert locator, f"{text.name}: {key} says nothing about where in the source"


@every_text
def test_a_cited_line_holds_one_sentence_so_that_a_row_names_exactly_it(text: LaunchText) -> None:
    for sentence, _ in ties_of(text):
        assert not re.search(r"[.!?]['’)]? +[A-Z]", sentence), sentence


@every_text
def test_titles_and_headings_ask_or_name(text: LaunchText) -> None:
    assert not citations_of(text.front["title"])
    for heading in re.findall(r"^#+ (.+)$", text.body, re.MULTILINE):
        # A collection names its shelves; the engine looks that none of them asserts.
        assert text.kind == "collection" or visible(heading).endswith(("?", "if:")), heading
        assert not citations_of(heading) or visible(heading).endswith("if:"), heading


@every_text
def test_help_cards_are_an_action_and_a_list_and_text_after_them_starts_with_a_heading(
    text: LaunchText,
) -> None:
    for level, inside, after in re.findall(
        r"^::: (emergency|urgent|routine)\n(.*?)^:::\n\n?([^\n]*)", text.body, re.MULTILINE | re.DOTALL
    ):
        heading, *items = inside.strip().splitlines()
        assert visible(heading).endswith("if:")
        assert items
        assert all(item.startswith("- ") for item in items)
        assert after == "" or after.startswith(("## ", ":::"))
        assert level != "emergency" or "](" not in inside


@every_text
def test_every_link_and_every_card_leads_to_a_launch_text(text: LaunchText) -> None:
    known = {other.address for other in TEXTS} | FIXED_ADDRESSES
    for target in re.findall(r"\]\(([^)]+)\)", "\n".join(text.parts.values())):
        assert target in known, target
    slugs = {other.slug for other in TEXTS}
    for listed in re.findall(r"^::: documents (.+)$", text.body, re.MULTILINE):
        assert set(listed.split()) <= slugs
    for slug, key in re.findall(r"^::: consult (\S+) @(\S+)$", text.body, re.MULTILINE):
        assert slug in CONSULTS
        assert key in SOURCES


@every_article
def test_an_article_has_250_to_900_words(text: LaunchText) -> None:
    words = visible(re.sub(r"^(:::.*|[|-]+)$|\|", " ", text.body, flags=re.MULTILINE)).split()
    assert 250 <= len(words) <= 900


@every_article
def test_an_article_has_a_short_cited_main_message_and_says_what_is_not_known(text: LaunchText) -> None:
    message = text.front["main_message"].strip().splitlines()
    assert 1 <= len(message) <= 3
    assert all(citations_of(sentence) for sentence in message)
    assert citations_of(text.front["not_known"])
    assert text.front["for_whom"].strip()
    assert text.front["not_for"].strip()
    questions = text.front["questions"].strip().splitlines()
    assert len(questions) >= 3
    assert all(question.startswith("- ") and question.endswith("?") for question in questions)


@every_article
def test_an_article_that_is_urgent_or_about_recovery_names_warning_signs_in_a_card(text: LaunchText) -> None:
    """The policy asks it at approval (standards rows Z1, Z5); here it is seen without a database."""
    recovery = {topic["slug"] for topic in read_toml("topics.toml")["topic"] if topic.get("recovery")}
    if text.front["urgent"] or recovery & set(text.front["topics"]):
        assert re.search(r"^::: (emergency|urgent)$", text.body, re.MULTILINE)


@every_article
def test_an_article_shows_a_number_as_a_picture_and_a_consult_where_a_plan_would_stand(
    text: LaunchText,
) -> None:
    assert ("::: frequency " in text.body) is (text.slug not in NO_SHARE_IS_KNOWN)
    assert re.search(r"^::: consult \S+ @\S+\n(?:.*\n)*?We print no ", text.body, re.MULTILINE)


def test_the_warning_signs_begin_with_the_emergency_card_and_end_with_booking() -> None:
    text = next(text for text in TEXTS if text.slug == "warning-signs-after-birth")
    assert text.front["urgent"] == "body"
    order = ["::: emergency", "emergency services", "crisis line", "Talk to a midwife", "::: consult"]
    places = [text.body.index(words) for words in order]
    assert places == sorted(places)
    assert places[0] == 0
    assert "have been pregnant in the past year" in text.front["main_message"]
    assert "even if it is not on a list" in text.front["main_message"]
    assert "up to a year after birth" in text.front["main_message"]


def test_starting_solids_tells_ages_in_a_table() -> None:
    text = next(text for text in TEXTS if text.slug == "starting-solids")
    rows = [line for line in text.body.splitlines() if line.startswith("| ")]
    assert rows[0] == "| Age | What the source says |"
    assert all(citations_of(row) for row in rows[1:])


def test_every_consult_says_what_it_is_not_for_and_names_a_free_way_first() -> None:
    texts = {text.slug: text for text in TEXTS if text.kind == "consult"}
    assert set(texts) == set(CONSULTS)
    assert set(texts) == {"infant-skin", "infant-digestion", "feeding", "recovery", "mood"}
    for text in texts.values():
        assert "not for" in text.front["not_for"]
        assert text.body.startswith("## What is free?")
        assert re.match(r"Please ask your (?:own|baby's own) doctor", text.body.splitlines()[2])


def test_the_consult_about_digestion_says_what_it_cannot_find_out_and_that_we_sell_no_tests() -> None:
    text = next(text for text in TEXTS if text.name == "consult/infant-digestion")
    assert "## What can no consult find out?" in text.body
    assert "We sell no tests" in text.body


def test_the_postpartum_package_has_a_shelf_for_each_subject_and_holds_every_article() -> None:
    text = next(text for text in TEXTS if text.slug == "the-postpartum-package")
    shelves = [
        "You",
        "Tummy troubles",
        "Skin",
        "Feeding and starting solids",
        "Sleep",
        "Mood",
        "When to get help",
    ]
    assert [one for one in re.findall(r"^## (.+)$", text.body, re.MULTILINE) if one in shelves] == shelves
    listed = [
        slug
        for found in re.findall(r"^::: documents (.+)$", text.body, re.MULTILINE)
        for slug in found.split()
    ]
    assert sorted(listed) == sorted(other.slug for other in TEXTS if other.kind == "article")


def test_a_collection_says_which_subjects_wait_for_more_findings() -> None:
    there = {text.slug for text in TEXTS}
    for text in (text for text in TEXTS if text.kind == "collection"):
        for slug, words in (
            ("vitamin-d-for-babies", "vitamin D"),
            ("babies-and-night-waking", "waking at night"),
        ):
            assert (slug in there) is (f"Our page on {words} is not written yet." not in text.body)


def test_every_person_is_invented_says_so_and_has_a_bio() -> None:
    people = read_toml("people.toml")["person"]
    bios = {text.slug: text for text in TEXTS if text.kind == "person"}
    assert {person["bio"] for person in people} == set(bios)
    assert {role for person in people for role in person["roles"]} >= {
        "writer",
        "vetter",
        "publisher",
        "owner",
    }
    for person in people:
        assert person["demonstration"] is True
        assert "invented" in person["display_name"]
        assert "invented" in bios[person["bio"]].front["summary"]
        assert "invented" in bios[person["bio"]].body


def test_every_topic_has_its_document_and_slugs_are_used_once() -> None:
    slugs = [text.slug for text in TEXTS]
    assert len(set(slugs)) == len(slugs)
    topics = {topic["slug"] for topic in read_toml("topics.toml")["topic"]}
    assert topics == {text.slug for text in TEXTS if text.kind == "topic"}


def test_help_lines_are_of_the_practice_s_country_and_name_their_source() -> None:
    country = read_toml("practice.toml")["home_country"]
    lines = read_toml("help_lines.toml")["help_line"]
    assert {line["serves"] for line in lines} >= {"emergency", "crisis"}
    for line in lines:
        assert line["country"] == country
        assert line["source"] in SOURCES
        assert line["hours"]
        assert line["languages"]
        # They were read and not rung.
        assert "last_tested_on" not in line


def test_no_finding_and_no_source_lies_unused() -> None:
    assert set(FINDINGS) == {row["finding"] for text in TEXTS for row in text.rows}
    named = {row["source"] for text in TEXTS for row in text.rows}
    named |= {line["source"] for line in read_toml("help_lines.toml")["help_line"]}
    assert SUPERSEDED
    assert named.isdisjoint(SUPERSEDED)
    assert set(SOURCES) == named | set(SUPERSEDED) | set(SUPERSEDED.values())
    assert not [key for key, entry in SOURCES.items() if "fieldsfrommemory" in entry]


def test_a_free_way_before_a_consult_is_an_official_source() -> None:
    """The policy asks it at approval; here it is seen without a database."""
    official = {entry.key for entry in read(BIBLIOGRAPHY)[0] if entry.made.official}
    ways = {
        key for text in TEXTS for _, key in re.findall(r"^::: consult (\S+) @(\S+)$", text.body, re.MULTILINE)
    }
    assert ways
    assert ways <= official


def test_findings_and_sources_are_those_of_the_evidence_file() -> None:
    if not (EVIDENCE / "findings.jsonl").exists():
        pytest.skip("the evidence file is not beside this checkout (../shared/evidence)")
    lines = (EVIDENCE / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    evidence = {row["finding"]: row for row in map(json.loads, lines)}
    for finding in FINDINGS.values():
        row = evidence[finding["finding"]]
        assert row["usable"] is True, finding["id"]
        assert [finding[key] for key in ("sources", "locator", "certainty")] == [
            row[key] for key in ("sources", "locator", "certainty")
        ]
    whole = read_bib(EVIDENCE / "sources.bib")
    assert {key: whole[key] for key in SOURCES} == SOURCES


@every_text
def test_the_engine_finds_no_protocol_and_nothing_that_blocks(text: LaunchText) -> None:
    report = check(text.draft(), LaunchLookup())
    assert [statement.text for statement in report.statements if statement.label == "protocol"] == []
    assert [(found.code, found.excerpt) for found in report.findings if found.blocks] == []


@every_text
def test_the_engine_ties_each_citation_to_the_sentence_that_rests_on_it(text: LaunchText) -> None:
    statements = check(text.draft(), LaunchLookup()).statements
    ties = {(statement.text, tie.key) for statement in statements for tie in statement.all_citations}
    assert ties == {(row["sentence"], row["source"]) for row in text.rows}


@every_text
def test_what_carries_no_citation_is_no_health_statement_to_the_engine(text: LaunchText) -> None:
    statements = check(text.draft(), LaunchLookup()).statements
    uncited = [statement for statement in statements if not statement.all_citations]
    assert [statement.text for statement in uncited if statement.label != "other"] == []


def test_the_launch_folder_holds_the_library_that_was_promised() -> None:
    kinds = Counter(text.kind for text in TEXTS)
    assert kinds["article"] == 18
    assert {text.slug for text in TEXTS if text.kind == "collection"} == {
        "the-postpartum-package", "your-first-six-weeks",
    }  # fmt: skip
    assert {text.slug for text in TEXTS if text.kind == "page"} == {
        "about", "contact", "privacy", "funding-and-advertising", "accessibility", "help",
    }  # fmt: skip
    assert (LAUNCH / "practice.toml").exists()
