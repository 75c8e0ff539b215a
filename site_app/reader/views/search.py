"""Search: a page that works alone, and titles while somebody is still typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from site_app.publication import reading
from site_app.publication.reading.search import search as found_by
from site_app.publication.reading.search import suggestions
from site_app.reader.answers import html, public
from site_app.reader.views.paging import page_asked, paged

# A question longer than this is nobody's; what goes beyond is not looked at and not given back.
LONGEST = 200


@public
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question, or where else to ask. Raises NotPublished past the last page."""
    question = _asked(request)
    page = page_asked(request)
    context: dict[str, object] = {"question": question}
    if question:
        hits = found_by(question, page)
        context |= paged(hits)
    if not question or not context["list"].hits:  # type: ignore[attr-defined]
        context |= {"topics": reading.topics(), "stages": reading.stages()}
    return html(request, "reader/search.html", context)


@public
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that answer what has been typed so far; each is an echo of the edition it names."""
    return JsonResponse(
        {
            "suggestions": [
                {"title": link.title, "address": link.address, "edition": link.edition}
                for link in suggestions(_asked(request))
            ]
        }
    )


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
