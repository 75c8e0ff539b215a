"""What the database refuses in this room: whatever four eyes and rulings rest on stays as it was written."""

from site_app.accounts.guards import Change, Guard, InsertCheck

_EXCEPTION_BY_RIGHT = InsertCheck(
    "by_right",
    refuse_when="""NEW.lowers AND NOT EXISTS (
    SELECT 1 FROM accounts_user AS adding
      LEFT JOIN accounts_rolegrant AS held
        ON held.user_id = adding.id AND held.role = 'overrule' AND held.ended_at IS NULL
     WHERE adding.id = NEW.added_by_id AND (adding.is_superuser OR held.id IS NOT NULL)
    )""",
    message="An exception to the engine is added by somebody who may overrule it.",
)

GUARDS: tuple[Guard, ...] = (
    Guard("documents_revision"),
    Guard("documents_contributor"),
    Guard("documents_statement"),
    Guard("documents_submission"),
    Guard(
        "documents_houserule",
        allow_update_of=(
            Change(
                ("ended_by_id", "ended_at", "ended_because"),
                when="OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL",
            ),
        ),
        insert_checks=(_EXCEPTION_BY_RIGHT,),
    ),
    # A document may move and change hands; it neither disappears nor turns into another kind.
    Guard("documents_document", allow_update_of=(Change(("slug", "owner_id", "topic_id", "person_id")),)),
)
