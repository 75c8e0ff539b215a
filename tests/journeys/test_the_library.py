"""The launch library as readers meet it: nothing leads nowhere, and each article says where to go on."""

import gzip
import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from site_app.publication import reading
from site_app.publication.addresses import address_of
from site_app.publication.models import Live
from site_app.publication.reading.search import search
from site_app.reader.audit.tree import Element, parse

pytestmark = pytest.mark.slow


def page_of(rae: Client, address: str) -> Element:
    answer = rae.get(address)
    assert answer.status_code == 200, address
    return parse(answer.content.decode())


def test_every_link_between_the_pages_of_the_library_resolves(db):
    call_command("load_demo", stdout=StringIO())
    rae, asked = Client(), {}
    for live in Live.objects.all():
        address = address_of(live.kind, live.slug)
        main = next(element for element in page_of(rae, address) if element.name == "main")
        places = {element.attributes.get("id") for element in main}
        for link in (element for element in main if element.name == "a"):
            target, _, place = link.attributes["href"].partition("#")
            assert target or place, (address, link.text(), link.attributes)
            if not target:
                assert place in places, (address, place)
            elif target.startswith("/"):
                if target not in asked:
                    asked[target] = rae.get(target).status_code
                assert asked[target] == 200, (address, target)
    assert len(asked) > Live.objects.count()


def test_every_article_has_neighbours_and_a_consult_block_with_a_free_way_first(db):
    call_command("load_demo", stdout=StringIO())
    for live in Live.objects.filter(kind="article"):
        page = reading.document(live.kind, live.slug)
        assert page.related, live.slug
        blocks = [block for block in page.parts["body"] if block.form == "consult"]
        assert blocks, live.slug
        for block in blocks:
            assert block.free_way, live.slug
            assert block.consult, live.slug
            assert bool(block.help_lines) is bool(page.urgent), live.slug


# What is typed at night, as it is typed, and the page that answers it.
AT_NIGHT = {
    "baby won't stop crying": "when-a-baby-cries",
    "won't stop crying": "when-a-baby-cries",
    "is this rash eczema": "baby-eczema",
    "rash": "baby-eczema",
    "bleeding 5 weeks after birth": "bleeding-and-healing",
    "when can I give peanut": "peanut-egg-and-other-allergens",
    "baby keeps spitting up milk": "spit-up-and-reflux",
    "vomiting": "spit-up-and-reflux",
    "is it normal to be sad after birth": "mood-after-birth",
    "leaking pee when i sneeze": "pelvic-floor-after-birth",
    "can i drink wine while breastfeeding": "eating-while-breastfeeding",
    "chest pain": "warning-signs-after-birth",
    "I feel like I could hurt myself": "mood-after-birth",
    "i might hurt my baby": "mood-after-birth",
}


def test_what_is_asked_at_night_is_answered_first_by_the_page_for_it(db):
    call_command("load_demo", stdout=StringIO())
    first = {question: search(question).hits[0].card.address for question in AT_NIGHT}
    assert first == {question: f"/articles/{slug}/" for question, slug in AT_NIGHT.items()}


def test_every_article_is_light_enough_for_a_weak_signal(db):
    """Words, styles and scripts as they travel: the type and the pictures come when they come."""
    call_command("load_demo", stdout=StringIO())
    rae, heavy = Client(), {}
    for live in Live.objects.filter(kind="article"):
        html = rae.get(address_of(live.kind, live.slug)).content
        named = re.findall(rb'(?:href|src)="/static/((?:css|js)/[\w-]+)[.\w]*?\.(css|js)"', html)
        assert len(named) > 8
        files = [finders.find(f"{name.decode()}.{end.decode()}") for name, end in named]
        weight = sum(len(gzip.compress(one)) for one in (html, *(Path(str(f)).read_bytes() for f in files)))
        if weight > 30_000:
            heavy[live.slug] = weight
    assert not heavy
