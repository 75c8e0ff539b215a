"""The verbs of publishing: publish, withdraw, redact, erase a signatory's name."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Practice, Role, User
from site_app.accounts.services import erase_person
from site_app.documents import house
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.models import Document, Revision
from site_app.publication import chain, copies, rechecks, seals
from site_app.publication.bodies import PARTS
from site_app.publication.canonical import digest
from site_app.publication.errors import (
    AlreadyRedacted,
    BadReason,
    MayNotPublish,
    NotLive,
    NotReady,
)
from site_app.publication.finding import index
from site_app.publication.models import Edition, Live, Part, Redaction, Signatory, Withdrawal
from site_app.publication.readiness import Ready, check_ready
from site_app.publication.sealing import Dates, Sealable, Topicked, contents
from site_app.publication.signatories import Signature, authors_of, sign_all
from site_app.sources.models import Source
from site_app.sources.services import mark_used
from site_app.vetting.models import Approval, Review, ReviewForm

# A part that search needs: a document that lost one is not found any more.
SEARCHED = ("text", "body", "evidence")


def publish(*, actor: User, revision: Revision) -> Edition:
    """Seal the approved newest revision of a document and let readers have it.

    Everything is checked again here, behind the lock on the head of the chain: two publishings at once run
    one after the other. Raises MayNotPublish, NotReady (with each reason), AddressTaken, KeyMissing.
    """
    if not actor.has_role(Role.PUBLISHER):
        raise MayNotPublish("Only a publisher can publish.", "Ask an owner for the role of publisher.")
    with transaction.atomic():
        head = chain.locked_head()
        revision = Revision.objects.select_related("document").get(pk=revision.pk)
        # Before the checks: what passes them was judged by these rules or by newer ones, never by older.
        rules = house.rules_version()
        ready = check_ready(revision)
        copies.claim_address(revision)
        sealable = _gather(actor, revision, ready, rules)
        lookup = DatabaseLookup()
        parts = contents(sealable, lookup)
        edition = _seal(actor, sealable, parts, head.seal)
        chain.advance(head, edition.seal)
        index.enter(copies.set_live(edition, parts), parts)
        Withdrawal.objects.filter(document=edition.document, ended_at=None).update(
            ended_at=edition.published_at
        )
        rechecks.close(edition)
        named = copies.mention(edition, parts)
        mark_used(sources=list(Source.objects.filter(key__in=named)))
        journal.log(
            actor=actor, verb="publish", subject=edition,
            detail={"document": edition.document_id, "number": edition.number, "seal": edition.seal},
        )  # fmt: skip
    return edition


def withdraw(*, actor: User, document: Document, because: str, note: str = "") -> Withdrawal:
    """Take a document and all its editions from readers, at once.

    Any one vetter or the owner may, alone; no gate holds it up. `because`: a value of Withdrawal.Because.
    Every live document that shows a card of it gets vetting work. Raises MayNotPublish, BadReason, NotLive.
    """
    if not (actor.has_role(Role.VETTER) or actor.has_role(Role.OWNER)):
        raise MayNotPublish("Only a vetter or an owner can withdraw a document.", "Tell one of them at once.")
    if because not in Withdrawal.Because.values:
        known = ", ".join(map(str, Withdrawal.Because.labels))
        raise BadReason("That is no reason from the list.", f"Choose one of: {known}.")
    with transaction.atomic():
        live = (
            Live.objects.select_for_update(of=("self",))
            .select_related("edition")
            .filter(document=document)
            .first()
        )
        if live is None or live.withdrawn:
            raise NotLive("Readers do not have this document, so there is nothing to withdraw.", "")
        live.withdrawn = True
        live.save(update_fields=["withdrawn"])
        index.leave(live)
        withdrawal = Withdrawal.objects.create(
            document=document,
            title=live.edition.title,
            by=actor,
            because=because,
            note=note,
            at=timezone.now(),
        )
        rechecks.open_for_pointers(live)
        journal.log(
            actor=actor, verb="withdraw", subject=document,
            detail={"edition": live.edition.number, "because": because},
        )  # fmt: skip
    return withdrawal


def redact(*, actor: User, edition: Edition, part: str, legal_reason: str) -> Redaction:
    """Remove the bytes of one part of an edition for a legal reason. The digest stays, and so does the seal.

    Only the owner may. Raises MayNotPublish, BadReason (no reason, no such part), AlreadyRedacted.
    """
    if not actor.has_role(Role.OWNER):
        raise MayNotPublish("Only an owner can remove a part of an edition.", "Ask an owner.")
    if not legal_reason.strip():
        raise BadReason("The legal reason is missing.", "Write down who asked, when, and on what ground.")
    if part not in PARTS:
        raise BadReason(f"An edition has no part '{part}'.", f"The parts are {', '.join(PARTS)}.")
    with transaction.atomic():
        row = Part.objects.select_for_update().get(edition=edition, name=part)
        if row.content is None:
            raise AlreadyRedacted("This part was removed before.", "There is nothing left to do.")
        redaction = Redaction.objects.create(
            part=row, by=actor, legal_reason=legal_reason.strip(), at=timezone.now()
        )
        # The log row first: the guard lets the bytes go only where it stands.
        Part.objects.filter(pk=row.pk).update(content=None)
        if part in SEARCHED:
            index.leave_if_live(edition)
        journal.log(actor=actor, verb="redact", subject=edition, detail={"part": part, "digest": row.digest})
    return redaction


def erase_signatory(*, actor: User, user: User) -> int:
    """Remove a person's name, credentials and salt from everything they signed; returns how many places.

    The owner, or the person, may. Pages then say that the name was removed at the person's request. For each
    live edition so concerned vetting work opens (`Recheck`, because `erased`): it stands in the desk's queue
    until a new review has led to a new edition. Raises MayNotPublish.
    """
    if not (actor.has_role(Role.OWNER) or actor.pk == user.pk):
        raise MayNotPublish("Only an owner or the person can have a name removed.", "Ask an owner.")
    with transaction.atomic():
        places = Signatory.objects.filter(user=user, erased_at=None)
        editions = sorted(set(places.values_list("edition_id", flat=True)))
        count = places.update(record="", salt="", erased_at=timezone.now())
        rechecks.open_for_erasure(editions)
        journal.log(actor=actor, verb="erase_signatory", subject=user, detail={"places": count})
    return count


@transaction.atomic
def erase_everywhere(*, actor: User, user: User) -> None:
    """Remove a person's name from all they signed and from the accounts: both or neither, so that the last
    owner's name does not vanish from pages while the account stays.

    Raises MayNotPublish, NotAllowed, Refused, LastOwner.
    """
    erase_signatory(actor=actor, user=user)
    erase_person(actor=actor, user=user)


def _gather(actor: User, revision: Revision, ready: Ready, rules: str) -> Sealable:
    now, (approval, rows) = timezone.now(), ready
    document = revision.document
    earlier = list(document.editions.select_related("revision__document").order_by("number"))
    vetters = {approval.vetter_id: approval.vetter}
    vetters |= {row.ruling.vetter_id: row.ruling.vetter for row in rows.rows if row.ruling is not None}
    signatures = sign_all(
        authors=authors_of(revision, earlier[-1] if earlier else None),
        vetters=vetters.values(),
        on=timezone.localdate(approval.at),
    )
    demonstration = _demonstration(actor, signatures)
    if demonstration and settings.PRODUCTION:
        raise NotReady(("A demonstration is not published on a public site.",))
    return Sealable(
        identifier=uuid4(),
        number=earlier[-1].number + 1 if earlier else 1,
        revision=revision,
        ledger=rows,
        dates=_dates(revision, approval, earlier, now),
        topics=_topics(revision),
        signatures=signatures,
        demonstration=demonstration,
        rules=rules,
        form=ReviewForm.objects.select_related("approval__review").get(approval=approval),
    )


def _demonstration(actor: User, signatures: Sequence[Signature]) -> bool:
    practice = Practice.objects.first()
    return (
        actor.demonstration
        or (practice is not None and practice.demonstration)
        or any(signature.demonstration for signature in signatures)
    )


def _topics(revision: Revision) -> tuple[Topicked, ...]:
    """The topics with the titles readers know them by; '' for a topic that has no published text yet."""
    titles = dict(Live.objects.filter(topic__in=revision.topics).values_list("topic", "edition__title"))
    return tuple(Topicked(slug=slug, title=titles.get(slug, "")) for slug in revision.topics)


def _dates(revision: Revision, approval: Approval, earlier: Sequence[Edition], now: datetime) -> Dates:
    """'Last reviewed' moves with a first edition and periodic reviews only, 'last changed' with the words."""
    changed = now
    parts = draft_of(revision).parts
    for edition in reversed(earlier):
        if draft_of(edition.revision).parts != parts:
            break
        changed = edition.published_at
    return Dates(
        first_published=earlier[0].published_at if earlier else now,
        published=now,
        last_changed=changed,
        last_reviewed=_last_reviewed(approval, earlier),
    )


def _last_reviewed(approval: Approval, earlier: Sequence[Edition]) -> date:
    if not earlier or approval.review.kind == Review.Kind.PERIODIC:
        return timezone.localdate(approval.at)
    periodic = Approval.objects.filter(
        revision__in=[edition.revision_id for edition in earlier], review__kind=Review.Kind.PERIODIC
    ).order_by("-at")
    return timezone.localdate((periodic.first() or earlier[0].revision.approval).at)


def _seal(actor: User, sealable: Sealable, parts: dict[str, bytes], previous: str) -> Edition:
    digests = {name: digest(content) for name, content in parts.items()}
    seal = seals.seal_of(identifier=sealable.identifier, digests=digests, previous=previous)
    signed, key_id = seals.sign(seal)
    revision = sealable.revision
    edition = Edition.objects.create(
        identifier=sealable.identifier,
        document=revision.document,
        revision=revision,
        number=sealable.number,
        kind=revision.document.kind,
        slug=revision.slug,
        title=revision.title,
        published_at=sealable.dates.published,
        published_by=actor,
        demonstration=sealable.demonstration,
        seal=seal,
        previous_seal=previous,
        signature=signed,
        key_id=key_id,
    )
    Part.objects.bulk_create(
        Part(edition=edition, name=name, content=content, digest=digests[name])
        for name, content in parts.items()
    )
    Signatory.objects.bulk_create(
        Signatory(
            edition=edition, user=signature.user, place=signature.place, part_played=signature.part_played,
            record=signature.record, salt=signature.salt, digest=signature.digest,
        )
        for signature in sealable.signatures
    )  # fmt: skip
    return edition
