"""Sealed editions, the chain they hang on, and what is live."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import User
from site_app.documents.models import Document, Revision


class Edition(models.Model):
    """A sealed published text. Columns other than seal, previous_seal, signature and key_id are copies
    of what stands in the sealed parts. `seal`: SHA-256 hex over identifier, part digests, previous seal."""

    identifier = models.UUIDField(unique=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    demonstration = models.BooleanField()
    seal = models.CharField(max_length=64, unique=True)
    previous_seal = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=64)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug} edition {self.number}"


class Part(models.Model):
    """One sealed stretch of bytes of an edition. `content` is None only after a redaction; `digest` stays."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=20)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_part_of_a_name")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.name}"


class Signatory(models.Model):
    """Name and credentials as signed, beside the seal. The seal holds only `digest`, salted; erasing
    empties name, credentials and salt and leaves the digest."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatories")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(
        help_text="The number under which the sealed parts name this person."
    )
    part_played = models.CharField(max_length=12)
    record = models.TextField(help_text="Canonical JSON: name, affiliation, credentials, ties, as signed.")
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["edition", "place"]
        verbose_name_plural = "signatories"
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="one_signatory_a_place")]

    def __str__(self) -> str:
        return f"{self.part_played} of {self.edition}"


class ChainHead(models.Model):
    """The one row that publishing locks: the newest seal and how many there are."""

    one = models.BooleanField(default=True, editable=False, unique=True)
    seal = models.CharField(max_length=64)
    length = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.seal


class LiveQuerySet(models.QuerySet["Live"]):
    """Reads over live documents."""

    def shown(self) -> Self:
        """Those readers may have: neither column nor record says that they were withdrawn."""
        open_ones = Withdrawal.objects.filter(document=models.OuterRef("document"), ended_at=None)
        return self.filter(~models.Exists(open_ones), withdrawn=False)


class Live(models.Model):
    """Which edition of a document readers get now."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="live")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, db_index=True)
    slug = models.SlugField(max_length=80)
    first_published_at = models.DateTimeField()
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="For a document of kind person: whose bio it is (a copy).",
    )  # fmt: skip
    topic = models.SlugField(
        max_length=80, blank=True, default="", db_index=True,
        help_text="For a document of kind topic: the topic's own slug (a copy); its address may change.",
    )  # fmt: skip
    urgent = models.CharField(max_length=4, blank=True, default="", db_index=True)
    withdrawn = models.BooleanField(default=False, db_index=True)

    objects = LiveQuerySet.as_manager()

    class Meta:
        verbose_name = "live document"
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_live_edition_per_address")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Address(models.Model):
    """Every address a document ever had; an old one redirects for ever."""

    kind = models.CharField(max_length=12)
    slug = models.SlugField(max_length=80)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="addresses")
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="an_address_is_never_reused")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Filing(models.Model):
    """Under which topic or stage a live document is listed: a copy of what its edition says."""

    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="filings")
    under = models.CharField(max_length=8, choices=[("topic", "topic"), ("stage", "stage")])
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["live", "under", "slug"], name="filed_once")]
        indexes = [models.Index(fields=["under", "slug"], name="filed_under")]

    def __str__(self) -> str:
        return f"{self.live} under {self.slug}"


class Use(models.Model):
    """That a live edition's statement leans on a source: a copy, for source pages and alarms."""

    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="uses")
    source_key = models.CharField(max_length=80, db_index=True)
    statement = models.PositiveIntegerField()
    substance = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["live", "source_key", "statement"], name="used_once")]

    def __str__(self) -> str:
        return f"{self.live} rests on {self.source_key}"


class Mention(models.Model):
    """That an edition, old or new, names a source: a copy of its sealed sources, for the pages of sources."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mentions")
    source_key = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "source_key"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.edition} names {self.source_key}"


class Pointer(models.Model):
    """That a live edition shows a card or a consult of another document: a copy of its sealed pointers.

    It names the document and not only the slug, so a pointer still holds when the target moves.
    """

    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="pointers")
    kind = models.CharField(max_length=12)
    slug = models.SlugField(max_length=80)
    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pointed_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["live", "kind", "slug"], name="pointed_at_once")]

    def __str__(self) -> str:
        return f"{self.live} shows {self.kind}/{self.slug}"


class Withdrawal(models.Model):
    """That a document was taken from readers, by whom and why; append-only."""

    class Because(models.TextChoices):
        UNSAFE = "unsafe", _("it may be unsafe")
        SOURCE = "source", _("a source it leans on no longer holds")
        OUTDATED = "outdated", _("it is out of date")
        RIGHTS = "rights", _("a question of rights")
        MISTAKE = "mistake", _("published by mistake")
        OWNER = "owner", _("the practice no longer offers this")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="withdrawals")
    title = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=8, choices=Because)
    note = models.TextField("note for the desk", blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.title} withdrawn: {self.get_because_display()}"


class Redaction(models.Model):
    """The log row that lets the guard accept the removal of one part's bytes; append-only."""

    part = models.OneToOneField(Part, on_delete=models.PROTECT, related_name="redaction")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    legal_reason = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} redacted"


class Recheck(models.Model):
    """Vetting work that opened after publishing. It stands in the queue until a newer edition is out, or
    today's rules no longer ask for it.

    `detail`: a list of lines for the desk, each a sentence that says what and where. `state`: SHA-256
    over what was found, so that the same finding opens the same work once only.
    """

    class Because(models.TextChoices):
        RULES = "rules", "today's rules judge a published sentence otherwise"
        ERASED = "erased", "a person who signed asked for their name to be removed"
        TARGET = "target", "a document it points to was withdrawn"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rechecks")
    because = models.CharField(max_length=8, choices=Because)
    engine_version = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=list)
    state = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "because", "state"], name="one_recheck_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_because_display()}"


class Reminder(models.Model):
    """That owner and deputy were written to about a matter, or a vetter about a claim, and when; append-only.

    `matter` names no person; `people` holds the numbers of the accounts written to.
    """

    matter = models.CharField(max_length=200, db_index=True)
    sent_on = models.DateField()
    people = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "sent_on"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.matter} on {self.sent_on}"


class Word(models.Model):
    """A word that stands in a live edition: what a misspelt or half typed one may have meant. Never shown."""

    text = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.text


class Spelling(models.Model):
    """What is left of a word's first letters when one is left out (see `finding.spelling`)."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="spellings")
    key = models.CharField(max_length=7, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "key"], name="one_spelling_a_key")]

    def __str__(self) -> str:
        return self.key
