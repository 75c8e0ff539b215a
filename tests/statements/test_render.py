"""The HTML a reader is served: same statements, same numbers, nothing of the author's unescaped."""

import re

import pytest
from hypothesis import given, settings

from site_app.statements.check import check
from site_app.statements.gate import cleaned
from site_app.statements.render import render
from site_app.statements.render_words import SITE_WORDS
from site_app.statements.report import Draft, Part, Segment
from tests.statements.shelf import DIGEST, Shelf, body, shelf, source
from tests.statements.test_positions import RANDOM


def html(text: str, lookup: Shelf | None = None) -> str:
    return "\n".join(segment.html for segment in render(body(text), lookup).parts["body"])


def s(n: int, text: str) -> str:
    return f'<span class="s" id="s{n}" data-n="{n}">{text}</span>'


def test_every_statement_stands_in_a_span_with_its_number() -> None:
    assert (
        html("One *two*. Three & <four>.")
        == f"<p>{s(1, 'One <em>two</em>.')} {s(2, 'Three &amp; &lt;four&gt;.')}</p>"
    )


def test_emphasis_over_two_sentences_is_closed_and_opened_again() -> None:
    assert html("**One. Two.** *`A<b`*") == (
        f"<p>{s(1, '<strong>One.</strong>')} {s(2, '<strong>Two.</strong>')}"
        f" {s(3, '<em><code>A&lt;b</code></em>')}</p>"
    )


def test_pieces_under_the_same_mark_stay_together() -> None:
    inner = '<strong>a &amp; b</strong> <a href="/f">c <em>d</em> e</a>'
    assert html("**a &amp; b** [c *d* e](/f)") == f"<p>{s(1, inner)}</p>"


def test_two_parts_that_say_the_same_keep_numbers_of_their_own() -> None:
    parts = render(
        Draft(parts=tuple(Part(name, "markdown", "None.") for name in ("funding", "conflicts"))), None
    )
    assert [segment.html for part in parts.parts.values() for segment in part] == [
        f"<p>{s(1, 'None.')}</p>",
        f"<p>{s(2, 'None.')}</p>",
    ]


def test_line_parts_and_markdown_parts_share_one_numbering() -> None:
    draft = Draft(
        parts=(
            Part("title", "line", "A <b> title"),
            Part("summary", "markdown", "Sum."),
            Part("body", "markdown", "Bod."),
        )
    )
    rendered = render(draft)
    assert rendered.parts["title"] == (Segment("html", html=s(1, "A &lt;b&gt; title")),)
    assert rendered.parts["summary"][0].html == f"<p>{s(2, 'Sum.')}</p>"
    assert rendered.parts["body"][0].html == f"<p>{s(3, 'Bod.')}</p>"


def test_a_mark_leads_to_the_note_of_its_source() -> None:
    rendered = render(body("One [@b, p. 1]. Two [@a; @b, p. 2]."))
    text = rendered.parts["body"][0].html
    assert (
        '<sup class="marks"><a href="#note-1"><span class="visually-hidden">source </span>1</a></sup>' in text
    )
    assert '<a href="#note-2"><span class="visually-hidden">source </span>2</a>, <a href="#note-1">' in text
    assert [(note.number, note.key, note.locators, note.statements) for note in rendered.notes] == [
        (1, "b", ("p. 1", "p. 2"), (1, 2)),
        (2, "a", (), (2,)),
    ]


def test_neighbours_with_the_same_sources_share_one_mark_at_the_last() -> None:
    text = html("One [@a]. Two [@a, p. 2]. Three [@a]. Four [@b]. Five.")
    assert text.count("<sup") == 2
    assert SITE_WORDS["shared"].format(count=3) in text
    assert text.index("Three.") < text.index("<sup") < text.index("Four.")


def test_marks_are_not_shared_across_paragraphs() -> None:
    assert html("One [@a].\n\nTwo [@a].").count("<sup") == 2


def test_items_that_inherit_bear_no_mark_and_stand_in_the_note() -> None:
    rendered = render(body("These help [@a]:\n\n- rest\n- light\n"))
    assert rendered.parts["body"][0].html.count("<sup") == 1
    assert rendered.notes[0].statements == (1, 2, 3)


def test_a_loose_mark_is_not_printed() -> None:
    assert html("Hi.\n\n[@a]") == f"<p>{s(1, 'Hi.')}</p>"


def test_headings_begin_below_the_page_title_and_bear_names() -> None:
    draft = Draft(
        parts=(
            Part("body", "markdown", "# What? *Now*\n\n## What? Now\n\n###### —\n"),
            Part("not_known", "markdown", "## Else?", caption="What is not known"),
        )
    )
    rendered = render(draft)
    assert rendered.headings == (
        (2, "h-what-now", "What? Now"),
        (2, "h-what-now--2", "What? Now"),
        (6, "h-part", ""),
        (3, "h-else", "Else?"),
    )
    assert (
        f'<h2 id="h-what-now">{s(1, "What?")} {s(2, "<em>Now</em>")}</h2>' in rendered.parts["body"][0].html
    )


def test_lists_quotations_code_and_rules() -> None:
    text = html("- a\n- b\n\n1. c\n\n   d\n\n1. e\n\n> f\n\n```\ng\n\nh\n```\n\n***\n\ni  \nj\n")
    assert f"<ul>\n<li>{s(1, 'a')}</li>\n<li>{s(2, 'b')}</li>\n</ul>" in text
    assert f"<ol>\n<li><p>{s(3, 'c')}</p>\n<p>{s(4, 'd')}</p></li>" in text
    assert f"<blockquote>\n<p>{s(6, 'f')}</p>\n</blockquote>" in text
    assert f"<pre><code>{s(7, 'g')}\n\n{s(8, 'h')}</code></pre>" in text
    assert "<hr>" in text
    assert f"<p>{s(9, 'i')}<br>{s(10, 'j')}</p>" in text


def test_a_table_says_what_its_headers_head() -> None:
    text = html("| a | |\n|:-|-:|\n| b | c |\n| | d |\n")
    assert text.startswith('<div class="table"><table><thead><tr><th scope="col" class="align-left">')
    assert '<td class="align-right"></td></tr></thead>' in text
    assert (
        f'<th scope="row" class="align-left">{s(2, "b")}</th><td class="align-right">{s(3, "c")}</td>' in text
    )
    assert f'<tr><td class="align-left"></td><td class="align-right">{s(4, "d")}</td></tr>' in text
    assert "<tbody>" not in html("| a |\n|-|\n")


def test_a_help_card_says_its_level_in_words() -> None:
    rendered = render(body("::: emergency\n### Call now if: [@a]\n- a sign\n\n### More\n:::\n"))
    text = rendered.parts["body"][0].html
    assert '<section class="card card-emergency" aria-labelledby="h-call-now-if">' in text
    assert '<h3 id="h-call-now-if"><span class="visually-hidden">Emergency: </span>' in text
    assert [text for _, _, text in rendered.headings] == ["More"]
    assert 'aria-label="Urgent:"' in html("::: urgent\nHi.\n:::\n")


def test_an_emergency_card_holds_no_link_but_telephones() -> None:
    card = "::: {level}\n### Call if:\n- [read](/a) or [ring](tel:999)\n:::\n"
    assert re.findall(r'<a href="([^"]+)"', html(card.format(level="emergency"))) == ["tel:999"]
    assert re.findall(r'<a href="([^"]+)"', html(card.format(level="urgent"))) == ["/a", "tel:999"]


def test_a_frequency_is_drawn_and_said() -> None:
    text = html("::: frequency 2 in 5\nTwo in five [@a].\n:::\n")
    assert '<div class="people" role="img" aria-label="2 in 5" data-record="frequency">' in text
    assert text.count('<span class="person counted"></span>') == 2
    assert text.count('<span class="person"></span>') == 3
    assert "style" not in text
    assert "people" not in html("::: frequency lots\nHi.\n:::\n")


def test_consults_and_documents_are_segments_of_their_own() -> None:
    text = "Before.\n\n::: consult skin @nice\nWe print no plan.\n:::\n\n::: documents a b\n:::\n\nAfter.\n\n::: documents c\nStray.\n:::\n"
    assert render(body(text)).parts["body"] == (
        Segment("html", html=f"<p>{s(1, 'Before.')}</p>"),
        Segment("consult", html=f"<p>{s(2, 'We print no plan.')}</p>", key="skin", source="nice"),
        Segment("documents", slugs=("a", "b")),
        Segment("html", html=f"<p>{s(3, 'After.')}</p>"),
        Segment("documents", slugs=("c",)),
        Segment("html", html=f"<p>{s(4, 'Stray.')}</p>"),
    )


def test_a_block_in_the_wrong_place_stays_visible() -> None:
    assert f'<div class="block"><p>{s(1, "Hi.")}</p></div>' in html("> ::: consult x\n> Hi.\n> :::\n")
    assert f'<div class="block"><p>{s(1, "Hi.")}</p></div>' in html("::: recipe\nHi.\n:::\n")


def test_a_picture_is_a_figure_with_credit_and_licence() -> None:
    text = html(f'Look ![a cat](/media/pictures/{DIGEST}.webp "on a mat") here.', shelf())
    assert text == (
        f"<p>{s(1, 'Look here.')}</p>"
        f'<figure><img src="/media/pictures/{DIGEST}.webp" alt="a cat" title="on a mat" width="640" height="480" loading="lazy"'
        ' data-n="2" data-title-n="3"><figcaption>Picture: <span data-record="credit">Rae &amp; Co</span>'
        ' Licence: <span data-record="licence">CC BY 4.0</span></figcaption></figure>'
    )


def test_a_picture_that_is_not_there_is_left_out() -> None:
    for text, lookup in (
        (f"![a](/media/pictures/{DIGEST}.webp)", None),
        (f"![a](/{'f' * 64}.webp)", shelf()),
        ("![a](https://x.org/a.png)", shelf()),
    ):
        assert "<img" not in html(text, lookup)
    assert html(f"![a](/media/pictures/{DIGEST}.webp)", shelf()).startswith("<figure>")
    assert "<figure>" in html(
        f"# Hi ![a](/media/pictures/{DIGEST}.webp)\n\n| a |\n|-|\n| ![b](/media/pictures/{DIGEST}.webp) |\n",
        shelf(),
    )


def test_links_lead_only_where_they_may() -> None:
    lookup = shelf(source("a", url="https://example.org/a"))
    text = '[one](/a "T") [two](https://example.org/a/) [three](https://evil.org) [four](javascript:x) <mailto:m@example.org> x [@a].'
    shown = html(text, lookup)
    assert re.findall(r'<a href="([^"#]+)"', shown) == [
        "/a",
        "https://example.org/a/",
        "mailto:m@example.org",
    ]
    assert '<a href="/a" title="T" data-n="2">one</a>' in shown
    assert "three four" in shown
    assert "evil" not in html(text)


def test_what_is_not_on_the_list_does_not_pass_the_last_gate() -> None:
    assert cleaned('<p onclick="x" style="y">a<script>b</script><iframe></iframe></p>') == "<p>a</p>"
    assert cleaned('<a href="javascript:x">a</a><img src="data:x" alt="">') == '<a>a</a><img alt="">'
    assert cleaned("<!-- x -->a") == "a"


@settings(max_examples=200, deadline=None)
@given(RANDOM)
def test_numbers_and_words_equal_the_reports(text: str) -> None:
    draft = body(text)
    rendered = render(draft, shelf())
    assert rendered == render(draft, shelf())
    shown = "".join(segment.html for segment in rendered.parts["body"])
    assert not re.search(r"<script|<b>|javascript:|\son\w+=|style=", shown)
    report = check(draft)
    numbers = [int(n) for n in re.findall(r'<span class="s" id="s(\d+)"', shown)]
    assert numbers == [st.n for st in report.statements if st.kind not in ("alt", "link-title")]


def test_a_part_too_long_is_not_rendered() -> None:
    assert render(body("a" * 200_001)).parts["body"] == ()


@pytest.mark.parametrize("word", SITE_WORDS.values())
def test_the_words_of_the_renderer_are_listed(word: str) -> None:
    assert word.strip() == word


def test_a_list_counts_from_one_or_goes_on_from_the_list_before_it() -> None:
    assert "120" not in html("Each evening:\n\n120. mg of it\n121. and rest\n")
    assert '<ol start="3">' in html("1. a\n2. b\n\nA pause.\n\n3. c\n")
    assert "start=" not in html("1. a\n2. b\n\nA pause.\n\n4. c\n")


def test_a_link_to_a_mailbox_brings_no_letter_along() -> None:
    assert '<a href="mailto:us@example.org">' in html("Write [to us](mailto:us@example.org).")
    assert "<a" not in html("Write [to us](mailto:us@example.org?body=Give%20honey).")
