"""`manage.py due`, for cron: prints what is due and writes to owners and deputy until it is done, and once
to each vetter whose claim is about to lapse."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from site_app.accounts.mail import MailNotSent
from site_app.publication import due


class Command(BaseCommand):
    help = "Close lapsed claims, say what is due, and write to owners and deputy about it, until it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-mail", action="store_true", help="print only")

    def handle(self, *args: Any, no_mail: bool = False, **options: Any) -> None:
        matters = due.due_now()
        for matter in matters:
            self.stdout.write(str(matter))
        if no_mail:
            return
        try:
            sent = due.remind(matters)
            reminded = due.remind_vetters()
        except MailNotSent as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"{len(matters)} due; {sent} of them mailed now.")
        if reminded:
            self.stdout.write(f"{reminded} reminded of a claim that lapses within a day.")
