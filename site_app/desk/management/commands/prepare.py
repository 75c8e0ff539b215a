"""Makes the site ready to be served: tables, guards, files, and on the first day somebody to serve it for."""

import os
import re
import sys
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from site_app.accounts import services
from site_app.accounts.errors import GroundwellError
from site_app.accounts.mail import WELCOME_PATH, MailNotSent
from site_app.accounts.models import Invitation, Practice, User
from site_app.publication.demo import sign_ins_file
from site_app.publication.demo_desk import leave_work
from site_app.publication.library import LAUNCH, Library

# What the owner will write on the first day; until then the page says so instead of inventing something.
_TO_BE_WRITTEN = "To be written by the owner of this site."


class Command(BaseCommand):
    help = (
        "Brings tables, guards and static files up to date. On an empty database it loads the demonstration, "
        "or with DEMO=0 asks for the practice and its first owner. Safe to repeat: it keeps what is there."
    )

    # Checked at the end: before the first migration half of what a check asks about does not exist.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        # Database and outbox lie there: nobody else on the machine reads them.
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not User.objects.exists():
            if settings.DEMO:
                self._load_demonstration()
            else:
                self._open_empty_site()
        elif not settings.DEMO and Practice.objects.filter(demonstration=True).exists():
            self.stdout.write(
                "This database holds the demonstration, and it stays. For an empty site name another folder: "
                "GROUNDWELL_DATA_DIR=var-of-our-own DEMO=0 make run"
            )
        # Editions without an index get one.
        call_command("rebuild_search", "--if-empty", stdout=StringIO())
        call_command("check", databases=["default"], stdout=StringIO())
        self._say_where()

    def _load_demonstration(self) -> None:
        self.stdout.write("First start: loading the demonstration library ...")
        self.stdout.flush()
        # Left by a start that was interrupted; those accounts were never stored.
        sign_ins_file().unlink(missing_ok=True)
        # All of it or none: a start that was interrupted begins again with an empty database.
        with transaction.atomic():
            call_command("load_demo", stdout=self.stdout)
            leave_work(Library(LAUNCH))
        self.stdout.write("At the desk a change waits for Vera to vet it, and a draft for Wren to finish it.")

    def _open_empty_site(self) -> None:
        practice = self._answer("PRACTICE_NAME", "What is the practice called?")
        country = self._answer(
            "PRACTICE_COUNTRY", "In which country is it at home (two letters, such as GB)?"
        )
        email = self._answer("OWNER_EMAIL", "What is the first owner's e-mail address?")
        name = os.environ.get("OWNER_NAME", "").strip() or email.split("@")[0].replace(".", " ").title()
        try:
            with transaction.atomic():
                owner = services.first_owner(email=email, display_name=name)
                services.set_practice(
                    actor=owner,
                    name=practice,
                    home_country=country,
                    legal_owner=practice,
                    address=_TO_BE_WRITTEN,
                    contact_email=owner.email,
                    quality_person=owner.display_name,
                    funding=_TO_BE_WRITTEN,
                )
        except MailNotSent:
            # Both are stored; only the letter is missing, and a second start would not send it again.
            # The link that nobody got must not keep a new one back.
            services.withdraw_invitation(actor=owner, invitation=Invitation.objects.open().get())
            again = settings.SITE_ADDRESS + reverse("admin:forgotten")
            self.stdout.write(
                f"{practice} and its owner are stored, but the mail to {email} could not be sent. Check the "
                f"mail settings, then ask for a new link: {again}"
            )
            return
        except GroundwellError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{practice} has its first owner, {owner.email}.")
        found = _link_in_outbox()
        self.stdout.write(
            f"To choose a password: {found}"
            if found
            else f"A link to choose a password went to {owner.email}."
        )
        self.stdout.write(
            "Starting texts (about, contact, privacy and the rest, topics, articles) come in as drafts for "
            "your vetters with: .venv/bin/python manage.py load_launch_drafts --writer EMAIL. Whoever is "
            "named there is their writer, and cannot vet them."
        )

    def _answer(self, name: str, question: str) -> str:
        """The environment's answer, or that of whoever sits at the terminal. Raises CommandError."""
        given = os.environ.get(name, "").strip()
        if given:
            return given
        if not sys.stdin.isatty():
            raise CommandError(
                f"{question} Nobody is at a terminal to say: set {name}. An empty site needs PRACTICE_NAME, "
                "PRACTICE_COUNTRY and OWNER_EMAIL."
            )
        while not given:
            given = input(f"{question} ").strip()
        return given

    def _say_where(self) -> None:
        self.stdout.write(f"\nGroundwell: {settings.SITE_ADDRESS}/")
        self.stdout.write(f"The desk:   {settings.SITE_ADDRESS}/admin/")
        kept = sign_ins_file()
        if kept.exists():
            self.stdout.write(f"\nDemonstration sign-ins, kept in {os.path.relpath(kept)}:")
            self.stdout.write(kept.read_text(encoding="utf-8"))


def _link_in_outbox() -> str:
    """The newest link to choose a password, when mail goes to files; "" when it goes out."""
    pattern = re.compile(re.escape(settings.SITE_ADDRESS + WELCOME_PATH).replace(r"\{token\}", r"[\w-]+"))
    outbox = Path(settings.OUTBOX_DIR)
    letters = sorted(outbox.glob("*.log"), key=lambda file: file.stat().st_mtime) if outbox.is_dir() else []
    for letter in reversed(letters):
        message = message_from_bytes(letter.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        if body is not None and (found := pattern.search(str(body.get_content()))):
            return found.group(0)
    return ""
