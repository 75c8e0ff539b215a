"""How the reader's door answers: rendered without the request, so that no session can be touched."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from site_app.publication import reading
from site_app.publication.errors import Gone, Moved, NotPublished, Withheld

View = Callable[..., HttpResponseBase]


def html(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the frame that stands on every page; a document brings its own, so nobody asks twice."""
    page = context.get("page")
    frame = (page.frame if page else None) or reading.frame()
    context = {"frame": frame, "canonical": f"{settings.SITE_ADDRESS}{request.path}"} | context
    return HttpResponse(render_to_string(template, context), status=status)


def refused(request: HttpRequest, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """The page for a document that cannot be shown: 404, 410 or 503. Never kept by a cache."""
    response = html(request, f"{status}.html", context or {}, status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "600"
    return response


def public(view: View) -> View:
    """A view of the reader's door: GET and HEAD only, and every refusal of `reading` becomes its page.

    An answer may be stored but must be asked for again (`no-cache`), so an alarm shows at the next
    request that reaches the server. The ETag is taken over the bytes, so it changes with the edition,
    with every alarm, and with what stands around the text.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return tagged(request, answered(view, request, **kwargs))

    return answer


def answered(view: View, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What the view answers, or the page of the refusal that it met."""
    try:
        return view(request, **kwargs)
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.address)
    except NotPublished:
        return refused(request, 404)
    except Gone as gone:
        return refused(request, 410, {"gone": gone.page})
    except Withheld:
        return refused(request, 503)


def tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its ETag, or 304 when the asker already has these bytes."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    response.headers.setdefault("Cache-Control", "public, no-cache")
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
