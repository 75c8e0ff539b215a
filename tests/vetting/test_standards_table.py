"""The table of standards and the page that tells what each row became."""

import re

import pytest

from site_app.vetting.standards.row import Became
from site_app.vetting.standards.table import STANDARDS, TABLE
from tests.architecture.plan import PROJECT_DIR

PAGE = (PROJECT_DIR / "docs" / "standards.md").read_text(encoding="utf-8")
LINES = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]\d", line)
]


def test_the_page_tells_of_every_row_as_the_table_has_it():
    assert [line[:3] for line in LINES] == [
        (row.code, row.question, ", ".join(row.became)) for rows in STANDARDS.values() for row in rows
    ]


def test_the_page_says_of_every_row_how_or_why_not():
    assert all(len(line) == 4 and len(line[3]) > 5 for line in LINES)


def test_what_is_not_built_yet_names_its_issue():
    later = [line for line in LINES if line[2] == "not yet"]
    assert later
    assert all("issue" in line[3].lower() for line in later)


def test_every_code_stands_once():
    assert len(TABLE) == sum(map(len, STANDARDS.values())) == len(LINES)


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.code)
def test_every_row_is_answered_by_the_software_or_asked_of_a_person(row):
    assert row.became
    assert row.asks == (row.answer is None and Became.QUESTION in row.became)
    if row.warns:
        assert row.answer is not None
    if row.rated:
        assert row.asks
