"""Statements whose source is no longer what it was when it was ruled on (P6). Computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from site_app.sources.models import Status
from site_app.vetting.models import Approval, CitationRuling, Ruling

_KINDS = {Status.RETRACTED: "retracted", Status.CONCERN: "concern", Status.SUPERSEDED: "superseded"}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One statement of an approved revision that leans on a source which changed. `kind`: retracted, concern,
    superseded or changed; `ruled_status`: the source's status as it was ruled on."""

    kind: str
    document_id: int
    document: str
    title: str
    revision_id: int
    statement_id: int
    statement_n: int
    text: str
    source_key: str
    source_title: str
    status_note: str
    ruled_status: str
    urgent: bool


def alarms(revision_ids: Iterable[int] | None = None) -> list[Alarm]:
    """The alarms of these approved revisions; of the newest approved one of each document when None.

    Publication passes the revisions readers have now. An alarm ends when a newer revision is approved, whose
    rulings rest on the source as it is. The worst come first.
    """
    return _found(approved_revisions() if revision_ids is None else list(revision_ids))


def approved_revisions() -> list[int]:
    """Ids of the newest approved revision of each document."""
    newest = Approval.objects.filter(revision__document=OuterRef("revision__document")).order_by(
        "-revision__number"
    )
    return list(
        Approval.objects.filter(pk=Subquery(newest.values("pk")[:1])).values_list("revision_id", flat=True)
    )


def _found(revision_ids: list[int]) -> list[Alarm]:
    later = Ruling.objects.standing().filter(statement=OuterRef("ruling__statement")).order_by("-pk")
    rows = (
        CitationRuling.objects.filter(ruling__statement__revision__in=revision_ids)
        .filter(~Q(substance=F("source__substance")) | ~Q(source_status=F("source__status")))
        # Only the ruling that counts.
        .filter(ruling=Subquery(later.values("pk")[:1]))
        .select_related("source", "ruling__statement__revision__document")
        .order_by("ruling__statement__revision__document", "ruling__statement__n", "pk")
    )
    found = [_alarm(row) for row in rows]
    return sorted(found, key=lambda alarm: (not alarm.urgent, _ORDER.index(alarm.kind)))


_ORDER = ("retracted", "concern", "superseded", "changed")


def _alarm(row: CitationRuling) -> Alarm:
    statement, source = row.ruling.statement, row.source
    revision = statement.revision
    fallen = source.status != row.source_status
    return Alarm(
        kind=_KINDS.get(Status(source.status), "changed") if fallen else "changed",
        document_id=revision.document_id,
        document=str(revision.document),
        title=revision.title,
        revision_id=revision.pk,
        statement_id=statement.pk,
        statement_n=statement.n,
        text=statement.text,
        source_key=source.key,
        source_title=source.title,
        status_note=source.status_note,
        ruled_status=row.source_status,
        urgent=bool(revision.urgent),
    )
