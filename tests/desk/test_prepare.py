"""`manage.py prepare`: the first day, and every later one."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from site_app.accounts.models import Practice, Role, User
from site_app.accounts.services import ask_for_reset
from site_app.documents.drafts import draft_of
from site_app.documents.models import Revision, Submission
from site_app.statements.check import check
from site_app.vetting.ledger import ledger_of
from site_app.vetting.queue import waiting_for
from site_app.vetting.services import claim

ASKED = {
    "PRACTICE_NAME": "Quiet Harbour",
    "PRACTICE_COUNTRY": "GB",
    "OWNER_EMAIL": "una.west@harbour.example",
}


@pytest.fixture
def empty_site(transactional_db, settings, monkeypatch):
    settings.DEMO = False
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    monkeypatch.delenv("OWNER_NAME", raising=False)
    for name, value in ASKED.items():
        monkeypatch.setenv(name, value)
    return settings


def prepare() -> str:
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_an_empty_site_gets_its_practice_and_its_first_owner(empty_site):
    said = prepare()
    owner = User.objects.get()
    assert (owner.email, owner.display_name) == ("una.west@harbour.example", "Una West")
    assert owner.has_role(Role.OWNER)
    assert not owner.has_usable_password()
    practice = Practice.objects.get()
    assert (practice.name, practice.home_country, practice.demonstration) == ("Quiet Harbour", "GB", False)
    [letter] = mail.outbox
    assert letter.to == ["una.west@harbour.example"]
    assert letter.subject == "Your invitation to the team of Quiet Harbour"
    assert "first owner, una.west@harbour.example" in said


def test_with_a_file_outbox_the_link_is_printed(empty_site):
    empty_site.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    said = prepare()
    link = next(line for line in said.splitlines() if line.startswith("To choose a password: "))
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert f"{empty_site.SITE_ADDRESS}/admin/" in link
    assert len(token) >= 20


def test_when_the_mail_fails_the_practice_is_stored_and_the_way_to_a_new_link_is_told(empty_site):
    empty_site.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nobody listens there.
    empty_site.EMAIL_HOST, empty_site.EMAIL_PORT = "127.0.0.1", 9
    said = prepare()
    assert "could not be sent" in said
    assert f"{empty_site.SITE_ADDRESS}/admin/" in said
    assert Practice.objects.get().name == "Quiet Harbour"
    empty_site.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask_for_reset(email=ASKED["OWNER_EMAIL"])
    assert [letter.to for letter in mail.outbox] == [[ASKED["OWNER_EMAIL"]]]


def test_the_way_to_the_starting_texts_is_told_once(empty_site):
    assert "load_launch_drafts" in prepare()
    assert "load_launch_drafts" not in prepare()


def test_nobody_else_on_the_machine_reads_what_the_program_writes(empty_site, tmp_path):
    empty_site.DATA_DIR = tmp_path / "new"
    prepare()
    assert empty_site.DATA_DIR.stat().st_mode & 0o077 == 0


def test_a_second_start_keeps_everything(empty_site):
    prepare()
    before = (User.objects.get().pk, Practice.objects.get().pk)
    prepare()
    assert (User.objects.get().pk, Practice.objects.get().pk) == before
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", sorted(ASKED))
def test_without_a_terminal_each_answer_must_be_in_the_environment(empty_site, monkeypatch, name):
    monkeypatch.delenv(name)
    monkeypatch.setattr("sys.stdin", StringIO(""))
    with pytest.raises(CommandError, match=name):
        prepare()
    assert not User.objects.exists()


def test_at_a_terminal_the_questions_are_asked(empty_site, monkeypatch):
    answers = {"practice": "Quiet Harbour", "country": "GB", "e-mail": "una@harbour.example"}
    asked = []

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    def answer(question: str) -> str:
        asked.append(question)
        return next(said for word, said in answers.items() if word in question)

    for name in ASKED:
        monkeypatch.delenv(name)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", answer)
    prepare()
    assert len(asked) == 3
    assert User.objects.get().email == "una@harbour.example"


def test_a_country_that_is_none_leaves_nothing_half_made(empty_site, monkeypatch):
    monkeypatch.setenv("PRACTICE_COUNTRY", "Atlantis")
    with pytest.raises(CommandError):
        prepare()
    assert not User.objects.exists()
    assert not mail.outbox


def test_the_demonstrations_desk_has_a_change_to_vet_and_a_draft_to_finish(db, settings):
    settings.DEMO = True
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    assert "a change waits for Vera to vet it" in prepare()
    vera, wren = (User.objects.get(email=f"{name}@groundwell.example") for name in ("vera", "wren"))

    [draft] = waiting_for(wren).drafts
    assert draft.title == "A draft to try the desk on"
    report = check(draft_of(Revision.objects.get(pk=draft.revision_id)))
    assert {"uncited", "protocol", "asserting_heading"} <= {found.code for found in report.findings}

    [change] = waiting_for(vera).to_vet
    assert (change.title, change.refusal) == ("Colic and crying", "")
    review = claim(actor=vera, revision=Revision.objects.get(pk=change.revision_id))
    new = [row.statement for row in ledger_of(review.revision).rows if not row.ruling and not row.proposed]
    assert [(len(statement.citations), statement.label) for statement in new] == [
        (1, "health"), (1, "health"), (0, "other"),
    ]  # fmt: skip
    # Readers meet neither.
    assert "no baby cries for long" not in Client().get("/articles/when-a-baby-cries/").content.decode()
    assert Client().get("/articles/trying-the-desk/").status_code == 404

    prepare()
    assert (len(waiting_for(wren).drafts), Submission.objects.filter(revision=review.revision).count()) == (
        1,
        1,
    )
