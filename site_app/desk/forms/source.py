"""A source as a person types it; the verb makes the CSL-JSON record of it."""

from typing import Any

from django import forms

from site_app.accounts.models import User
from site_app.desk.forms.verb import VerbForm, form_field
from site_app.sources import services
from site_app.sources.models import Source

COLUMNS = ("key", "kind", "title", "year", "doi", "pmid", "isbn", "url", "official", "read_on")
PLAIN = ("csl_type", "authors", "container", "publisher", "volume", "pages")
CSL_TYPES = {
    "article-journal": "article in a journal",
    "webpage": "web page",
    "book": "book",
    "chapter": "chapter of a book",
    "report": "report or guideline",
    "paper-conference": "paper at a conference",
    "thesis": "thesis",
    "document": "other document",
}


class SourceForm(VerbForm):
    """A source by hand. A change is clerical (a typing slip) or it is one of substance, which alarms."""

    csl_type = forms.ChoiceField(label="Sort of publication", choices=list(CSL_TYPES.items()))
    authors = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line: 'Family, Given', or a body's name. Last line 'and others': the list goes on.",
    )  # fmt: skip
    container = forms.CharField(required=False, help_text="Journal, book or site it appeared in.")
    publisher = forms.CharField(required=False)
    volume = forms.CharField(required=False)
    pages = forms.CharField(required=False)
    clerical = forms.BooleanField(
        required=False,
        help_text="Only a slip is put right: rulings stand. Otherwise every statement is alarmed.",
    )
    reason = forms.CharField(required=False, help_text="Why this is changed; for the log.")

    class Meta:
        model = Source
        formfield_callback = form_field
        fields = COLUMNS
        labels = {"doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "url": "Web address"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(services.plain_fields(self.instance.csl or {"type": "webpage"}))
        if self.instance.pk is None:
            del self.fields["clerical"], self.fields["reason"]

    def act(self, actor: User, row: Source | None) -> Source:
        typed = {name: self.cleaned_data[name] for name in (*PLAIN, *COLUMNS)}
        if row is None:
            return services.add_source_by_hand(actor=actor, **typed)
        return services.change_source_by_hand(
            actor=actor,
            source=row,
            reason=self.cleaned_data["reason"],
            clerical=self.cleaned_data["clerical"],
            **typed,
        )
