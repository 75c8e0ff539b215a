"""From a revision to the draft that engine, preview and sealing read. The only road there is."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from site_app.documents.models import Revision
from site_app.documents.parts import FIELDS, PARTS
from site_app.statements.report import Draft, Part, Urgency
from site_app.statements.tree import pictures_of

_URGENCIES: dict[str, Urgency] = {"": "", "body": "body", "baby": "baby", "mood": "mood"}


def draft_of(revision: Revision) -> Draft:
    """The draft of a stored revision."""
    return draft_from_fields(revision.document.kind, fields_of(revision))


def draft_from_fields(kind: str, fields: Mapping[str, Any]) -> Draft:
    """A draft of texts that may not be saved yet: what a form holds. Empty parts are left out."""
    parts = tuple(
        Part(name=part.name, form=part.form, text=text, caption=part.caption)
        for part in PARTS
        if (text := str(fields.get(part.field) or ""))
    )
    return Draft(
        parts=parts,
        kind=kind,
        stages=tuple(fields.get("stages") or ()),
        topics=tuple(fields.get("topics") or ()),
        urgent=_URGENCIES.get(str(fields.get("urgent") or ""), ""),
    )


def fields_of(revision: Revision) -> dict[str, Any]:
    """Everything a writer filled in, by column."""
    return {field: getattr(revision, field) for field in (*FIELDS, "remarks")}


def content_digest(revision: Revision) -> str:
    """SHA-256 (hex) over every field of a revision and the digests of the pictures it shows.

    An approval is bound to it, so it is computed from the row each time it is asked for.
    """
    return digest_of(revision.document.kind, fields_of(revision))


def digest_of(kind: str, fields: Mapping[str, Any]) -> str:
    """As `content_digest`, for fields in hand. Canonical JSON: sorted keys, UTF-8, no spaces."""
    content: dict[str, Any] = {field: _plain(fields[field]) for field in FIELDS}
    content["kind"] = kind
    content["pictures"] = pictures_in(fields)
    # Left out while there are none: digests of texts from before there were remarks stay what they were.
    if remarks := fields.get("remarks"):
        content["remarks"] = remarks
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def pictures_in(fields: Mapping[str, Any]) -> list[str]:
    """The digests of the pictures that these texts show, sorted, each once."""
    found: set[str] = set()
    for part in PARTS:
        if part.form == "markdown":
            found.update(pictures_of(str(fields.get(part.field) or "")))
    return sorted(found)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
