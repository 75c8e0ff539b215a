"""A page of the desk that is a form: opened, or come back with what is wrong and all that was typed."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse

from site_app.desk.site import desk


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, template: str = "desk/form.html", **more: Any
) -> TemplateResponse:
    """422 while something stands in the way of the form, else 200. `more` is for the template."""
    context = {**desk.each_context(request), "title": title, "form": form, **more}
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)
