"""Subjects and stages. A topic's words for readers are a document of kind topic, not this row."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    PREGNANCY = "pregnancy", _("Pregnancy")
    BIRTH_6_WEEKS = "birth-6-weeks", _("Birth to 6 weeks")
    WEEKS_6_MONTHS_6 = "6-weeks-6-months", _("6 weeks to 6 months")
    MONTHS_6_12 = "6-12-months", _("6 to 12 months")


class TopicQuerySet(models.QuerySet["Topic"]):
    """Reads over topics."""

    def named(self, slugs: Collection[str]) -> Self:
        """Those with one of these slugs, in the order of the list."""
        return self.filter(slug__in=slugs)

    def unknown(self, slugs: Collection[str]) -> list[str]:
        """Which of `slugs` no topic has, in their own order."""
        known = set(self.named(slugs).values_list("slug", flat=True))
        return [slug for slug in slugs if slug not in known]


def stage_name(slug: str) -> str:
    """A stage's name, such as 'Birth to 6 weeks'. Raises ValueError for a slug that is no stage."""
    return str(Stage(slug).label)


class Topic(models.Model):
    """A subject that documents are filed under. `name` is for the desk; readers see the sealed title."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    recovery = models.BooleanField(
        "about a body that recovers from birth",
        default=False,
        help_text="Every article on it then needs a help card with the warning signs.",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
