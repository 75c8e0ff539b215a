"""Texts put together with the place of every sentence written down, and texts thrown together at random.

Whatever the blocks around it and the marks in it, a statement's span is exactly what was typed for it.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.report import Statement
from site_app.statements.walk import walk
from tests.statements.test_positions import RANDOM

# As typed, as shown.
WORDS = [
    ("milk", "milk"), ("milk", "milk"), ("*gut*", "gut"), ("in*ner*most", "innermost"), ("un**do**ne", "undone"),
    ("_so_", "so"), ("***very***", "very"), ("snake_case_word", "snake_case_word"), ("2*3*4", "234"),
    ("caf&eacute;", "café"), ("&#98;aby", "baby"), ("&#x62;ib", "bib"), ("&amp;", "&"), ("&nosuch;", "&nosuch;"),
    ("salt&shy;y", "salt\u00ady"), ("`code x`", "code x"), ("`` a`b ``", "a`b"), ("[link](/a)", "link"),
    ("[two words](/a)", "two words"), ("[*in*](</a b>)", "in"), ("<https://example.org/a.b>", "https://example.org/a.b"),
    ("b\\*c", "b*c"), ("naïve", "naïve"), ("e\u0301", "e\u0301"), ("😀", "😀"), ("👩‍👧", "👩‍👧"),
    ("湿疹", "湿疹"), ("“so”", "“so”"), ("it's", "it's"), ("7", "7"), ("2.5", "2.5"), ("<b>", "<b>"), ("a\u00a0b", "a b"),
    ("\tx", "x"), ("x  y", "x y"), ("x\ty", "x y"), ("\\*star", "*star"), ("@k", "@k"), ("\\[@k]", "[@k]"), ("ti\0me", "ti\ufffdme"),
]  # fmt: skip
ENDS = [
    (".", "."), ("!", "!"), ("?", "?"), ("…", "…"), (".[@k]", "."), (". [@k, p. 4]", "."), (" [@k].", "."),
    ("[@k; @j].", "."), (".”", ".”"), ("?!", "?!"),
]  # fmt: skip
AROUND = [("", ""), ("", ""), ("__", "__"), ("[", "](/w)"), ("__[", "](/w)__")]

# Before the first line of a block, before each further line, after the block.
FORMS = {
    "text": ("", "", ""),
    "moved in": ("   ", "  ", ""),
    "tab on": ("", "\t", ""),
    "item": ("- ", "  ", ""),
    "lazy item": ("- ", "", ""),
    "tab item": ("-\t", "\t", ""),
    "tab item, moved": ("*\t", "\t  ", ""),
    "number": ("10) ", "    ", ""),
    "nested": ("- - + ", "      ", ""),
    "lazy nested": ("- 1. ", " ", ""),
    "under": ("1. x\n\n   - ", "     ", ""),
    "under, tabs": ("- x\n\n\t- ", "\t  ", ""),
    "quote": ("> ", "> ", ""),
    "tight quote": (">", ">", ""),
    "lazy quote": ("> ", "", ""),
    "quotes": ("> > ", "> > ", ""),
    "lazy quotes": ("> > ", "> ", ""),
    "tab quote": (">\t", "> ", ""),
    "item in quote": ("> - ", ">   ", ""),
    "lazy item in quote": ("> - ", "", ""),
    "quote in item": ("- > ", "  > ", ""),
    "lazy quote in item": ("- > ", "", ""),
    "card": ("::: routine\n- ", "  ", "\n:::"),
    "card in quote": ("> ::: urgent\n> - ", ">   ", "\n> :::"),
    "underlined": ("", "", "\n==="),
    "heading": ("## ", None, ""),
    "closed heading": (" ###\t", None, " ###"),
    "heading in item": ("- > # ", None, ""),
    "cell": ("| h | h |\n|---|---|\n| ", None, " | milk |"),
    "bare cells": ("a | b\n-|-\nmilk | ", None, ""),
    "cell in quote": ("> | h | h |\n> |:-|-:|\n> | milk |", None, "|"),
}  # fmt: skip


@dataclass
class Typed:
    """A text as it grows, and for each sentence put in: what is shown of it, and what was typed."""

    text: str = ""
    sentences: list[tuple[str, str]] = field(default_factory=list)


@st.composite
def sentence_parts(
    draw: st.DrawFn,
) -> tuple[list[tuple[str, str]], list[bool], tuple[str, str], tuple[str, str]]:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    breaks = draw(st.lists(st.booleans(), min_size=len(words) + 1, max_size=len(words) + 1))
    end = draw(st.sampled_from(ENDS))
    around = draw(st.sampled_from(AROUND))
    if "[" in around[0]:
        # No link within a link.
        words = [(typed, shown) for typed, shown in words if "[" not in typed and "<" not in typed]
        if "[" in end[0]:
            end = (".", ".")
    return words, breaks[: len(words) + 1], end, around


BLOCKS = st.tuples(st.sampled_from(sorted(FORMS)), st.lists(sentence_parts(), min_size=1, max_size=3))


def put(typed: Typed, form: str, sentences: list, newline: str) -> None:
    first, further, after = FORMS[form]
    typed.text += first.replace("\n", newline)
    for number, (words, breaks, end, around) in enumerate(sentences):
        if number:
            typed.text += " " if further is None or not breaks[0] else newline + further
        start = len(typed.text)
        typed.text += around[0] + "Now"
        for (word, _), broken in zip(words, breaks[1:], strict=False):
            cell = "cell" in form
            typed.text += " " if further is None or not broken else newline + further
            typed.text += word.replace("|", "\\|") if cell else word
        typed.text += " end" + end[0] + around[1]
        shown = " ".join(" ".join(["Now", *(shown for _, shown in words), "end"]).split()) + end[1]
        typed.sentences.append((shown, typed.text[start:]))
    typed.text += after.replace("\n", newline) + newline * 2


def found_in(text: str) -> list[tuple[str, str]]:
    statements = check(draft_from_markdown(text)).statements
    return [(one.text, text[one.start : one.end]) for one in statements if one.text.startswith("Now ")]


@settings(max_examples=200, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_statement_s_span_is_exactly_what_was_typed_for_it(blocks: list, newline: str) -> None:
    typed = Typed()
    for form, sentences in blocks:
        put(typed, form, sentences, newline)
        # Two lists or quotes in a row stay two.
        typed.text += f"<!-- -->{newline}{newline}"
    assert found_in(typed.text) == typed.sentences


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["milk", "a\\|b", "", " ", "*milk*", "milk. Milk", "`a\\|b`", "&#124;", "milk\t"]), min_size=2, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "> ", "- "]),
)  # fmt: skip
def test_cells_that_repeat_each_other_are_each_found_in_their_own_place(cells, newline, prefix) -> None:
    further = "  " if prefix == "- " else prefix
    row = "|" + "|".join(cells) + "|"
    rows = [row, "|" + "-|" * len(cells), row, row]
    text = newline.join((further if number else prefix) + line for number, line in enumerate(rows))
    statements = check(draft_from_markdown(text)).statements
    starts = [one.start for one in statements]
    assert starts == sorted(set(starts))
    for one in statements:
        assert shown_of_cell(text[one.start : one.end]) == one.text
    lines = [one.line for one in statements]
    said = sum(1 for cell in cells if cell.strip()) + cells.count("milk. Milk")
    assert [lines.count(number) for number in (1, 3, 4)] == [said] * 3


def shown_of_cell(typed: str) -> str:
    return html.unescape(typed.replace("\\|", "|").replace("*", "").replace("`", "")).strip()


def letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())


def stands_in(shown: str, typed: str) -> bool:
    """Whether every letter shown is there, in order, in what was typed."""
    # In code an entity is shown as it was typed.
    rests = iter(letters(html.unescape(typed))), iter(letters(typed))
    return any(all(letter in rest for letter in letters(shown)) for rest in rests)


def in_running_text(statements: tuple[Statement, ...]) -> list[Statement]:
    """Alt texts and titles lie within the picture or link of a statement, so their spans do, too."""
    return [one for one in statements if one.kind not in ("alt", "link-title")]


@settings(max_examples=200, deadline=None)
@given(RANDOM)
@example("[a][r]\n\n[r]: /b 'far'")
@example("> a\n\tb. c\n- \td")
def test_in_any_text_spans_are_in_order_apart_and_hold_what_is_shown(text: str) -> None:
    last = 0
    for statement in in_running_text(check(draft_from_markdown(text)).statements):
        assert last <= statement.start < statement.end <= len(text)
        assert stands_in(statement.text, text[statement.start : statement.end])
        last = statement.end


@settings(max_examples=150, deadline=None)
@given(RANDOM)
def test_every_letter_of_a_block_is_in_one_statement(text: str) -> None:
    walked = walk(draft_from_markdown(text))
    for node in {id(sentence.node): sentence.node for sentence in walked.sentences}.values():
        shown = "".join(sentence.text for sentence in walked.of_node(node))
        assert list(letters(shown)) == list(letters(node.visible))
