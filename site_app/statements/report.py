"""What the engine takes in and hands out: frozen values, shared by every room above."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Label = Literal["health", "protocol", "other"]
Form = Literal["line", "markdown"]
Urgency = Literal["", "body", "mood", "baby"]


@dataclass(frozen=True, slots=True)
class Part:
    """One reader-visible text of a document.

    `form` is "line" (one line without marks or citations: a title, an address) or "markdown" (the
    whole dialect). `caption` is the words a reader sees above the part ("Who this is for"), used as
    the head of the heading path.
    """

    name: str
    form: Form
    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """All reader-visible parts of one revision, in reading order, and what its statements depend on.

    `stages` and `topics` enter every fingerprint: the same words for another stage are another claim.
    `urgent` is the writer's own mark: danger signs of a mother's body, of a baby, or of a mood.
    """

    parts: tuple[Part, ...]
    kind: str = "article"
    stages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    urgent: Urgency = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One tie from a statement to a source. `start`/`end`: code-point span in the part's text."""

    key: str
    locator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a label was given: a rule's code, the words that led there, one sentence in plain English."""

    code: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that a reader would see, in its place.

    `kind`: title, address, heading, text, item, cell, header, alt, link-title, card-heading.
    `block`: "" or the container it stands in: consult, emergency, urgent, routine, frequency, quote.
    `line` counts from 1; `start`/`end` are code-point offsets into the part's text such that
    `part.text[start:end]` holds the statement as the writer typed it, marks included.
    `citations` are its own; `inherited` come from its lead-in. `health_words` are all words of the
    health vocabulary found, whatever the label: a statement with none may be read in bulk. `links` are the
    addresses its words lead to, `row` the label of a cell's row.
    """

    n: int
    part: str
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
    inherited: tuple[Citation, ...]
    pictures: tuple[str, ...]
    label: Label
    reasons: tuple[Reason, ...]
    health_words: tuple[str, ...]
    links: tuple[str, ...] = ()
    row: str = ""

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        return self.citations + self.inherited


@dataclass(frozen=True, slots=True)
class Finding:
    """What the engine objects to.

    `n` is the statement it concerns, or None when it concerns a place (an unclosed block). `excerpt`
    is the exact text of the span. `blocks` says whether the document may go forward while it stands;
    `reason` and `remedy` are complete sentences for a writer; `words` is what `reason` quotes, if anything.
    Every code stands in `codes.CODES`.
    """

    code: str
    n: int | None
    part: str
    line: int
    start: int
    end: int
    excerpt: str
    reason: str
    remedy: str
    blocks: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    engine_version: str
    looked_up: bool


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """`substance`: hex digest of the source's substantive fields; `short`: 'NICE 2007'."""

    key: str
    title: str
    status: str
    kind: str
    url: str
    substance: str
    short: str


@dataclass(frozen=True, slots=True)
class ConsultFacts:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    slug: str
    kind: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """`address` is the path under which the picture is served; its file name is its SHA-256."""

    digest: str
    address: str
    width: int
    height: int
    licence: str
    credit: str


class Lookup(Protocol):
    """What the engine may ask of the rooms above; None means 'there is no such thing'."""

    def source(self, key: str) -> SourceFacts | None: ...

    def consult(self, slug: str) -> ConsultFacts | None: ...

    def document(self, slug: str) -> DocumentFacts | None: ...

    def picture(self, digest: str) -> PictureFacts | None: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a rendered part, in order.

    kind "html": `html` is ready. kind "consult": `html` is the block's own text, `key` the consult's
    slug, `source` the key of the free official source ("" if none); the block around it is built at
    reading time, free way first. kind "documents": `slugs` in order; cards are drawn at reading time.
    """

    kind: Literal["html", "consult", "documents"]
    html: str = ""
    key: str = ""
    source: str = ""
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source note at the foot: number from 1 in order of first citation."""

    number: int
    key: str
    locators: tuple[str, ...]
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    parts: Mapping[str, tuple[Segment, ...]]
    notes: tuple[Note, ...]
    headings: tuple[tuple[int, str, str], ...] = ()
