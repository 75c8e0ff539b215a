"""What the reader's door receives: frozen values, no model instances, no query behind any attribute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from site_app.statements.measured import Measured


@dataclass(frozen=True, slots=True)
class Link:
    """`edition`: the identifier of the edition whose sealed title this is (an echo); "" for site text."""

    title: str
    address: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    name: str
    legal_owner: str
    address: str
    contact_email: str
    contact_phone: str
    home_country: str
    quality_person: str
    funding: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class HelpLineFacts:
    """`tel` and `sms`: the links that call and text it; `sms` is '' where nobody reads texts."""

    name: str
    number: str
    tel: str
    text_number: str
    sms: str
    country: str
    serves: str
    hours: str
    languages: tuple[str, ...]
    last_tested_on: date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page. `help_lines`: of the practice's home country, emergency first.

    `pages`: slugs of the pages about this site that readers can open.
    `warning`: the document marked `urgent: body` that the settings name, else the first published; its
    `summary_html` is the main message, whole (Z1). None while no such document is live.
    """

    practice: PracticeFacts | None
    help_lines: tuple[HelpLineFacts, ...]
    demonstration: bool
    pages: tuple[str, ...]
    warning: "Card | None" = None


@dataclass(frozen=True, slots=True)
class ConsultFacts:
    slug: str
    name: str
    price: str
    minutes: int
    booking_address: str
    address: str
    practitioner: str


@dataclass(frozen=True, slots=True)
class Card:
    """A published document in a list. `summary_html` is an echo of ruled statements, whole."""

    kind: str
    address: str
    title: str
    summary_html: str
    urgent: str
    last_reviewed_on: date
    demonstration: bool
    edition: str = ""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    html: str
    form: Literal["html"] = "html"


@dataclass(frozen=True, slots=True)
class ConsultBlock:
    """Never built without a free way first (P8). `help_lines` stand before it on an urgent document."""

    html: str
    free_way: Link | None
    consult: ConsultFacts | None
    help_lines: tuple[HelpLineFacts, ...] = ()
    form: Literal["consult"] = "consult"


@dataclass(frozen=True, slots=True)
class CardsBlock:
    """`missing` counts targets that are withdrawn or withheld; the page says so in a line."""

    cards: tuple[Card, ...]
    missing: int
    form: Literal["cards"] = "cards"


Block = HtmlBlock | ConsultBlock | CardsBlock


@dataclass(frozen=True, slots=True)
class NoteUse:
    """What a vetter ruled of one citation: statement, degree, by whom ("" once erased) and when."""

    n: int
    degree: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class SupportRun:
    """So many neighbouring sentences of one sort: whole, together, cleared or read."""

    sort: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Support:
    """How many sentences rest on one source that covers the whole, on several together, on none."""

    total: int
    whole: int
    together: int
    cleared: int
    read: int
    runs: tuple[SupportRun, ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """`kind_words`: what kind of evidence, in plain words.
    `alarm`: '' or what has become of the source since ('retracted', 'superseded', 'concern', 'changed')."""

    number: int
    key: str
    reference: str
    kind: str
    kind_words: str
    year: str
    url: str
    locators: tuple[str, ...]
    alarm: str
    address: str
    uses: tuple[NoteUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A person as signed; `erased` when the name was removed at their request."""

    part_played: str
    name: str
    affiliation: str
    credentials: tuple[str, ...]
    ties: str
    clinician: bool
    demonstration: bool
    erased: bool
    address: str


@dataclass(frozen=True, slots=True)
class EditionLine:
    number: int
    published_at: datetime
    address: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A whole published document. `parts`: blocks of each reader-visible part by name.

    `redacted`: names of sealed parts whose bytes were removed for a legal reason; the page says so.
    `frame`: what stands around it, fetched along, so that the page need not ask again.
    `lead`, `whom`: the words of the box that opens it and of 'who this is for', whole statements; `pictures`:
    addresses of those it shows. They are told to machines as they stand on the page.
    `related`: cards of the articles nearest to this one, without their summaries.
    """

    kind: str
    slug: str
    title: str
    edition: int
    identifier: str
    seal: str
    parts: Mapping[str, tuple[Block, ...]]
    description: str
    headings: tuple[Heading, ...]
    notes: tuple[SourceNote, ...]
    cleared: tuple[tuple[str, str], ...]
    authors: tuple[Signed, ...]
    vetters: tuple[Signed, ...]
    first_published_at: datetime
    last_changed_at: datetime
    first_published_on: date
    last_changed_on: date
    last_reviewed_on: date
    next_review_on: date
    overdue: bool
    stages: tuple[Link, ...]
    topics: tuple[Link, ...]
    urgent: str
    help_lines: tuple[HelpLineFacts, ...]
    demonstration: bool
    clinician_vetted: bool
    is_current: bool
    current_address: str
    editions: tuple[EditionLine, ...]
    consult: ConsultFacts | None = None
    cards: tuple[Card, ...] = ()
    related: tuple[Card, ...] = ()
    redacted: tuple[str, ...] = ()
    frame: Frame | None = None
    support: Support | None = None
    lead: str = ""
    whom: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source and every live statement that leans on it."""

    key: str
    title: str
    reference: str
    kind_words: str
    year: str
    url: str
    status: str
    status_words: str
    read_on: date | None
    used_by: tuple["UsedBy", ...]
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class UsedBy:
    document: Link
    statements: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GonePage:
    """`edition`: identifier of the last edition, whose title is echoed."""

    title: str
    withdrawn_on: date
    because: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """One page of a list; `page` and `pages` count from 1."""

    cards: tuple[Card, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Sources:
    """One page of the list of sources in use."""

    sources: tuple[SourcePage, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SitemapLine:
    address: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A newly published edition; `card.edition` is its identifier, `names` its authors as signed."""

    card: Card
    first_published_at: datetime
    published_at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicFeed:
    """What was filed under a topic last. `topic`: its page, under the title that was sealed."""

    topic: Link
    lines: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of an edition, to be taken elsewhere. `csl`: what its reference is made of, as CSL-JSON;
    `alarm` as in SourceNote."""

    key: str
    kind: str
    csl: Mapping[str, Any]
    alarm: str


@dataclass(frozen=True, slots=True)
class References:
    """The numbered sources of an edition, in their order."""

    slug: str
    edition: int
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counted over live editions. `cleared`: how many statements under each public reason.

    `measured`: how often the engine was right on other people's texts from sites it had not met.
    `head` and `length` are of the chain of seals; `public_keys`: name and PEM of each key that ever signed.
    """

    documents: int
    editions: int
    statements: int
    supported: int
    read: int
    cleared: tuple[tuple[str, int], ...]
    sources: int
    median_source_year: str
    vetters: int
    engine_version: str
    measured: Measured | None = None
    head: str = ""
    length: int = 0
    withdrawn: int = 0
    public_keys: tuple[tuple[str, str], ...] = ()
