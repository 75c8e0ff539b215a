"""`manage.py backup [FILE]`: the whole site in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from site_app.publication import backups


class Command(BaseCommand):
    help = "Write database, pictures, keys and the head of the chain to one file. Keep it to yourself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="without it: var/backups/ with the time in its name"
        )

    def handle(self, *args: Any, file: Path | None = None, **options: Any) -> None:
        named = f"groundwell-{timezone.now():%Y%m%dT%H%M%SZ}.tar.gz"
        target = file or Path(settings.DATA_DIR) / "backups" / named
        try:
            count = backups.backup(target)
        except backups.BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{target}: {count} file{'' if count == 1 else 's'}")
