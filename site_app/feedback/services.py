"""The verbs of this room: flag, vote and say why, which anybody may; answer and empty, which vetters may.

What readers do is not told in the journal, which says what the team did: the rows themselves are
append-only, and nobody stands behind them.
"""

import re

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.feedback import editions
from site_app.feedback.codes import seal_start
from site_app.feedback.differences import grounds
from site_app.feedback.editions import Standing
from site_app.feedback.errors import AlreadyAnswered, MayNotAnswer, NotTrue, NotUnderstood
from site_app.feedback.models import (
    ANSWERS,
    REASONS,
    Answer,
    Flag,
    FlagBecause,
    Outcome,
    Vote,
    VoteReason,
)
from site_app.feedback.senders import Allowance, count, demand_room
from site_app.publication.errors import NotPublished
from site_app.publication.trust import Sealed
from site_app.vetting import policy

LONGEST = 600
FLAGS_A_DAY, FLAGS_A_SENTENCE_A_DAY = 20, 3
VOTES_A_DAY, VOTES_AN_EDITION_A_DAY = 60, 3
# What waits on one sentence: more say nothing new, and the vetters' page stays a page.
MOST_WAITING = 40
_TRACEABLE = re.compile(r"[^\s@]+@[^\s@]+\.\w|(?:\+|\b)\d(?:[\s().-]?\d){8,}|\bhttps?://", re.IGNORECASE)


def flag_sentence(*, code: str, statement: int, because: str, words: str = "", address: str) -> Flag:
    """Say that a sentence of the edition with this code is wrong.

    `address`: of the sender; counted, never kept. When a sentence has more waiting flags than anybody would
    read, the newest of them stands for this one. Raises TooMany, NotUnderstood, NotPublished (no such
    edition or sentence, or withdrawn), Withheld.
    """
    allowances = (
        Allowance("flag", FLAGS_A_DAY),
        Allowance(f"flag {seal_start(code)} {statement}", FLAGS_A_SENTENCE_A_DAY),
    )
    demand_room(address, allowances)
    if because not in FlagBecause.values:
        raise NotUnderstood("Nothing was chosen.", "Choose what is the matter with the sentence.", "because")
    words = _own_words(words)
    standing = _shown(code)
    if not any(row["n"] == statement for row in editions.opened(standing).statements):
        raise NotPublished
    with transaction.atomic():
        count(address, allowances)
        waiting = Flag.objects.filter(edition=standing.edition, statement=statement, answer=None)
        if waiting.count() >= MOST_WAITING:
            return waiting.latest("pk")
        return Flag.objects.create(
            edition=standing.edition, statement=statement, because=because, words=words, at=timezone.now()
        )


def vote(*, code: str, helpful: bool, address: str) -> Vote:
    """Say whether an edition helped. Raises TooMany, NotPublished."""
    allowances = (
        Allowance("vote", VOTES_A_DAY),
        Allowance(f"vote {seal_start(code)}", VOTES_AN_EDITION_A_DAY),
    )
    demand_room(address, allowances)
    standing = _shown(code)
    with transaction.atomic():
        count(address, allowances)
        return Vote.objects.create(edition=standing.edition, helpful=helpful, at=timezone.now())


def say_why(*, code: str, helpful: bool, because: str, address: str) -> VoteReason:
    """Give a reason beside a vote. Raises TooMany, NotUnderstood, NotPublished."""
    allowances = (
        Allowance("reason", VOTES_A_DAY),
        Allowance(f"reason {seal_start(code)}", VOTES_AN_EDITION_A_DAY),
    )
    demand_room(address, allowances)
    if because not in REASONS[helpful]:
        raise NotUnderstood("Nothing was chosen.", "Choose one of the reasons.", "because")
    standing = _shown(code)
    with transaction.atomic():
        count(address, allowances)
        return VoteReason.objects.create(edition=standing.edition, because=because, at=timezone.now())


def answer_flag(*, actor: User, flag: Flag, outcome: str, reason: str) -> Answer:
    """Answer a flag in public, and every other that waits on the same sentence of the same edition.

    `outcome` is kept, changed or withdrawn, and must be what readers find now: a kept sentence still stands,
    a changed one reads or is sourced otherwise in a newer edition, a withdrawn one is gone. A vetter may who
    had no hand in the text. Raises NotAllowed, MayNotAnswer, NotUnderstood, AlreadyAnswered, NotTrue,
    Withheld.
    """
    actor = demand(actor, Role.VETTER, to="answer flags")
    if outcome not in Outcome.values:
        raise NotUnderstood("That is no answer.", "Choose kept, changed or withdrawn.", "outcome")
    if reason not in ANSWERS[outcome]:
        raise NotUnderstood(
            f"That is no reason for '{outcome}'.", "Choose one from the list beneath it.", "reason"
        )
    refusal = policy.may_vet(actor, flag.edition.revision)
    if refusal is not None:
        raise MayNotAnswer(refusal.reason, "Another vetter answers what readers say about this text.")
    with transaction.atomic():
        waiting = Flag.objects.select_for_update().filter(
            edition=flag.edition_id, statement=flag.statement, answer=None
        )
        if flag.pk not in set(waiting.values_list("pk", flat=True)):
            raise AlreadyAnswered("This flag has its answer already.", "It stands on /corrections/.")
        _demand_true(flag, outcome)
        answer = Answer.objects.create(
            edition=flag.edition,
            statement=flag.statement,
            outcome=outcome,
            reason=reason,
            by=actor,
            at=timezone.now(),
        )
        flags = waiting.update(answer=answer)
        journal.log(
            actor=actor, verb="answer_flag", subject=answer,
            detail={"outcome": outcome, "reason": reason, "flags": flags},
        )  # fmt: skip
    return answer


def empty_words(*, actor: User, flag: Flag) -> None:
    """Remove what a reader wrote with a flag, when it says who somebody is. The flag stays.

    Raises NotAllowed.
    """
    actor = demand(actor, Role.VETTER, Role.OWNER, to="remove a reader's words")
    with transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(words="")
        journal.log(actor=actor, verb="empty_words", subject=flag)


def _own_words(words: str) -> str:
    words = "\n".join(" ".join(line.split()) for line in words.replace("\x00", "").splitlines()).strip()
    if len(words) > LONGEST:
        raise NotUnderstood(f"This is longer than {LONGEST} signs.", "Please say it more shortly.", "words")
    if _TRACEABLE.search(words):
        raise NotUnderstood(
            "There seems to be an address or a telephone number in it.",
            "Please take it out; we do not want to know who you are.", "words",
        )  # fmt: skip
    return words


def _shown(code: str) -> Standing:
    """The edition with this code, if readers may have it. Raises NotPublished."""
    standing = editions.by_code(code)
    if standing.withdrawn:
        raise NotPublished
    return standing


def _demand_true(flag: Flag, outcome: str) -> None:
    """Raises NotTrue when readers would find something else than the answer says."""
    standing = editions.standings([flag.edition])[flag.edition_id]
    flagged = next(row for row in editions.opened(standing).statements if row["n"] == flag.statement)
    now = () if standing.withdrawn else _now(standing).statements
    same_words = [row for row in now if row["text"] == flagged["text"]]
    if outcome == Outcome.KEPT and not same_words:
        raise NotTrue("Readers do not find this sentence any more, so it was not kept.", "Answer otherwise.")
    if outcome == Outcome.WITHDRAWN and same_words:
        raise NotTrue(
            "The sentence still stands on the page.",
            "Publish an edition without it, or withdraw the page, and answer then.",
        )
    if outcome == Outcome.CHANGED and (
        standing.withdrawn or any(grounds(row) == grounds(flagged) for row in same_words)
    ):
        raise NotTrue(
            "The sentence still stands as it was, or its whole page is gone.",
            "Publish the changed sentence first; for a page that is gone answer 'withdrawn'.",
        )


def _now(standing: Standing) -> Sealed:
    return editions.opened(Standing(standing.live.edition, standing.live, standing.withdrawn))
