"""Vetting work that opens after publishing. A person decides; nothing here withdraws anything."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import User
from site_app.documents import house
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.models import Document
from site_app.publication import trust
from site_app.publication.canonical import canonical, digest
from site_app.publication.models import Edition, Live, Pointer, Recheck
from site_app.publication.trust import Sealed
from site_app.statements.check import check
from site_app.statements.house import by_house_rule, rules_version
from site_app.statements.report import Draft, Finding, Part, Report, Statement
from site_app.vetting.labels import RANK, answered_for
from site_app.vetting.models import Decision
from site_app.vetting.objections import FALL_WITH_CLEARING, JUDGED_HERE, UNREADABLE
from site_app.vetting.raised import raised_above_rulings


def recheck_editions(*, actor: User | None = None, document: Document | None = None) -> list[Recheck]:
    """Read the sealed text of every live edition, or of one `document`'s, with today's rules; open work where
    they judge otherwise, or where somebody has raised a sentence above its ruling since.

    Returns what was opened now. The same finding opens the same work once only; work that the rules no longer
    ask for is done. A withheld edition is passed over: `verify_editions` speaks of it. `actor` is None for
    cron.
    """
    lookup, rules = DatabaseLookup(), house.present()
    lives = Live.objects.shown().select_related("edition__revision__document").order_by("pk")
    if document is not None:
        lives = lives.filter(document=document)
    opened = []
    for live in lives:
        # One at a time: a site's whole text need not lie in memory.
        sealed = trust.fetch([live.edition_id]).open_or_none(live.edition_id)
        if sealed is None or "text" in sealed.redacted or "evidence" in sealed.redacted:
            continue
        lines = judged_otherwise(sealed, check(draft_of(sealed), lookup, rules))
        lines += raised_above_rulings(live.edition.revision)
        opened += _stand(live.edition, lines, rules_version(rules), actor)
    return opened


def draft_of(sealed: Sealed) -> Draft:
    """The draft that an edition was sealed from."""
    text = sealed.text
    return Draft(
        parts=tuple(
            Part(name=part["name"], form=part["form"], text=part["text"], caption=part["caption"])
            for part in text["parts"]
        ),
        kind=text["kind"],
        stages=tuple(text["stages"]),
        topics=tuple(topic["slug"] for topic in text["topics"]),
        urgent=text["urgent"],
    )


def judged_otherwise(sealed: Sealed, report: Report) -> list[str]:
    """One line for each statement that weighs more now, or meets an objection that nobody has answered."""
    ruled = {(row["n"], row["text"]): row for row in sealed.statements}
    if [(row.n, row.text) for row in report.statements] != list(ruled):
        return [
            "The rules now cut this text into other sentences. Submit it again, so that each has its ruling."
        ]
    lines = [
        f"Sentence {statement.n} now counts as '{statement.label}'{_by_whom(statement)}: {statement.text}"
        for statement in report.statements
        if _weighs_more(statement, ruled[statement.n, statement.text])
    ]
    rows = {row["n"]: row for row in sealed.statements}
    lines += [
        f"{f'Sentence {finding.n}' if finding.n else f'Line {finding.line}'}: {finding.reason}"
        for finding in report.findings
        if finding.blocks and finding.code not in JUDGED_HERE and not _answered(finding, rows)
    ]
    return lines


def open_for_pointers(live: Live) -> None:
    """A withdrawn document leaves a gap wherever a card of it stood."""
    pointers = Pointer.objects.filter(target=live.document_id, live__withdrawn=False).select_related(
        "live__edition"
    )
    for pointer in pointers.order_by("pk"):
        line = f"It points to '{live.kind}/{live.slug}', which was withdrawn."
        _open(pointer.live.edition, Recheck.Because.TARGET, [line], None)


def open_for_erasure(editions: Sequence[int]) -> None:
    """Each live edition among `editions` needs a new review: a name that stood for it is gone."""
    for live in (
        Live.objects.filter(edition__in=editions, withdrawn=False).select_related("edition").order_by("pk")
    ):
        line = "A person who signed this edition had their name removed. Somebody else reviews the text."
        _open(live.edition, Recheck.Because.ERASED, [line], None)


def close(edition: Edition) -> None:
    """A new edition answers whatever work was open on the ones before it."""
    open_work = Recheck.objects.filter(edition__document=edition.document, done_at=None)
    open_work.exclude(edition=edition).update(done_at=edition.published_at)


def waiting() -> list[Recheck]:
    """The queue: all work that is open, oldest first, for documents that readers still have."""
    withdrawn = Live.objects.filter(withdrawn=True).values("document")
    rows = Recheck.objects.filter(done_at=None).exclude(edition__document__in=withdrawn)
    return list(rows.select_related("edition__document").order_by("opened_at", "pk"))


def _stand(edition: Edition, lines: list[str], version: str, actor: User | None) -> list[Recheck]:
    """Let exactly the work that the rules ask for now be open."""
    with transaction.atomic():
        earlier = Recheck.objects.filter(edition=edition, because=Recheck.Because.RULES)
        standing = [row for row in earlier.filter(done_at=None) if row.detail != lines]
        for row in standing:
            row.done_at = timezone.now()
            row.save(update_fields=["done_at"])
            journal.log(actor=actor, verb="close_recheck", subject=edition, detail={"state": row.state})
        if not lines or earlier.filter(done_at=None).exists():
            return []
        # What was done once and comes back is new work.
        turn = f"{version} {earlier.count()}"
        return _open(edition, Recheck.Because.RULES, lines, actor, version=version, turn=turn)


def _open(
    edition: Edition,
    because: str,
    lines: Iterable[str],
    actor: User | None,
    *,
    version: str = "",
    turn: str = "",
) -> list[Recheck]:
    detail = list(lines)
    state = digest(canonical([turn, *detail]))
    with transaction.atomic():
        recheck, fresh = Recheck.objects.get_or_create(
            edition=edition, because=because, state=state,
            defaults={"engine_version": version, "detail": detail, "opened_at": timezone.now()},
        )  # fmt: skip
        if fresh:
            journal.log(
                actor=actor, verb="open_recheck", subject=edition,
                detail={"because": because, "lines": len(detail), "state": state},
            )  # fmt: skip
    return [recheck] if fresh else []


def _by_whom(statement: Statement) -> str:
    return " by a house rule" if by_house_rule(statement) else ""


def _weighs_more(statement: Statement, ruled: dict[str, Any]) -> bool:
    if statement.label == "protocol" and ruled["overrule"]:
        return False
    return RANK[statement.label] > answered_for(ruled["decision"], ruled["label"])


def _answered(finding: Finding, rows: dict[int, dict[str, Any]]) -> bool:
    row = rows.get(finding.n or 0)
    if row is None:
        return False
    if finding.code == UNREADABLE:
        return any(str(answer).split(":")[0] == UNREADABLE for answer in row["answers"])
    return finding.code in FALL_WITH_CLEARING and row["decision"] == Decision.CLEARED
