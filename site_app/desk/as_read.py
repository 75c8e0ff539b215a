"""A submitted text as readers will see it, each statement with the label that vetting goes by.

The statements were read by the engine when the text was handed in, and vetters may have raised some since:
this is asked of the rows, and the engine is not run again.
"""

from site_app.desk.preview import AsRead, marked_parts, state_of
from site_app.documents.drafts import draft_of
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.models import Revision
from site_app.documents.remarks import remarks_on
from site_app.vetting.dossier import raised_on
from site_app.vetting.labels import weight


def as_read(revision: Revision) -> AsRead:
    """The parts of a submitted revision with the states as they stand now."""
    statements = list(revision.statements.order_by("n"))
    raised = raised_on(revision.document, statements)
    remarks = remarks_on(revision, statements)
    states = {
        statement.n: state_of(
            weight(statement.label, raised.get(statement.pk, ())),
            is_cited=bool(statement.citations),
            remark=remarks.get(statement.n),
        )
        for statement in statements
    }
    return AsRead(marked_parts(draft_of(revision), DatabaseLookup(), states))
