"""HTML as a tree, kept as small as the audit needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "circle",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "path",
        "rect",
    )
    + ("source", "track", "use", "wbr")
)
# Between one of these and the next a reader sees a gap, so a text ends there.
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "img",
        "legend",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "script",
        "section",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
# Marks and hidden words that the renderer sets beside a statement: not a part of its text.
BESIDE = ("marks", "visually-hidden")


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Element"]:
        """This element and all within it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    def text(self, without: tuple[str, ...] = ()) -> str:
        """The text within, white space made single; elements of a class in `without` are left out."""
        return " ".join("".join(self._pieces(without)).split())

    def _pieces(self, without: tuple[str, ...]) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.name == "br":
                yield " "
            elif not any(child.has_class(name) for name in without):
                yield from child._pieces(without)


class NotWellFormed(ValueError):
    """Tags do not nest; a browser would guess, the audit does not."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].name != tag:
            raise NotWellFormed(f"</{tag}> closes <{self.open[-1].name}>.")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a page or of a stretch of HTML. Raises NotWellFormed when tags do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) != 1:
        raise NotWellFormed(f"<{reader.open[-1].name}> is never closed.")
    return reader.root
