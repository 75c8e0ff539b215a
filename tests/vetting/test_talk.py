"""Comments, questions to one colleague, quotations: said on the desk, and nowhere else."""

import pytest
from django.db import IntegrityError, transaction

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import Role
from site_app.publication.models import Part
from site_app.publication.services import publish
from site_app.sources.models import Source
from site_app.vetting.errors import CommentClosed, QuotationTooLong, StillBlocked, TextMissing
from site_app.vetting.ledger import ledger_of
from site_app.vetting.models import Comment, Quotation
from site_app.vetting.queue import waiting_for
from site_app.vetting.services import comment, quote, reply, resolve
from tests import builders
from tests.people import somebody
from tests.vetting.steps import blockers, codes, publishing_blockers, ruled


@pytest.fixture
def review(team):
    return ruled(team)


@pytest.fixture
def sentence(review):
    return review.revision.statements.exclude(citations=[]).get()


def test_an_open_comment_blocks_until_it_is_resolved(team, review, sentence):
    said = comment(actor=team.wren, statement=sentence, text="Is page 4 right?")
    assert codes(review.revision) == ["open_comment"]
    with pytest.raises(StillBlocked, match="Is page 4 right"):
        builders.approve(actor=team.vera, review=review)
    answer = reply(actor=team.vera, comment=said, text="It is.")
    assert answer.replies_to == said
    assert codes(review.revision) == ["open_comment"]
    resolve(actor=team.vera, comment=said)
    assert codes(review.revision) == []
    builders.approve(actor=team.vera, review=review)


def test_a_comment_after_approval_holds_publishing_up(team):
    revision = builders.build_approved(team)
    said = comment(actor=team.wren, statement=revision.statements.first(), text="Wait.")
    assert "open_comment" in [blocker.code for blocker in publishing_blockers(revision)]
    resolve(actor=team.wren, comment=said)
    assert publishing_blockers(revision) == ()


def test_it_follows_the_same_words_and_stays_in_the_way_when_they_change(team, review, sentence):
    said = comment(actor=team.vera, statement=sentence, text="Say which babies.")
    same = builders.submitted(builders.build_next(team.wren, review.revision, summary="For parents."))
    row = next(row for row in ledger_of(same).rows if row.statement.text == sentence.text)
    assert [thread.begun for thread in row.threads] == [said]
    other = builders.submitted(
        builders.build_next(team.wren, same, body=builders.BODY.replace("Many babies", "Many newborn babies"))
    )
    whole = [blocker for blocker in blockers(other) if blocker.code == "open_comment"]
    assert [(blocker.statement_n, blocker.sentence) for blocker in whole] == [(None, sentence.text)]
    assert [thread.begun for thread in ledger_of(other).lost] == [said]


def test_whoever_began_it_or_a_vetter_resolves_it_once(team, sentence):
    said = comment(actor=team.vera, statement=sentence, text="Say which babies.")
    with pytest.raises(NotAllowed, match="Only Vera or a vetter"):
        resolve(actor=team.wren, comment=said)
    resolve(actor=team.vera, comment=said)
    for verb in (
        lambda: resolve(actor=team.vera, comment=said),
        lambda: reply(actor=team.wren, comment=said, text="So."),
    ):
        with pytest.raises(CommentClosed):
            verb()


def test_a_question_waits_with_the_one_asked_and_its_answer_with_the_one_who_asked(team, sentence):
    asked = comment(actor=team.vera, statement=sentence, text="Does it hold?", asked=team.pia)
    (row,) = waiting_for(team.pia).asked
    assert (row.text, row.who, row.answered, row.statement_n) == ("Does it hold?", "Vera", False, sentence.n)
    assert waiting_for(team.vera).asked == ()
    # Pia publishes and holds no other role: being asked is right enough.
    reply(actor=team.pia, comment=asked, text="It does.")
    assert waiting_for(team.pia).asked == ()
    (row,) = waiting_for(team.vera).asked
    assert (row.text, row.who, row.answered) == ("It does.", "Pia", True)
    resolve(actor=team.vera, comment=asked)
    assert waiting_for(team.vera).asked == ()


def test_who_has_no_part_in_texts_says_nothing_and_nobody_asks_themself(team, sentence):
    with pytest.raises(NotAllowed):
        comment(actor=team.pia, statement=sentence, text="Hello.")
    with pytest.raises(TextMissing):
        comment(actor=team.wren, statement=sentence, text="  ")
    with pytest.raises(CommentClosed):
        comment(actor=team.wren, statement=sentence, text="Well?", asked=team.wren)
    gone = somebody("Gil", Role.VETTER, is_active=False)
    with pytest.raises(CommentClosed):
        comment(actor=team.wren, statement=sentence, text="Well?", asked=gone)
    assert not Comment.objects.exists()


def test_the_database_keeps_what_was_said(team, sentence):
    said = comment(actor=team.wren, statement=sentence, text="Hello.")
    said.text = "Goodbye."
    for change in (said.save, said.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_quotation_has_at_most_twenty_five_words(team, sentence):
    source = Source.objects.get(key="sleep2020")
    words = " ".join(f"word{n}" for n in range(26))
    with pytest.raises(QuotationTooLong, match="at most 25 words; this has 26"):
        quote(actor=team.wren, source=source, locator="abstract", text=words)
    quote(actor=team.wren, source=source, locator="abstract", text=words.rsplit(" ", 1)[0])
    assert len(Quotation.objects.get().text.split()) == 25


def test_a_quotation_is_never_sealed(team):
    revision = builders.build_approved(team)
    source = Source.objects.get(key="sleep2020")
    quote(actor=team.wren, source=source, locator="abstract", text="zebra crossings at midnight")
    publish(actor=team.pia, revision=revision)
    parts = [bytes(part.content) for part in Part.objects.all()]
    assert parts
    assert not [part for part in parts if b"zebra" in part]
