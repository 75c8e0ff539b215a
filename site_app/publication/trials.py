"""What a change of the house rules would do, before anybody makes it: to what readers have, and to drafts."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_app.documents import drafts
from site_app.documents.models import Revision
from site_app.publication import rechecks, trust
from site_app.publication.models import Live
from site_app.statements.check import check
from site_app.statements.house import HouseRule, HouseRules, heard, under
from site_app.statements.report import Draft
from site_app.statements.walk import walk


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence whose label would be another. `live`: readers have it now; else it stands in a revision."""

    document: int
    title: str
    live: bool
    n: int
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """`texts`: how many were read. `same`: how many sentences hold the words and keep their label."""

    changes: tuple[Change, ...]
    texts: int
    same: int

    @property
    def on_live(self) -> int:
        """How many of the changes are in what readers have."""
        return sum(change.live for change in self.changes)


def try_rules(before: HouseRules, after: HouseRules) -> Trial:
    """Read every live edition and every newest revision under two sets of house rules; nothing is stored.

    A revision that is live as it stands is read once, as its edition. An edition that is withheld is passed
    over, as by `recheck_editions`.
    """
    differing = set(before.rules) ^ set(after.rules)
    changes: list[Change] = []
    texts = same = 0
    for document, title, live, draft in _texts():
        texts += 1
        if not _is_heard(differing, draft):
            continue
        judged = check(draft).statements
        pairs = zip(under(before, judged), under(after, judged), strict=True)
        for old, new in pairs:
            if old.label != new.label:
                changes.append(Change(document, title, live, new.n, new.text, old.label, new.label))
            else:
                same += any(heard(rule, new.text) for rule in differing)
    return Trial(tuple(changes), texts, same)


def _is_heard(rules: set[HouseRule], draft: Draft) -> bool:
    """Whether any sentence holds the words: cutting a text into sentences is quick, judging them is not."""
    return any(heard(rule, sentence.text) for sentence in walk(draft).sentences for rule in rules)


def _texts() -> Iterator[tuple[int, str, bool, Draft]]:
    """Document, title, whether readers have it, and the text: live editions first, then newest revisions."""
    published: set[int] = set()
    for live in Live.objects.shown().select_related("edition").order_by("kind", "slug"):
        sealed = trust.fetch([live.edition_id]).open_or_none(live.edition_id)
        if sealed is not None and not {"text", "evidence"} & set(sealed.redacted):
            published.add(live.edition.revision_id)
            yield live.document_id, live.edition.title, True, rechecks.draft_of(sealed)
    for revision in Revision.objects.newest_only().select_related("document").order_by("title", "pk"):
        if revision.pk not in published:
            yield revision.document_id, revision.title, False, drafts.draft_of(revision)
