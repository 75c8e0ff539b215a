"""The owner's page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from site_app.accounts.models import Role
from site_app.desk.answers import person
from site_app.desk.figures.overview import overview
from site_app.desk.site import desk


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """What does not hold, what is due, how it goes. Owners only."""
    if not person(request).has_role(Role.OWNER):
        raise PermissionDenied
    context = {**desk.each_context(request), "title": "The house at a glance", "overview": overview()}
    return TemplateResponse(request, "desk/figures.html", context)
