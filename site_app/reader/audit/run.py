"""Asks for every address and every mail, and gathers what no account covers."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from site_app.reader.audit import addresses, letters, machines, records
from site_app.reader.audit.accounts import SUFFIX, Ledger, PageAudit, Unaccounted
from site_app.reader.audit.addresses import Example
from site_app.reader.audit.rulings import all_editions
from site_app.reader.audit.site_texts import committed, normal, says_something
from site_app.reader.audit.tree import NotWellFormed, parse
from site_app.reader.downloads import FORMATS

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# Digests, signatures and identifiers, all hexadecimal.
DIGITS = re.compile(r"[0-9a-f-]{32,128}")
DOWNLOADS = frozenset(form.content_type.partition(";")[0] for form in FORMATS.values())
# Shown when no view answers, so nobody can ask for them.
STANDING = ("403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html")


@dataclass
class Audit:
    """The outcome. `wrong`: what fails it, one line each; `said`: every site text met."""

    wrong: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    asked: int = 0


def audit(site_texts: frozenset[str] | None = None) -> Audit:
    """Ask for everything a reader or a mailbox can get. Reads the database, writes nothing."""
    editions, wrong = all_editions()
    outcome = Audit(wrong)
    outcome.wrong += [
        f"{route}: this pattern has no example in the audit's list." for route in addresses.unlisted()
    ]
    book = records.all_records(editions.values())
    outcome.wrong += records.claims_in(book)
    pictures = {
        picture["digest"] for edition in editions.values() for picture in edition.parts.get("pictures") or ()
    }
    examples = addresses.all_examples(addresses.published(sorted(pictures)))
    ledger = Ledger(
        editions=editions,
        records=book,
        site_texts=committed() if site_texts is None else site_texts,
        addresses=frozenset(example.address for example in examples if example.status == 200),
        asked=frozenset(example.address for example in examples if example.status in (200, 410)),
    )
    asker = Client(raise_request_exception=False, headers={"host": _host()})
    for example in examples:
        outcome.asked += 1
        # Production sends plain requests elsewhere; the audit asks as the proxy in front of it would.
        response = (
            asker.post(example.address, dict(example.form), secure=True)
            if example.form
            else asker.get(example.address, secure=True)
        )
        _answer(ledger, outcome, example, response)
    for template in STANDING:
        _page(ledger, outcome, Example(template), render_to_string(template, {}))
    _letters(ledger, outcome)
    return outcome


def _host() -> str:
    """A name under which the site answers."""
    allowed = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return allowed[0] if allowed else "localhost"


def _answer(ledger: Ledger, outcome: Audit, example: Example, response: Any) -> None:
    if response.status_code != example.status:
        outcome.wrong.append(f"{example.address}: answered {response.status_code}, not {example.status}.")
        return
    if response.status_code == 301:
        if response["Location"] not in ledger.asked:
            outcome.wrong.append(
                f"{example.address}: leads to {response['Location']}, where nothing is published."
            )
        return
    sort = response["Content-Type"].partition(";")[0]
    match sort:
        case "text/html":
            _page(ledger, outcome, example, response.content.decode())
        case "application/atom+xml":
            _feed(ledger, outcome, example, response.content)
        case "application/xml":
            _sitemap(ledger, outcome, example, response.content)
        case "text/plain":
            _held(ledger, outcome, example, lambda walk: machines.plain(walk, response.content.decode()))
        case "application/manifest+json":
            _held(ledger, outcome, example, lambda walk: machines.manifest(walk, response.content))
        case _ if sort in DOWNLOADS:
            _held(
                ledger,
                outcome,
                example,
                lambda walk: machines.download(walk, sort, response.content.decode()),
            )
        case "application/json" if example.edition:
            _evidence(ledger, outcome, example, response.content)
        case "application/json" if example.address.startswith("/verify/"):
            _numbers_only(outcome, example, json.loads(response.content))
        case "application/json" if example.address.startswith("/search/"):
            _suggestions(ledger, outcome, example, response.content)
        case "application/json":
            if json.loads(response.content) != {"ready": True, "broken": []}:
                outcome.wrong.append(f"{example.address}: the site is not ready: {response.content.decode()}")
        case "image/webp":
            if hashlib.sha256(response.content).hexdigest() not in example.address:
                outcome.wrong.append(f"{example.address}: not the picture that was vetted.")
        case _:
            outcome.wrong.append(f"{example.address}: the audit cannot read an answer of the sort {sort}.")


def _page(ledger: Ledger, outcome: Audit, example: Example, html: str) -> None:
    walk = PageAudit(ledger, example.address)
    try:
        root = parse(html)
    except NotWellFormed as fault:
        outcome.wrong.append(f"{example.address}: {fault}")
        return
    walk.hold(root)
    machines.structured(walk, root)
    named = {element.attributes["data-edition"] for element in root if "data-edition" in element.attributes}
    if example.edition and example.edition not in named:
        outcome.wrong.append(f"{example.address}: does not show the edition that is published there.")
    _gather(outcome, walk)


def _held(ledger: Ledger, outcome: Audit, example: Example, hold: Callable[[PageAudit], None]) -> None:
    walk = PageAudit(ledger, example.address)
    hold(walk)
    _gather(outcome, walk)


def _feed(ledger: Ledger, outcome: Audit, example: Example, content: bytes) -> None:
    feed = ElementTree.fromstring(content)  # noqa: S314 - our own feed, rendered a moment ago
    walk = PageAudit(ledger, example.address)
    walk.site_text(feed.findtext(f"{ATOM}subtitle", ""))
    title = feed.findtext(f"{ATOM}title", "")
    if example.edition:
        walk.echo(title.removesuffix(SUFFIX), example.edition)
    else:
        walk.site_text(title)
    known = (
        ledger.records.get("name", frozenset()) | ledger.records.get("practice", frozenset()) | {"Groundwell"}
    )
    for author in feed.iter(f"{ATOM}name"):
        if (author.text or "") not in known:
            walk.found.append(
                Unaccounted(example.address, author.text or "", "an author whom no record names")
            )
    for entry in feed.iter(f"{ATOM}entry"):
        identifier = entry.findtext(f"{ATOM}id", "").removeprefix("urn:uuid:")
        title, summary = entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}summary")
        if identifier.startswith(settings.SITE_ADDRESS):
            # An answer, not an edition: its summary marks what it echoes.
            walk.site_text(title)
            walk.hold(parse(summary or ""))
            continue
        walk.echo(title, identifier)
        if summary is not None:
            walk.echo(parse(summary).text(), identifier)
    for link in feed.iter(f"{ATOM}link"):
        _known_address(ledger, outcome, example, link.attrib["href"])
    _gather(outcome, walk)


def _sitemap(ledger: Ledger, outcome: Audit, example: Example, content: bytes) -> None:
    for place in ElementTree.fromstring(content).iter(f"{SITEMAP}loc"):  # noqa: S314 - our own
        _known_address(ledger, outcome, example, place.text or "")


def _known_address(ledger: Ledger, outcome: Audit, example: Example, address: str) -> None:
    path = address.removeprefix(settings.SITE_ADDRESS).partition("#")[0]
    if not address.startswith(settings.SITE_ADDRESS) or path not in ledger.addresses:
        outcome.wrong.append(f"{example.address}: lists {address}, where nothing is published.")


def _evidence(ledger: Ledger, outcome: Audit, example: Example, content: bytes) -> None:
    if json.loads(content) != ledger.editions[example.edition].parts.get("evidence"):
        outcome.wrong.append(f"{example.address}: not the evidence that was sealed.")


def _suggestions(ledger: Ledger, outcome: Audit, example: Example, content: bytes) -> None:
    """Titles, each an echo of the edition it names, and where that stands."""
    walk = PageAudit(ledger, example.address)
    for line in json.loads(content)["suggestions"]:
        walk.echo(line["title"], line["edition"])
        if line["address"] not in ledger.addresses or set(line) != {"title", "address", "edition"}:
            outcome.wrong.append(
                f"{example.address}: leads to {line['address']}, where nothing is published."
            )
    _gather(outcome, walk)


def _numbers_only(outcome: Audit, example: Example, value: Any) -> None:
    """A list of seals says nothing: every value is a number, a digest, a signature or an identifier."""
    if isinstance(value, dict):
        for inner in value.values():
            _numbers_only(outcome, example, inner)
    elif isinstance(value, list):
        for inner in value:
            _numbers_only(outcome, example, inner)
    elif not isinstance(value, int) and not DIGITS.fullmatch(str(value)):
        outcome.wrong.append(f"{example.address}: says more than numbers: {str(value)[:160]}")


def _letters(ledger: Ledger, outcome: Audit) -> None:
    for template in letters.templates():
        texts, strange = letters.said(template)
        example = Example(f"mail/{template.name}")
        for text in sorted(texts):
            _site_text(ledger, outcome, example, text)
        outcome.wrong += [f"{example.address}: fills in '{name}', which is no record." for name in strange]


def _site_text(ledger: Ledger, outcome: Audit, example: Example, text: str) -> None:
    walk = PageAudit(ledger, example.address)
    if says_something(normal(text)):
        walk.site_text(text)
    _gather(outcome, walk)


def _gather(outcome: Audit, walk: PageAudit) -> None:
    outcome.wrong += [str(missed) for missed in walk.found]
    outcome.said |= walk.said
