"""What a vetter says of a single statement."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.models import Statement
from site_app.sources.services import mark_used
from site_app.vetting import carrying
from site_app.vetting.citations import CitationInput
from site_app.vetting.dossier import counting_rulings, dossier_of, newest_review, raised_on, sources_of
from site_app.vetting.errors import (
    AnotherRevision,
    LabelNotRaised,
    NothingProposed,
    NothingToUndo,
    RulingRefused,
    TextMissing,
)
from site_app.vetting.labels import RANK, weight
from site_app.vetting.models import CitationRuling, Decision, RaisedLabel, Review, Ruling
from site_app.vetting.objections import UNREADABLE
from site_app.vetting.services.claims import check_may_vet, locked
from site_app.vetting.verdicts import checked, may_read_in_bulk

BULK_LIMIT = 10


def rule(
    *,
    actor: User,
    review: Review,
    statement: Statement,
    decision: str,
    reason: str = "",
    citations: Sequence[CitationInput] = (),
    together: bool = False,
    overrule: bool = False,
    answers: Iterable[str] = (),
    language: str = "",
    comment: str = "",
) -> Ruling:
    """Rule on one statement in one's own open review; the newest ruling of a statement counts.

    supported: each citation ruled on, and one in full or at least two partial ones `together`. cleared: no
    health statement, `reason` from ClearedBecause. read: label other. returned: with a `comment`. `overrule`
    (right needed) says that the engine's 'protocol' is wrong; with supported it needs a `reason` from
    OverruledBecause. `answers` ("unreadable") needs `language`, one the vetter has declared.

    Raises NotYourReview, ReviewClosed, MayNotVet, AnotherRevision, NotAllowed (overrule), RulingRefused.
    """
    with transaction.atomic():
        review = locked(actor, review)
        check_may_vet(actor, review.revision)
        _check_same_revision(review, statement)
        ruling = Ruling(
            review=review,
            statement=statement,
            vetter=actor,
            decision=decision,
            reason=reason,
            together=together,
            overrule=overrule,
            answers=_answers(actor, statement, answers, language),
            comment=comment.strip(),
        )
        _record(ruling, citations)
    return ruling


def rule_read_in_bulk(*, actor: User, review: Review, statements: Sequence[Statement]) -> list[Ruling]:
    """Rule `read` on up to ten statements at once: label other, no health word, no citation, no picture.

    Raises NotYourReview, ReviewClosed, MayNotVet, AnotherRevision, RulingRefused; then nothing is recorded.
    """
    with transaction.atomic():
        review = locked(actor, review)
        check_may_vet(actor, review.revision)
        if not statements:
            raise TextMissing("No sentence was chosen.", "Tick the sentences that you have read.")
        if len(statements) > BULK_LIMIT:
            raise RulingRefused(
                statements[BULK_LIMIT].n,
                f"more than {BULK_LIMIT} were to be read at once.",
                "Read fewer at a time.",
            )
        raised = raised_on(review.revision.document, statements)
        rulings = []
        for statement in statements:
            _check_same_revision(review, statement)
            if not may_read_in_bulk(statement, weight(statement.label, raised.get(statement.pk, ()))):
                raise RulingRefused(
                    statement.n,
                    "it holds a health word, a source or a picture, or is no 'other' statement.",
                    "Rule on it by itself.",
                )
            ruling = Ruling(
                review=review, statement=statement, vetter=actor, decision=Decision.READ, bulk=True
            )
            _record(ruling, ())
            rulings.append(ruling)
    return rulings


def confirm(*, actor: User, review: Review, statement: Statement) -> Ruling:
    """Take over, as one's own, the ruling proposed for the same words in other surroundings.

    Raises what `rule` raises, and NothingProposed.
    """
    with transaction.atomic():
        review = locked(actor, review)
        check_may_vet(actor, review.revision)
        _check_same_revision(review, statement)
        old = carrying.proposals(dossier_of(review.revision, statement)).get(statement.pk)
        if old is None:
            raise NothingProposed(
                "There is no earlier ruling to confirm here.", "Rule on the sentence itself."
            )
        languages = [answer.partition(":")[2] for answer in old.answers]
        ruling = Ruling(
            review=review,
            statement=statement,
            vetter=actor,
            decision=old.decision,
            reason=old.reason,
            together=old.together,
            overrule=old.overrule,
            comment=old.comment,
            carried_from=old,
            answers=[_answer(actor, statement, language) for language in languages],
        )
        _record(
            ruling,
            [
                CitationInput(row.source.key, row.degree, row.locator, row.population)
                for row in old.citations.all()
            ],
        )
    return ruling


def undo(*, actor: User, review: Review, statement: Statement) -> Ruling:
    """Take back the ruling that stands on a statement, in one's own open review; what stood before counts
    again. Nothing is deleted: the undoing is a newer row.

    Raises NotYourReview, ReviewClosed, MayNotVet, AnotherRevision, NothingToUndo.
    """
    with transaction.atomic():
        review = locked(actor, review)
        check_may_vet(actor, review.revision)
        _check_same_revision(review, statement)
        standing = counting_rulings(newest_review(review.revision), statement).get(statement.pk)
        if standing is None:
            raise NothingToUndo("No ruling stands on this sentence.", "There is nothing to take back.")
        undone = Ruling.objects.create(
            review=review,
            statement=statement,
            vetter=actor,
            decision=Decision.UNDONE,
            takes_back=standing,
            label=standing.label,
            fingerprint=statement.fingerprint,
            at=timezone.now(),
        )
        journal.log(
            actor=actor, verb="undo", subject=statement, detail={"ruling": undone.pk, "undone": standing.pk}
        )
    return undone


def raise_label(*, actor: User, statement: Statement, label: str, why: str) -> RaisedLabel:
    """Say that a statement weighs more than its label. Writers and vetters raise to health; vetters to
    protocol, which then has no road to readers, in this or any later revision. It cannot be taken back.

    Raises NotAllowed, LabelNotRaised, TextMissing.
    """
    allowed = (Role.VETTER,) if label == "protocol" else (Role.WRITER, Role.VETTER)
    demand(actor, *allowed, to=f"raise a sentence to '{label}'")
    if not why.strip():
        raise TextMissing("The reason is missing.", "Say in a few words why this weighs more.")
    with transaction.atomic():
        standing = raised_on(statement.revision.document, [statement]).get(statement.pk, ())
        by_people = weight("other", standing)
        # A vetter's word weighs more than the engine's: it cannot be overruled.
        now = by_people if label == "protocol" else weight(statement.label, standing)
        if label not in RANK or RANK[label] <= RANK[now]:
            raise LabelNotRaised(f"This sentence counts as '{now}' already.", "A label can only be raised.")
        row = RaisedLabel.objects.create(
            statement=statement, by=actor, label=label, why=why.strip(), at=timezone.now()
        )
        journal.log(
            actor=actor, verb="raise_label", subject=statement, detail={"label": label, "raised": row.pk}
        )
    return row


def _check_same_revision(review: Review, statement: Statement) -> None:
    if statement.revision_id != review.revision_id:
        raise AnotherRevision(
            "This sentence belongs to another revision.", "Open the page of the review again."
        )


def _answers(actor: User, statement: Statement, answers: Iterable[str], language: str) -> list[str]:
    given = set(answers)
    if strangers := given - {UNREADABLE}:
        raise RulingRefused(
            statement.n,
            f"'{min(strangers)}' cannot be answered by a ruling.",
            "Have the writer change the text.",
        )
    return [_answer(actor, statement, language) for _ in given]


def _answer(actor: User, statement: Statement, language: str) -> str:
    if not language:
        raise RulingRefused(
            statement.n, "the language you read it in is not said.", "Name the language, such as 'pl'."
        )
    if language not in actor.languages:
        raise RulingRefused(
            statement.n,
            f"you have not declared that you read '{language}'.",
            "Add the language to your profile if you read it well; otherwise leave it to somebody who does.",
        )
    return f"{UNREADABLE}:{language}"


def _record(ruling: Ruling, citations: Sequence[CitationInput]) -> None:
    """Check a ruling against its statement, store it and log it. Raises RulingRefused, NotAllowed."""
    statement, actor = ruling.statement, ruling.vetter
    raised = raised_on(ruling.review.revision.document, [statement]).get(statement.pk, ())
    sources = sources_of([statement])
    ruling.label = weight(statement.label, raised)
    rows = checked(
        ruling,
        label=ruling.label,
        vetters_protocol=any(row.label == "protocol" for row in raised),
        citations=citations,
        sources=sources,
    )
    if ruling.overrule:
        demand(actor, Role.OVERRULE, to="overrule the engine")
    ruling.fingerprint, ruling.at = statement.fingerprint, timezone.now()
    ruling.save(force_insert=True)
    for row in rows:
        row.ruling = ruling
    CitationRuling.objects.bulk_create(rows)
    mark_used(sources=[row.source for row in rows])
    journal.log(
        actor=actor,
        verb="rule",
        subject=statement,
        detail={
            "ruling": ruling.pk,
            "decision": ruling.decision,
            "reason": ruling.reason,
            "overrule": ruling.overrule,
            "bulk": ruling.bulk,
            "confirms": ruling.carried_from_id,
        },
    )
