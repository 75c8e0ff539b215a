"""What was said about the statements of a text, gathered for one revision."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from site_app.documents.models import Document, Statement
from site_app.vetting.labels import words_of
from site_app.vetting.models import Comment


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment or question with its replies, oldest first."""

    begun: Comment
    replies: tuple[Comment, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it."""
        return self.begun.resolved_at is None

    @property
    def waits_for_answer(self) -> bool:
        """Whether it asks somebody who has not answered yet."""
        asked = self.begun.asked_id
        return self.is_open and asked is not None and all(reply.by_id != asked for reply in self.replies)


def threads_on(document: Document, statements: Iterable[Statement]) -> dict[int | None, tuple[Thread, ...]]:
    """By statement id, what was said about a statement or about the same words in another revision.

    Under None: unresolved threads about words that none of these statements has. Changing a comma does not
    shake a comment off. Two queries at most.
    """
    replies = Comment.objects.select_related("by")
    begun = (
        Comment.objects.begun()
        .filter(document=document)
        .select_related("by", "asked", "resolved_by", "statement")
        .prefetch_related(Prefetch("replies", queryset=replies))
    )
    threads = [Thread(comment, tuple(comment.replies.all())) for comment in begun]
    if not threads:
        return {}
    by_words: dict[str, list[Thread]] = {}
    for thread in threads:
        by_words.setdefault(words_of(thread.begun.statement.text), []).append(thread)
    found: dict[int | None, tuple[Thread, ...]] = {}
    here: set[str] = set()
    for statement in statements:
        words = words_of(statement.text)
        here.add(words)
        own = [
            thread
            for thread in by_words.get(words, ())
            # The same words twice in one text: each keeps what was said about it.
            if thread.begun.statement_id == statement.pk
            or thread.begun.statement.revision_id != statement.revision_id
        ]
        if own:
            found[statement.pk] = tuple(own)
    lost = tuple(
        thread for words, said in by_words.items() for thread in said if words not in here and thread.is_open
    )
    return found | {None: lost} if lost else found
