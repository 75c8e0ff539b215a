"""'Is my copy still good?': a code from a printed or shared page, and what became of that edition."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from site_app.feedback import reading
from site_app.feedback.codes import seal_start
from site_app.publication.errors import NotPublished
from site_app.reader.answers import html, public


@public
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in."""
    code = request.GET.get("code", "").strip()
    if not code:
        return html(request, "reader/copy_ask.html", {})
    if not seal_start(code):
        return _unknown(request, code)
    return HttpResponseRedirect(f"/copy/{quote(code, safe='')}/")


@public
def copy(request: HttpRequest, *, code: str) -> HttpResponse:
    """Current, replaced with what changed, or withdrawn."""
    try:
        return html(request, "reader/copy.html", {"copy": reading.copy(code)})
    except NotPublished:
        return _unknown(request, code)


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    context = {"code": code[:100], "unknown": True, "canonical": f"{settings.SITE_ADDRESS}/copy/"}
    response = html(request, "reader/copy_ask.html", context, status=404)
    response["Cache-Control"] = "no-store"
    return response
