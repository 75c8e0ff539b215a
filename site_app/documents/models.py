"""Documents, their unchangeable revisions, and who had a hand in each."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from site_app.accounts.models import User
from site_app.topics.models import Topic


class Kind(models.TextChoices):
    ARTICLE = "article", "article"
    COLLECTION = "collection", "collection"
    TOPIC = "topic", "topic"
    CONSULT = "consult", "consult"
    PERSON = "person", "person"
    PAGE = "page", "page"


class Urgent(models.TextChoices):
    NO = "", "not urgent"
    BODY = "body", "urgent: body"
    BABY = "baby", "urgent: baby"
    MOOD = "mood", "urgent: mood"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions asked of documents."""

    def at_address(self, kind: str, slug: str) -> "DocumentQuerySet":
        """Those that stand, or in any revision stood, at this address."""
        return self.filter(kind=kind).filter(models.Q(slug=slug) | models.Q(revisions__slug=slug)).distinct()


class Document(models.Model):
    """What has revisions, reviews and editions. `slug` is the newest revision's address."""

    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(max_length=80)
    topic = models.OneToOneField(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="document",
        help_text="For a document of kind topic: the topic it speaks of.",
    )  # fmt: skip
    person = models.OneToOneField(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="bio",
        help_text="For a document of kind person: whose bio it is.",
    )  # fmt: skip
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_document_per_address")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Questions asked of revisions."""

    def newest_of(self, document: Document) -> "Revision":
        """The revision a new one must be based on. Every document has one from its first moment."""
        newest = self.filter(document=document).order_by("-number").select_related("document").first()
        if newest is None:
            raise Revision.DoesNotExist(f"{document} has no revision.")
        return newest

    def newest_only(self) -> "RevisionQuerySet":
        """One revision of each document: its newest."""
        newest = Revision.objects.filter(document=OuterRef("document")).order_by("-number")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class Revision(models.Model):
    """An unchangeable text of a document. `digest`: SHA-256 hex over all its fields and pictures' digests.

    Text fields hold our dialect of Markdown; `title` and `slug` hold one plain line. `topics` and
    `stages` are lists of slugs.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    main_message = models.TextField(blank=True)
    for_whom = models.TextField("who this is for", blank=True)
    not_for = models.TextField("who this is not for", blank=True)
    body = models.TextField(blank=True)
    not_known = models.TextField("what is not known", blank=True)
    questions = models.TextField("questions to ask", blank=True)
    funding = models.TextField(blank=True)
    conflicts = models.TextField("conflicts of interest", blank=True)
    why_needed = models.TextField("why this is needed (desk only)", blank=True)
    tested_with = models.TextField("who tested it, when, what changed (desk only)", blank=True)
    topics = models.JSONField(default=list)
    stages = models.JSONField(default=list)
    urgent = models.CharField(max_length=4, choices=Urgent, blank=True, default="")
    next_review_on = models.DateField()
    change_note = models.CharField(max_length=300, blank=True)
    # What the writer tells the vetter of single sentences; see `documents.remarks`. No reader sees it.
    remarks = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.document} r{self.number}"


class Contributor(models.Model):
    """That a person had a hand in a revision; append-only, the ground of four eyes."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="contributors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=40, default="wrote")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "user", "how"], name="one_contribution_of_a_sort")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.how} {self.revision}"


class Submission(models.Model):
    """That a revision was handed to vetting, with the engine's version that read it; append-only."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="submission")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    engine_version = models.CharField(max_length=40)
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.revision} submitted"


class Statement(models.Model):
    """One statement of a submitted revision, as the engine read it; append-only.

    Fields as in `statements.report.Statement`. `citations`: list of {"key", "locator", "inherited"}.
    `fingerprint` carries rulings over; `loose_fingerprint` only proposes them.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="statements")
    n = models.PositiveIntegerField()
    part = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    heading_path = models.JSONField(default=list)
    lead_in = models.TextField(blank=True)
    previous = models.TextField(blank=True)
    block = models.CharField(max_length=12, blank=True)
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    citations = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    label = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    health_words = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, db_index=True)
    loose_fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["revision", "n"]
        constraints = [models.UniqueConstraint(fields=["revision", "n"], name="one_statement_per_number")]

    def __str__(self) -> str:
        return self.text[:80]


class HouseRule(models.Model):
    """Words that the practice judges otherwise than the engine does; what was once added stays on record.

    `lowers`: an exception to the engine, and not a rule on top of it. See `statements.house`.
    """

    class Label(models.TextChoices):
        OTHER = "other", "other: it says nothing about health"
        HEALTH = "health", "health: it needs a source"
        PROTOCOL = "protocol", "protocol: it is not published"

    phrase = models.CharField(max_length=200)
    label = models.CharField(max_length=8, choices=Label)
    lowers = models.BooleanField("exception")
    reason = models.CharField(max_length=300)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField("why it was ended", max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # Only so far up, and only so far down.
            models.CheckConstraint(
                condition=models.Q(lowers=True, label__in=["other", "health"])
                | models.Q(lowers=False, label__in=["health", "protocol"]),
                name="a_house_rule_raises_or_lowers",
            )
        ]

    def __str__(self) -> str:
        return f"{'exception' if self.lowers else 'house rule'} {self.pk}: {self.phrase}"


class WorkingCopy(models.Model):
    """One person's unsaved text of a document; overwritten, never vetted. `fields`: the form as typed.

    `stale`: text that lost to a colleague's newer revision, or to another window of the same person. It is
    kept beside the working copy until its owner drops it. `window`: the opened page that wrote it last.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="working_copies")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    stale = models.BooleanField(default=False)
    window = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "user"], condition=models.Q(stale=False), name="one_working_copy_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}'s copy of {self.document}"

    @property
    def stamp(self) -> str:
        """By which a page that shows this text knows whether it has been written since."""
        return self.saved_at.isoformat()


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Questions asked of who is where."""

    def just_now(self, document: Document) -> "PresenceQuerySet":
        """Who has this document open: heard of within `Presence.LASTS`."""
        return self.filter(document=document, at__gte=timezone.now() - Presence.LASTS).select_related("user")


class Presence(models.Model):
    """That a person has a document open in one window of a browser; overwritten with each sign of life."""

    # Three signs of life, a little late.
    LASTS = timedelta(seconds=50)

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "user", "window"], name="one_presence_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.document}"


class Picture(models.Model):
    """A picture as re-encoded by us (WebP). Its file name is its SHA-256; the bytes lie under MEDIA_ROOT."""

    digest = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    credit = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.alt

    @property
    def address(self) -> str:
        """The path under which readers get it."""
        return f"{settings.MEDIA_URL}pictures/{self.digest}.webp"

    @property
    def file(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.MEDIA_ROOT) / "pictures" / f"{self.digest}.webp"

    def markdown(self) -> str:
        """How a text shows it."""
        alt = re.sub(r"([\\\[\]`*_<>&])", r"\\\1", self.alt)
        return f"![{alt}]({self.address})"
