"""The vetting page: a revision as a ledger, and a ruling on each statement."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import Role
from site_app.desk.answers import person
from site_app.desk.as_read import as_read
from site_app.desk.forms.ruling import RulingForm
from site_app.desk.ledger_lines import Refused, sections, unanswered
from site_app.desk.site import desk
from site_app.desk.views.rows import (
    CHOICES,
    ROW_HEADER,
    done,
    not_handed_in,
    row_html,
    statement_of,
    with_review,
)
from site_app.documents.models import Revision
from site_app.vetting import ledger, policy, services
from site_app.vetting.models import Review
from site_app.vetting.services.rulings import BULK_LIMIT


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
        return not_handed_in(request, revision)
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
        **CHOICES,
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


@require_GET
def read_whole(request: HttpRequest, revision_id: int) -> HttpResponse:
    """The whole text as readers would get it, each statement with its state."""
    revision = get_object_or_404(Revision.objects.select_related("document", "submission"), pk=revision_id)
    if not hasattr(revision, "submission"):
        return not_handed_in(request, revision)
    context = {
        **desk.each_context(request),
        "title": f"As readers will see it: {revision.title}",
        "revision": revision,
        "preview": as_read(revision),
    }
    return TemplateResponse(request, "desk/as_read.html", context)


@require_POST
def rule(request: HttpRequest, statement_id: int) -> HttpResponse:
    """One ruling. What is refused shows the reason at the statement, with all that was typed still in it."""
    statement = statement_of(statement_id)
    prefix = f"s{statement.pk}"
    form = RulingForm(request.POST, citations=statement.citations, prefix=prefix)
    if not form.is_valid():
        why = " ".join(f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items())
    else:
        actor, ruling = person(request), form.ruling()
        try:
            with_review(
                statement.revision,
                lambda review: services.rule(actor=actor, review=review, statement=statement, **ruling),
            )
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
