"""Columns that repeat what is sealed, so that lists and source pages can be queried; never shown unread.

`wanted` says what the copies of an edition must be: publishing writes it, `verify_editions` compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from site_app.documents.models import Document, Revision
from site_app.publication.canonical import parse, parse_moment
from site_app.publication.errors import AddressTaken
from site_app.publication.models import Address, Edition, Filing, Live, Mention, Pointer, Use


@dataclass(frozen=True, slots=True)
class Copies:
    """`filings`: (under, slug); `uses`: (source key, statement, substance); `pointers`: (kind, slug)."""

    kind: str
    slug: str
    urgent: str
    first_published_at: datetime
    filings: frozenset[tuple[str, str]]
    uses: frozenset[tuple[str, int, str]]
    pointers: frozenset[tuple[str, str]]


def wanted(text: Mapping[str, Any], statements: list[dict[str, Any]]) -> Copies:
    """What the copies of an edition must be, from its sealed `text` and statements."""
    return Copies(
        kind=text["kind"],
        slug=text["slug"],
        urgent=text["urgent"],
        first_published_at=parse_moment(text["first_published"]),
        filings=frozenset(
            [("topic", topic["slug"]) for topic in text["topics"]]
            + [("stage", stage) for stage in text["stages"]]
        ),
        uses=frozenset(
            (citation["key"], statement["n"], citation["substance"])
            for statement in statements
            for citation in statement["citations"]
        ),
        pointers=frozenset((pointer["kind"], pointer["slug"]) for pointer in text["pointers"]),
    )


def standing(live: Live) -> Copies:
    """What the copies of a live edition are."""
    return Copies(
        kind=live.kind,
        slug=live.slug,
        urgent=live.urgent,
        first_published_at=live.first_published_at,
        filings=frozenset(live.filings.values_list("under", "slug")),
        uses=frozenset(live.uses.values_list("source_key", "statement", "substance")),
        pointers=frozenset(live.pointers.values_list("kind", "slug")),
    )


def same(one: Copies, other: Copies) -> bool:
    """Whether copies repeat what is sealed. A source twice under one statement is copied once."""
    return replace(one, uses=frozenset(_once_a_statement(one))) == other


def claim_address(revision: Revision) -> None:
    """Give the document its address for ever. Raises AddressTaken when another document has or had it."""
    address, _ = Address.objects.get_or_create(
        kind=revision.document.kind, slug=revision.slug,
        defaults={"document": revision.document, "since": timezone.now()},
    )  # fmt: skip
    if address.document_id != revision.document_id:
        raise AddressTaken(
            f"The address '{revision.slug}' belongs to another {revision.document.kind}, now or in the past.",
            "Give this text another address: an old one leads to its own document for ever.",
        )


def set_live(edition: Edition, parts: Mapping[str, bytes]) -> Live:
    """Make `edition` the one that readers get, and write all copies anew."""
    copy = wanted(parse(parts["text"]), parse(parts["evidence"])["statements"])
    live, _ = Live.objects.update_or_create(
        document=edition.document,
        defaults={
            "edition": edition,
            "kind": copy.kind,
            "slug": copy.slug,
            "urgent": copy.urgent,
            "first_published_at": copy.first_published_at,
            "person": edition.document.person,
            "topic": edition.document.topic.slug if edition.document.topic else "",
            "withdrawn": False,
        },
    )
    live.filings.all().delete()
    live.uses.all().delete()
    live.pointers.all().delete()
    Filing.objects.bulk_create(
        Filing(live=live, under=under, slug=slug) for under, slug in sorted(copy.filings)
    )
    Use.objects.bulk_create(
        Use(live=live, source_key=key, statement=statement, substance=substance)
        for key, statement, substance in _once_a_statement(copy)
    )
    targets = {
        (document.kind, document.slug): document
        for document in Document.objects.filter(slug__in={slug for _, slug in copy.pointers})
    }
    Pointer.objects.bulk_create(
        Pointer(live=live, kind=kind, slug=slug, target=targets[kind, slug])
        for kind, slug in sorted(copy.pointers)
        if (kind, slug) in targets
    )
    return live


def mention(edition: Edition, parts: Mapping[str, bytes]) -> set[str]:
    """Write down every source that a new edition names, as a note or as a free way; returns their keys."""
    keys = {source["key"] for source in parse(parts["sources"])}
    Mention.objects.bulk_create(Mention(edition=edition, source_key=key) for key in sorted(keys))
    return keys


def _once_a_statement(copy: Copies) -> list[tuple[str, int, str]]:
    """A source may stand twice under one statement, with two locators; the copy holds it once."""
    return sorted(
        {(key, statement): (key, statement, substance) for key, statement, substance in copy.uses}.values()
    )
