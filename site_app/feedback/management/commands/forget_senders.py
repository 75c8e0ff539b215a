"""`manage.py forget_senders`, for cron: tallies go with their day, even if nobody writes on the next."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from site_app.feedback.senders import forget_other_days


class Command(BaseCommand):
    help = "Delete the keys and tallies under which senders of forms were counted on any day but today."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            days = forget_other_days()
        self.stdout.write(f"Forgot {days} day{'' if days == 1 else 's'}.")
