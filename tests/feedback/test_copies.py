"""Codes of editions, and what became of a copy."""

import pytest

from site_app.feedback import reading
from site_app.feedback.codes import ALPHABET, code_of, seal_start
from site_app.feedback.differences import differences
from site_app.publication.errors import Gone, NotPublished
from site_app.publication.services import redact, withdraw
from tests.builders import BODY
from tests.feedback.conftest import BABIES, next_edition, number_of

SEAL = "9af3" + "0123456789abcdef" * 3 + "0123456789ab"


def test_a_code_leads_back_to_the_start_of_its_seal():
    for seal in (SEAL, "0" * 64, "f" * 64):
        code = code_of(seal)
        assert len(code) == 9
        assert set(code) - {"-"} <= set(ALPHABET)
        assert seal_start(code) == seal[:10]


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("zzzz-zzzz", "ffffffffff"),
        (" ZZZZ zzzz ", "ffffffffff"),
        ("oooo-0000", "0" * 10),
        ("iiii-LLLL", seal_start("1111-1111")),
        (SEAL.upper(), SEAL),
        ("", ""),
        ("ZZZZ-ZZZ", ""),
        ("ZZZZ-ZZZU", ""),
        ("ÄÖ", ""),
        ("9" * 5000, ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed, start):
    assert seal_start(typed) == start


def test_a_copy_of_the_newest_edition_is_current(edition, code):
    copy = reading.copy(code)
    assert (copy.state, copy.edition.number, copy.edition.code) == ("current", 1, code)
    assert reading.copy(edition.seal) == copy


@pytest.mark.parametrize("code", ["0000-0000", "nonsense", "'; --"])
def test_a_code_that_nobody_printed_is_not_known(edition, code):
    with pytest.raises(NotPublished):
        reading.copy(code)


def test_a_replaced_copy_is_told_what_changed_sentence_by_sentence(team, edition, code):
    new = BODY.replace("at night because", "at night, since") + " Whom can I ask?"
    next_edition(team, edition, body=new)
    copy = reading.copy(code)
    assert copy.now is not None
    assert (copy.state, copy.edition.number, copy.now.number) == ("replaced", 1, 2)
    changes = [
        (change.sort, change.before and change.before.text, change.after and change.after.text)
        for change in copy.changes or ()
    ]
    assert changes == [
        ("changed", BABIES, "Many babies wake at night, since their stomachs are small."),
        ("added", None, "Whom can I ask?"),
    ]


def test_other_sources_under_the_same_words_are_told(team, edition, code):
    next_edition(team, edition, body=BODY.replace("abstract", "p. 4"))
    (change,) = reading.copy(code).changes or ()
    assert (change.sort, change.before and change.before.n) == ("sources", number_of(edition))


def test_a_withdrawn_copy_is_told_when_and_why(team, edition, code):
    withdrawal = withdraw(actor=team.vera, document=edition.document, because="unsafe")
    copy = reading.copy(code)
    assert (copy.state, copy.because, copy.changes) == ("withdrawn", "it may be unsafe", ())
    assert copy.withdrawn_on == withdrawal.at.date()


@pytest.mark.parametrize(("part", "state"), [("body", "withdrawn"), ("evidence", "current")])
def test_a_copy_whose_page_is_gone_for_a_legal_reason_is_not_called_good(team, edition, code, part, state):
    redact(actor=team.olga, edition=edition, part=part, legal_reason="A court said so.")
    assert reading.copy(code).state == state


def test_a_copy_whose_own_text_was_removed_is_gone(team, edition, code):
    redact(actor=team.olga, edition=edition, part="text", legal_reason="A court said so.")
    with pytest.raises(Gone):
        reading.copy(code)


def test_editions_that_cannot_be_compared_say_so(team, edition, code):
    next_edition(team, edition, body=BODY.replace("abstract", "p. 4"))
    redact(actor=team.olga, edition=edition, part="evidence", legal_reason="A court said so.")
    assert reading.copy(code).changes is None


def rows(*texts):
    return [{"part": "body", "text": text, "citations": []} for text in texts]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (("a", "b"), ("a", "b"), []),
        (("a", "b"), ("a",), ["removed"]),
        (("a",), ("a", "b"), ["added"]),
        (("a", "b", "c"), ("a", "x", "c"), ["changed"]),
        (("a", "b"), ("b", "a"), ["added", "removed"]),
        ((), ("a",), ["added"]),
    ],
)
def test_differences_leave_out_what_stayed(before, after, found):
    assert sorted(sort for sort, _, _ in differences(rows(*before), rows(*after))) == found
