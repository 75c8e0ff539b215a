"""What may be cited."""

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import User
from site_app.sources import names
from site_app.statements.report import SourceFacts


class Kind(models.TextChoices):
    GUIDELINE = "guideline", "guideline"
    SYSTEMATIC_REVIEW = "systematic-review", "systematic review"
    RCT = "rct", "randomised trial"
    COHORT = "cohort", "cohort study"
    CASE_CONTROL = "case-control", "case-control study"
    CROSS_SECTIONAL = "cross-sectional", "cross-sectional study"
    CASE_SERIES = "case-series", "case series"
    GENETIC = "genetic-association", "genetic association study"
    LABORATORY = "laboratory", "laboratory or animal study"
    NARRATIVE_REVIEW = "narrative-review", "narrative review"
    OFFICIAL = "official-information", "official health information"
    STATISTICS = "statistics", "official statistics"
    BOOK = "book", "book or reference work"
    OTHER = "other", "other"


class Status(models.TextChoices):
    CURRENT = "current", "current"
    SUPERSEDED = "superseded", "superseded"
    CONCERN = "concern", "expression of concern"
    RETRACTED = "retracted", "retracted"


# What a reader is told about each kind of evidence, and about a source that is no longer sound.
KIND_WORDS: dict[str, Promise] = {
    Kind.GUIDELINE: _("advice that a group of experts agreed on after looking at the research"),
    Kind.SYSTEMATIC_REVIEW: _("a review that pools many studies"),
    Kind.RCT: _("a study in which chance decided who got what"),
    Kind.COHORT: _("a study that followed a group of people over time"),
    Kind.CASE_CONTROL: _("a study that compares people who have a condition with people who do not"),
    Kind.CROSS_SECTIONAL: _("a study that looks at many people at one moment"),
    Kind.CASE_SERIES: _("a report on a few people, with nobody to compare them with"),
    Kind.GENETIC: _("a study of genes"),
    Kind.LABORATORY: _("work in a laboratory or with animals, not with families"),
    Kind.NARRATIVE_REVIEW: _("an overview by experts, who chose the studies themselves"),
    Kind.OFFICIAL: _("information from a health service or a public body"),
    Kind.STATISTICS: _("official figures"),
    Kind.BOOK: _("a book or reference work"),
    Kind.OTHER: _("another kind of source"),
}
STATUS_WORDS: dict[str, Promise] = {
    Status.CURRENT: _("current"),
    Status.SUPERSEDED: _("there is a newer version"),
    Status.CONCERN: _("its publisher has warned that it may not be sound"),
    Status.RETRACTED: _("its publisher has taken it back"),
}


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions asked of the sources."""

    def facts(self, keys: Iterable[str] | None = None) -> dict[str, SourceFacts]:
        """What the engine needs to know of the sources named, by key (all when None). One query.

        A key that no source has is left out.
        """
        chosen = self.all() if keys is None else self.filter(key__in=set(keys))
        return {source.key: source.facts() for source in chosen}


class Source(models.Model):
    """One thing that may be cited. `version` rises with each change of a substantive field.

    `substance`: SHA-256 hex over the substantive fields (identifiers, title, year, kind, status, version).
    `reference`: the Vancouver-like reference text, made once when saved. `csl`: the CSL-JSON record.
    """

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    csl = models.JSONField(default=dict)
    title = models.TextField()
    year = models.CharField(max_length=10, blank=True, help_text="Empty prints 'no date'.")
    doi = models.CharField(max_length=200, blank=True)
    pmid = models.CharField(max_length=20, blank=True)
    isbn = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.CURRENT)
    status_note = models.TextField(blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    official = models.BooleanField("free official help for parents", default=False)
    read_on = models.DateField("date read", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    substance = models.CharField(max_length=64, editable=False)
    reference = models.TextField(editable=False)
    used_at = models.DateTimeField("first used", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def facts(self) -> SourceFacts:
        return SourceFacts(
            key=self.key, title=self.title, status=self.status, kind=self.kind, url=self.address(),
            substance=self.substance, short=names.short(self.csl, self.title, self.year),
        )  # fmt: skip

    def address(self) -> str:
        """Where a reader finds it: its own page, or else the address its DOI or PMID resolves to."""
        if self.url:
            return self.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""


class SourceChange(models.Model):
    """One logged change of a source: what it was and what it became; append-only."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    substantive = models.BooleanField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source.key} at {self.at:%Y-%m-%d}"
