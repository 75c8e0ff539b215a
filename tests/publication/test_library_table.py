"""The table of the library: what live editions lean on and how they stand (docs/library.md)."""

import re
from datetime import datetime
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command

from site_app.publication.inventory import inventory
from site_app.vetting.standards.row import Became
from tests.builders import CITED, build_published, build_source

PAGE = settings.PROJECT_DIR / "docs" / "library.md"


def printed() -> str:
    out = StringIO()
    call_command("library_table", stdout=out)
    return out.getvalue()


def test_each_live_document_has_a_row_of_what_was_ruled_on_it(team):
    build_source(team.wren)
    build_published(team, slug="nights", body=CITED)
    build_published(team, slug="quiet", body="You are not alone.")
    nights, quiet = inventory()
    assert (nights.slug, nights.kind, quiet.slug) == ("nights", "article", "quiet")
    assert (nights.cited, nights.kinds.total(), nights.oldest) == (1, 1, "2020")
    assert (quiet.cited, quiet.kinds.total(), quiet.oldest) == (0, 0, "")
    for entry in (nights, quiet):
        assert entry.statements == entry.cited + entry.cleared.total() + entry.read
    page = printed()
    assert f"| article: nights | {nights.statements} | 1 | 0 |" in page
    assert f"2 documents with {nights.statements + quiet.statements} statements; cited: 1 (" in page


def test_an_empty_site_has_an_empty_table(db):
    assert "0 documents with 0 statements; cited: 0 (0 %)" in printed()


@pytest.mark.slow
def test_the_page_in_docs_is_what_the_command_prints_of_the_demonstration(db):
    """`manage.py library_table > docs/library.md` on a fresh demonstration makes it anew."""
    kept = PAGE.read_text(encoding="utf-8")
    day = re.search(r"as of (\d+ \w+ \d{4});", kept)[1]
    # How old a source is depends on the day.
    with time_machine.travel(datetime.strptime(f"{day} 12 +0000", "%d %B %Y %H %z"), tick=True):
        call_command("load_demo", stdout=StringIO())
        assert printed() == kept
        unmet = {(entry.slug, line.row.code) for entry in inventory() for line in entry.unmet
                 if Became.GATE in line.row.became}  # fmt: skip
    assert unmet == set()
