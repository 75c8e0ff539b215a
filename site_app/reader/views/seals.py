"""`/verify/`: a seal checked before the reader's eyes, and all that is needed to check it without us."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from site_app.feedback import seals
from site_app.publication.errors import NotPublished
from site_app.reader.answers import html, public


@public
def verify(request: HttpRequest) -> HttpResponse:
    """What a seal is, how to check one, and the edition behind the one that was typed in."""
    typed = request.GET.get("seal", "").strip()[:100]
    found, status = None, 200
    if typed:
        try:
            found = seals.seal(typed)
        except NotPublished:
            status = 404
    head, length = seals.head()
    context = {"typed": typed, "found": found, "unknown": status == 404, "head": head, "length": length}
    response = html(request, "reader/verify.html", context, status=status)
    if status == 404:
        response["Cache-Control"] = "no-store"
    return response


@public
def chain(request: HttpRequest, *, page: int) -> HttpResponse:
    """One page of the chain of seals, as JSON."""
    return JsonResponse(seals.links(page))
