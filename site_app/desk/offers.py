"""What the editor's two pickers offer: sources behind `[@`, blocks behind `:::`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from site_app.consults.models import Consult
from site_app.desk.statement_facts import what_it_is
from site_app.documents.models import Document, Kind, Picture, Revision
from site_app.sources.models import Source

AT_MOST = 12
# The script puts the caret where this stands, which is in no text.
CARET = "\u2038"
_CONSULT = "We print no treatment plans or amounts, because the right ones depend on your baby and you."
_CARDS: tuple[tuple[str, str, str], ...] = (
    ("emergency", "call the emergency number now", "### Call the emergency number now if:"),
    ("urgent", "ask for help today", "### Call your midwife or doctor today if:"),
    ("routine", "ask when it suits", "### Ask your midwife, health visitor or doctor if:"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a picker. `name`: its name in the dialect; `insert`: for the text, with CARET where
    one goes on typing."""

    name: str
    label: str
    note: str
    insert: str
    sort: str


def sources_matching(words: str) -> list[dict[str, str]]:
    """Sources whose key, authors, title, year or DOI hold every one of these words; the newest first."""
    found = Source.objects.all()
    for word in words.split()[:8]:
        # The printed reference holds authors, title, year and DOI as readers know them.
        found = found.filter(
            Q(key__icontains=word)
            | Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(year__icontains=word)
            | Q(doi__icontains=word)
        )
    rows = sorted(found.order_by("-pk")[:200], key=lambda row: not row.key.startswith(words.strip().lower()))
    return [_as_offered(row) for row in rows[:AT_MOST]]


def _as_offered(source: Source) -> dict[str, str]:
    return {
        "key": source.key,
        "label": source.facts().short,
        "title": source.title,
        "note": what_it_is(source),
    }


def blocks_matching(words: str, sort: str = "") -> list[dict[str, Any]]:
    """Blocks for the text: consults, cards, pictures, documents; only those of one sort when it is named."""
    wanted = words.lower().split()
    offers = (
        asdict(offer)
        for offer in _blocks()
        if (not sort or offer.sort == sort)
        and all(word in f"{offer.sort} {offer.label} {offer.note}".lower() for word in wanted)
    )
    return [row for _, row in zip(range(3 * AT_MOST), offers, strict=False)]


def _blocks() -> Iterable[Offer]:
    # A block leads to the consult's page, so one without a page is no way to go yet.
    described = set(Document.objects.filter(kind=Kind.CONSULT).values_list("slug", flat=True))
    for consult in sorted(Consult.objects.active(), key=lambda consult: consult.slug not in described):
        text = f"::: consult {consult.slug}\n{_CONSULT}{CARET}\n:::"
        note = f"consult {consult.slug}" + ("" if consult.slug in described else ", which has no page yet")
        yield Offer(consult.slug, consult.name, note, text, "consult")
    for name, when, heading in _CARDS:
        text = f"::: {name}\n{heading}\n- {CARET}\n:::"
        yield Offer(name, f"Help card, {name}: {when}", "heading and list, cited", text, "card")
    text = f"::: frequency 1 in 5\n{CARET}\n:::"
    yield Offer("frequency", "Picture of how many: 1 in 5", "as in a cited sentence", text, "frequency")
    newest = Revision.objects.newest_only().filter(document__kind__in=[Kind.ARTICLE, Kind.COLLECTION])
    for revision in newest.select_related("document").order_by("title"):
        slug, kind = revision.document.slug, revision.document.kind
        text = f"::: documents {slug}{CARET}\n:::"
        yield Offer(slug, revision.title, f"{kind} {slug}", text, "documents")
    for picture in Picture.objects.all()[:100]:
        words = f"{picture.credit}, {picture.licence}"
        yield Offer(picture.digest, picture.alt, words, picture.markdown() + CARET, "picture")
