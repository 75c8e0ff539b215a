"""What readers flagged and what came of it, in public."""

from django.http import HttpRequest, HttpResponse

from site_app.feedback import reading
from site_app.reader.answers import html, public
from site_app.reader.views.feeds import atom
from site_app.reader.views.paging import page_asked, paged


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """Every answer, newest first."""
    context = paged(reading.corrections(page_asked(request)))
    return html(request, "reader/corrections.html", context | {"figures": reading.figures()})


@public
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287): the newest twenty answers."""
    lines = reading.corrections().corrections
    times = [line.answered_at for line in lines]
    return atom("reader/corrections.xml", "/corrections/feed.xml", "/corrections/", times, lines=lines)
