"""Documents and what is kept of them. Writing happens in the editor, not in a form of the register."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from site_app.accounts.models import Role
from site_app.desk.admin.registers import ReadOnlyRegister, Register
from site_app.desk.site import desk
from site_app.documents import house
from site_app.documents.models import (
    Contributor,
    Document,
    HouseRule,
    Picture,
    Revision,
    Statement,
    Submission,
)


@admin.register(Document, site=desk)
class DocumentRegister(Register):
    """The list; a click leads to the document's own page, 'add' to the editor."""

    list_display = ("title", "kind", "slug", "write_link", "created_by", "created_at")
    list_filter = ("kind",)
    search_fields = ("slug", "revisions__title")
    list_select_related = ("created_by",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        revisions = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
        found: QuerySet[Document] = super().get_queryset(request)
        return found.annotate(newest_title=Subquery(revisions.values("title")[:1]))

    @admin.display(ordering="newest_title")
    def title(self, document: Document) -> str:
        # No field of the model's: the query above adds it.
        return str(vars(document)["newest_title"])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._holds(request, (Role.WRITER, Role.OWNER, Role.VETTER))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:new_document"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not (object_id.isascii() and object_id.isdigit()):
            raise Http404("There is no such document.")
        return HttpResponseRedirect(reverse("admin:document", args=[object_id]))

    @admin.display(description="Editor")
    def write_link(self, document: Document) -> str:
        return format_html('<a href="{}">Write</a>', reverse("admin:write", args=[document.pk]))


@admin.register(Revision, site=desk)
class RevisionRegister(ReadOnlyRegister):
    list_display = ("document", "number", "title", "author", "at")
    list_select_related = ("document", "author")
    search_fields = ("title", "document__slug")


@admin.register(Contributor, site=desk)
class ContributorRegister(ReadOnlyRegister):
    list_display = ("revision", "user", "how", "at")
    list_select_related = ("revision__document", "user")


@admin.register(Submission, site=desk)
class SubmissionRegister(ReadOnlyRegister):
    list_display = ("revision", "by", "at", "engine_version")
    list_select_related = ("revision__document", "by")


@admin.register(Statement, site=desk)
class StatementRegister(ReadOnlyRegister):
    list_display = ("revision", "n", "label", "text")
    list_select_related = ("revision__document",)
    list_filter = ("label",)
    search_fields = ("text",)


@admin.register(Picture, site=desk)
class PictureRegister(ReadOnlyRegister):
    list_display = ("alt", "licence", "credit", "uploaded_by", "uploaded_at")
    list_select_related = ("uploaded_by",)


@admin.register(HouseRule, site=desk)
class HouseRuleRegister(ReadOnlyRegister):
    """The list and each rule on record; trying, adding and ending have pages of their own."""

    list_display = ("phrase", "effect", "reason", "added_by", "added_at", "ended_at")
    list_select_related = ("added_by",)
    search_fields = ("phrase", "reason")
    readonly_fields = ("how_to_end_it",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {**(extra_context or {}), "rules_version": house.rules_version()}
        )

    @admin.display(ordering="lowers")
    def effect(self, rule: HouseRule) -> str:
        return f"{'exception' if rule.lowers else 'stricter'}: {rule.label}"

    @admin.display(description="what can be done")
    def how_to_end_it(self, rule: HouseRule) -> str:
        if rule.ended_at is not None:
            return "It has ended."
        return format_html(
            '<a href="{}">See what its end would change</a>', reverse("admin:end_house_rule", args=[rule.pk])
        )
