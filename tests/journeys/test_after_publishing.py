"""What becomes of a page: a source goes bad, it is withdrawn, a name is erased, bytes are tampered with."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from site_app.accounts import guards
from site_app.publication.models import Edition, Live, Part
from tests.builders import CITED
from tests.journeys import hands

PAGE = "/articles/babies-sleep/"
LISTS = ("/", "/articles/", "/topics/nights/", "/stages/birth-6-weeks/", "/feed.xml", "/sitemap.xml")


@pytest.fixture
def edition(desks, django_capture_on_commit_callbacks) -> Edition:
    with django_capture_on_commit_callbacks(execute=True):
        return two_pages(desks)


def two_pages(desks) -> Edition:
    """An article and the page of its topic, both published; gives the article's edition."""
    revision = hands.write_new(desks.wren, CITED)
    hands.hand_over(desks.wren, revision)
    assert "Approved" in hands.through_vetting(desks.vera, revision)
    assert "Published" in hands.publish(desks.pia, revision)
    topic = hands.write_new(
        desks.wren, "Here you find all we have.", kind="topic", topic="nights", slug="nights", title="Nights"
    )
    hands.hand_over(desks.wren, topic)
    assert "Approved" in hands.through_vetting(desks.vera, topic)
    assert "Published" in hands.publish(desks.pia, topic)
    return Edition.objects.get(slug="babies-sleep")


def listed() -> list[str]:
    """The lists on which the article stands."""
    reader = Client()
    return [address for address in LISTS if b"babies-sleep" in reader.get(address).content]


def test_the_page_stands_in_its_lists(edition):
    assert {"/articles/", "/topics/nights/", "/stages/birth-6-weeks/", "/feed.xml", "/sitemap.xml"} <= set(
        listed()
    )


def test_a_retracted_source_alarms_reader_and_desk(desks, edition, source):
    reader = Client()
    before = hands.said(reader.get(PAGE))
    assert "withdrawn by its publisher" not in before
    assert "retracted" not in hands.look(desks.vera, "/admin/").lower()
    hands.press(
        desks.vera, f"/admin/sources/{source.pk}/status/", status="retracted", note="The journal's notice."
    )
    after = hands.said(reader.get(PAGE))
    assert "withdrawn by its publisher" in after
    assert "Many babies wake at night" in after, "a note is laid over; only a person withdraws"
    assert "retracted" in hands.look(desks.vera, "/admin/").lower()


def test_a_sentence_called_a_protocol_after_publishing_is_looked_at_again(desks, edition):
    sentence = edition.revision.statements.get(text__startswith="Many babies")
    assert "was raised to" not in hands.look(desks.vera, "/admin/")

    hands.press(
        desks.vera,
        f"/admin/vet/statement/{sentence.pk}/raise/",
        label="protocol",
        why="It tells how to feed.",
    )

    front = hands.look(desks.vera, "/admin/")
    assert "To look at again" in front
    assert "was raised to 'protocol': It tells how to feed." in front


def test_any_vetter_withdraws_at_once_and_the_page_answers_410(desks, edition):
    reader = Client()
    assert reader.get(PAGE).status_code == 200
    hands.press(desks.wren, f"/admin/document/{edition.document_id}/withdraw/", because="unsafe")
    assert reader.get(PAGE).status_code == 200, "a writer may not"
    hands.press(desks.vera, f"/admin/document/{edition.document_id}/withdraw/", because="unsafe")

    for address in (PAGE, f"{PAGE}editions/1/", f"{PAGE}evidence.json"):
        assert reader.get(address).status_code == 410, address
    notice = hands.said(reader.get(PAGE))
    assert "How do babies sleep?" in notice
    assert "unsafe" in notice
    assert "Many babies wake" not in notice
    assert listed() == []
    call_command("verify_editions", stdout=StringIO())


def test_a_withdrawn_page_comes_back_only_by_a_new_edition(desks, edition):
    hands.press(desks.vera, f"/admin/document/{edition.document_id}/withdraw/", because="mistake")
    better = hands.write_more(desks.wren, edition.revision, f"{CITED}\n\nWe wish you a quiet night.")
    hands.hand_over(desks.wren, better)
    assert "Approved" in hands.through_vetting(desks.vera, better)
    assert Client().get(PAGE).status_code == 410
    assert "Published" in hands.publish(desks.pia, better)
    assert Client().get(PAGE).status_code == 200


def test_an_erased_vetter_leaves_no_name_and_the_seal_still_holds(desks, team, edition):
    reader = Client()
    assert "Vera" in hands.said(reader.get(PAGE))
    hands.press(desks.olga, f"/admin/person/{team.vera.pk}/erase/", sure="on")
    words = hands.said(reader.get(PAGE))
    assert "Vera" not in words
    assert "Registered midwife" not in words
    assert "removed" in words
    call_command("verify_editions", stdout=StringIO())


def test_a_redacted_part_is_gone_and_its_digest_stays(desks, edition):
    part = edition.parts.get(name="pictures")
    digest = part.digest
    refused = desks.wren.post(f"/admin/redact/{part.pk}/", {"legal_reason": "A court order."})
    assert refused.status_code == 422
    assert Part.objects.get(pk=part.pk).content is not None
    hands.press(desks.olga, f"/admin/redact/{part.pk}/", legal_reason="A court order.")
    part.refresh_from_db()
    assert part.content is None
    assert part.digest == digest
    assert Client().get(PAGE).status_code in (200, 410)


def tamper_by_sql(part: Part) -> None:
    table = Part._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET content = %s WHERE id = %s", [b"{}", part.pk])  # noqa: S608


def tamper_by_orm(part: Part) -> None:
    Part.objects.filter(pk=part.pk).update(content=b"{}")


def tamper_by_fixture(part: Part, folder) -> None:
    row = {
        "model": "publication.part", "pk": part.pk,
        "fields": {"edition": part.edition_id, "name": part.name, "content": "e30=", "digest": part.digest},
    }  # fmt: skip
    file = folder / "part.json"
    file.write_text(json.dumps([row]))
    call_command("loaddata", str(file), verbosity=0)


@pytest.mark.parametrize("how", ["sql", "orm", "fixture"])
def test_a_tampered_edition_is_withheld_on_its_page_and_in_every_list(desks, edition, how, tmp_path, caplog):
    part = edition.parts.get(name="body")
    ways = {"sql": tamper_by_sql, "orm": tamper_by_orm, "fixture": lambda p: tamper_by_fixture(p, tmp_path)}
    with guards.lift(connection):
        ways[how](part)
    assert bytes(Part.objects.get(pk=part.pk).content) == b"{}", "the tampering went in"

    answer = Client().get(PAGE)
    assert answer.status_code == 503
    assert "withheld" in hands.said(answer).lower()
    assert any(record.levelname == "ERROR" for record in caplog.records)
    assert listed() == []
    assert Live.objects.filter(slug="babies-sleep").exists()
    with pytest.raises(CommandError, match="broken"):
        call_command("verify_editions", stdout=StringIO())
    assert "babies-sleep" in hands.look(desks.vera, "/admin/")


@pytest.mark.parametrize("change", [tamper_by_sql, tamper_by_orm])
def test_the_guard_refuses_the_same_change(edition, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(edition.parts.get(name="body"))
    assert Client().get(PAGE).status_code == 200


def test_after_an_alarm_the_same_text_is_vetted_again_and_the_note_goes(desks, edition, source):
    status = f"/admin/sources/{source.pk}/status/"
    hands.press(desks.vera, status, status="concern", note="The journal's notice.")
    reader = Client()
    assert "doubts about this source" in hands.said(reader.get(PAGE))

    soon = (timezone.localdate() + timedelta(days=300)).isoformat()
    hands.press(desks.wren, f"/admin/document/{edition.document_id}/review/", next_review_on="")
    assert edition.document.revisions.count() == 1
    hands.press(desks.wren, f"/admin/document/{edition.document_id}/review/", next_review_on=soon)
    fresh = edition.document.revisions.get(number=2)
    assert fresh.body == edition.revision.body
    assert "Approved" in hands.through_vetting(desks.vera, fresh)
    assert "Published" in hands.publish(desks.pia, fresh)
    assert f"/admin/vet/{fresh.pk}/" not in desks.vera.get("/admin/").content.decode()
