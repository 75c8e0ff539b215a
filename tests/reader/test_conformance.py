"""Every page is HTML as its standard has it."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from site_app.publication.services import publish, withdraw
from site_app.reader.audit import addresses
from site_app.reader.audit.run import STANDING
from site_app.sources.models import Source
from site_app.sources.services import set_status
from tests.builders import build_next, submitted, vetted
from tests.reader.conformance import faults

GOOD = (
    '<!doctype html><html lang="en-GB"><head><title>Nights</title></head><body>{skip}<main id="main">'
    "<h1>Nights</h1>{inside}</main></body></html>"
)
SKIP = '<a href="#main">Skip</a>'
BAD = {
    "an id twice": '<p id="main">Twice</p>',
    "an id with a gap": '<p id="two words">Gap</p>',
    "a paragraph in a paragraph": "<p>One <p>Two</p></p>",
    "a list in a paragraph": "<p>One <ul><li>Two</li></ul></p>",
    "a stray end": "<p>One</p></em>",
    "an attribute twice": '<p class="a" class="b">One</p>',
    "a link that leads nowhere": '<a href="#note-9">9</a>',
    "a name that is not there": '<section aria-labelledby="notes"><h2>Notes</h2></section>',
    "a control without a label": '<input name="q">',
    "a label for nothing": '<label for="q">Words</label><input id="words" aria-label="Words">',
    "a button that says nothing": "<button></button>",
    "a button within a link": '<a href="#main">One <button>Two</button></a>',
    "a picture without words": '<img src="/static/img/mark.svg">',
    "an obsolete element": "<center>One</center>",
    "an obsolete attribute": '<p align="right">One</p>',
    "a style of its own": '<p style="color: red">One</p>',
    "a second heading of the page": "<h1>Two</h1>",
    "an unknown entity": "<p>One &nosuch; two</p>",
}


def test_a_page_that_conforms_has_no_fault():
    label = '<label for="q">Words</label><input id="q" name="q"><label><input name="w"> Week</label>'
    assert faults(GOOD.format(skip=SKIP, inside=f"<p>One &amp; two</p>{label}")) == []


@pytest.mark.parametrize("inside", BAD.values(), ids=BAD.keys())
def test_each_fault_is_found(inside):
    assert faults(GOOD.format(skip=SKIP, inside=inside))


@pytest.mark.parametrize(
    "old", ["<!doctype html>", ' lang="en-GB"', "<title>Nights</title>", "<h1>Nights</h1>"]
)
def test_what_a_page_lacks_is_found(old):
    page = GOOD.format(skip=SKIP, inside="")
    assert faults(page) == []
    assert faults(page.replace(old, ""))


def faults_of_all_pages() -> tuple[list[str], int]:
    """Every address of the door that answers with HTML, whatever its status."""
    rae, found, pages = Client(), [], 0
    for example in addresses.all_examples(addresses.published()):
        ask = rae.post(example.address, dict(example.form)) if example.form else rae.get(example.address)
        if ask.content and ask.get("Content-Type", "").startswith("text/html"):
            pages += 1
            found += [f"{example.address}: {fault}" for fault in faults(ask.content.decode())]
    return found, pages


def test_every_page_conforms(site):
    found, pages = faults_of_all_pages()
    assert found == []
    assert pages > 60


def test_every_page_that_search_engines_may_list_says_what_it_is_about(site, rae):
    listed = re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>", rae.get("/sitemap.xml").content.decode())
    assert len(listed) > 10
    for address in listed:
        html = rae.get(address).content.decode()
        told = len(re.findall(r'<meta name="description" content="[^"]{20,}"', html))
        # A document describes itself with its summary, and some have none.
        assert told == 1 or (told == 0 and ' class="document' in html), address


def test_old_alarmed_and_withdrawn_pages_conform(site):
    withdraw(actor=site.team.vera, document=site.collection.document, because="outdated")
    revision = build_next(site.team.wren, site.article.revision, slug="calm-nights")
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    source = Source.objects.get(key="sleep2020")
    set_status(actor=site.team.olga, source=source, status="retracted", note="For the test.")
    assert faults_of_all_pages()[0] == []


def test_the_pages_of_an_empty_site_conform(db):
    assert faults_of_all_pages()[0] == []


@pytest.mark.parametrize("template", STANDING)
def test_the_pages_that_nobody_can_ask_for_conform(template):
    assert faults(render_to_string(template, {})) == []
