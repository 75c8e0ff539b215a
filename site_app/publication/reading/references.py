"""The sources of an edition as records that a reference manager can read."""

from collections.abc import Mapping
from typing import Any

from site_app.publication.pages import Reference, References
from site_app.publication.reading.documents import alarm_of, opened
from site_app.sources.exports import PRINTED
from site_app.sources.models import Source


def references(kind: str, slug: str, number: int | None = None) -> References:
    """The numbered sources of an edition, in their order. Raises as `documents.document` does."""
    sealed = opened(kind, slug, number, "text", "body", "sources")
    noted = [row for row in sealed.sources if row["number"]]
    known = Source.objects.in_bulk({row["key"] for row in noted}, field_name="key")
    return References(
        slug=sealed.text["slug"],
        edition=sealed.text["number"],
        references=tuple(
            Reference(
                row["key"],
                row["kind"],
                _csl(row, known.get(row["key"])),
                alarm_of(row, known.get(row["key"])),
            )
            for row in noted
        ),
    )


def _csl(row: Mapping[str, Any], now: Source | None) -> dict[str, Any]:
    """The record whose reference was sealed; where it has changed since, what the seal itself holds."""
    if now is not None and (now.reference, now.title, now.year) == (
        row["reference"],
        row["title"],
        row["year"],
    ):
        return {name: now.csl[name] for name in PRINTED if now.csl.get(name)}
    csl: dict[str, Any] = {"type": "webpage" if row["url"] else "document", "title": row["title"]}
    if row["year"].isdigit():
        csl["issued"] = {"date-parts": [[int(row["year"])]]}
    if row["url"]:
        csl["URL"] = row["url"]
    return csl | {"note": row["reference"]}
