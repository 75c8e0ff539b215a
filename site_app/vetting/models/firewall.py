"""What keeps a vetter from a text although they had no hand in it: their field, and their ties."""

from typing import Any, Self

from django.db import models

from site_app.accounts.models import User
from site_app.topics.models import Topic


class StandingQuerySet(models.QuerySet[Any]):
    """Questions asked of rows that are ended, never deleted."""

    def standing(self) -> Self:
        """Those that hold today."""
        return self.filter(ended_at=None)


class Scope(models.Model):
    """That a vetter vets texts on one topic. Whoever has no row vets every topic."""

    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scopes")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vetter", "topic"], condition=models.Q(ended_at=None), name="a_topic_is_in_scope_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vetter} on {self.topic}"


class Tie(models.Model):
    """A declared tie that keeps a vetter from texts on a topic, or from texts that name a word."""

    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ties")
    what = models.CharField(max_length=200, help_text="Such as: paid talks for a maker of infant formula.")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    word = models.CharField(
        max_length=80,
        blank=True,
        help_text="A word or two, such as probiotic: texts that name it are barred.",
    )
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=False) | ~models.Q(word=""), name="a_tie_bears_on_something"
            )
        ]

    def __str__(self) -> str:
        return self.what
