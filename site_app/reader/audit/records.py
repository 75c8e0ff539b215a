"""The fourth account: stored values, each under the sort that a page must mark it with."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from site_app.accounts.models import Practice, User
from site_app.consults.facts import price_words, sms, tel
from site_app.consults.models import Consult, HelpLine
from site_app.feedback.codes import code_of
from site_app.feedback.models import Answer
from site_app.publication.models import Edition, Redaction, Signatory, Withdrawal
from site_app.reader.audit.rulings import Ruled
from site_app.reader.languages import day_in_words, language_name
from site_app.sources.models import Source
from site_app.statements.check import check
from site_app.statements.report import Draft, Part
from site_app.statements.version import ENGINE_VERSION
from site_app.topics.models import Topic

# What is shown as a number carries no words: digits with their signs, or a digest.
NUMBER = re.compile(r"\d[\d.,:%/–-]*|[0-9a-f]{64}")
FREQUENCY = re.compile(r"\d{1,4} in \d{1,4}")
# Titles and references are quoted whatever they say; these sorts are typed in by the team, so they may
# name and count, but not claim.
TYPED_IN = ("practice", "qualification", "topic", "consult", "name", "credit")

Records = Mapping[str, frozenset[str]]


def all_records(editions: Iterable[Ruled]) -> Records:
    """Every stored value that a page may show as a record, by sort."""
    found: dict[str, set[str]] = defaultdict(set)
    found["version"].add(ENGINE_VERSION)
    _people(found)
    _services(found)
    for source in Source.objects.all():
        found["source"] |= {source.title, source.reference}
        found["address"] |= {source.url, source.address()}
        found["number"].add(source.year)
        found["date"].add(_day(source.read_on))
        found["reference"] |= {source.key, *leaves(source.csl), *_named(source.csl)}
        found["reference"] |= {source.title, source.year, source.url, "document", "webpage"}
    for edition in editions:
        _sealed(found, edition)
    for moment, seal, key in Edition.objects.values_list("published_at", "seal", "key_id"):
        found["key"].add(key)
        found["date"].add(_day(moment))
        found["code"].add(code_of(seal))
        found["address"].add(f"{settings.SITE_ADDRESS}/copy/{code_of(seal)}/")
    for moment in Answer.objects.values_list("at", flat=True):
        found["date"].add(_day(moment))
    for rows in (Withdrawal, Redaction):
        for moment in rows.objects.values_list("at", flat=True):
            found["date"].add(_day(moment))
    return {
        sort: frozenset(" ".join(str(value).split()) for value in values) for sort, values in found.items()
    }


def claims_in(records: Records) -> list[str]:
    """Records typed in by the team that the engine reads as a claim or an instruction."""
    return [
        f"The record '{text}' ({sort}) reads as {statement.label}."
        for sort in TYPED_IN
        for text in sorted(records.get(sort, ()))
        for statement in check(Draft((Part("title", "line", text),))).statements
        if statement.label != "other"
    ]


def is_record(text: str, sort: str, records: Records) -> bool:
    """Whether a page may show `text` as a record of this sort."""
    if sort == "number":
        return bool(NUMBER.fullmatch(text)) or text in records.get(sort, ())
    if sort == "frequency":
        return bool(FREQUENCY.fullmatch(text))
    return text in records.get(sort, ())


def leaves(value: Any) -> Iterator[str]:
    """Every text and number within a record."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield str(value)


def _named(csl: Mapping[str, Any]) -> Iterator[str]:
    """The people of a source and its pages, in the shapes that files for reference managers give them."""
    yield from str(csl.get("page", "")).split("-", 1)
    for role in ("author", "editor"):
        people = [_in_turn(person, last=False) for person in csl.get(role) or ()]
        yield from (" and ".join(people), " and ".join([*people, "others"]))
        yield from (_in_turn(person, last=True) for person in csl.get(role) or ())


def _in_turn(person: Mapping[str, str], *, last: bool) -> str:
    """Family name first; `last`: the suffix stands at the end."""
    if person.get("literal"):
        return person["literal"]
    particle = person.get("non-dropping-particle", person.get("dropping-particle", ""))
    parts = [f"{particle} {person.get('family', '')}", person.get("suffix", ""), person.get("given", "")]
    if last:
        parts[1:] = reversed(parts[1:])
    return ", ".join(part.strip() for part in parts if part.strip())


def _people(found: dict[str, set[str]]) -> None:
    for practice in Practice.objects.all():
        found["practice"] |= {
            practice.name,
            practice.legal_owner,
            practice.address,
            practice.contact_email,
            practice.contact_phone,
            practice.quality_person,
            practice.funding,
        }
        found["address"].add(f"mailto:{practice.contact_email}")
    # No page shows it: readers see the sealed title. Held to the same, for the day when somebody prints it.
    found["topic"] |= set(Topic.objects.values_list("name", flat=True))
    found["name"] |= set(User.objects.values_list("display_name", flat=True))
    for record in Signatory.objects.exclude(record="").values_list("record", flat=True):
        signed = json.loads(record)
        found["name"].add(signed["name"])
        found["credential"] |= {signed["affiliation"], signed["ties"]}
        for held in signed["credentials"]:
            # 'Nurse-midwife' alone could be read as being told to nurse.
            found["qualification"].add(f"Qualification: {held['title']}, {held['body']}")
        found["qualification"] |= {signed["affiliation"], signed["ties"]}
        found["credential"] |= {
            ", ".join(filter(None, (held["title"], held["body"], held["registration"])))
            for held in signed["credentials"]
        }


def _services(found: dict[str, set[str]]) -> None:
    for consult in Consult.objects.all():
        found["consult"].add(consult.name)
        found["price"].add(price_words(consult))
        found["address"].add(consult.booking_address)
    for line in HelpLine.objects.all():
        found["help-line"] |= {
            line.name,
            line.number,
            line.text_number,
            line.country,
            line.hours,
        }
        found["language"] |= {language_name(code) for code in line.languages}
        found["address"].add(tel(line.number, line.country))
        if line.text_number:
            found["address"].add(sms(line.text_number, line.country))
        if line.last_tested_on is not None:
            found["date"].add(_day(line.last_tested_on))


def _sealed(found: dict[str, set[str]], edition: Ruled) -> None:
    text = edition.parts.get("text") or {}
    for name in ("first_published", "last_changed", "last_reviewed", "next_review", "published"):
        if name in text:
            found["date"].add(_written(text[name]))
    for source in edition.parts.get("sources") or ():
        found["reference"] |= {source["title"], source["year"], source["url"]}
        found["source"] |= {source["title"], source["reference"]}
        found["address"].add(source["url"])
        found["locator"] |= set(source["locators"])
        found["number"].add(source["year"])
    for picture in edition.parts.get("pictures") or ():
        found["credit"].add(picture["credit"])
        found["licence"].add(picture["licence"])
    for row in (edition.parts.get("evidence") or {}).get("statements", ()):
        found["locator"] |= {citation["locator"] for citation in row["citations"]}


def _day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return day_in_words(value) if value else ""


def _written(value: str) -> str:
    """A sealed day or moment, as a page writes it."""
    return _day(datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value))
