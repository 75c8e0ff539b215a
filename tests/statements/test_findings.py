"""What the engine objects to: which sentence or place, why, and what to do."""

import pytest

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.codes import CODES
from site_app.statements.report import Draft, Finding, Part
from tests.statements.shelf import DIGEST, Shelf, body, codes, shelf, source

CITED = "Eczema is not infectious [@guide]."


def found(text: str, lookup: Shelf | None = None) -> list[str]:
    return codes(check(body(text), lookup).findings)


def only(text: str, lookup: Shelf | None = None) -> Finding:
    findings = check(body(text), lookup).findings
    assert len(findings) == 1, codes(findings)
    return findings[0]


def test_every_code_speaks_in_whole_sentences() -> None:
    for name, code in CODES.items():
        assert code.reason[0].isupper(), name
        assert code.reason.rstrip("}").endswith((".", ": {words")) or code.reason.endswith("{words}"), name
        assert code.remedy.endswith("."), name


def test_a_cited_sentence_is_fine_and_the_same_without_its_source_is_not() -> None:
    assert found(CITED) == []
    finding = only("Eczema is not infectious.")
    assert (finding.code, finding.n, finding.line, finding.blocks) == ("uncited", 1, 1, True)
    assert finding.excerpt == "Eczema is not infectious."


def test_a_protocol_is_shown_at_its_exact_span() -> None:
    text = f"{CITED} Rub coconut oil on it twice a day [@guide]. {CITED}"
    finding = only(text)
    assert finding.code == "protocol"
    assert text[finding.start : finding.end] == "Rub coconut oil on it twice a day [@guide]."
    assert "consult block" in finding.remedy


@pytest.mark.parametrize(
    "draft",
    [
        Draft(parts=(Part("title", "line", "Probiotics heal eczema"),)),
        Draft(parts=(Part("address", "line", "probiotics-heal-eczema"),)),
        body("## Probiotics heal eczema"),
        body(f"![Probiotics heal eczema](/media/pictures/{DIGEST}.webp)"),
        body('[page](/a "Probiotics heal eczema")'),
        body("| Probiotics heal eczema | b |\n|-|-|\n| c | d |"),
    ],
)
def test_what_carries_no_source_may_not_assert(draft: Draft) -> None:
    findings = check(draft).findings
    assert codes(findings) == ["asserting_heading"]
    assert "question" in findings[0].remedy


def test_a_citation_where_none_is_shown_is_misplaced() -> None:
    assert found("## What helps [@guide]?") == ["misplaced_citation"]
    assert codes(check(Draft(parts=(Part("title", "line", "Help [@guide]"),))).findings) == [
        "misplaced_citation"
    ]
    assert found(f"![A cot [@guide]](/media/pictures/{DIGEST}.webp)") == ["misplaced_citation"]


def test_a_mark_in_no_sentence_is_loose() -> None:
    finding = only("Hello there.\n\n[@guide]")
    assert (finding.code, finding.line, finding.excerpt) == ("loose_mark", 3, "[@guide]")


@pytest.mark.parametrize("mark", ["[@guide", "[@]", "[@guide; trial]x[@", "[@guide p. 4]", "[@a, 1; @]"])
def test_what_looks_like_a_mark_and_is_none_is_named(mark: str) -> None:
    assert "malformed_mark" in found(f"Hello {mark} there.")


@pytest.mark.parametrize(
    "text", ["Write to me@example.org.", "See `[@guide]` here.", "A \\[@guide] here.", "[x@y](/a) here."]
)
def test_addresses_code_and_escapes_are_no_marks(text: str) -> None:
    report = check(body(text))
    assert report.findings == ()
    assert all(statement.citations == () for statement in report.statements)


def test_a_link_whose_words_look_like_a_mark_is_a_link() -> None:
    assert check(body("[@rae](/people/rae/) wrote this.")).statements[0].citations == ()


@pytest.mark.parametrize(
    "place",
    [
        "give your baby 5 ml of vinegar water twice a day",
        "Give 5 ml twice a day",
        "p. 4: probiotics heal eczema",
        "rub coconut oil on the skin",
        "if your baby has colic, honey helps",
        "p. " + "4, " * 100,
    ],
)
def test_a_locator_that_tells_readers_something_is_no_locator(place: str) -> None:
    text = f"Eczema is not infectious [@guide, {place}]."
    finding = only(text)
    assert (finding.code, finding.n, finding.blocks) == ("telling_locator", 1, True)
    assert text[finding.start : finding.end].startswith("@guide, ")


@pytest.mark.parametrize(
    "place",
    ["p. 4", "recommendation 1.3", "Table 2: side effects of iron", "If your child has a food allergy",
     "How to treat cradle cap", "Feeding your baby", "Die Haut im ersten Jahr", "whole text"],
)  # fmt: skip
def test_a_locator_may_be_called_as_the_section_is(place: str) -> None:
    assert found(f"Eczema is not infectious [@guide, {place}].") == []


def test_a_link_to_our_pages_brings_no_words_along() -> None:
    finding = only("[Look here](/search/?q=give+your+baby+two+drops+of+oil) for more.")
    assert (finding.code, finding.words) == ("asking_link", "/search/?q=give+your+baby+two+drops+of+oil")
    assert found("[Look here](/search/) for more.") == []


@pytest.mark.parametrize(
    ("words", "address", "fits"),
    [
        ("Call 999", "tel:999", True),
        ("Call 999", "tel:+19005551234", False),
        ("1-833-852-6262", "tel:+18338526262", True),
        ("1-833-TLC-MAMA", "tel:+18338526262", True),
        ("0800 111 (24/7)", "tel:+44800111", True),
        ("0800 112 (24/7)", "tel:+44800111", False),
        ("Ring the help line", "tel:+44800111", True),
    ],
)
def test_a_telephone_link_dials_the_number_that_it_shows(words: str, address: str, fits: bool) -> None:
    card = f"::: emergency\n### Get help now if:\n\n- you bleed a lot: [{words}]({address}) [@guide].\n:::"
    card = card.replace("### Get help now if:", "### Get help now [@guide] if:")
    report = check(body(card, urgent="body"))
    assert [finding.code for finding in report.findings] == ([] if fits else ["other_number"])


def test_keys_are_looked_up_only_with_a_lookup() -> None:
    text = "Eczema is not infectious [@nobody, p. 1; @guide]."
    assert found(text) == []
    finding = only(text, shelf())
    assert (finding.code, finding.excerpt, text[finding.start : finding.end]) == (
        "unknown_source",
        "@nobody",
        "@nobody, p. 1",
    )
    assert "'nobody'" in finding.reason
    assert not check(body(text)).looked_up
    assert check(body(text), shelf()).looked_up


@pytest.mark.parametrize(
    ("status", "code"),
    [("retracted", "retracted_source"), ("superseded", "superseded_source"), ("concern", "doubted_source")],
)
def test_a_source_that_went_bad_is_named_and_left_to_the_vetter(status: str, code: str) -> None:
    finding = only(CITED, shelf(source("guide", status)))
    assert (finding.code, finding.blocks) == (code, False)


@pytest.mark.parametrize(
    ("text", "code", "excerpt"),
    [
        ("::: consult infant-skin\nWe print no plan.", "unclosed_block", "::: consult infant-skin"),
        ("Hi.\n\n:::", "stray_close", ":::"),
        ("::: recipe\nHi.\n:::", "unknown_block", "::: recipe"),
        (
            "- a\n\n  ::: consult infant-skin\n  We print no plan.\n  :::",
            "inner_block",
            "::: consult infant-skin",
        ),
        ("::: consult\nWe print no plan.\n:::", "consult_unnamed", "::: consult"),
        ("::: consult infant-skin\n:::", "consult_empty", "::: consult infant-skin"),
        ("::: consult nobody\nWe print no plan.\n:::", "unknown_consult", "::: consult nobody"),
        (
            "::: consult infant-skin @nobody\nWe print no plan.\n:::",
            "unknown_source",
            "::: consult infant-skin @nobody",
        ),
        ("::: documents\n:::", "documents_unnamed", "::: documents"),
        ("::: documents solids nobody\n:::", "unknown_document", "::: documents solids nobody"),
        ("::: frequency some\n:::", "frequency_unreadable", "::: frequency some"),
        ("::: frequency 1 in 5000\n:::", "frequency_unreadable", "::: frequency 1 in 5000"),
        ("::: frequency 6 in 5\n:::", "frequency_unreadable", "::: frequency 6 in 5"),
        ("::: frequency 1 in 5\n:::", "frequency_mismatch", "::: frequency 1 in 5"),
        (f"![](/media/pictures/{DIGEST}.webp)", "picture_without_alt", f"![](/media/pictures/{DIGEST}.webp)"),
        (
            f"![\u200b](/media/pictures/{DIGEST}.webp)",
            "picture_without_alt",
            f"![\u200b](/media/pictures/{DIGEST}.webp)",
        ),
        ("![A cot](https://example.org/a.png)", "foreign_picture", "![A cot](https://example.org/a.png)"),
        (
            f"![A cot](/media/pictures/{'f' * 64}.webp)",
            "unknown_picture",
            f"![A cot](/media/pictures/{'f' * 64}.webp)",
        ),
        ("[shop](https://example.org/x)", "outside_link", "[shop](https://example.org/x)"),
        ("[x](javascript:alert)", "outside_link", "[x](javascript:alert)"),
        ("[x](//example.org)", "outside_link", "[x](//example.org)"),
        ("A <b>word</b>.", "raw_html", "A <b>word</b>."),
        ("We love the discount code.", "promotion", "We love the discount code."),
    ],
)
def test_each_place_that_stands_wrong_is_named(text: str, code: str, excerpt: str) -> None:
    finding = only(text, shelf())
    assert (finding.code, finding.excerpt) == (code, excerpt)
    assert finding.blocks == CODES[code].blocks
    assert finding.line == text[: finding.start].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We love Ddrops.", "ddrops"),
        ("We found our cot on Amazon.", "amazon"),
        ("You can get it at Target.", "get it at target"),
        ("Zarbee's is what we use.", "zarbee's"),
        ("They live beside the Amazon river.", ""),
        ("We stayed at target for the week.", ""),
    ],
)
def test_a_brand_or_a_shop_is_refused_by_its_name(text: str, named: str) -> None:
    assert [finding.words for finding in check(body(text)).findings if finding.code == "promotion"] == (
        [named] if named else []
    )


def test_of_several_names_in_a_line_the_finding_says_which_it_means() -> None:
    assert only("::: documents solids nobody\n:::", shelf()).words == "nobody"
    assert only("::: consult solids\nWe print no plan.\n:::", shelf()).words == "solids"


def test_an_address_that_cannot_be_read_is_refused() -> None:
    lookup = shelf(source("guide", url="http://[1"))
    assert found(f"{CITED} Read [this](https://example.org).", lookup) == ["outside_link"]


def test_without_a_lookup_nothing_is_called_unknown() -> None:
    text = "::: documents nobody\n:::\n\n::: consult nobody @nobody\nWe print no plan.\n:::\n"
    assert found(text) == []


def test_a_loose_mark_is_named_once_in_its_own_part() -> None:
    parts = (Part("summary", "markdown", "[@guide]"), Part("body", "markdown", "Hello."))
    assert [(finding.part, finding.code) for finding in check(Draft(parts=parts)).findings] == [
        ("summary", "loose_mark")
    ]


def test_what_stands_right_is_not_named() -> None:
    text = (
        "Hello [there](/articles/solids/), [write](mailto:a@example.org), [ring](tel:+441234567) or [read](https://example.org/guide/).\n\n"
        f"{CITED}\n\n![A cot](/media/pictures/{DIGEST}.webp)\n\n"
        "::: documents solids\n:::\n\n"
        "::: frequency 1 in 5\nAbout one in five babies with eczema is allergic to egg [@guide].\n:::\n\n"
        "::: consult infant-skin @guide\nWe print no plan.\n:::\n"
    )
    assert found(text, shelf(source("guide", url="https://www.example.org/guide#top"))) == []


def test_a_forgotten_end_is_one_finding_however_many_blocks_follow() -> None:
    text = "::: consult infant-skin\nWe print no plan.\n\n::: documents solids\n:::\n"
    assert found(text, shelf()) == ["unclosed_block"]


def test_a_frequency_needs_its_numbers_in_a_cited_sentence() -> None:
    inside = "::: frequency {numbers}\n{sentence}\n:::"
    cited = "About one in five babies with eczema is allergic to egg [@guide]."
    assert found(inside.format(numbers="1 in 5", sentence=cited)) == []
    assert found(inside.format(numbers="1 in 6", sentence=cited)) == ["frequency_mismatch"]
    assert "frequency_mismatch" in found(
        inside.format(numbers="1 in 5", sentence=cited.replace(" [@guide]", ""))
    )


def test_a_text_too_long_is_one_finding_and_nothing_else_is_read() -> None:
    fine = check(draft_from_markdown("a" * 200_000))
    assert "too_long" not in codes(fine.findings)
    report = check(draft_from_markdown("Eczema is caused by milk. " * 10_000))
    assert codes(report.findings) == ["too_long"]
    assert report.statements == ()


def test_lists_nested_too_deeply_are_named_not_dropped_in_silence() -> None:
    text = "> " * 60 + "Hello."
    assert found(text) == ["too_deep"]


def test_html_in_code_is_only_code() -> None:
    assert found("Use `<b>` here.") == []
    assert found("```\n<b>\n```\n") == []


def test_findings_come_in_the_order_of_the_text() -> None:
    draft = Draft(
        parts=(
            Part("title", "line", "Milk causes eczema"),
            Part("body", "markdown", "Milk causes colic.\n\n:::\n\nMilk causes gas."),
        )
    )
    findings = check(draft).findings
    assert [(finding.part, finding.line, finding.code) for finding in findings] == [
        ("title", 1, "asserting_heading"),
        ("body", 1, "uncited"),
        ("body", 3, "stray_close"),
        ("body", 5, "uncited"),
    ]


def test_an_unreadable_sentence_is_a_finding_of_its_own_even_when_cited() -> None:
    assert found("Молоко полезно [@guide].") == ["unreadable"]
    assert found("Молоко полезно.") == ["uncited", "unreadable"]
