"""The vetting page: a revision as a ledger, and a ruling on each statement."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import Role
from site_app.desk.answers import person
from site_app.desk.as_read import as_read
from site_app.desk.forms.ruling import RulingForm
from site_app.desk.ledger_lines import (
    CLEARED_BECAUSE,
    DEGREES,
    OVERRULED_BECAUSE,
    POPULATIONS,
    Refused,
    grounds_of,
    line_of,
    sections,
    unanswered,
)
from site_app.desk.site import desk
from site_app.documents.models import Revision, Statement
from site_app.vetting import ledger, policy, services
from site_app.vetting.models import Review
from site_app.vetting.services.rulings import BULK_LIMIT

# The script asks for one row and gets it; without script every answer is a whole page.
ROW_HEADER = "X-Groundwell-Row"
_CHOICES = {
    "degrees": DEGREES,
    "populations": POPULATIONS,
    "cleared_because": CLEARED_BECAUSE,
    "overruled_because": OVERRULED_BECAUSE,
    "media": settings.MEDIA_URL,
}


class Unclaimed(GroundwellError):
    """Nobody is vetting this revision just now."""


@require_GET
def vet(request: HttpRequest, revision_id: int) -> HttpResponse:
    """The ledger of one submitted revision. `?again=7` opens the form of a sentence that was ruled on."""
    again = request.GET.get("again", "")
    return ledger_page(
        request, revision_id, again=int(again) if again.isdecimal() and len(again) < 7 else None
    )


def ledger_page(
    request: HttpRequest, revision_id: int, *, again: int | None = None, refused: Refused | None = None
) -> HttpResponse:
    revision = get_object_or_404(
        Revision.objects.select_related(
            "document__topic", "submission", "author", "approval__vetter"
        ).prefetch_related(
            Prefetch("reviews", Review.objects.select_related("vetter").order_by("-claimed_at"))
        ),
        pk=revision_id,
    )
    if not hasattr(revision, "submission"):
        return _not_handed_in(request, revision)
    user = person(request)
    reviews = list(revision.reviews.all())
    review = next((row for row in reviews if row.is_open), None)
    mine = review if review is not None and review.vetter_id == user.pk else None
    book = ledger.ledger_of(revision)
    standing, unruled = unanswered(book.blockers)
    settled = [row for row in book.rows if row.settled]
    to_carry = sum(row.carries for row in book.rows)
    context = {
        **desk.each_context(request),
        **_CHOICES,
        "title": f"Vetting: {revision.title}",
        "revision": revision,
        "review": review,
        "reviews": reviews,
        "mine": mine,
        "refusal": policy.may_vet(user, revision) if mine is None else None,
        "no_approval": (policy.may_approve(user, revision) or policy.may_move_review(mine)) if mine else None,
        "sections": sections(book, mine=mine is not None, again=again, refused=refused),
        "bulk": [row.statement for row in book.rows if row.may_bulk_read][:BULK_LIMIT],
        "total": len(book.rows),
        "to_rule": sum(row.needs_ruling and row.proposed is None for row in book.rows),
        "to_confirm": sum(row.proposed is not None and not row.carries for row in book.rows),
        "to_carry": to_carry,
        "settled": len(settled),
        "first": next((row.statement.n for row in book.rows if row.needs_ruling), None) if mine else None,
        "carried": sum(bool(row.ruling and row.ruling.carried_from_id) for row in settled),
        "standing": standing,
        "lost": book.lost,
        "unruled": unruled,
        "approval": getattr(revision, "approval", None),
        "may_publish": user.has_role(Role.PUBLISHER),
    }
    return TemplateResponse(request, "desk/vet.html", context, status=422 if refused else 200)


def _not_handed_in(request: HttpRequest, revision: Revision) -> HttpResponseRedirect:
    messages.error(request, "This revision was not handed to vetting yet.")
    return HttpResponseRedirect(reverse("admin:write", args=[revision.document_id]))


@require_GET
def read_whole(request: HttpRequest, revision_id: int) -> HttpResponse:
    """The whole text as readers would get it, each statement with its state."""
    revision = get_object_or_404(Revision.objects.select_related("document", "submission"), pk=revision_id)
    if not hasattr(revision, "submission"):
        return _not_handed_in(request, revision)
    context = {
        **desk.each_context(request),
        "title": f"As readers will see it: {revision.title}",
        "revision": revision,
        "preview": as_read(revision),
    }
    return TemplateResponse(request, "desk/as_read.html", context)


@require_GET
def row(request: HttpRequest, statement_id: int) -> HttpResponse:
    """One row with its form open, for the script."""
    statement = get_object_or_404(Statement.objects.select_related("revision__document"), pk=statement_id)
    return JsonResponse({"row": row_html(request, statement, again=statement.n)})


@require_POST
def rule(request: HttpRequest, statement_id: int) -> HttpResponse:
    """One ruling. What is refused shows the reason at the statement, with all that was typed still in it."""
    statement = get_object_or_404(Statement.objects.select_related("revision__document"), pk=statement_id)
    prefix = f"s{statement.pk}"
    form = RulingForm(request.POST, citations=statement.citations, prefix=prefix)
    review = services.open_review(statement.revision)
    if review is None:
        why = "Claim this document first; your claim may have lapsed."
    elif not form.is_valid():
        why = " ".join(f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items())
    else:
        try:
            services.rule(actor=person(request), review=review, statement=statement, **form.ruling())
        except GroundwellError as refused:
            why = str(refused)
        else:
            return done(request, statement, f"Sentence {statement.n}: ruled and saved.")
    typed = {
        name.removeprefix(f"{prefix}-"): str(value)
        for name, value in request.POST.items()
        if name.startswith(prefix)
    }
    refusal = Refused(statement.pk, why, typed)
    if ROW_HEADER in request.headers:
        html = row_html(request, statement, refused=refusal)
        return JsonResponse({"row": html, "said": why}, status=422)
    messages.error(request, why)
    return ledger_page(request, statement.revision_id, refused=refusal)


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
    anchor = f"row-{statement.n}" if stay else next_row(statement)
    return HttpResponseRedirect(page_of(statement.revision_id, anchor))


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
    context: dict[str, Any] = {**_CHOICES, "line": line, "revision": statement.revision, "mine": mine}
    return render_to_string("desk/_ledger_row.html", context, request)


def page_of(revision_id: int, anchor: str = "") -> str:
    """The vetting page of a revision, at one of its rows if named."""
    return reverse("admin:vet", args=[revision_id]) + (f"#{anchor}" if anchor else "")


def next_row(statement: Statement) -> str:
    """The anchor of the next sentence that waits; of the ruling on the whole when none does."""
    n = next((n for n in ledger.waiting(statement.revision) if n > statement.n), None)
    return "whole" if n is None else f"row-{n}"
