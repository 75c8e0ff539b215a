"""Which sources an edition names, as rows: a copy of what is sealed, so that no page reads every edition."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.publication import chain, reading, verify
from site_app.publication.errors import NotPublished
from site_app.publication.models import Edition, Mention
from site_app.publication.services import publish
from tests.builders import build_next, build_published, submitted, vetted

BROKEN = "The list of its sources does not repeat what is sealed."


def whys() -> str:
    chain.write_head_file()
    return " | ".join(str(found) for found in verify.broken())


def without_sources(team, edition) -> None:
    """A newer edition of the same text that names no source."""
    newer = submitted(build_next(team.wren, edition.revision, body="We wish you a quiet night."))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)


def test_the_page_of_a_source_reads_the_editions_that_name_it_and_no_other(team, edition):
    without_sources(team, edition)
    for number in range(3):
        other = build_published(team, slug=f"n{number}", title=f"What is page {number}?")
        without_sources(team, other)
    with CaptureQueriesContext(connection) as queries:
        assert reading.source("sleep2020").title
    (read,) = [query["sql"] for query in queries if "publication_part" in query["sql"]]
    named = ", ".join(map(str, Mention.objects.order_by("edition").values_list("edition", flat=True)))
    assert Edition.objects.count() == 2 * (named.count(",") + 1)
    assert f"WHERE e.id IN ({named}) " in read


def test_without_the_list_the_page_is_not_found_rather_than_looked_for_everywhere(team, edition, tamper):
    without_sources(team, edition)
    assert reading.source("sleep2020").title
    tamper("DELETE FROM publication_mention")
    with pytest.raises(NotPublished):
        reading.source("sleep2020")


@pytest.mark.parametrize(
    "sql", ["UPDATE publication_mention SET source_key = 'other'", "DELETE FROM publication_mention"]
)
def test_a_list_of_sources_that_says_something_else_is_found(edition, tamper, sql):
    tamper(sql)
    assert BROKEN in whys()


def test_editions_from_before_get_their_list_of_sources_from_what_is_sealed(edition, tamper):
    tamper("DELETE FROM publication_mention")
    step = import_module("site_app.publication.migrations.0007_sources_by_edition")
    step.mention(apps, None)
    assert list(Mention.objects.values_list("edition", "source_key")) == [(edition.pk, "sleep2020")]
    assert whys() == ""
