"""Pictures and people in an edition, and the last refusals before sealing."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from site_app.accounts.services import erase_person
from site_app.documents.lookup import facts_of
from site_app.documents.models import Picture
from site_app.documents.services import add_picture
from site_app.publication import chain, keys, reading, sealing, verify
from site_app.publication.demo import vet
from site_app.publication.errors import NotReady, Withheld
from site_app.publication.files import picture_file
from site_app.publication.library import LAUNCH, LaunchText, Library
from site_app.publication.models import (
    Address,
    ChainHead,
    Filing,
    Live,
    Part,
    Pointer,
    Recheck,
    Redaction,
    Reminder,
    Signatory,
    Use,
    Withdrawal,
)
from site_app.publication.readiness import check_ready
from site_app.publication.reading.people import holds
from site_app.publication.services import erase_signatory, publish, redact, withdraw
from site_app.statements.render import render
from site_app.statements.report import Draft, Note, Rendered
from site_app.vetting.models import Ruling
from tests.builders import build_approved, build_next, build_published, build_submitted, submitted, vetted
from tests.people import somebody


@pytest.fixture
def picture(team) -> Picture:
    made = BytesIO()
    Image.new("RGB", (60, 30), (200, 30, 30)).save(made, "PNG")
    return add_picture(
        actor=team.wren, upload=SimpleUploadedFile("towel.png", made.getvalue()), alt="A folded towel",
        licence="CC BY 4.0", credit="Wren",
    )  # fmt: skip


def body_with(picture: Picture) -> str:
    return f"![A folded towel]({facts_of(picture).address})\n\nYou are not alone."


def test_a_picture_is_sealed_by_its_digest_with_licence_and_credit(team, picture):
    edition = build_published(team, slug="nights", body=body_with(picture))
    chain.write_head_file()
    sealed = sealing.canonical(
        [
            {"digest": picture.digest, "alt": "A folded towel", "licence": "CC BY 4.0", "credit": "Wren",
             "width": 60, "height": 30, "size": picture_file(picture.digest).stat().st_size}
        ]
    )  # fmt: skip
    assert bytes(edition.parts.get(name="pictures").content) == sealed
    assert verify.broken() == []


def test_a_changed_or_missing_picture_file_is_found(team, picture):
    build_published(team, slug="nights", body=body_with(picture))
    chain.write_head_file()
    file = picture_file(picture.digest)
    before = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(before + b" ")
    assert [(found.sort, "was changed" in found.why) for found in verify.broken()] == [("broken", True)]
    file.unlink()
    assert [(found.sort, "is not there" in found.why) for found in verify.broken()] == [("missing", True)]


def test_a_text_whose_picture_file_is_gone_is_not_published(team, picture):
    revision = build_approved(team, body=body_with(picture))
    file = picture_file(picture.digest)
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(NotReady, match="picture"):
        publish(actor=team.pia, revision=revision)
    file.write_bytes(content)
    assert publish(actor=team.pia, revision=revision)


def test_an_erased_author_is_not_named_again(team, edition):
    erase_signatory(actor=team.olga, user=team.wren)
    erase_person(actor=team.olga, user=team.wren)
    wilma = somebody("Wilma", "writer")
    newer = submitted(build_next(wilma, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    page = reading.document("article", "nights")
    assert [person.name for person in page.authors] == ["Wilma"]


def test_a_contributor_whose_account_was_erased_before_publishing_is_not_named(team):
    revision = build_approved(team, slug="nights")
    wilma = somebody("Wilma", "writer")
    newer = submitted(build_next(wilma, revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    erase_person(actor=team.olga, user=team.wren)
    publish(actor=team.pia, revision=newer)
    assert [person.name for person in reading.document("article", "nights").authors] == ["Wilma"]


def test_a_name_at_another_part_is_not_the_one_sealed(edition):
    row = Signatory.objects.get(part_played="author")
    place = {"digest": row.digest, "part_played": "author"}
    assert holds(place, row)
    assert not holds(place | {"part_played": "vetter"}, row)
    assert not holds(place | {"digest": "f" * 64}, row)


def test_a_page_whose_people_changed_part_is_withheld(edition, tamper):
    tamper("UPDATE publication_signatory SET part_played = 'vetter' WHERE part_played = 'author'")
    with pytest.raises(Withheld):
        reading.document("article", "nights")


def test_what_has_no_ruling_or_no_source_is_never_sealed(team):
    with pytest.raises(NotReady, match="no ruling"):
        sealing._ruled(None)
    noted = Rendered(parts={}, notes=(Note(1, "gone2020", (), (1,)),))
    with pytest.raises(NotReady, match="gone2020"):
        sealing._sources(noted, {})


def test_an_approved_revision_is_ready(team):
    revision = build_approved(team)
    assert check_ready(revision).approval.revision == revision


def test_the_preview_of_an_urgent_text_has_its_help_lines(team, help_lines):
    draft = Draft(parts=(), urgent="body")
    assert reading.preview_blocks(draft, None) == {}
    assert render(draft, None).notes == ()


def test_the_preview_on_a_site_without_a_practice_has_none(db):
    assert reading.preview_blocks(Draft(parts=(), urgent="body"), None) == {}


def test_readers_are_told_when_the_key_is_gone(edition, settings):
    assert reading.ready() == []
    settings.PRODUCTION = True
    settings.SIGNING_KEY.unlink()
    assert reading.ready() == ["The key that signs editions cannot be read."]
    keys.make_private(settings.SIGNING_KEY)
    assert reading.ready() == []


def test_the_demonstrations_vetter_clears_a_health_word_with_the_reason_of_the_file(team):
    sentence = "Eczema bread costs two dollars at our table."
    revision = build_submitted(team, body=sentence, slug="nights")
    assert revision.statements.get(text=sentence).label == "health"
    vet(
        team.vera,
        revision,
        LaunchText("article", "nights", {"clearances": {sentence: "practical"}}, ""),
        Library(LAUNCH),
    )
    ruling = Ruling.objects.get(statement__text=sentence)
    assert (ruling.decision, ruling.reason) == ("cleared", "practical")


def test_each_row_says_what_it_is(team, edition):
    build_published(team, slug="all", body="::: documents nights\n:::\n\nYou are not alone.")
    redact(actor=team.olga, edition=edition, part="sources", legal_reason="Court order 7.")
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    Reminder.objects.create(matter="a matter", sent_on=date(2026, 11, 22))
    live = Live.objects.get(slug="nights")
    assert str(Part.objects.get(edition=edition, name="body")) == "article/nights edition 1: body"
    assert str(Signatory.objects.filter(edition=edition).first()) == "author of article/nights edition 1"
    assert str(ChainHead.objects.get()) == chain.head()[0]
    assert str(live) == str(Address.objects.get(slug="nights")) == "article/nights"
    assert str(Filing.objects.get(live=live, under="topic")) == "article/nights under nights"
    assert str(Use.objects.get(live=live)) == "article/nights rests on sleep2020"
    assert str(Pointer.objects.get()) == "article/all shows article/nights"
    assert str(Withdrawal.objects.get()) == "How do babies sleep? withdrawn: it may be unsafe"
    assert str(Redaction.objects.get()) == "article/nights edition 1: sources redacted"
    assert "a document it points to was withdrawn" in str(Recheck.objects.get())
    assert str(Reminder.objects.get()) == "a matter on 2026-11-22"
