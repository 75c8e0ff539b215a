"""What comes from a word processor becomes clean Markdown, and a long draft its list of what is missing."""

import pytest
from playwright.sync_api import expect

from site_app.documents.models import Picture
from tests.browser.writing import body, counter, dialog, focused, paste
from tests.desk import builders

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment-->
<h1 style='mso-style-next:Normal'><b>Sleep<o:p></o:p></b></h1>
<p class=MsoNormal>Babies <b style='mso-bidi-font-weight:normal'>wake</b>&nbsp;at
<i>night</i> [@sleepreview, p. 4].<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst
style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>First sign</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp;</span></span>Inner sign</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Second sign</p>
<h2>Numbers</h2>
<table class=MsoTableGrid border=1>
<tr><td><p class=MsoNormal>Age</p></td><td><p class=MsoNormal>Hours</p></td></tr>
<tr><td><p class=MsoNormal>New</p></td><td><p class=MsoNormal>16 | 17</p></td></tr></table>
<p class=MsoNormal>See
<a href="https://example.org/a">this page</a> and <a href="#_ftn1">[1]</a>.<o:p></o:p></p>
<img src="file:///C:/x.png"><!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2><span
style="font-weight:400">Sleep</span></h2>
<p><span style="font-weight:700">Babies</span><span> wake, </span><span
style="font-style:italic">often</span><span>.</span></p>
<ul><li><p><span>One</span></p></li>
<ul><li><p><span>Inner</span></p></li></ul>
<li><p><span>Two</span></p></li></ul><p>
<a href="https://www.google.com/url?q=https://example.org/b&amp;sa=D">
<span>Link</span></a></p></b>"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            WORD,
            "## Sleep\n\nBabies **wake** at *night* [@sleepreview, p. 4].\n\n"
            "- First sign\n  - Inner sign\n- Second sign\n\n"
            "### Numbers\n\n| Age | Hours |\n| --- | --- |\n| New | 16 \\| 17 |\n\n"
            "See [this page](https://example.org/a) and [1].",
        ),
        (
            DOCS,
            "## Sleep\n\n**Babies** wake, *often*.\n\n- One\n  - Inner\n- Two\n\n[Link](https://example.org/b)",
        ),
        ("<ol start='3'><li>Three</li><li>Four</li></ol>", "3. Three\n4. Four"),
        ("<p>One.</p><p>Two.</p><script>go()</script><p onclick='x()'>3</p>", "One.\n\nTwo.\n\n3"),
        ("<p>::: consult sleep</p><p>No plan.</p><p>:::</p>", "::: consult sleep\n\nNo plan.\n\n:::"),
        ("<p>a_b * c</p><p><a href='javascript:alert(1)'>x</a> &lt;b&gt;</p>", "a\\_b \\* c\n\nx <b>"),
    ],
    ids=["word", "docs", "numbered", "scripts", "blocks", "signs"],
)  # fmt: skip
def test_a_paste_becomes_clean_markdown(editor, html, markdown):
    page = editor.page
    body(page).fill("")
    paste(page, html)
    assert body(page).input_value() == markdown
    assert not editor.complaints
    page.keyboard.press("Control+z")
    assert body(page).input_value() == ""


def test_text_without_shape_is_pasted_by_the_browser_itself(editor):
    page = editor.page
    before = body(page).input_value()
    paste(page, "<div style='white-space: pre'><span style='color:#a31515'># no heading</span></div>", "# x")
    assert body(page).input_value() == before


def test_a_pasted_draft_of_1500_words_shows_the_list_of_what_is_missing(editor):
    page = editor.page
    sentences = [
        "<p>Babies who wake at night have a higher risk of fever, and parents ask whom they may call.</p>",
        "<p>Some babies sleep longer when they are older, as families tell us every week of the year.</p>",
    ]
    draft = "<h1>Nights</h1>" + "".join(sentences[n % 2] for n in range(90))
    body(page).fill("Hello.")
    expect(counter(page)).to_have_text("0 health statements: 0 cited, 0 to go.")
    paste(page, draft)
    # How soon is measured by `make bench-desk`.
    page.wait_for_function("() => document.querySelectorAll('.findings [data-problem]').length > 20")
    assert len(body(page).input_value().split()) > 1450
    body(page).evaluate("field => { field.focus(); field.setSelectionRange(0, 0); }")
    page.keyboard.type("Whom can I ask? ")
    expect(page.locator(".as-read")).to_contain_text("Whom can I ask?")


def test_a_picture_asks_for_its_words_before_it_is_sent(editor):
    page = editor.page
    page.evaluate(
        """bytes => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], "cot.png", { type: "image/png" }));
            const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
            document.querySelector("#id_body").dispatchEvent(drop);
        }""",
        list(builders.picture_bytes()),
    )
    panel = dialog(page, "picture")
    expect(panel).to_contain_text("now say what it shows")
    assert focused(page) == "picture-alt"
    send = panel.get_by_text("Send it and put it into the text")
    send.click()
    assert not Picture.objects.exists()
    page.fill("#picture-alt", "A cot by a window")
    send.click()
    assert not Picture.objects.exists()
    page.fill("#picture-licence", "CC BY 4.0")
    page.fill("#picture-credit", "Wren")
    send.click()
    expect(panel).to_be_hidden()
    assert (
        f"![A cot by a window](/media/pictures/{Picture.objects.get().digest}.webp)"
        in body(page).input_value()
    )
