"""`manage.py check_text`: the engine on a file, for writers at a terminal and for `score.py`."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from site_app.documents import house
from site_app.documents.lookup import DatabaseLookup
from site_app.statements.check import check, draft_from_markdown, judge_sequence
from site_app.statements.report import Citation, Finding, Lookup, Reason, Report, Statement

NOT_LOOKED_UP = (
    "No database could be reached: citation keys, consults, documents, pictures and house rules were not"
    " looked up."
)


class Command(BaseCommand):
    help = "Read a Markdown file as the engine reads it; exit 1 if anything blocks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="a Markdown file, or with --statements a JSON Lines file")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--statements", metavar="FILE.jsonl", help="label rows of doc, n, kind, text, in order"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["statements"]:
            self._rows(_read(options["statements"]))
            return
        if not options["file"]:
            raise CommandError("Name a Markdown file, or use --statements FILE.jsonl.")
        draft, lookup = draft_from_markdown(_read(options["file"])), reachable_lookup()
        report = check(draft, lookup, house.present() if lookup else None)
        blocking = [finding for finding in report.findings if finding.blocks]
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report), ensure_ascii=False, indent=1))
        else:
            self._as_text(report)
        if blocking:
            sys.exit(1)

    def _as_text(self, report: Report) -> None:
        for statement in report.statements:
            self.stdout.write(f"{statement.n:>4}  line {statement.line}  {statement.kind}  {statement.label}")
            self.stdout.write(f"      {statement.text}")
            for reason in statement.reasons:
                words = f" ({', '.join(reason.words)})" if reason.words else ""
                self.stdout.write(f"      why: {reason.text}{words}")
            for finding in report.findings:
                if finding.n == statement.n:
                    self._finding(finding)
        for finding in report.findings:
            if finding.n is None:
                self._finding(finding)
        if not report.looked_up:
            self.stdout.write(NOT_LOOKED_UP)
        blocking = sum(finding.blocks for finding in report.findings)
        self.stdout.write(f"{len(report.statements)} statements, {blocking} in the way.")

    def _finding(self, finding: Finding) -> None:
        sign = "BLOCKS" if finding.blocks else "note"
        self.stdout.write(
            f"      {sign} line {finding.line} [{finding.code}] {finding.reason} {finding.remedy}"
        )

    def _rows(self, text: str) -> None:
        rows = [_row(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        for _, group in groupby(rows, key=lambda row: row["doc"]):
            document = list(group)
            judged = judge_sequence([(row["kind"], row["text"]) for row in document])
            for row, (label, reasons) in zip(document, judged, strict=True):
                shown = {**row, "pred": label, "reasons": _reasons(reasons)}
                self.stdout.write(json.dumps(shown, ensure_ascii=False))


def reachable_lookup() -> Lookup | None:
    """The lookup on our database; None when there is no database, or no tables in it yet."""
    lookup = DatabaseLookup()
    try:
        lookup.source("")
        lookup.consult("")
        lookup.picture("")
        house.present()
    except DatabaseError:
        return None
    return lookup


def _read(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not a text in UTF-8. Save it as UTF-8 and try again.") from error


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
        missing = [key for key in ("doc", "n", "text") if key not in row]
    except (ValueError, TypeError) as error:
        raise CommandError(f"Line {number} is not a JSON object.") from error
    if missing:
        raise CommandError(f"Line {number} lacks {', '.join(missing)}.")
    return {"kind": "text", **row}


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "engine": report.engine_version,
        "looked_up": report.looked_up,
        "note": "" if report.looked_up else NOT_LOOKED_UP,
        "statements": [_statement(statement, report.findings) for statement in report.statements],
        "findings": [_plain(finding) for finding in report.findings if finding.n is None],
    }


def _statement(statement: Statement, findings: Iterable[Finding]) -> dict[str, Any]:
    return {
        "n": statement.n,
        "kind": statement.kind,
        "text": statement.text,
        "label": statement.label,
        "reasons": _reasons(statement.reasons),
        "citations": [_tie(citation, inherited=False) for citation in statement.citations]
        + [_tie(citation, inherited=True) for citation in statement.inherited],
        "findings": [_plain(finding) for finding in findings if finding.n == statement.n],
        "line": statement.line,
        "start": statement.start,
        "end": statement.end,
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"code": reason.code, "words": list(reason.words), "text": reason.text} for reason in reasons]


def _tie(citation: Citation, *, inherited: bool) -> dict[str, Any]:
    return {"key": citation.key, "locator": citation.locator, "inherited": inherited}


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "line": finding.line,
        "start": finding.start,
        "end": finding.end,
        "excerpt": finding.excerpt,
        "reason": finding.reason,
        "remedy": finding.remedy,
        "blocks": finding.blocks,
    }
