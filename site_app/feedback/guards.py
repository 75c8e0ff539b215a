"""What the database itself refuses here: what readers told us and what we answered stays.

Tallies and day keys are not guarded; forgetting them is the point.
"""

from site_app.accounts.guards import Change, Guard

GUARDS: tuple[Guard, ...] = (
    Guard(
        "feedback_flag",
        allow_update_of=(
            Change(("answer_id",), when="OLD.answer_id IS NULL AND NEW.answer_id IS NOT NULL"),
            Change(("words",), when="NEW.words = ''"),
        ),
    ),
    Guard("feedback_answer"),
    Guard("feedback_vote"),
    Guard("feedback_votereason"),
)
