"""`manage.py rebuild_search [--if-empty]`: the search index made anew from sealed editions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from site_app.publication.finding import index


class Command(BaseCommand):
    help = "Make the search index anew from the sealed bytes of every live edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only where there is no index yet")

    def handle(self, *args: Any, if_empty: bool = False, **options: Any) -> None:
        if if_empty and not index.store().empty():
            return
        count = index.rebuild()
        self.stdout.write(f"The index holds {count} document{'' if count == 1 else 's'}.")
