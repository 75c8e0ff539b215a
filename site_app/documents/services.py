"""The verbs of documents: begin one, save a revision, keep a working copy, hand it to vetting."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.fields import claim_in
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.drafts import digest_of, fields_of, pictures_in
from site_app.documents.errors import (
    AddressTaken,
    AlreadySubmitted,
    DraftRefused,
    NothingChanged,
    NotNewest,
    PictureRefused,
    StaleBase,
    WrongDocument,
)
from site_app.documents.fields import FirstFields, RevisionFields, in_years, ready
from site_app.documents.models import (
    Contributor,
    Document,
    Kind,
    Picture,
    Revision,
    Statement,
    Submission,
)
from site_app.documents.parts import FIELDS, NEXT_REVIEW_YEARS
from site_app.documents.pictures import Upload, keep, reencode
from site_app.documents.reading import read
from site_app.documents.working_copies import Hold, drop_saved, set_aside
from site_app.documents.working_copies import drop_working_copy as drop_working_copy
from site_app.documents.working_copies import save_working_copy as save_working_copy
from site_app.topics.models import Topic

_MAY_WRITE = (Role.WRITER, Role.VETTER, Role.OWNER)


def create_document(
    *,
    actor: User,
    kind: str,
    slug: str,
    title: str,
    topic: Topic | None = None,
    person: User | None = None,
    kept: Hold | None = None,
    **fields: Unpack[FirstFields],
) -> Revision:
    """Begin a document and save its first revision, which is returned.

    Without `next_review_on` the next review stands two years from today. `kept`: the working copy in which it
    was typed; it goes, as does one that says the same. Raises NotAllowed, DraftRefused (TooLong, AddressTaken
    among them).
    """
    typed: dict[str, Any] = {"slug": slug, "title": title, **fields}
    _check_may_write(actor)
    if kind not in Kind.values:
        raise DraftRefused(
            f"'{kind}' is no kind of document.", f"The kinds are {', '.join(Kind.values)}.", "kind", typed
        )
    _check_subject(kind, topic, person, typed)
    made = ready(kind, typed)
    made.setdefault("next_review_on", in_years(timezone.localdate(), NEXT_REVIEW_YEARS))
    with transaction.atomic():
        _check_address_is_free(kind, made["slug"], None, typed)
        _check_subject_is_free(topic, person, typed)
        document = Document.objects.create(
            kind=kind, slug=made["slug"], topic=topic, person=person, owner=actor, created_by=actor,
            created_at=timezone.now(),
        )  # fmt: skip
        blank: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"topics": [], "stages": [], "remarks": []}
        revision = _store(actor, document, None, blank | made)
        drop_saved(actor, None, kind, blank | made, kept)
        journal.log(
            actor=actor,
            verb="create_document",
            subject=document,
            detail={"kind": kind, "digest": revision.digest},
        )
    return revision


def save_revision(
    *,
    actor: User,
    document: Document,
    base: Revision,
    kept: Hold | None = None,
    **fields: Unpack[RevisionFields],
) -> Revision:
    """Save what was typed as a new revision on top of `base`; fields left out keep its text.

    Whoever saves becomes a contributor and cannot vet the document until it is approved without their hand
    (P3). Any text can be saved, whatever the engine finds in it. Raises NotAllowed, DraftRefused (TooLong,
    AddressTaken among them), WrongDocument, NothingChanged, and StaleBase when `base` is not the newest; what
    was typed then lies in a working copy marked stale. Each that concerns the text carries `fields`.
    `kept`: the working copy in which it was typed; it goes, as does one that says the same, and no other. So
    they do with NothingChanged, when the newest revision says the same already.
    """
    _check_may_write(actor)
    typed: dict[str, Any] = dict(fields)
    if base.document_id != document.pk:
        raise WrongDocument(
            "The revision you started from belongs to another document.",
            "Open the document again and paste your text.",
        )
    stood = Revision.objects.filter(document=document).values_list("next_review_on", flat=True)
    made = ready(document.kind, typed, set(stood))
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        newest = Revision.objects.newest_of(locked)
        content = fields_of(base) | {"change_note": ""} | made
        refused: NothingChanged | StaleBase
        if digest_of(locked.kind, content) == newest.digest:
            drop_saved(actor, locked, locked.kind, content, kept)
            refused = NothingChanged(newest)
        elif newest.pk != base.pk:
            refused = StaleBase(newest, typed, set_aside(actor, locked, base, typed, kept))
        else:
            _check_address_is_free(locked.kind, content["slug"], locked, typed)
            revision = _store(actor, locked, base, content)
            drop_saved(actor, locked, locked.kind, content, kept)
            journal.log(
                actor=actor, verb="save_revision", subject=revision,
                detail={"document": locked.pk, "number": revision.number, "digest": revision.digest},
            )  # fmt: skip
            document.slug = locked.slug
            return revision
    # Raised out here, so that what became of the working copies is not rolled back.
    raise refused


def submit_for_vetting(*, actor: User, revision: Revision) -> Submission:
    """Hand a revision to vetting: the engine reads it once and every statement is stored.

    Findings block nothing here; they are what vetting starts from. Raises NotAllowed, NotNewest,
    AlreadySubmitted.
    """
    _check_may_write(actor)
    _check_may_submit(revision)
    # A long text takes seconds to read; nobody else should wait for the database meanwhile.
    reading = read(revision)
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=revision.document_id)
        _check_may_submit(revision)
        if not reading.still_holds():
            reading = read(revision)
        report = reading.report
        submission = Submission.objects.create(
            revision=revision,
            by=actor,
            at=timezone.now(),
            engine_version=report.engine_version,
            findings=[asdict(finding) for finding in report.findings],
        )
        Statement.objects.bulk_create(reading.rows, batch_size=200)
        journal.log(
            actor=actor,
            verb="submit_for_vetting",
            subject=revision,
            detail={
                "statements": len(report.statements),
                "findings": len(report.findings),
                "engine": report.engine_version,
            },
        )
    return submission


def ask_for_review(*, actor: User, document: Document, next_review_on: date) -> Submission:
    """Hand the newest text to vetting again, unchanged but for its next review date.

    For a periodic review, or when a source has changed: a decision belongs to a revision, so the same words
    get a new one. Raises what `save_revision` and `submit_for_vetting` raise.
    """
    with transaction.atomic():
        newest = Revision.objects.newest_of(document)
        revision = save_revision(actor=actor, document=document, base=newest, next_review_on=next_review_on)
        return submit_for_vetting(actor=actor, revision=revision)


def add_picture(*, actor: User, upload: Upload, alt: str, licence: str, credit: str) -> Picture:
    """Take in a picture: decoded, made anew, stored under the SHA-256 of our own bytes.

    The same picture sent twice is one picture, with the words it came with first. Raises NotAllowed,
    PictureRefused; standards row N12 demands licence and credit, C4 and WCAG the alt text.
    """
    _check_may_write(actor)
    words = {
        "alt": _words("alt", 300, alt, "alt text", "Say what it shows, for those who cannot see it."),
        "licence": _words("licence", 120, licence, "licence", "Say under which licence it may be shown."),
        "credit": _words("credit", 200, credit, "credit", "Say who made it."),
    }
    made = reencode(upload)
    with transaction.atomic():
        picture, is_new = Picture.objects.get_or_create(
            digest=made.digest,
            defaults={
                "width": made.width,
                "height": made.height,
                "uploaded_by": actor,
                "uploaded_at": timezone.now(),
                **words,
            },
        )
        keep(picture.file, made.content)
        if is_new:
            journal.log(actor=actor, verb="add_picture", subject=picture, detail={"digest": picture.digest})
    return picture


def _words(field: str, limit: int, text: str, name: str, remedy: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise PictureRefused(f"The picture has no {name}.", remedy, field)
    if len(words) > limit or not words.isprintable():
        raise PictureRefused(
            f"The {name} is longer than {limit} characters or cannot be printed.", remedy, field
        )
    # Readers see licence and credit, and no vetter rules on them (P7); the alt text is a statement.
    if field != "alt" and (said := claim_in(words)):
        raise PictureRefused(f"The {name} says something about health: '{said}'.", remedy, field)
    return words


def _check_may_write(actor: User) -> None:
    demand(actor, *_MAY_WRITE, to="work on texts")


def _check_may_submit(revision: Revision) -> None:
    newest = Revision.objects.newest_of(revision.document)
    if newest.pk != revision.pk:
        raise NotNewest(
            f"Revision {revision.number} is not the newest; revision {newest.number} is.",
            "Submit the newest one, or save this text on top of it.",
        )
    if Submission.objects.filter(revision=revision).exists():
        raise AlreadySubmitted(
            f"Revision {revision.number} waits in vetting already.",
            "To change its text, save a new revision and submit that.",
        )


def _check_address_is_free(kind: str, slug: str, own: Document | None, typed: Mapping[str, Any]) -> None:
    others = Document.objects.at_address(kind, slug)
    if own is not None:
        others = others.exclude(pk=own.pk)
    if taken := others.first():
        raise AddressTaken(
            f"The address '{slug}' belongs to another {kind}, '{Revision.objects.newest_of(taken).title}'.",
            "Choose another: an address once used leads to that document for ever.",
            "slug", typed,
        )  # fmt: skip


def _check_subject(kind: str, topic: Topic | None, person: User | None, typed: Mapping[str, Any]) -> None:
    """Nothing sets the subject later, and a topic or a person has one text: what another kind named would be
    taken for ever, and its vetter barred as if the page were about them."""
    for named, own, what in ((topic, Kind.TOPIC, "topic"), (person, Kind.PERSON, "person")):
        if named is not None and kind != own:
            raise DraftRefused(
                f"Only a document of the kind '{own}' speaks of a {what} as its subject.",
                f"Leave the {what} empty, or choose the kind '{own}'.", what, typed,
            )  # fmt: skip
        if named is None and kind == own:
            raise DraftRefused(
                f"The document names no {what} it speaks of.", f"Choose the {what}.", what, typed
            )


def _check_subject_is_free(topic: Topic | None, person: User | None, typed: Mapping[str, Any]) -> None:
    if topic is not None and Document.objects.filter(topic=topic).exists():
        raise DraftRefused(
            f"The topic '{topic}' has its text already.", "Open that one and work on it.", "topic", typed
        )
    if person is not None and Document.objects.filter(person=person).exists():
        raise DraftRefused(f"{person} has a page already.", "Open that one and work on it.", "person", typed)


def _store(actor: User, document: Document, base: Revision | None, content: Mapping[str, Any]) -> Revision:
    now = timezone.now()
    revision = Revision.objects.create(
        document=document, number=base.number + 1 if base else 1, base=base, author=actor, at=now,
        digest=digest_of(document.kind, content), **content,
    )  # fmt: skip
    Contributor.objects.create(revision=revision, user=actor, how="wrote", at=now)
    # Alt text, credit and the picture itself are somebody's work as much as a sentence is (P3).
    new = set(pictures_in(content)) - set(pictures_in(fields_of(base)) if base else ())
    pictures = Picture.objects.filter(digest__in=new).exclude(uploaded_by=actor)
    for user in pictures.order_by("uploaded_by").values_list("uploaded_by", flat=True).distinct():
        Contributor.objects.create(revision=revision, user_id=user, how="brought a picture", at=now)
    if document.slug != revision.slug:
        document.slug = revision.slug
        document.save(update_fields=["slug"])
    return revision
