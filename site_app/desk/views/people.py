"""Who comes in: invitations, resets, roles, erasure."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from site_app.accounts import services
from site_app.accounts.errors import GroundwellError, Refused
from site_app.accounts.models import Credential, Invitation, Role, User
from site_app.desk.answers import acted, person, sent, typed, went_through
from site_app.desk.site import desk
from site_app.desk.views.form_page import form_page
from site_app.publication import services as publication
from site_app.topics.models import Topic
from site_app.vetting.models import Scope, Tie

# The address is a secret: nobody else is told it. `no-referrer` would keep it from us, too, and with it the
# origin of the form (https://fetch.spec.whatwg.org/#append-a-request-origin-header), which is then refused.
_TO_OURSELVES = "same-origin"


class InviteForm(forms.Form):
    email = forms.EmailField(label="e-mail")
    display_name = forms.CharField(max_length=120)
    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="They can be changed later. Nobody vets a text that they wrote on.",
    )


class AcceptForm(forms.Form):
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
        strip=False,
    )
    again = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label="the same again",
        strip=False,
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise ValidationError("The two are not the same. Type the password twice.")
        return again


class ForgottenForm(forms.Form):
    email = forms.EmailField(label="e-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"}))


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(sent(request))
    if form.is_valid() and went_through(
        form, lambda: services.invite(actor=person(request), **form.cleaned_data)
    ):
        messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
        return HttpResponseRedirect(reverse("admin:invite"))
    return form_page(
        request, form, title="Invite somebody", template="desk/invite.html",
        open_invitations=Invitation.objects.open() if person(request).has_role(Role.OWNER) else (),
    )  # fmt: skip


@require_POST
def withdraw_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    return acted(
        request,
        lambda: services.withdraw_invitation(actor=person(request), invitation=invitation),
        "The link does not work any more.",
        reverse("admin:invite"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail: no sign-in yet; the token is the proof."""
    form = AcceptForm(sent(request))
    username = refusal = ""
    try:
        username = services.invitation_behind(token).email
    except GroundwellError as refused:
        refusal = str(refused)
    if (
        username
        and form.is_valid()
        and went_through(
            form, lambda: services.accept_invitation(token=token, password=form.cleaned_data["password"])
        )
    ):
        messages.success(request, "Your password is set. Sign in with it.")
        return HttpResponseRedirect(reverse("admin:login"))
    response = form_page(
        request, form, title="Welcome: choose a password", username=username, refusal=refusal
    )
    response["Referrer-Policy"] = _TO_OURSELVES
    return response


@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a new way in. The answer is the same whether or not the address is known."""
    form = ForgottenForm(sent(request))
    done = form.is_valid()
    if done:
        services.ask_for_reset(email=form.cleaned_data["email"])
    return form_page(request, form, title="A new password", done=done)


@never_cache
@require_http_methods(["GET", "POST"])
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail to a new e-mail address: one press confirms it."""
    form = forms.Form(sent(request))
    done = form.is_valid() and went_through(form, lambda: services.confirm_email(token=token))
    response = form_page(request, form, title="Your new address", template="desk/new_address.html", done=done)
    response["Referrer-Policy"] = _TO_OURSELVES
    return response


@require_GET
def one(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    held = user.roles()
    viewer = person(request)
    scope = set(Scope.objects.standing().filter(vetter=user).values_list("topic_id", flat=True))
    context = {
        **desk.each_context(request),
        "title": user.display_name,
        "subject": user,
        "roles": [(role, role in held) for role in Role],
        "credentials": user.credentials.select_related("checked_by"),
        "is_vetter": user.has_role(Role.VETTER),
        "topics": [(topic, topic.pk in scope) for topic in Topic.objects.all()],
        "scoped": bool(scope),
        "ties": Tie.objects.filter(vetter=user).select_related("topic"),
        "is_owner": viewer.has_role(Role.OWNER),
        "is_self": viewer.pk == user.pk,
    }
    return TemplateResponse(request, "desk/person.html", context)


@require_POST
def act_on(request: HttpRequest, user_id: int, verb: str) -> HttpResponse:
    """Roles, a reset by mail, a new own address, closing, reopening, erasing. The verbs decide who may."""
    user = get_object_or_404(User, pk=user_id)
    actor, role = person(request), typed(request, "role")

    def erase() -> None:
        if "sure" not in request.POST:
            raise Refused("Erasing cannot be undone.", "Tick the box if you are sure.")
        publication.erase_everywhere(actor=actor, user=user)

    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "grant": (lambda: services.grant_role(actor=actor, user=user, role=role), "The role is given."),
        "end": (lambda: services.end_role(actor=actor, user=user, role=role), "The role is ended."),
        "reset": (
            lambda: services.reset_access(actor=actor, user=user),
            "A link went to the person's own mail.",
        ),
        "address": (
            lambda: services.change_own_email(actor=actor, email=typed(request, "email")),
            "A link went to the new address. It is yours once you have followed it.",
        ),
        "close": (lambda: services.close_account(actor=actor, user=user), "The account is closed."),
        "reopen": (lambda: services.reopen_account(actor=actor, user=user), "The account is open again."),
        "erase": (erase, "Name and credentials are removed."),
    }
    if verb not in verbs:
        raise Http404("There is no such thing to do with a person.")
    call, done = verbs[verb]
    return acted(request, call, done, reverse("admin:person", args=[user_id]))


@require_POST
def check_credential(request: HttpRequest, credential_id: int) -> HttpResponse:
    """An owner has compared a qualification with the issuing body's register."""
    credential = get_object_or_404(Credential, pk=credential_id)
    return acted(
        request,
        lambda: services.check_credential(actor=person(request), credential=credential),
        "The qualification counts from now on.",
        reverse("admin:person", args=[credential.user_id]),
    )


@require_POST
def remove_credential(request: HttpRequest, credential_id: int) -> HttpResponse:
    credential = get_object_or_404(Credential, pk=credential_id)
    return acted(
        request,
        lambda: services.remove_credential(actor=person(request), credential=credential),
        "The qualification is taken away. What was signed with it stays as signed.",
        reverse("admin:person", args=[credential.user_id]),
    )
