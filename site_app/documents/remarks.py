"""What a writer tells the vetter of single sentences: why one is no health statement, what a source shows.

A remark is words, never a ruling: the vetter reads it and decides. It belongs to a sentence as it stands;
once the sentence changes, the remark speaks of nothing and is shown to nobody.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from site_app.documents.models import Revision, Statement

# More than the longest document has sentences; nobody writes so many by hand.
MOST = 1000
LONGEST_NOTE = 500
_LIMITS = {
    "sentence": 5000, "part": 20, "because": 40, "note": LONGEST_NOTE,
    "key": 80, "locator": 200, "degree": 20, "population": 20,
}  # fmt: skip
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """How far one cited source supports a sentence, in the writer's eyes. Words as `vetting` names them."""

    key: str
    locator: str
    degree: str
    population: str


@dataclass(frozen=True, slots=True)
class Remark:
    """All that the writer says of one sentence. `because`: a reason as `vetting` names them, or empty."""

    because: str = ""
    note: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def says_no_health(self) -> bool:
        """Whether the writer holds that this is no health statement, or no protocol."""
        return bool(self.because or self.note)


def cleaned(typed: Any) -> list[dict[str, str]]:
    """Remarks as they are stored: known names and short texts only, each sentence, key and place once.

    What cannot be a remark is left out: it is a form's own field, which nobody types into.
    """
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    for row in list(typed)[:MOST] if isinstance(typed, list | tuple) else []:
        if not isinstance(row, Mapping):
            continue
        words = {
            name: " ".join(_UNKEEPABLE.sub("?", str(row.get(name) or "")).split())[:limit]
            for name, limit in _LIMITS.items()
        }
        says = words["because"] or words["note"] or words["degree"] or words["population"]
        if words["sentence"] and words["part"] and says:
            place = (words["part"], words["sentence"], words["key"], words["locator"])
            kept[place] = {name: text for name, text in words.items() if text}
    return list(kept.values())


def by_sentence(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], Remark]:
    """Stored remarks put together by part and sentence."""
    found: dict[tuple[str, str], Remark] = {}
    for row in rows:
        place = (row.get("part", ""), row.get("sentence", ""))
        before = found.get(place, Remark())
        if row.get("key"):
            proposal = Proposal(
                row["key"], row.get("locator", ""), row.get("degree", ""), row.get("population", "")
            )
            found[place] = Remark(before.because, before.note, (*before.proposals, proposal))
        else:
            found[place] = Remark(row.get("because", ""), row.get("note", ""), before.proposals)
    return found


def sentence_of(text: str) -> str:
    """A statement's text as remarks name it: spaces do not count."""
    return " ".join(text.split())


def remarks_on(revision: Revision, statements: Iterable[Statement]) -> dict[int, Remark]:
    """The writer's remarks on the statements of a submitted revision, by the statement's number."""
    found = by_sentence(revision.remarks)
    return {
        statement.n: remark
        for statement in statements
        if (remark := found.get((statement.part, sentence_of(statement.text))))
    }
