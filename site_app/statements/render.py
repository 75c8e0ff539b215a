"""The one renderer: a draft in, the HTML a reader is served out. Preview and sealing both call it.

Same tree, same walk and so the same numbers as the report of the same draft. Author text is escaped
where it is printed, and nh3 with a short allow-list goes over every stretch as the last step.
"""

import re
from collections.abc import Callable
from html import escape

from site_app.statements.frequency import Frequency, frequency_of
from site_app.statements.gate import cleaned
from site_app.statements.links import is_telephone, may_link
from site_app.statements.marks import CARDS
from site_app.statements.pictures import digest_in
from site_app.statements.pieces import Piece
from site_app.statements.render_inline import Line, line_html
from site_app.statements.render_words import SITE_WORDS
from site_app.statements.report import Draft, Lookup, Note, Part, Rendered, Segment
from site_app.statements.tree import Node
from site_app.statements.walk import Sentence, Walked, walk


def render(draft: Draft, lookup: Lookup | None = None) -> Rendered:
    """The HTML of every part of `draft`, its numbered notes and its headings. Never raises on any text.

    Pictures and links to cited sources need `lookup`; without one they are left out.
    """
    return _Renderer(draft, lookup).rendered()


class _Renderer:
    def __init__(self, draft: Draft, lookup: Lookup | None) -> None:
        self.draft = draft
        self.lookup = lookup
        self.walked: Walked = walk(draft)
        self.notes = _notes(self.walked)
        self.numbers = {note.key: note.number for note in self.notes}
        self.cited = [source.url for note in self.notes if lookup and (source := lookup.source(note.key))]
        self.headings: list[tuple[int, str, str]] = []
        self.ids: dict[str, int] = {}
        self.hidden: dict[int, list[Sentence]] = {}
        for sentence in self.walked.sentences:
            if sentence.kind in ("alt", "link-title"):
                self.hidden.setdefault(id(sentence.node), []).append(sentence)

    def rendered(self) -> Rendered:
        parts = {part.name: self._part(part) for part in self.draft.parts}
        return Rendered(parts, self.notes, tuple(self.headings))

    def _part(self, part: Part) -> tuple[Segment, ...]:
        tree = self.walked.trees.get(part.name)
        if tree is None:
            return ()
        if part.form == "line":
            node = tree.root.children[0]
            return (Segment("html", html=cleaned(self.line(node))),)
        return _Blocks(self, part).segments(tree.root)

    def line(self, node: Node, card: str = "") -> str:
        """The sentences of one block; in an emergency `card` a link only dials."""
        titles = {
            (mark.start, mark.end): sentence.n
            for piece in node.pieces
            for mark in piece.marks
            for sentence in self.hidden.get(id(node), ())
            if mark.title and sentence.text == " ".join(mark.title.split())
        }
        allowed: Callable[[str], bool] = is_telephone if card == "emergency" else self._may_link
        return line_html(node, self.walked.of_node(node), Line(self.numbers, allowed, titles))

    def _may_link(self, address: str) -> bool:
        return may_link(address, self.cited)

    def heading_id(self, text: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
        name = f"h-{base or 'part'}"
        count = self.ids[name] = self.ids.get(name, 0) + 1
        # Two dashes: no heading's own words can make the same name.
        return name if count == 1 else f"{name}--{count}"


def _notes(walked: Walked) -> tuple[Note, ...]:
    locators: dict[str, dict[str, None]] = {}
    statements: dict[str, list[int]] = {}
    for sentence in walked.sentences:
        for citation in sentence.all_citations:
            locators.setdefault(citation.key, {})
            if citation.locator:
                locators[citation.key][citation.locator] = None
            ns = statements.setdefault(citation.key, [])
            if sentence.n not in ns:
                ns.append(sentence.n)
    return tuple(
        Note(number, key, tuple(found), tuple(statements[key]))
        for number, (key, found) in enumerate(locators.items(), 1)
    )


class _Blocks:
    """Renders the blocks of one part."""

    def __init__(self, renderer: _Renderer, part: Part) -> None:
        self.renderer = renderer
        self.top = 3 if part.caption else 2
        self.card = ""

    def segments(self, root: Node) -> tuple[Segment, ...]:
        found: list[Segment] = []
        html: list[str] = []

        def flush() -> None:
            if html:
                found.append(Segment("html", html=cleaned("\n".join(html))))
                html.clear()

        for node in root.children:
            if node.type == "container" and node.name == "consult":
                flush()
                slug, source = consult_words(node)
                found.append(Segment("consult", html=cleaned(self._all(node)), key=slug, source=source))
            elif node.type == "container" and node.name == "documents":
                flush()
                found.append(Segment("documents", slugs=node.args))
                html.extend([self._all(node)] if node.children else [])
            elif block := self._block(node):
                html.append(block)
        flush()
        return tuple(found)

    def _all(self, parent: Node) -> str:
        return "\n".join(filter(None, map(self._block, parent.children)))

    def _block(self, node: Node) -> str:
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "heading":
                return self._heading(node)
            case "bullets":
                return f"<ul>\n{self._all(node)}\n</ul>"
            case "numbers":
                start = f' start="{node.first}"' if node.first != 1 else ""
                return f"<ol{start}>\n{self._all(node)}\n</ol>"
            case "item":
                return f"<li>{self._all(node)}</li>"
            case "quote":
                return f"<blockquote>\n{self._all(node)}\n</blockquote>"
            case "table":
                return self._table(node)
            case "code":
                return f"<pre><code>{self._line(node)}</code></pre>"
            case "rule":
                return "<hr>"
            case "container":
                return self._container(node)
            case _:
                return ""

    def _line(self, node: Node) -> str:
        return self.renderer.line(node, self.card)

    def _paragraph(self, node: Node) -> str:
        line = self._line(node).strip()
        figures = self._figures(node)
        if not line:
            return figures
        return (line if node.tight else f"<p>{line}</p>") + figures

    def _figures(self, node: Node) -> str:
        return "".join(self._figure(node, piece) for piece in node.pieces if piece.picture)

    def _figure(self, node: Node, piece: Piece) -> str:
        picture = piece.picture
        lookup = self.renderer.lookup
        digest = digest_in(picture.address) if picture else ""
        facts = lookup.picture(digest) if lookup and digest else None
        if picture is None or facts is None:
            return ""
        numbers = "".join(
            f' {name}="{sentence.n}"'
            for sentence in self.renderer.hidden.get(id(node), ())
            for name, kind, text in (
                ("data-n", "alt", picture.alt),
                ("data-title-n", "link-title", picture.title),
            )
            if sentence.kind == kind and sentence.text == " ".join(text.split())
        )
        title = f' title="{escape(picture.title)}"' if picture.title else ""
        words = (
            ("credit", SITE_WORDS["picture"], facts.credit),
            ("licence", SITE_WORDS["licence"], facts.licence),
        )
        caption = " ".join(
            f'{label} <span data-record="{record}">{escape(text)}</span>'
            for record, label, text in words
            if text
        )
        return (
            f'<figure><img src="{escape(facts.address)}" alt="{escape(" ".join(picture.alt.split()))}"{title}'
            f' width="{facts.width}" height="{facts.height}" loading="lazy"{numbers}>'
            f"<figcaption>{caption}</figcaption></figure>"
        )

    def _heading(self, node: Node, hidden: str = "") -> str:
        level = min(6, max(self.top, node.level))
        text = " ".join(sentence.text for sentence in self.renderer.walked.of_node(node))
        name = self.renderer.heading_id(text)
        if not hidden:
            self.renderer.headings.append((level, name, text))
        words = f'<span class="visually-hidden">{hidden} </span>' if hidden else ""
        return f'<h{level} id="{name}">{words}{self._line(node).strip()}</h{level}>{self._figures(node)}'

    def _table(self, table: Node) -> str:
        head, body = "", []
        for row in table.children:
            cells = "".join(self._cell(cell, number) for number, cell in enumerate(row.children))
            if row.children and row.children[0].type == "header":
                head = f"<thead><tr>{cells}</tr></thead>"
            else:
                body.append(f"<tr>{cells}</tr>")
        rows = f"<tbody>{''.join(body)}</tbody>" if body else ""
        return f'<div class="table"><table>{head}{rows}</table></div>'

    def _cell(self, cell: Node, number: int) -> str:
        align = f' class="align-{cell.align}"' if cell.align else ""
        inner = self._line(cell).strip() + self._figures(cell)
        if cell.type == "header":
            return f'<th scope="col"{align}>{inner}</th>' if inner else f"<td{align}></td>"
        if number == 0 and inner:
            return f'<th scope="row"{align}>{inner}</th>'
        return f"<td{align}>{inner}</td>"

    def _container(self, node: Node) -> str:
        if node.name in CARDS:
            return self._card(node)
        if node.name == "frequency":
            frequency = frequency_of(node.args)
            picture = _people(frequency) if frequency else ""
            return f'<div class="frequency">{picture}{self._all(node)}</div>'
        # An unknown block, or one that stands inside another: findings name it, its text stays visible.
        return f'<div class="block">{self._all(node)}</div>'

    def _card(self, node: Node) -> str:
        hidden = SITE_WORDS[node.name]
        outer, self.card = self.card, node.name
        blocks: list[str] = []
        label = f'aria-label="{hidden}"'
        for child in node.children:
            if child.type == "heading" and not blocks:
                self.top += 1
                blocks.append(self._heading(child, hidden))
                self.top -= 1
                found = re.search(r'id="([^"]+)"', blocks[0])
                label = f'aria-labelledby="{found[1]}"' if found else label
            else:
                blocks.append(self._block(child))
        self.card = outer
        return (
            f'<section class="card card-{node.name}" {label}>\n'
            + "\n".join(filter(None, blocks))
            + "\n</section>"
        )


def _people(frequency: Frequency) -> str:
    words = SITE_WORDS["frequency"].format(some=frequency.some, all=frequency.all)
    marks = "".join(
        f'<span class="person{" counted" if number < frequency.some else ""}"></span>'
        for number in range(frequency.all)
    )
    return f'<div class="people" role="img" aria-label="{words}" data-record="frequency">{marks}</div>'


def consult_words(node: Node) -> tuple[str, str]:
    """The slug and the key of the free official source in a consult block's opening line."""
    slug = next((word for word in node.args if not word.startswith("@")), "")
    source = next((word[1:] for word in node.args if word.startswith("@")), "")
    return slug, source
