"""The vetter's addresses: queue, ledger, single sentences. `urls` puts all of them behind a sign-in."""

from collections.abc import Callable
from typing import Any

from site_app.desk.views import ledger, rows, statement, vetting, waiting, walls

VETTING: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("queue/", waiting.queue, "queue"),
    ("vet/<int:revision_id>/", ledger.vet, "vet"),
    ("vet/<int:revision_id>/changes/", waiting.changes, "changes"),
    ("vet/<int:revision_id>/as-read/", ledger.read_whole, "as_read"),
    ("vet/<int:revision_id>/claim/", vetting.claim, "claim"),
    ("vet/<int:revision_id>/release/", vetting.release, "release"),
    ("vet/<int:revision_id>/read/", vetting.bulk_read, "bulk_read"),
    ("vet/<int:revision_id>/return/", vetting.return_to_writer, "return_to_writer"),
    ("vet/statement/<int:statement_id>/", statement.statement, "statement"),
    ("vet/statement/<int:statement_id>/row/", rows.row, "row"),
    ("vet/statement/<int:statement_id>/rule/", ledger.rule, "rule"),
    ("vet/statement/<int:statement_id>/confirm/", vetting.confirm, "confirm"),
    ("vet/statement/<int:statement_id>/undo/", vetting.undo, "undo"),
    ("vet/statement/<int:statement_id>/raise/", vetting.raise_label, "raise_label"),
    ("vet/statement/<int:statement_id>/suggest/", vetting.suggest, "suggest"),
    ("vet/statement/<int:statement_id>/cut/", statement.suggest_cut, "suggest_cut"),
    ("vet/statement/<int:statement_id>/comment/", statement.comment, "comment"),
    ("vet/statement/<int:statement_id>/quote/", statement.quote, "quote"),
    ("vet/comment/<int:comment_id>/reply/", statement.reply, "reply"),
    ("vet/comment/<int:comment_id>/resolve/", statement.resolve, "resolve"),
    ("vetter/<int:user_id>/topics/", walls.scope, "set_scope"),
    ("vetter/<int:user_id>/ties/", walls.declare, "declare_tie"),
    ("vetter/tie/<int:tie_id>/end/", walls.end, "end_tie"),
)
