"""What waits for a vetter, and what a text says otherwise than the edition that readers have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from site_app.desk.answers import person
from site_app.desk.differences import compare
from site_app.desk.site import desk
from site_app.desk.views.rows import not_handed_in
from site_app.documents.models import Revision
from site_app.publication.models import Live
from site_app.vetting.models import Approval
from site_app.vetting.queue import waiting_for


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The vetter's queue: urgent first, then by the day it is due."""
    context = {
        **desk.each_context(request),
        "title": "The vetting queue",
        "queue": waiting_for(person(request)),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "desk/queue.html", context)


@require_GET
def changes(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Statement by statement, a submitted revision against the live edition or the last approved one."""
    revision = get_object_or_404(Revision.objects.select_related("document", "submission"), pk=revision_id)
    if not hasattr(revision, "submission"):
        return not_handed_in(request, revision)
    live = (
        Live.objects.shown()
        .filter(document=revision.document)
        .select_related("edition__revision__document")
        .first()
    )
    approved = (
        Approval.objects.filter(revision__document=revision.document, revision__number__lt=revision.number)
        .select_related("revision__document")
        .order_by("-revision__number")
        .first()
    )
    old = live.edition.revision if live else approved.revision if approved else None
    context = {
        **desk.each_context(request),
        "title": f"What has changed: {revision.title}",
        "revision": revision,
        "live": live,
        "old": old,
        "comparison": compare(old, revision),
    }
    return TemplateResponse(request, "desk/changes.html", context)
