"""What readers flagged and what came of it, in public."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from site_app.feedback import reading
from site_app.publication import reading as publication
from site_app.publication.errors import NotPublished
from site_app.reader.answers import html, public
from site_app.reader.views.lists import page_asked


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """Every answer, newest first."""
    found = reading.corrections(page_asked(request))
    if found.page > found.pages:
        raise NotPublished
    context = {
        "list": found,
        "before": found.page - 1,
        "after": found.page + 1 if found.page < found.pages else 0,
        "figures": reading.figures(),
    }
    return html(request, "reader/corrections.html", context)


@public
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287): the newest twenty answers."""
    lines = reading.corrections().corrections
    frame = publication.frame()
    newest = max((line.answered_at for line in lines), default=datetime(2026, 1, 1, tzinfo=UTC))
    context = {
        "frame": frame,
        "lines": lines,
        "updated": newest.isoformat(),
        "author": frame.practice.name if frame.practice else "Groundwell",
        "site": settings.SITE_ADDRESS,
    }
    text = render_to_string("reader/corrections.xml", context)
    return HttpResponse(text, content_type="application/atom+xml")
