"""Tokens, weight, and how a text is supported."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from site_app.publication.services import publish
from site_app.reader.audit.tree import parse
from tests.builders import build_next, build_published, submitted, vetted

CSS = Path(str(finders.find("css/tokens.css"))).parent


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): (#\w+);", block))


def test_dark_by_the_device_and_dark_by_choice_are_the_same():
    tokens = (CSS / "tokens.css").read_text()
    by_device = tokens.split("@media (prefers-color-scheme: dark)")[1].split(':root[data-theme="light"]')[0]
    by_choice = tokens.split(':root[data-theme="dark"]')[1]
    assert colours(by_device) == colours(by_choice)
    assert len(colours(by_device)) > 20


def test_no_style_sheet_is_longer_than_three_hundred_lines():
    lengths = {path.name: len(path.read_text().splitlines()) for path in CSS.glob("*.css")}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_an_article_weighs_at_most_thirty_kilobytes_with_its_styles_and_scripts(site, rae):
    html = rae.get("/articles/quiet-nights/").content
    named = re.findall(rb'(?:href|src)="/static/((?:css|js)/[\w-]+)[.\w]*?\.(css|js)"', html)
    assert len(named) > 8
    files = [Path(str(finders.find(f"{name.decode()}.{end.decode()}"))).read_bytes() for name, end in named]
    assert sum(len(gzip.compress(content)) for content in (html, *files)) <= 30_000


def test_an_article_has_no_script_that_blocks_and_nothing_inline(answers):
    html = answers["/articles/quiet-nights/"].content.decode()
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "ld+json" not in tag]
    assert scripts
    assert all(re.search(r"\basync\b|type=\"module\"", tag) and " src=" in tag for tag in scripts)
    assert "<style" not in html
    assert not re.search(r'<[^>]+\s(style|on\w+)="', html)


def test_how_a_text_is_supported_stands_in_words_beside_the_picture(answers):
    root = parse(answers["/articles/quiet-nights/"].content.decode())
    part = next(element for element in root if element.has_class("support")).text()
    assert re.search(r"\d+ rests? on a source that supports the whole of", part)
    assert [element for element in root if element.has_class("strip")]


def test_an_older_edition_leads_to_what_changed_since(team, rae):
    first = build_published(team, slug="steps")
    assert "What changed since" not in rae.get("/articles/steps/").content.decode()
    revision = build_next(team.wren, first.revision, title="What steps come first?")
    vetted(team.vera, submitted(revision))
    publish(actor=team.pia, revision=revision)
    assert rae.get("/articles/steps/").content.decode().count("What changed since") == 1
