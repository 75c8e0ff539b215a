"""`manage.py library_table`: prints `docs/library.md` of the live editions."""

from typing import Any

from django.core.management.base import BaseCommand

from site_app.publication.inventory import inventory, page


class Command(BaseCommand):
    help = "Print, as a page in Markdown, what the live editions lean on and how they stand."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(inventory()))
