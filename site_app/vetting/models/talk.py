"""What the team says about single statements, on the desk only: comments, questions, quotations."""

from typing import Self

from django.db import models

from site_app.accounts.models import User
from site_app.documents.models import Document, Statement
from site_app.sources.models import Source


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions asked of comments."""

    def begun(self) -> Self:
        """Those that began something, and are no reply."""
        return self.filter(replies_to=None)

    def unsettled(self) -> Self:
        """Those begun that nobody has resolved."""
        return self.begun().filter(resolved_at=None)


class Comment(models.Model):
    """Something said about a statement; append-only but for its resolution. Unresolved it blocks approval.

    `asked`: the one colleague whom it asks, if it is a question. `replies_to`: the comment it answers; a
    reply is never resolved by itself.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="comments")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    asked = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replies_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Quotation(models.Model):
    """A few words of a source at one place, for whoever checks it; append-only, the newest of a place counts.

    Desk only: it is another's text, so it is neither sealed nor shown to readers. Empty takes the last back.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="quotations")
    locator = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
