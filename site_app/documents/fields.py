"""What a writer types, made ready to be stored, or refused with everything typed in hand."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils import timezone

from site_app.documents import remarks
from site_app.documents.errors import DraftRefused, TooLong
from site_app.documents.models import Kind, Urgent
from site_app.documents.parts import (
    DESK_TEXTS,
    LIMITS,
    MAX_CHARACTERS,
    NEXT_REVIEW_MAX_YEARS,
    READER_TEXTS,
    caption_of,
)
from site_app.statements.pieces import UNSHOWABLE
from site_app.topics.models import Stage, Topic

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ONE_LINE = ("slug", "title", "change_note")
# As each system ends a line, and as word processors break one.
_LINE_ENDS = re.compile(r"\r\n?|[\v\f]")
# Pages stand at the root, where these roads begin; a test compares them with the addresses of both doors.
# 'help' is free: what the page of that name says stands above the help lines.
_ROADS = frozenset(
    "admin articles collections consults copy corrections flag healthz helpful how-we-vet media people readyz"
    " saved search sources stages static topics verify".split()
)


class FirstFields(TypedDict, total=False):
    """What a writer may fill in beside address and title when a document begins."""

    summary: str
    main_message: str
    for_whom: str
    not_for: str
    body: str
    not_known: str
    questions: str
    funding: str
    conflicts: str
    why_needed: str
    tested_with: str
    topics: list[str]
    stages: list[str]
    urgent: str
    next_review_on: date
    change_note: str
    remarks: list[dict[str, str]]


class RevisionFields(FirstFields, total=False):
    """What a writer may fill in. A field that is left out keeps the base revision's text."""

    slug: str
    title: str


def ready(kind: str, typed: Mapping[str, Any], kept: Collection[date] = ()) -> dict[str, Any]:
    """`typed` as it is stored: lines end in LF, one-line fields are trimmed, lists hold each word once.

    Raises TooLong, or DraftRefused naming the field: a character no page can show, an address or title that
    is none, a topic or stage there is not, a next review beyond three years or in the past. `kept`: days on
    which it stood before; it may stay there, so that an overdue text can be corrected before its review.
    """
    made: dict[str, Any] = {}
    for field, value in typed.items():
        if field in READER_TEXTS or field in DESK_TEXTS or field == "change_note":
            made[field] = _text(field, value, typed)
    if "slug" in made:
        _check_address(kind, made["slug"], typed)
    if "title" in made and not made["title"]:
        raise DraftRefused(
            "The title is empty.", "Give the document a title; you can change it later.", "title", typed
        )
    if "topics" in typed:
        made["topics"] = _topics(typed["topics"], typed)
    if "stages" in typed:
        made["stages"] = _stages(typed["stages"], typed)
    if "urgent" in typed:
        made["urgent"] = _urgent(typed["urgent"], typed)
    if "next_review_on" in typed:
        made["next_review_on"] = _next_review(typed["next_review_on"], typed, kept)
    if "remarks" in typed:
        made["remarks"] = remarks.cleaned(typed["remarks"])
    if strangers := set(typed) - set(made):
        raise TypeError(f"A revision has no field {', '.join(sorted(strangers))}.")
    return made


def as_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as a JSON column keeps them: dates as text, characters no database keeps as '?'."""
    return {name: _keepable(value) for name, value in fields.items()}


def in_years(day: date, years: int) -> date:
    """The same day, that many years later (1 March for a 29 February)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def next_review_trouble(day: date) -> tuple[str, str] | None:
    """Why this next review may not stand (standards row K12) and what to do; None when it may."""
    today = timezone.localdate()
    latest = in_years(today, NEXT_REVIEW_MAX_YEARS)
    if day <= today:
        return f"The next review, {day:%-d %B %Y}, is not in the future.", "Give a day after today."
    if day > latest:
        return (
            f"The next review, {day:%-d %B %Y}, is more than {NEXT_REVIEW_MAX_YEARS} years away.",
            f"Give a day up to {latest:%-d %B %Y}.",
        )
    return None


def _text(field: str, value: Any, typed: Mapping[str, Any]) -> str:
    text = _LINE_ENDS.sub("\n", str(value or ""))
    name = caption_of(field)
    if field in _ONE_LINE:
        text = " ".join(text.split())
    limit = LIMITS.get(field, MAX_CHARACTERS)
    if len(text) > limit:
        raise TooLong(
            f"The {name} has {len(text):,} characters; at most {limit:,} can be saved.",
            f"Take out {len(text) - limit:,} characters, or move a stretch of it into a document of its own."
            if limit == MAX_CHARACTERS
            else f"Take out {len(text) - limit:,} characters.",
            field, typed, count=len(text), limit=limit,
        )  # fmt: skip
    if found := UNSHOWABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise DraftRefused(
            f"Line {line} of the {name} holds a character that no page can show (U+{ord(found[0]):04X}).",
            "Delete it: it shows as an empty box or not at all, and often comes along when text is pasted.",
            field, typed,
        )  # fmt: skip
    return text


def _check_address(kind: str, slug: str, typed: Mapping[str, Any]) -> None:
    if not _SLUG.fullmatch(slug):
        raise DraftRefused(
            f"The address '{slug}' is not one: small letters a to z, digits and single hyphens only.",
            "Write it like 'warning-signs-after-birth'.",
            "slug", typed,
        )  # fmt: skip
    if kind == Kind.PAGE and slug in _ROADS:
        raise DraftRefused(
            f"The address '{slug}' is taken by a part of the site.", "Choose another word.", "slug", typed
        )


def _topics(value: Iterable[str], typed: Mapping[str, Any]) -> list[str]:
    slugs = list(dict.fromkeys(str(slug) for slug in value))
    known = set(Topic.objects.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()
    if unknown := [slug for slug in slugs if slug not in known]:
        raise DraftRefused(
            f"There is no topic '{unknown[0]}'.", "Choose one of the topics in the list.", "topics", typed
        )
    return slugs


def _stages(value: Iterable[str], typed: Mapping[str, Any]) -> list[str]:
    chosen = {str(stage) for stage in value}
    if unknown := sorted(chosen - set(Stage.values)):
        raise DraftRefused(
            f"There is no stage '{unknown[0]}'.",
            f"The stages are {', '.join(Stage.values)}.",
            "stages",
            typed,
        )
    return [stage for stage in Stage.values if stage in chosen]


def _urgent(value: Any, typed: Mapping[str, Any]) -> str:
    urgent = str(value or "")
    if urgent not in Urgent.values:
        raise DraftRefused(
            f"'{urgent}' is no urgent mark.",
            "Choose 'urgent: body', 'urgent: baby', 'urgent: mood' or none.",
            "urgent",
            typed,
        )
    return urgent


def _next_review(value: Any, typed: Mapping[str, Any], kept: Collection[date]) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date):
        raise DraftRefused(
            "The next review is not a date.", "Write it as year-month-day.", "next_review_on", typed
        )
    if value not in kept and (trouble := next_review_trouble(value)):
        raise DraftRefused(*trouble, "next_review_on", typed)
    return value


def _keepable(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"[\x00\ud800-\udfff]", "?", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_keepable(inner) for inner in value]
    if isinstance(value, dict):
        return {str(name): _keepable(inner) for name, inner in value.items()}
    return value
