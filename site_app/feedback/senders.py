"""How much one address may send a day, without keeping the address.

An address is kept as HMAC-SHA256 under a key that is drawn anew every day and mixed with the site's own
secret. Key and tallies of a day are deleted with the first sender of the next, so what is left by then is
not even a guess. Of an IPv6 address the network half counts: the other half is the sender's to choose.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from site_app.feedback.errors import TooMany
from site_app.feedback.models import DayKey, Tally


@dataclass(frozen=True, slots=True)
class Allowance:
    """So often a day may one address do this thing."""

    thing: str
    times: int


def demand_room(address: str, allowances: Iterable[Allowance]) -> None:
    """Raises TooMany when one of them is used up. Two reads and no write, however often it is asked."""
    key = DayKey.objects.filter(day=timezone.localdate()).first()
    if key is None:
        return
    limits = {_sender(key, address, allowance.thing): allowance.times for allowance in allowances}
    for sender, times in Tally.objects.filter(day=key, sender__in=limits).values_list("sender", "times"):
        if times >= limits[sender]:
            raise _too_many()


def count(address: str, allowances: Iterable[Allowance]) -> None:
    """Use one of each up. Call it inside the verb's transaction. Raises TooMany."""
    key = _key_of_today()
    for allowance in sorted(allowances, key=lambda one: one.thing):
        tally, _ = Tally.objects.get_or_create(day=key, sender=_sender(key, address, allowance.thing))
        room = Tally.objects.filter(pk=tally.pk, times__lt=allowance.times)
        if not room.update(times=F("times") + 1):
            raise _too_many()


def forget_other_days() -> int:
    """Delete keys and tallies of every day but this one; returns how many days that were."""
    old = DayKey.objects.exclude(day=timezone.localdate())
    count = old.count()
    old.delete()
    return count


def _key_of_today() -> DayKey:
    key, drawn = DayKey.objects.get_or_create(
        day=timezone.localdate(), defaults={"key": secrets.token_hex(32)}
    )
    if drawn:
        forget_other_days()
    return key


def _sender(key: DayKey, address: str, thing: str) -> str:
    mixed = hmac.digest(settings.SECRET_KEY.encode(), f"senders {key.key}".encode(), "sha256")
    return hmac.new(mixed, f"{_network(address)}\n{thing}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or parsed.exploded[:19])


def _too_many() -> TooMany:
    return TooMany("Too much has come from this address today.", "Please come back tomorrow.")
