"""A vetter's wording, which the writer may take over: the vetter stays outside the text (P3)."""

import re
from itertools import pairwise
from typing import cast

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.documents.fields import RevisionFields
from site_app.documents.models import Contributor, Revision, Statement
from site_app.documents.parts import PARTS
from site_app.documents.services import save_revision
from site_app.statements.check import draft_from_markdown
from site_app.statements.marks import MARK
from site_app.statements.walk import walk
from site_app.vetting.errors import (
    AnotherRevision,
    CutRefused,
    SuggestionClosed,
    TextMissing,
    TextMoved,
)
from site_app.vetting.models import Suggestion

_FIELDS = {part.name: part.field for part in PARTS}


def suggest(*, actor: User, statement: Statement, text: str, why: str = "") -> Suggestion:
    """Offer the writer another wording for a statement. The vetter does not become a contributor.

    Raises NotAllowed, TextMissing.
    """
    demand(actor, Role.VETTER, to="suggest a wording")
    if not text.strip():
        raise TextMissing("The suggestion is empty.", "Write the sentence as you would have it.")
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            document=statement.revision.document,
            statement=statement,
            vetter=actor,
            text=text.strip(),
            why=why.strip(),
            at=timezone.now(),
        )
        journal.log(actor=actor, verb="suggest", subject=suggestion, detail={"statement": statement.pk})
    return suggestion


def suggest_cut(
    *, actor: User, statement: Statement, text: str, until: Statement | None = None, why: str = ""
) -> Suggestion:
    """Offer the writer the same claim cut otherwise, where engine or writer cut it wrongly.

    Without `until`, `text` is the statement as several sentences; each keeps the statement's citations unless
    it names its own. With `until`, a later statement of the same paragraph, `text` is everything from the one
    to the other as one sentence. The engine must read the wording so: where a sentence ends is decided by the
    text alone, never beside it. Raises NotAllowed, TextMissing, AnotherRevision, CutRefused.
    """
    demand(actor, Role.VETTER, to="suggest another cut")
    if not text.strip():
        raise TextMissing("The wording is empty.", "Write the sentence as it should be cut.")
    _check_cut(statement, text.strip(), until)
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            document=statement.revision.document,
            statement=statement,
            until=until,
            sort=Suggestion.Sort.MERGE if until is not None else Suggestion.Sort.SPLIT,
            vetter=actor,
            text=text.strip(),
            why=why.strip(),
            at=timezone.now(),
        )
        journal.log(
            actor=actor,
            verb="suggest_cut",
            subject=suggestion,
            detail={"statement": statement.pk, "until": until.pk if until else None},
        )
    return suggestion


def take_over(*, actor: User, suggestion: Suggestion, revision: Revision | None = None) -> Revision:
    """Take a suggestion into the text. Whoever does so becomes the contributor, not the vetter.

    Without `revision` the sentence is replaced in the newest revision, and the new revision is returned; a
    wording without a citation mark keeps the sentence's own marks. With `revision`, the writer has saved the
    wording there by hand. Raises NotAllowed, SuggestionClosed, TextMoved, AnotherRevision.
    """
    demand(actor, Role.WRITER, to="take a suggestion into the text")
    with transaction.atomic():
        suggestion = _open(suggestion)
        if revision is None:
            newest = Revision.objects.newest_of(suggestion.document)
            revision = save_revision(
                actor=actor, document=suggestion.document, base=newest, **_replaced(suggestion, newest)
            )
        elif not Contributor.objects.filter(
            revision=revision, user=actor, revision__document=suggestion.document
        ).exists():
            raise AnotherRevision(
                "You did not write that revision of this document.",
                "Save the wording in a revision of your own first.",
            )
        suggestion.taken_in = revision
        suggestion.save(update_fields=["taken_in"])
        journal.log(actor=actor, verb="take_over", subject=suggestion, detail={"revision": revision.pk})
    return revision


def decline(*, actor: User, suggestion: Suggestion) -> Suggestion:
    """Set a suggestion aside. Raises NotAllowed, SuggestionClosed."""
    demand(actor, Role.WRITER, to="decline a suggestion")
    with transaction.atomic():
        suggestion = _open(suggestion)
        suggestion.declined_at = timezone.now()
        suggestion.save(update_fields=["declined_at"])
        journal.log(actor=actor, verb="decline", subject=suggestion)
    return suggestion


def _open(suggestion: Suggestion) -> Suggestion:
    row = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("statement__revision", "document", "until")
        .get(pk=suggestion.pk)
    )
    if row.taken_in_id is not None or row.declined_at is not None:
        raise SuggestionClosed("This suggestion was settled before.", "There is nothing left to do.")
    return row


def _replaced(suggestion: Suggestion, newest: Revision) -> RevisionFields:
    """The field that changes, with its new text. Raises TextMoved when the sentence is not there any more."""
    statement = suggestion.statement
    field = _FIELDS[statement.part]
    end = suggestion.until.end if suggestion.until is not None else statement.end
    typed = str(getattr(statement.revision, field))[statement.start : end]
    text = str(getattr(newest, field))
    start = statement.start if text[statement.start : end] == typed else text.find(typed)
    if start < 0 or (start != statement.start and text.count(typed) > 1):
        raise TextMoved(
            "The sentence this suggestion is about has changed since.",
            "Put the wording in by hand, or decline it.",
        )
    wording = suggestion.text
    marks = list(dict.fromkeys(found[0] for found in MARK.finditer(typed)))
    if marks and not MARK.search(wording):
        # A sentence that was split leans on the same sources in each of its halves.
        sentences = _sentences(wording) if suggestion.sort == Suggestion.Sort.SPLIT else [wording]
        wording = " ".join(_marked(sentence, marks) for sentence in sentences)
    changed = text[:start] + wording + text[start + len(typed) :]
    return cast(RevisionFields, {field: changed})


def _marked(sentence: str, marks: list[str]) -> str:
    ending = re.search(r"[.!?:]?$", sentence)
    cut = ending.start() if ending else len(sentence)
    return f"{sentence[:cut]} {' '.join(marks)}{sentence[cut:]}"


def _sentences(wording: str) -> list[str]:
    """The sentences of a wording as typed, as the engine cuts it."""
    return [
        wording[sentence.start : sentence.end] for sentence in walk(draft_from_markdown(wording)).sentences
    ]


def _check_cut(statement: Statement, wording: str, until: Statement | None) -> None:
    count = len(_sentences(wording))
    if until is None:
        if count < 2:
            raise CutRefused(
                "The engine still reads this as one sentence.",
                "End each sentence with a full stop, and begin the next with a capital.",
            )
        return
    if until.revision_id != statement.revision_id:
        raise AnotherRevision(
            "The two sentences belong to different revisions.", "Open the page of the review again."
        )
    between = list(
        Statement.objects.filter(revision=statement.revision_id, n__gte=statement.n, n__lte=until.n).order_by(
            "n"
        )
    )
    paragraph = (statement.part, statement.kind, statement.heading_path, statement.block, statement.lead_in)
    if (
        len(between) < 2
        or statement.kind != "text"
        or any(
            (row.part, row.kind, row.heading_path, row.block, row.lead_in) != paragraph for row in between[1:]
        )
        or any(row.previous != before.text for before, row in pairwise(between))
    ):
        raise CutRefused(
            "Only neighbouring sentences of one paragraph can become one.",
            "Suggest other words for each of them instead.",
        )
    if count != 1:
        raise CutRefused(
            f"The engine still reads this as {count} sentences.",
            "Take out the full stop between them: a comma or a semicolon keeps one sentence.",
        )
