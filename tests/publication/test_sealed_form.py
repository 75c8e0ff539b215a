"""The answers of the review form are sealed with the edition; those sealed before still hold."""

import json

from site_app.publication import chain, sealing, verify
from site_app.publication import services as publication
from site_app.vetting import standards
from site_app.vetting.models import ReviewForm
from tests.builders import build_approved


def sealed(edition, part="evidence"):
    return json.loads(bytes(edition.parts.get(name=part).content))


def test_the_evidence_holds_scorecard_and_answers(edition):
    review = sealed(edition)["review"]
    form = ReviewForm.objects.get()
    assert review["kind"] == "change"
    assert review["form"]["scorecard"]["J2"] == "yes"
    assert review["form"]["answers"]["D16"] == "5"
    assert review["form"]["digest"] == form.digest
    assert sealed(edition, "text")["versions"]["seal"] == "2"


def broken():
    """What is found with the head's file in its place; a test's transaction never commits to write it."""
    chain.write_head_file()
    return [str(fault) for fault in verify.broken()]


def test_a_form_changed_by_sql_is_found(edition, tamper):
    assert broken() == []
    filled = ReviewForm.objects.get().filled
    filled["answers"][0]["note"] = "I looked twice."
    tamper("UPDATE vetting_reviewform SET filled = %s", json.dumps(filled))
    assert "The answers of its review form are not those that were sealed." in broken()[0]


def test_a_form_deleted_by_sql_is_found(edition, tamper):
    tamper("DELETE FROM vetting_reviewform")
    assert "is not there any more" in broken()[0]


def test_an_edition_of_the_first_seal_still_holds(team, monkeypatch, tamper):
    """As it was made before: no review in the evidence, no form beside the approval."""
    revision = build_approved(team, slug="dawn")
    as_now = sealing._evidence

    def before(*args):
        return {name: value for name, value in as_now(*args).items() if name != "review"}

    with monkeypatch.context() as patched:
        patched.setattr(sealing, "_evidence", before)
        patched.setattr(sealing, "SEAL_VERSION", "1")
        old = publication.publish(actor=team.pia, revision=revision)
    tamper("DELETE FROM vetting_reviewform")
    assert "review" not in sealed(old)
    assert broken() == []

    new = publication.publish(actor=team.pia, revision=build_approved(team, slug="dusk"))
    assert new.previous_seal == old.seal
    assert broken() == []


def test_the_sealed_form_holds_codes_and_marks_alone(edition):
    form = sealed(edition)["review"]["form"]
    assert set(form) == {"version", "scorecard", "answers", "digest"}
    assert set(form["scorecard"]) == {line.row.code for line in standards.scorecard(edition.revision).lines}
    assert set(form["answers"].values()) <= {"yes", "no", "none", "sound", "accepted", *"12345"}
