"""Answers: by a vetter with no hand in the text, in public, and true."""

import pytest
from django.db import IntegrityError, transaction

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import JournalEntry, User
from site_app.feedback import reading, services
from site_app.feedback.errors import AlreadyAnswered, MayNotAnswer, NotTrue, NotUnderstood
from site_app.feedback.models import ANSWERS, Answer, AnswerBecause, Flag, Outcome
from site_app.feedback.waiting import flagged_sentences, how_many
from site_app.publication.services import withdraw
from tests.builders import BODY
from tests.feedback.conftest import ADDRESS, BABIES, next_edition, number_of
from tests.people import Team, somebody

OTHER_WORDS = BODY.replace("at night because", "at night, since")


@pytest.fixture
def flag(edition, code) -> Flag:
    return services.flag_sentence(
        code=code, statement=number_of(edition), because="wrong", words="It is not so.", address=ADDRESS
    )


def answer(team: Team, flag: Flag, outcome: str, reason: str = "", actor=None) -> Answer:
    return services.answer_flag(
        actor=actor or team.vera, flag=flag, outcome=outcome, reason=reason or ANSWERS[outcome][0]
    )


def test_one_answer_is_for_every_flag_on_the_sentence_and_for_no_other(team, edition, code, flag):
    n = flag.statement
    services.flag_sentence(code=code, statement=n, because="harm", address="203.0.113.80")
    services.flag_sentence(code=code, statement=n - 1, because="unclear", address=ADDRESS)
    assert how_many() == 2
    assert [(row.n, row.urgent, len(row.flags)) for row in flagged_sentences()] == [
        (n, True, 2),
        (n - 1, False, 1),
    ]
    given = answer(team, flag, "kept", "holds")
    assert given.flags.count() == 2
    assert [row.n for row in flagged_sentences()] == [n - 1]
    assert JournalEntry.objects.latest("number").detail == {"outcome": "kept", "reason": "holds", "flags": 2}


def test_an_answer_stays(team, flag):
    given = answer(team, flag, "kept")
    flag.refresh_from_db()
    with pytest.raises(AlreadyAnswered):
        answer(team, flag, "kept")
    for refused in (
        lambda: Answer.objects.filter(pk=given.pk).update(outcome="changed"),
        lambda: Answer.objects.filter(pk=given.pk).delete(),
        lambda: Flag.objects.filter(pk=flag.pk).update(answer=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            refused()


@pytest.mark.parametrize("name", ["wren", "pia", "olga"])
def test_only_a_vetter_answers(team, flag, name):
    with pytest.raises(NotAllowed):
        answer(team, flag, "kept", actor=getattr(team, name))
    answer(team, flag, "kept")


def test_whoever_had_a_hand_in_the_text_does_not_answer_for_it(team, flag):
    team.wren.role_grants.create(role="vetter", granted_at=flag.at)
    with pytest.raises(MayNotAnswer):
        answer(team, flag, "kept", actor=User.objects.get(pk=team.wren.pk))
    answer(team, flag, "kept", actor=somebody("Vic", "vetter"))


@pytest.mark.parametrize(
    ("outcome", "reason"), [("kept", "too-much"), ("changed", "holds"), ("kept", ""), ("erased", "holds")]
)
def test_the_reason_comes_from_the_list_of_its_outcome(team, flag, outcome, reason):
    with pytest.raises(NotUnderstood):
        services.answer_flag(actor=team.vera, flag=flag, outcome=outcome, reason=reason)
    assert not Answer.objects.exists()


def test_every_outcome_has_reasons_and_every_reason_an_outcome():
    assert set(ANSWERS) == set(Outcome.values)
    assert {reason for reasons in ANSWERS.values() for reason in reasons} == set(AnswerBecause)


def refused(team, flag) -> set[str]:
    found = set()
    for outcome in ANSWERS:
        with transaction.atomic():
            try:
                answer(team, flag, outcome)
            except NotTrue:
                found.add(outcome)
            transaction.set_rollback(True)
    return found


def test_while_the_sentence_stands_it_can_only_be_kept(team, flag):
    assert refused(team, flag) == {"changed", "withdrawn"}


def test_after_an_edition_that_left_the_sentence_alone_it_can_still_only_be_kept(team, edition, flag):
    next_edition(team, edition, summary="This page is for very tired parents.")
    assert refused(team, flag) == {"changed", "withdrawn"}


def test_a_sentence_that_reads_otherwise_now_was_not_kept(team, edition, flag):
    next_edition(team, edition, body=OTHER_WORDS)
    assert refused(team, flag) == {"kept"}


def test_the_same_words_with_another_source_were_kept_or_changed(team, edition, flag):
    next_edition(team, edition, body=BODY.replace("abstract", "p. 4"))
    assert refused(team, flag) == {"withdrawn"}


def test_of_a_page_that_is_gone_the_sentence_was_withdrawn(team, edition, flag):
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    assert refused(team, flag) == {"kept", "changed"}


def test_the_answer_stands_in_public_with_sentence_and_reason(team, edition, flag):
    answer(team, flag, "kept", "holds")
    found = reading.corrections()
    assert (found.waiting, found.page, found.pages) == (0, 1, 1)
    (line,) = found.corrections
    assert (line.outcome, line.reason_words, line.flags) == (
        "kept",
        "we opened its sources again, and they say this",
        1,
    )
    assert line.sentence is not None
    assert line.sentence.text == BABIES
    assert line.sentence.address == f"/articles/quiet-nights/#s{flag.statement}"
    figures = reading.figures()
    assert (figures.flags, figures.waiting, figures.kept, figures.median_days) == (1, 0, 1, "0")


def test_a_withdrawn_sentence_is_not_said_again(team, edition, flag):
    next_edition(team, edition, body="We wrote this page in spring.")
    answer(team, flag, "withdrawn", "no-source")
    (line,) = reading.corrections().corrections
    assert line.sentence is None
    assert line.edition is not None
    withdraw(actor=team.vera, document=edition.document, because="unsafe")
    (line,) = reading.corrections().corrections
    assert line.edition is None


def test_words_that_say_who_somebody_is_can_be_removed_and_the_flag_still_waits(team, flag):
    with pytest.raises(NotAllowed):
        services.empty_words(actor=team.wren, flag=flag)
    services.empty_words(actor=team.vera, flag=flag)
    flag.refresh_from_db()
    assert (flag.words, flag.answer) == ("", None)
