"""The verbs of services and help lines, all for owners: a wrong number costs more than a wrong word."""

import re
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from site_app.accounts import fields, journal
from site_app.accounts.errors import AlreadyThere, Refused
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.consults import facts
from site_app.consults.models import Consult, HelpLine

_CURRENCY = re.compile(r"[A-Z]{3}")


@transaction.atomic
def save_consult(
    *,
    actor: User | None,
    slug: str,
    name: str,
    price_minor: int,
    currency: str,
    minutes: int,
    booking_address: str,
    practitioner: User | None = None,
    languages: Iterable[str] = (),
    active: bool = True,
    consult: Consult | None = None,
) -> Consult:
    """Add a bookable service, or change the facts of `consult`; its slug never changes, since texts name it.

    `price_minor` counts cents or pence. Raises NotAllowed, AlreadyThere, Refused.
    """
    demand(actor, Role.OWNER, to="change what can be booked")
    _check_slug(slug, consult, taken=Consult.objects.filter(slug=slug).exists())
    if price_minor < 0:
        raise Refused(
            "A price cannot be less than nothing.", "Write 0 for what is free.", field="price_minor"
        )
    if not _CURRENCY.fullmatch(currency.strip().upper()):
        raise Refused("This is no currency.", "Write three letters, such as USD or GBP.", field="currency")
    if minutes <= 0:
        raise Refused("A consult takes some time.", "Write its length in minutes.", field="minutes")
    if practitioner is not None and not practitioner.is_active:
        raise Refused(
            "This person's account is closed.", "Choose somebody who is here.", field="practitioner"
        )
    row = consult or Consult(slug=slug)
    row.name, row.price_minor, row.currency = " ".join(name.split()), price_minor, currency.strip().upper()
    row.minutes, row.practitioner, row.active = minutes, practitioner, active
    row.booking_address = facts.checked_booking_address(booking_address)
    row.languages = fields.languages(languages)
    fields.whole(row)
    row.save()
    journal.log(
        actor=actor, verb="save_consult", subject=row,
        detail={"slug": slug, "price_minor": price_minor, "currency": row.currency, "active": active},
    )  # fmt: skip
    return row


@transaction.atomic
def save_help_line(
    *,
    actor: User | None,
    slug: str,
    name: str,
    number: str,
    country: str,
    serves: str,
    hours: str,
    last_tested_on: date | None = None,
    text_number: str = "",
    languages: Iterable[str] = (),
    source_address: str = "",
    active: bool = True,
    help_line: HelpLine | None = None,
) -> HelpLine:
    """Add a number to call, or change the facts of `help_line`. `serves`: emergency, crisis or clinician.
    `last_tested_on`: when one of us rang it, or looked an emergency number up; None says that nobody has yet,
    and readers are told so.

    Raises NotAllowed, AlreadyThere, Refused.
    """
    demand(actor, Role.OWNER, to="change help lines")
    _check_slug(slug, help_line, taken=HelpLine.objects.filter(slug=slug).exists())
    if last_tested_on is not None:
        _check_tested(last_tested_on)
    row = help_line or HelpLine(slug=slug)
    row.name, row.hours, row.serves = " ".join(name.split()), " ".join(hours.split()), serves
    row.number = facts.checked_number(number)
    row.text_number = facts.checked_number(text_number, "text_number") if text_number.strip() else ""
    row.country, row.languages = fields.country(country), fields.languages(languages)
    row.last_tested_on, row.source_address, row.active = last_tested_on, source_address.strip(), active
    # Lines are called as their owners call them: 'support, not a crisis line' reads as a claim.
    fields.whole(row, unjudged=("name",))
    row.save()
    journal.log(
        actor=actor, verb="save_help_line", subject=row,
        detail={"slug": slug, "number": row.number, "last_tested_on": last_tested_on, "active": active},
    )  # fmt: skip
    return row


@transaction.atomic
def mark_tested(*, actor: User | None, help_line: HelpLine, on: date | None = None) -> HelpLine:
    """Write down that somebody called the number and it answered, or looked an emergency number up; today
    unless `on` says otherwise.

    Raises NotAllowed, Refused (a day to come, or before the last test).
    """
    demand(actor, Role.OWNER, to="mark a help line as tested")
    day = on or timezone.localdate()
    _check_tested(day)
    if help_line.last_tested_on is not None and day < help_line.last_tested_on:
        raise Refused("It was tested later than that.", "Nothing needs to be done.", field="last_tested_on")
    help_line.last_tested_on = day
    help_line.save(update_fields=["last_tested_on"])
    journal.log(actor=actor, verb="mark_tested", subject=help_line, detail={"on": day})
    return help_line


@transaction.atomic
def retire(*, actor: User | None, row: Consult | HelpLine) -> None:
    """Stop showing a service or a help line to readers; saving it as active brings it back.

    Raises NotAllowed, Refused (retired already).
    """
    demand(actor, Role.OWNER, to="retire services and help lines")
    if not row.active:
        raise Refused("It is retired already.", "Nothing needs to be done.")
    row.active = False
    row.save(update_fields=["active"])
    journal.log(actor=actor, verb="retire", subject=row)


def _check_slug(slug: str, row: Consult | HelpLine | None, *, taken: bool) -> None:
    if row is not None and row.slug != slug:
        raise Refused(
            f"The address is '{row.slug}' and stays so, because published texts name it.",
            "Retire this one and add another, if it is another service.",
            field="slug",
        )
    fields.slug(slug)
    if row is None and taken:
        raise AlreadyThere(f"'{slug}' is there already.", "Change that one, or choose another address.")


def _check_tested(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(
            "A number cannot have been tested on a day to come.", "Look at the date.", field="last_tested_on"
        )
