"""Every text a reader would see, cut into sentences, each in its place. Nothing is judged here."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from site_app.statements.marks import CARDS, CONTAINERS
from site_app.statements.pictures import digest_in
from site_app.statements.pieces import InlineMark, Piece
from site_app.statements.report import Citation, Draft, Part
from site_app.statements.spans import Row, says_something, shown_words
from site_app.statements.split import sentence_spans
from site_app.statements.tree import Node, Tree, line_of, tree_of

LONGEST = 200_000


@dataclass(slots=True)
class Sentence:
    """A statement before it is judged. `first`/`last`: its span in the visible text of `node`."""

    n: int
    part: Part
    kind: str
    text: str
    heading_path: tuple[str, ...]
    lead_in: str
    previous: str
    block: str
    line: int
    start: int
    end: int
    citations: tuple[Citation, ...]
    node: Node
    first: int
    last: int
    row: str = ""
    inherited: tuple[Citation, ...] = ()
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        return self.citations + self.inherited


@dataclass(frozen=True, slots=True)
class LooseMark:
    """A citation mark that stands in no sentence."""

    part: Part
    piece: Piece


@dataclass(slots=True)
class Walked:
    draft: Draft
    trees: dict[str, Tree] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    loose: list[LooseMark] = field(default_factory=list)

    def of_node(self, node: Node) -> list[Sentence]:
        return self.by_node.get(id(node), [])

    by_node: dict[int, list[Sentence]] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """What surrounds a block while the walk passes through it."""

    part: Part
    headings: list[tuple[int, str]]
    block: str = ""
    card: bool = False
    item: bool = False
    lead: Sentence | None = None
    covers: bool = False
    inherits: bool = False
    column: str = ""
    row: str = ""


def walk(draft: Draft) -> Walked:
    """Sentences of all parts in reading order, numbered from 1.

    A part longer than LONGEST is left out altogether (`findings` says so).
    """
    walked = Walked(draft)
    for part in draft.parts:
        if len(part.text) > LONGEST:
            continue
        tree = line_of(part.text) if part.form == "line" else tree_of(part.text, part.name)
        walked.trees[part.name] = tree
        _Walk(walked, part).blocks(tree.root, _Place(part, []), top=True)
    return walked


class _Walk:
    def __init__(self, walked: Walked, part: Part) -> None:
        self.walked = walked
        self.part = part
        self.previous = ""
        self.source = walked.trees[part.name].source

    def blocks(self, parent: Node, place: _Place, *, top: bool = False) -> None:
        before: Sentence | None = None
        for node in parent.children:
            if top:
                self.previous = ""
            here = place
            if before is not None and _opens(before, node):
                here = replace(place, lead=before, covers=True, inherits=False)
            before = self._block(node, here)

    def _block(self, node: Node, place: _Place) -> Sentence | None:
        """Walk one block; the last sentence of a paragraph or heading, which may lead the next block."""
        if node.type in ("paragraph", "heading", "code"):
            return self._leaf(node, place)
        if node.type == "table":
            self._table(node, place)
        elif node.type == "container":
            card = node.name in CARDS
            # A block we do not know is no block: its name is only what somebody typed.
            name = node.name if node.name in CONTAINERS else ""
            inner = replace(place, block=name, card=card, headings=list(place.headings))
            self.blocks(node, inner)
        elif node.type == "quote":
            self.blocks(node, replace(place, block=place.block or "quote", headings=list(place.headings)))
        elif node.type == "item":
            alone = place.covers and _one_sentence(node)
            self.blocks(
                node, replace(place, item=True, covers=False, inherits=alone, headings=list(place.headings))
            )
        elif node.type in ("bullets", "numbers"):
            for child in node.children:
                self._block(child, place)
        return None

    def _table(self, table: Node, place: _Place) -> None:
        columns: list[str] = []
        for row in table.children:
            label = ""
            for number, cell in enumerate(row.children):
                if cell.type == "header":
                    columns.append(shown_words(cell.visible))
                    self._leaf(cell, place)
                    continue
                column = columns[number] if number < len(columns) else ""
                alone = place.covers and _one_sentence(cell)
                self._leaf(cell, replace(place, column=column, row=label, inherits=alone))
                label = label or shown_words(cell.visible)

    def _leaf(self, node: Node, place: _Place) -> Sentence | None:
        visible = node.visible
        kind = _kind(node, place)
        path = self._path(node, place)
        found: list[Sentence] = []
        row = Row(node.pieces)
        for first, last in sentence_spans(visible):
            text = shown_words(visible[first:last])
            pieces = list(row.overlapping(first, last))
            if not says_something(text):
                self.walked.loose.extend(LooseMark(self.part, piece) for piece in pieces if piece.citations)
                continue
            start, end = row.span_of(first, last)
            # A mark of its own says which source this sentence has; what it has not named is not put to it.
            own = tuple(citation for piece in pieces for citation in piece.citations)
            sentence = Sentence(
                n=len(self.walked.sentences) + 1,
                part=self.part,
                kind=kind,
                text=text,
                heading_path=path,
                lead_in=place.lead.text
                if place.lead and kind in ("item", "cell", "card-heading", "text")
                else "",
                previous=self.previous,
                block=place.block,
                line=self.source.line_of(start),
                start=start,
                end=end,
                citations=own,
                node=node,
                first=first,
                last=last,
                row=place.row,
                inherited=place.lead.all_citations if place.lead and place.inherits and not own else (),
                pictures=tuple(
                    digest
                    for piece in pieces
                    if piece.picture and (digest := digest_in(piece.picture.address))
                ),
                links=tuple(
                    dict.fromkeys(
                        mark.href for piece in pieces for mark in piece.marks if mark.name == "link"
                    )
                ),
            )
            self.previous = text
            self.walked.sentences.append(sentence)
            found.append(sentence)
        self.walked.by_node[id(node)] = list(found)
        self._hidden_texts(node, path, place)
        if node.type == "heading":
            while place.headings and place.headings[-1][0] >= node.level:
                place.headings.pop()
            place.headings.append((node.level, shown_words(visible)))
            if kind == "card-heading" and place.lead and place.covers and len(found) == 1:
                found[0].inherited = () if found[0].citations else place.lead.all_citations
        return found[-1] if found else None

    def _path(self, node: Node, place: _Place) -> tuple[str, ...]:
        outer = [text for level, text in place.headings if node.type != "heading" or level < node.level]
        return tuple(filter(None, [self.part.caption, *outer, place.column]))

    def _hidden_texts(self, node: Node, path: tuple[str, ...], place: _Place) -> None:
        """Alt texts and titles: seen on hover or heard from a screen reader."""
        seen: set[int] = set()
        for piece in node.pieces:
            if piece.picture is not None:
                digest = digest_in(piece.picture.address)
                pictures = (digest,) if digest else ()
                picture = piece.picture
                self._hidden(
                    node, "alt", picture.alt, picture.alt_start, picture.alt_end, path, place, pictures
                )
                self._hidden(
                    node,
                    "link-title",
                    picture.title,
                    *self._title_span(picture.title, piece),
                    path,
                    place,
                    pictures,
                )
            for mark in piece.marks:
                if mark.title and mark.start not in seen:
                    seen.add(mark.start)
                    self._hidden(
                        node, "link-title", mark.title, *self._title_span(mark.title, mark), path, place, ()
                    )

    def _title_span(self, title: str, around: Piece | InlineMark) -> tuple[int, int]:
        place = self.part.text.rfind(title, around.start, around.end) if title else -1
        return (place, place + len(title)) if place >= 0 else (around.start, around.end)

    def _hidden(self, node: Node, kind: str, text: str, start: int, end: int, path: tuple[str, ...],
                place: _Place, pictures: tuple[str, ...]) -> None:  # fmt: skip
        words = shown_words(text)
        if not words:
            return
        self.walked.sentences.append(
            Sentence(
                n=len(self.walked.sentences) + 1,
                part=self.part,
                kind=kind,
                text=words,
                heading_path=path,
                lead_in="",
                previous="",
                block=place.block,
                line=self.source.line_of(start),
                start=start,
                end=end,
                citations=(),
                node=node,
                first=0,
                last=0,
                pictures=pictures,
            )  # fmt: skip
        )


def _opens(sentence: Sentence, node: Node) -> bool:
    leads = node.type in ("bullets", "numbers", "table") or (node.type == "container" and node.name in CARDS)
    return leads and sentence.text.endswith(":")


def _kind(node: Node, place: _Place) -> str:
    if place.part.form == "line":
        name = place.part.name
        if name in ("slug", "address") or name.endswith(("_slug", "_address")):
            return "address"
        return "alt" if name == "alt" or name.endswith("_alt") else "title"
    if node.type == "heading":
        return "card-heading" if place.card else "heading"
    if node.type in ("header", "cell"):
        return node.type
    return "item" if place.item else "text"


def _one_sentence(node: Node) -> bool:
    """Whether an item or cell holds one sentence of its own: two inherit nothing from a lead-in."""
    visible = [leaf.visible for leaf in _leaves(node)]
    return (
        sum(says_something(text[first:last]) for text in visible for first, last in sentence_spans(text)) == 1
    )


def _leaves(node: Node) -> Iterator[Node]:
    if node.type in ("paragraph", "cell", "code", "heading"):
        yield node
    for child in node.children:
        # A nested list or card has sentences of its own.
        if child.type not in ("bullets", "numbers", "container", "table"):
            yield from _leaves(child)
