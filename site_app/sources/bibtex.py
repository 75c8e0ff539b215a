"""From BibTeX to records. Pure reading: what is done with them is the verbs' business."""

import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Entry as RawEntry
from pylatexenc.latex2text import LatexNodes2Text

from site_app.sources.errors import SourceRefused
from site_app.sources.models import Kind, Status
from site_app.sources.records import Record, record

# Every failed block is told to the person who imports; the library's log would say it twice.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# What BibTeX files call a kind of evidence, beside our own names for it.
_EVIDENCE: dict[str, Kind] = {
    "before-after-study": Kind.COHORT,
    "charity-page": Kind.OTHER,
    "consensus": Kind.GUIDELINE,
    "evidence-summary": Kind.NARRATIVE_REVIEW,
    "expert-report": Kind.NARRATIVE_REVIEW,
    "guideline-summary": Kind.GUIDELINE,
    "meta-analysis": Kind.SYSTEMATIC_REVIEW,
    "official-page": Kind.OFFICIAL,
    "position-statement": Kind.GUIDELINE,
    "rct-follow-up": Kind.RCT,
    # A press release or comment on a trial is not the trial.
    "rct-summary": Kind.OTHER,
    "review-protocol": Kind.OTHER,
    "surveillance-report": Kind.STATISTICS,
    "technical-report": Kind.NARRATIVE_REVIEW,
    "umbrella-review": Kind.SYSTEMATIC_REVIEW,
    "validation-study": Kind.CROSS_SECTIONAL,
}
_EVIDENCE.update({kind.value: kind for kind in Kind})
_CSL_TYPES: dict[str, str] = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
}
_CSL_FIELDS: dict[str, str] = {
    "address": "publisher-place",
    "edition": "edition",
    "institution": "publisher",
    "number": "number",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "volume": "volume",
}
_CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished", "organization")
_VOLUME_AND_ISSUE = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_REPLACED = re.compile(
    r"\b(?:(?:superseded|replaced) by|replaces? (?:it|this); see) ([A-Za-z0-9][\w.:-]*\w)", re.IGNORECASE
)
_LATEX = re.compile(r"\\[A-Za-z\"'`^~=.&%$#_{}]|[{}$~]|--")


class Refusal(NamedTuple):
    """An entry that stays out: its key (or '') and a sentence with line, reason and remedy."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, read and checked. `status` is None when the file says nothing of it."""

    key: str
    line: int
    made: Record
    status: str | None
    status_note: str
    replaced_by: str


def read(text: str) -> tuple[list[Entry], list[Refusal]]:
    """Every entry of a BibTeX text in order, and every one that cannot be taken, with the reason.

    Raises nothing: a text without an entry gives two empty lists.
    """
    library: Library = parse_string(text)
    entries: list[Entry] = []
    refused = [_failed(block) for block in library.failed_blocks]
    for raw in library.entries:
        line = (raw.start_line or 0) + 1
        try:
            entries.append(_entry(raw, line))
        except SourceRefused as trouble:
            refused.append(Refusal(raw.key, f"Line {line}: {trouble}"))
    return entries, refused


def _failed(block: Any) -> Refusal:
    line = (block.start_line or 0) + 1
    raw = block.raw or ""
    found = re.match(r"\s*@\w+\s*\{\s*([^,\s}]*)", raw)
    key = found[1] if found else ""
    name = type(block).__name__
    if name == "DuplicateBlockKeyBlock":
        why = "the key stands twice in this text. Keep one of the two entries."
    elif name == "DuplicateFieldKeyBlock":
        why = "a field stands twice in this entry. Keep one of the two."
    else:
        why = "the entry is not complete: a brace, a comma or the key is missing. Compare it with the others."
    return Refusal(key, f"Line {line}: {why}")


def _entry(raw: RawEntry, line: int) -> Entry:
    fields = {field.key.lower(): str(field.value).strip() for field in raw.fields}
    kind = _kind(fields)
    csl = _csl(raw.entry_type.lower(), fields)
    made = record(
        kind=kind,
        csl=csl,
        title=_plain(fields.get("title", "")),
        year=_year(fields),
        doi=fields.get("doi", ""),
        pmid=fields.get("pmid", ""),
        isbn=fields.get("isbn", ""),
        url=_plain_address(fields.get("url", "")),
        official=_is_official(kind, csl, fields),
        read_on=_day(fields.get("read_on") or fields.get("urldate", "")),
    )
    note = _plain(fields.get("note", ""))
    found = _REPLACED.search(note)
    return Entry(
        key=raw.key,
        line=line,
        made=made,
        status=_status(fields),
        status_note=note if "status" in fields else "",
        replaced_by=fields.get("replaced_by", "") or (found[1] if found else ""),
    )


def _kind(fields: dict[str, str]) -> str:
    named = fields.get("evidence", "").lower()
    if not named:
        raise SourceRefused(
            "the entry does not say what kind of evidence it is.",
            f"Add a line such as evidence = {{cohort}}; the kinds are {', '.join(Kind.values)}.",
            "evidence",
        )
    if named not in _EVIDENCE:
        raise SourceRefused(
            f"'{named}' is no kind of evidence.", f"The kinds are {', '.join(Kind.values)}.", "evidence"
        )
    return str(_EVIDENCE[named].value)


def _status(fields: dict[str, str]) -> str | None:
    status = fields.get("status")
    if status is not None and status not in Status.values:
        raise SourceRefused(
            f"'{status}' is no status.", f"The statuses are {', '.join(Status.values)}.", "status"
        )
    return status


def _csl(entry_type: str, fields: dict[str, str]) -> dict[str, Any]:
    csl: dict[str, Any] = {"type": _CSL_TYPES.get(entry_type, "webpage" if fields.get("url") else "document")}
    for name, term in _CSL_FIELDS.items():
        if fields.get(name):
            csl[term] = _plain(fields[name])
    if container := next((fields[name] for name in _CONTAINERS if fields.get(name)), ""):
        csl["container-title"] = _plain(container)
    if csl["type"] == "article-journal" and "number" in csl:
        csl["issue"] = csl.pop("number")
    if found := _VOLUME_AND_ISSUE.fullmatch(csl.get("volume", "")):
        csl["volume"], csl["issue"] = found[1], found[2]
    custom: dict[str, Any] = {}
    for role in ("author", "editor"):
        people, others = _people(fields.get(role, ""))
        if people:
            csl[role] = people
            if others:
                custom["others"] = True
    if fields.get("note"):
        csl["note"] = _plain(fields["note"])
    for name in ("verified", "fieldsfrommemory"):
        if fields.get(name):
            custom[name] = _plain(fields[name])
    if custom:
        csl["custom"] = custom
    return csl


def _people(text: str) -> tuple[list[dict[str, str]], bool]:
    """CSL names, and whether the list goes on beyond them. Names are split before braces are taken off."""
    if not text.strip():
        return [], False
    people: list[dict[str, str]] = []
    others = False
    for name in split_multiple_persons_names(text):
        if name.strip().lower() == "others":
            others = True
        elif person := _person(name.strip()):
            people.append(person)
    return people, others


def _person(name: str) -> dict[str, str]:
    if _is_one_braced_whole(name):
        return {"literal": _plain(name)}
    parts = parse_single_name_into_parts(name, strict=False)
    person = {
        "family": _plain(" ".join(parts.last)),
        "given": _plain(" ".join(parts.first)),
        "non-dropping-particle": _plain(" ".join(parts.von)),
        "suffix": _plain(" ".join(parts.jr)),
    }
    person = {part: words for part, words in person.items() if words}
    return {"literal": person["family"]} if list(person) == ["family"] else person


def _is_one_braced_whole(name: str) -> bool:
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for at, letter in enumerate(name):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return at == len(name) - 1
    return False


def _year(fields: dict[str, str]) -> str:
    return _plain(fields.get("year", "") or fields.get("date", "")[:4])


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SourceRefused(
            f"'{text}' is not a day.", "Write the date read as year-month-day.", "read_on"
        ) from None


def _is_official(kind: str, csl: dict[str, Any], fields: dict[str, str]) -> bool:
    """Whether parents may be sent there first: a public body's own page, not a journal's."""
    public = kind == Kind.OFFICIAL or (kind == Kind.GUIDELINE and csl["type"] != "article-journal")
    return public and bool(fields.get("url"))


def _plain(text: str) -> str:
    """LaTeX to plain text: accents, escapes, dashes; braces go, blanks are single."""
    if _LATEX.search(text):
        # A bare % would begin a LaTeX comment; in a title it is a per cent sign.
        text = re.sub(r"(?<!\\)%", r"\\%", text)
        text = LatexNodes2Text(math_mode="verbatim").latex_to_text(text)
    return " ".join(text.split())


def _plain_address(text: str) -> str:
    # An address may hold what LaTeX would read as a command or a comment.
    return re.sub(r"\\([%&_#~])", r"\1", text.strip("{}"))
