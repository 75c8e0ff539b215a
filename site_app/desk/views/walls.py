"""Who vets what: a vetter's topics and declared ties, on the person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from site_app.accounts.models import User
from site_app.desk.answers import acted, numbers, person, typed
from site_app.topics.models import Topic
from site_app.vetting import services
from site_app.vetting.models import Tie


@require_POST
def scope(request: HttpRequest, user_id: int) -> HttpResponse:
    """The topics that were ticked; none means every topic."""
    user = get_object_or_404(User, pk=user_id)
    return acted(
        request,
        lambda: services.set_scope(
            actor=person(request), vetter=user, topics=Topic.objects.filter(pk__in=numbers(request, "topic"))
        ),
        "The topics are set. They count from the next ruling on.",
        reverse("admin:person", args=[user_id]),
    )


@require_POST
def declare(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    topic = Topic.objects.filter(pk__in=numbers(request, "topic")).first()
    return acted(
        request,
        lambda: services.declare_tie(
            actor=person(request),
            vetter=user,
            what=typed(request, "what"),
            topic=topic,
            word=typed(request, "word"),
        ),
        "The tie is declared. It keeps its owner from texts that it bears on.",
        reverse("admin:person", args=[user_id]),
        said=typed(request, "what"),
    )


@require_POST
def end(request: HttpRequest, tie_id: int) -> HttpResponse:
    tie = get_object_or_404(Tie, pk=tie_id)
    return acted(
        request,
        lambda: services.end_tie(actor=person(request), tie=tie),
        "The tie has ended. It stays on record.",
        reverse("admin:person", args=[tie.vetter_id]),
    )
