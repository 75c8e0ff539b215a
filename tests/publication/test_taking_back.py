"""withdraw, redact, erase_signatory: what leaves readers, how, and what stays for verification."""

import json

import pytest
from django.utils import timezone

from site_app.accounts.errors import LastOwner
from site_app.accounts.models import JournalEntry
from site_app.accounts.services import end_role, grant_role
from site_app.publication import chain, reading, rechecks, verify
from site_app.publication.errors import AlreadyRedacted, BadReason, Gone, MayNotPublish, NotLive
from site_app.publication.models import Part, Recheck, Redaction, Signatory, Withdrawal
from site_app.publication.services import erase_everywhere, erase_signatory, publish, redact, withdraw
from tests.builders import build_article, build_next, build_published, submitted, vetted
from tests.people import give_credential, somebody


@pytest.mark.parametrize("name", ["vera", "olga"])
def test_any_one_vetter_or_owner_withdraws_alone_and_at_once(team, edition, name):
    withdraw(actor=getattr(team, name), document=edition.document, because="unsafe", note="Look at this.")
    for ask in (
        lambda: reading.document("article", "nights"),
        lambda: reading.edition("article", "nights", 1),
        lambda: reading.evidence("article", "nights"),
        lambda: reading.evidence("article", "nights", 1),
    ):
        with pytest.raises(Gone) as gone:
            ask()
        assert gone.value.page.title == "How do babies sleep?"
        assert gone.value.page.because == "it may be unsafe"
        assert gone.value.page.withdrawn_on == timezone.localdate()
        assert gone.value.page.edition == str(edition.identifier)
    assert JournalEntry.objects.first().verb == "withdraw"


@pytest.mark.parametrize("name", ["wren", "pia"])
def test_writers_and_publishers_do_not_withdraw(team, edition, name):
    with pytest.raises(MayNotPublish):
        withdraw(actor=getattr(team, name), document=edition.document, because="unsafe")
    assert reading.document("article", "nights")


def test_a_withdrawn_document_leaves_every_list(team, edition):
    withdraw(actor=team.vera, document=edition.document, because="source")
    assert reading.cards(kind="article").cards == ()
    assert reading.cards(topic="nights").cards == ()
    assert reading.feed() == ()
    assert reading.sitemap() == ()
    assert reading.sources().sources == ()
    assert reading.source("sleep2020").used_by == ()
    assert reading.how_we_vet().documents == 0
    assert reading.how_we_vet().withdrawn == 1


def test_bytes_of_a_withdrawn_document_stay_and_are_verified(team, edition):
    chain.write_head_file()
    withdraw(actor=team.vera, document=edition.document, because="mistake")
    assert verify.broken() == []


def test_a_reason_from_the_list_is_needed(team, edition):
    with pytest.raises(BadReason) as refusal:
        withdraw(actor=team.vera, document=edition.document, because="whim")
    assert "out of date" in str(refusal.value)
    assert Withdrawal.objects.count() == 0


def test_what_readers_do_not_have_is_not_withdrawn(team, edition):
    with pytest.raises(NotLive):
        withdraw(actor=team.vera, document=build_article(team.wren).document, because="unsafe")
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    with pytest.raises(NotLive):
        withdraw(actor=team.vera, document=edition.document, because="unsafe")


def test_a_withdrawn_target_leaves_a_line_and_opens_work_where_its_card_stood(team, edition):
    collection = build_published(team, slug="all", body="::: documents nights\n:::\n\nYou are not alone.")
    shown = next(block for block in reading.document("article", "all").parts["body"] if block.form == "cards")
    assert [card.title for card in shown.cards] == ["How do babies sleep?"]
    assert shown.missing == 0

    withdraw(actor=team.vera, document=edition.document, because="unsafe")

    shown = next(block for block in reading.document("article", "all").parts["body"] if block.form == "cards")
    assert (shown.cards, shown.missing) == ((), 1)
    work = Recheck.objects.get()
    assert work.edition == collection
    assert work.because == "target"
    assert rechecks.waiting() == [work]


# --- Redaction --------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["text", "body"])
def test_a_redacted_text_answers_gone(team, edition, part):
    redact(actor=team.olga, edition=edition, part=part, legal_reason="Court order 7.")
    with pytest.raises(Gone) as gone:
        reading.document("article", "nights")
    assert gone.value.page.because == "removed for a legal reason"
    assert gone.value.page.title == ("" if part == "text" else "How do babies sleep?")


def test_redacted_evidence_is_gone_and_the_page_says_so(team, edition):
    assert reading.document("article", "nights").redacted == ()
    redact(actor=team.olga, edition=edition, part="evidence", legal_reason="Court order 7.")
    page = reading.document("article", "nights")
    assert page.redacted == ("evidence",)
    assert page.cleared == ()
    with pytest.raises(Gone) as gone:
        reading.evidence("article", "nights")
    assert gone.value.page.title == "How do babies sleep?"


@pytest.mark.parametrize("part", ["sources", "people", "pictures"])
def test_the_page_stands_without_a_redacted_part(team, edition, part):
    redact(actor=team.olga, edition=edition, part=part, legal_reason="Court order 7.")
    page = reading.document("article", "nights")
    assert page.redacted == (part,)
    assert bool(page.notes) == (part != "sources")
    assert bool(page.authors) == (part != "people")


def test_the_digest_stays_and_verification_lists_the_redaction_without_failing(team, edition):
    chain.write_head_file()
    before = Part.objects.get(name="body").digest
    redact(actor=team.olga, edition=edition, part="body", legal_reason="Court order 7.")
    part = Part.objects.get(name="body")
    assert part.content is None
    assert part.digest == before
    assert verify.broken() == []
    assert [(found.sort, "'body'" in found.why) for found in verify.inspect()] == [("redacted", True)]


@pytest.mark.parametrize("part", ["text", "evidence", "sources", "people", "pictures"])
def test_every_part_can_be_redacted_and_the_rest_still_verifies(team, edition, part):
    chain.write_head_file()
    redact(actor=team.olga, edition=edition, part=part, legal_reason="Court order 7.")
    assert verify.broken() == []
    assert reading.how_we_vet().documents == (0 if part == "text" else 1)


@pytest.mark.parametrize("name", ["wren", "vera", "pia"])
def test_only_an_owner_redacts(team, edition, name):
    with pytest.raises(MayNotPublish):
        redact(actor=getattr(team, name), edition=edition, part="body", legal_reason="Court order 7.")
    assert Redaction.objects.count() == 0


def test_a_redaction_needs_its_legal_reason_and_a_part_that_is_there(team, edition):
    with pytest.raises(BadReason):
        redact(actor=team.olga, edition=edition, part="body", legal_reason="  ")
    with pytest.raises(BadReason):
        redact(actor=team.olga, edition=edition, part="cover", legal_reason="Court order 7.")
    redact(actor=team.olga, edition=edition, part="body", legal_reason="Court order 7.")
    with pytest.raises(AlreadyRedacted):
        redact(actor=team.olga, edition=edition, part="body", legal_reason="Court order 7.")
    assert JournalEntry.objects.filter(verb="redact").count() == 1


# --- Erasure ----------------------------------------------------------------------------------------


def test_an_erased_name_leaves_every_page_and_the_seal_still_holds(team, edition):
    chain.write_head_file()
    assert [person.name for person in reading.document("article", "nights").vetters] == ["Vera"]

    assert erase_signatory(actor=team.olga, user=team.vera) == 1

    vetter = reading.document("article", "nights").vetters[0]
    assert (vetter.name, vetter.credentials, vetter.erased) == ("", (), True)
    assert reading.document("article", "nights").clinician_vetted
    row = Signatory.objects.get(part_played="vetter")
    assert (row.record, row.salt) == ("", "")
    assert row.digest
    assert verify.broken() == []
    assert "Vera" not in json.dumps(JournalEntry.objects.first().detail)


def test_an_erased_name_opens_a_new_review(team, edition):
    erase_signatory(actor=team.vera, user=team.vera)
    work = rechecks.waiting()
    assert [(row.edition, row.because) for row in work] == [(edition, "erased")]

    vita = somebody("Vita", "vetter")
    give_credential(vita)
    newer = submitted(build_next(team.wren, edition.revision, title="How do newborns sleep?"))
    vetted(vita, newer)
    publish(actor=team.pia, revision=newer)
    assert rechecks.waiting() == []


def test_nobody_erases_another_persons_name_but_an_owner(team, edition):
    with pytest.raises(MayNotPublish):
        erase_signatory(actor=team.pia, user=team.vera)
    assert reading.document("article", "nights").vetters[0].name == "Vera"


def test_a_name_goes_from_pages_and_accounts_together_or_from_neither(team, edition):
    grant_role(actor=team.olga, user=team.vera, role="owner")
    end_role(actor=team.vera, user=team.olga, role="owner")
    with pytest.raises(LastOwner):
        erase_everywhere(actor=team.vera, user=team.vera)
    team.vera.refresh_from_db()
    assert (team.vera.display_name, team.vera.erased_at) == ("Vera", None)
    assert reading.document("article", "nights").vetters[0].name == "Vera"

    grant_role(actor=team.vera, user=team.olga, role="owner")
    erase_everywhere(actor=team.vera, user=team.vera)
    assert team.vera.erased_at
    assert reading.document("article", "nights").vetters[0].erased


def test_erasing_twice_changes_nothing_more(team, edition):
    assert erase_signatory(actor=team.olga, user=team.vera) == 1
    assert erase_signatory(actor=team.olga, user=team.vera) == 0
    assert Recheck.objects.count() == 1


def test_an_erased_author_leaves_the_feed(team, edition):
    assert reading.feed()[0].names == ("Wren",)
    erase_signatory(actor=team.olga, user=team.wren)
    assert reading.feed()[0].names == ()
