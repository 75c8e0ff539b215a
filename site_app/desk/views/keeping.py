"""Unsaved text: kept while somebody types, offered when they come back, dropped when they say so."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import acted, number, person, typed
from site_app.desk.forms.document import NewDocumentForm, RemarksField
from site_app.desk.views.preview import refused, within_rate
from site_app.documents import presence, services
from site_app.documents.models import Document, Revision, WorkingCopy
from site_app.documents.parts import MAX_CHARACTERS
from site_app.documents.working_copies import Hold

# These hold a list; every other field holds one text.
_LISTS = ("topics", "stages")


@require_POST
def keep(request: HttpRequest, document_id: int | None = None) -> HttpResponse:
    """What stands in the form just now becomes this person's working copy; nobody else sees it."""
    if not within_rate(person(request), "keep", settings.PREVIEWS_A_MINUTE):
        return refused("Your text was not kept this time: too often in a minute. It follows.", 429)
    document = get_object_or_404(Document, pk=document_id) if document_id is not None else None
    fields = typed_fields(request)
    if any(len(value) > MAX_CHARACTERS for value in fields.values()):
        return refused("The text is too long to be kept or saved. Move a stretch of it elsewhere.", 413)
    try:
        copy = services.save_working_copy(
            actor=person(request),
            document=document,
            base=_base(request, document),
            fields=fields,
            over=hold_of(request),
            window=typed(request, "window"),
        )
    except GroundwellError as problem:
        return refused(str(problem), 400)
    words = f"Kept at {timezone.localtime(copy.saved_at):%H:%M}; not saved yet."
    return JsonResponse({"kept": words, "copy": copy.pk})


@require_POST
def here(request: HttpRequest, document_id: int) -> HttpResponse:
    """A window's sign of life; the answer says who else is in the document, and which revision is newest."""
    if not within_rate(person(request), "here", settings.PREVIEWS_A_MINUTE):
        return refused("Too many signs of life in a minute.", 429)
    document = get_object_or_404(Document, pk=document_id)
    window = typed(request, "window")
    if "leaving" in request.POST:
        presence.leave(actor=person(request), document=document, window=window)
        return HttpResponse(status=204)
    try:
        company = presence.be_here(actor=person(request), document=document, window=window)
    except GroundwellError as problem:
        return refused(str(problem), 400)
    base = number(request, "base")
    overtaken = (
        f"{company.newest.author} has saved revision {company.newest.number} since you opened this one."
        if base and base != company.newest.pk
        else ""
    )
    return JsonResponse({"others": company.others, "elsewhere": company.elsewhere, "overtaken": overtaken})


def typed_fields(request: HttpRequest) -> dict[str, Any]:
    """The editor's fields as posted, whatever stands in them."""
    fields: dict[str, Any] = {}
    for name, field in NewDocumentForm.base_fields.items():
        if name == "base" or name not in request.POST:
            continue
        if name in _LISTS:
            fields[name] = request.POST.getlist(name)
        elif isinstance(field, RemarksField):
            fields[name] = field.to_python(request.POST[name])
        else:
            fields[name] = request.POST[name]
    return fields


def hold_of(request: HttpRequest) -> Hold | None:
    """The working copy that the posted form writes, as its window knows it."""
    copy = number(request, "copy")
    return Hold(copy, typed(request, "window")[:40], typed(request, "seen")) if copy else None


@dataclass(frozen=True, slots=True)
class Unsaved:
    """This person's unsaved texts of a document, or of one that is not begun yet.

    `shown` stands in the form; `waiting` is the newest otherwise; `aside` were set aside for their owner.
    """

    shown: WorkingCopy | None
    waiting: WorkingCopy | None
    aside: tuple[WorkingCopy, ...]


def unsaved(request: HttpRequest, document: Document | None) -> Unsaved:
    """What was kept: `?kept` lays the newest into the form, `?aside=<number>` one that was set aside.

    A form that comes back with an objection goes on with the copy it was written in.
    """
    own = list(WorkingCopy.objects.filter(document=document, user=person(request)).order_by("-saved_at"))
    hold = hold_of(request)
    asked = request.GET.get("aside", "")
    shown = next(
        (
            copy
            for copy in own
            if (hold is not None and hold.covers(copy))
            or (copy.stale and str(copy.pk) == asked)
            or (not copy.stale and "kept" in request.GET)
        ),
        None,
    )
    rest = [copy for copy in own if copy is not shown]
    return Unsaved(
        shown=shown,
        waiting=next((copy for copy in rest if not copy.stale), None),
        aside=tuple(copy for copy in rest if copy.stale),
    )


def _base(request: HttpRequest, document: Document | None) -> Revision | None:
    found = number(request, "base")
    if document is None or found is None:
        return None
    return Revision.objects.filter(document=document, pk=found).first()


@require_POST
def drop_copy(request: HttpRequest, copy_id: int) -> HttpResponse:
    copy = get_object_or_404(WorkingCopy, pk=copy_id)
    return acted(
        request,
        lambda: services.drop_working_copy(actor=person(request), copy=copy),
        "The kept text is gone.",
        reverse("admin:write", args=[copy.document_id])
        if copy.document_id
        else reverse("admin:new_document"),
    )
