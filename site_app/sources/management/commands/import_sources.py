"""`manage.py import_sources FILE --by EMAIL`: bring in sources from a BibTeX file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_app.accounts.errors import GroundwellError
from site_app.accounts.rights import acting
from site_app.sources.services import import_bibtex


class Command(BaseCommand):
    help = "Brings in the sources of a BibTeX file. What is there already is never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", metavar="EMAIL", help="who brings them in; the first owner when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except OSError as trouble:
            raise CommandError(f"The file {options['file']} cannot be read: {trouble.strerror}.") from trouble
        except UnicodeDecodeError as trouble:
            raise CommandError(
                f"The file {options['file']} is not text in UTF-8. Save it as UTF-8 and try again."
            ) from trouble
        try:
            report = import_bibtex(actor=acting(options["by"]), text=text)
        except GroundwellError as refused:
            raise CommandError(str(refused)) from refused
        for key, why in report.refused:
            self.stderr.write(f"{key or '(no key)'}: {why}")
        self.stdout.write(
            f"{len(report.added)} added, {len(report.unchanged)} unchanged, {len(report.refused)} refused."
        )
        if report.refused:
            raise CommandError("Some entries were refused; the others are in.", returncode=1)
