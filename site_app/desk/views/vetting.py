"""What a vetter does beside ruling on single sentences: claim, confirm, suggest, return.

Approving is in `views.standards`.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import acted, numbers, person, typed
from site_app.desk.views.rows import ROW_HEADER, done, page_of, place_of, row_html, statement_of, with_review
from site_app.documents.models import Revision, Statement
from site_app.publication.rechecks import recheck_editions
from site_app.vetting import services
from site_app.vetting.models import Review


@require_POST
def claim(request: HttpRequest, revision_id: int) -> HttpResponse:
    revision = get_object_or_404(Revision, pk=revision_id)
    kind = Review.Kind.PERIODIC if request.POST.get("kind") == Review.Kind.PERIODIC else Review.Kind.CHANGE
    return acted(
        request,
        lambda: services.claim(actor=person(request), revision=revision, kind=kind),
        lambda review: f"It is yours until {timezone.localtime(review.lapses_at):%-d %B, %H:%M}.",
        page_of(revision_id),
    )


@require_POST
def confirm(request: HttpRequest, statement_id: int) -> HttpResponse:
    statement = statement_of(statement_id)
    return _on_row(
        request,
        statement,
        lambda review: services.confirm(actor=person(request), review=review, statement=statement),
        f"Sentence {statement.n}: the earlier ruling holds.",
    )


@require_POST
def undo(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Take back the ruling that stands on a sentence."""
    statement = statement_of(statement_id)
    return _on_row(
        request,
        statement,
        lambda review: services.undo(actor=person(request), review=review, statement=statement),
        f"Sentence {statement.n}: the ruling is taken back.",
        stay=True,
    )


@require_POST
def bulk_read(request: HttpRequest, revision_id: int) -> HttpResponse:
    """The sentences that were shown in full and ticked; the verb refuses more than ten."""
    revision = get_object_or_404(Revision, pk=revision_id)
    statements = list(Statement.objects.filter(revision=revision, pk__in=numbers(request, "statement")))
    return in_review(
        request,
        revision,
        lambda review: services.rule_read_in_bulk(
            actor=person(request), review=review, statements=statements
        ),
        f"{len(statements)} sentences read and agreed.",
    )


@require_POST
def raise_label(request: HttpRequest, statement_id: int) -> HttpResponse:
    statement = statement_of(statement_id)

    def verb() -> None:
        services.raise_label(
            actor=person(request),
            statement=statement,
            label=typed(request, "label"),
            why=typed(request, "why"),
        )
        # Readers may have this very sentence: then the page is to be looked at again.
        recheck_editions(actor=person(request), document=statement.revision.document)

    return acted(
        request,
        verb,
        f"Sentence {statement.n}: the label is raised.",
        place_of(statement),
        said=typed(request, "why"),
    )


@require_POST
def suggest(request: HttpRequest, statement_id: int) -> HttpResponse:
    statement = statement_of(statement_id)
    return acted(
        request,
        lambda: services.suggest(
            actor=person(request),
            statement=statement,
            text=typed(request, "text"),
            why=typed(request, "why"),
        ),
        f"Sentence {statement.n}: your wording goes to the writer as a suggestion.",
        place_of(statement),
        said=typed(request, "text"),
    )


@require_POST
def release(request: HttpRequest, revision_id: int) -> HttpResponse:
    revision = get_object_or_404(Revision, pk=revision_id)
    return in_review(
        request,
        revision,
        lambda review: services.release(actor=person(request), review=review),
        "Released. Your rulings stand.",
    )


@require_POST
def return_to_writer(request: HttpRequest, revision_id: int) -> HttpResponse:
    revision = get_object_or_404(Revision, pk=revision_id)
    return in_review(
        request,
        revision,
        lambda review: services.return_to_writer(
            actor=person(request), review=review, comment=typed(request, "comment")
        ),
        "Returned to the writer with your comment.",
        said=typed(request, "comment"),
    )


def _on_row(
    request: HttpRequest,
    statement: Statement,
    verb: Callable[[Review], object],
    said: str,
    *,
    stay: bool = False,
) -> HttpResponse:
    """Run a verb on one statement in the open review; the script gets the row back, others the page."""
    try:
        with_review(statement.revision, verb)
    except GroundwellError as refused:
        if ROW_HEADER in request.headers:
            return JsonResponse({"row": row_html(request, statement), "said": str(refused)}, status=422)
        messages.error(request, str(refused))
        return HttpResponseRedirect(place_of(statement))
    return done(request, statement, said, stay=stay)


def in_review(
    request: HttpRequest, revision: Revision, verb: Callable[[Review], object], done: str, said: str = ""
) -> HttpResponseRedirect:
    """Run a verb on the whole that needs the open review; without one, say so."""
    return acted(request, lambda: with_review(revision, verb), done, page_of(revision.pk), said=said)
