"""Findings that concern a place in the text: blocks, help cards, pictures, links, marks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from site_app.statements.codes import CODES
from site_app.statements.frequency import frequencies_in, frequency_of
from site_app.statements.links import asks_our_pages, dials_another, is_telephone, may_link
from site_app.statements.marks import CARDS, CONTAINERS
from site_app.statements.pictures import digest_in
from site_app.statements.pieces import InlineMark, Picture, Piece
from site_app.statements.report import Finding, Lookup, Part
from site_app.statements.spans import says_something
from site_app.statements.tree import Node
from site_app.statements.walk import Sentence, Walked

_HTML = re.compile(r"<(?:!--|/?[a-zA-Z][^<>]{0,200}/?>)|<!\[CDATA\[")
_ENDS_IN_IF = re.compile(r"\bif:$", re.IGNORECASE)


class Places:
    """Walks one part's tree and notes what stands wrong in it."""

    def __init__(self, walked: Walked, part: Part, lookup: Lookup | None) -> None:
        self.walked = walked
        self.part = part
        self.lookup = lookup
        self.tree = walked.trees[part.name]
        keys = {citation.key for sentence in walked.sentences for citation in sentence.citations}
        sources = [lookup.source(key) for key in sorted(keys)] if lookup else []
        self.cited = [source.url for source in sources if source]

    def findings(self) -> Iterator[Finding]:
        if self.tree.too_deep:
            yield self._at("too_deep", self.tree.root, excerpt=self.part.text[:60])
        for loose in self.walked.loose:
            if loose.part is self.part:
                yield self._span("loose_mark", loose.piece.start, loose.piece.end)
        if self.part.form == "line":
            yield from self._line()
            return
        yield from self._cards_together(self.tree.root)
        yield from self._children(self.tree.root, top=True, card="")

    def _span(self, code: str, start: int, end: int, words: str = "") -> Finding:
        kind = CODES[code]
        line = self.tree.source.line_of(start)
        excerpt = self.part.text[start:end]
        return Finding(
            code,
            None,
            self.part.name,
            line,
            start,
            end,
            excerpt,
            kind.reason.format(words=words),
            kind.remedy,
            kind.blocks,
            words,
        )

    def _at(self, code: str, node: Node, words: str = "", excerpt: str = "") -> Finding:
        found = self._span(code, node.start, node.end, words)
        return replace(found, excerpt=excerpt) if excerpt else found

    def _line(self) -> Iterator[Finding]:
        for found in re.finditer(r"\[@[^\]]*\]?", self.part.text):
            yield self._span("misplaced_citation", found.start(), found.end())
        yield from self._html(self.tree.root.children[0])

    def _children(self, parent: Node, *, top: bool, card: str) -> Iterator[Finding]:
        for node in parent.children:
            yield from self._node(node, top=top, card=card)

    def _node(self, node: Node, *, top: bool, card: str) -> Iterator[Finding]:
        if node.type == "stray":
            yield self._at("stray_close", node)
        elif node.type == "container":
            yield from self._container(node, top=top)
            card = node.name if node.name in CARDS else card
        if node.pieces:
            yield from self._pieces(node, card)
        yield from self._children(node, top=False, card=card)

    def _container(self, node: Node, *, top: bool) -> Iterator[Finding]:
        if node.name not in CONTAINERS:
            yield self._at("unknown_block", node, node.name)
        elif not top:
            yield self._at("inner_block", node)
        if not node.closed:
            yield self._at("unclosed_block", node)
        if node.name in CARDS:
            yield from self._card(node)
        elif node.name == "consult":
            yield from self._consult(node)
        elif node.name == "documents":
            yield from self._documents(node)
        elif node.name == "frequency":
            yield from self._frequency(node)

    def _consult(self, node: Node) -> Iterator[Finding]:
        slugs = [word for word in node.args if not word.startswith("@")]
        keys = [word[1:] for word in node.args if word.startswith("@")]
        if not slugs:
            yield self._at("consult_unnamed", node)
        if not any(sentence.text for sentence in self._sentences(node)):
            yield self._at("consult_empty", node)
        if self.lookup is not None:
            for slug in slugs:
                if self.lookup.consult(slug) is None:
                    yield self._at("unknown_consult", node, slug)
            for key in keys:
                if self.lookup.source(key) is None:
                    yield self._at("unknown_source", node, key)

    def _documents(self, node: Node) -> Iterator[Finding]:
        if not node.args:
            yield self._at("documents_unnamed", node)
        if self.lookup is not None:
            for slug in node.args:
                if self.lookup.document(slug) is None:
                    yield self._at("unknown_document", node, slug)

    def _frequency(self, node: Node) -> Iterator[Finding]:
        frequency = frequency_of(node.args)
        if frequency is None:
            yield self._at("frequency_unreadable", node)
            return
        cited = [sentence for sentence in self._sentences(node) if sentence.all_citations]
        if not any(frequency in frequencies_in(sentence.text) for sentence in cited):
            yield self._at("frequency_mismatch", node, f"{frequency.some} in {frequency.all}")

    def _sentences(self, node: Node) -> list[Sentence]:
        own = list(self.walked.of_node(node))
        for child in node.children:
            own.extend(self._sentences(child))
        return own

    def _card(self, node: Node) -> Iterator[Finding]:
        headings = [child for child in node.children if child.type == "heading"]
        first = node.children[0] if node.children else None
        words = " ".join(sentence.text for sentence in self.walked.of_node(first)) if first else ""
        if first is None or first.type != "heading" or len(headings) != 1 or not _ENDS_IN_IF.search(words):
            yield self._at("card_heading", node)
        rest = [child for child in node.children if child.type != "heading"]
        if len(rest) != 1 or rest[0].type != "bullets":
            yield self._at("card_list", node)

    def _cards_together(self, root: Node) -> Iterator[Finding]:
        seen: set[str] = set()
        for number, node in enumerate(root.children):
            if node.type != "container" or node.name not in CARDS:
                continue
            if node.name in seen:
                yield self._at("card_repeated", node)
            seen.add(node.name)
            after = root.children[number + 1] if number + 1 < len(root.children) else None
            if after is not None and after.type not in ("heading", "container", "stray"):
                yield self._at("text_after_card", after)

    def _pieces(self, node: Node, card: str) -> Iterator[Finding]:
        yield from self._html(node)
        links: dict[InlineMark, str] = {}
        for piece in node.pieces:
            if piece.picture is not None:
                yield from self._picture(piece, piece.picture)
            elif piece.kind == "text" and piece.typed and "[@" in piece.text:
                at = piece.at[piece.text.index("[@")]
                close = self.part.text.find("]", at, at + 200)
                yield self._span("malformed_mark", at, close + 1 if close >= 0 else piece.end)
            for mark in piece.marks:
                if mark.name == "link":
                    links[mark] = links.get(mark, "") + piece.text
        for mark, words in links.items():
            yield from self._link(mark, words, card)

    def _link(self, mark: InlineMark, words: str, card: str) -> Iterator[Finding]:
        address = mark.href
        if card == "emergency" and not is_telephone(address):
            yield self._span("card_link", mark.start, mark.end)
        elif asks_our_pages(address):
            yield self._span("asking_link", mark.start, mark.end, address)
        elif not may_link(address, self.cited):
            yield self._span("outside_link", mark.start, mark.end, address)
        elif is_telephone(address) and dials_another(address, words):
            yield self._span("other_number", mark.start, mark.end, f"{words} and {address}")

    def _picture(self, piece: Piece, picture: Picture) -> Iterator[Finding]:
        if not says_something(picture.alt):
            yield self._span("picture_without_alt", piece.start, piece.end)
        elif "[@" in picture.alt:
            yield self._span("misplaced_citation", picture.alt_start, picture.alt_end)
        digest = digest_in(picture.address)
        if not digest:
            yield self._span("foreign_picture", piece.start, piece.end)
        elif self.lookup is not None and self.lookup.picture(digest) is None:
            yield self._span("unknown_picture", piece.start, piece.end)

    def _html(self, node: Node) -> Iterator[Finding]:
        visible = "".join(
            piece.text if piece.kind in ("text", "break") and not _coded(piece) else "\0"
            for piece in node.pieces
        )
        if node.type != "code" and _HTML.search(visible):
            start = node.pieces[0].start
            yield self._span("raw_html", start, max(start, node.pieces[-1].end))


def _coded(piece: Piece) -> bool:
    return any(mark.name == "code" for mark in piece.marks)
