"""The addresses of standards, figures and the journal. `urls` puts all of them behind a sign-in."""

from collections.abc import Callable
from typing import Any

from site_app.desk.views import figures, journal, standards

ON_THE_WHOLE: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("vet/<int:revision_id>/standards/", standards.scorecard, "standards"),
    ("vet/<int:revision_id>/approve/", standards.approve, "approve"),
    ("figures/", figures.figures, "figures"),
    ("journal/", journal.journal, "journal"),
    ("journal/export/", journal.export, "export_journal"),
)
