"""Facts about services and help lines. What is said about them is a document of kind consult."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import URLValidator
from django.db import models

from site_app.accounts.models import User

# How long the test of a number is worth something.
TEST_HOLDS = timedelta(days=183)


class ConsultQuerySet(models.QuerySet["Consult"]):
    """Reads over bookable services."""

    def active(self) -> Self:
        """Those that can be booked now."""
        return self.filter(active=True)


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    """Reads over help lines."""

    def active(self) -> Self:
        """Those shown to readers."""
        return self.filter(active=True)

    def for_country(self, code: str) -> Self:
        """Those shown to readers of one country (ISO 3166-1 alpha-2): emergency, crisis, clinician."""
        first = models.Case(
            models.When(serves=HelpLine.For.EMERGENCY, then=0),
            models.When(serves=HelpLine.For.CRISIS, then=1),
            default=2,
        )
        return self.active().filter(country=code.upper()).order_by(first, "name")

    def stale(self, on: date) -> Self:
        """Those shown that nobody has tested within the last six months; the longest untested first."""
        untested = models.Q(last_tested_on=None) | models.Q(last_tested_on__lt=on - TEST_HOLDS)
        return self.active().filter(untested).order_by(models.F("last_tested_on").asc(nulls_first=True), "pk")


class Consult(models.Model):
    """A bookable service: facts only. Its document has the same slug. `price_minor`: in cents or pence."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    price_minor = models.PositiveIntegerField("price in cents or pence")
    currency = models.CharField(max_length=3, help_text="ISO 4217, such as USD.")
    minutes = models.PositiveSmallIntegerField("length in minutes")
    booking_address = models.CharField(max_length=300, help_text="https:, mailto: or tel: address.")
    practitioner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    languages = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    objects = ConsultQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HelpLine(models.Model):
    """A number to call, with what makes it trustworthy: country, hours, languages, last tested."""

    class For(models.TextChoices):
        EMERGENCY = "emergency", "emergency"
        CRISIS = "crisis", "crisis line"
        CLINICIAN = "clinician", "nurse or support line"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=40)
    text_number = models.CharField("number for text messages", max_length=40, blank=True)
    country = models.CharField(max_length=2)
    serves = models.CharField(max_length=10, choices=For)
    hours = models.CharField(max_length=120)
    languages = models.JSONField(default=list, blank=True)
    last_tested_on = models.DateField(
        null=True, blank=True, help_text="The day on which one of us rang it. Empty: nobody here has yet."
    )
    source_address = models.CharField(
        max_length=300,
        blank=True,
        validators=[URLValidator(["https", "http"])],
        help_text="Where the number stands.",
    )
    active = models.BooleanField(default=True)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["country", "serves", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"
