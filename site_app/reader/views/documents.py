"""A published document, its old editions, and the evidence beneath it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from site_app.publication import reading
from site_app.publication.pages import DocumentPage
from site_app.reader.answers import html, public
from site_app.reader.downloads import FORMATS, written

# For machines that were sent here, not for lists of pages.
NOT_LISTED = {"X-Robots-Tag": "noindex"}


@public
def document(request: HttpRequest, *, kind: str, slug: str) -> HttpResponse:
    """The edition that stands now."""
    return _printed(request, reading.document(kind, slug))


@public
def edition(request: HttpRequest, *, kind: str, slug: str, number: int) -> HttpResponse:
    """One edition, old or new; an old one says so and is not indexed."""
    return _printed(request, reading.edition(kind, slug, number))


@public
def evidence(request: HttpRequest, *, kind: str, slug: str, number: int | None = None) -> HttpResponse:
    """Every sentence with its ruling and sources: the sealed bytes, as stored."""
    return HttpResponse(
        reading.evidence(kind, slug, number), content_type="application/json", headers=NOT_LISTED
    )


@public
def references(
    request: HttpRequest, *, kind: str, slug: str, form: str, number: int | None = None
) -> HttpResponse:
    """The sources of an edition, as BibTeX, RIS or CSL-JSON."""
    found = reading.references(kind, slug, number)
    name = f"{found.slug}-edition-{found.edition}.{form}"
    headers = NOT_LISTED | {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written(found, form), content_type=FORMATS[form].content_type, headers=headers)


def about(page: DocumentPage) -> dict[str, Any]:
    """What a template needs beside a document that it prints."""
    return {
        "page": page,
        "evidence_address": f"{page.current_address}editions/{page.edition}/evidence.json",
        "references_address": f"{page.current_address}editions/{page.edition}/references",
    }


def _printed(request: HttpRequest, page: DocumentPage) -> HttpResponse:
    context = {"canonical": f"{settings.SITE_ADDRESS}{page.current_address}", **about(page)}
    return html(request, f"reader/{page.kind}_detail.html", context)
