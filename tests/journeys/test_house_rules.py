"""A practice learns of a danger and adds a house rule: whatever is written, or was published, meets it."""

import json

import pytest

from site_app.accounts.models import Role
from site_app.documents import house
from site_app.documents.models import Revision
from site_app.publication import chain, rechecks, services, trust, verify
from site_app.publication.errors import NotReady
from site_app.publication.models import Edition, Live, Recheck
from site_app.statements.version import ENGINE_VERSION
from tests.builders import BODY, build_approved, build_next, build_published, submitted, vetted
from tests.journeys.hands import at_the_desk, look, press, publish, said, write_new
from tests.people import somebody
from tests.vetting.steps import blockers, publishing_blockers

TRY = "/admin/house-rules/try/"
TEA = {"phrase": "amber tea", "effect": "protocol", "reason": "A baby came to harm by it in spring."}
BREWING = f"{BODY}\n\nOn Sundays we sit with a pot of amber tea."


def add_by_hand(client, **changes) -> str:
    """Fill the form, press 'Try it', then 'Add this rule'; gives the words of the page that follows."""
    tried = client.post(TRY, {**TEA, **changes, "try": "Try it"})
    mark = tried.context.get("mark", "")
    return said(client.post(TRY, {**TEA, **changes, "add": "", "tried": mark}, follow=True))


def versions_of(edition: Edition) -> tuple[str, str]:
    parts = {part.name: json.loads(bytes(part.content)) for part in edition.parts.all()}
    return parts["text"]["versions"]["engine"], parts["evidence"]["engine"]


def test_a_new_strict_rule_reaches_what_readers_have_and_what_waits(team, desks):
    edition = build_published(team, body=BREWING)
    waiting = build_approved(team, body=BREWING, title="How do toddlers sleep?")
    assert publishing_blockers(waiting) == ()

    words = add_by_hand(desks.vera)

    assert "One live text is judged otherwise now" in words
    front = look(desks.vera, "/admin/")
    assert "To look at again" in front
    assert "now counts as 'protocol' by a house rule: On Sundays we sit with a pot of amber tea." in front
    standing = publishing_blockers(waiting)
    assert {row.code for row in standing} >= {"engine_changed"}
    assert any("A baby came to harm by it in spring." in row.reason for row in standing)
    refused = publish(desks.pia, waiting)
    assert "A baby came to harm by it in spring." in refused
    with pytest.raises(NotReady):
        services.publish(actor=team.pia, revision=waiting)
    assert not Edition.objects.filter(revision=waiting).exists()
    # Nothing is withdrawn by a rule: a person decides.
    assert Live.objects.get(document=edition.document).withdrawn is False
    assert rechecks.recheck_editions() == []


def test_a_text_put_right_is_published_under_the_new_version_and_the_old_seal_still_holds(team, desks):
    edition = build_published(team, body=BREWING)
    add_by_hand(desks.vera)
    newer = submitted(build_next(team.wren, edition.revision, body=BODY))
    vetted(team.vera, newer)
    publish(desks.pia, newer)

    again = Edition.objects.get(revision=newer)
    assert newer.submission.engine_version == f"{ENGINE_VERSION}+1"
    assert versions_of(edition) == (ENGINE_VERSION, ENGINE_VERSION)
    assert versions_of(again) == (f"{ENGINE_VERSION}+1", f"{ENGINE_VERSION}+1")
    assert rechecks.waiting() == []
    chain.write_head_file()
    assert verify.broken() == []
    assert trust.fetch([edition.pk]).open_or_none(edition.pk) is not None


def test_a_writer_meets_the_rule_with_its_reason_and_disguise_does_not_help(team, desks):
    add_by_hand(desks.vera)
    revision = write_new(desks.wren, f"{BODY}\n\nOn Sundays we sit with a pot of \u0430mber-te\u0430.")
    page = look(desks.wren, f"/admin/write/{revision.document_id}/")
    assert "1 protocol" in page
    assert "A baby came to harm by it in spring." in page
    press(desks.wren, f"/admin/submit/{revision.pk}/")
    statement = revision.statements.get(text__startswith="On Sundays")
    assert statement.label == "protocol"
    assert "A baby came to harm by it in spring." in statement.reasons[0]["text"]
    codes = {row.code for row in blockers(revision) if row.statement_n == statement.n}
    assert "protocol" in codes


def test_a_vetter_adds_a_strict_rule_and_an_exception_takes_the_right_to_overrule(team, desks):
    street = {"phrase": "Eczema Arms", "effect": "other", "reason": "It is a pub in our town."}
    assert "You may not make an exception" in add_by_hand(desks.vera, **street)
    assert house.rules_version() == ENGINE_VERSION
    assert "house rule" in add_by_hand(desks.vera)

    ossia = at_the_desk(somebody("Ossia", Role.VETTER, Role.OVERRULE))
    assert "exception" in add_by_hand(ossia, **street)
    assert house.rules_version() == f"{ENGINE_VERSION}+2"
    revision = write_new(desks.wren, f"{BODY}\n\nThe Eczema Arms reopened in June.")
    press(desks.wren, f"/admin/submit/{revision.pk}/")
    assert revision.statements.get(text__startswith="The Eczema Arms").label == "other"


def test_work_is_done_once_the_rule_that_asked_for_it_has_ended_and_is_new_when_it_comes_back(team, desks):
    build_published(team, body=BREWING)
    ossia = somebody("Ossia", Role.VETTER, Role.OVERRULE)
    add_by_hand(desks.vera)
    first = Recheck.objects.get()
    rule = house.present().rules[0]
    press(at_the_desk(ossia), f"/admin/house-rules/{rule.number}/end/", because="It was another tea.")
    first.refresh_from_db()
    assert first.done_at is not None
    assert rechecks.waiting() == []

    add_by_hand(desks.vera)
    assert [row.detail for row in rechecks.waiting()] == [first.detail]


def test_another_rule_does_not_open_the_same_work_twice(team, desks):
    build_published(team, body=BREWING)
    add_by_hand(desks.vera)
    words = add_by_hand(desks.vera, phrase="silver drops")
    assert "nothing new is to be looked at" in words
    assert Recheck.objects.count() == 1


def test_a_rule_leaves_the_words_of_a_draft_alone(team, desks):
    revision = write_new(desks.wren, BREWING)
    add_by_hand(desks.vera)
    assert Revision.objects.get(pk=revision.pk).digest == revision.digest
