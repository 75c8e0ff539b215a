"""The reader's few forms: no account, no cookie, no session, and nothing that says who somebody is."""

from functools import wraps
from typing import Any

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from site_app.feedback.errors import TooMany
from site_app.reader.answers import View, answered, read, refused

# A field that people do not see. Machines fill in whatever there is.
TRAP = "website"


def form(view: View) -> View:
    """A view of the reader's door that takes a form as well.

    Nobody is signed in at this door, so there is no session for another site to borrow and no token to ask
    for; a form that another site sent is refused all the same, by what the browser says of its origin.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return read(view, request, **kwargs)
        if not _from_this_site(request):
            return refused(request, 403)
        try:
            response = answered(view, request, **kwargs)
        except TooMany:
            # Without the frame and its queries: whoever sends a thousand forms pays for them, not the site.
            response = HttpResponse(render_to_string("429.html"), status=429, headers={"Retry-After": "3600"})
        response["Cache-Control"] = "no-store"
        return response

    return answer


def sender(request: HttpRequest) -> str:
    """The address that is counted: the one under which failed sign-ins are counted, too."""
    return str(get_client_ip_address(request) or "")


def typed(request: HttpRequest, name: str) -> str:
    """What stands in one field."""
    return request.POST.get(name, "")


def trapped(request: HttpRequest) -> bool:
    """Whether a machine filled the form in."""
    return bool(typed(request, TRAP))


def _from_this_site(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.get_host()
