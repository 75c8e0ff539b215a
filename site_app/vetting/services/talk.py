"""What is said about a statement on the desk: comments, questions to one colleague, short quotations."""

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.models import Revision, Statement
from site_app.sources.models import Source
from site_app.vetting import letters, policy
from site_app.vetting.errors import CommentClosed, QuotationTooLong, TextMissing
from site_app.vetting.models import Comment, Quotation

# A quotation of this length is fair use nearly everywhere; more belongs behind the link.
QUOTATION_WORDS = 25
_MAY_TALK = (Role.WRITER, Role.VETTER, Role.OWNER)


def comment(*, actor: User, statement: Statement, text: str, asked: User | None = None) -> Comment:
    """Say something about a statement; until it is resolved it blocks approval. With `asked` it is a question
    to that one colleague, who is mailed and finds it in their queue.

    Raises NotAllowed, TextMissing, CommentClosed (nobody there to ask); MailNotSent once it is stored.
    """
    demand(actor, *_MAY_TALK, to="comment on a sentence")
    said = _said(text, "The comment is empty.", "Say what is to be changed or asked.")
    if asked is not None and (asked.pk == actor.pk or not asked.is_active):
        raise CommentClosed("Nobody would answer this.", "Ask a colleague who has an open account.")
    with transaction.atomic():
        row = Comment.objects.create(
            document=statement.revision.document,
            statement=statement,
            by=actor,
            text=said,
            at=timezone.now(),
            asked=asked,
        )
        journal.log(
            actor=actor,
            verb="ask" if asked else "comment",
            subject=row,
            detail={"statement": statement.pk, "asked": asked.pk if asked else None},
        )
        if asked is not None:
            letters.send_question(row)
    return row


def reply(*, actor: User, comment: Comment, text: str) -> Comment:
    """Answer a comment or question. Whoever was asked may answer in any role; who asked is mailed then.

    Raises NotAllowed, TextMissing, CommentClosed.
    """
    begun = comment.replies_to or comment
    if begun.asked_id != actor.pk:
        demand(actor, *_MAY_TALK, to="answer a comment")
    said = _said(text, "The answer is empty.", "Write a few words.")
    with transaction.atomic():
        begun = _open(begun)
        row = Comment.objects.create(
            document_id=begun.document_id,
            statement_id=begun.statement_id,
            by=actor,
            text=said,
            at=timezone.now(),
            replies_to=begun,
        )
        journal.log(actor=actor, verb="reply", subject=row, detail={"to": begun.pk})
        if begun.asked_id == actor.pk:
            letters.send_answer(begun)
    return row


def resolve(*, actor: User, comment: Comment) -> Comment:
    """Settle a comment. For whoever began it, and for a vetter who may vet the text as it is now.

    Raises NotAllowed, CommentClosed.
    """
    with transaction.atomic():
        begun = _open(comment.replies_to or comment)
        if begun.by_id != actor.pk:
            newest = Revision.objects.newest_of(begun.document)
            if refusal := policy.may_vet(actor, newest):
                raise NotAllowed(
                    f"Only {begun.by} or a vetter resolves this. {refusal.reason}",
                    "Answer it, and leave it to them.",
                )
        begun.resolved_by, begun.resolved_at = actor, timezone.now()
        begun.save(update_fields=["resolved_by", "resolved_at"])
        journal.log(actor=actor, verb="resolve", subject=begun)
    return begun


def quote(*, actor: User, source: Source, locator: str, text: str) -> Quotation:
    """Keep a few words of a source at one place, for whoever checks it; empty takes the last back.

    Seen on the desk only. Raises NotAllowed, QuotationTooLong.
    """
    demand(actor, *_MAY_TALK, to="quote a source")
    said = " ".join(text.split()).strip("\"“”'‘’ ")
    if len(said.split()) > QUOTATION_WORDS or len(said) > 400:
        raise QuotationTooLong(
            f"A quotation has at most {QUOTATION_WORDS} words; this has {len(said.split())}.",
            "Keep the words that decide; the link leads to the rest.",
        )
    with transaction.atomic():
        row = Quotation.objects.create(
            source=source, locator=" ".join(locator.split())[:200], text=said, by=actor, at=timezone.now()
        )
        journal.log(actor=actor, verb="quote", subject=row, detail={"source": source.pk})
    return row


def _said(text: str, wrong: str, remedy: str) -> str:
    said = text.strip()
    if not said:
        raise TextMissing(wrong, remedy)
    if len(said) > 4000:
        raise TextMissing("This is too long to be read beside a sentence.", "Say it in 4000 characters.")
    return said


def _open(comment: Comment) -> Comment:
    row = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("document", "by", "asked", "statement__revision")
        .get(pk=comment.pk)
    )
    if row.resolved_at is not None:
        raise CommentClosed("This was resolved already.", "Begin a new comment if there is more to say.")
    return row
