"""One source as a record: a CSL-JSON text and the columns taken from it, which always agree."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from site_app.sources import identifiers
from site_app.sources.errors import SourceRefused
from site_app.sources.models import Kind, Source

# What rulings rest on (see statements/fingerprint.py): a change of one of these is a change of the source.
SUBSTANTIVE = ("doi", "pmid", "isbn", "title", "year", "kind", "status", "replaced_by")
_COLUMNS = {"title": "title", "doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "url": "URL"}
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Record:
    """What describes a source, checked. `csl` is complete: it repeats the columns."""

    kind: str
    csl: dict[str, Any]
    title: str
    year: str
    doi: str
    pmid: str
    isbn: str
    url: str
    official: bool = False
    read_on: date | None = None

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def record(*, kind: str, csl: Mapping[str, Any], **columns: Any) -> Record:
    """Check a CSL-JSON text and the columns beside it; a column that is given wins over the text.

    Raises SourceRefused, naming the field.
    """
    if kind not in Kind.values:
        raise SourceRefused(
            f"'{kind}' is no kind of evidence.", f"The kinds are {', '.join(Kind.values)}.", "kind"
        )
    if len(json.dumps(dict(csl), default=str)) > _LONGEST:
        raise SourceRefused(
            f"The CSL-JSON record has more than {_LONGEST:,} characters.",
            "Leave out what is not printed.",
            "csl",
        )
    made = {name: value for name, value in csl.items() if name != "id" and value not in (None, "", [], {})}
    taken = {name: str(columns.get(name, made.get(term, "")) or "") for name, term in _COLUMNS.items()}
    title = " ".join(taken["title"].split())
    if not title:
        raise SourceRefused("The source has no title.", "Give its title as it is printed.", "title")
    made_of = Record(
        kind=kind,
        csl=made,
        title=title,
        year=identifiers.year(columns.get("year", _year_in(made)) or ""),
        doi=identifiers.doi(taken["doi"]),
        pmid=identifiers.pmid(taken["pmid"]),
        isbn=identifiers.isbn(taken["isbn"]),
        url=identifiers.address(taken["url"]),
        official=bool(columns.get("official", False)),
        read_on=columns.get("read_on"),
    )
    return replace(made_of, csl=_complete(made_of))


def record_of(source: Source) -> Record:
    """The record a stored source is made of."""
    return Record(**{name: getattr(source, name) for name in Record.__slots__})


def substance_of(source: Source) -> str:
    """SHA-256 (hex) over what rulings rest on. Clerical corrections never come here."""
    content = {
        "doi": source.doi.casefold(),
        "pmid": source.pmid,
        "isbn": source.isbn,
        "title": source.title,
        "year": source.year,
        "kind": str(source.kind),
        "status": str(source.status),
        "version": source.version,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _complete(made: Record) -> dict[str, Any]:
    csl = {"type": "webpage" if made.url else "document"} | made.csl
    for name, term in _COLUMNS.items():
        csl.pop(term, None)
        if value := getattr(made, name):
            csl[term] = value
    csl.pop("issued", None)
    if made.year.isdigit():
        csl["issued"] = {"date-parts": [[int(made.year)]]}
    elif made.year:
        csl["issued"] = {"literal": made.year}
    return csl


def _year_in(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    if isinstance(issued, Mapping):
        if parts := issued.get("date-parts"):
            try:
                return str(parts[0][0])
            except (IndexError, TypeError, KeyError):
                return ""
        return str(issued.get("literal", issued.get("raw", "")))
    return ""
