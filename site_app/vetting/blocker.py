"""What stands in the way, said so that a person can act on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a person may not vet. `code`: inactive, role, credential, clinician, four_eyes, or
    one of the firewall: own, tie, scope, language; next_review, where a review may not approve."""

    code: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Lack:
    """An answer of the review form that is missing or cannot stand: whose, and what to do, in a sentence."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that keeps a revision from being approved or published.

    `statement_n` and `sentence` name the statement, or are None and "" when the whole is concerned. `span` is
    the exact text; `part`, `line`, `start` and `end` say where it was typed. `reason` and `remedy` are
    complete sentences. `code` is a finding's code or one of ours (see `objections` and `policy`).
    """

    code: str
    statement_n: int | None
    sentence: str
    reason: str
    remedy: str
    span: str = ""
    part: str = ""
    line: int = 0
    start: int = 0
    end: int = 0
