"""The page that a writer meets when a colleague saved first: both texts, and a form to save onto theirs."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from site_app.desk.comparison import compare
from site_app.desk.forms.document import DocumentForm
from site_app.desk.preview import preview_of
from site_app.desk.views.editor_page import editor_page
from site_app.desk.views.keeping import Unsaved
from site_app.documents.drafts import fields_of
from site_app.documents.errors import StaleBase
from site_app.documents.models import Document, Revision
from site_app.documents.parts import DESK_TEXTS, FILING


def conflict_page(
    request: HttpRequest, document: Document, form: DocumentForm, base: Revision, stale: StaleBase
) -> TemplateResponse:
    """Both texts statement by statement, then one's own in the editor, ready to be saved onto the newest."""
    newest = stale.newest
    own = form.revision_fields()
    again = form.data.copy()  # type: ignore[attr-defined]
    again["base"] = str(newest.pk)
    saved = fields_of(newest)
    return editor_page(
        request,
        DocumentForm.of(newest, again),
        document.kind,
        "Somebody saved this document while you were writing",
        status=409,
        template="desk/conflict.html",
        document=document,
        newest=newest,
        unsaved=Unsaved(shown=stale.kept, waiting=None, aside=()),
        comparison=compare(document.kind, fields_of(base), saved, own),
        filing=_filing(form, saved, own),
        theirs=preview_of(document.kind, saved),
    )


def _filing(form: DocumentForm, saved: dict[str, Any], own: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """What differs outside the texts that readers see: label, theirs, one's own."""
    return [
        (str(form.fields[name].label or name.replace("_", " ")), _shown(saved[name]), _shown(own[name]))
        for name in (*FILING, *DESK_TEXTS)
        if name in own and own[name] != saved[name]
    ]


def _shown(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
