"""What machines ask for: sitemap, robots, security.txt, manifest, health, pictures."""

import hashlib
import re
from datetime import UTC, datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from site_app.publication import reading
from site_app.publication.errors import NotPublished
from site_app.reader.answers import public
from site_app.reader.languages import site_direction, site_language
from site_app.reader.structured import SITE_NAME

_PICTURE = re.compile(r"([0-9a-f]{64})\.webp")
_SECURITY_MONTHS = 6
_YEAR = 365 * 24 * 60 * 60


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address that a search engine may list, with the day of its last change."""
    context = {"lines": reading.sitemap(), "site": settings.SITE_ADDRESS}
    return HttpResponse(render_to_string("reader/sitemap.xml", context), content_type="application/xml")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone."""
    text = render_to_string("reader/robots.txt", {"site": settings.SITE_ADDRESS})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in the site (RFC 9116). Raises NotPublished before the practice has a name.

    It holds from the first of a month for half a year: what is older may have been left behind.
    """
    practice = reading.frame().practice
    if practice is None:
        raise NotPublished
    today = timezone.now()
    year, month = divmod(today.year * 12 + today.month - 1 + _SECURITY_MONTHS, 12)
    context = {
        "contact": practice.contact_email,
        "expires": datetime(year, month + 1, 1, tzinfo=UTC).isoformat(),
        "site": settings.SITE_ADDRESS,
        "languages": site_language().partition("-")[0],
    }
    text = render_to_string("reader/security.txt", context)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the site on its first screen (https://www.w3.org/TR/appmanifest/)."""
    icon = {"type": "image/png", "purpose": "any"}
    told = {
        "id": "/",
        "name": SITE_NAME,
        "short_name": SITE_NAME,
        "description": gettext("The time after birth, with a source for every health statement."),
        "lang": site_language(),
        "dir": site_direction(),
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf6ee",
        "theme_color": "#1d5a50",
        "icons": [
            {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            *(
                {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}"} | icon
                for size in (192, 512)
            ),
            {"src": static("img/icon-maskable-512.png"), "sizes": "512x512"} | icon | {"purpose": "maskable"},
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """That the program runs; asks the database nothing."""
    return HttpResponse(
        "ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether readers may be sent here: 503, and what is amiss of guards, key and head of the chain."""
    broken = reading.ready()
    return JsonResponse(
        {"ready": not broken, "broken": broken},
        status=503 if broken else 200,
        headers={"Cache-Control": "no-store"},
    )


@public
def picture(request: HttpRequest, *, name: str) -> HttpResponseBase:
    """A picture whose file name is its SHA-256; bytes of another digest are not served."""
    found = _PICTURE.fullmatch(name)
    stored = f"pictures/{name}"
    if found is None or not default_storage.exists(stored):
        raise NotPublished
    with default_storage.open(stored) as stream:
        content = stream.read()
    if hashlib.sha256(content).hexdigest() != found[1]:
        raise NotPublished
    return HttpResponse(
        content,
        content_type="image/webp",
        headers={"Cache-Control": f"public, max-age={_YEAR}, immutable", "X-Content-Type-Options": "nosniff"},
    )
