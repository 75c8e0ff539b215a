"""People, what they may do, and the journal of every verb."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from site_app.accounts.people import CredentialQuerySet, InvitationQuerySet, PeopleByMail


class Role(models.TextChoices):
    WRITER = "writer", "writer"
    VETTER = "vetter", "vetter"
    PUBLISHER = "publisher", "publisher"
    OWNER = "owner", "owner"
    OVERRULE = "overrule", "vetter who may overrule the engine"


class User(AbstractBaseUser):
    """Somebody of the team, signing in by e-mail. Rights are roles, not model permissions."""

    email = models.EmailField("e-mail", unique=True)
    display_name = models.CharField(max_length=120)
    affiliation = models.CharField(max_length=200, blank=True)
    declared_ties = models.TextField(
        "declared ties",
        default="None.",
        help_text="Ties to firms, and who pays. Write 'None.' if there are none.",
    )
    languages = models.JSONField(
        default=list, blank=True, help_text="Language codes this person can vet, such as en."
    )
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField(default=False)
    demonstration = models.BooleanField("invented for the demonstration", default=False)
    joined_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    objects = PeopleByMail()

    class Meta:
        ordering = ["display_name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Everybody with an account belongs to the team; readers have none."""
        return self.is_active

    def roles(self) -> frozenset[str]:
        """The roles held now. One query, kept for the life of this instance."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.role_grants.filter(ended_at=None).values_list("role", flat=True))
        return self._roles

    def forget_roles(self) -> None:
        """Let the next question ask the database again."""
        self.__dict__.pop("_roles", None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.forget_roles()
        super().refresh_from_db(*args, **kwargs)

    def has_role(self, role: str) -> bool:
        """Whether this person may act as `role` (superusers may, but four eyes still hold)."""
        return self.is_active and (self.is_superuser or role in self.roles())

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return self.is_active and self.is_superuser

    def has_perms(self, perm_list: list[str], obj: object | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active


class RoleGrant(models.Model):
    """One role of one person, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at=None), name="a_role_is_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class Credential(models.Model):
    """A qualification as it is printed beside a name. `clinician`: counts as a clinician's signature.

    It counts for vetting once an owner has `checked` it against the issuing body's register.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="credentials")
    title = models.CharField(max_length=160, help_text="As readers see it: 'Registered midwife'.")
    body = models.CharField("issuing body", max_length=160)
    registration = models.CharField("registration number", max_length=80, blank=True)
    clinician = models.BooleanField("counts as a clinician", default=False)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A link sent to a person's own mail; only the SHA-256 of its token is kept, and it works once.

    `kind` says what it opens: a new account, a new password for `user`, or `email` as their new address.
    """

    class Kind(models.TextChoices):
        WELCOME = "welcome", "new account"
        RESET = "reset", "new password"
        ADDRESS = "address", "new address"

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WELCOME)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField()
    display_name = models.CharField(max_length=120)
    roles = models.JSONField(default=list, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email


class Practice(models.Model):
    """The site's owner: one row, shown on every page. `home_country`: ISO 3166-1 alpha-2."""

    name = models.CharField(max_length=160)
    legal_owner = models.CharField(max_length=200)
    address = models.TextField()
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=40, blank=True)
    home_country = models.CharField(max_length=2)
    quality_person = models.CharField("who answers for quality", max_length=160)
    funding = models.TextField(help_text="Who pays for this site, in one or two sentences.")
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Is written to beside the owners about all that is due.",
    )  # fmt: skip
    demonstration = models.BooleanField(default=False)
    one = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name_plural = "practice"
        constraints = [models.CheckConstraint(condition=models.Q(one=True), name="one_practice_only")]

    def __str__(self) -> str:
        return self.name


class JournalEntry(models.Model):
    """Who did what, when: one row a verb, append-only, each row sealed onto the one before.

    `digest` = SHA-256 over canonical JSON of [number, at, actor's number, verb, subject, detail, previous].
    No name stands here, in `detail` neither: what cannot be changed could not be erased. No `actor`: the
    system.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "journal"

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
