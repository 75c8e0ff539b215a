"""A block's line as pieces: what is shown, under which marks, and where each character was typed."""

import re
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from site_app.statements.marks import ties_of
from site_app.statements.report import Citation

# What no page can show: databases refuse some of it, and one such letter breaks a whole feed (XML 1.0, 2.2).
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Stands for a citation or a picture in the text a sentence is cut from; never shown.
ANCHOR = "\ufffc"


@dataclass(frozen=True, slots=True)
class InlineMark:
    """em, strong, code or link, open over a piece. `start`/`end`: the whole marked stretch."""

    name: str
    href: str = ""
    title: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    alt: str
    title: str
    alt_start: int
    alt_end: int


@dataclass(slots=True)
class Piece:
    """A stretch of a block's line. `at[i]` is the offset at which `text[i]` was typed.

    Kinds "open" and "close" have no text; they carry the place of an emphasis or link delimiter so
    that a sentence's span takes in its own marks.
    """

    kind: Literal["text", "cite", "picture", "break", "open", "close"]
    text: str
    at: list[int]
    start: int
    end: int
    marks: tuple[InlineMark, ...] = ()
    citations: tuple[Citation, ...] = ()
    picture: Picture | None = None
    typed: bool = True


class Pieces:
    """Turns the inline tokens of one block into pieces with original offsets."""

    def __init__(self, content: str, places: list[int]) -> None:
        self.content = content
        self.places = places
        self.marks: list[InlineMark] = []
        self.pieces: list[Piece] = []

    def of(self, tokens: list[Token]) -> list[Piece]:
        ends = _link_ends(tokens)
        for number, token in enumerate(tokens):
            self._take(token, ends.get(number, 0))
        return self.pieces

    def _original(self, position: int) -> int:
        return self.places[max(0, min(position, len(self.places) - 1))]

    def _after(self, position: int) -> int:
        """Offset just after the character before `position` (a line prefix may lie between)."""
        return self._original(position - 1) + 1

    def _add(self, kind: Literal["text", "cite", "picture", "break", "open", "close"], text: str,
             start: int, end: int, at: list[int] | None = None, typed: bool = True) -> Piece:  # fmt: skip
        first, last = self._original(start), max(self._after(end), self._original(start))
        places = [first] * len(text) if at is None else [self._original(place) for place in at]
        piece = Piece(kind, text, places, first, last, tuple(self.marks), typed=typed)
        self.pieces.append(piece)
        return piece

    def _take(self, token: Token, link_end: int) -> None:
        position = token.meta.get("pos", 0)
        if token.type == "text":
            at = token.meta.get("at")
            if at is None:
                self._delimiter_or_autolink(token, position)
            else:
                self._add("text", token.content, at[0], at[-1] + 1, at)
        elif token.type == "text_special":
            self._add("text", token.content, position, position + len(token.markup), typed=False)
        elif token.type in ("softbreak", "hardbreak"):
            self._add("break", " " if token.type == "softbreak" else "\n", position, position + 1)
        elif token.type == "code_inline":
            self._code(token, position)
        elif token.type == "cite":
            self._cite(token, position)
        elif token.type == "image":
            self._image(token, position)
        else:
            self._mark(token, position, link_end)

    def _delimiter_or_autolink(self, token: Token, position: int) -> None:
        if not token.content:
            return
        if self.marks and self.marks[-1].name == "link" and token.content not in "*_":
            # The address of an autolink, between its angle brackets; it is shown decoded, "%00" and all.
            shown = UNSHOWABLE.sub("\ufffd", token.content)
            self._add("text", shown, position + 1, position + 1 + len(shown))
        else:
            self._add("text", token.content, position, position + 1)

    def _code(self, token: Token, position: int) -> None:
        start = position + len(token.markup)
        raw = self.content[start : start + len(token.content)].replace("\n", " ")
        padding = 0 if raw == token.content else 1
        start += padding
        end = start + len(token.content)
        self.marks.append(InlineMark("code"))
        piece = self._add("text", token.content, start, end, list(range(start, end)), typed=False)
        piece.start = self._original(position)
        piece.end = self._after(end + padding + len(token.markup))
        self.marks.pop()

    def _cite(self, token: Token, position: int) -> None:
        piece = self._add("cite", ANCHOR, position, position + len(token.content))
        piece.citations = tuple(
            Citation(
                tie.key, tie.locator, self._original(position + tie.start), self._after(position + tie.end)
            )
            for tie in ties_of(token.content) or ()
        )

    def _image(self, token: Token, position: int) -> None:
        piece = self._add("picture", ANCHOR, position, token.meta["end"])
        label = position + 2
        piece.picture = Picture(
            address=str(token.attrs.get("src", "")),
            alt=_plain(token.children or []),
            title=str(token.attrs.get("title", "")),
            alt_start=self._original(label),
            alt_end=max(self._original(label), self._after(label + len(token.content))),
        )

    def _mark(self, token: Token, position: int, link_end: int) -> None:
        width = len(token.markup) if token.type.startswith(("em_", "strong_")) else 1
        if token.nesting > 0:
            start = (
                position + 1 - width
                if width > 1
                else position - (token.type == "link_open" and token.markup != "autolink")
            )
            self._add("open", "", start, start + width)
            name = token.type.removesuffix("_open")
            href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
            last = self._after(link_end) if link_end else 0
            self.marks.append(InlineMark(name, href, title, self._original(start), last))
        else:
            self.marks.pop()
            end = token.meta.get("end", position + width)
            self._add("close", "", position, end)


def _link_ends(tokens: list[Token]) -> dict[int, int]:
    """Index of each link's opening token: where, in the content, the link ends."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            opened.append(number)
        elif token.type == "link_close":
            if token.markup == "autolink":
                # The closing bracket stands right after the address.
                token.meta["end"] = token.meta["pos"] + len(tokens[number - 1].content) + 2
            ends[opened.pop()] = token.meta["end"]
    return ends


def _plain(tokens: list[Token]) -> str:
    """The words of inline tokens, as a screen reader would say them."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(_plain(token.children or []))
        else:
            words.append(token.content)
    return "".join(words)
