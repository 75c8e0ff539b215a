"""P4: whoever changes a byte of an edition changes what no reader gets; `verify_editions` says where."""

import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from site_app.accounts import guards
from site_app.publication import chain, reading, verify
from site_app.publication.canonical import canonical, digest
from site_app.publication.errors import Gone, NotPublished, Withheld
from site_app.publication.models import Edition, Live, Part, Redaction, Signatory
from site_app.publication.seals import seal_of
from site_app.publication.services import publish, withdraw
from tests.builders import build_next, build_page, build_published, submitted, vetted

FORGED = canonical({"parts": {"body": []}, "headings": []})
FORGE = "UPDATE publication_part SET content = %s, digest = %s WHERE name = 'body'"


@pytest.fixture
def written_head(edition) -> None:
    chain.write_head_file()


def whys() -> str:
    return " | ".join(str(found) for found in verify.broken())


def is_nowhere(caplog) -> bool:
    """Withheld on its page and in its evidence, logged at error level, and left out of every list."""
    caplog.clear()
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    with pytest.raises(Withheld):
        reading.evidence("article", "nights")
    with pytest.raises(Withheld):
        reading.edition("article", "nights", 1)
    logged = [row for row in caplog.records if row.name == "groundwell.seals"]
    return (
        all(row.levelno == logging.ERROR for row in logged)
        and len(logged) == 3
        and reading.cards(kind="article").cards == ()
        and reading.cards(topic="nights").cards == ()
        and reading.cards(stage="birth-6-weeks").cards == ()
        and reading.feed() == ()
        and reading.sitemap() == ()
        and reading.sources().sources == ()
        and _has_no_page("sleep2020")
        and reading.how_we_vet().documents == 0
    )


def _has_no_page(key: str) -> bool:
    """What a source is called is read from sealed bytes, and there are none that hold."""
    try:
        reading.source(key)
    except NotPublished:
        return True
    return False


def test_untouched_it_is_everywhere(edition, written_head):
    assert reading.document("article", "nights").title == "How do babies sleep?"
    assert len(reading.cards(kind="article").cards) == 1
    assert len(reading.cards(topic="nights").cards) == 1
    assert len(reading.cards(stage="birth-6-weeks").cards) == 1
    assert len(reading.feed()) == 1
    assert "/articles/nights/" in {line.address for line in reading.sitemap()}
    assert len(reading.source("sleep2020").used_by) == 1
    assert reading.how_we_vet().documents == 1
    assert whys() == ""


@pytest.mark.parametrize("part", ["text", "body", "evidence", "sources", "people", "pictures"])
def test_sql_with_the_guard_down_changes_what_is_stored_and_withholds_it(
    edition, written_head, tamper, caplog, part
):
    before = bytes(Part.objects.get(name=part).content)
    tamper("UPDATE publication_part SET content = %s WHERE name = %s", before + b" ", part)
    assert bytes(Part.objects.get(name=part).content) != before
    assert is_nowhere(caplog)
    assert f"The bytes of its part '{part}' are not those that were sealed." in whys()


def test_a_changed_digest_along_with_the_bytes_does_not_help(edition, written_head, tamper, caplog):
    forged = canonical({"parts": {"body": []}, "headings": []})
    tamper(
        "UPDATE publication_part SET content = %s, digest = %s WHERE name = 'body'", forged, digest(forged)
    )
    assert is_nowhere(caplog)
    assert "Its seal does not follow" in whys()


def test_nor_does_a_fresh_seal_that_no_key_signed(edition, written_head, tamper, caplog):
    forged = canonical({"parts": {"body": []}, "headings": []})
    tamper(
        "UPDATE publication_part SET content = %s, digest = %s WHERE name = 'body'", forged, digest(forged)
    )
    digests = dict(Part.objects.values_list("name", "digest"))
    seal = seal_of(identifier=edition.identifier, digests=digests, previous=edition.previous_seal)
    tamper("UPDATE publication_edition SET seal = %s", seal)
    tamper("UPDATE publication_chainhead SET seal = %s", seal)
    assert is_nowhere(caplog)
    assert "No known key signed its seal." in whys()


def test_an_update_by_the_orm_withholds_it(edition, written_head, caplog):
    with guards.lift(connection):
        part = Part.objects.get(name="text")
        part.content = bytes(part.content).replace(b"How do babies sleep?", b"How do babies dream?")
        part.save()
    assert b"dream" in bytes(Part.objects.get(name="text").content)
    assert is_nowhere(caplog)
    assert "its part 'text'" in whys().lower()


def test_a_loaded_fixture_withholds_it(edition, written_head, caplog, tmp_path):
    part = Part.objects.get(name="evidence")
    fixture = tmp_path / "forged.json"
    call_command("dumpdata", "publication.part", "--pks", str(part.pk), output=str(fixture))
    rows = json.loads(fixture.read_text())
    rows[0]["fields"]["content"] = "e30="
    fixture.write_text(json.dumps(rows))
    with guards.lift(connection):
        call_command("loaddata", str(fixture), verbosity=0)
    assert bytes(Part.objects.get(name="evidence").content) == b"{}"
    assert is_nowhere(caplog)
    assert "'evidence'" in whys()


def test_a_part_taken_out_withholds_it(edition, written_head, tamper, caplog):
    tamper("DELETE FROM publication_part WHERE name = 'pictures'")
    assert is_nowhere(caplog)
    assert "Its parts are not the six that were sealed." in whys()


def test_bytes_removed_without_a_redaction_withhold_it(edition, written_head, tamper, caplog):
    tamper("UPDATE publication_part SET content = NULL WHERE name = 'sources'")
    assert is_nowhere(caplog)
    assert "no redaction is on record" in whys()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publication_edition SET seal = %s",
        "UPDATE publication_edition SET previous_seal = %s",
        "UPDATE publication_edition SET signature = %s",
        "UPDATE publication_edition SET key_id = %s",
    ],
)
def test_a_changed_seal_withholds_it(edition, written_head, tamper, caplog, sql):
    tamper(sql, "f" * 64)
    assert is_nowhere(caplog)
    assert "broken" in whys()


def test_another_name_beside_the_seal_withholds_the_page(edition, written_head, tamper):
    tamper("UPDATE publication_signatory SET record = %s WHERE part_played = 'vetter'", '{"name":"Eve"}')
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert reading.feed() == ()
    assert "The name at place 2 is not the one that was sealed." in whys()


def test_a_name_taken_out_withholds_the_page(edition, written_head, tamper):
    tamper("DELETE FROM publication_signatory WHERE place = 1")
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert "Its names are not as many as were sealed." in whys()


def test_a_live_row_turned_back_to_an_older_edition_is_not_followed(team, edition, written_head, tamper):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    assert reading.document("article", "nights").edition == 2
    tamper("UPDATE publication_live SET edition_id = %s", edition.pk)
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert "What readers get is not its newest edition." in whys()


def test_a_live_row_turned_to_another_document_is_not_followed(team, edition, written_head):
    page = submitted(build_page(team.wren))
    vetted(team.vera, page)
    other = publish(actor=team.pia, revision=page)
    Live.objects.filter(document=other.document).delete()
    Live.objects.filter(document=edition.document).update(edition=other)
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert reading.cards(kind="article").cards == ()
    assert "It has editions, and no live row." in whys()


def test_a_live_row_moved_to_another_address_is_not_followed(edition, written_head, tamper):
    tamper("UPDATE publication_live SET slug = 'elsewhere'")
    with pytest.raises(Withheld):
        reading.document("article", "elsewhere")
    assert reading.cards(kind="article").cards == ()
    assert "The columns lists are made from do not repeat what is sealed." in whys()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publication_filing SET slug = 'other'",
        "UPDATE publication_use SET source_key = 'other'",
        "UPDATE publication_live SET urgent = 'body'",
        "UPDATE publication_live SET first_published_at = '2020-01-01T00:00:00Z'",
    ],
)
def test_a_copy_that_says_something_else_is_found(edition, written_head, tamper, sql):
    tamper(sql)
    assert "The columns lists are made from do not repeat what is sealed." in whys()


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE publication_edition SET title = 'Other'", "title"),
        ("UPDATE publication_edition SET number = 7", "number"),
        ("UPDATE publication_edition SET slug = 'other'", "slug"),
        ("UPDATE publication_edition SET published_at = '2020-01-01T00:00:00Z'", "published"),
    ],
)
def test_an_editions_column_that_says_something_else_is_found(edition, written_head, tamper, sql, name):
    tamper(sql)
    assert f"Its column for '{name}' does not repeat what is sealed." in whys()


def test_a_changed_revision_behind_an_edition_is_found(edition, written_head, tamper):
    tamper("UPDATE documents_revision SET body = 'Other.'")
    assert "The revision it was made from has changed since." in whys()


def test_a_withdrawal_undone_by_sql_is_found(team, edition, written_head, tamper):
    tamper("UPDATE publication_live SET withdrawn = %s", True)
    assert "Its withdrawals and its live row do not agree." in whys()


def test_a_document_brought_back_by_sql_stays_gone(team, edition, written_head, tamper):
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    tamper("UPDATE publication_live SET withdrawn = %s", False)
    with pytest.raises(Gone):
        reading.document("article", "nights")
    assert reading.cards(kind="article").cards == ()
    assert reading.source("sleep2020").used_by == ()
    assert reading.sources().sources == ()
    assert "Its withdrawals and its live row do not agree." in whys()


def test_a_redaction_behind_the_journals_back_is_found(team, edition, written_head):
    part = Part.objects.get(name="body")
    Redaction.objects.create(part=part, by=team.olga, legal_reason="None.", at=timezone.now())
    Part.objects.filter(pk=part.pk).update(content=None)
    assert "The journal knows nothing of the redaction of 'body'." in whys()


def test_an_erasure_behind_the_journals_back_is_found(team, edition, written_head):
    Signatory.objects.filter(part_played="vetter").update(record="", salt="", erased_at=timezone.now())
    assert "The journal knows nothing of the erasure at place 2." in whys()


def delete(tamper, edition: Edition) -> None:
    """Every row of an edition, as somebody with the database in hand would."""
    tamper("DELETE FROM publication_part WHERE edition_id = %s", edition.pk)
    tamper("DELETE FROM publication_mention WHERE edition_id = %s", edition.pk)
    tamper("DELETE FROM publication_signatory WHERE edition_id = %s", edition.pk)
    Live.objects.filter(edition=edition).delete()
    tamper("DELETE FROM publication_edition WHERE id = %s", edition.pk)


def turn_head(tamper, seal: str, length: int) -> None:
    tamper("UPDATE publication_chainhead SET seal = %s, length = %s", seal, length)


def test_a_deleted_edition_with_the_head_turned_back_is_found_by_head(team, edition, tamper):
    second = build_published(team, slug="dawn")
    noted = chain.head()[0]
    chain.write_head_file()
    assert verify.broken(noted) == []
    delete(tamper, second)
    turn_head(tamper, edition.seal, 1)
    assert "the head's file" in whys()
    chain.write_head_file()
    assert whys() == ""
    assert [found.sort for found in verify.broken(noted)] == ["missing"]
    assert verify.broken(edition.seal) == []


def test_a_deleted_edition_in_the_middle_leaves_a_gap(team, edition, tamper):
    build_published(team, slug="dawn")
    chain.write_head_file()
    delete(tamper, edition)
    assert "It does not hang on the chain." in whys()
    assert "It should end at" in whys()


def test_a_missing_edition_of_a_document_is_named(team, edition, tamper):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    delete(tamper, edition)
    assert "article/nights edition 1: It is not there any more." in whys()


def test_all_parts_gone_is_named(edition, written_head, tamper):
    tamper("DELETE FROM publication_part")
    assert "All its parts are gone." in whys()
    with pytest.raises(Withheld):
        reading.document("article", "nights")
    assert reading.cards(kind="article").cards == ()


def test_an_address_taken_away_is_named(edition, written_head, tamper):
    tamper("DELETE FROM publication_address")
    assert "Nothing leads from its address" in whys()


def test_parts_that_are_no_json_are_named_and_do_not_stop_the_rest(edition, written_head, tamper):
    tamper("UPDATE publication_part SET content = %s WHERE name = 'people'", b"not json")
    assert "Its sealed parts cannot be read." in whys()


def test_a_missing_guard_is_found(edition, written_head):
    name = next(iter(guards.triggers.standing(connection)))
    trigger = guards.triggers.standing(connection)[name]
    guards.triggers.drop(connection, trigger)
    try:
        assert f"the guard {name}" in whys()
        assert any(name in fault for fault in reading.ready())
    finally:
        guards.install(connection)
    assert whys() == ""


def test_a_broken_journal_is_found(edition, written_head, tamper):
    tamper("UPDATE accounts_journalentry SET verb = 'nothing' WHERE number = 2")
    assert "the journal" in whys()


def test_a_head_file_that_names_an_older_edition_is_found(team, edition, written_head):
    build_published(team, slug="dawn")
    assert "the head's file" in whys()
    chain.write_head_file()
    assert whys() == ""


def test_a_missing_head_file_is_found(edition):
    assert "missing: the head's file" in whys()


def test_readers_are_told_when_the_chain_is_not_whole(edition, tamper):
    assert reading.ready() == []
    tamper("UPDATE publication_chainhead SET length = 5")
    assert reading.ready() == ["The head of the chain is not the newest edition."]


def test_the_command_exits_with_1_and_lists_what_is_broken(edition, written_head, tamper, capsys):
    call_command("verify_editions", head=edition.seal)
    assert "All 1 editions hold" in capsys.readouterr().out
    tamper("UPDATE publication_edition SET title = 'Other'")
    with pytest.raises(CommandError, match="1 broken or missing"):
        call_command("verify_editions")
    assert "Its column for 'title'" in capsys.readouterr().out


def test_an_old_edition_that_was_tampered_with_is_withheld_and_the_newest_is_read(team, edition, tamper):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    tamper(
        "UPDATE publication_part SET content = %s WHERE name = 'text' AND edition_id = %s", b"{}", edition.pk
    )
    page = reading.document("article", "nights")
    assert [line.number for line in page.editions] == [2]
    with pytest.raises(Withheld):
        reading.edition("article", "nights", 1)


def test_an_old_edition_of_which_nothing_is_left_is_withheld(team, edition, tamper):
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(team.vera, newer)
    publish(actor=team.pia, revision=newer)
    tamper("DELETE FROM publication_part WHERE edition_id = %s", edition.pk)
    with pytest.raises(Withheld):
        reading.edition("article", "nights", 1)
    assert reading.document("article", "nights").edition == 2


def test_a_second_read_checks_the_bytes_again(edition, tamper):
    reading.document("article", "nights")
    tamper("UPDATE publication_part SET content = %s WHERE name = 'body'", b"{}")
    with pytest.raises(Withheld):
        reading.document("article", "nights")
