"""What vetters decided: records, all of them."""

from typing import Any

from django.contrib import admin

from site_app.desk.admin.registers import ReadOnlyRegister
from site_app.desk.site import desk
from site_app.vetting.models import (
    Approval,
    CitationRuling,
    Comment,
    Quotation,
    RaisedLabel,
    Review,
    Ruling,
    Scope,
    Suggestion,
    Tie,
)


@admin.register(Review, site=desk)
class ReviewRegister(ReadOnlyRegister):
    list_display = ("revision", "vetter", "kind", "outcome", "claimed_at", "decided_at")
    list_filter = ("outcome", "kind")
    list_select_related = ("revision__document", "vetter")


class CitationRulingInline(admin.TabularInline[Any, Any]):
    model = CitationRuling
    template = "desk/_rows_below.html"
    extra = 0
    can_delete = False

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return bool(request.user.is_active)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Ruling, site=desk)
class RulingRegister(ReadOnlyRegister):
    list_display = ("statement", "decision", "reason", "vetter", "overrule", "at")
    list_filter = ("decision", "reason", "overrule")
    list_select_related = ("statement", "vetter")
    inlines = (CitationRulingInline,)


@admin.register(Approval, site=desk)
class ApprovalRegister(ReadOnlyRegister):
    list_display = ("revision", "vetter", "clinician", "at")
    list_select_related = ("revision__document", "vetter")


@admin.register(RaisedLabel, site=desk)
class RaisedLabelRegister(ReadOnlyRegister):
    list_display = ("statement", "label", "by", "at")
    list_select_related = ("statement", "by")


@admin.register(Suggestion, site=desk)
class SuggestionRegister(ReadOnlyRegister):
    list_display = ("document", "text", "vetter", "at", "taken_in", "declined_at")
    list_select_related = ("document", "vetter", "taken_in__document")


@admin.register(Comment, site=desk)
class CommentRegister(ReadOnlyRegister):
    list_display = ("document", "text", "by", "asked", "at", "resolved_by", "resolved_at")
    list_select_related = ("document", "by", "asked", "resolved_by")


@admin.register(Quotation, site=desk)
class QuotationRegister(ReadOnlyRegister):
    list_display = ("source", "locator", "text", "by", "at")
    list_select_related = ("source", "by")


@admin.register(Scope, site=desk)
class ScopeRegister(ReadOnlyRegister):
    list_display = ("vetter", "topic", "set_by", "since", "ended_at")
    list_select_related = ("vetter", "topic", "set_by")


@admin.register(Tie, site=desk)
class TieRegister(ReadOnlyRegister):
    list_display = ("vetter", "what", "topic", "word", "at", "ended_at")
    list_select_related = ("vetter", "topic")
