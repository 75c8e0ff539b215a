"""What is wrong with a page as HTML, found without a browser and without Java.

Parsing follows https://html.spec.whatwg.org/#parse-errors; beyond that: names used twice, controls without a
label, references that lead nowhere, elements and attributes that the standard calls obsolete.
"""

from collections import Counter
from collections.abc import Iterator
from html.entities import html5
from html.parser import HTMLParser
from urllib.parse import unquote

from justhtml import JustHTML

from site_app.reader.audit.tree import Element, NotWellFormed, parse

# https://html.spec.whatwg.org/#non-conforming-features
OBSOLETE = frozenset(
    "acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee "
    "menuitem multicol nextid nobr noembed noframes param plaintext rb rtc spacer strike tt xmp".split()
)
OBSOLETE_ATTRIBUTES = {
    "align": "caption col div h1 h2 h3 h4 h5 h6 hr img legend p table td th tr",
    "bgcolor": "body table td th tr",
    "border": "img object table",
    "cellpadding": "table",
    "cellspacing": "table",
    "charset": "a link",
    "language": "script",
    "name": "a img",
    "summary": "table",
    "type": "li ul",
    "valign": "td th tr",
    "width": "col hr pre table td th",
}
CONTROLS = ("input", "select", "textarea")
INTERACTIVE = ("a", "button", "details", "input", "label", "select", "textarea")
NAMED_BY = ("aria-labelledby", "aria-describedby", "aria-controls")


class _Written(HTMLParser):
    """What a tree no longer shows: attributes written twice, and names of signs that nobody knows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        times = Counter(name for name, _ in attrs)
        self.found += [f"'{name}' stands on <{tag}> twice" for name in times if times[name] > 1]

    def handle_entityref(self, name: str) -> None:
        if f"{name};" not in html5:
            self.found.append(f"'&{name};' is no sign")


def faults(html: str) -> list[str]:
    """Each fault in a line; an empty list for a page that conforms as far as this can tell."""
    found = [
        f"line {error.line}: {error.code}"
        for error in JustHTML(html, collect_errors=True, sanitize=False).errors
    ]
    written = _Written()
    written.feed(html)
    found += written.found
    try:
        root = parse(html)
    except NotWellFormed as fault:
        return [*found, str(fault)]
    elements = list(root)
    ids = Counter(element.attributes["id"] for element in elements if "id" in element.attributes)
    found += [f"id '{name}' stands on {times} elements" for name, times in ids.items() if times > 1]
    found += [f"id '{name}' is no name" for name in ids if not name or any(sign.isspace() for sign in name)]
    found += _whole(root, elements)
    for element in elements:
        found += _obsolete(element)
        found += _references(element, ids)
    return found + list(_unlabelled(root, elements)) + list(_nested(root))


def _whole(root: Element, elements: list[Element]) -> Iterator[str]:
    """What every page has, once."""
    for name in ("title", "h1", "main"):
        here = [element for element in elements if element.name == name]
        if len(here) != 1:
            yield f"{len(here)} <{name}>"
        elif not here[0].text():
            yield f"<{name}> is empty"
    page = next((element for element in elements if element.name == "html"), root)
    if not page.attributes.get("lang"):
        yield "<html> has no language"
    for picture in elements:
        if picture.name == "img" and "alt" not in picture.attributes:
            yield "<img> without alt"


def _obsolete(element: Element) -> Iterator[str]:
    if element.name in OBSOLETE:
        yield f"<{element.name}> is obsolete"
    for attribute, names in OBSOLETE_ATTRIBUTES.items():
        if attribute in element.attributes and element.name in names.split():
            yield f"'{attribute}' is obsolete on <{element.name}>"
    if "style" in element.attributes or any(name.startswith("on") for name in element.attributes):
        yield f"<{element.name}> carries style or script, which the content policy shuts out"


def _references(element: Element, ids: Counter[str]) -> Iterator[str]:
    for attribute in NAMED_BY:
        for name in element.attributes.get(attribute, "").split():
            if name not in ids:
                yield f"{attribute} names '{name}', which is not there"
    target = element.attributes.get("for")
    if element.name == "label" and target is not None and target not in ids:
        yield f"a label is for '{target}', which is not there"
    href = element.attributes.get("href", "")
    if href.startswith("#") and unquote(href[1:]) not in ids:
        yield f"'{href}' leads nowhere"


def _unlabelled(root: Element, elements: list[Element]) -> Iterator[str]:
    labelled = {element.attributes.get("for") for element in elements if element.name == "label"}
    wrapped = {id(inner) for label in elements if label.name == "label" and label.text() for inner in label}
    for element in elements:
        marks = element.attributes
        spoken = marks.get("aria-label") or marks.get("aria-labelledby") or marks.get("title")
        if element.name in CONTROLS and marks.get("type") not in ("hidden", "submit"):
            if not (spoken or marks.get("id", "") in labelled or id(element) in wrapped):
                yield f"<{element.name} name={marks.get('name', '')}> has no label"
        elif element.name in ("button", "a", "summary") and not (spoken or element.text()):
            yield f"<{element.name}> says nothing"


def _nested(element: Element, around: str = "") -> Iterator[str]:
    """A link within a link, a button within a label, and the like."""
    for child in element.children:
        if isinstance(child, Element):
            inner = child.name in INTERACTIVE
            if inner and around in ("a", "button"):
                yield f"<{child.name}> within <{around}>"
            yield from _nested(child, child.name if inner else around)
