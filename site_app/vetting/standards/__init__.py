"""Health-information standards, row by row: what the software answers with proof, what a vetter is asked."""

from site_app.vetting.blocker import Lack
from site_app.vetting.standards.form import (
    NOTE_LIMIT,
    RATED,
    TO_A_WARNING,
    YES_OR_NO,
    Asked,
    Said,
    asked_by,
    digest_of,
    filled,
    form_blockers,
    lacks,
    sealed_form,
)
from site_app.vetting.standards.scorecard import Line, Scorecard, scorecard

__all__ = [
    "NOTE_LIMIT",
    "RATED",
    "TO_A_WARNING",
    "YES_OR_NO",
    "Asked",
    "Lack",
    "Line",
    "Said",
    "Scorecard",
    "asked_by",
    "digest_of",
    "filled",
    "form_blockers",
    "lacks",
    "scorecard",
    "sealed_form",
]
