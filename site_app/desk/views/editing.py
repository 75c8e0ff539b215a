"""Writing: a new document, the editor, the conflict page, handing over to vetting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import acted, blame, person, sent
from site_app.desk.forms.document import DocumentForm, NewDocumentForm
from site_app.desk.returned import returned_text
from site_app.desk.views.conflict import conflict_page
from site_app.desk.views.editor_page import editor_page
from site_app.desk.views.keeping import hold_of, unsaved
from site_app.documents import services
from site_app.documents.errors import NothingChanged, StaleBase
from site_app.documents.models import Document, Revision
from site_app.vetting import policy
from site_app.vetting import services as vetting
from site_app.vetting.models import Suggestion


@require_http_methods(["GET", "POST"])
def new_document(request: HttpRequest) -> HttpResponse:
    kept = unsaved(request, None)
    form = NewDocumentForm(sent(request), initial=kept.shown.fields if kept.shown else None)
    if form.is_valid():
        fields = form.revision_fields()
        kind, topic, author = fields.pop("kind"), fields.pop("topic"), fields.pop("person")
        try:
            revision = services.create_document(
                actor=person(request),
                kind=kind,
                topic=topic,
                person=author,
                kept=hold_of(request),
                **fields,
            )
        except GroundwellError as refused:
            blame(form, refused)
        else:
            messages.success(request, "Saved as the first revision. Nothing is published.")
            return HttpResponseRedirect(reverse("admin:write", args=[revision.document_id]))
    kind = str(form["kind"].value() or "article")
    return editor_page(
        request, form, kind, "A new document", status=422 if form.errors else 200, unsaved=kept
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, document_id: int) -> HttpResponse:
    document = get_object_or_404(Document, pk=document_id)
    newest = Revision.objects.newest_of(document)
    kept = unsaved(request, document)
    form = DocumentForm.of(newest, sent(request), over=kept.shown)
    if form.is_valid():
        answer = _save(request, document, newest, form)
        if answer is not None:
            return answer
        # A refusal may have let a copy go: one that says what is saved already.
        kept = unsaved(request, document)
    return editor_page(
        request,
        form,
        document.kind,
        f"{newest.title} (revision {newest.number})",
        status=422 if form.errors else 200,
        document=document,
        newest=newest,
        unsaved=kept,
        is_submitted=hasattr(newest, "submission"),
        returned=returned_text(document),
        would_bar=policy.saving_would_bar(person(request), newest),
        suggestions=Suggestion.objects.filter(
            document=document, taken_in=None, declined_at=None
        ).select_related("statement", "vetter"),
    )


def _save(
    request: HttpRequest, document: Document, newest: Revision, form: DocumentForm
) -> HttpResponse | None:
    """Save, and answer; None means the refusal now stands in the form."""
    base = Revision.objects.filter(document=document, pk=form.cleaned_data["base"]).first()
    if base is None:
        form.add_error(
            None,
            "The revision you started from is not known any more. Open the document in a second window,"
            " paste your text there and save it.",
        )
        return None
    try:
        revision = services.save_revision(
            actor=person(request),
            document=document,
            base=base,
            kept=hold_of(request),
            **form.revision_fields(),
        )
    except StaleBase as stale:
        return conflict_page(request, document, form, base, stale)
    except NothingChanged as same:
        if "hand_over" in request.POST:
            return submit(request, same.newest.pk)
        blame(form, same)
        return None
    except GroundwellError as refused:
        blame(form, refused)
        return None
    messages.success(request, f"Saved as revision {revision.number}. Nothing is published by saving.")
    if "hand_over" in request.POST:
        return submit(request, revision.pk)
    return HttpResponseRedirect(reverse("admin:write", args=[document.pk]))


@require_POST
def submit(request: HttpRequest, revision_id: int) -> HttpResponse:
    revision = get_object_or_404(Revision, pk=revision_id)
    return acted(
        request,
        lambda: vetting.hand_in(actor=person(request), revision=revision),
        "Handed over to vetting. You can go on writing; a new revision must be submitted again.",
        reverse("admin:write", args=[revision.document_id]),
    )


@require_POST
def decline_suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    suggestion = get_object_or_404(Suggestion, pk=suggestion_id)
    return acted(
        request,
        lambda: vetting.decline(actor=person(request), suggestion=suggestion),
        "The suggestion is set aside.",
        reverse("admin:write", args=[suggestion.document_id]),
    )


@require_POST
def take_over_suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """Put a vetter's wording into the text: a new revision by the writer, who alone contributed."""
    suggestion = get_object_or_404(
        Suggestion.objects.select_related("statement", "document"), pk=suggestion_id
    )
    return acted(
        request,
        lambda: vetting.take_over(actor=person(request), suggestion=suggestion),
        "The suggestion stands in the text now, as a new revision of yours.",
        reverse("admin:write", args=[suggestion.document_id]),
    )
