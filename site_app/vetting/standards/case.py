"""What the standards' rows look at: one revision with everything round it, fetched with a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from site_app.accounts.models import Practice, User
from site_app.accounts.signing import signing_record
from site_app.consults.models import HelpLine
from site_app.documents.models import Kind, Picture, Revision, Statement
from site_app.sources.models import Source
from site_app.statements.report import Finding
from site_app.vetting.dossier import Dossier, cited, dossier_of
from site_app.vetting.models import Approval, Decision, Ruling

CARDS = ("routine", "urgent", "emergency")


@dataclass(frozen=True)
class Case:
    """`authors`: who had a hand in the text, as they would be signed; `vetter`: who is at it or approved it,
    as signed, or None. `pages`: addresses of the approved pages of the site. `pictures`: those it shows."""

    dossier: Dossier
    practice: Practice | None
    authors: Sequence[dict[str, Any]]
    vetter: dict[str, Any] | None
    approval: Approval | None
    pages: frozenset[str]
    pictures: Sequence[Picture]
    help_lines: Sequence[HelpLine]
    carried: int
    today: date

    @property
    def revision(self) -> Revision:
        return self.dossier.revision

    @property
    def is_article(self) -> bool:
        return self.revision.document.kind == Kind.ARTICLE

    @cached_property
    def said(self) -> tuple[Statement, ...]:
        """Whole sentences: no title, heading, address, cell or picture text."""
        return tuple(row for row in self.dossier.statements if row.kind in ("text", "item"))

    @cached_property
    def health(self) -> tuple[Statement, ...]:
        """What counts as a health statement and was not cleared."""
        return tuple(
            row
            for row in self.dossier.statements
            if self.dossier.label(row) != "other" and self.decision(row) != Decision.CLEARED
        )

    @cached_property
    def used(self) -> tuple[Source, ...]:
        """The sources it cites, oldest first; without a year first of all."""
        return tuple(sorted(self.dossier.sources.values(), key=lambda source: source.year))

    @cached_property
    def cards(self) -> tuple[Statement, ...]:
        """The headings of its help cards."""
        return tuple(row for row in self.dossier.statements if row.kind == "card-heading")

    @property
    def blocks(self) -> frozenset[str]:
        return frozenset(row.block for row in self.dossier.statements if row.block)

    def ruling(self, statement: Statement) -> Ruling | None:
        return self.dossier.rulings.get(statement.pk)

    def decision(self, statement: Statement) -> str:
        ruling = self.ruling(statement)
        return ruling.decision if ruling else ""

    def sources(self, statement: Statement) -> list[Source]:
        """The sources a statement cites that are in the library."""
        keys = dict.fromkeys(key for key, _ in cited(statement))
        return [self.dossier.sources[key] for key in keys if key in self.dossier.sources]

    def findings(self, *codes: str) -> list[Finding]:
        """What the engine found of these sorts."""
        return [row for rows in self.dossier.findings.values() for row in rows if row.code in codes]


def case_of(revision: Revision, dossier: Dossier | None = None) -> Case:
    """Fetch the case of a revision; the number of queries does not grow with its length."""
    dossier = dossier or dossier_of(revision)
    today = timezone.localdate()
    approval = Approval.objects.filter(revision=revision).select_related("vetter").first()
    vetter = approval.vetter if approval else (dossier.review.vetter if dossier.review else None)
    hands = User.objects.filter(pk__in=dossier.hands | {revision.author_id}).order_by("pk")
    practice = Practice.objects.first()
    digests = {digest for row in dossier.statements for digest in row.pictures}
    return Case(
        dossier=dossier,
        practice=practice,
        authors=[signing_record(user, today) for user in hands],
        vetter=signing_record(vetter, today) if vetter else None,
        approval=approval,
        pages=frozenset(
            Approval.objects.filter(revision__document__kind=Kind.PAGE).values_list(
                "revision__document__slug", flat=True
            )
        ),
        pictures=list(Picture.objects.filter(digest__in=digests).order_by("pk")) if digests else [],
        help_lines=list(HelpLine.objects.for_country(practice.home_country)) if practice else [],
        carried=sum(row.carried_from_id is not None for row in dossier.rulings.values()),
        today=today,
    )
