"""Who ruled what on which statement, on which grounds; what was said about it; who may not rule on what."""

from site_app.vetting.models.firewall import Scope, Tie
from site_app.vetting.models.forms import ReviewForm
from site_app.vetting.models.reviews import (
    SAYABLE,
    Approval,
    CitationRuling,
    ClearedBecause,
    Decision,
    Degree,
    OverruledBecause,
    Population,
    RaisedLabel,
    Review,
    Ruling,
    Suggestion,
)
from site_app.vetting.models.talk import Comment, Quotation

__all__ = [
    "SAYABLE",
    "Approval",
    "CitationRuling",
    "ClearedBecause",
    "Comment",
    "Decision",
    "Degree",
    "OverruledBecause",
    "Population",
    "Quotation",
    "RaisedLabel",
    "Review",
    "ReviewForm",
    "Ruling",
    "Scope",
    "Suggestion",
    "Tie",
]
