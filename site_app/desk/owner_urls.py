"""The addresses of standards, figures, the journal and services. `urls` puts all of them behind a sign-in."""

from collections.abc import Callable
from typing import Any

from site_app.desk.views import figures, journal, services, standards

ON_THE_WHOLE: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("vet/<int:revision_id>/standards/", standards.scorecard, "standards"),
    ("vet/<int:revision_id>/approve/", standards.approve, "approve"),
    ("figures/", figures.figures, "figures"),
    ("journal/", journal.journal, "journal"),
    ("journal/export/", journal.export, "export_journal"),
    ("help-line/<int:line_id>/tested/", services.mark_tested, "mark_tested"),
    ("help-line/<int:line_id>/retire/", services.retire_line, "retire_line"),
    ("consult/<int:consult_id>/retire/", services.retire_consult, "retire_consult"),
)
