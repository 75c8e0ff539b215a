"""The review form: what the vetter answers before approving, and how the answers are kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from site_app.documents.models import Revision
from site_app.vetting.blocker import Blocker, Lack
from site_app.vetting.standards.scorecard import Line, Scorecard
from site_app.vetting.standards.table import TABLE

# Kept with every form, so that a later way of asking can be told from this one.
FORM_VERSION = "1"

YES_OR_NO = (("yes", "yes"), ("no", "no"), ("none", "does not apply"))
RATED = (("1", "1, no"), ("2", "2"), ("3", "3, in part"), ("4", "4"), ("5", "5, yes"))
TO_A_WARNING = (
    ("sound", "I looked: there is no fault here"),
    ("accepted", "I know of it, and it can stand, because…"),
)
# Answers that say nothing without a reason.
_WANTS_NOTE = frozenset({"no", "accepted"})
NOTE_LIMIT = 500


class Said(NamedTuple):
    """A vetter's answer to one row, and the words beside it."""

    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form. `found`: what the software found, for a warning; '' for a question."""

    code: str
    question: str
    found: str
    statements: tuple[int, ...]
    choices: tuple[tuple[str, str], ...]

    @property
    def is_warning(self) -> bool:
        return bool(self.found)

    @property
    def is_rated(self) -> bool:
        return self.choices == RATED


def asked_by(card: Scorecard) -> tuple[Asked, ...]:
    """What the form asks, questions first, in the order of the standards."""
    lines = [line for line in card.lines if line.to_answer]
    return tuple(_asked(line) for line in sorted(lines, key=lambda line: not line.row.asks))


def lacks(asked: Sequence[Asked], said: Mapping[str, Said]) -> tuple[Lack, ...]:
    """What is still to be said; empty when the form is complete. What nobody asked for is a lack, too."""
    found = [lack for one in asked if (lack := _lack(one, said.get(one.code)))]
    strangers = sorted(set(said) - {one.code for one in asked})
    return (*found, *(Lack(code, "The form does not ask this.") for code in strangers))


def filled(card: Scorecard, asked: Sequence[Asked], said: Mapping[str, Said]) -> dict[str, Any]:
    """The form as an approval keeps it: what was asked and found, what was answered, the scorecard."""
    return {
        "version": FORM_VERSION,
        "scorecard": card.verdicts,
        "answers": [
            {
                "code": one.code,
                "question": one.question,
                "found": one.found,
                "statements": list(one.statements),
                "answer": said[one.code].answer,
                "note": said[one.code].note.strip(),
            }
            for one in asked
        ],
    }


def sealed_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """What of a form is sealed for everybody to read: codes and marks, and a digest that freezes the rest.

    A vetter's own words stay at the desk: nobody rules on them, so readers are not served them (P7).
    """
    return {
        "version": form["version"],
        "scorecard": dict(form["scorecard"]),
        "answers": {row["code"]: row["answer"] for row in form["answers"]},
        "digest": digest_of(form),
    }


def digest_of(form: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over canonical JSON of the whole form, notes included."""
    text = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def form_blockers(revision: Revision, form: Mapping[str, Any]) -> list[Blocker]:
    """Whether an approval's form holds an answer to every question that is asked of this kind of document.

    Warnings were counted when it was approved and are not counted again: a source grows older by itself.
    """
    answered = {row["code"] for row in form.get("answers", ())}
    kind = revision.document.kind
    open_ones = [
        row for row in TABLE.values() if row.asks and row.concerns(kind) and row.code not in answered
    ]
    if form.get("version") and not open_ones:
        return []
    return [
        Blocker(
            code="form_open",
            statement_n=None,
            sentence="",
            reason="It was approved without the answers that the review form asks for.",
            remedy="Save the text anew and have it vetted; rulings on unchanged sentences carry over.",
        )
    ]


def _asked(line: Line) -> Asked:
    row = line.row
    choices = TO_A_WARNING if not row.asks else RATED if row.rated else YES_OR_NO
    found = "" if row.asks else line.found.proof
    return Asked(row.code, row.question, found, line.found.statements, choices)


def _lack(one: Asked, said: Said | None) -> Lack | None:
    if said is None or said.answer not in dict(one.choices):
        return Lack(one.code, "Choose an answer.")
    if said.answer in _WANTS_NOTE and not said.note.strip():
        return Lack(one.code, "Say why in a few words.")
    if len(said.note) > NOTE_LIMIT:
        return Lack(one.code, f"At most {NOTE_LIMIT} characters.")
    return None
