"""The preview address: every trap that django-markdownx's own one falls into."""

import json
from html.parser import HTMLParser

import pytest
from django.core.checks import Error
from django.test import Client
from django.urls import reverse
from markdownx import settings as markdownx_settings

from site_app.desk.checks import editor_settings_are_ours
from site_app.desk.preview import markdownify
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.parts import MAX_CHARACTERS
from site_app.publication import reading
from tests.desk import builders

HOSTILE = """
<script>alert(1)</script>

<img src=x onerror="alert(2)"> <svg/onload=alert(3)>

[a](javascript:alert(4)) [b](JaVaScRiPt&colon;alert(5)) [c](data:text/html,<script>alert(6)</script>)

![x](javascript:alert(7)) ![y](/media/x.png" onerror="alert(8))

<a href="
javascript:alert(9)">go</a> <iframe src="//evil.example"></iframe> <style>p{color:red}</style>
"""


class Anatomy(HTMLParser):
    """Which tags and attributes a browser would find."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)


def ask(client, **texts):
    return client.post(reverse("admin:preview"), texts)


def test_a_stranger_is_sent_to_sign_in_and_sees_nothing(db, client):
    answer = ask(client, body="Hello.")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_somebody_whose_account_was_closed_is_sent_to_sign_in(wren, team):
    assert ask(wren, body="Hello.").status_code == 200
    team["Wren"].is_active = False
    team["Wren"].save()
    assert ask(wren, body="Hello.").status_code == 302


def test_without_the_forms_token_nothing_is_read(team):
    client = builders.at_the_desk(team["Wren"], enforce_csrf_checks=True)
    assert ask(client, body="Hello.").status_code == 403


def test_only_a_post_is_answered(wren):
    assert wren.get(reverse("admin:preview")).status_code == 405


def test_nothing_sent_is_400_with_words_not_500(wren):
    answer = ask(wren)
    assert answer.status_code == 400
    assert "still in the form" in json.loads(answer.content)["error"]


def test_markdownx_own_field_name_is_understood(wren):
    answer = ask(wren, content="Hello there.")
    assert answer.status_code == 200
    assert "Hello there." in answer.content.decode()


def test_hostile_markup_is_shown_as_text_and_never_carried_out(wren):
    page = ask(wren, body=HOSTILE, title="<script>alert(0)</script>").content.decode()
    found = Anatomy(page)
    assert not {"script", "iframe", "style", "svg", "object", "embed"} & set(found.tags)
    assert not [row for row in found.attributes if row[1].startswith("on") or row[1] == "style"]
    links = [value for _, name, value in found.attributes if name in {"href", "src", "action", "formaction"}]
    assert not [value for value in links if "script:" in value.lower() or value.lower().startswith("data:")]
    assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_the_converter_that_markdownx_would_call_is_as_strict():
    found = Anatomy(str(markdownify(HOSTILE)))
    assert not {"script", "iframe", "style", "svg"} & set(found.tags)
    assert not [row for row in found.attributes if "script:" in row[2].lower() or row[1].startswith("on")]


@pytest.mark.django_db
def test_the_converter_gives_what_readers_get():
    assert "<em>really</em>" in str(markdownify("It is *really* so."))


def test_twenty_thousand_brackets_never_reach_the_engine_that_they_would_hold_up(wren, settings):
    # django-markdownx's default engine takes 112 seconds for this.
    assert settings.MARKDOWNX_MARKDOWNIFY_FUNCTION.startswith("site_app.")
    assert ask(wren, body="[" * 20_000).status_code == 200


def test_a_text_that_is_too_long_is_refused_with_what_to_do(wren):
    answer = ask(wren, body="a" * (MAX_CHARACTERS + 1))
    assert answer.status_code == 413
    said = json.loads(answer.content)["error"]
    assert "200,001" in said
    assert "Split" in said
    assert ask(wren, body="a b " * (MAX_CHARACTERS // 4)).status_code == 200


def test_more_previews_than_allowed_are_turned_away_by_person(wren, desk_of, settings):
    settings.PREVIEWS_A_MINUTE = 2
    assert [ask(wren, body="Hello.").status_code for _ in range(4)] == [200, 200, 429, 429]
    assert ask(desk_of("Vera"), body="Hello.").status_code == 200


def test_each_reply_names_the_question_it_answers(wren):
    answer = ask(wren, body="Hello.", sequence="17")
    assert answer.headers["X-Groundwell-Preview"] == "17"
    assert "no-store" in answer.headers["Cache-Control"]
    hostile = ask(wren, body="Hello.", sequence="1\r\nSet-Cookie: a=b")
    assert hostile.headers["X-Groundwell-Preview"] == "0"
    assert ask(wren).headers.get("X-Groundwell-Preview") is None


def test_each_statement_carries_its_state_in_words_and_in_shape(wren):
    body = "\n\n".join(
        [
            "Many babies wake at night because their stomachs are small [@sleepreview, abstract].",
            "Babies who wake at night have a higher risk of fever.",
            "Give 5 ml of vitamin D drops every evening for three weeks.",
            "Whom can I ask?",
        ]
    )
    page = ask(wren, body=body).content.decode()
    for state, sign, words in [
        ("cited", "✓", "health, cited"),
        ("uncited", "!", "health, no source yet"),
        ("protocol", "✕", "protocol: give it to a consult"),
        ("other", "·", "no health statement"),
    ]:
        assert f'class="s state-{state}"' in page
        assert f'title="{words}">{sign}' in page
        assert f"{words}: </span>" in page
    assert "1 cited, 1 to go; 1 protocol." in page


def test_findings_name_part_line_reason_and_remedy(wren):
    page = ask(wren, body="Hello there.\n\n::: consult nobody\nWe print no plans here.\n").content.decode()
    assert "text, line 3" in page
    assert "This block is opened and never closed." in page
    assert "Put a line with" in page
    assert "There is no consult" in page


def test_an_unknown_key_and_an_unknown_consult_are_named(wren):
    page = ask(
        wren, body="Babies wake at night because they are hungry [@nobody2020, p. 4]."
    ).content.decode()
    assert "There is no source with the key &#x27;nobody2020&#x27;." in page
    assert "Add the source at the desk, or correct the key." in page


def test_an_unknown_kind_or_urgency_is_no_500(wren):
    assert ask(wren, body="Hello.", kind="nonsense", urgent="nonsense").status_code == 200


@pytest.mark.django_db
def test_the_preview_of_an_approved_revision_is_the_sealed_body(edition):
    shown = reading.preview_blocks(draft_of(edition.revision), DatabaseLookup())
    sealed = reading.document(edition.kind, edition.slug)
    assert shown["body"] == sealed.parts["body"]


def test_the_start_is_refused_while_markdownx_keeps_a_default_of_its_own(monkeypatch):
    assert editor_settings_are_ours(None) == []
    monkeypatch.setattr(markdownx_settings, "MARKDOWNX_MARKDOWNIFY_FUNCTION", "markdownx.utils.markdownify")
    (found,) = editor_settings_are_ours(None)
    assert isinstance(found, Error)
    assert found.id == "desk.E001"


def test_markdownx_own_addresses_are_not_mounted(db):
    for address in ("/markdownx/markdownify/", "/markdownx/upload/"):
        assert Client().post(address, {"content": "x"}).status_code == 404
