"""What can go wrong in vetting, each with a message a person can act on."""

from collections.abc import Sequence

from site_app.accounts.errors import GroundwellError, NotAllowed
from site_app.vetting.blocker import Blocker, Lack, Refusal

# So many rows of the form are named in a message; its page marks all of them.
_ROWS_NAMED = 12


class VettingError(GroundwellError):
    """Base of what vetting refuses for the state of the text, not for the person."""


class MayNotVet(NotAllowed):
    """This person may not vet this revision. `refusal` says which rule stands in the way."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason, refusal.remedy)
        self.refusal = refusal


class NotSubmitted(VettingError):
    """The revision was not handed to vetting."""


class NotNewest(VettingError):
    """A newer revision of the document exists."""


class AlreadyApproved(VettingError):
    """The revision was approved already."""


class AlreadyClaimed(VettingError):
    """Another vetter is at work on this revision."""


class ReviewClosed(VettingError):
    """The review was decided, released, or its claim has lapsed."""


class NotYourReview(NotAllowed):
    """Only the vetter who claimed a review rules in it and decides it."""


class AnotherRevision(VettingError):
    """The statement or text does not belong to the revision or document at hand."""


class RulingRefused(VettingError):
    """A ruling that cannot stand; nothing was recorded. `n` is the statement's number."""

    def __init__(self, n: int, message: str, remedy: str) -> None:
        super().__init__(f"Sentence {n}: {message}", remedy)
        self.n = n


class NothingProposed(VettingError):
    """There is no earlier ruling to confirm for this statement."""


class LabelNotRaised(VettingError):
    """A label can only be raised: from other to health, from health to protocol."""


class TextMissing(VettingError):
    """A comment, reason or wording that the verb needs is empty."""


class SuggestionClosed(VettingError):
    """The suggestion was taken over or declined already."""


class StillBlocked(VettingError):
    """Something stands in the way of approval. `blockers` lists all of it."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        first = blockers[0]
        more = f" {len(blockers) - 1} more like it." if len(blockers) > 1 else ""
        where = f"sentence {first.statement_n}: " if first.statement_n is not None else ""
        super().__init__(f"This cannot be approved yet: {where}{first.reason}{more}", first.remedy)
        self.blockers = tuple(blockers)


class WholeNotRuled(VettingError):
    """The ruling on the whole is missing: nothing important left out, order and tone do not mislead."""


class FormOpen(VettingError):
    """The review form is not filled in. `lacks` says of which rows, and why."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        rows = ", ".join(lack.code for lack in lacks[:_ROWS_NAMED])
        more = f" and {len(lacks) - _ROWS_NAMED} more" if len(lacks) > _ROWS_NAMED else ""
        super().__init__(
            f"The review form is not filled in yet: {rows}{more}.",
            "Answer each question and each warning of the review form; then approve.",
        )
        self.lacks = tuple(lacks)


class NextReviewMoved(VettingError):
    """A review of changes would move the next review later than it stood."""


class TextMoved(VettingError):
    """The sentence that a suggestion replaces is not in the newest text as it was."""


class CommentClosed(VettingError):
    """The comment was resolved, or asks nobody who could answer."""


class QuotationTooLong(VettingError):
    """More words of another's text than a quotation may have."""


class CutRefused(VettingError):
    """The wording does not cut the sentence otherwise than it was, or reaches over a border of the text."""


class NothingToUndo(VettingError):
    """No ruling stands on this statement that could be taken back."""
