"""What the sentences of an edition rest on: for each note who ruled what, and the whole text at a glance."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils import timezone

from site_app.publication.canonical import parse_moment
from site_app.publication.pages import NoteUse, Signed, Support, SupportRun
from site_app.publication.reading.cards import unseen
from site_app.publication.trust import Sealed


def uses_of(sealed: Sealed, people: Sequence[Signed]) -> dict[str, tuple[NoteUse, ...]]:
    """Every ruled citation by the key of its source, in reading order. `people`: the edition's, as sealed."""
    names = {place["place"]: person.name for place, person in zip(sealed.people, people, strict=False)}
    found: dict[str, list[NoteUse]] = {}
    for row in _seen(sealed):
        for citation in row["citations"]:
            found.setdefault(citation["key"], []).append(
                NoteUse(
                    n=row["n"],
                    degree=citation["degree"],
                    by=names.get(row["vetter"], ""),
                    on=timezone.localdate(parse_moment(row["ruled_at"])),
                )
            )
    return {key: tuple(uses) for key, uses in found.items()}


def support_of(sealed: Sealed) -> Support:
    """How each sentence a reader sees stands, in reading order, neighbours of one sort taken together."""
    sorts = [_sort(row) for row in _seen(sealed)]
    runs, start = [], 0
    for sort, group in groupby(sorts):
        length = len(list(group))
        runs.append(SupportRun(sort, start, length))
        start += length
    return Support(
        total=len(sorts),
        whole=sorts.count("whole"),
        together=sorts.count("together"),
        cleared=sorts.count("cleared"),
        read=sorts.count("read"),
        runs=tuple(runs),
    )


def _seen(sealed: Sealed) -> list[dict[str, Any]]:
    hidden = unseen(sealed)
    return [row for row in sealed.statements if row["part"] not in hidden]


def _sort(row: dict[str, Any]) -> str:
    if row["decision"] == "supported":
        full = any(citation["degree"] == "full" for citation in row["citations"])
        return "whole" if full else "together"
    return "cleared" if row["decision"] == "cleared" else "read"
