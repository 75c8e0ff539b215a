"""Services and help lines: that somebody rang a number, and that one is not offered any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from site_app.consults import services
from site_app.consults.models import Consult, HelpLine
from site_app.desk.answers import acted, person


@require_POST
def mark_tested(request: HttpRequest, line_id: int) -> HttpResponse:
    """Somebody has rung the number today and it answered, or looked an emergency number up."""
    line = get_object_or_404(HelpLine, pk=line_id)
    return acted(
        request,
        lambda: services.mark_tested(actor=person(request), help_line=line),
        f"{line.name} was tested today.",
        reverse("admin:consults_helpline_change", args=[line_id]),
    )


@require_POST
def retire_line(request: HttpRequest, line_id: int) -> HttpResponse:
    return _retire(request, get_object_or_404(HelpLine, pk=line_id), "consults_helpline_change")


@require_POST
def retire_consult(request: HttpRequest, consult_id: int) -> HttpResponse:
    return _retire(request, get_object_or_404(Consult, pk=consult_id), "consults_consult_change")


def _retire(request: HttpRequest, row: Consult | HelpLine, page: str) -> HttpResponse:
    return acted(
        request,
        lambda: services.retire(actor=person(request), row=row),
        f"{row.name} is not shown to readers any more.",
        reverse(f"admin:{page}", args=[row.pk]),
    )
