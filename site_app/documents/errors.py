"""What can go wrong with documents. Nothing typed is lost: what was typed travels with the exception."""

from collections.abc import Mapping
from typing import Any

from site_app.accounts.errors import GroundwellError, Refused
from site_app.documents.models import Revision, WorkingCopy


class DraftRefused(Refused):
    """A text cannot be saved as typed. `field` is to blame; `fields` is everything that was typed."""

    def __init__(self, message: str, remedy: str, field: str, fields: Mapping[str, Any]) -> None:
        super().__init__(message, remedy, field)
        self.fields = dict(fields)


class TooLong(DraftRefused):
    """A text is longer than it may be. `count` characters were typed, `limit` are allowed."""

    def __init__(
        self, message: str, remedy: str, field: str, fields: Mapping[str, Any], *, count: int, limit: int
    ) -> None:
        super().__init__(message, remedy, field, fields)
        self.count = count
        self.limit = limit


class AddressTaken(DraftRefused):
    """Another document of this kind stands, or once stood, at that address."""


class StaleBase(GroundwellError):
    """Somebody saved a newer revision meanwhile. `newest` is theirs, `fields` is what was typed here, `kept`
    is the working copy in which it now lies."""

    def __init__(self, newest: Revision, fields: Mapping[str, Any], kept: WorkingCopy) -> None:
        super().__init__(
            f"{newest.author} saved revision {newest.number} of this document while you were writing.",
            "Both texts are kept. Compare them, then save yours on top of the newer one.",
        )
        self.newest = newest
        self.fields = dict(fields)
        self.kept = kept


class NothingChanged(GroundwellError):
    """The text is the same, word for word, as the newest revision's."""

    def __init__(self, newest: Revision) -> None:
        super().__init__(
            f"Nothing has changed since revision {newest.number}, so there is nothing to save.",
            "Your text is safe as it stands.",
        )
        self.newest = newest


class WrongDocument(GroundwellError):
    """The base revision belongs to another document."""


class NotNewest(GroundwellError):
    """Only the newest revision of a document can be submitted."""


class AlreadySubmitted(GroundwellError):
    """A revision is submitted once."""


class PictureRefused(Refused):
    """A file cannot be used as a picture."""


class HouseRuleRefused(Refused):
    """A house rule cannot stand as typed. `field` is to blame."""


class RulesContradict(HouseRuleRefused):
    """One of two house rules would undo the other, or say the same again."""


class HouseRuleEnded(GroundwellError):
    """A house rule is ended once."""
