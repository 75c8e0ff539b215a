"""What readers tell us about editions, and what we answer. No row here says who the reader was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import User
from site_app.publication.models import Edition


class FlagBecause(models.TextChoices):
    """What a reader may say is the matter with a sentence."""

    HARM = "harm", _("It could do harm")
    WRONG = "wrong", _("I think it is wrong")
    SOURCE = "source", _("Its source does not say this")
    OLD = "old", _("Something newer is known")
    UNCLEAR = "unclear", _("I do not understand it")
    UNKIND = "unkind", _("It is unkind, or leaves somebody out")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    """What became of a flagged sentence."""

    KEPT = "kept", _("Kept")
    CHANGED = "changed", _("Changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AnswerBecause(models.TextChoices):
    """The closed list of public reasons; `ANSWERS` says which belong to which outcome."""

    HOLDS = "holds", _("we opened its sources again, and they say this")
    NO_CLAIM = "no-claim", _("it makes no claim that a source would have to carry")
    STANDS = "stands", _("what was missed stands elsewhere on the page")
    NOTHING = "nothing", _("we looked, and found nothing wrong with it")
    TOO_MUCH = "too-much", _("it said more than its source does")
    MISREAD = "misread", _("it could be misread")
    NEWER = "newer", _("something newer is known")
    SOURCE = "source", _("a source it leaned on no longer holds")
    UNKIND = "unkind", _("it was unkind, or left somebody out")
    UNSAFE = "unsafe", _("it may be unsafe")
    NO_SOURCE = "no-source", _("no source carries it")


ANSWERS: dict[str, tuple[AnswerBecause, ...]] = {
    Outcome.KEPT: (
        AnswerBecause.HOLDS,
        AnswerBecause.NO_CLAIM,
        AnswerBecause.STANDS,
        AnswerBecause.NOTHING,
    ),
    Outcome.CHANGED: (
        AnswerBecause.TOO_MUCH,
        AnswerBecause.MISREAD,
        AnswerBecause.NEWER,
        AnswerBecause.SOURCE,
        AnswerBecause.UNKIND,
    ),
    Outcome.WITHDRAWN: (
        AnswerBecause.UNSAFE,
        AnswerBecause.NO_SOURCE,
        AnswerBecause.NEWER,
        AnswerBecause.SOURCE,
        AnswerBecause.UNKIND,
    ),
}


class VoteBecause(models.TextChoices):
    """Why an edition helped or did not; `REASONS` says which belong to which vote."""

    FOUND = "found", _("I found what I was looking for")
    CLEAR = "clear", _("It is easy to understand")
    SOURCES = "sources", _("I can see where it comes from")
    NEXT = "next", _("I know whom to ask now")
    NOT_FOUND = "not-found", _("I did not find what I was looking for")
    HARD = "hard", _("It is hard to understand")
    LONG = "long", _("It is too long")
    DOUBT = "doubt", _("I do not trust it")
    NOT_MINE = "not-mine", _("It is not about what I live through")


REASONS: dict[bool, tuple[VoteBecause, ...]] = {
    True: (VoteBecause.FOUND, VoteBecause.CLEAR, VoteBecause.SOURCES, VoteBecause.NEXT),
    False: (
        VoteBecause.NOT_FOUND,
        VoteBecause.HARD,
        VoteBecause.LONG,
        VoteBecause.DOUBT,
        VoteBecause.NOT_MINE,
    ),
}


class Answer(models.Model):
    """A vetter's public answer to every flag that waited on one sentence of one edition; append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="answers")
    statement = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.CharField(max_length=10, choices=AnswerBecause)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition}, sentence {self.statement}: {self.outcome}"


class Flag(models.Model):
    """That a reader holds a sentence of an edition for wrong; append-only.

    `words`: for vetters only, never published; they may be emptied, since somebody may have put a name in.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="flags")
    statement = models.PositiveIntegerField()
    because = models.CharField(max_length=7, choices=FlagBecause)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="flags")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["edition", "statement"], name="flags_of_a_sentence")]

    def __str__(self) -> str:
        return f"{self.edition}, sentence {self.statement}: {self.because}"


class Vote(models.Model):
    """Whether an edition helped somebody; append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="votes")
    helpful = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition}: {'helpful' if self.helpful else 'not helpful'}"


class VoteReason(models.Model):
    """A reason that somebody gave with a vote, counted apart from it; append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="vote_reasons")
    because = models.CharField(max_length=9, choices=VoteBecause)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition}: {self.because}"


class DayKey(models.Model):
    """The key of one day under which senders are counted. It is deleted with the first sender of the next."""

    day = models.DateField(unique=True)
    key = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)


class Tally(models.Model):
    """How often one sender did one thing today. `sender`: a keyed hash, which nobody can turn back."""

    day = models.ForeignKey(DayKey, on_delete=models.CASCADE, related_name="tallies")
    sender = models.CharField(max_length=64)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["day", "sender"], name="one_tally_a_sender")]

    def __str__(self) -> str:
        return f"{self.times} on {self.day_id}"
