"""What readers may know of feedback, as frozen values (`feedback.pages`). Nothing here writes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median_low
from typing import Any

from django.db.models import Count, Min

from site_app.feedback import editions
from site_app.feedback.differences import differences
from site_app.feedback.editions import Standing, facts_of, sentence_of
from site_app.feedback.models import Answer, Flag, Outcome, Vote
from site_app.feedback.pages import (
    Change,
    CopyPage,
    Correction,
    Corrections,
    EditionFacts,
    Figures,
    FlagPage,
)
from site_app.publication import trust
from site_app.publication.errors import Gone, NotPublished
from site_app.publication.models import Edition
from site_app.publication.paging import pages_of
from site_app.publication.reading.cards import each_once
from site_app.publication.trust import Sealed

PAGE_LENGTH = 20


def to_flag(code: str, n: int | None = None) -> FlagPage:
    """The sentences of an edition, each once and without the words of its address, or the statement with this
    number.

    Raises NotPublished, Gone (withdrawn), Withheld.
    """
    _, sealed, facts = _shown(code, "text", "body", "evidence")
    if n is None:
        rows = [row for row in each_once(sealed, sealed.statements) if row["part"] != "address"]
    else:
        rows = [row for row in sealed.statements if row["n"] == n]
    if not rows:
        raise NotPublished
    return FlagPage(facts, tuple(sentence_of(row, facts) for row in rows))


def to_vote(code: str) -> EditionFacts:
    """The edition that is voted on. Raises as `to_flag`."""
    return _shown(code, "text", "body")[2]


def copy(code: str) -> CopyPage:
    """Whether a copy with this code is still good.

    Raises NotPublished, Gone (its own text was removed for a legal reason), Withheld.
    """
    standing = editions.by_code(code)
    sealed = editions.opened(standing)
    if not standing.withdrawn or "text" in sealed.redacted:
        editions.demand_shown(standing, sealed, "text")
    facts = facts_of(standing, sealed)
    if standing.withdrawn:
        at, because = editions.withdrawal_of(standing)
        return CopyPage(facts, "withdrawn", withdrawn_on=at, because=because)
    now = Standing(standing.live.edition, standing.live, withdrawn=False)
    newest = sealed if standing.is_current else editions.opened(now)
    try:
        editions.demand_shown(now, newest, "text", "body")
    except Gone as gone:
        return CopyPage(facts, "withdrawn", withdrawn_on=gone.page.withdrawn_on, because=gone.page.because)
    if standing.is_current:
        return CopyPage(facts, "current")
    newest_facts = facts_of(now, newest)
    return CopyPage(facts, "replaced", newest_facts, _changes(sealed, facts, newest, newest_facts))


def corrections(page: int = 1) -> Corrections:
    """One page of public answers, newest first, at most twenty. Five queries."""
    answers = Answer.objects.select_related("edition").annotate(count=Count("flags"))
    shown = list(answers[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH])
    waiting = Flag.objects.filter(answer=None).values("edition", "statement").distinct().count()
    pages = pages_of(Answer.objects.count(), PAGE_LENGTH)
    return Corrections(tuple(_corrections(shown)), page, pages, waiting)


def figures() -> Figures:
    """How many flags came, what became of them, and how long it took. Four queries."""
    outcomes = dict(Answer.objects.order_by().values_list("outcome").annotate(Count("pk")))
    flags = Flag.objects.all()
    votes = dict(Vote.objects.order_by().values_list("helpful").annotate(Count("pk")))
    answered = Answer.objects.order_by().annotate(first=Min("flags__at")).values_list("first", "at")
    return Figures(
        flags=flags.count(),
        waiting=flags.filter(answer=None).count(),
        kept=outcomes.get(Outcome.KEPT, 0),
        changed=outcomes.get(Outcome.CHANGED, 0),
        withdrawn=outcomes.get(Outcome.WITHDRAWN, 0),
        median_days=_median_days(list(answered)),
        helpful=votes.get(True, 0),
        votes=sum(votes.values()),
    )


def _shown(code: str, *parts: str) -> tuple[Standing, Sealed, EditionFacts]:
    standing = editions.by_code(code)
    sealed = editions.opened(standing)
    editions.demand_shown(standing, sealed, *parts)
    return standing, sealed, facts_of(standing, sealed)


def _changes(
    before: Sealed, facts: EditionFacts, after: Sealed, facts_now: EditionFacts
) -> tuple[Change, ...] | None:
    if "evidence" in before.redacted or "evidence" in after.redacted:
        return None
    return tuple(
        Change(
            sort,
            before=None if old is None else sentence_of(old, facts),
            after=None if new is None else sentence_of(new, facts_now),
        )
        for sort, old, new in differences(before.statements, after.statements)
    )


def _corrections(answers: Sequence[Any]) -> Iterable[Correction]:
    rows = [answer.edition for answer in answers]
    standing, shelf = editions.standings(rows), trust.fetch(row.pk for row in rows)
    for answer in answers:
        facts = _facts(answer.edition, standing, shelf)
        yield Correction(
            number=answer.pk,
            outcome=answer.outcome,
            outcome_words=answer.get_outcome_display(),
            reason_words=answer.get_reason_display(),
            flags=answer.count,
            answered_at=answer.at,
            edition=facts[0] if facts else None,
            sentence=_sentence(answer, *facts) if facts else None,
        )


def _facts(
    edition: Edition, standing: dict[int, Standing], shelf: trust.Shelf
) -> tuple[EditionFacts, Sealed] | None:
    """None for what readers may not have: withdrawn, withheld, redacted."""
    found = standing.get(edition.pk)
    sealed = shelf.open_or_none(edition.pk)
    if found is None or found.withdrawn or sealed is None or {"text", "body"} & set(sealed.redacted):
        return None
    return facts_of(found, sealed), sealed


def _sentence(answer: Any, facts: EditionFacts, sealed: Sealed) -> Any:
    """A withdrawn sentence is not said again; its edition can still be opened, and says that it is old."""
    if answer.outcome == Outcome.WITHDRAWN:
        return None
    return next((sentence_of(row, facts) for row in sealed.statements if row["n"] == answer.statement), None)


def _median_days(spans: list[tuple[datetime | None, datetime]]) -> str:
    days = sorted((end - start).days for start, end in spans if start is not None)
    return str(median_low(days)) if days else ""
