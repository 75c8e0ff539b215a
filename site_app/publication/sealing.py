"""What an edition consists of: from an approved revision to the bytes of its parts.

Six parts, each canonical JSON:

- `text`: every part of the document in our dialect, addresses, dates, versions, pointers;
- `body`: the rendered segments of every part, and the headings;
- `evidence`: every statement with its ruling and citations, served as `evidence.json`;
- `sources`: the numbered notes and the free ways, as the sources stood;
- `people`: a salted digest for each person, by the place under which the other parts name them;
- `pictures`: digest, alt text, licence, credit and size of each picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from site_app.documents.drafts import content_digest, draft_of, fields_of, pictures_in
from site_app.documents.models import Picture, Revision, Statement
from site_app.publication.bodies import body_bytes, pointers_of, segments_of
from site_app.publication.canonical import canonical, moment
from site_app.publication.errors import NotReady
from site_app.publication.files import picture_file
from site_app.publication.seals import SEAL_VERSION
from site_app.publication.signatories import Signature
from site_app.sources.models import Source
from site_app.statements.render import render
from site_app.statements.report import Draft, Lookup, Rendered
from site_app.statements.version import RENDERER_VERSION
from site_app.vetting.ledger import Ledger
from site_app.vetting.models import CitationRuling, Degree, ReviewForm, Ruling
from site_app.vetting.standards import sealed_form

Grounds = dict[int, list[CitationRuling]]


@dataclass(frozen=True, slots=True)
class Dates:
    """`first_published` and `last_reviewed` come from earlier editions where there are any."""

    first_published: datetime
    published: datetime
    last_changed: datetime
    last_reviewed: date


@dataclass(frozen=True, slots=True)
class Topicked:
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Sealable:
    """Everything that goes into one edition, gathered and agreed. `rules`: the version of engine and house
    rules under which nothing stood in the way."""

    identifier: UUID
    number: int
    revision: Revision
    ledger: Ledger
    dates: Dates
    topics: tuple[Topicked, ...]
    signatures: tuple[Signature, ...]
    demonstration: bool
    rules: str
    form: ReviewForm


def contents(sealable: Sealable, lookup: Lookup) -> dict[str, bytes]:
    """The bytes of each part. Raises NotReady when a picture or source the text needs is not there."""
    draft = draft_of(sealable.revision)
    rendered = render(draft, lookup)
    grounds = _grounds(sealable.ledger)
    return {
        "text": canonical(_text(sealable, draft, rendered, lookup)),
        "body": body_bytes(rendered),
        "evidence": canonical(_evidence(sealable, grounds)),
        "sources": canonical(_sources(rendered, grounds)),
        "people": canonical([signature.sealed() for signature in sealable.signatures]),
        "pictures": canonical(_pictures(sealable.revision)),
    }


def _text(sealable: Sealable, draft: Draft, rendered: Rendered, lookup: Lookup) -> dict[str, Any]:
    revision, dates = sealable.revision, sealable.dates
    return {
        "edition": str(sealable.identifier),
        "number": sealable.number,
        "kind": revision.document.kind,
        "slug": revision.slug,
        "title": revision.title,
        "revision": {"number": revision.number, "digest": content_digest(revision)},
        "parts": [
            {"name": part.name, "form": part.form, "caption": part.caption, "text": part.text}
            for part in draft.parts
        ],
        "stages": list(draft.stages),
        "topics": [{"slug": topic.slug, "title": topic.title} for topic in sealable.topics],
        "urgent": draft.urgent,
        "demonstration": sealable.demonstration,
        "pointers": [{"kind": kind, "slug": slug} for kind, slug in pointers_of(rendered, lookup)],
        "first_published": moment(dates.first_published),
        "published": moment(dates.published),
        "last_changed": moment(dates.last_changed),
        "last_reviewed": dates.last_reviewed.isoformat(),
        "next_review": revision.next_review_on.isoformat(),
        "versions": {"engine": sealable.rules, "renderer": RENDERER_VERSION, "seal": SEAL_VERSION},
    }


def _evidence(sealable: Sealable, grounds: Grounds) -> dict[str, Any]:
    """`evidence.json`. Keys of a statement: n, part, kind, text, block, lead_in, headings, label, decision,
    reason and reason_words (why it was cleared or overruled), together, overrule, answers, carried, vetter
    (place in `people`), ruled_at, citations: key, locator, degree, population, substance, status.

    `review` (from seal 2): kind, form version, scorecard and answers by the code of a standard's row, and the
    digest of the whole form, with the vetter's own words, which stay at the desk."""
    places = {signature.user.pk: signature.place for signature in sealable.signatures}
    revision = sealable.revision
    return {
        "edition": str(sealable.identifier),
        "number": sealable.number,
        "kind": revision.document.kind,
        "slug": revision.slug,
        "title": revision.title,
        "engine": sealable.rules,
        "review": {
            "kind": sealable.form.approval.review.kind,
            "form": sealed_form(sealable.form.filled),
        },
        "statements": [
            _statement(row.statement, ruling, grounds[ruling.pk], places)
            for row, ruling in ((row, _ruled(row.ruling)) for row in sealable.ledger.rows)
        ],
    }


def _ruled(ruling: Ruling | None) -> Ruling:
    if ruling is None:
        raise NotReady(("A sentence has no ruling. Send the text back to vetting.",))
    return ruling


def _grounds(ledger: Ledger) -> Grounds:
    """The citations of every ruling that counts, by ruling, in the order in which they were ruled on."""
    found: Grounds = {row.ruling.pk: [] for row in ledger.rows if row.ruling is not None}
    rows = CitationRuling.objects.filter(ruling__in=found).select_related("source").order_by("pk")
    for citation in rows:
        found[citation.ruling_id].append(citation)
    return found


def _statement(
    statement: Statement, ruling: Ruling, citations: Sequence[CitationRuling], places: Mapping[int, int]
) -> dict[str, Any]:
    return {
        "n": statement.n,
        "part": statement.part,
        "kind": statement.kind,
        "text": statement.text,
        "block": statement.block,
        "lead_in": statement.lead_in,
        "headings": list(statement.heading_path),
        "label": ruling.label,
        "decision": ruling.decision,
        "reason": ruling.reason,
        "reason_words": ruling.get_reason_display() if ruling.reason else "",
        "together": ruling.together,
        "overrule": ruling.overrule,
        "answers": [str(answer) for answer in ruling.answers],
        "carried": ruling.carried_from_id is not None,
        "vetter": places[ruling.vetter_id],
        "ruled_at": moment(ruling.at),
        "citations": [
            {
                "key": citation.source.key,
                "locator": citation.locator,
                "degree": citation.degree,
                "population": citation.population,
                "substance": citation.substance,
                "status": citation.source_status,
            }
            for citation in citations
        ],
    }


def _sources(rendered: Rendered, grounds: Grounds) -> list[dict[str, Any]]:
    """The notes in their order, then the free ways that are no note (number 0)."""
    free = [
        segment.source for segment in segments_of(rendered) if segment.kind == "consult" and segment.source
    ]
    noted = [note.key for note in rendered.notes]
    known = {source.key: source for source in Source.objects.filter(key__in={*noted, *free})}
    if missing := sorted({*noted, *free} - set(known)):
        raise NotReady(
            (f"These sources are not in the library: {', '.join(missing)}. Add them, or cite others.",)
        )
    degrees = _degrees(grounds)
    sealed = [
        _source(known[note.key], note.number, note.locators, note.statements, degrees.get(note.key, ()))
        for note in rendered.notes
    ]
    return sealed + [_source(known[key], 0, (), (), ()) for key in dict.fromkeys(free) if key not in noted]


def _source(
    source: Source, number: int, locators: Sequence[str], statements: Sequence[int], degrees: Sequence[str]
) -> dict[str, Any]:
    return {
        "number": number,
        "key": source.key,
        "title": source.title,
        "reference": source.reference,
        "kind": source.kind,
        "year": source.year,
        "url": source.url,
        "status": source.status,
        "substance": source.substance,
        "official": source.official,
        "locators": list(locators),
        "statements": list(statements),
        "degrees": list(degrees),
    }


def _degrees(grounds: Grounds) -> dict[str, tuple[str, ...]]:
    """How far each source was ruled to support what it is cited for, strongest first."""
    found: dict[str, set[str]] = {}
    for citations in grounds.values():
        for citation in citations:
            found.setdefault(citation.source.key, set()).add(citation.degree)
    return {key: tuple(sorted(degrees, key=Degree.values.index)) for key, degrees in found.items()}


def _pictures(revision: Revision) -> list[dict[str, Any]]:
    digests = pictures_in(fields_of(revision))
    known = {picture.digest: picture for picture in Picture.objects.filter(digest__in=digests)}
    sealed = []
    for digest in digests:
        file = picture_file(digest)
        if digest not in known or not file.is_file():
            raise NotReady((f"The picture {digest[:12]}… is not there any more. Upload it again.",))
        picture = known[digest]
        sealed.append(
            {
                "digest": digest,
                "alt": picture.alt,
                "licence": picture.licence,
                "credit": picture.credit,
                "width": picture.width,
                "height": picture.height,
                "size": file.stat().st_size,
            }
        )
    return sealed
