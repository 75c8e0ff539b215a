"""A reader flags a sentence; Vera reads it again, Wren mends it, and everybody can see what came of it."""

from django.test import Client

from site_app.feedback.codes import code_of
from site_app.feedback.models import Answer, Flag
from site_app.publication.models import Edition
from tests.builders import CITED
from tests.journeys.hands import (
    at_the_desk,
    hand_over,
    look,
    press,
    publish,
    said,
    through_vetting,
    write_more,
    write_new,
)
from tests.people import somebody

HOME = "/articles/babies-sleep/"
BETTER = "Many babies wake at night, says one study [@sleep2020, abstract]."


def published(desks, body: str, base=None) -> Edition:
    revision = write_more(desks.wren, base, body) if base else write_new(desks.wren, body)
    hand_over(desks.wren, revision)
    through_vetting(desks.vera, revision)
    publish(desks.pia, revision)
    return Edition.objects.get(revision=revision)


def flagged(edition: Edition, **fields: str) -> Flag:
    """Rae, without an account, flags the sentence that cites."""
    n = edition.revision.statements.get(text__startswith="Many babies").n
    address = f"/flag/{code_of(edition.seal)}/{n}/"
    answer = Client().post(address, {"because": "source", "words": "It says less.", **fields}, follow=True)
    assert "A vetter reads the sentence again." in said(answer)
    return Flag.objects.latest("pk")


def answer(client: Client, flag: Flag, what: str) -> str:
    return press(client, f"/admin/flags/{flag.pk}/answer/", answer=what)


def test_a_flag_is_answered_by_a_change_that_readers_can_follow(desks):
    edition = published(desks, CITED)
    flag = flagged(edition)
    assert "Flags from readers (1)" in look(desks.vera, "/admin/")
    assert "Flags from readers" not in look(desks.wren, "/admin/")
    waiting = look(desks.vera, "/admin/flags/")
    assert "Many babies wake at night because" in waiting
    assert "It says less." in waiting
    # Nothing has changed yet, so nobody may say so.
    assert "still stands as it was" in answer(desks.vera, flag, "changed:too-much")
    assert not Answer.objects.exists()
    published(desks, BETTER, base=edition.revision)
    assert "A newer edition is out." in look(desks.vera, "/admin/flags/")
    assert "Answered." in answer(desks.vera, flag, "changed:too-much")
    assert "No flag waits." in look(desks.vera, "/admin/flags/")
    public = look(Client(), "/corrections/")
    assert "Changed" in public
    assert "it said more than its source does" in public
    assert "It says less." not in public
    copy = look(Client(), f"/copy/{code_of(edition.seal)}/")
    assert "No, it has been replaced" in copy
    assert "Many babies wake at night, says one study." in copy


def test_a_flag_is_answered_by_keeping_the_sentence_only_by_a_vetter_without_a_hand_in_it(desks, team):
    edition = published(desks, CITED)
    flag = flagged(edition)
    for client in (desks.wren, desks.pia, desks.olga):
        assert "You may not answer flags." in answer(client, flag, "kept:holds")
    assert "Choose an answer" in answer(desks.vera, flag, "")
    assert "That is no reason" in answer(desks.vera, flag, "kept:unsafe")
    assert not Answer.objects.exists()
    other = at_the_desk(somebody("Vic", "vetter"))
    assert "Answered." in answer(other, flag, "kept:holds")
    assert "has its answer already" in answer(desks.vera, flag, "kept:holds")
    assert "we opened its sources again" in look(Client(), "/corrections/")


def test_a_page_that_is_withdrawn_answers_its_flags(desks):
    edition = published(desks, CITED)
    flag = flagged(edition, because="harm")
    assert "May do harm:" in look(desks.vera, "/admin/flags/")
    press(desks.vera, f"/admin/document/{edition.document_id}/withdraw/", because="unsafe", note="")
    assert "The page was withdrawn since." in look(desks.vera, "/admin/flags/")
    assert "was not kept" in answer(desks.vera, flag, "kept:holds")
    assert "Answered." in answer(desks.vera, flag, "withdrawn:unsafe")
    public = look(Client(), "/corrections/")
    assert "The page it stood on is not shown any more." in public
    assert "Many babies" not in public
    assert "No, it was withdrawn" in look(Client(), f"/copy/{code_of(edition.seal)}/")


def test_words_that_say_who_somebody_is_are_removed_and_the_flag_waits_on(desks):
    flag = flagged(published(desks, CITED), words="I am the neighbour of the midwife.")
    assert "You may not" in press(desks.wren, f"/admin/flags/{flag.pk}/empty/")
    assert "neighbour" in look(desks.vera, "/admin/flags/")
    press(desks.vera, f"/admin/flags/{flag.pk}/empty/")
    waiting = look(desks.vera, "/admin/flags/")
    assert "neighbour" not in waiting
    assert "Its source does not say this" in waiting


def test_the_queue_of_flags_asks_for_a_sign_in(desks):
    flag = flagged(published(desks, CITED))
    for address in ("/admin/flags/", f"/admin/flags/{flag.pk}/answer/", f"/admin/flags/{flag.pk}/empty/"):
        assert Client().get(address)["Location"].startswith("/admin/login/")
        assert Client().post(address)["Location"].startswith("/admin/login/")
