"""A part's text as a tree of blocks, and each block's line as pieces that know where they were typed.

Extraction and rendering both walk this tree, so what is judged and what is shown cannot differ.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from markdown_it.token import Token

from site_app.statements.dialect import DEEPEST, parser
from site_app.statements.pictures import digest_in
from site_app.statements.pieces import ANCHOR, Piece, Pieces
from site_app.statements.positions import Source


@dataclass(slots=True)
class Node:
    """A block. `type`: root, paragraph, heading, bullets, numbers, item, quote, table, row, header,
    cell, code, rule, container, stray."""

    type: str
    line: int = 1
    start: int = 0
    end: int = 0
    level: int = 0
    children: list["Node"] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    name: str = ""
    args: tuple[str, ...] = ()
    closed: bool = True
    align: str = ""
    first: int = 1
    tight: bool = False

    @property
    def visible(self) -> str:
        return "".join(piece.text for piece in self.pieces)


_BLOCKS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
    "th_open": "header",
    "td_open": "cell",
    "container_open": "container",
}
_TRANSPARENT = {"thead_open", "thead_close", "tbody_open", "tbody_close"}


class _Builder:
    def __init__(self, text: str) -> None:
        self.source = Source(text)
        self.root = Node("root", end=len(text))
        self.stack = [self.root]
        self.cells: list[tuple[str, list[int]]] = []
        self.deepest = 0

    def build(self) -> None:
        tokens = parser().parse(self.source.text, {})
        for token in tokens:
            self.deepest = max(self.deepest, token.level)
            self._take(token)

    def _place(self, token: Token) -> tuple[int, int, int]:
        if token.map is None:
            parent = self.stack[-1]
            return parent.line, parent.start, parent.end
        line = min(token.map[0], len(self.source.lines) - 1)
        typed = self.source.lines[line]
        start = self.source.offset(line, len(typed) - len(typed.lstrip()))
        return line + 1, start, self.source.offset(line, len(typed.rstrip()))

    def _node(self, kind: str, token: Token) -> Node:
        line, start, end = self._place(token)
        node = Node(kind, line=line, start=start, end=max(start, end))
        self.stack[-1].children.append(node)
        return node

    def _take(self, token: Token) -> None:
        if token.type in _TRANSPARENT:
            return
        if token.type in _BLOCKS:
            node = self._node(_BLOCKS[token.type], token)
            self._dress(node, token)
            self.stack.append(node)
        elif token.type == "inline":
            self._fill(self.stack[-1], token)
        elif token.nesting < 0:
            self.stack.pop()
        elif token.type in ("fence", "code_block"):
            self._code(self._node("code", token), token)
        elif token.type == "hr":
            self._node("rule", token)
        else:
            self._node("stray", token)

    def _dress(self, node: Node, token: Token) -> None:
        if node.type == "heading":
            node.level = int(token.tag[1:])
            # Setext headings have no offset: their content maps like a paragraph's.
            node.first = token.meta.get("offset", -1)
        elif node.type == "numbers":
            node.first = self._first_number(int(token.attrs.get("start", 1)))
        elif node.type == "container":
            name, *args = token.info.split()
            node.name, node.args, node.closed = name.lower(), tuple(args), token.meta["closed"]
        elif node.type == "row" and token.map:
            self.cells = self.source.of_cells(token.map[0], token.meta["offset"])
        elif node.type in ("header", "cell"):
            style = str(token.attrs.get("style", ""))
            node.align = style.removeprefix("text-align:")
        elif node.type == "paragraph":
            node.tight = token.hidden

    def _first_number(self, typed: int) -> int:
        """`typed` if the list goes on from the one before it, else 1.

        Any other number would be words that nobody rules on ('120. mg at night').
        """
        siblings = islice(reversed(self.stack[-1].children), 1, None)
        before = next((node for node in siblings if node.type == "numbers"), None)
        return typed if before and typed == before.first + len(before.children) else 1

    def _fill(self, node: Node, token: Token) -> None:
        first_line = token.map[0] if token.map else 0
        if node.type in ("header", "cell"):
            if not self.cells:
                return
            content, places = self.cells.pop(0)
            if not content:
                return
            node.start, node.end = places[0], places[-1]
        elif node.type == "heading" and node.first >= 0:
            places = self.source.of_heading(token.content, first_line, node.first)
        else:
            places = self.source.of_lines(token.content, first_line)
        node.pieces = Pieces(token.content, places).of(token.children or [])

    def _code(self, node: Node, token: Token) -> None:
        first = (token.map or [0])[0] + (1 if token.type == "fence" else 0)
        content = token.content.rstrip("\n")
        places = self.source.of_lines(content, first)
        if content.strip():
            node.pieces = [Piece("text", content, places[: len(content)], places[0], places[-1], typed=False)]


@dataclass(frozen=True, slots=True)
class Tree:
    root: Node
    source: Source
    too_deep: bool


# A draft has some ten parts in Markdown, and check, render and digest each read all of them.
@lru_cache(maxsize=32)
def tree_of(text: str, part: str = "") -> Tree:
    """Parse the whole dialect. Never raises. Trees are shared between callers: read only.

    `part`: two parts of a draft that say the same have a tree each, since a walk keeps what it found by node.
    """
    builder = _Builder(text)
    builder.build()
    return Tree(builder.root, builder.source, builder.deepest >= DEEPEST - 1)


def pictures_of(text: str) -> list[str]:
    """The digests of the pictures that a Markdown text shows, sorted, each once."""
    found: set[str] = set()
    waiting = [tree_of(text).root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        found.update(digest_in(piece.picture.address) for piece in node.pieces if piece.picture)
    return sorted(found - {""})


def line_of(text: str) -> Tree:
    """A part of form "line": one paragraph, every character as typed, no marks."""
    source = Source(text)
    node = Node("paragraph", end=len(text))
    shown = re.sub(r"[\r\n\0]", " ", text).replace(ANCHOR, "\ufffd")
    if shown.strip():
        node.pieces = [Piece("text", shown, list(range(len(text))), 0, len(text))]
    return Tree(Node("root", children=[node], end=len(text)), source, too_deep=False)
