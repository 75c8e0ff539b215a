"""How a desk view runs one verb and answers."""

import re
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import User

Outcome = TypeVar("Outcome")

# A blocked document of four hundred sentences has as many reasons.
_MESSAGE = 1200


def person(request: HttpRequest) -> User:
    """The signed-in member of the team; only called behind `admin_view`, which has checked."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("A desk view was reached without signing in.")
    return user


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: whatever was posted, be it nothing at all; None for a page that is opened."""
    return request.POST if request.method == "POST" else None


def typed(request: HttpRequest, name: str) -> str:
    """What stands in a field without a form of its own, less the one character PostgreSQL cannot keep."""
    return request.POST.get(name, "").replace("\x00", "")


def numbers(request: HttpRequest, name: str) -> list[int]:
    """The rows' numbers that a form sends under a name; whatever cannot be one is left out."""
    return [int(value) for value in request.POST.getlist(name) if re.fullmatch(r"[0-9]{1,18}", value)]


def number(request: HttpRequest, name: str) -> int | None:
    """The one number among them, the last that was sent; None when there is none."""
    return next(reversed(numbers(request, name)), None)


def blame(form: BaseForm, refused: GroundwellError) -> None:
    """Put a verb's refusal into the form: at the field it names, or at the head."""
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))


def went_through(form: BaseForm, verb: Callable[[], object]) -> bool:
    """Run one verb with what stands in a form; after a refusal the form says it, and keeps what was typed."""
    try:
        verb()
    except GroundwellError as refused:
        blame(form, refused)
        return False
    return True


def shortened(said: str) -> str:
    """A refusal short enough to be read in a message; the pages list all of it."""
    if len(said) <= _MESSAGE:
        return said
    return f"{said[:_MESSAGE].rsplit('. ', 1)[0]}. And more: the vetting page lists everything."


def acted(
    request: HttpRequest,
    verb: Callable[[], Outcome],
    done: str | Callable[[Outcome], str],
    to: str,
    *,
    said: str = "",
) -> HttpResponseRedirect:
    """Run one verb and go on to the address `to`, saying what was done or why it was refused.

    `done` says it outright, or of what the verb returns. `said` is what the person typed: after a refusal it
    is shown, so that it can be sent again.
    """
    try:
        outcome = verb()
    except GroundwellError as refused:
        messages.error(request, shortened(str(refused)))
        if said.strip():
            messages.info(request, f"You had typed: {said}")
    else:
        messages.success(request, done if isinstance(done, str) else done(outcome))
    return HttpResponseRedirect(to)
