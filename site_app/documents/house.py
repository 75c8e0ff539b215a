"""The practice's own rules beside the engine's: which stand, their version, and the verbs on them.

Whoever vets may make the engine stricter. What makes it laxer, an exception added or a strict rule ended,
takes the right to overrule it.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.errors import HouseRuleEnded, HouseRuleRefused, RulesContradict
from site_app.documents.models import HouseRule
from site_app.statements import house
from site_app.statements.report import Label

_LABELS: dict[str, Label] = {"other": "other", "health": "health", "protocol": "protocol"}
_RAISES_TO, _LOWERS_TO = ("health", "protocol"), ("other", "health")


def present() -> house.HouseRules:
    """The rules that stand now, with their version. One query."""
    rows = list(HouseRule.objects.order_by("pk"))
    return house.HouseRules(
        version=_changes(rows), rules=tuple(as_engine_reads(row) for row in rows if row.ended_at is None)
    )


def rules_version() -> str:
    """What every text is judged by now: the engine's version, and the house rules' if there ever were any."""
    return house.rules_version(present())


def as_engine_reads(row: HouseRule) -> house.HouseRule:
    """A stored or proposed rule as the engine takes it; one not yet stored has the number 0."""
    return house.HouseRule(
        text=row.phrase, label=_LABELS[row.label], reason=row.reason, number=row.pk or 0, lowers=row.lowers
    )


def proposed(*, phrase: str, label: str, reason: str, lowers: bool = False) -> HouseRule:
    """A rule that could be added as things stand; not stored. Raises HouseRuleRefused, RulesContradict."""
    allowed = _LOWERS_TO if lowers else _RAISES_TO
    if label not in allowed:
        raise HouseRuleRefused(
            f"{'An exception' if lowers else 'A strict rule'} does not make a sentence '{label}'.",
            f"It makes it {' or '.join(allowed)}.", "label",
        )  # fmt: skip
    row = HouseRule(
        phrase=_line(phrase, "phrase", 200, "There are no words.", "Write those that it should listen for."),
        label=label, lowers=lowers,
        reason=_line(reason, "reason", 300, "There is no reason.", "Say in a sentence why: writers read it."),
    )  # fmt: skip
    _check_phrase(row.phrase)
    _check_beside(as_engine_reads(row), present().rules)
    return row


def add_house_rule(*, actor: User, phrase: str, label: str, reason: str, lowers: bool = False) -> HouseRule:
    """Add a rule: a strict one raises to `label` (health, protocol), one that `lowers` to other or health.

    A vetter adds strict rules; an exception takes the right to overrule the engine. `reason` stands beside
    every sentence that the rule touches. Raises NotAllowed, HouseRuleRefused, RulesContradict.
    """
    if lowers:
        demand(actor, Role.OVERRULE, to="make an exception to the engine")
    else:
        demand(actor, Role.VETTER, Role.OVERRULE, to="add house rules")
    with transaction.atomic():
        row = proposed(phrase=phrase, label=label, reason=reason, lowers=lowers)
        row.added_by, row.added_at = actor, timezone.now()
        row.save(force_insert=True)
        _log(actor, "add_house_rule", row)
    return row


def end_house_rule(*, actor: User, rule: HouseRule, because: str) -> HouseRule:
    """End a rule; its row stays. A vetter ends an exception, a strict rule takes the right to overrule.

    Returns the row as it stands now. Raises NotAllowed, HouseRuleRefused, HouseRuleEnded.
    """
    if rule.lowers:
        demand(actor, Role.VETTER, Role.OVERRULE, to="end house rules")
    else:
        demand(actor, Role.OVERRULE, to="end a rule that makes the engine stricter")
    why = _line(because, "because", 300, "There is no reason.", "Say in a sentence why it is not needed now.")
    with transaction.atomic():
        row = HouseRule.objects.select_for_update().get(pk=rule.pk)
        if row.ended_at is not None:
            raise HouseRuleEnded(
                f"This rule was ended on {timezone.localtime(row.ended_at):%-d %B %Y}.",
                "If it is needed again, add it anew.",
            )
        row.ended_by, row.ended_at, row.ended_because = actor, timezone.now(), why
        row.save(update_fields=["ended_by", "ended_at", "ended_because"])
        _log(actor, "end_house_rule", row)
    return row


def _changes(rows: Iterable[HouseRule]) -> int:
    """How often the set of rules has changed: rows are never removed, so this only grows."""
    return sum(1 if row.ended_at is None else 2 for row in rows)


def _log(actor: User, verb: str, row: HouseRule) -> None:
    journal.log(
        actor=actor, verb=verb, subject=row,
        detail={"label": row.label, "lowers": row.lowers, "version": rules_version()},
    )  # fmt: skip


def _line(text: str, field: str, limit: int, missing: str, remedy: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise HouseRuleRefused(missing, remedy, field)
    if len(line) > limit or not line.isprintable():
        raise HouseRuleRefused(
            f"This is longer than {limit} characters or cannot be printed.", "Say it more shortly.", field
        )
    return line


def _check_phrase(phrase: str) -> None:
    if house.is_foreign(phrase):
        raise HouseRuleRefused(
            "The engine cannot read these letters, so the rule would never be heard.",
            "Write it in English letters; disguised letters in texts are seen through anyway.", "phrase",
        )  # fmt: skip
    if house.is_bare(phrase):
        raise HouseRuleRefused(
            "These words stand in almost every sentence.",
            "Name what it is about: a substance, a practice, a thing.", "phrase",
        )  # fmt: skip


def _check_beside(rule: house.HouseRule, standing: Iterable[house.HouseRule]) -> None:
    for other in standing:
        name = f"{'exception' if other.lowers else 'house rule'} {other.number} ('{other.text}')"
        if house.repeats(rule, other):
            raise RulesContradict(f"There is {name} already.", "Nothing needs to be added.", "phrase")
        if house.contradicts(rule, other):
            raise RulesContradict(
                f"This contradicts {name}: the stricter has the last word, so the exception would be idle.",
                "End that one first, or choose other words.", "phrase",
            )  # fmt: skip
