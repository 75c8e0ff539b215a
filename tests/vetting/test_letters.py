"""Mail at each hand-over: who gets it, where it leads, and that it says nothing of the text."""

import pytest
from django.conf import settings
from django.urls import resolve as leads_to

from site_app.accounts.models import Role
from site_app.vetting.services import (
    claim,
    comment,
    hand_in,
    hand_in_again,
    reply,
    return_to_writer,
    set_scope,
)
from tests import builders
from tests.people import somebody


@pytest.fixture
def sent(mailoutbox, django_capture_on_commit_callbacks):
    """`sent(verb)`: to whom the verb wrote, with what."""

    def run(verb):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb()
        return list(mailoutbox)

    return run


def to(mails):
    return sorted(mail.to[0].split("@")[0] for mail in mails)


def path_in(mail):
    return next(line for line in mail.body.splitlines() if "/admin/" in line).removeprefix(
        settings.SITE_ADDRESS
    )


def test_handing_in_writes_to_those_who_may_vet_it(team, sent):
    barred = somebody("Ivo", Role.VETTER)
    set_scope(actor=team.olga, vetter=barred, topics=[builders.build_topic(team.wren, "days")])
    somebody("Dora", Role.VETTER, demonstration=True)
    revision = builders.build_article(team.wren, title="A very private title?")
    mails = sent(lambda: hand_in(actor=team.wren, revision=revision))
    assert to(mails) == ["vera"]
    (mail,) = mails
    assert "Wren has handed a text to vetting." in mail.body
    page = str(mail.alternatives[0][0])
    assert path_in(mail) == f"/admin/vet/{revision.pk}/"
    assert path_in(mail) in page
    # Nothing of it is vetted yet.
    assert "private" not in f"{mail.subject}{mail.body}{page}"


def test_what_comes_back_is_written_to_its_writers(team, sent):
    review = builders.build_claimed(team)
    mails = sent(lambda: return_to_writer(actor=team.vera, review=review, comment="Shorter."))
    assert to(mails) == ["wren"]
    assert path_in(mails[0]) == f"/admin/write/{review.revision.document_id}/"
    assert "Shorter" not in mails[0].body


def test_approval_is_written_to_writers_and_publishers(team, sent):
    review = builders.build_claimed(team)
    builders.rule_all(review)
    mails = sent(lambda: builders.approve(actor=team.vera, review=review))
    assert to(mails) == ["pia", "wren"]


def test_handing_in_again_writes_too(team, sent):
    revision = builders.build_approved(team)
    later = revision.next_review_on.replace(day=1)
    mails = sent(lambda: hand_in_again(actor=team.wren, document=revision.document, next_review_on=later))
    assert to(mails) == ["vera"]


def test_a_question_and_its_answer_are_written(team, sent):
    sentence = builders.build_submitted(team).statements.first()
    asked = []
    mails = sent(
        lambda: asked.append(comment(actor=team.vera, statement=sentence, text="Well?", asked=team.pia))
    )
    assert to(mails) == ["pia"]
    assert path_in(mails[0]).endswith(f"#row-{sentence.n}")
    mails = sent(lambda: reply(actor=team.pia, comment=asked[0], text="Yes."))
    assert to(mails) == ["vera"]


def test_a_refused_verb_writes_to_nobody(team, sent):
    review = builders.build_claimed(team)

    def refused():
        with pytest.raises(Exception, match="would not know what to do"):
            return_to_writer(actor=team.vera, review=review, comment=" ")

    assert sent(refused) == []


def test_every_address_in_a_mail_is_one_of_the_desk(team, sent):
    revision = builders.build_article(team.wren)
    mails = sent(lambda: hand_in(actor=team.wren, revision=revision))
    review = claim(actor=team.vera, revision=revision)
    mails += sent(lambda: return_to_writer(actor=team.vera, review=review, comment="Shorter."))
    assert [leads_to(path_in(mail)).url_name for mail in mails] == ["vet", "write"]
