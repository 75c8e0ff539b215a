"""Publishing, withdrawing, redacting, and looking whether the seals hold."""

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from site_app.accounts.models import Role
from site_app.accounts.rights import holds
from site_app.desk.answers import acted, person, sent, typed, went_through
from site_app.desk.forms.document import in_a_year
from site_app.desk.paths import path_of
from site_app.desk.site import desk
from site_app.desk.views.form_page import form_page
from site_app.documents.models import Document, Revision
from site_app.publication import services, verify
from site_app.publication.addresses import address_of
from site_app.publication.models import Edition, Live, Part, Withdrawal
from site_app.vetting import services as vetting


class WithdrawForm(forms.Form):
    because = forms.ChoiceField(choices=[("", "Choose a reason"), *Withdrawal.Because.choices])
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Desk only.")


class ReviewForm(forms.Form):
    next_review_on = forms.DateField(
        label="next review after this one",
        initial=in_a_year,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class RedactForm(forms.Form):
    legal_reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))


@require_POST
def publish(request: HttpRequest, revision_id: int) -> HttpResponse:
    revision = get_object_or_404(Revision, pk=revision_id)
    return acted(
        request,
        lambda: services.publish(actor=person(request), revision=revision),
        "Published and sealed.",
        reverse("admin:document", args=[revision.document_id]),
    )


@require_GET
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One document's path: revisions, reviews, editions, and what can be done next."""
    row = get_object_or_404(Document, pk=document_id)
    user = person(request)
    live = Live.objects.filter(document=row).first()
    context = {
        **desk.each_context(request),
        "title": Revision.objects.newest_of(row).title,
        "document": row,
        "lines": path_of(row),
        "editions": _editions(row),
        "is_owner": user.has_role(Role.OWNER),
        "may_write": holds(user, Role.WRITER, Role.VETTER, Role.OWNER),
        "may_publish": user.has_role(Role.PUBLISHER),
        "may_withdraw": holds(user, Role.VETTER, Role.OWNER),
        "live": live,
        "public_address": address_of(live.kind, live.slug) if live else "",
        "review_form": ReviewForm(),
        "withdraw_form": WithdrawForm(),
        "withdrawals": Withdrawal.objects.filter(document=row).select_related("by"),
    }
    return TemplateResponse(request, "desk/document.html", context)


def _editions(row: Document) -> list[tuple[Edition, list[Part]]]:
    """Newest first, each with its parts and without their bytes."""
    parts = Part.objects.defer("content").order_by("pk")
    editions = Edition.objects.filter(document=row).select_related("published_by").order_by("-number")
    return [
        (edition, list(edition.parts.all()))
        for edition in editions.prefetch_related(Prefetch("parts", parts))
    ]


@require_POST
def ask_for_review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The same text to vetting again: for a periodic review, or after a source has changed."""
    row = get_object_or_404(Document, pk=document_id)
    form = ReviewForm(request.POST)
    to = reverse("admin:document", args=[document_id])
    if not form.is_valid():
        messages.error(request, "The next review needs a date, at most three years out.")
        return HttpResponseRedirect(to)
    return acted(
        request,
        lambda: vetting.hand_in_again(actor=person(request), document=row, **form.cleaned_data),
        "The same text waits for a vetter now. Readers keep the live edition meanwhile.",
        to,
    )


@require_POST
def withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    row = get_object_or_404(Document, pk=document_id)
    return acted(
        request,
        lambda: services.withdraw(
            actor=person(request),
            document=row,
            because=typed(request, "because"),
            note=typed(request, "note"),
        ),
        "Withdrawn. Readers get the notice with the free way to help.",
        reverse("admin:document", args=[document_id]),
        said=typed(request, "note"),
    )


@require_http_methods(["GET", "POST"])
def redact(request: HttpRequest, part_id: int) -> HttpResponse:
    """Remove the bytes of one part for a legal reason; asks once more before it does."""
    part = get_object_or_404(Part.objects.select_related("edition"), pk=part_id)
    form = RedactForm(sent(request))
    if form.is_valid() and went_through(
        form,
        lambda: services.redact(
            actor=person(request),
            edition=part.edition,
            part=part.name,
            legal_reason=form.cleaned_data["legal_reason"],
        ),
    ):
        messages.success(request, "The bytes are gone; their digest stays, and the page says so.")
        return HttpResponseRedirect(reverse("admin:document", args=[part.edition.document_id]))
    return form_page(
        request,
        form,
        title=f"Remove a part for a legal reason: {part}",
        intro=f"The bytes of '{part.name}' leave this edition and the database for good, and readers read"
        " that a part was removed. Its digest and the seal stay. The reason goes on record.",
        go_on="Remove it for good",
    )


@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Recompute everything now, as `manage.py verify_editions` does."""
    context = {**desk.each_context(request), "title": "Do the seals hold?", "breaks": verify.broken()}
    return TemplateResponse(request, "desk/seals.html", context)
