"""The journal on the desk: who did what, when; filtered, page by page, and as a table file."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from site_app.accounts.models import JournalEntry, Role
from site_app.desk.answers import person
from site_app.desk.forms.journal import JournalFilter
from site_app.desk.site import desk

_ON_A_PAGE = 50
_HEAD = ("number", "at", "person", "account", "verb", "subject", "detail", "previous", "digest")
# A spreadsheet reads a cell that begins so as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """One page of the journal, newest first. `?page=` beside the fields of the filter."""
    form = JournalFilter(request.GET)
    page = Paginator(form.entries(), _ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **desk.each_context(request),
        "title": "Journal",
        "form": form,
        "page": page,
        "pages": page.paginator.num_pages,
        "count": page.paginator.count,
        "rows": list(page.object_list),
        "query": query.urlencode(),
        "is_owner": person(request).has_role(Role.OWNER),
    }
    return TemplateResponse(request, "desk/journal.html", context, status=200 if form.is_valid() else 422)


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same rows as CSV, sent while they are read, so that its length does not matter. Owners only."""
    if not person(request).has_role(Role.OWNER):
        raise PermissionDenied
    entries = JournalFilter(request.GET).entries()
    answer = StreamingHttpResponse(
        _lines(entries.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8"
    )
    name = f"journal-{timezone.localdate().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Echo:
    """What a CSV writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: Iterator[JournalEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(_HEAD)
    for entry in entries:
        yield writer.writerow([_harmless(cell) for cell in _cells(entry)])


def _cells(entry: JournalEntry) -> tuple[Any, ...]:
    return (
        entry.number,
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        entry.actor.display_name if entry.actor else "",
        entry.actor_id or "",
        entry.verb,
        entry.subject,
        json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
        entry.previous,
        entry.digest,
    )


def _harmless(cell: Any) -> str:
    """A cell that no spreadsheet carries out: one that looks like a formula gets an apostrophe before it."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
