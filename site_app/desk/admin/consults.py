"""Services and help lines: facts, changed by the owner through verbs."""

from typing import Any

from django import forms
from django.contrib import admin

from site_app.accounts.models import Role, User
from site_app.consults import services
from site_app.consults.models import Consult, HelpLine
from site_app.desk.admin.registers import VerbRegister
from site_app.desk.forms.verb import VerbForm, form_field
from site_app.desk.site import desk


class LanguagesForm(VerbForm):
    languages = forms.CharField(
        help_text="Language codes, separated by spaces, such as: en es", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = " ".join(self.instance.languages or ())

    def clean_languages(self) -> list[str]:
        return sorted(set(self.cleaned_data["languages"].split()))


class ConsultForm(LanguagesForm):
    class Meta:
        model = Consult
        formfield_callback = form_field
        fields = (
            "slug", "name", "price_minor", "currency", "minutes", "booking_address", "practitioner",
            "languages", "active",
        )  # fmt: skip

    def act(self, actor: User, row: Consult | None) -> Consult:
        return services.save_consult(actor=actor, consult=row, **self.cleaned_data)


@admin.register(Consult, site=desk)
class ConsultRegister(VerbRegister):
    form = ConsultForm
    may_add = may_change = (Role.OWNER,)
    list_display = ("name", "slug", "price_minor", "currency", "minutes", "active")
    change_form_template = "desk/service_form.html"


class HelpLineForm(LanguagesForm):
    last_tested_on = forms.DateField(
        required=False,
        help_text="The day on which one of us rang it, or looked an emergency number up at its official page."
        " Empty: nobody here has yet.",
    )

    class Meta:
        model = HelpLine
        formfield_callback = form_field
        fields = (
            "slug", "name", "number", "text_number", "country", "serves", "hours", "languages",
            "last_tested_on", "source_address", "active",
        )  # fmt: skip

    def act(self, actor: User, row: HelpLine | None) -> HelpLine:
        return services.save_help_line(actor=actor, help_line=row, **self.cleaned_data)


@admin.register(HelpLine, site=desk)
class HelpLineRegister(VerbRegister):
    form = HelpLineForm
    may_add = may_change = (Role.OWNER,)
    list_display = ("name", "number", "country", "serves", "last_tested_on", "active")
    change_form_template = "desk/service_form.html"
    list_filter = ("country", "serves")
