"""SQLite: an FTS5 table of finished words. https://www.sqlite.org/fts5.html"""

from collections.abc import Mapping, Sequence

from django.db import connection

from site_app.publication.finding.store import Group, Texts

# `unicode61` would fold and cut further; the words come without accents and without signs.
CREATE = (
    "CREATE VIRTUAL TABLE publication_search USING fts5"
    "(title, message, rest, tokenize = 'unicode61 remove_diacritics 0')"
)
DROP = "DROP TABLE publication_search"

_RANKED = (
    "SELECT rowid, -rank FROM (SELECT rowid, bm25(publication_search, 12, 4, 1) AS rank"
    " FROM publication_search WHERE publication_search MATCH %s LIMIT %s) ORDER BY 2 DESC, 1"
)


class Embedded:
    """See `store.Store`."""

    def put(self, texts: Mapping[int, Texts]) -> None:
        rows = [
            (live, " ".join(text.title), " ".join(text.message), " ".join(text.rest))
            for live, text in texts.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publication_search (rowid, title, message, rest) VALUES (%s, %s, %s, %s)", rows
            )

    def drop(self, live: int) -> frozenset[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT title, message, rest FROM publication_search WHERE rowid = %s", [live])
            row = cursor.fetchone()
            cursor.execute("DELETE FROM publication_search WHERE rowid = %s", [live])
        return frozenset(" ".join(row).split()) if row else frozenset()

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
                "SELECT 1 FROM publication_search WHERE publication_search MATCH %s LIMIT 1",
                [_phrase((stem,))],
            )
            return cursor.fetchone() is not None

    def ranked(
        self, groups: Sequence[Group], *, every: bool, head: bool, most: int
    ) -> list[tuple[int, float]]:
        asked = (" AND " if every else " OR ").join(
            f"({' OR '.join(_phrase(phrase) for phrase in group)})" for group in groups
        )
        with connection.cursor() as cursor:
            cursor.execute(_RANKED, [f"{{title message}} : ({asked})" if head else asked, most])
            return [(int(live), float(rank)) for live, rank in cursor.fetchall()]


def _phrase(phrase: Sequence[str]) -> str:
    """Words are letters and digits alone (`words.words`), so nothing in the quotes can end them."""
    return f'"{" ".join(phrase)}"'
