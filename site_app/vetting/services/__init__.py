"""The verbs of vetting: each checks who and whether, acts, and writes one journal row."""

from site_app.vetting.citations import CitationInput
from site_app.vetting.services.claims import (
    claim,
    claims_ending,
    close_lapsed,
    open_review,
    release,
)
from site_app.vetting.services.reviews import approve, hand_in, hand_in_again, return_to_writer
from site_app.vetting.services.rulings import confirm, raise_label, rule, rule_read_in_bulk, undo
from site_app.vetting.services.suggestions import decline, suggest, suggest_cut, take_over
from site_app.vetting.services.talk import comment, quote, reply, resolve
from site_app.vetting.services.walls import declare_tie, end_tie, set_scope

__all__ = [
    "CitationInput",
    "approve",
    "claim",
    "claims_ending",
    "close_lapsed",
    "comment",
    "confirm",
    "declare_tie",
    "decline",
    "end_tie",
    "hand_in",
    "hand_in_again",
    "open_review",
    "quote",
    "raise_label",
    "release",
    "reply",
    "resolve",
    "return_to_writer",
    "rule",
    "rule_read_in_bulk",
    "set_scope",
    "suggest",
    "suggest_cut",
    "take_over",
    "undo",
]
