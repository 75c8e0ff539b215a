"""publish: everything is asked again, behind the lock, and what was approved is what is sealed."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from site_app.accounts import guards
from site_app.accounts.models import JournalEntry, Practice
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.publication import chain, keys, reading, verify
from site_app.publication.bodies import body_bytes
from site_app.publication.canonical import parse
from site_app.publication.errors import AddressTaken, KeyMissing, MayNotPublish, Moved, NotPublished, NotReady
from site_app.publication.models import Address, Edition, Live, Part, Signatory, Use
from site_app.publication.seals import GENESIS
from site_app.publication.services import publish, withdraw
from site_app.sources.models import Source
from site_app.sources.services import set_status
from site_app.statements.render import render
from site_app.vetting.models import Approval
from tests import builders
from tests.builders import build_approved, build_next, build_published, build_submitted, submitted, vetted


def text_of(edition: Edition) -> dict:
    return parse(bytes(edition.parts.get(name="text").content))


def test_an_approved_revision_is_published_by_a_publisher(team):
    revision = build_approved(team, slug="nights")

    edition = publish(actor=team.pia, revision=revision)

    assert edition.number == 1
    assert edition.previous_seal == GENESIS
    assert {part.name for part in edition.parts.all()} == {
        "text", "body", "evidence", "sources", "people", "pictures",
    }  # fmt: skip
    assert Live.objects.get(document=revision.document).edition == edition
    assert reading.document("article", "nights").seal == edition.seal
    assert JournalEntry.objects.first().verb == "publish"


@pytest.mark.parametrize("name", ["wren", "vera", "olga"])
def test_nobody_but_a_publisher_publishes(team, name):
    revision = build_approved(team)
    with pytest.raises(MayNotPublish):
        publish(actor=getattr(team, name), revision=revision)
    assert publish(actor=team.pia, revision=revision)


def test_what_nobody_approved_is_not_published(team):
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=build_submitted(team))
    assert "approved" in str(refusal.value)
    assert Edition.objects.count() == 0


def test_an_edit_after_approval_voids_it(team):
    revision = build_approved(team)
    newer = build_next(team.wren, revision, title="How do newborns sleep?")
    for candidate in (revision, newer):
        with pytest.raises(NotReady):
            publish(actor=team.pia, revision=candidate)


def test_a_text_changed_in_the_database_after_approval_is_not_published(team, tamper):
    revision = build_approved(team)
    tamper("UPDATE documents_revision SET body = body || ' More.' WHERE id = %s", revision.pk)
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=revision)
    assert any("not the one that was approved" in reason for reason in refusal.value.reasons)


def test_a_ruling_removed_after_approval_stops_publishing(team, tamper):
    revision = build_approved(team)
    cited = builders.statement_of(revision, "Many babies")
    tamper("DELETE FROM vetting_citationruling WHERE ruling_id IN"
           " (SELECT id FROM vetting_ruling WHERE statement_id = %s)", cited.pk)  # fmt: skip
    with pytest.raises(NotReady):
        publish(actor=team.pia, revision=revision)


def test_a_source_retracted_after_approval_stops_publishing(team):
    revision = build_approved(team)
    set_status(actor=team.olga, source=Source.objects.get(), status="retracted", note="Seen today.")
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=revision)
    assert any("retracted" in reason for reason in refusal.value.reasons)


def test_four_eyes_are_asked_for_again_at_publishing(team, tamper):
    revision = build_approved(team)
    tamper("UPDATE vetting_approval SET vetter_id = %s WHERE revision_id = %s", team.wren.pk, revision.pk)
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=revision)
    said = [reason for reason in refusal.value.reasons if "Wren approved this and also had a hand" in reason]
    assert len(said) == 1


def test_what_is_judged_is_what_is_sealed_and_is_read_once(team, django_assert_max_num_queries):
    revision = build_approved(team)
    with django_assert_max_num_queries(150) as asked:
        publish(actor=team.pia, revision=revision)
    dossiers = [query for query in asked if 'FROM "vetting_raisedlabel"' in query["sql"]]
    assert len(dossiers) == 1


def test_one_revision_is_published_once(team):
    revision = build_approved(team)
    publish(actor=team.pia, revision=revision)
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=revision)
    assert refusal.value.reasons == ("This revision is published already.",)


def test_a_second_edition_hangs_on_the_first(team, edition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        second = publish_next(team, edition, title="How do newborns sleep?")
    assert second.number == 2
    assert second.previous_seal == edition.seal
    assert chain.head() == (second.seal, 2)
    assert chain.read_head_file() == second.seal
    assert verify.broken() == []


def publish_next(team, edition: Edition, **fields) -> Edition:
    newer = submitted(build_next(team.wren, edition.revision, **fields))
    vetted(team.vera, newer)
    return publish(actor=team.pia, revision=newer)


def test_last_reviewed_moves_with_a_periodic_review_only(team, edition, tamper):
    long_ago = timezone.now() - timedelta(days=400)
    tamper("UPDATE vetting_approval SET at = %s WHERE id = %s", long_ago, Approval.objects.get().pk)
    second = publish_next(team, edition, title="How do newborns sleep?")
    assert text_of(second)["last_reviewed"] == timezone.localdate(long_ago).isoformat()

    newer = submitted(build_next(team.wren, edition.revision, title="How does a newborn sleep?"))
    review = builders.claim(actor=team.vera, revision=newer, kind="periodic")
    builders.rule_all(review)
    builders.approve(actor=team.vera, review=review)
    third = publish(actor=team.pia, revision=newer)
    assert text_of(third)["last_reviewed"] == timezone.localdate().isoformat()

    fourth = publish_next(team, edition, title="How do babies sleep at night?")
    assert text_of(fourth)["last_reviewed"] == timezone.localdate().isoformat()


def test_last_changed_stays_while_the_words_stay(team, edition):
    sooner = timezone.localdate() + timedelta(days=100)
    second = publish_next(team, edition, next_review_on=sooner)
    assert text_of(second)["last_changed"] == text_of(edition)["published"]
    third = publish_next(team, edition, title="How do newborns sleep?")
    assert text_of(third)["last_changed"] == text_of(third)["published"]
    assert text_of(third)["first_published"] == text_of(edition)["published"]


def test_a_changed_address_redirects_for_ever(team, edition):
    publish_next(team, edition, slug="sleep")
    assert reading.document("article", "sleep").title == "How do babies sleep?"
    with pytest.raises(Moved) as moved:
        reading.document("article", "nights")
    assert moved.value.address == "/articles/sleep/"
    with pytest.raises(Moved) as moved:
        reading.edition("article", "nights", 1)
    assert moved.value.address == "/articles/sleep/editions/1/"


def test_an_address_that_was_another_documents_is_refused(team, edition):
    Address.objects.create(kind="article", slug="dawn", document=edition.document, since=timezone.now())
    revision = build_approved(team, slug="dawn")
    with pytest.raises(AddressTaken):
        publish(actor=team.pia, revision=revision)
    assert not Edition.objects.filter(slug="dawn").exists()


def test_the_preview_of_the_approved_revision_is_the_sealed_body_byte_for_byte(team):
    revision = build_approved(team, slug="nights")
    preview = body_bytes(render(draft_of(revision), DatabaseLookup()))
    blocks = reading.preview_blocks(draft_of(revision), DatabaseLookup())

    edition = publish(actor=team.pia, revision=revision)

    assert bytes(edition.parts.get(name="body").content) == preview
    assert reading.document("article", "nights").parts == blocks


def test_names_stand_beside_the_seal_and_their_digests_within(team, edition):
    authors = Signatory.objects.get(part_played="author")
    vetters = Signatory.objects.get(part_played="vetter")
    assert json.loads(authors.record)["name"] == "Wren"
    assert json.loads(vetters.record)["name"] == "Vera"
    for part in edition.parts.all():
        assert b"Wren" not in bytes(part.content)
        assert b"Vera" not in bytes(part.content)
    assert authors.digest.encode() in bytes(edition.parts.get(name="people").content)


def test_earlier_authors_stay_authors(team, edition):
    team.olga.role_grants.create(role="writer", granted_at=timezone.now())
    newer = submitted(build_next(team.olga, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    second = publish(actor=team.pia, revision=newer)
    names = [json.loads(row.record)["name"] for row in Signatory.objects.filter(edition=second)]
    assert names == ["Wren", "Olga", "Vera"]


def test_the_evidence_holds_every_ruling(edition):
    evidence = json.loads(reading.evidence("article", "nights"))
    cited = next(row for row in evidence["statements"] if row["text"].startswith("Many babies"))
    assert cited["decision"] == "supported"
    assert cited["citations"] == [
        {"key": "sleep2020", "locator": "abstract", "degree": "full", "population": "babies",
         "substance": Source.objects.get().substance, "status": "current"}
    ]  # fmt: skip
    assert all(row["decision"] for row in evidence["statements"])


def test_a_source_that_was_sealed_is_in_use_for_ever(edition):
    assert Source.objects.get().used_at is not None
    assert Use.objects.get().source_key == "sleep2020"


def test_a_demonstration_is_sealed_as_one(team, practice):
    Practice.objects.update(demonstration=True)
    edition = build_published(team)
    assert edition.demonstration is True
    assert text_of(edition)["demonstration"] is True


def test_a_demonstration_is_not_published_in_production(team, practice, settings):
    revision = build_approved(team)
    publish_first = build_approved(team)
    settings.PRODUCTION = True
    give_key(settings)
    assert publish(actor=team.pia, revision=publish_first)
    Practice.objects.update(demonstration=True)
    with pytest.raises(NotReady):
        publish(actor=team.pia, revision=revision)


def give_key(settings) -> None:
    keys.make_private(settings.SIGNING_KEY)


def test_without_its_key_a_production_site_publishes_nothing(team, settings):
    settings.PRODUCTION = True
    revision = build_approved(team)
    with pytest.raises(KeyMissing):
        publish(actor=team.pia, revision=revision)
    assert chain.head() == (GENESIS, 0)
    give_key(settings)
    assert publish(actor=team.pia, revision=revision)


def test_a_withdrawn_document_comes_back_with_a_newly_vetted_text_only(team, edition):
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    with pytest.raises(NotReady):
        publish(actor=team.pia, revision=edition.revision)
    second = publish_next(team, edition, title="How do newborns sleep?")
    page = reading.document("article", "nights")
    assert page.edition == second.number == 2
    assert not Live.objects.get().withdrawn


def test_an_approval_from_before_the_withdrawal_is_not_enough(team, edition):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    with pytest.raises(NotReady) as refusal:
        publish(actor=team.pia, revision=newer)
    assert "withdrawn after this approval" in refusal.value.reasons[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publication_edition SET title = 'Other'",
        "DELETE FROM publication_edition",
        "UPDATE publication_part SET content = NULL",
        "UPDATE publication_part SET digest = 'x'",
        "DELETE FROM publication_part",
        "UPDATE publication_signatory SET record = '{}'",
        "UPDATE publication_signatory SET record = '', salt = 'x', erased_at = published_at"
        " FROM publication_edition",
        "DELETE FROM publication_signatory",
        "UPDATE publication_address SET slug = 'x'",
        "DELETE FROM publication_address",
        "DELETE FROM publication_chainhead",
    ],
)
def test_the_database_refuses_to_touch_what_is_sealed(edition, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert verify.broken() == [] or [found.what for found in verify.broken()] == ["the head's file"]


def test_the_guards_stand(team):
    assert guards.missing(connection) == []


def test_nothing_is_there_before_the_first_publishing(team):
    with pytest.raises(NotPublished):
        reading.document("article", "nights")
    assert chain.head() == (GENESIS, 0)
    assert Part.objects.count() == 0
    assert verify.broken() == []
