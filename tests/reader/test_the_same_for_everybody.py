"""What readers are served follows from address, day and database alone: so a page may be kept for others."""

from datetime import UTC, datetime, time

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from site_app.publication import kept
from site_app.reader.audit.addresses import all_examples, published


def pages_for(asker: Client) -> dict[str, bytes]:
    """Every page of the site, made anew for this asker."""
    addresses = [one.address for one in all_examples(published()) if one.status == 200 and not one.form]
    pages = {}
    for address in addresses:
        kept.forget()
        answer = asker.get(address)
        if isinstance(answer, HttpResponse):
            pages[address] = answer.content
    return pages


def test_no_page_depends_on_who_asks_or_at_what_hour(site, team, rae, time_machine):
    today = timezone.localdate()
    early, late = (datetime.combine(today, at, tzinfo=UTC) for at in (time(0, 5), time(23, 55)))
    time_machine.move_to(early, tick=False)
    morning = pages_for(rae)
    assert len(morning) > 50
    time_machine.move_to(late, tick=False)
    other = Client(
        headers={"accept-language": "cy", "user-agent": "Phone", "referer": "/", "save-data": "on"}
    )
    other.force_login(team.olga)
    evening = pages_for(other)
    assert [address for address in morning if morning[address] != evening.get(address)] == []
