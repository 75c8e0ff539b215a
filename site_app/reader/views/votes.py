"""'Was this page helpful?', and why."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from site_app.feedback import reading, services
from site_app.feedback.errors import NotUnderstood
from site_app.feedback.models import REASONS
from site_app.reader.answers import html, public
from site_app.reader.forms import form, sender, trapped, typed

THANKS = "/helpful/thanks/"


class YesOrNo:
    """The word in the address, as a truth."""

    regex = "yes|no"

    def to_python(self, value: str) -> bool:
        return value == "yes"

    def to_url(self, value: bool) -> str:
        return "yes" if value else "no"


@form
def vote(request: HttpRequest, *, code: str) -> HttpResponse:
    """The question; sent, it is counted and asks why."""
    helpful = typed(request, "helpful")
    if request.method != "POST" or helpful not in ("yes", "no"):
        context = {"edition": reading.to_vote(code)}
        return html(request, "reader/vote.html", context, status=422 if request.method == "POST" else 200)
    if not trapped(request):
        services.vote(code=code, helpful=helpful == "yes", address=sender(request))
    return HttpResponseRedirect(f"/helpful/{quote(code, safe='')}/{helpful}/", status=303)


@form
def say_why(request: HttpRequest, *, code: str, helpful: bool) -> HttpResponse:
    """The reasons that go with yes or with no; nobody has to give one."""
    refused = False
    if request.method == "POST" and trapped(request):
        return HttpResponseRedirect(THANKS, status=303)
    if request.method == "POST":
        try:
            services.say_why(
                code=code, helpful=helpful, because=typed(request, "because"), address=sender(request)
            )
            return HttpResponseRedirect(THANKS, status=303)
        except NotUnderstood:
            refused = True
    context = {
        "edition": reading.to_vote(code),
        "reasons": [(reason.value, reason.label) for reason in REASONS[helpful]],
        "helpful": helpful,
        "refused": refused,
    }
    return html(request, "reader/vote_why.html", context, status=422 if refused else 200)


@public
def vote_thanks(request: HttpRequest) -> HttpResponse:
    """The end of it."""
    return html(request, "reader/vote_thanks.html", {})
