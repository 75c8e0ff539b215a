"""Everything that bears on one revision's vetting, fetched with the same few queries whatever its length."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from site_app.documents.models import Contributor, Document, Revision, Statement, Submission
from site_app.sources.models import Source
from site_app.statements.report import Finding
from site_app.vetting.labels import weight, words_of
from site_app.vetting.models import Approval, CitationRuling, RaisedLabel, Review, Ruling
from site_app.vetting.models.reviews import RulingQuerySet
from site_app.vetting.threads import Thread, threads_on


@dataclass(frozen=True, slots=True)
class Dossier:
    """One revision as vetting sees it.

    `review`: the newest one, open or not. `findings`: by statement number; under None those that concern a
    place. `rulings`: the counting ruling by statement id, its citation rulings fetched. `raised`: by
    statement id, whatever was raised on the same words in any revision of the document. `hands`: ids of
    people who contributed since the last approved revision. `sources`: by key, every source cited.
    `threads`: by statement id, what was said about the same words in any revision of the document; under None
    what is unresolved about words that are not in the text any more.
    """

    revision: Revision
    submission: Submission | None
    review: Review | None
    statements: tuple[Statement, ...]
    findings: Mapping[int | None, tuple[Finding, ...]]
    rulings: Mapping[int, Ruling]
    raised: Mapping[int, tuple[RaisedLabel, ...]]
    hands: frozenset[int]
    sources: Mapping[str, Source]
    threads: Mapping[int | None, tuple[Thread, ...]]

    @property
    def periodic(self) -> bool:
        """Whether the newest review starts from nothing."""
        return self.review is not None and self.review.kind == Review.Kind.PERIODIC

    def label(self, statement: Statement) -> str:
        """The label that counts for a statement."""
        return weight(statement.label, self.raised.get(statement.pk, ()))


def dossier_of(revision: Revision, only: Statement | None = None) -> Dossier:
    """Fetch the dossier of a revision, submitted or not; of one of its statements if it is named."""
    statements = (only,) if only is not None else tuple(revision.statements.order_by("n"))
    submission = Submission.objects.filter(revision=revision).first()
    review = newest_review(revision)
    return Dossier(
        revision=revision,
        submission=submission,
        review=review,
        statements=statements,
        findings=_findings(submission),
        rulings=counting_rulings(review, only),
        raised=raised_on(revision.document, statements),
        hands=hands_since_approval(revision),
        sources=sources_of(statements),
        threads=threads_on(revision.document, statements),
    )


def cited(statement: Statement) -> tuple[tuple[str, str], ...]:
    """Each (key, locator) a statement cites, its own and inherited, each once."""
    return tuple(dict.fromkeys((row["key"], row["locator"]) for row in statement.citations))


def cites_itself(statement: Statement) -> bool:
    """Whether a citation mark of its own stands in the statement."""
    return any(not row["inherited"] for row in statement.citations)


def newest_review(revision: Revision) -> Review | None:
    """The review that was begun last, open or not."""
    return Review.objects.filter(revision=revision).select_related("vetter").order_by("-pk").first()


def counting_rulings(newest: Review | None, only: Statement | None = None) -> dict[int, Ruling]:
    """The newest standing ruling of each statement, by its id; `newest`: the newest review of the revision.

    While that is a periodic one, only rulings of periodic reviews count: it carries nothing over.
    """
    if newest is None:
        return {}
    rulings = with_citations().standing().filter(review__revision=newest.revision_id)
    if only is not None:
        rulings = rulings.filter(statement=only)
    if newest.kind == Review.Kind.PERIODIC:
        rulings = rulings.filter(review__kind=Review.Kind.PERIODIC)
    return {ruling.statement_id: ruling for ruling in rulings.order_by("pk")}


def with_citations() -> RulingQuerySet:
    """Rulings with vetter and citation rulings fetched along."""
    citations = CitationRuling.objects.select_related("source").order_by("pk")
    return Ruling.objects.select_related("vetter").prefetch_related(Prefetch("citations", queryset=citations))


def raised_on(document: Document, statements: Iterable[Statement]) -> dict[int, tuple[RaisedLabel, ...]]:
    """Raised labels by statement id, followed through all revisions of the document by the bare words."""
    by_words: dict[str, list[RaisedLabel]] = {}
    rows = RaisedLabel.objects.filter(statement__revision__document=document).select_related(
        "statement", "by"
    )
    for row in rows.order_by("pk"):
        by_words.setdefault(words_of(row.statement.text), []).append(row)
    if not by_words:
        return {}
    return {
        statement.pk: tuple(found)
        for statement in statements
        if (found := by_words.get(words_of(statement.text)))
    }


def last_approved_number(revision: Revision) -> int:
    """The number of the newest approved revision before this one, or 0."""
    approved = Approval.objects.filter(
        revision__document_id=revision.document_id, revision__number__lt=revision.number
    )
    return approved.order_by("-revision__number").values_list("revision__number", flat=True).first() or 0


def hands_since_approval(revision: Revision) -> frozenset[int]:
    """Ids of everybody who contributed to this revision or to one since the last approved one (P3)."""
    return frozenset(
        Contributor.objects.filter(
            revision__document_id=revision.document_id,
            revision__number__lte=revision.number,
            revision__number__gt=last_approved_number(revision),
        ).values_list("user_id", flat=True)
    )


def sources_of(statements: Iterable[Statement]) -> dict[str, Source]:
    """Every source the statements cite, by key; a key without a source is left out."""
    keys = {key for statement in statements for key, _ in cited(statement)}
    return Source.objects.in_bulk(keys, field_name="key")


def _findings(submission: Submission | None) -> dict[int | None, tuple[Finding, ...]]:
    found: dict[int | None, tuple[Finding, ...]] = {}
    for row in submission.findings if submission else ():
        finding = Finding(**row)
        found[finding.n] = (*found.get(finding.n, ()), finding)
    return found
