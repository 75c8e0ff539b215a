"""What can go wrong here, by name. Each message says what to do."""

from site_app.accounts.errors import GroundwellError, Refused


class FeedbackError(GroundwellError):
    """Base of all refusals of this room."""


class TooMany(FeedbackError):
    """More came from one address today than anybody sends by hand; readers get 429."""


class NotUnderstood(Refused):
    """A form came back with something that cannot be right; `field` names it."""


class AlreadyAnswered(FeedbackError):
    """The flag has its answer, and an answer stays."""


class MayNotAnswer(FeedbackError):
    """This person had a hand in the text, or may not vet."""


class NotTrue(FeedbackError):
    """What the answer says is not what readers find on the page."""
