"""What the journal may be asked for."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from site_app.accounts.models import JournalEntry, User
from site_app.desk.templatetags.desk_words import verb_words

# The actor of what cron and commands do.
SYSTEM = "system"


def _verbs() -> list[tuple[str, str]]:
    verbs = JournalEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return [("", "every verb"), *((verb, verb_words(verb)) for verb in verbs)]


def _people() -> list[tuple[str, str]]:
    people = User.objects.order_by("display_name", "pk").values_list("pk", "display_name")
    return [("", "everybody"), (SYSTEM, "the system"), *((str(pk), name) for pk, name in people)]


class JournalFilter(forms.Form):
    """Verb, person, subject and days; whatever is left empty keeps nothing out."""

    verb = forms.ChoiceField(required=False, choices=_verbs)
    person = forms.ChoiceField(required=False, choices=_people)
    subject = forms.CharField(
        required=False, max_length=120, help_text="Such as documents.document:7, or a part of it."
    )
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def entries(self) -> QuerySet[JournalEntry]:
        """The rows asked for, newest first; none while the form is not valid."""
        rows = JournalEntry.objects.select_related("actor").order_by("-number")
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["verb"]:
            rows = rows.filter(verb=asked["verb"])
        if asked["person"]:
            rows = rows.filter(actor=None if asked["person"] == SYSTEM else int(asked["person"]))
        if asked["subject"]:
            rows = rows.filter(subject__icontains=asked["subject"])
        if asked["since"]:
            rows = rows.filter(at__gte=_morning(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_morning(asked["until"]) + timedelta(days=1))
        return rows


def _morning(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
