"""How a fact about a service is written for readers: prices, numbers to call, addresses to book at."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import number_format
from django.utils.translation import pgettext

from site_app.accounts.errors import Refused
from site_app.consults.models import Consult

# Sign, and how many digits the smallest unit takes (ISO 4217). Dollars other than the US one say whose.
_MONEY = {
    "USD": ("$", 2),
    "GBP": ("£", 2),
    "EUR": ("€", 2),
    "CAD": ("CA$", 2),
    "AUD": ("A$", 2),
    "NZD": ("NZ$", 2),
    "INR": ("₹", 2),
    "JPY": ("¥", 0),
}
_NUMBER = re.compile(r"\+?[0-9][0-9 ().\-]*")
_NORTH_AMERICA = frozenset({"US", "CA"})


def price_words(consult: Consult) -> str:
    """A price as readers see it: '$90', '£45.50', 'CHF 90', or 'free'."""
    if consult.price_minor == 0:
        return pgettext("of a price", "free")
    sign, digits = _MONEY.get(consult.currency, (f"{consult.currency}\u00a0", 2))
    rest = consult.price_minor % 10**digits
    amount = Decimal(consult.price_minor) / 10**digits
    return sign + number_format(amount, decimal_pos=digits if rest else 0, force_grouping=True)


def tel(number: str, country: str = "") -> str:
    """The link that calls a number.

    '1-833-852-6262' in the US gives 'tel:+18338526262', '988' gives 'tel:988'. The form is RFC 3966's. A
    number without a country's prefix is left as it is dialled there, short codes included. Raises Refused
    for a number with letters in it.
    """
    return f"tel:{_dialled(number, country)}"


def sms(number: str, country: str = "") -> str:
    """The link that texts a number, as `tel` calls one. The form is RFC 5724's. Raises Refused as `tel`."""
    return f"sms:{_dialled(number, country)}"


def checked_number(number: str, field: str = "number") -> str:
    """A number to call, without spaces around it. Raises Refused for letters and for too many digits."""
    cleaned = number.strip()
    # E.164 allows fifteen digits.
    if not _NUMBER.fullmatch(cleaned) or sum(sign.isdigit() for sign in cleaned) > 15:
        raise Refused(
            f"'{cleaned}' is no number that a phone can dial.",
            "Write digits, such as 999 or +1 833 852 6262; turn letters into the digits on their keys.",
            field=field,
        )
    return cleaned


def checked_booking_address(address: str) -> str:
    """An address to book at: https:, mailto: or tel:. Raises Refused for any other."""
    cleaned = address.strip()
    scheme, _, rest = cleaned.partition(":")
    if cleaned.isprintable() and " " not in cleaned:
        if scheme == "https" and _names_a_site(cleaned):
            return cleaned
        if scheme == "mailto" and _is_mail(rest):
            return cleaned
        if scheme == "tel" and _NUMBER.fullmatch(rest):
            return cleaned
    raise Refused(
        "Nobody could book at this address.",
        "Write an address that begins with https:, mailto: or tel:, such as https://example.org/book.",
        field="booking_address",
    )


def _dialled(number: str, country: str) -> str:
    cleaned = checked_number(number)
    digits = re.sub(r"[^0-9]", "", cleaned)
    if cleaned.startswith("+") or (
        country.upper() in _NORTH_AMERICA and len(digits) == 11 and digits.startswith("1")
    ):
        return f"+{digits}"
    return digits


def _names_a_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and "@" not in parts.netloc and "." in (parts.hostname or "")
    except ValueError:
        return False


def _is_mail(address: str) -> bool:
    try:
        validate_email(address.partition("?")[0])
    except ValidationError:
        return False
    return True
