"""Labels raised on a text after it was approved: somebody's later word against its rulings (P1, P2)."""

from site_app.documents.models import Revision
from site_app.vetting.dossier import counting_rulings, newest_review, raised_on
from site_app.vetting.labels import RANK, answered_for, heaviest


def raised_above_rulings(revision: Revision) -> list[str]:
    """One line for each statement of an approved revision that was raised above what its ruling answers for.

    A vetter's protocol always is: no ruling answers for it. Nobody is named, since these lines are kept.
    """
    statements = list(revision.statements.order_by("n"))
    raised = raised_on(revision.document, statements)
    if not raised:
        return []
    rulings = counting_rulings(newest_review(revision))
    lines = []
    for statement in statements:
        rows = raised.get(statement.pk, ())
        label = heaviest(row.label for row in rows)
        ruling = rulings.get(statement.pk)
        answered = answered_for(ruling.decision, ruling.label) if ruling and label != "protocol" else -1
        if rows and RANK[label] > answered:
            why = next(row.why for row in rows if row.label == label)
            lines.append(f"Sentence {statement.n} was raised to '{label}': {why} {statement.text}")
    return lines
