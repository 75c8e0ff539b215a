"""'Flag this sentence': for anybody, without an account, without script."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from site_app.feedback import reading, services
from site_app.feedback.errors import NotUnderstood
from site_app.feedback.models import FlagBecause
from site_app.reader.answers import html, public
from site_app.reader.forms import form, sender, trapped, typed

THANKS = "/flag/thanks/"


@public
def choose_sentence(request: HttpRequest, *, code: str) -> HttpResponse:
    """Every sentence of an edition, each leading to its form."""
    return html(request, "reader/flag_choose.html", {"found": reading.to_flag(code)})


@form
def flag_sentence(request: HttpRequest, *, code: str, n: int) -> HttpResponse:
    """The form for one sentence; sent, it answers with thanks or with what is missing."""
    if request.method != "POST":
        return _form(request, code, n)
    if trapped(request):
        return HttpResponseRedirect(THANKS, status=303)
    because, words = typed(request, "because"), typed(request, "words")
    try:
        services.flag_sentence(code=code, statement=n, because=because, words=words, address=sender(request))
    except NotUnderstood as refused:
        return _form(request, code, n, refused=refused, because=because, words=words)
    return HttpResponseRedirect(THANKS, status=303)


@public
def flag_thanks(request: HttpRequest) -> HttpResponse:
    """What happens to a flag now."""
    return html(request, "reader/flag_thanks.html", {})


def _form(
    request: HttpRequest,
    code: str,
    n: int,
    *,
    refused: NotUnderstood | None = None,
    because: str = "",
    words: str = "",
) -> HttpResponse:
    found = reading.to_flag(code, n)
    context = {
        "edition": found.edition,
        "sentence": found.sentences[0],
        "reasons": FlagBecause.choices,
        "longest": services.LONGEST,
        "refused": refused.field if refused else "",
        "because": because,
        "words": words,
    }
    return html(request, "reader/flag_form.html", context, status=422 if refused else 200)
