"""What the editor's pickers ask: which sources, which blocks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from site_app.desk import offers
from site_app.desk.answers import person
from site_app.desk.views.preview import refused, within_rate

_LONGEST = 200


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Sources for the words in `q`."""
    if not within_rate(person(request), "offers", settings.PREVIEWS_A_MINUTE * 2):
        return refused("Too many questions in a minute. Type the key by hand, or wait a moment.", 429)
    return _answer(offers.sources_matching(_asked(request)))


@require_GET
def blocks(request: HttpRequest) -> HttpResponse:
    """Consults, cards, documents and pictures for the words in `q`; `sort` leaves out the others."""
    if not within_rate(person(request), "offers", settings.PREVIEWS_A_MINUTE * 2):
        return refused("Too many questions in a minute. Type the block by hand, or wait a moment.", 429)
    return _answer(offers.blocks_matching(_asked(request), request.GET.get("sort", "")))


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:_LONGEST]


def _answer(rows: list[dict[str, str]]) -> JsonResponse:
    response = JsonResponse({"offers": rows})
    response["Cache-Control"] = "no-store"
    return response
