"""SQLite: an FTS5 table of finished words. https://www.sqlite.org/fts5.html"""

from collections.abc import Mapping, Sequence

from django.db import connection

from site_app.publication.finding.store import Ask, Group, Texts

# `unicode61` would fold and cut further; the words come without accents and without signs.
CREATE = (
    "CREATE VIRTUAL TABLE publication_search USING fts5"
    "(title, message, rest, tokenize = 'unicode61 remove_diacritics 0')"
)
DROP = "DROP TABLE publication_search"

_ONE = "SELECT rowid FROM (SELECT rowid FROM publication_search WHERE publication_search MATCH %s LIMIT %s)"
_EVERY = "(SELECT count(*) FROM (SELECT 1 FROM publication_search LIMIT %s) found)"
_COUNT = (
    "(SELECT count(*) FROM (SELECT 1 FROM publication_search WHERE publication_search MATCH %s LIMIT %s))"
)
_TEXTS = "SELECT rowid, title, message, rest FROM publication_search WHERE rowid IN ({})"


class Embedded:
    """See `store.Store`."""

    def put(self, texts: Mapping[int, Texts]) -> None:
        rows = [(live, text.title, text.message, text.rest) for live, text in texts.items()]
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

    def counted(self, groups: Sequence[Group], most: int) -> tuple[int, list[int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT " + ", ".join([_EVERY, *[_COUNT] * len(groups)]),
                [most, *(value for group in groups for value in (_group(group), most))],
            )
            every, *counted = map(int, cursor.fetchone())
        return every, counted

    def answering(self, asks: Sequence[Ask]) -> dict[int, Texts]:
        with connection.cursor() as cursor:
            cursor.execute(
                _TEXTS.format(" UNION ".join([_ONE] * len(asks))),
                [value for ask in asks for value in (_asked(ask), ask.most)],
            )
            # A row of an older index has no space at its ends.
            return {
                int(live): Texts(*(f" {stems.strip()} " for stems in fields))
                for live, *fields in cursor.fetchall()
            }


def _asked(ask: Ask) -> str:
    asked = " AND ".join(map(_group, ask.groups))
    return f"{{title message}} : ({asked})" if ask.head else asked


def _group(group: Group) -> str:
    return f"({' OR '.join(map(_phrase, group))})"


def _phrase(phrase: Sequence[str]) -> str:
    """Words are letters and digits alone (`words.words`), so nothing in the quotes can end them."""
    return f'"{" ".join(phrase)}"'
