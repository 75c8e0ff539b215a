"""What the database itself refuses for editions: seals, parts and names stay as they were written."""

from site_app.accounts.guards import Change, Guard

GUARDS: tuple[Guard, ...] = (
    Guard("publication_edition"),
    Guard(
        "publication_part",
        allow_update_of=(
            Change(
                ("content",),
                when="OLD.content IS NOT NULL AND NEW.content IS NULL AND EXISTS"
                " (SELECT 1 FROM publication_redaction r WHERE r.part_id = NEW.id)",
            ),
        ),
    ),
    Guard("publication_redaction"),
    Guard(
        "publication_signatory",
        allow_update_of=(
            Change(
                ("record", "salt", "erased_at"),
                when="OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
                " AND NEW.record = '' AND NEW.salt = ''",
            ),
        ),
    ),
    Guard(
        "publication_withdrawal",
        allow_update_of=(Change(("ended_at",), when="OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"),),
    ),
    # An old address leads to its own document for ever.
    Guard("publication_address"),
    Guard("publication_reminder"),
    Guard("publication_chainhead", refuses=("delete",)),
    Guard(
        "publication_recheck",
        allow_update_of=(Change(("done_at",), when="OLD.done_at IS NULL AND NEW.done_at IS NOT NULL"),),
    ),
)
