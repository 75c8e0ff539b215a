"""The page of the editor, whichever road leads to it."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from site_app.desk.answers import person
from site_app.desk.forms.document import MARKDOWN_FIELDS, DocumentForm
from site_app.desk.preview import preview_of
from site_app.desk.site import desk
from site_app.desk.views.keeping import Unsaved
from site_app.documents.models import Document
from site_app.vetting.models import ClearedBecause, Degree, OverruledBecause, Population

# Characters of all texts together that are read without being asked.
PREVIEW_AT_ONCE = 60_000


def editor_page(
    request: HttpRequest,
    form: DocumentForm,
    kind: str,
    title: str,
    *,
    unsaved: Unsaved,
    status: int = 200,
    template: str = "desk/editor.html",
    document: Document | None = None,
    **more: Any,
) -> TemplateResponse:
    """The editor with its preview as it stands on the server; the script only renews it while typing.

    `unsaved`: this person's unsaved texts, whether or not one of them is what the form shows.
    """
    fields = {name: form[name].value() or "" for name in form.fields}
    fields["remarks"] = form.fields["remarks"].to_python(fields["remarks"])
    length = sum(len(fields[name]) for name in MARKDOWN_FIELDS)
    context = {
        **desk.each_context(request),
        "title": title,
        "form": form,
        "kind": kind,
        "document": document,
        "unsaved": unsaved,
        # A long text is read when its writer asks: the form must not wait for it.
        "preview": preview_of(kind, fields) if length <= PREVIEW_AT_ONCE else None,
        "preview_at_once": PREVIEW_AT_ONCE,
        "addresses": _addresses(document),
        # A text kept in the browser is offered to the one who typed it, and to nobody else at this machine.
        "owner_of_text": person(request).pk,
        "choices": {
            "because": ClearedBecause.choices,
            "overruled": OverruledBecause.choices,
            "degree": Degree.choices,
            "population": Population.choices,
        },
        **more,
    }
    return TemplateResponse(request, template, context, status=status)


def _addresses(document: Document | None) -> dict[str, str]:
    """What the editor's script may ask, by its own names."""
    found = {
        "preview": reverse("admin:preview"),
        "upload": reverse("admin:upload"),
        "keep": reverse("admin:keep", args=[document.pk]) if document else reverse("admin:keep_new"),
        "sources": reverse("admin:offer_sources"),
        "blocks": reverse("admin:offer_blocks"),
        "new-source": reverse("admin:sources_source_add"),
    }
    if document is not None:
        found["here"] = reverse("admin:here", args=[document.pk])
    return found
