"""Which addresses the audit asks for: every pattern of the reader's door, with every published object."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

from site_app.accounts.models import Practice
from site_app.feedback.codes import code_of
from site_app.publication.addresses import address_of, edition_address, source_address, stage_address
from site_app.publication.models import Address, Edition, Live, Part
from site_app.reader import urls
from site_app.reader.downloads import FORMATS
from site_app.sources.models import Source
from site_app.topics.models import Stage

# Pages that show more than the document of their name, and so stand without it.
GATHERED = ("help", "how-we-vet")


@dataclass(frozen=True)
class Example:
    """One address, the answer it must give, and the edition that must stand on it ('' for none).

    `form`: what is sent to it, and must be refused: the audit writes nothing.
    """

    address: str
    status: int = 200
    edition: str = ""
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Copy:
    """One edition by its code. `gone`: withdrawn; `sentences`: the numbers of its statements."""

    code: str
    identifier: str
    gone: bool
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Published:
    """What stands in the tables of publication, as plain values."""

    lives: tuple[tuple[str, str, bool, str, int], ...]
    editions: tuple[tuple[str, str, int, bool, str], ...]
    moved: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    copies: tuple["Copy", ...] = ()
    redacted: frozenset[tuple[str, str]] = frozenset()

    def lost(self, edition: str, *parts: str) -> bool:
        """Whether the bytes of one of these parts were removed for a legal reason."""
        return any((edition, part) in self.redacted for part in parts)


def published(pictures: Iterable[str] = ()) -> Published:
    """Every live or withdrawn document, every edition under the address it has now, every old address."""
    lives = Live.objects.order_by("kind", "slug").values_list(
        "kind", "slug", "withdrawn", "edition__identifier", "edition__number"
    )
    editions = Edition.objects.order_by("pk").values_list(
        "document__live__kind", "document__live__slug", "number", "document__live__withdrawn", "identifier"
    )
    now = {(live[0], live[1]) for live in lives}
    moved = [pair for pair in Address.objects.values_list("kind", "slug") if pair not in now]
    redacted = Part.objects.filter(content=None).values_list("edition__identifier", "name")
    return Published(
        lives=tuple((kind, slug, gone, str(edition), number) for kind, slug, gone, edition, number in lives),
        editions=tuple(
            (kind, slug, number, gone, str(edition)) for kind, slug, number, gone, edition in editions
        ),
        moved=tuple(moved),
        sources=tuple(Source.objects.exclude(used_at=None).order_by("key").values_list("key", flat=True)),
        pictures=tuple(pictures),
        copies=tuple(_copies()),
        redacted=frozenset((str(identifier), name) for identifier, name in redacted),
    )


def _copies() -> Iterator[Copy]:
    rows = Part.objects.filter(name="evidence").order_by("edition")
    for seal, identifier, gone, content in rows.values_list(
        "edition__seal", "edition__identifier", "edition__document__live__withdrawn", "content"
    ):
        evidence = json.loads(bytes(content)) if content is not None else {"statements": []}
        sentences = tuple(row["n"] for row in evidence["statements"])
        yield Copy(code_of(seal), str(identifier), gone, sentences)


def _flags(found: Published) -> Iterator[Example]:
    for copy in found.copies:
        gone = copy.gone or found.lost(copy.identifier, "text", "body", "evidence")
        yield Example(f"/flag/{copy.code}/", 410 if gone else 200)
    yield Example("/flag/0000-0000/", 404)


def _flagged(found: Published) -> Iterator[Example]:
    for copy in found.copies:
        gone = copy.gone or found.lost(copy.identifier, "text", "body", "evidence")
        for n in copy.sentences:
            yield Example(f"/flag/{copy.code}/{n}/", 410 if gone else 200)
        if copy.sentences and not gone:
            address = f"/flag/{copy.code}/{copy.sentences[0]}/"
            yield Example(address, 422, form=(("words", "It is not so."),))
            yield Example(address, 422, form=(("because", "wrong"), ("words", "I am at rae@example.org")))
        yield Example(f"/flag/{copy.code}/0/", 410 if gone else 404)


def _votes(last: str) -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for copy in found.copies:
            gone = copy.gone or found.lost(copy.identifier, "text", "body")
            yield Example(f"/helpful/{copy.code}/{last}", 410 if gone else 200)
            if not gone:
                yield Example(f"/helpful/{copy.code}/{last}", 422, form=(("nothing", "chosen"),))

    return examples


def _seals(found: Published) -> Iterator[Example]:
    yield Example("/verify/")
    for copy in found.copies:
        yield Example(f"/verify/?seal={copy.code}")
    yield Example("/verify/?seal=no+such+seal", 404)


def _searches(found: Published) -> Iterator[Example]:
    """Nothing asked, something nobody wrote, and for each document the words of its address."""
    yield Example("/search/")
    yield Example("/search/?q=qqqq+zzzz")
    yield Example("/search/?q=qqqq&page=2", 404)
    yield Example("/search/?q=hurt+myself")
    for _, slug, _, _, _ in found.lives:
        yield Example(f"/search/?q={slug.replace('-', '+')}")
        # The last letters swapped: a word that is nearly spelt alike.
        yield Example(f"/search/?q={slug[:-2]}{slug[-1]}{slug[-2]}")


def _suggestions(found: Published) -> Iterator[Example]:
    yield Example("/search/suggestions.json")
    for _, slug, _, _, _ in found.lives:
        yield Example(f"/search/suggestions.json?q={slug[:4]}")


def _copy(found: Published) -> Iterator[Example]:
    for copy in found.copies:
        yield Example(f"/copy/{copy.code}/", 410 if found.lost(copy.identifier, "text") else 200)
    yield Example("/copy/0000-0000/", 404)


def _document(kind: str) -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for own, slug, gone, edition, _ in found.lives:
            if own == kind:
                gone = gone or found.lost(edition, "text", "body")
                status = 410 if gone and slug not in GATHERED else 200
                yield Example(address_of(kind, slug), status, "" if gone else edition)
        for own, slug in found.moved:
            if own == kind:
                yield Example(address_of(kind, slug), 301)
        yield Example(address_of(kind, "there-is-no-such-page"), 404)

    return examples


def _evidence(kind: str) -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for own, slug, gone, edition, _ in found.lives:
            if own == kind:
                gone = gone or found.lost(edition, "evidence")
                yield Example(
                    f"{address_of(kind, slug)}evidence.json", 410 if gone else 200, "" if gone else edition
                )

    return examples


def _editions(kind: str, last: str = "") -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for own, slug, number, gone, edition in found.editions:
            if own == kind:
                address = f"{edition_address(kind, slug, number)}{last}"
                gone = gone or found.lost(edition, *(("evidence",) if last else ("text", "body")))
                yield Example(address, 410 if gone else 200, "" if gone else edition)

    return examples


def _references(kind: str) -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for own, slug, gone, edition, _ in found.lives:
            if own == kind:
                gone = gone or found.lost(edition, "text", "body", "sources")
                for form in FORMATS:
                    yield Example(f"{address_of(kind, slug)}references.{form}", 410 if gone else 200)

    return examples


def _edition_references(kind: str) -> Callable[[Published], Iterator[Example]]:
    def examples(found: Published) -> Iterator[Example]:
        for own, slug, number, gone, edition in found.editions:
            if own == kind:
                gone = gone or found.lost(edition, "text", "body", "sources")
                for form in FORMATS:
                    address = f"{edition_address(kind, slug, number)}references.{form}"
                    yield Example(address, 410 if gone else 200)

    return examples


def _topic_feeds(found: Published) -> Iterator[Example]:
    for kind, slug, gone, edition, _ in found.lives:
        if kind == "topic":
            gone = gone or found.lost(edition, "text", "body")
            yield Example(f"{address_of(kind, slug)}feed.xml", 410 if gone else 200, "" if gone else edition)
    for kind, slug in found.moved:
        if kind == "topic":
            yield Example(f"{address_of(kind, slug)}feed.xml", 301)
    yield Example("/topics/there-is-no-such-page/feed.xml", 404)


def _security(found: Published) -> Iterator[Example]:
    """Without a practice there is nobody to write to."""
    yield Example("/.well-known/security.txt", 200 if Practice.objects.exists() else 404)


def _always(*addresses: str) -> Callable[[Published], Iterator[Example]]:
    return lambda found: (Example(address) for address in addresses)


# By name of the pattern. A pattern of the door that has no line here fails the audit.
EXAMPLES: dict[str, Callable[[Published], Iterable[Example]]] = {
    "home": _always("/"),
    "articles": _always("/articles/"),
    "collections": _always("/collections/"),
    "topics": _always("/topics/"),
    "stage": lambda found: [Example(stage_address(stage)) for stage in Stage.values],
    "saved": _always("/saved/"),
    "consults": _always("/consults/"),
    "people": _always("/people/"),
    "sources": _always("/sources/"),
    "source": lambda found: [Example(source_address(key)) for key in found.sources],
    "help": _always("/help/"),
    "how-we-vet": _always("/how-we-vet/"),
    "corrections": _always("/corrections/"),
    "corrections-feed": _always("/corrections/feed.xml"),
    "flag-thanks": _always("/flag/thanks/"),
    "choose-sentence": _flags,
    "flag-sentence": _flagged,
    "vote-thanks": _always("/helpful/thanks/"),
    "vote": _votes(""),
    "say-why": lambda found: [*_votes("yes/")(found), *_votes("no/")(found)],
    "ask-for-copy": lambda found: [Example("/copy/"), Example("/copy/?code=no+such+code", 404)],
    "copy": _copy,
    "verify": _seals,
    "chain": _always("/verify/chain/1.json"),
    "search": _searches,
    "suggest": _suggestions,
    "feed": _always("/feed.xml"),
    "topic-feed": _topic_feeds,
    "manifest": _always("/manifest.webmanifest"),
    "security": _security,
    "sitemap": _always("/sitemap.xml"),
    "robots": _always("/robots.txt"),
    "healthz": _always("/healthz"),
    "readyz": _always("/readyz"),
    "picture": lambda found: [Example(f"/media/pictures/{digest}.webp") for digest in found.pictures],
}
for _kind in urls.HOMES:
    EXAMPLES[_kind] = _document(_kind)
    EXAMPLES[f"{_kind}-evidence"] = _evidence(_kind)
    EXAMPLES[f"{_kind}-edition"] = _editions(_kind)
    EXAMPLES[f"{_kind}-edition-evidence"] = _editions(_kind, "evidence.json")
    EXAMPLES[f"{_kind}-references"] = _references(_kind)
    EXAMPLES[f"{_kind}-edition-references"] = _edition_references(_kind)


def patterns(
    urlpatterns: Iterable[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, str]]:
    """Name and route of every address pattern of the reader's door, found by walking it."""
    for pattern in urls.urlpatterns if urlpatterns is None else urlpatterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield pattern.name or "", route


def unlisted(examples: Mapping[str, object] = EXAMPLES) -> list[str]:
    """Patterns that the audit has no examples for."""
    return [f"/{route}" for name, route in patterns() if name not in examples]


def all_examples(found: Published) -> list[Example]:
    """Every address to ask for, each once."""
    return list(
        dict.fromkeys(
            example for name, _ in patterns() if name in EXAMPLES for example in EXAMPLES[name](found)
        )
    )
