"""The editor's form: every reader-visible text of a document, each in our dialect."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from markdownx.fields import MarkdownxFormField

from site_app.accounts.models import User
from site_app.desk.forms.editor import EditorWidget
from site_app.documents.models import Kind, Revision, Urgent, WorkingCopy
from site_app.documents.parts import PARTS
from site_app.documents.remarks import cleaned
from site_app.topics.models import Stage, Topic

MARKDOWN_FIELDS = tuple(part.field for part in PARTS if part.form == "markdown")


def in_a_year() -> date:
    """The day that is proposed for the next review."""
    return timezone.localdate() + timedelta(days=365)


def text(label: str, help_text: str, *, rows: int = 3, required: bool = False) -> MarkdownxFormField:
    """One text in our dialect. Length and odd characters are the verb's business: it names the line."""
    field = MarkdownxFormField(
        label=label,
        help_text=help_text,
        required=required,
        strip=False,
        widget=EditorWidget(attrs={"rows": rows}),
    )
    field.validators = [
        row for row in field.validators if not isinstance(row, ProhibitNullCharactersValidator)
    ]
    return field


class RemarksField(forms.JSONField):
    """The writer's remarks, written by the editor's script; whatever cannot be one is left out."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]  # the stubs say text
        try:
            return cleaned(super().to_python(value))
        except forms.ValidationError:
            return []


class DocumentForm(forms.Form):
    """All fields of a revision. `base` is the revision that this text was written on."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remarks = RemarksField(required=False)
    title = forms.CharField(max_length=200, help_text="Ask or name; never assert. A title carries no source.")
    slug = forms.CharField(
        label="address", max_length=80,
        help_text="The last part of the web address: names the subject, claims nothing.",
    )  # fmt: skip
    main_message = text(
        "main message", "At most three short sentences, each with its source. Readers see this first."
    )
    summary = text("summary", "One or two sentences with their sources, for lists and feeds.")
    for_whom = text("who this is for", "")
    not_for = text("who this is not for", "")
    body = text("text", "Markdown. [@key, page 4] cites a source; ::: opens a block.", rows=24)
    not_known = text("what is not known", "")
    questions = text(
        "questions to ask", "A list of questions a reader may take to a midwife, nurse or doctor.", rows=4
    )
    funding = text(
        "funding", "Who paid for this text. Write 'No funding for this page.' if nobody did.", rows=2
    )
    conflicts = text("conflicts of interest", "Write 'None.' if there are none.", rows=2)
    topics = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    stages = forms.MultipleChoiceField(
        required=False, choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    urgent = forms.ChoiceField(required=False, choices=Urgent.choices)
    next_review_on = forms.DateField(
        label="next review",
        initial=in_a_year,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="At most three years out.",
    )
    why_needed = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Desk only."
    )
    tested_with = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who tested it with whom, when, and what changed. Desk only.",
    )  # fmt: skip
    change_note = forms.CharField(
        required=False,
        max_length=300,
        help_text="What changed and why, in a line. Desk only.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(topic.slug, topic.name) for topic in Topic.objects.all()]
        self.fields["topics"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, revision: Revision, data: Any = None, over: WorkingCopy | None = None) -> "DocumentForm":
        """The form as it stands for `revision`, or bound to `data`, or with the unsaved text `over` it.

        Unsaved text keeps the base it was typed on, so that saving it still sees what came in between.
        """
        initial = {name: getattr(revision, name) for name in cls.base_fields if name != "base"}
        initial |= {"base": revision.pk, "change_note": ""}
        if over is not None:
            initial |= {**over.fields, "base": over.base_id or revision.pk}
        return cls(data, initial=initial)

    def revision_fields(self) -> dict[str, Any]:
        """Cleaned fields as `documents.services.save_revision` takes them (without the base)."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}


class NewDocumentForm(DocumentForm):
    """A first revision: also says what kind of document it is and whom or what it speaks of."""

    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.ARTICLE)
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        required=False,
        to_field_name="slug",
        help_text="Only for a document of kind topic.",
    )
    person = forms.ModelChoiceField(
        User.objects.all(), required=False, help_text="Only for a document of kind person."
    )
    field_order = ["kind", "topic", "person"]
