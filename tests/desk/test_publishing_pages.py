"""A document's page: publish, withdraw, redact, and whether the seals hold."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from site_app.accounts import guards
from site_app.documents import services as documents
from site_app.publication.models import Edition, Live, Part
from tests.desk import builders
from tests.desk.pages import words


@pytest.fixture
def approved(team, shelf):
    return builders.approved(
        team["Vera"], builders.submitted(team["Wren"], builders.make_article(team["Wren"]))
    )


def test_a_publisher_publishes_what_was_approved(desk_of, approved):
    pia = desk_of("Pia")
    page = reverse("admin:document", args=[approved.document_id])
    assert "Publish" in words(pia.get(page))
    said = words(pia.post(reverse("admin:publish", args=[approved.pk]), follow=True))
    assert "Published and sealed." in said
    assert "published as edition 1" in said
    assert Client().get("/articles/babies-sleep/").status_code == 200


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Wren", {"write", "review"}),
        ("Vera", {"write", "review", "withdraw"}),
        ("Pia", {"publish"}),
        ("Olive", {"write", "review", "withdraw"}),
    ],
)
def test_a_documents_page_offers_what_its_reader_may_do(team, desk_of, edition, name, may):
    newer = builders.submitted(
        team["Wren"],
        documents.save_revision(
            actor=team["Wren"], document=edition.document, base=edition.revision, title="Other?"
        ),
    )
    builders.approved(team["Vera"], newer)
    page = desk_of(name).get(reverse("admin:document", args=[edition.document_id])).content.decode()
    number = edition.document_id
    offered = {
        "write": f'href="/admin/write/{number}/"',
        "review": f'action="/admin/document/{number}/review/"',
        "withdraw": f'action="/admin/document/{number}/withdraw/"',
        "publish": f'action="/admin/publish/{newer.pk}/"',
    }
    assert {what for what, mark in offered.items() if mark in page} == may
    assert ("tell one of them" in page) == ("withdraw" not in may)


def test_withdrawing_wants_a_reason_chosen(desk_of, edition):
    page = desk_of("Vera").get(reverse("admin:document", args=[edition.document_id])).content.decode()
    assert '<option value="" selected>Choose a reason</option>' in page
    address = reverse("admin:withdraw", args=[edition.document_id])
    assert "no reason from the list" in words(desk_of("Vera").post(address, {"because": ""}, follow=True))
    assert not Live.objects.get().withdrawn


@pytest.mark.parametrize("name", ["Wren", "Vera", "Olive"])
def test_nobody_but_a_publisher_publishes(desk_of, approved, name):
    said = words(desk_of(name).post(reverse("admin:publish", args=[approved.pk]), follow=True))
    assert "Only a publisher can publish." in said
    assert not Edition.objects.exists()


def test_what_is_not_approved_is_refused_with_every_reason(team, desk_of, shelf):
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"]))
    said = words(desk_of("Pia").post(reverse("admin:publish", args=[revision.pk]), follow=True))
    assert "No vetter has approved this revision." in said
    assert "Nobody has ruled on this sentence yet." in said
    assert not Edition.objects.exists()


def test_a_vetter_withdraws_alone_and_at_once(desk_of, edition):
    address = reverse("admin:withdraw", args=[edition.document_id])
    said = words(desk_of("Vera").post(address, {"because": "unsafe", "note": "Look at it."}, follow=True))
    assert "Withdrawn. Readers get the notice" in said
    # First thing on the page, not behind the edition that it still names as published.
    assert said.index("Withdrawn by Vera") < said.index("Revisions")
    assert "Withdraw it now" not in said
    assert Live.objects.get().withdrawn
    assert Client().get("/articles/babies-sleep/").status_code == 410


def test_a_reason_outside_the_list_and_a_writer_are_refused(desk_of, edition):
    address = reverse("admin:withdraw", args=[edition.document_id])
    assert "no reason from the list" in words(
        desk_of("Vera").post(address, {"because": "bored"}, follow=True)
    )
    assert "Only a vetter or an owner" in words(
        desk_of("Wren").post(address, {"because": "unsafe"}, follow=True)
    )
    assert not Live.objects.get().withdrawn


def test_the_owner_removes_a_part_for_a_legal_reason(desk_of, edition):
    part = Part.objects.get(edition=edition, name="body")
    olive = desk_of("Olive")
    assert reverse("admin:redact", args=[part.pk]) in olive.get(
        reverse("admin:document", args=[edition.document_id])
    ).content.decode()  # fmt: skip
    asked = words(olive.get(reverse("admin:redact", args=[part.pk])))
    assert f"The bytes of '{part.name}' leave this edition and the database for good" in asked
    empty = olive.post(reverse("admin:redact", args=[part.pk]), {"legal_reason": " "})
    assert empty.status_code == 422
    assert "required" in words(empty)
    olive.post(reverse("admin:redact", args=[part.pk]), {"legal_reason": "Order of 3 March."})
    part.refresh_from_db()
    assert part.content is None


def test_nobody_but_the_owner_removes_a_part(desk_of, edition):
    part = Part.objects.get(edition=edition, name="body")
    desk_of("Vera").post(reverse("admin:redact", args=[part.pk]), {"legal_reason": "I would rather not."})
    part.refresh_from_db()
    assert part.content is not None


def test_the_seals_page_says_so_when_all_holds_and_names_what_does_not(desk_of, edition):
    olive = desk_of("Olive")
    from_disk = words(olive.get(reverse("admin:seals")))
    assert "things do not hold" not in from_disk or "head" in from_disk
    with guards.lift(connection):
        Part.objects.filter(edition=edition, name="text").update(content=b"{}")
    said = words(olive.get(reverse("admin:seals")))
    assert "do not hold" in said
    assert "The bytes of its part 'text' are not those that were sealed." in said
