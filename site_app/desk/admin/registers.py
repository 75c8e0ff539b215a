"""The two shapes of a register: records nobody changes, and facts that are changed by a verb only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from site_app.accounts.models import User

_SECRET = frozenset({"password", "token_digest"})


class Register(admin.ModelAdmin[Any]):
    """Open to the whole team for reading; nothing is deleted; the verbs decide who may change."""

    may_add: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()
    actions = None
    show_full_result_count = False
    list_per_page = 50
    # An address typed without a scheme is taken for https.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.is_active

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._holds(request, self.may_add)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._holds(request, self.may_change)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Never a search by what is secret: it would give it away, letter by letter."""
        if _SECRET & set(lookup.split("__")):
            return False
        return super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; an address with a number or year that no database knows leads back to the whole list."""
        try:
            rows = super().get_changelist_instance(request)
        except (OverflowError, ValueError) as wrong:
            raise IncorrectLookupParameters(str(wrong)) from wrong
        rows.title = capfirst(str(self.opts.verbose_name_plural))
        return rows

    @staticmethod
    def _holds(request: HttpRequest, roles: Iterable[str]) -> bool:
        user = request.user
        return isinstance(user, User) and any(user.has_role(role) for role in roles)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: whatever is done to many rows at once is done by a verb that says so."""
        return {}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The journal's rows about this one: they tell everything that Django's own log would, and more."""
        subject = f"{self.opts.label_lower}:{unquote(object_id)}"
        return HttpResponseRedirect(
            reverse("admin:accounts_journalentry_changelist") + "?" + urlencode({"q": subject})
        )

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The journal holds what was done; Django's own log would tell it a second time."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """See `log_addition`."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """See `log_addition`."""


class ReadOnlyRegister(Register):
    """For rows that are records: revisions, rulings, editions, the journal. Superusers included."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class VerbRegister(Register):
    """For facts: `form` is a VerbForm; saving is the verb's business alone."""

    def get_form(
        self, request: HttpRequest, obj: Any | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Nothing to say: see `log_addition`."""
        return []

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The verb has saved it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Facts have no rows beside them."""
