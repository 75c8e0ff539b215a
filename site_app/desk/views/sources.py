"""Bringing sources in from BibTeX, and saying what has become of one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import blame, person, sent, went_through
from site_app.desk.views.form_page import form_page
from site_app.sources import services
from site_app.sources.models import Source, Status


class BibtexForm(forms.Form):
    text = forms.CharField(
        label="BibTeX", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Paste entries here, or choose a file.",
    )  # fmt: skip
    file = forms.FileField(required=False, help_text="A .bib file in UTF-8, at most 2 MB.")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None:
            if upload.size > 2 * 1024 * 1024:
                raise forms.ValidationError("The file is larger than 2 MB. Split it and import the pieces.")
            try:
                cleaned["text"] = upload.read().decode("utf-8")
            except UnicodeDecodeError:
                raise forms.ValidationError(
                    "The file is not text in UTF-8. Save it as UTF-8 and try again."
                ) from None
        if not str(cleaned.get("text", "")).strip():
            raise forms.ValidationError("Paste BibTeX entries or choose a file.")
        return cleaned


class StatusForm(forms.Form):
    status = forms.ChoiceField(choices=Status.choices)
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), help_text="Where this was read, and when."
    )
    replaced_by = forms.ModelChoiceField(Source.objects.all(), required=False, to_field_name="key")


@require_http_methods(["GET", "POST"])
def import_bibtex(request: HttpRequest) -> HttpResponse:
    form = BibtexForm(sent(request), request.FILES or None)
    report = None
    if form.is_valid():
        try:
            report = services.import_bibtex(actor=person(request), text=form.cleaned_data["text"])
        except GroundwellError as refused:
            blame(form, refused)
    return form_page(
        request, form, title="Import sources", template="desk/import_sources.html", report=report
    )


@require_http_methods(["GET", "POST"])
def set_status(request: HttpRequest, source_id: int) -> HttpResponse:
    """Say what has become of a source; alarms follow from it by themselves."""
    source = get_object_or_404(Source, pk=source_id)
    form = StatusForm(sent(request), initial={"status": source.status})
    if form.is_valid() and went_through(
        form, lambda: services.set_status(actor=person(request), source=source, **form.cleaned_data)
    ):
        messages.success(
            request,
            "The status is changed. Every statement that leans on this source is listed on the front page.",
        )
        return HttpResponseRedirect(reverse("admin:sources_source_change", args=[source.pk]))
    return form_page(request, form, title=f"What has become of {source.key}?")
