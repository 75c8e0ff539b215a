"""House rules: try one on what stands, then add it; see what the end of one would change, then end it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import Role
from site_app.accounts.rights import holds
from site_app.desk.answers import blame, person, sent, typed, went_through
from site_app.desk.forms.house_rule import EndingForm, HouseRuleForm
from site_app.desk.views.form_page import form_page
from site_app.documents import house
from site_app.documents.models import HouseRule
from site_app.publication.rechecks import recheck_editions
from site_app.publication.trials import try_rules
from site_app.statements.house import HouseRules

# So many sentences are shown; of the rest the page tells the number.
SHOWN = 60


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Try the words first; what was tried, and has not changed since, can be added."""
    form = HouseRuleForm(sent(request))
    tried: dict[str, Any] = {}
    if form.is_valid():
        try:
            rule = house.as_engine_reads(house.proposed(**form.values))
            mark = f"{house.rules_version()} {form.cleaned_data['effect']} {rule.text}"
            if "add" in request.POST and typed(request, "tried") == mark:
                row = house.add_house_rule(actor=person(request), **form.values)
                return _read_again(request, f"From now on texts are read by {row}.")
            now = house.present()
            tried = _tried(now, replace(now, rules=(*now.rules, rule))) | {"mark": mark}
        except GroundwellError as refused:
            blame(form, refused)
    may_add = holds(person(request), Role.VETTER, Role.OVERRULE)
    return form_page(
        request, form, title="Try a house rule", template="desk/house_rule.html", may_add=may_add, **tried
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, rule_id: int) -> HttpResponse:
    """What the end of a rule would change stands above the button."""
    row = get_object_or_404(HouseRule.objects.select_related("added_by", "ended_by"), pk=rule_id)
    form = EndingForm(sent(request))
    if form.is_valid() and went_through(
        form,
        lambda: house.end_house_rule(actor=person(request), rule=row, because=form.cleaned_data["because"]),
    ):
        return _read_again(request, f"Ended: {row}. It stays on record.")
    now = house.present()
    without = replace(now, rules=tuple(rule for rule in now.rules if rule.number != row.pk))
    tried = {} if row.ended_at else _tried(now, without)
    return form_page(
        request, form, title=f"End {row}", template="desk/end_house_rule.html", rule=row, **tried
    )


def _tried(before: HouseRules, after: HouseRules) -> dict[str, Any]:
    trial = try_rules(before, after)
    return {"trial": trial, "shown": trial.changes[:SHOWN], "unshown": len(trial.changes[SHOWN:])}


def _read_again(request: HttpRequest, done: str) -> HttpResponse:
    """Say what was done, and let what readers have be read again at once."""
    opened = recheck_editions(actor=person(request))
    if opened:
        count = "One live text is" if len(opened) == 1 else f"{len(opened)} live texts are"
        messages.warning(request, f"{done} {count} judged otherwise now: see 'To look at again' on the desk.")
    else:
        messages.success(request, f"{done} Every live text was read again; nothing new is to be looked at.")
    return HttpResponseRedirect(reverse("admin:documents_houserule_changelist"))
