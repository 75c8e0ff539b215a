"""What machines are told, held against the same accounts: JSON-LD, the manifest, security.txt, downloads."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from site_app.reader.audit.accounts import PageAudit
from site_app.reader.audit.records import NUMBER, is_record, leaves
from site_app.reader.audit.site_texts import HOLE
from site_app.reader.audit.tree import BESIDE, Element
from site_app.reader.languages import day_in_words, site_language
from site_app.sources.models import Kind

# Words of schema.org, not of ours.
_VOCABULARY = frozenset(
    "Article CollectionPage CreativeWork EducationalOccupationalCredential MedicalAudience MedicalWebPage "
    "Organization Patient Person ProfilePage ScholarlyArticle Thing WebPage WebSite".split()
)
_ADDRESSES = frozenset("@id correctionsPolicy image logo mainEntityOfPage publishingPrinciples url".split())
_ECHOES = frozenset({"audienceType", "description", "headline"})
_NAMES: dict[str, tuple[str, ...]] = {
    "CreativeWork": ("source",),
    "EducationalOccupationalCredential": ("credential",),
    "Organization": ("practice", "credential"),
    "Person": ("name",),
    "ScholarlyArticle": ("source",),
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
_FIELD = re.compile(r"  (\w+) = \{(.*)\},")
_ENTRY = re.compile(r"@(?:article|book|incollection|inproceedings|misc|phdthesis|techreport)\{([^,\s]+),")
_TAG = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
_RIS_TYPES = frozenset("BOOK CHAP CONF ELEC GEN JOUR RPRT THES".split())
_BARE = frozenset({"doi", "isbn", "pmid", "url"})


def structured(walk: PageAudit, root: Element) -> None:
    """Hold the JSON-LD of a page: each value to its account, and each text to what the page shows."""
    shown = root.text(without=BESIDE)
    for element in root:
        if element.name == "script" and element.attributes.get("type") == "application/ld+json":
            told = json.loads("".join(child for child in element.children if isinstance(child, str)))
            identifier = str(told.get("identifier", "")).removeprefix("urn:uuid:")
            _Node(walk, shown, identifier).hold(told)


class _Node:
    """One page's JSON-LD, held value by value."""

    def __init__(self, walk: PageAudit, shown: str, edition: str) -> None:
        self.walk, self.shown, self.edition = walk, shown, edition

    def hold(self, node: dict[str, Any]) -> None:
        for key, value in node.items():
            for leaf in value if isinstance(value, list) else [value]:
                if isinstance(leaf, dict):
                    self.hold(leaf)
                else:
                    self._leaf(node, key, leaf)

    def _leaf(self, node: dict[str, Any], key: str, leaf: Any) -> None:
        if key == "@type":
            self._demand(leaf in _VOCABULARY, leaf, "no type that we use")
        elif key == "@context":
            self._demand(leaf == "https://schema.org", leaf, "not the vocabulary that we use")
        elif key in _ADDRESSES:
            self.walk.address_told(leaf)
        elif key == "identifier":
            known = str(leaf).removeprefix("urn:uuid:") in self.walk.ledger.editions
            self._demand(known, leaf, "an edition that is not stored")
        elif key in _ECHOES:
            self.walk.echo(leaf, self.edition)
            self._shown(leaf)
        elif key == "name":
            self._name(node, leaf)
        elif key in ("legalName", "email"):
            self._record(leaf, ("practice",))
        elif key in ("dateModified", "datePublished", "lastReviewed"):
            self._date(leaf)
        else:
            fixed = (key, leaf) in (("inLanguage", site_language()), ("isAccessibleForFree", True))
            self._demand(fixed or (key == "version" and isinstance(leaf, int)), leaf, f"a value of '{key}'")

    def _name(self, node: dict[str, Any], name: str) -> None:
        if node["@type"] == "WebSite":
            self._demand(name == "Groundwell", name, "not the name of this site")
        elif node["@type"] == "Thing":
            self.walk.echo(name, str(node.get("identifier", "")).removeprefix("urn:uuid:"))
            self._shown(name)
        else:
            self._record(name, _NAMES.get(node["@type"], ()))

    def _record(self, text: str, sorts: tuple[str, ...]) -> None:
        known = any(is_record(" ".join(text.split()), sort, self.walk.ledger.records) for sort in sorts)
        self._demand(known, text, f"told as a record ({', '.join(sorts)}), yet not stored as one")
        self._shown(text)

    def _date(self, text: str) -> None:
        if NUMBER.fullmatch(text) and "-" not in text:
            self._shown(text)
            return
        words = told_day(text)
        self._demand(is_record(words, "date", self.walk.ledger.records), text, "no date of this edition")
        self._shown(words)

    def _shown(self, text: str) -> None:
        self._demand(" ".join(text.split()) in self.shown, text, "told to machines, yet not on the page")

    def _demand(self, holds: bool, text: object, why: str) -> None:
        if not holds:
            self.walk.miss(str(text), f"JSON-LD: {why}")


def told_day(text: str) -> str:
    """A day or a moment, as a page writes it."""
    if "T" in text:
        return day_in_words(timezone.localdate(datetime.fromisoformat(text)))
    return day_in_words(date.fromisoformat(text))


def manifest(walk: PageAudit, content: bytes) -> None:
    """Names and description are site text; pictures are ours."""
    told = json.loads(content)
    for name in ("name", "short_name", "description"):
        walk.site_text(told[name])
    for address in (told["start_url"], told["scope"], *(icon["src"] for icon in told["icons"])):
        walk.address_told(address)


def plain(walk: PageAudit, content: str) -> None:
    """A file for machines, line by line; addresses, the practice's mailbox and moments are holes."""
    mailboxes = [text for text in walk.ledger.records.get("practice", ()) if "@" in text]
    for line in content.splitlines():
        line = _MOMENT.sub(HOLE, line.replace(settings.SITE_ADDRESS, HOLE))
        for mailbox in mailboxes:
            line = line.replace(f"mailto:{mailbox}", f"mailto:{HOLE}")
        walk.site_text(line)


def download(walk: PageAudit, sort: str, content: str) -> None:
    """The sources of an edition, in any of the three formats: every value is a record, or a note we add."""
    read: dict[str, Callable[[str, PageAudit], Iterator[tuple[str, str]]]] = {
        "application/x-bibtex": _bibtex,
        "application/x-research-info-systems": _ris,
        "application/vnd.citationstyles.csl+json": _csl,
    }
    for name, value in read[sort](content, walk):
        if name in ("note", "N1"):
            _note(walk, value)
        elif " ".join(value.split()) not in walk.ledger.records.get("reference", frozenset()):
            walk.miss(value, f"told as '{name}' of a source, yet not stored")


def _note(walk: PageAudit, text: str) -> None:
    """What we say of a source; before it, where its record has changed, the reference that was sealed."""
    references = [
        known for known in walk.ledger.records.get("source", ()) if known and text.startswith(known)
    ]
    walk.site_text(text.removeprefix(max(references, key=len, default="")))


def _bibtex(content: str, walk: PageAudit) -> Iterator[tuple[str, str]]:
    for line in content.splitlines():
        if entry := _ENTRY.fullmatch(line):
            yield "key", entry[1]
        elif field := _FIELD.fullmatch(line):
            name, value = field[1], field[2]
            if name == "evidence" and value in Kind.values:
                continue
            yield name, value if name in _BARE else _unescaped(value)
        elif line.strip() not in ("", "}"):
            walk.miss(line, "a line that no BibTeX of ours has")


def _unescaped(value: str) -> str:
    for written, sign in ((r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^")):
        value = value.replace(written, sign)
    value = value.replace(r"\textbackslash{}", "\0")
    value = re.sub(r"(?<!\\)[{}]", "", value)
    return re.sub(r"\\([{}&%$#_])", r"\1", value).replace("\0", "\\")


def _ris(content: str, walk: PageAudit) -> Iterator[tuple[str, str]]:
    for line in content.splitlines():
        tag = _TAG.fullmatch(line)
        if tag is None or (tag[1] == "TY" and tag[2] not in _RIS_TYPES):
            walk.miss(line, "a line that no RIS of ours has")
        elif tag[1] not in ("TY", "ER"):
            yield tag[1], tag[2]


def _csl(content: str, walk: PageAudit) -> Iterator[tuple[str, str]]:
    for record in json.loads(content):
        for name, value in record.items():
            yield from ((name, leaf) for leaf in leaves(value))
