"""`manage.py load_launch_drafts`: the launch library as submitted drafts, with nothing ruled."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from site_app.accounts.errors import GroundwellError
from site_app.accounts.rights import acting
from site_app.publication.library import LAUNCH, Library
from site_app.publication.loading import load_sources, load_texts, load_topics


class Command(BaseCommand):
    help = (
        "Bring in the launch library as drafts handed to vetting: topics, sources and texts. Consults, help "
        "lines and people are yours to enter, so none are made up. Safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--writer", metavar="EMAIL", help="in whose name; without it, the first owner's")

    def handle(self, *args: Any, writer: str | None = None, **options: Any) -> None:
        library = Library(LAUNCH)
        texts = [text for text in library.texts if text.kind != "person"]
        try:
            actor = acting(writer)
            with transaction.atomic():
                load_topics(actor, library)
                load_sources(actor, library)
                made = [text for text, _ in load_texts(actor, texts, {})]
        except GroundwellError as refusal:
            raise CommandError(str(refusal)) from refusal
        for text in made:
            self.stdout.write(f"{text.kind}/{text.slug}")
        self.stdout.write(
            f"{len(made)} drafts came in, in the name of {actor}, who cannot vet them. "
            "They wait for your vetters."
            if made
            else "Every text of the library is here already. Nothing came in."
        )
