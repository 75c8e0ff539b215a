"""One row of a ledger, and how the desk answers about it: anew for the script, by the whole page without."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import person
from site_app.desk.ledger_lines import (
    CLEARED_BECAUSE,
    DEGREES,
    OVERRULED_BECAUSE,
    POPULATIONS,
    Refused,
    grounds_of,
    line_of,
)
from site_app.documents.models import Revision, Statement
from site_app.vetting import ledger, services
from site_app.vetting.models import Review

# The script asks for one row and gets it; without script every answer is a whole page.
ROW_HEADER = "X-Groundwell-Row"
CHOICES = {
    "degrees": DEGREES,
    "populations": POPULATIONS,
    "cleared_because": CLEARED_BECAUSE,
    "overruled_because": OVERRULED_BECAUSE,
    "media": settings.MEDIA_URL,
}


class Unclaimed(GroundwellError):
    """Nobody is vetting this revision just now."""


@require_GET
def row(request: HttpRequest, statement_id: int) -> HttpResponse:
    """One row with its form open, for the script."""
    statement = statement_of(statement_id)
    return JsonResponse({"row": row_html(request, statement, again=statement.n)})


def done(request: HttpRequest, statement: Statement, said: str, *, stay: bool = False) -> HttpResponse:
    """Answer a verb on one statement that went through: the row as it is now, or the way to the next one."""
    if ROW_HEADER in request.headers:
        left = ledger.waiting(statement.revision)
        return JsonResponse(
            {
                "row": row_html(request, statement),
                "said": said,
                "left": len(left),
                "next": next((n for n in left if n > statement.n), None) if not stay else statement.n,
            }
        )
    messages.success(request, said)
    return HttpResponseRedirect(place_of(statement) if stay else place_of_next(statement))


def with_review(revision: Revision, verb: Callable[[Review], object]) -> object:
    """Run a verb that needs the open review. Raises Unclaimed."""
    review = services.open_review(revision)
    if review is None:
        raise Unclaimed("Claim this document first; your claim may have lapsed.")
    return verb(review)


def row_html(
    request: HttpRequest, statement: Statement, *, again: int | None = None, refused: Refused | None = None
) -> str:
    """One row of the ledger as this person sees it."""
    review = services.open_review(statement.revision)
    mine = review is not None and review.vetter_id == person(request).pk
    line = line_of(
        ledger.row_of(statement),
        grounds_of(statement.revision, [statement]),
        mine=mine,
        again=again,
        refused=refused,
    )
    context: dict[str, Any] = {**CHOICES, "line": line, "revision": statement.revision, "mine": mine}
    return render_to_string("desk/_ledger_row.html", context, request)


def page_of(revision_id: int, anchor: str = "") -> str:
    """The vetting page of a revision, at one of its rows if named."""
    return reverse("admin:vet", args=[revision_id]) + (f"#{anchor}" if anchor else "")


def place_of(statement: Statement) -> str:
    """The vetting page at a statement's row."""
    return page_of(statement.revision_id, f"row-{statement.n}")


def place_of_next(statement: Statement) -> str:
    """The vetting page at the next sentence that waits; at the ruling on the whole when none does."""
    n = next((n for n in ledger.waiting(statement.revision) if n > statement.n), None)
    return page_of(statement.revision_id, "whole" if n is None else f"row-{n}")


def statement_of(statement_id: int) -> Statement:
    """The statement that an address names. Raises Http404."""
    return get_object_or_404(Statement.objects.select_related("revision__document"), pk=statement_id)


def not_handed_in(request: HttpRequest, revision: Revision) -> HttpResponseRedirect:
    """What a page of vetting answers about a revision that has no ledger yet."""
    messages.error(request, "This revision was not handed to vetting yet.")
    return HttpResponseRedirect(reverse("admin:write", args=[revision.document_id]))
