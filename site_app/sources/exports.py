"""From records to the three formats that reference managers read. Pure writing: records in, text out.

BibTeX after btxdoc (Patashnik, 1988), in UTF-8; RIS after the format's published list of tags; CSL-JSON 1.0.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# What describes a source to others; a team's own remarks stay here.
PRINTED = (
    "type", "title", "author", "editor", "container-title", "volume", "issue", "page", "publisher",
    "publisher-place", "edition", "number", "genre", "issued", "DOI", "PMID", "ISBN", "URL", "custom",
)  # fmt: skip

Csl = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """One source to be written. `kind`: of evidence; `remark`: what a reader must know of it, or ''."""

    key: str
    kind: str
    csl: Csl
    remark: str = ""

    @property
    def note(self) -> str:
        return " ".join(filter(None, (str(self.csl.get("note", "")), self.remark)))


_BIBTEX_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
_ESCAPED = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_RIS_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CONF",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}


def bibtex(sources: Iterable[Exported]) -> str:
    """One entry a source, under its own key; `sources.bibtex.read` takes it back."""
    return "\n".join(map(_entry, sources))


def ris(sources: Iterable[Exported]) -> str:
    """One record a source, from TY to ER, lines ended as the format wants."""
    return "".join(
        f"{tag}  - {value}\r\n" for source in sources for tag, value in [*_tags(source), ("ER", "")]
    )


def csl_json(sources: Iterable[Exported]) -> str:
    """A list of CSL-JSON records, `id` being the key."""
    records = []
    for source in sources:
        record = {name: source.csl[name] for name in PRINTED if name in source.csl and name != "custom"}
        records.append(record | {"id": source.key} | ({"note": source.note} if source.note else {}))
    return json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _entry(source: Exported) -> str:
    csl = source.csl
    sort = _BIBTEX_TYPES.get(csl.get("type", ""), "misc")
    fields: dict[str, str] = {
        "title": f"{{{_tex(csl.get('title'))}}}",
        "author": _people(csl, "author"),
        "editor": _people(csl, "editor"),
        _CONTAINER.get(sort, "howpublished"): _tex(csl.get("container-title")),
        "year": _tex(_issued(csl)),
        "volume": _tex(csl.get("volume")),
        "number": _tex(csl.get("issue") or csl.get("number")),
        "pages": _tex(csl.get("page")),
        "edition": _tex(csl.get("edition")),
        _PUBLISHER.get(sort, "publisher"): _tex(csl.get("publisher")),
        "address": _tex(csl.get("publisher-place")),
        "doi": _bare(csl.get("DOI")),
        "pmid": _bare(csl.get("PMID")),
        "isbn": _bare(csl.get("ISBN")),
        "url": _bare(csl.get("URL")),
        "evidence": source.kind,
        "note": _tex(source.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{sort}{{{source.key},\n{lines}}}\n"


def _tex(value: object) -> str:
    return " ".join(str(value or "").split()).translate(_ESCAPED)


def _bare(value: object) -> str:
    """An identifier or address: read letter by letter, so nothing is escaped and no brace may stand in it."""
    return str(value or "").strip().replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _people(csl: Csl, role: str) -> str:
    names = [
        # In braces, so that a body's name is not taken for a person's.
        f"{{{_tex(person['literal'])}}}" if person.get("literal") else _tex(_person(person))
        for person in csl.get(role) or ()
    ]
    if names and role == "author" and csl.get("custom", {}).get("others"):
        names.append("others")
    return " and ".join(names)


def _person(person: Mapping[str, str]) -> str:
    """'van Dyke, Jr, Ann', or a body's name as it calls itself."""
    if person.get("literal"):
        return str(person["literal"])
    particle = person.get("non-dropping-particle") or person.get("dropping-particle") or ""
    last = f"{particle} {person.get('family', '')}".strip()
    return ", ".join(part for part in (last, person.get("suffix"), person.get("given")) if part)


def _issued(csl: Csl) -> str:
    issued = csl.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    return str(parts[0][0]) if parts[0] else str(issued.get("literal", ""))


def _tags(source: Exported) -> Iterable[tuple[str, str]]:
    csl = source.csl
    yield "TY", _RIS_TYPES.get(csl.get("type", ""), "GEN")
    yield "ID", source.key
    for tag, role in (("AU", "author"), ("ED", "editor")):
        for person in csl.get(role) or ():
            yield tag, _line(_ris_person(person))
    first, _, last = str(csl.get("page", "")).partition("-")
    for tag, value in (
        ("TI", csl.get("title")),
        ("T2", csl.get("container-title")),
        ("PY", _issued(csl)),
        ("VL", csl.get("volume")),
        ("IS", csl.get("issue") or csl.get("number")),
        ("SP", first),
        ("EP", last),
        ("ET", csl.get("edition")),
        ("PB", csl.get("publisher")),
        ("CY", csl.get("publisher-place")),
        ("SN", csl.get("ISBN")),
        ("DO", csl.get("DOI")),
        ("AN", csl.get("PMID")),
        ("UR", csl.get("URL")),
        ("N1", source.note),
    ):
        if value:
            yield tag, _line(value)


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _ris_person(person: Mapping[str, str]) -> str:
    """RIS puts the suffix last: 'van Dyke, Ann, Jr'."""
    name = _person({**person, "suffix": ""})
    return f"{name}, {person['suffix']}" if person.get("suffix") and not person.get("literal") else name
