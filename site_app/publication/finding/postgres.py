"""PostgreSQL: `tsvector` columns of finished words. https://www.postgresql.org/docs/current/textsearch.html"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from django.db import connection

from site_app.publication.finding.store import Group, Texts

CREATE = (
    "CREATE TABLE publication_search"
    " (live bigint PRIMARY KEY, head tsvector NOT NULL, whole tsvector NOT NULL)",
    "CREATE INDEX publication_search_head ON publication_search USING gin (head)",
    "CREATE INDEX publication_search_whole ON publication_search USING gin (whole)",
)
DROP = ("DROP TABLE publication_search",)

# What a tsvector can hold (PostgreSQL manual, 12.11): positions to 16,383, 256 of them for one word.
_LAST_POSITION, _MOST_POSITIONS = 16_383, 256
# Title, main message, the rest: A, B and D of a tsvector, the weights from D to A.
_RANKED = (
    "SELECT live, ts_rank('{{0.1, 0.1, 0.4, 1.0}}', {column}, %s::tsquery, 1) + {answered} AS rank"
    " FROM (SELECT live, {column} FROM publication_search WHERE {column} @@ %s::tsquery LIMIT %s) found"
    " ORDER BY rank DESC, live"
)


class Postgres:
    """See `store.Store`."""

    def put(self, texts: Mapping[int, Texts]) -> None:
        rows = [
            (live, _vector(((text.title, "A"), (text.message, "B"))),
             _vector(((text.title, "A"), (text.message, "B"), (text.rest, "D"))))
            for live, text in texts.items()
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publication_search (live, head, whole) VALUES (%s, %s::tsvector, %s::tsvector)",
                rows,
            )

    def drop(self, live: int) -> frozenset[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM publication_search WHERE live = %s RETURNING tsvector_to_array(whole)", [live]
            )
            row = cursor.fetchone()
        return frozenset(row[0]) if row else frozenset()

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publication_search")

    def empty(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM publication_search LIMIT 1")
            return cursor.fetchone() is None

    def has(self, stem: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM publication_search WHERE whole @@ %s::tsquery LIMIT 1", [_group(((stem,),))]
            )
            return cursor.fetchone() is not None

    def ranked(
        self, groups: Sequence[Group], *, every: bool, head: bool, most: int
    ) -> list[tuple[int, float]]:
        column = "head" if head else "whole"
        asked = (" & " if every else " | ").join(_group(group) for group in groups)
        # `ts_rank` does not ask how many of the words a text has; where any will do, that comes first.
        each = [] if every else [_group(group) for group in groups]
        answered = " + ".join([f"({column} @@ %s::tsquery)::int"] * len(each)) or "0"
        with connection.cursor() as cursor:
            cursor.execute(_RANKED.format(column=column, answered=answered), [asked, *each, asked, most])
            return [(int(live), float(rank)) for live, rank in cursor.fetchall()]


def _vector(columns: Sequence[tuple[Sequence[str], str]]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    numbered = enumerate(chain.from_iterable(((stem, sort) for stem in stems) for stems, sort in columns), 1)
    for place, (stem, sort) in numbered:
        if len(places[stem]) < _MOST_POSITIONS:
            places[stem].append(f"{min(place, _LAST_POSITION)}{sort}")
    return " ".join(f"'{stem}':{','.join(at)}" for stem, at in places.items())


def _group(group: Group) -> str:
    """Words are letters and digits alone (`words.words`), so nothing in the quotes can end them."""
    phrases = (" <-> ".join(f"'{stem}'" for stem in phrase) for phrase in group)
    return f"({' | '.join(f'({phrase})' for phrase in phrases)})"
