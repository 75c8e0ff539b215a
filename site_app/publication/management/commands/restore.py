"""`manage.py restore FILE [--force]`: puts a backup back, then looks whether every seal holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from site_app.publication import backups


class Command(BaseCommand):
    help = "Put a backup in the place of what is here. Stop the site first."
    # There may be no database yet to check.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force",
            action="store_true",
            help="replace the database that is here; it is kept beside the new one",
        )

    def handle(self, *args: Any, file: Path, force: bool = False, **options: Any) -> None:
        try:
            backups.restore(file, force=force)
        except backups.BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("The backup is back in place.")
        call_command("verify_editions", stdout=self.stdout)
