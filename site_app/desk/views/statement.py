"""One sentence and everything that can be said about it: comments, questions, other words, other cuts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from site_app.accounts.models import Role, User
from site_app.desk.answers import acted, numbers, person, typed
from site_app.desk.ledger_lines import grounds_of, line_of
from site_app.desk.site import desk
from site_app.desk.views.rows import place_of, statement_of
from site_app.documents.models import Statement
from site_app.sources.models import Source
from site_app.vetting import ledger, services
from site_app.vetting.models import Comment, Ruling
from site_app.vetting.services.talk import QUOTATION_WORDS


@require_GET
def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    """The page of one sentence. The script lays the same forms into the ledger (`?panel`)."""
    found = statement_of(statement_id)
    user = person(request)
    line = line_of(ledger.row_of(found), grounds_of(found.revision, [found]), mine=False)
    following = Statement.objects.filter(
        revision=found.revision_id, n=found.n + 1, part=found.part, previous=found.text
    ).first()
    context = {
        "line": line,
        "revision": found.revision,
        "following": following if found.kind == "text" else None,
        "colleagues": User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("display_name"),
        "history": Ruling.objects.filter(statement=found).select_related("vetter").order_by("-pk"),
        "is_vetter": user.has_role(Role.VETTER),
        "quotation_words": QUOTATION_WORDS,
        "media": settings.MEDIA_URL,
    }
    if "panel" in request.GET:
        return TemplateResponse(request, "desk/_statement_panel.html", context)
    whole = {**desk.each_context(request), **context, "title": f"Sentence {found.n}: {found.revision.title}"}
    return TemplateResponse(request, "desk/statement.html", whole)


@require_POST
def comment(request: HttpRequest, statement_id: int) -> HttpResponse:
    """A comment; with a colleague chosen it is a question to them."""
    found = statement_of(statement_id)
    asked = User.objects.filter(pk__in=numbers(request, "asked")).first()
    return acted(
        request,
        lambda: services.comment(
            actor=person(request), statement=found, text=typed(request, "text"), asked=asked
        ),
        f"Sentence {found.n}: {f'{asked} is asked' if asked else 'your comment stands there'}."
        " Until it is resolved the text cannot be approved.",
        place_of(found),
        said=typed(request, "text"),
    )


@require_POST
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    row = get_object_or_404(Comment.objects.select_related("statement"), pk=comment_id)
    return acted(
        request,
        lambda: services.reply(actor=person(request), comment=row, text=typed(request, "text")),
        f"Sentence {row.statement.n}: your answer stands there.",
        place_of(row.statement),
        said=typed(request, "text"),
    )


@require_POST
def resolve(request: HttpRequest, comment_id: int) -> HttpResponse:
    row = get_object_or_404(Comment.objects.select_related("statement"), pk=comment_id)
    return acted(
        request,
        lambda: services.resolve(actor=person(request), comment=row),
        f"Sentence {row.statement.n}: resolved.",
        place_of(row.statement),
    )


@require_POST
def suggest_cut(request: HttpRequest, statement_id: int) -> HttpResponse:
    """The same claim as two sentences, or together with the following one as one (`until`)."""
    found = statement_of(statement_id)
    until = Statement.objects.filter(pk__in=numbers(request, "until")).first()
    return acted(
        request,
        lambda: services.suggest_cut(
            actor=person(request),
            statement=found,
            text=typed(request, "text"),
            until=until,
            why=typed(request, "why"),
        ),
        f"Sentence {found.n}: the other cut goes to the writer as a suggestion.",
        place_of(found),
        said=typed(request, "text"),
    )


@require_POST
def quote(request: HttpRequest, statement_id: int) -> HttpResponse:
    """A few words of a cited source, for whoever checks it."""
    found = statement_of(statement_id)
    source = get_object_or_404(Source, key=typed(request, "key"))
    return acted(
        request,
        lambda: services.quote(
            actor=person(request),
            source=source,
            locator=typed(request, "locator"),
            text=typed(request, "text"),
        ),
        f"The quotation from {source.key} is kept. Only the desk sees it.",
        place_of(found),
        said=typed(request, "text"),
    )
