"""Lists and pages that gather what is published."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from site_app.feedback import reading as feedback
from site_app.publication import reading
from site_app.publication.errors import Gone, NotPublished, Withheld
from site_app.reader.answers import html, public
from site_app.reader.views.documents import about
from site_app.reader.views.paging import page_asked, paged

# On a phone more would push the topics out of reach; the rest is one tap away.
NEWEST = 5


@public
def home(request: HttpRequest) -> HttpResponse:
    """Where a reader starts."""
    return html(
        request,
        "reader/home.html",
        {
            "articles": reading.cards(kind="article", length=NEWEST),
            "collections": reading.cards(kind="collection"),
            "topics": reading.topics(),
            "stages": reading.stages(),
        },
    )


@public
def articles(request: HttpRequest) -> HttpResponse:
    """All articles, newest first."""
    return html(
        request, "reader/articles.html", paged(reading.cards(kind="article", page=page_asked(request)))
    )


@public
def collections(request: HttpRequest) -> HttpResponse:
    """All collections."""
    return html(
        request, "reader/collections.html", paged(reading.cards(kind="collection", page=page_asked(request)))
    )


@public
def topics(request: HttpRequest) -> HttpResponse:
    """The subjects and the stages of the year."""
    return html(request, "reader/topics.html", {"topics": reading.topics(), "stages": reading.stages()})


@public
def stage(request: HttpRequest, *, slug: str) -> HttpResponse:
    """What is filed under one stage of the year. Raises NotPublished for a stage we do not have."""
    address = f"/stages/{slug}/"
    found = next((link for link in reading.stages() if link.address == address), None)
    if found is None:
        raise NotPublished
    context = paged(reading.cards(stage=slug, page=page_asked(request)))
    return html(request, "reader/stage.html", context | {"stage": found, "stages": reading.stages()})


@public
def saved(request: HttpRequest) -> HttpResponse:
    """Where a reader's own list is shown, which the device keeps and we never see."""
    return html(request, "reader/saved.html", {})


@public
def consults(request: HttpRequest) -> HttpResponse:
    """What can be booked, what it costs, and the free way first."""
    return html(request, "reader/consults.html", {"consults": reading.consults()})


@public
def people(request: HttpRequest) -> HttpResponse:
    """Those who write and vet."""
    return html(request, "reader/people.html", {"people": reading.people()})


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that a published sentence leans on."""
    return html(request, "reader/sources.html", paged(reading.sources(page_asked(request))))


@public
def source(request: HttpRequest, *, key: str) -> HttpResponse:
    """One source and every published sentence that leans on it."""
    return html(request, "reader/source_detail.html", {"source": reading.source(key)})


@public
def help_lines(request: HttpRequest) -> HttpResponse:
    """All help lines, and the page about them when one is published. The numbers show either way."""
    context = {"help_lines": reading.help_lines(), **_if_published("help")}
    return html(request, "reader/help.html", context)


@public
def how_we_vet(request: HttpRequest) -> HttpResponse:
    """What happens to a sentence before it is read here, with figures counted now."""
    context = {
        "figures": reading.how_we_vet(),
        "feedback": feedback.figures(),
        **_if_published("how-we-vet"),
    }
    return html(request, "reader/how_we_vet.html", context)


def _if_published(slug: str) -> dict[str, Any]:
    try:
        return about(reading.document("page", slug))
    except (NotPublished, Gone, Withheld):
        return {}
