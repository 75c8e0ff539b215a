"""What readers flagged, and the vetters' answers, which are public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from site_app.accounts.models import Role
from site_app.accounts.rights import holds
from site_app.desk.answers import acted, person, typed
from site_app.desk.site import desk
from site_app.feedback import services, waiting
from site_app.feedback.models import ANSWERS, Flag, Outcome


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Every sentence that waits, with what readers said about it and the form to answer."""
    context = {
        **desk.each_context(request),
        "title": "Flags from readers",
        "sentences": waiting.flagged_sentences(),
        "waiting": waiting.how_many(),
        "answers": [(Outcome(outcome).label, outcome, reasons) for outcome, reasons in ANSWERS.items()],
        "may_answer": holds(person(request), Role.VETTER),
    }
    return TemplateResponse(request, "desk/flags.html", context)


@require_POST
def answer(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Answer a flag and all that wait on the same sentence. The field holds outcome and reason in one."""
    flag = get_object_or_404(Flag, pk=flag_id)
    outcome, _, reason = typed(request, "answer").partition(":")
    if not outcome:
        messages.error(request, "Choose an answer and its reason.")
        return HttpResponseRedirect(reverse("admin:flags"))
    return acted(
        request,
        lambda: services.answer_flag(actor=person(request), flag=flag, outcome=outcome, reason=reason),
        "Answered. Readers find it on /corrections/.",
        reverse("admin:flags"),
    )


@require_POST
def empty_words(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Remove what a reader wrote, when it says who somebody is."""
    flag = get_object_or_404(Flag, pk=flag_id)
    return acted(
        request,
        lambda: services.empty_words(actor=person(request), flag=flag),
        "The words are gone; the flag still waits.",
        reverse("admin:flags"),
    )


PATHS: list[URLPattern] = [
    path("flags/", desk.admin_view(queue), name="flags"),
    path("flags/<int:flag_id>/answer/", desk.admin_view(answer), name="answer_flag"),
    path("flags/<int:flag_id>/empty/", desk.admin_view(empty_words), name="empty_words"),
]
