"""Every text a reader would see becomes a statement, in its place."""

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.report import Draft, Part, Statement
from site_app.statements.walk import LONGEST, walk
from tests.statements.shelf import DIGEST


def statements(text: str) -> tuple[Statement, ...]:
    return check(draft_from_markdown(text)).statements


def rows(text: str) -> list[tuple[str, str]]:
    return [(statement.kind, statement.text) for statement in statements(text)]


def test_each_kind_of_text_is_found_in_reading_order() -> None:
    text = (
        "# Head\n\nOne. Two.\n\n- item\n  1. inner\n\n| Name | Age |\n|---|---|\n| Rae | six |\n\n"
        f'[site](/a "a title") ![a cat](/media/pictures/{DIGEST}.webp "on a mat")\n\n> said\n\n'
        "```\ncode here\n```\n\n::: routine\n### Call if:\n- sign\n:::\n"
    )
    assert rows(text) == [
        ("heading", "Head"),
        ("text", "One."),
        ("text", "Two."),
        ("item", "item"),
        ("item", "inner"),
        ("header", "Name"),
        ("header", "Age"),
        ("cell", "Rae"),
        ("cell", "six"),
        ("text", "site"),
        ("link-title", "a title"),
        ("alt", "a cat"),
        ("link-title", "on a mat"),
        ("text", "said"),
        ("text", "code here"),
        ("card-heading", "Call if:"),
        ("item", "sign"),
    ]


def test_numbers_run_through_all_parts_and_lines_are_counted_in_each() -> None:
    draft = Draft(
        parts=(
            Part("address", "line", "my-page"),
            Part("title", "line", "My page"),
            Part("cover_alt", "line", "A cot"),
            Part("body", "markdown", "One.\n\nTwo."),
        )
    )
    report = check(draft)
    assert [(s.n, s.part, s.kind, s.line) for s in report.statements] == [
        (1, "address", "address", 1),
        (2, "title", "title", 1),
        (3, "cover_alt", "alt", 1),
        (4, "body", "text", 1),
        (5, "body", "text", 3),
    ]


def test_a_heading_path_names_caption_headings_and_column() -> None:
    text = "## A\n\none\n\n### B\n\ntwo\n\n| Col | Other |\n|-|-|\n| x | y |\n\n## C\n\nthree\n"
    found = check(Draft(parts=(Part("body", "markdown", text, caption="Cap"),))).statements
    paths = {statement.text: statement.heading_path for statement in found}
    assert paths["A"] == ("Cap",)
    assert paths["one"] == ("Cap", "A")
    assert paths["B"] == ("Cap", "A")
    assert paths["two"] == ("Cap", "A", "B")
    assert paths["y"] == ("Cap", "A", "B", "Other")
    assert paths["C"] == ("Cap",)
    assert paths["three"] == ("Cap", "C")


def test_a_heading_within_a_card_or_quotation_ends_with_it() -> None:
    text = "## A\n\n::: urgent\n### Call if:\n- sign\n:::\n\n> ## Q\n>\n> quoted\n\nafter\n"
    paths = {statement.text: statement.heading_path for statement in statements(text)}
    assert paths["sign"] == ("A", "Call if:")
    assert paths["quoted"] == ("Q",)
    assert paths["after"] == ("A",)


def test_previous_is_the_statement_before_in_the_same_block() -> None:
    found = {s.text: s.previous for s in statements("One. Two.\n\nThree.\n\n- four\n- five\n")}
    assert found == {"One.": "", "Two.": "One.", "Three.": "", "four": "", "five": "four"}


def test_a_cited_lead_in_covers_the_items_that_complete_it() -> None:
    text = "These help [@guide, p. 1]:\n\n- warmth\n- rest. And sleep.\n- light [@trial]\n"
    found = {s.text: s for s in statements(text)}
    assert found["These help:"].citations[0].key == "guide"
    assert [c.key for c in found["warmth"].inherited] == ["guide"]
    assert found["warmth"].lead_in == "These help:"
    assert found["rest."].inherited == ()
    assert found["And sleep."].inherited == ()
    assert [c.key for c in found["light"].all_citations] == ["trial"], "Its own mark says what it rests on."


def test_without_a_colon_or_with_text_between_nothing_is_inherited() -> None:
    for text in ("These help [@guide].\n\n- warmth\n", "These help [@guide]:\n\nText.\n\n- warmth\n"):
        found = {s.text: s for s in statements(text)}
        assert found["warmth"].all_citations == ()
        assert found["warmth"].lead_in == ""


def test_a_nested_list_completes_its_own_item() -> None:
    text = "These help [@guide]:\n\n- at night [@trial]:\n  - warmth\n- by day\n"
    found = {s.text: s for s in statements(text)}
    assert [c.key for c in found["warmth"].inherited] == ["trial"]
    assert [c.key for c in found["by day"].inherited] == ["guide"]


def test_a_lead_in_covers_table_cells_and_a_card() -> None:
    text = (
        "By age [@guide]:\n\n| Age | Share |\n|-|-|\n| six | a third |\n\n"
        "Get help [@trial]:\n\n::: urgent\n### Call if:\n- sign\n- mark [@guide]\n:::\n"
    )
    found = {s.text: s for s in statements(text)}
    assert [c.key for c in found["a third"].inherited] == ["guide"]
    assert found["Age"].inherited == ()
    assert [c.key for c in found["Call if:"].inherited] == ["trial"]
    assert [c.key for c in found["sign"].inherited] == ["trial"]
    assert [c.key for c in found["mark"].all_citations] == ["guide"]


def test_a_citation_belongs_to_the_sentence_it_stands_in_or_ends() -> None:
    text = "One [@a]. Two.[@b] Three. [@c, p. 1; @d] Four."
    ties = {s.text: [(c.key, c.locator) for c in s.citations] for s in statements(text)}
    assert ties == {
        "One.": [("a", "")],
        "Two.": [("b", "")],
        "Three.": [("c", "p. 1"), ("d", "")],
        "Four.": [],
    }


def test_a_citation_knows_where_it_was_typed() -> None:
    text = "x\n\nOne [@first, p. 1; @second]."
    citations = statements(text)[-1].citations
    assert [text[c.start : c.end] for c in citations] == ["@first, p. 1", "@second"]


def test_a_lead_in_is_the_whole_sentence_even_with_its_mark_before_the_colon() -> None:
    found = {s.text: s.lead_in for s in statements("These help [@guide] :\n\n- warmth")}
    assert found["warmth"] == "These help:"


def test_pictures_are_named_by_their_digest() -> None:
    found = statements(
        f"Look ![a cat](/media/pictures/{DIGEST}.webp) here. ![far](https://example.org/x.png)"
    )
    assert [(s.text, s.pictures) for s in found] == [
        ("Look here.", (DIGEST,)),
        ("a cat", (DIGEST,)),
        ("far", ()),
    ]


def test_a_part_that_is_too_long_is_left_out() -> None:
    draft = Draft(parts=(Part("title", "line", "Rae"), Part("body", "markdown", "a" * (LONGEST + 1))))
    assert [sentence.text for sentence in walk(draft).sentences] == ["Rae"]


def test_punctuation_alone_is_no_statement() -> None:
    assert rows("—\n\n***\n\n…\n") == []
    assert rows("✅\n") == [("text", "✅")]


def test_a_block_names_the_container_or_quotation() -> None:
    found = {
        s.text: s.block
        for s in statements("a\n\n> b\n\n::: consult x\nc\n:::\n\n::: frequency 1 in 5\nd\n:::\n")
    }
    assert found == {"a": "", "b": "quote", "c": "consult", "d": "frequency"}


def test_empty_parts_have_no_statements() -> None:
    assert check(Draft(parts=(Part("title", "line", " "), Part("body", "markdown", "\n\n")))).statements == ()
