"""People, credentials, invitations, the practice, and the journal."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from site_app.accounts import services
from site_app.accounts.models import (
    Credential,
    Invitation,
    JournalEntry,
    Practice,
    Role,
    RoleGrant,
    User,
)
from site_app.desk.admin.registers import ReadOnlyRegister, VerbRegister
from site_app.desk.forms.verb import VerbForm
from site_app.desk.site import desk


class PracticeForm(VerbForm):
    class Meta:
        model = Practice
        fields = (
            "name", "legal_owner", "address", "contact_email", "contact_phone", "home_country",
            "quality_person", "funding", "deputy",
        )  # fmt: skip

    def act(self, actor: User, row: Practice | None) -> Practice:
        return services.set_practice(actor=actor, **self.cleaned_data)


@admin.register(Practice, site=desk)
class PracticeRegister(VerbRegister):
    form = PracticeForm
    may_change = (Role.OWNER,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._holds(request, (Role.OWNER,)) and not Practice.objects.exists()


class ProfileForm(VerbForm):
    """What a person says of themself; also the owner may correct it, and the journal says who did."""

    languages = forms.CharField(
        help_text="Language codes, separated by spaces, such as: en cy", required=False
    )

    class Meta:
        model = User
        fields = ("display_name", "affiliation", "declared_ties", "languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = " ".join(self.instance.languages or ())

    def clean_languages(self) -> list[str]:
        return sorted(set(self.cleaned_data["languages"].split()))

    def act(self, actor: User, row: User | None) -> User:
        if row is None:
            raise TypeError("People come by invitation.")
        return services.update_profile(actor=actor, user=row, **self.cleaned_data)


class RoleGrantInline(admin.TabularInline[Any, Any]):
    model = RoleGrant
    fk_name = "user"
    fields = readonly_fields = ("role", "granted_by", "granted_at", "ended_at")
    extra = 0
    can_delete = False
    verbose_name_plural = "roles, now and before"
    template = "desk/_rows_below.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User, site=desk)
class PersonRegister(VerbRegister):
    """People come by invitation only; nobody sets another's address or password here."""

    form = ProfileForm
    list_display = ("display_name", "email", "roles_now", "is_active", "demonstration")
    search_fields = ("display_name", "email")
    readonly_fields = ("email", "roles_now", "joined_at", "what_you_can_do")
    inlines = (RoleGrantInline,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._holds(request, (Role.OWNER,)) or (obj is not None and obj.pk == request.user.pk)

    @admin.display(description="roles now")
    def roles_now(self, user: User) -> str:
        return ", ".join(sorted(Role(role).label for role in user.roles())) or "none"

    @admin.display(description="roles, mail and erasure")
    def what_you_can_do(self, user: User) -> str:
        return format_html(
            '<a href="{}">Open what can be done here</a>', reverse("admin:person", args=[user.pk])
        )


class CredentialForm(VerbForm):
    class Meta:
        model = Credential
        fields = ("user", "title", "body", "registration", "clinician", "issued_on", "expires_on")

    def act(self, actor: User, row: Credential | None) -> Credential:
        return services.save_credential(actor=actor, credential=row, **self.cleaned_data)


@admin.register(Credential, site=desk)
class CredentialRegister(VerbRegister):
    form = CredentialForm
    list_display = ("user", "title", "body", "clinician", "expires_on")
    list_select_related = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Everybody may write down their own; the verb refuses another's, an owner checks it."""
        return isinstance(request.user, User)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._holds(request, (Role.OWNER,)) or (obj is not None and obj.user_id == request.user.pk)


@admin.register(Invitation, site=desk)
class InvitationRegister(ReadOnlyRegister):
    list_display = ("email", "display_name", "invited_at", "expires_at", "accepted_at")
    exclude = ("token_digest",)


@admin.register(JournalEntry, site=desk)
class JournalRegister(ReadOnlyRegister):
    list_display = ("number", "at", "actor", "verb", "subject")
    list_select_related = ("actor",)
    list_filter = ("verb",)
    search_fields = ("verb", "subject")
    date_hierarchy = "at"
