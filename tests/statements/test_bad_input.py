"""Whatever is typed or pasted: a report, never an error, and never a long wait."""

import re
import time

import pytest

from site_app.statements.check import check, draft_from_markdown, judge_sequence
from site_app.statements.render import render

MANY = 200_000
BAD = {
    "brackets": "[" * 20_000,
    "marks": "[@" * 20_000,
    "links": "[a](" * 10_000,
    "pictures": "![a" * 10_000,
    "stars": "*a " * 10_000,
    "backticks": "`" * MANY,
    "quotes": ">" * MANY,
    "bullets": "- " * (MANY // 2),
    "colons": ":::\n" * 5_000,
    "blocks": "::: x\n" * 5_000,
    "pipes": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|b" * 1_000,
    "cited": "x.[@a] Y\n" * 5_000,
    "one word": "a" * MANY,
    "stops": "." * MANY,
    "letters apart": "e c z " * (MANY // 6),
    "numbers": "1," * (MANY // 2),
    "angles": "<" * MANY,
    "entities": "&#0;" * 20_000,
    "backslashes": "\\" * MANY,
    "returns": "\r" * MANY,
    "nothing seen": "\u200b" * MANY,
    "nul": "\0" * 1_000,
    "nul in an address": "<http://a.b/%00%08> " * 1_000,
    "telephones": "[call 1 2 3](tel:123) " * 4_000,
    "an unknown block": "::: " + "x" * 300 + "\nWords.\n:::",
    "lone surrogate": "Milk \ud800 heals.",
    "if": "if " * 20_000,
    "headings": "# a\n" * 5_000,
    "deep": "".join("  " * depth + "- a\n" for depth in range(300)),
    "references": "[a]: /b\n" * 5_000,
    "hashtag": "#leakygut" * 10_000,
    "titles": "[a](/b 't') " * 3_000,
    "prose": "Eczema is caused by the gut, they say. " * (MANY // 39),
}


@pytest.mark.parametrize("name", BAD)
def test_any_text_gives_a_report_and_a_page_in_a_moment(name: str) -> None:
    draft = draft_from_markdown(BAD[name])
    start = time.process_time()
    report = check(draft)
    page = render(draft)
    assert time.process_time() - start < 6
    assert set(page.parts) == {"body"}
    for statement in report.statements:
        assert 0 <= statement.start < statement.end <= len(BAD[name])
        # As wide as the database's columns, and nothing that a feed could not hold.
        assert len(statement.block) <= 12
        assert not re.search(r"[\x00-\x08\x0e-\x1f]", statement.text)


def test_a_sequence_of_nothing_and_of_odd_kinds_is_labelled() -> None:
    assert judge_sequence([]) == []
    assert [label for label, _ in judge_sequence([("text", ""), ("", "…"), ("odd", "12")])] == ["other"] * 3
