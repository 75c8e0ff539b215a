"""Mail at each hand-over: who gets it, where it leads, and that it says nothing of the text."""

import pytest
from django.conf import settings
from django.urls import resolve as leads_to
from django.utils import timezone

from site_app.accounts.models import Role
from site_app.accounts.services import end_role
from site_app.documents.models import Revision
from site_app.vetting import policy
from site_app.vetting.models import Review
from site_app.vetting.services import (
    claim,
    close_lapsed,
    comment,
    declare_tie,
    hand_in,
    hand_in_again,
    release,
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


@pytest.fixture
def claimed(team):
    """Vera's claim on Wren's text, which Nora could take; Ivo has a tie, and Dora is invented."""
    review = builders.build_claimed(team, title="A very private title?")
    somebody("Nora", Role.VETTER)
    declare_tie(actor=team.olga, vetter=somebody("Ivo", Role.VETTER), what="Shares.", word="stomach")
    somebody("Dora", Role.VETTER, demonstration=True)
    return review


def where(mails):
    return {mail.to[0].split("@")[0]: path_in(mail) for mail in mails}


def lapse(*reviews):
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(lapses_at=timezone.now())


def test_a_released_claim_is_written_to_the_writers_and_the_other_vetters(team, sent, claimed):
    mails = sent(lambda: release(actor=team.vera, review=claimed))
    document, revision = claimed.revision.document_id, claimed.revision_id
    assert where(mails) == {"wren": f"/admin/document/{document}/", "nora": f"/admin/vet/{revision}/"}
    for mail in mails:
        page = str(mail.alternatives[0][0])
        assert "Vera has stopped vetting a text" in mail.body
        assert "Vera has stopped vetting a text" in page
        assert path_in(mail) in page
        assert "private" not in f"{mail.subject}{mail.body}{page}"


def test_a_lapsed_claim_is_written_once_to_writers_and_vetters_also_the_one_it_was(team, sent, claimed):
    lapse(claimed)
    mails = sent(close_lapsed)
    document, revision = claimed.revision.document_id, claimed.revision_id
    to_vet = f"/admin/vet/{revision}/"
    assert where(mails) == {"wren": f"/admin/document/{document}/", "nora": to_vet, "vera": to_vet}
    assert all("Vera did not finish vetting a text in time" in mail.body for mail in mails)
    assert "private" not in "".join(f"{mail.subject}{mail.body}{mail.alternatives[0][0]}" for mail in mails)
    assert sent(close_lapsed) == []


def test_the_claim_of_somebody_who_may_not_vet_any_more_is_closed_and_told(team, sent, claimed):
    assert sent(close_lapsed) == []
    end_role(actor=team.olga, user=team.vera, role="vetter")
    mails = sent(close_lapsed)
    document, revision = claimed.revision.document_id, claimed.revision_id
    assert where(mails) == {"wren": f"/admin/document/{document}/", "nora": f"/admin/vet/{revision}/"}
    assert all("Vera has stopped vetting a text" in mail.body for mail in mails)
    assert sent(close_lapsed) == []


def test_a_claim_that_ends_because_a_text_is_taken_or_overtaken_is_written_to_nobody(team, sent, claimed):
    nora = policy.who_may_vet(claimed.revision)[1]
    lapse(claimed)
    assert sent(lambda: claim(actor=nora, revision=claimed.revision)) == []
    other = builders.build_claimed(team)
    builders.build_next(team.wren, other.revision, summary="Another summary.")
    assert sent(lambda: release(actor=team.vera, review=other)) == []


def test_each_of_several_lapsed_claims_is_written_about_though_an_address_fails(
    team, sent, claimed, monkeypatch, mailoutbox
):
    other = builders.build_claimed(team)
    lapse(claimed, other)
    monkeypatch.setattr("django.core.mail.message.EmailMultiAlternatives.send", _only_to_nora(mailoutbox))
    mails = sent(close_lapsed)
    assert sorted(path_in(mail) for mail in mails) == sorted(
        f"/admin/vet/{review.revision_id}/" for review in (claimed, other)
    )


def _only_to_nora(mailoutbox):
    def send(mail, *args, **kwargs):
        if not mail.to[0].startswith("nora@"):
            raise OSError("No such box.")
        mailoutbox.append(mail)

    return send


def test_nobody_is_written_to_while_the_rows_may_still_be_rolled_back(team, mailoutbox, claimed):
    release(actor=team.vera, review=claimed)
    assert mailoutbox == []


def test_who_may_vet_is_what_may_vet_says_of_each(team, claimed):
    for name in ("Nell", "Noel"):
        somebody(name, Role.VETTER, Role.WRITER, is_active=name == "Nell")
    set_scope(
        actor=team.olga, vetter=somebody("Ada", Role.VETTER), topics=[builders.build_topic(team.wren, "days")]
    )
    for revision in Revision.objects.all():
        everybody = type(team.vera).objects.order_by("pk")
        expected = [user for user in everybody if policy.may_vet(user, revision) is None]
        assert policy.who_may_vet(revision) == expected
        assert {user.display_name for user in expected} == {"Vera", "Nora", "Dora", "Nell"}


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
