"""How the reader's door answers: rendered without the request, so that no session can be touched."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from site_app.publication import kept, reading
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

    A page that was made from the same answers of the database is not made again (`publication.kept`).

    An answer may be stored but must be asked for again (`no-cache`), so an alarm shows at the next
    request that reaches the server. The ETag is taken over the bytes, so it changes with the edition,
    with every alarm, and with what stands around the text.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return read(view, request, **kwargs)

    return answer


def read(view: View, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What somebody is answered who only reads; 304 when these bytes are in their hands already."""
    key = (request.get_full_path(), get_language(), timezone.localdate())
    made = kept.made(key, lambda: _tagged(answered(view, request, **kwargs)), _size)
    if not isinstance(made, HttpResponse) or "ETag" not in made:
        return made
    # What is kept is shared, and each asker's own answer is written to on its way out.
    own = HttpResponse(made.content, headers=made.headers)
    return get_conditional_response(request, etag=own["ETag"], response=own) or own


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


def _tagged(response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its ETag, taken over its bytes."""
    if isinstance(response, HttpResponse) and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return response


def _size(response: HttpResponseBase) -> int:
    """How large a page is; 0 for what stands for itself alone: refusals, files, streams."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return 0
    return len(response.content)
