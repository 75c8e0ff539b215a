"""How one page is held against the five accounts."""

import pytest

from site_app.reader.audit.accounts import Ledger, PageAudit
from site_app.reader.audit.records import is_record
from site_app.reader.audit.rulings import Ruled, is_echo
from site_app.reader.audit.site_texts import normal, says_something
from site_app.reader.audit.tree import NotWellFormed, parse

EDITION = Ruled(
    identifier="e1",
    statements={1: "Babies wake at night.", 2: "You are not alone.", 3: "Sugar helps."},
    unruled=frozenset({3}),
    html='<a href="https://told.example/">told</a>',
)
LEDGER = Ledger(
    editions={"e1": EDITION},
    records={
        "name": frozenset({"Wren"}),
        "source": frozenset({"What sleep2020 found"}),
        "address": frozenset({"tel:999"}),
    },
    site_texts=frozenset({"Written by {}", "Read more", "Last reviewed {}"}),
    addresses=frozenset({"/help/"}),
)


def held(html: str) -> list[str]:
    walk = PageAudit(LEDGER, "/x/")
    walk.hold(parse(html))
    return [missed.why for missed in walk.found]


def in_edition(html: str) -> str:
    return f'<article data-edition="e1">{html}</article>'


@pytest.mark.parametrize(
    "html",
    [
        in_edition('<p><span data-n="1">Babies wake at night.</span></p>'),
        in_edition('<p><span data-n="1">Babies <em>wake</em>\n at night.</span></p>'),
        in_edition('<p><span data-n="1">Babies wake at night.<sup class="marks"><a>1</a></sup></span></p>'),
        '<p data-echo="e1">Babies wake at night. You are not alone.</p>',
        '<title data-echo="e1">You are not alone. · Groundwell</title>',
        '<p>Written by <span data-record="name">Wren</span></p>',
        '<p>Last reviewed <time data-record="number">2026</time></p>',
        '<p><a href="/help/">Read more</a></p>',
        '<p><a href="tel:999">Read more</a></p>',
        in_edition('<p><a href="https://told.example/">Read more</a></p>'),
        '<h2 id="a">Read more</h2><a href="#a">Read more</a>',
        '<nav aria-label="Read more"></nav>',
        "<p>, · ;</p>",
    ],
)
def test_what_belongs_to_an_account_passes(html):
    assert held(html) == []


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>Sugar helps babies sleep.</p>", "site text"),
        ("<p>Read more and eat sugar</p>", "site text"),
        ('<img src="/static/x.png" alt="Sugar helps">', "site text"),
        ('<nav aria-label="Sugar helps"></nav>', "site text"),
        ('<input placeholder="Sugar helps">', "site text"),
        (
            in_edition('<p><span data-n="1">Babies never wake.</span></p>'),
            "not the text of statement",
        ),
        (in_edition('<p><span data-n="1">Babies wake</span></p>'), "not the text of statement"),
        (in_edition('<p><span data-n="9">Babies wake at night.</span></p>'), "does not have"),
        (in_edition('<p><span data-n="3">Sugar helps.</span></p>'), "no ruling that stands"),
        ('<p><span data-n="1">Babies wake at night.</span></p>', "does not have"),
        ('<p data-echo="e1">Babies wake at</p>', "whole ruled statements"),
        ('<p data-echo="e1">Sugar helps.</p>', "whole ruled statements"),
        ('<p data-echo="e1">Babies wake at night. Sugar.</p>', "whole ruled statements"),
        ('<p data-echo="e2">Babies wake at night.</p>', "whole ruled statements"),
        ('<p data-echo="">Babies wake at night.</p>', "whole ruled statements"),
        ('<meta name="description" content="Sugar helps." data-echo="e1">', "whole ruled statements"),
        ('<meta name="description" content="Babies wake at night.">', "not in the committed list"),
        ('<meta property="og:title" content="Babies wake at night.">', "that the audit does not know"),
        ('<p>Written by <span data-record="name">Dr Sugar</span></p>', "not stored"),
        ('<span data-record="number">eat 5 sweets</span>', "not stored"),
        ('<span data-record="name">What sleep2020 found</span>', "not stored"),
        ('<a href="https://shop.example/buy">Read more</a>', "neither published nor stored"),
        ('<a href="/articles/sugar-cures/">Read more</a>', "neither published nor stored"),
        ('<a href="#nowhere">Read more</a>', "leads nowhere"),
        (in_edition('<sup class="marks"><a>sugar</a></sup>'), "no number"),
        ('<article data-edition="e9"></article>', "not stored"),
    ],
)
def test_what_belongs_to_none_is_found(html, why):
    found = held(html)
    assert found
    assert why in found[0]


def test_an_echo_is_whole_statements_one_after_another():
    statements = ["A b.", "A b. C", "C"]
    assert is_echo("A b. C", statements)
    assert is_echo("C A b.", statements)
    assert not is_echo("A b", statements)
    assert not is_echo("A b.C", statements)
    assert not is_echo("", statements)


def test_numbers_are_digits_and_nothing_said():
    assert is_record("1,204", "number", {})
    assert is_record("f" * 64, "number", {})
    assert not is_record("5 drops", "number", {})
    assert is_record("1 in 8", "frequency", {})
    assert not is_record("1 in 8 babies", "frequency", {})


def test_holes_in_a_row_are_one():
    assert normal("Vetted by  {} ({}, {});\n{}") == "Vetted by {}"
    assert not says_something("{} · {}")
    assert says_something("{} und {}")


@pytest.mark.parametrize("html", ["<p><em>a</p></em>", "<div><p>a</p>", "a</p>"])
def test_tags_that_do_not_nest_are_told(html):
    with pytest.raises(NotWellFormed):
        parse(html)
