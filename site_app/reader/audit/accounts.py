"""Holds one served page against the five accounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from site_app.reader.audit.records import Records, is_record
from site_app.reader.audit.rulings import Ruled, is_echo
from site_app.reader.audit.site_texts import HOLE, normal, says_something
from site_app.reader.audit.tree import BESIDE, BLOCKS, Element

SUFFIX = " · Groundwell"
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "label", "aria-description")
# Meta tags that say nothing in words.
_SILENT = frozenset(
    "viewport robots color-scheme theme-color twitter:card og:type og:locale article:published_time "
    "article:modified_time".split()
) | {""}
_LEADS = ("href", "src", "action")


@dataclass(frozen=True)
class Unaccounted:
    """A text that no account covers, where, and which account it claims to belong to."""

    address: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.address}: {self.why}: {self.text[:160]}"


@dataclass(frozen=True)
class Ledger:
    """What pages are held against. `addresses`: paths on this site that lead to something published; `asked`:
    those and the withdrawn, where an old address may lead."""

    editions: Mapping[str, Ruled]
    records: Records
    site_texts: frozenset[str]
    addresses: frozenset[str]
    asked: frozenset[str] = frozenset()


@dataclass
class PageAudit:
    """Walks one page. `found` collects what is unaccounted for, `said` all site texts met."""

    ledger: Ledger
    address: str
    found: list[Unaccounted] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def hold(self, root: Element) -> None:
        """Account for every text, attribute and address of a page."""
        ids = {element.attributes["id"] for element in root if "id" in element.attributes}
        self._block(root, None, ids)

    # --- Site text: whatever stands under no mark, a block at a time ---------------------------------

    def _block(self, element: Element, edition: Ruled | None, ids: set[str]) -> None:
        words: list[str] = []
        for piece in self._flow(element, edition, ids):
            if piece is None:
                self.site_text("".join(words))
                words.clear()
            else:
                words.append(piece)
        self.site_text("".join(words))

    def _flow(self, element: Element, edition: Ruled | None, ids: set[str]) -> Iterator[str | None]:
        """The running text of a block; None where it ends and another begins."""
        for child in element.children:
            if isinstance(child, str):
                yield child
                continue
            inner = self._edition(child, edition)
            self._attributes(child, inner, ids)
            if child.name == "script" and child.attributes.get("type") == "application/ld+json":
                # Told to machines: `machines.structured` holds it, value by value.
                continue
            if child.name == "textarea":
                # The fifth account: the reader's own words, which a form gives back.
                continue
            if self._marked(child, inner):
                yield HOLE
                for nested in child:
                    if nested is not child:
                        self._attributes(nested, self._edition(nested, inner), ids)
            elif child.name in BLOCKS:
                yield None
                self._block(child, inner, ids)
                yield None
            else:
                yield from self._flow(child, inner, ids)

    def site_text(self, text: str) -> None:
        text = normal(text)
        if says_something(text):
            self.said.add(text)
            if text not in self.ledger.site_texts:
                self._miss(text, "site text that is not in the committed list")

    # --- The marked accounts ---------------------------------------------------------------------------

    def _marked(self, element: Element, edition: Ruled | None) -> bool:
        """Whether the element claims an account for its text; holds it to that claim."""
        marks = element.attributes
        if "data-echo" in marks and element.name != "meta":
            text = element.text(without=BESIDE)
            self.echo(text.removesuffix(SUFFIX) if element.name == "title" else text, marks["data-echo"])
        elif "data-n" in marks and element.name not in ("img", "a"):
            self._ruled(element.text(without=BESIDE), marks["data-n"], edition)
        elif "data-record" in marks:
            self._record(element.text(), marks["data-record"])
        elif element.name == "sup" and element.has_class("marks"):
            self._marks(element)
        else:
            return False
        return True

    def _edition(self, element: Element, around: Ruled | None) -> Ruled | None:
        named = element.attributes.get("data-edition")
        if named is None:
            return around
        if named not in self.ledger.editions:
            self._miss(named, "an edition that is not stored")
        return self.ledger.editions.get(named)

    def _ruled(self, text: str, number: str, edition: Ruled | None) -> None:
        n = int(number) if number.isdigit() else -1
        if edition is None or n not in edition.statements:
            self._miss(text, f"marked as statement {number}, which its edition does not have")
        elif n in edition.unruled:
            self._miss(text, f"statement {number} has no ruling that stands")
        elif _flat(text) != _flat(edition.statements[n]):
            self._miss(text, f"not the text of statement {number} that was ruled on")

    def echo(self, text: str, identifier: str) -> None:
        edition = self.ledger.editions.get(identifier)
        if edition is None or not is_echo(_flat(text), map(_flat, edition.texts)):
            self._miss(text, "marked as an echo, yet not made of whole ruled statements")

    def _record(self, text: str, sort: str) -> None:
        if text and not is_record(text, sort, self.ledger.records):
            self._miss(text, f"marked as a record ({sort}), yet not stored as one")

    def _marks(self, element: Element) -> None:
        """Citation marks: hidden words of the renderer, and numbers."""
        for nested in element:
            if nested.has_class("visually-hidden"):
                self.site_text("".join("#" if sign.isdigit() else sign for sign in nested.text()))
        rest = element.text(without=("visually-hidden",)).replace(",", "").replace(" ", "")
        if not rest.isdigit():
            self._miss(element.text(), "a citation mark that is no number")

    # --- Attributes and addresses ------------------------------------------------------------------------

    def _attributes(self, element: Element, edition: Ruled | None, ids: set[str]) -> None:
        marks = element.attributes
        for name in _SPOKEN:
            if marks.get(name):
                self._spoken(element, name, marks[name], edition)
        if element.name == "meta":
            self._meta(marks)
        for name in _LEADS:
            if name in marks:
                self._leads_somewhere(marks[name], edition, ids)

    def _meta(self, marks: dict[str, str]) -> None:
        name, content = marks.get("property") or marks.get("name", ""), marks.get("content", "")
        if name in ("description", "og:description", "og:title") and "data-echo" in marks:
            self.echo(content, marks["data-echo"])
        elif name in ("description", "og:image:alt", "og:site_name"):
            self.site_text(content)
        elif name in ("og:image", "og:url"):
            self.address_told(content)
        elif name not in _SILENT:
            self._miss(f"{name}: {content}", "a meta tag that the audit does not know")

    def _spoken(self, element: Element, name: str, text: str, edition: Ruled | None) -> None:
        number = element.attributes.get(
            "data-title-n" if element.name == "img" and name == "title" else "data-n"
        )
        if name in ("alt", "title") and number is not None:
            self._ruled(text, number, edition)
        elif "data-record" in element.attributes:
            self._record(text, element.attributes["data-record"])
        else:
            self.site_text(text)

    def _leads_somewhere(self, address: str, edition: Ruled | None, ids: set[str]) -> None:
        path = address.removeprefix(settings.SITE_ADDRESS).partition("#")[0].partition("?")[0]
        known = self.ledger.records.get("address", frozenset())
        if address.startswith("#"):
            # Notes that were removed for a legal reason leave their marks in the sealed text.
            noteless = edition is not None and "sources" not in edition.parts
            if address[1:] not in ids and not (noteless and address.startswith("#note-")):
                self._miss(address, "an address within the page that leads nowhere")
        elif path in self.ledger.addresses or not path or path.startswith("/static/") or address in known:
            return
        elif path in self.ledger.site_texts:
            # A page that every site has, linked from every foot, whether it is published yet or not.
            self.said.add(path)
        elif not (edition and f'"{_escaped(address)}"' in edition.html):
            self._miss(address, "an address that is neither published nor stored")

    def address_told(self, address: str) -> None:
        """An address told to machines leads where a link may lead."""
        self._leads_somewhere(address, None, set())

    def miss(self, text: str, why: str) -> None:
        """A text that no account covers."""
        self._miss(text, why)

    def _miss(self, text: str, why: str) -> None:
        self.found.append(Unaccounted(self.address, text, why))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;")
