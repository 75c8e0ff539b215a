"""Who ruled what on which statement, on which grounds."""

from typing import Self

from django.db import models
from django.utils import timezone

from site_app.accounts.models import User
from site_app.documents.models import Document, Revision, Statement
from site_app.sources.models import Source


class Review(models.Model):
    """One vetter's work on one revision. While open it is a claim, which lapses at `lapses_at`."""

    class Kind(models.TextChoices):
        CHANGE = "change", "change review"
        PERIODIC = "periodic", "periodic review"

    class Outcome(models.TextChoices):
        OPEN = "open", "open"
        APPROVED = "approved", "approved"
        RETURNED = "returned", "returned to the writer"
        LAPSED = "lapsed", "claim lapsed"
        RELEASED = "released", "released"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    claimed_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["-claimed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=models.Q(outcome="open"), name="one_open_review_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision} by {self.vetter}"

    @property
    def is_open(self) -> bool:
        """Whether its vetter works in it now: neither decided nor lapsed."""
        return self.outcome == self.Outcome.OPEN and self.lapses_at > timezone.now()


class Decision(models.TextChoices):
    SUPPORTED = "supported", "supported by its sources"
    CLEARED = "cleared", "no health statement"
    READ = "read", "read and agreed"
    RETURNED = "returned", "returned to the writer"
    UNDONE = "undone", "taken back"


# What a vetter may say of a statement; UNDONE says something of a ruling.
SAYABLE = (Decision.SUPPORTED, Decision.CLEARED, Decision.READ, Decision.RETURNED)


class ClearedBecause(models.TextChoices):
    """The closed list of reasons a vetter may give for 'no health statement'."""

    QUESTION = "question", "asks a question"
    TOPIC = "topic", "names a topic"
    HELP = "help", "points to help"
    SITE = "site", "about this site or its people"
    STORY = "story", "a person's own story without an effect"
    PRACTICAL = "practical", "money, kitchen, travel"


class OverruledBecause(models.TextChoices):
    """Why what the engine called a protocol is a health statement and nothing to copy (label guide, 1-4)."""

    RANGE = "range", "a statistic or normal range, no instruction"
    AGE = "age", "an age at which something is generally recommended"
    SAFETY = "safety", "safety advice, no treatment"
    OPTIONS = "options", "what a clinician may choose from"
    TRIAGE = "triage", "says when to get help"


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Questions asked of rulings."""

    def standing(self) -> Self:
        """Those that nobody took back; the newest of a statement among them counts."""
        undone = Ruling.objects.filter(takes_back=models.OuterRef("pk"))
        return self.exclude(decision=Decision.UNDONE).filter(~models.Exists(undone))


class Ruling(models.Model):
    """A vetter's decision on one statement; append-only, the newest that stands counts.

    A row with the decision `undone` takes back the one in `takes_back`, so what stood before counts again.
    `overrule`: the engine said protocol and a vetter with that right ruled it wrong. `carried_from`: the
    ruling this one repeats, because the fingerprint is the same (then `vetter` is who ruled first) or because
    the vetter of this review confirmed it. `answers`: blocking findings this ruling answers, such as
    "unreadable:pl" (read as Polish).
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="rulings")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="rulings")
    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=9, choices=Decision)
    reason = models.CharField(
        max_length=9, choices=[*ClearedBecause.choices, *OverruledBecause.choices], blank=True
    )
    together = models.BooleanField("together the sources cover all of it", default=False)
    overrule = models.BooleanField(default=False)
    bulk = models.BooleanField(default=False)
    answers = models.JSONField(default=list)
    comment = models.TextField(blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_back_by"
    )
    label = models.CharField(max_length=8, help_text="The label as it stood when the vetter ruled.")
    fingerprint = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "-pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.statement}"


class Degree(models.TextChoices):
    FULL = "full", "supports it in full"
    PARTIAL = "partial", "supports part of it"
    BACKGROUND = "background", "background only"


class Population(models.TextChoices):
    MOTHERS = "mothers", "mothers"
    BABIES = "babies", "babies"
    CHILDREN = "children", "older children"
    ADULTS = "adults", "adults in general"
    ANIMALS = "animals", "animals or cells"
    OTHER = "other", "others or not stated"


class CitationRuling(models.Model):
    """How far one source supports one statement. `substance`: the source's substance as it was ruled on."""

    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    degree = models.CharField(max_length=10, choices=Degree)
    locator = models.CharField(max_length=200)
    population = models.CharField(max_length=8, choices=Population)
    substance = models.CharField(max_length=64)
    source_status = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ruling", "source", "locator"], name="one_degree_a_citation")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.degree}"


class RaisedLabel(models.Model):
    """A vetter's (or writer's) word that a statement weighs more than the engine said; append-only."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="raised")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=8, choices=[("health", "health"), ("protocol", "protocol")])
    why = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"raised to {self.label}: {self.statement}"


class Approval(models.Model):
    """That a review approved a revision as a whole; append-only; bound to the revision's content digest.

    `ledger`: SHA-256 hex over the rulings that count at that moment, so that publishing sees any later one.
    Name and credentials are kept as signed.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="approval")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="approval")
    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    ledger = models.CharField(max_length=64)
    clinician = models.BooleanField()
    whole_note = models.TextField("ruling on the whole", blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.revision} approved"


class Suggestion(models.Model):
    """A vetter's wording, which the writer may take over; the vetter stays outside the text (P3).

    `sort`: other words; or another cut, the same claim as several sentences or as one. `until`: the last of
    the sentences that the wording replaces, when it is not `statement` itself.
    """

    class Sort(models.TextChoices):
        WORDS = "words", "other words"
        SPLIT = "split", "split into several sentences"
        MERGE = "merge", "merged into one sentence"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="suggestions")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="suggestions")
    sort = models.CharField(max_length=5, choices=Sort, default=Sort.WORDS)
    until = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vetter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    taken_in = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:80]
