"""PostgreSQL: `tsvector` columns of finished words. https://www.postgresql.org/docs/current/textsearch.html"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from django.db import connection

from site_app.publication.finding.store import Ask, Group, Texts

FIELDS = ("title", "message", "rest")
CREATE = (
    "CREATE TABLE publication_search"
    " (live bigint PRIMARY KEY, head tsvector NOT NULL, whole tsvector NOT NULL)",
    "CREATE INDEX publication_search_head ON publication_search USING gin (head)",
    "CREATE INDEX publication_search_whole ON publication_search USING gin (whole)",
)
# Since migration 0006. Texts seldom change, so each change goes straight into the index: a list of changes
# still to be worked in makes every question read that list, and the planner leave the index alone.
_FILLED = (
    "UPDATE publication_search SET {0} = found.stems FROM ("
    " SELECT live, string_agg(word.lexeme, ' ' ORDER BY spot.place) AS stems"
    " FROM publication_search, unnest(whole) AS word,"
    " unnest(word.positions, word.weights) AS spot(place, weight)"
    " WHERE spot.weight = '{1}' GROUP BY live"
    ") found WHERE found.live = publication_search.live"
)
_INDEXES = ("publication_search_head", "publication_search_whole")
WIDEN = (
    *(f"ALTER TABLE publication_search ADD COLUMN {name} text NOT NULL DEFAULT ''" for name in FIELDS),
    # What the columns would have held, from the weights and places of the words.
    *(_FILLED.format(name, weight) for name, weight in zip(FIELDS, "ABD", strict=True)),
    *(f"ALTER INDEX {name} SET (fastupdate = off)" for name in _INDEXES),
    *(f"SELECT gin_clean_pending_list('{name}')" for name in _INDEXES),
)
NARROW = (
    *(f"ALTER TABLE publication_search DROP COLUMN {name}" for name in FIELDS),
    *(f"ALTER INDEX {name} RESET (fastupdate)" for name in _INDEXES),
)
DROP = ("DROP TABLE publication_search",)

# What a tsvector can hold (PostgreSQL manual, 12.11): positions to 16,383, 256 of them for one word.
_LAST_POSITION, _MOST_POSITIONS = 16_383, 256
_ONE = "(SELECT live FROM publication_search WHERE {column} @@ %s::tsquery LIMIT %s)"
_EVERY = "(SELECT count(*) FROM (SELECT 1 FROM publication_search LIMIT %s) found)"
_COUNT = "(SELECT count(*) FROM (SELECT 1 FROM publication_search WHERE whole @@ %s::tsquery LIMIT %s) found)"
_TEXTS = "SELECT live, title, message, rest FROM publication_search WHERE live IN ({})"


class Postgres:
    """See `store.Store`."""

    def put(self, texts: Mapping[int, Texts]) -> None:
        rows = [
            (
                live,
                _vector(((text.title, "A"), (text.message, "B"))),
                _vector(((text.title, "A"), (text.message, "B"), (text.rest, "D"))),
                text.title,
                text.message,
                text.rest,
            )
            for live, text in texts.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publication_search (live, head, whole, title, message, rest)"
                " VALUES (%s, %s::tsvector, %s::tsvector, %s, %s, %s)",
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

    def counted(self, groups: Sequence[Group], most: int) -> tuple[int, list[int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT " + ", ".join([_EVERY, *[_COUNT] * len(groups)]),
                [most, *(value for group in groups for value in (_group(group), most))],
            )
            every, *counted = map(int, cursor.fetchone())
        return every, counted

    def answering(self, asks: Sequence[Ask]) -> dict[int, Texts]:
        found = " UNION ".join(_ONE.format(column="head" if ask.head else "whole") for ask in asks)
        with connection.cursor() as cursor:
            cursor.execute(_TEXTS.format(found), [value for ask in asks for value in (_asked(ask), ask.most)])
            return {
                int(live): Texts(*(f" {stems.strip()} " for stems in fields))
                for live, *fields in cursor.fetchall()
            }


def _asked(ask: Ask) -> str:
    return " & ".join(map(_group, ask.groups))


def _vector(columns: Sequence[tuple[str, str]]) -> str:
    # The letters rank nothing any more; migration 0006 needs them, on its way there and back.
    places: dict[str, list[str]] = defaultdict(list)
    sorted_stems = (((stem, sort) for stem in stems.split()) for stems, sort in columns)
    numbered = enumerate(chain.from_iterable(sorted_stems), 1)
    for place, (stem, sort) in numbered:
        if len(places[stem]) < _MOST_POSITIONS:
            places[stem].append(f"{min(place, _LAST_POSITION)}{sort}")
    return " ".join(f"'{stem}':{','.join(at)}" for stem, at in places.items())


def _group(group: Group) -> str:
    """Words are letters and digits alone (`words.words`), so nothing in the quotes can end them."""
    phrases = (" <-> ".join(f"'{stem}'" for stem in phrase) for phrase in group)
    return f"({' | '.join(f'({phrase})' for phrase in phrases)})"
