"""What the editor asks the server beside the preview: pickers, signs of life, the writer's remarks."""

import html
import json

import pytest
from django.urls import reverse

from site_app.desk.comparison import compare
from site_app.documents import presence
from site_app.documents import services as documents
from site_app.documents.models import Presence, Revision
from site_app.documents.remarks import MOST, cleaned, remarks_on
from tests.desk import builders

CLAIM = "Babies who wake at night have a higher risk of fever."
REMARK = {"part": "body", "sentence": CLAIM, "because": "story", "note": "My own nights."}


@pytest.fixture
def article(team, shelf):
    return builders.make_article(team["Wren"], body=CLAIM)


def preview(client, **fields):
    return html.unescape(client.post(reverse("admin:preview"), fields).content.decode())


# --- Remedies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "remedies"),
    [
        (CLAIM, {"cite", "consult", "note"}),
        ("Call your midwife today if your baby has a fever.", {"cite", "card", "consult", "note"}),
        ("Give 5 ml of vitamin D drops every evening for three weeks.", {"consult", "note"}),
        ("## Milk prevents rickets in babies", {"question", "note"}),
        ("A fever is a sign of illness [@nobody2020].", {"recite", "cut"}),
        ("::: consult nobody\nWe print no plans.\n:::", {"name-consult"}),
        ("::: documents nobody\n:::", {"name-documents", "cut-name"}),
        (":::\n\nHello.", {"cut"}),
    ],
)
def test_each_finding_offers_what_mends_it(wren, body, remedies):
    page = preview(wren, body=body)
    assert {name for name in remedies if f'data-remedy="{name}"' in page} == remedies
    assert page.count("data-remedy=") == len(remedies)


def test_places_are_counted_as_the_text_area_counts_them(wren):
    page = preview(wren, body=f"## When?\r\n\r\n{CLAIM}")
    assert 'data-start="10"' in page


def test_what_a_document_still_lacks_is_listed_with_the_way_there(wren):
    page = preview(wren, body=CLAIM, title="x", summary="Hello.")
    assert 'data-go="not_for"' in page
    assert 'data-go="summary"' not in page


# --- Remarks --------------------------------------------------------------------------------------------


def test_a_note_to_the_vetter_shows_in_counter_and_finding_and_labels_nothing(wren):
    page = preview(wren, body=CLAIM, remarks=json.dumps([REMARK]))
    assert "1 health statement: 0 cited, 1 with a note to the vetter, 0 to go." in page
    assert 'class="s state-noted"' in page
    other = preview(wren, body="Babies sleep a lot.", remarks=json.dumps([REMARK]))
    assert "1 note to the vetter belongs to sentences that have changed" in other


def test_remarks_are_saved_with_the_revision_and_found_by_their_sentence(team, wren, article):
    proposal = {"part": "body", "sentence": CLAIM, "key": "sleepreview", "degree": "partial"}
    fields = builders.form_of(article, remarks=json.dumps([REMARK, proposal]))
    assert wren.post(reverse("admin:write", args=[article.document_id]), fields).status_code == 302
    newest = Revision.objects.newest_of(article.document)
    assert newest.digest != article.digest
    builders.submitted(team["Wren"], newest)
    found = remarks_on(newest, newest.statements.all())
    (n,) = found
    assert newest.statements.get(n=n).text == CLAIM
    assert (found[n].because, found[n].note) == ("story", "My own nights.")
    assert [(one.key, one.degree) for one in found[n].proposals] == [("sleepreview", "partial")]


def test_a_remark_is_text_of_the_desk_and_reaches_no_statement(team, article):
    revision = documents.save_revision(
        actor=team["Wren"], document=article.document, base=article, remarks=[REMARK]
    )
    builders.submitted(team["Wren"], revision)
    assert not revision.statements.filter(text__contains="My own nights").exists()


@pytest.mark.parametrize(
    "typed",
    ["no list", [1, None, "x"], [{}], [{"sentence": "x"}], [{"part": "body", "sentence": "x"}], {"a": 1}],
)  # fmt: skip
def test_what_cannot_be_a_remark_is_left_out(typed):
    assert cleaned(typed) == []


def test_remarks_are_bounded_and_hold_no_stranger():
    (row,) = cleaned([{**REMARK, "note": "x\x00" * 900, "colour": "red"}])
    assert set(row) == {"part", "sentence", "because", "note"}
    assert len(row["note"]) == 500
    assert "\x00" not in row["note"]
    assert len(cleaned([{**REMARK, "sentence": str(n)} for n in range(MOST + 5)])) == MOST


def test_broken_remarks_in_the_form_stop_nobody_from_saving(wren, article):
    fields = builders.form_of(article, body="Whom can I ask?", remarks="{no json")
    assert wren.post(reverse("admin:write", args=[article.document_id]), fields).status_code == 302
    assert Revision.objects.newest_of(article.document).remarks == []


# --- What the pickers offer -----------------------------------------------------------------------------


def offered(client, what, **asked):
    answer = client.get(reverse(f"admin:offer_{what}"), asked)
    assert answer.status_code == 200
    return answer.json()["offers"]


@pytest.mark.parametrize("words", ["", "marsh", "Reed 2021", "first YEAR", "10.1000/quiet.7", "sleeprev"])
def test_sources_are_offered_by_author_title_year_doi_or_key(wren, words):
    (row,) = offered(wren, "sources", q=words)
    assert row["key"] == "sleepreview"
    assert "2021" in row["note"]


def test_a_source_must_hold_every_word_and_strangers_are_offered_nothing(wren, client):
    assert offered(wren, "sources", q="marsh 1999") == []
    assert offered(wren, "sources", q="\x00%_'") == []
    assert client.get(reverse("admin:offer_sources")).status_code == 302
    assert client.get(reverse("admin:offer_blocks")).status_code == 302


def test_a_retracted_source_says_so_in_the_list(team, wren, shelf):
    builders.sources.set_status(actor=team["Wren"], source=shelf, status="retracted", note="A notice.")
    assert "retracted" in offered(wren, "sources", q="marsh")[0]["note"]


def test_blocks_are_consults_cards_pictures_and_documents(team, wren, article):
    builders.make_consult(team["Olive"])
    picture = builders.make_picture(team["Wren"])
    rows = {row["sort"]: row for row in offered(wren, "blocks")}
    assert rows["consult"]["insert"].startswith("::: consult sleep\n")
    assert rows["documents"]["insert"].startswith("::: documents babies-sleep")
    assert picture.digest in rows["picture"]["insert"]
    assert {"card", "frequency"} < set(rows)
    assert {row["sort"] for row in offered(wren, "blocks", sort="consult")} == {"consult"}
    assert [row["name"] for row in offered(wren, "blocks", q="emergency")] == ["emergency"]


# --- Who is here ----------------------------------------------------------------------------------------


def here(client, revision, window="w1", **more):
    address = reverse("admin:here", args=[revision.document_id])
    return client.post(address, {"window": window, "base": revision.pk, **more})


def test_two_people_in_one_document_hear_of_each_other_until_one_leaves(desk_of, wren, article):
    olive = desk_of("Olive")
    assert here(wren, article).json()["others"] == []
    assert here(olive, article).json()["others"] == ["Wren"]
    assert here(wren, article).json()["others"] == ["Olive"]
    assert here(olive, article, leaving="1").status_code == 204
    assert here(wren, article).json()["others"] == []


def test_somebody_not_heard_of_for_a_while_is_not_here(team, desk_of, wren, article):
    here(wren, article)
    Presence.objects.update(at=Presence.objects.get().at - Presence.LASTS)
    assert here(desk_of("Olive"), article).json()["others"] == []


def test_a_second_window_and_a_newer_revision_are_told(team, wren, article):
    assert not here(wren, article, "w1").json()["elsewhere"]
    answer = here(wren, article, "w2").json()
    assert answer["elsewhere"]
    assert answer["overtaken"] == ""
    documents.save_revision(actor=team["Olive"], document=article.document, base=article, body="Hello.")
    assert "Olive has saved revision 2" in here(wren, article).json()["overtaken"]


def test_a_publisher_is_not_in_a_text(desk_of, article):
    assert here(desk_of("Pia"), article).status_code == 400
    assert not Presence.objects.exists()


def test_old_signs_of_life_are_swept_away(team, article):
    presence.be_here(actor=team["Wren"], document=article.document, window="old")
    Presence.objects.update(at=Presence.objects.get().at - 20 * Presence.LASTS)
    presence.be_here(actor=team["Wren"], document=article.document, window="new")
    assert Presence.objects.get().window == "new"


# --- Two texts ------------------------------------------------------------------------------------------


def test_two_texts_are_compared_statement_by_statement():
    base = {"body": "One stays. Two was here. Three was here."}
    saved = {"body": "One stays. Two is theirs. Three was here."}
    own = {"body": "One stays. Two was here. Three is mine. Four is new."}
    (part,) = compare("article", base, saved, own)
    assert (part.field, part.same) == ("body", 1)
    assert [(row.saved, row.own, row.who) for row in part.rows] == [
        ("Two is theirs.", "Two was here.", "theirs"),
        ("Three was here.", "Three is mine.", "yours"),
        ("", "Four is new.", "yours"),
    ]
    assert [words for differs, words in part.rows[0].saved_stretches if differs] == ["is", "theirs."]


def test_texts_that_are_the_same_have_no_differences():
    same = {"body": "One stays.", "title": "Hello"}
    assert compare("article", same, same, same) == ()
