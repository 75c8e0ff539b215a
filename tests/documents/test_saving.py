"""Saving: any text, on top of the newest revision, with nothing typed ever lost."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from site_app import urls
from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import JournalEntry, Role
from site_app.documents import services
from site_app.documents.drafts import content_digest
from site_app.documents.errors import (
    AddressTaken,
    DraftRefused,
    NothingChanged,
    StaleBase,
    TooLong,
    WrongDocument,
)
from site_app.documents.models import Contributor, Document, Revision, WorkingCopy
from site_app.reader import urls as reader_urls
from site_app.topics.models import Topic
from tests.accounts.cast import somebody


def test_the_first_revision_begins_a_document(wren):
    revision = services.create_document(
        actor=wren, kind="article", slug="dry-skin", title="Dry skin", body="Why?"
    )

    assert (revision.number, revision.base, revision.body) == (1, None, "Why?")
    assert revision.document.slug == "dry-skin"
    assert revision.digest == content_digest(Revision.objects.get(pk=revision.pk))
    assert revision.next_review_on > timezone.localdate() + timedelta(days=700)
    assert [row.user for row in revision.contributors.all()] == [wren]
    assert JournalEntry.objects.filter(verb="create_document", actor=wren).count() == 1


def test_a_save_makes_a_revision_and_keeps_what_was_left_out(wren, first):
    second = services.save_revision(
        actor=wren, document=first.document, base=first, body="One.\r\nTwo.", change_note="Split it."
    )

    assert (second.number, second.base, second.title) == (2, first, "Dry skin")
    assert second.body == "One.\nTwo."
    assert second.change_note == "Split it."
    assert Revision.objects.get(pk=first.pk).body == "What is dry skin?"
    assert Revision.objects.newest_of(first.document) == second


def test_a_change_note_does_not_stay_for_the_next_revision(wren, first):
    second = services.save_revision(
        actor=wren, document=first.document, base=first, body="B?", change_note="Note."
    )
    third = services.save_revision(actor=wren, document=first.document, base=second, body="C?")
    assert third.change_note == ""


@pytest.mark.parametrize("role", [Role.WRITER, Role.VETTER, Role.OWNER])
def test_whoever_saves_becomes_a_contributor(first, role):
    person = somebody("Sam", role)
    revision = services.save_revision(actor=person, document=first.document, base=first, body="Mine?")
    assert Contributor.objects.filter(revision=revision, user=person, how="wrote").exists()


@pytest.mark.parametrize("roles", [(), (Role.PUBLISHER,)])
def test_nobody_else_saves(first, roles):
    person = somebody("Sam", *roles)
    with pytest.raises(NotAllowed):
        services.save_revision(actor=person, document=first.document, base=first, body="Mine?")
    with pytest.raises(NotAllowed):
        services.create_document(actor=person, kind="article", slug="x", title="X")
    assert Revision.objects.count() == 1


def test_the_same_text_is_not_saved_twice(wren, first):
    with pytest.raises(NothingChanged) as refused:
        services.save_revision(actor=wren, document=first.document, base=first, body="What is dry skin?")
    assert "revision 1" in str(refused.value)
    assert services.save_revision(actor=wren, document=first.document, base=first, body="Why?").number == 2


def test_sending_the_same_form_twice_is_not_a_conflict(wren, first):
    services.save_revision(actor=wren, document=first.document, base=first, body="Why?")
    with pytest.raises(NothingChanged):
        services.save_revision(actor=wren, document=first.document, base=first, body="Why?")
    assert not WorkingCopy.objects.exists()


# --- Two writers ------------------------------------------------------------------------------------


def test_a_stale_save_keeps_both_texts(wren, vera, first):
    theirs = services.save_revision(actor=vera, document=first.document, base=first, body="Vera's text?")

    with pytest.raises(StaleBase) as stale:
        services.save_revision(
            actor=wren,
            document=first.document,
            base=first,
            body="Wren's text?",
            next_review_on=first.next_review_on,
        )

    assert stale.value.newest == theirs
    assert stale.value.fields["body"] == "Wren's text?"
    assert "Vera" in stale.value.message
    kept = WorkingCopy.objects.get(user=wren, document=first.document)
    assert kept == stale.value.kept
    assert kept.stale
    assert kept.base == first
    assert kept.fields["body"] == "Wren's text?"
    assert Revision.objects.newest_of(first.document).body == "Vera's text?"

    saved = services.save_revision(actor=wren, document=first.document, base=theirs, body="Both texts?")
    assert saved.number == 3
    assert WorkingCopy.objects.filter(pk=kept.pk).exists(), "only its owner drops it"


def test_a_losing_text_survives_the_next_keystroke(wren, vera, first):
    services.save_revision(actor=vera, document=first.document, base=first, body="Vera's?")
    with pytest.raises(StaleBase) as stale:
        services.save_revision(actor=wren, document=first.document, base=first, body="Wren's?")
    services.save_working_copy(actor=wren, document=first.document, base=first, fields={"body": "typing"})
    assert WorkingCopy.objects.get(pk=stale.value.kept.pk).fields == {"body": "Wren's?"}


@pytest.mark.django_db(transaction=True)
def test_two_writers_saving_at_once_lose_nothing():
    wren, vera = somebody("Wren", Role.WRITER), somebody("Vera", Role.VETTER)
    first = services.create_document(actor=wren, kind="article", slug="dry-skin", title="Dry skin")
    start = threading.Barrier(2, timeout=30)
    ended: dict[str, object] = {}

    def save(person, text):
        try:
            start.wait()
            ended[text] = services.save_revision(actor=person, document=first.document, base=first, body=text)
        except StaleBase as stale:
            ended[text] = stale
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=save, args=pair) for pair in [(wren, "Wren's?"), (vera, "Vera's?")]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert set(ended) == {"Wren's?", "Vera's?"}
    stale = [(text, end) for text, end in ended.items() if isinstance(end, StaleBase)]
    saved = [(text, end) for text, end in ended.items() if isinstance(end, Revision)]
    assert (len(saved), len(stale)) == (1, 1)
    assert list(Revision.objects.order_by("number").values_list("body", flat=True)) == ["", saved[0][0]]
    assert WorkingCopy.objects.get().fields == {"body": stale[0][0]}


def test_a_base_of_another_document_is_refused(wren, first):
    other = services.create_document(actor=wren, kind="article", slug="other", title="Other")
    with pytest.raises(WrongDocument):
        services.save_revision(actor=wren, document=first.document, base=other, body="Mine?")


# --- Length and letters -----------------------------------------------------------------------------


def test_two_hundred_thousand_characters_are_saved(wren, first):
    text = "ü" * 200_000
    revision = services.save_revision(actor=wren, document=first.document, base=first, body=text)
    assert Revision.objects.get(pk=revision.pk).body == text


def test_one_more_character_comes_back_with_the_text(wren, first):
    text = "ü" * 200_001
    with pytest.raises(TooLong) as refused:
        services.save_revision(actor=wren, document=first.document, base=first, body=text, title="New")
    assert refused.value.fields == {"body": text, "title": "New"}
    assert (refused.value.count, refused.value.limit, refused.value.field) == (200_001, 200_000, "body")
    assert "200,001" in refused.value.message
    assert "1 characters" in refused.value.remedy
    assert Revision.objects.count() == 1


def test_line_ends_of_a_browser_do_not_count_twice(wren, first):
    text = "a\r\n" * 99_999 + "bc"
    revision = services.save_revision(actor=wren, document=first.document, base=first, body=text)
    assert len(revision.body) == 200_000


def test_a_title_has_two_hundred_characters_at_most(wren, first):
    with pytest.raises(TooLong) as refused:
        services.save_revision(actor=wren, document=first.document, base=first, title="t" * 201)
    assert refused.value.limit == 200
    assert (
        services.save_revision(actor=wren, document=first.document, base=first, title="t" * 200).number == 2
    )


@pytest.mark.parametrize("letter", ["\x00", "\ud800", "\x08", "\x1b", "\uffff"])
def test_a_letter_no_page_can_show_is_named_with_its_line(wren, first, letter):
    with pytest.raises(DraftRefused) as refused:
        services.save_revision(actor=wren, document=first.document, base=first, body=f"One\nTwo{letter}")
    assert refused.value.message.startswith("Line 2 of the body")
    assert refused.value.fields["body"].endswith(letter)
    assert (
        services.save_revision(actor=wren, document=first.document, base=first, body="One\nTwo").number == 2
    )


def test_line_breaks_of_word_processors_are_line_breaks(wren, first):
    second = services.save_revision(
        actor=wren, document=first.document, base=first, title="Dry\x0bskin", body="One.\x0bTwo.\x0cThree."
    )
    assert (second.title, second.body) == ("Dry skin", "One.\nTwo.\nThree.")


def test_any_text_is_savable_whatever_the_engine_says(wren, first):
    text = "::: consult nowhere\nGive 5 ml every hour [@nobody].\n" + "[" * 20_000
    assert services.save_revision(actor=wren, document=first.document, base=first, body=text).body == text


# --- Addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["", "Dry Skin", "dry_skin", "-dry", "dry--skin", "trockene-häute", "a/b"])
def test_what_is_no_address_is_refused(wren, first, slug):
    with pytest.raises(DraftRefused) as refused:
        services.save_revision(actor=wren, document=first.document, base=first, slug=slug)
    assert refused.value.field == "slug"


def test_a_document_may_move_and_move_back(wren, first):
    moved = services.save_revision(actor=wren, document=first.document, base=first, slug="very-dry-skin")
    assert Document.objects.get().slug == "very-dry-skin"
    back = services.save_revision(actor=wren, document=first.document, base=moved, slug="dry-skin")
    assert (back.slug, Document.objects.get().slug) == ("dry-skin", "dry-skin")


def test_an_address_is_never_given_to_another_document_of_its_kind(wren, first):
    services.save_revision(actor=wren, document=first.document, base=first, slug="moved")
    for slug in ("moved", "dry-skin"):
        with pytest.raises(AddressTaken) as refused:
            services.create_document(actor=wren, kind="article", slug=slug, title="Other", body="Kept?")
        assert refused.value.fields["body"] == "Kept?"
        assert "Dry skin" in refused.value.message
    assert services.create_document(actor=wren, kind="collection", slug="moved", title="Other").number == 1


def test_a_page_does_not_stand_in_the_way_of_the_site(wren):
    with pytest.raises(DraftRefused):
        services.create_document(actor=wren, kind="page", slug="articles", title="Articles")
    assert services.create_document(actor=wren, kind="article", slug="articles", title="Articles").number == 1


# --- Filing, marks, dates ---------------------------------------------------------------------------


def test_topics_and_stages_are_of_the_list(wren, first):
    Topic.objects.create(slug="baby-skin", name="Baby skin")
    revision = services.save_revision(
        actor=wren, document=first.document, base=first,
        topics=["baby-skin", "baby-skin"], stages=["6-12-months", "pregnancy"], urgent="body",
    )  # fmt: skip
    assert (revision.topics, revision.stages) == (["baby-skin"], ["pregnancy", "6-12-months"])
    for bad in ({"topics": ["nothing"]}, {"stages": ["later"]}, {"urgent": "very"}):
        with pytest.raises(DraftRefused) as refused:
            services.save_revision(actor=wren, document=first.document, base=revision, **bad)
        assert refused.value.field in bad


def test_the_next_review_is_in_the_future_and_at_most_three_years_out(wren, first, time_machine_day):
    def save(day):
        base = Revision.objects.newest_of(first.document)
        return services.save_revision(actor=wren, document=first.document, base=base, next_review_on=day)

    for day in (date(2027, 3, 1), date(2026, 12, 31), date(2030, 3, 2)):
        with pytest.raises(DraftRefused) as refused:
            save(day)
        assert refused.value.field == "next_review_on"
    assert save(date(2030, 3, 1)).next_review_on == date(2030, 3, 1)
    assert save(date(2027, 3, 2)).next_review_on == date(2027, 3, 2)


def test_a_next_review_that_has_passed_may_stay_where_it_stood(wren, first, monkeypatch):
    day = first.next_review_on
    monkeypatch.setattr(timezone, "localdate", lambda *args: day + timedelta(days=9))
    late = {"actor": wren, "document": first.document}
    with pytest.raises(DraftRefused, match="not in the future"):
        services.save_revision(**late, base=first, title="Other?", next_review_on=day + timedelta(days=1))
    kept = services.save_revision(**late, base=first, title="Other?", next_review_on=day)
    later = services.save_revision(**late, base=kept, next_review_on=day + timedelta(days=99))
    assert services.save_revision(**late, base=later, next_review_on=day).next_review_on == day


@pytest.fixture
def time_machine_day(first, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2027, 3, 1))


def test_a_field_there_is_not_is_the_programs_mistake(wren, first):
    with pytest.raises(TypeError):
        services.save_revision(actor=wren, document=first.document, base=first, colour="red")


def test_a_topic_and_a_person_have_one_text_each(wren, vera):
    topic = Topic.objects.create(slug="baby-skin", name="Baby skin")
    services.create_document(actor=wren, kind="topic", slug="baby-skin", title="Baby skin", topic=topic)
    services.create_document(actor=wren, kind="person", slug="vera", title="Vera", person=vera)
    for again in ({"kind": "topic", "topic": topic}, {"kind": "person", "person": vera}):
        with pytest.raises(DraftRefused):
            services.create_document(actor=wren, slug="again", title="Again", **again)


def test_only_a_page_about_a_topic_or_a_person_names_one_and_it_must(wren, vera):
    topic = Topic.objects.create(slug="baby-skin", name="Baby skin")
    for kind, subject in (("article", {"person": vera}), ("page", {"topic": topic}), ("topic", {}),
                          ("person", {}), ("person", {"topic": topic, "person": vera})):  # fmt: skip
        with pytest.raises(DraftRefused) as refused:
            services.create_document(actor=wren, kind=kind, slug="vera", title="Vera", **subject)
        assert refused.value.field in ("topic", "person")
        assert refused.value.fields["title"] == "Vera"
    assert not Document.objects.exists()
    services.create_document(actor=wren, kind="person", slug="vera", title="Vera", person=vera)


def test_no_page_is_begun_where_a_road_of_the_site_stands(wren, settings):
    begun = {str(pattern.pattern).split("/")[0] for pattern in [*urls.urlpatterns, *reader_urls.urlpatterns]}
    roads = {road for road in begun if re.fullmatch(r"[a-z-]+", road)} | {settings.STATIC_URL.strip("/")}
    assert {"saved", "flag", "admin"} < roads

    for road in roads - {"help"}:
        with pytest.raises(DraftRefused, match="taken by a part of the site"):
            services.create_document(actor=wren, kind="page", slug=road, title="Mine")
        services.create_document(actor=wren, kind="article", slug=road, title="Mine")
    services.create_document(actor=wren, kind="page", slug="help", title="Help")


# --- The database's own word ------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"body": "other"}, {"digest": "0" * 64}, {"author_id": 1}])
def test_the_database_refuses_to_change_a_revision(first, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=first.pk)._raw_delete(using="default")
    assert Revision.objects.get(pk=first.pk).body == "What is dry skin?"


def test_the_database_refuses_to_forget_a_contributor(first):
    for act in (lambda rows: rows.update(how="read"), lambda rows: rows._raw_delete(using="default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act(Contributor.objects.filter(revision=first))
    assert Contributor.objects.count() == 1


def test_the_database_lets_a_document_move_but_not_turn_or_vanish(first):
    rows = Document.objects.filter(pk=first.document_id)
    assert rows.update(slug="elsewhere") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(kind="page")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete(using="default")
