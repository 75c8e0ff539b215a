"""The SQL behind the guards: one trigger for each refusal, on SQLite and on PostgreSQL.

A trigger's text is a pure function of the guard and the table's columns, so that what the database holds can
be compared with what it should hold.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper

from site_app.accounts.errors import GuardRefusal

Sql = str | Mapping[str, str]
Refusal = Literal["update", "delete"]
PREFIX = "guard_"
_MISNAMED = re.compile(r"\b(old|new)\b(?!\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """An update that a guard lets through: only `columns` differ, and `when` (SQL over OLD and NEW) holds.

    `when` is one text for both databases, or {"sqlite": ..., "postgresql": ...}. Unknown (NULL) counts as no.
    """

    columns: tuple[str, ...]
    when: Sql = "TRUE"


@dataclass(frozen=True)
class InsertCheck:
    """An insert that a guard refuses: when `refuse_when` (SQL over NEW) holds, or cannot be told (NULL)."""

    name: str
    refuse_when: Sql
    message: str


@dataclass(frozen=True)
class Guard:
    """What the database itself refuses for one table.

    `refuses`: "update", "delete" (with TRUNCATE on PostgreSQL), both or none. `allow_update_of`: the updates
    let through all the same. `insert_checks`: rows that may not come in. `delete_when`: SQL over OLD that
    lets a deletion through.
    """

    table: str
    refuses: tuple[Refusal, ...] = ("update", "delete")
    allow_update_of: tuple[Change, ...] = ()
    insert_checks: tuple[InsertCheck, ...] = field(default=())
    delete_when: Sql = ""


@dataclass(frozen=True)
class Trigger:
    """One trigger as it should stand. `definition`: SQLite's whole text, PostgreSQL's function body."""

    name: str
    table: str
    event: str
    definition: str


def wanted(connection: BaseDatabaseWrapper, guard: Guard) -> list[Trigger]:
    """The triggers of one guard for this database. Raises GuardRefusal for a guard that names no column."""
    columns = _columns(connection, guard.table)
    for change in guard.allow_update_of:
        if strangers := set(change.columns) - set(columns):
            raise GuardRefusal(f"The guard of {guard.table} names no such column: {sorted(strangers)}.")
    triggers: list[Trigger] = []
    if "update" in guard.refuses:
        allowed = _allowed(connection.vendor, columns, guard.allow_update_of)
        message = f"{guard.table} is append-only: its rows are not changed."
        triggers.append(_row(connection.vendor, guard.table, "update", f"({allowed}) IS NOT TRUE", message))
    if "delete" in guard.refuses:
        message = f"{guard.table} is append-only: its rows are not deleted."
        free = _for(connection.vendor, guard.delete_when)
        refused = f"({free}) IS NOT TRUE" if free else "TRUE"
        triggers.append(_row(connection.vendor, guard.table, "delete", refused, message))
        if connection.vendor == "postgresql":
            triggers.append(_row(connection.vendor, guard.table, "truncate", "TRUE", message))
        elif taken := _taken(connection, guard.table):
            # SQLite's REPLACE deletes the row in its way without asking the delete trigger.
            message = f"{guard.table} is append-only: a row with this key is there already."
            triggers.append(_row("sqlite", guard.table, "insert", taken, message, part="taken"))
    for check in guard.insert_checks:
        refused = f"({_for(connection.vendor, check.refuse_when)}) IS NOT FALSE"
        triggers.append(
            _row(connection.vendor, guard.table, "insert", refused, check.message, part=check.name)
        )
    return triggers


def standing(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """The guards' triggers the database holds now and obeys, by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [PREFIX + "%"],
            )
            return {name: Trigger(name, table, "", sql) for name, table, sql in cursor.fetchall()}
        cursor.execute(
            "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            " AND n.nspname = ANY (current_schemas(FALSE)) AND t.tgname LIKE %s",
            [PREFIX + "%"],
        )
        return {name: Trigger(name, table, "", body) for name, table, body in cursor.fetchall()}


def create(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    """Put one trigger up; there must be none of its name."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(trigger.definition)
            return
        name, table = _quoted(trigger.name), _quoted(trigger.table)
        each = "STATEMENT" if trigger.event == "truncate" else "ROW"
        cursor.execute(
            # Planned afresh each time: a plan kept from when the tables were small reads all of them later.
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET plan_cache_mode = force_custom_plan AS $guard${trigger.definition}$guard$"
        )
        cursor.execute(
            f"CREATE TRIGGER {name} BEFORE {trigger.event.upper()} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION {name}()"
        )


def drop(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    """Take one trigger down, if it is there."""
    with connection.cursor() as cursor:
        name = _quoted(trigger.name)
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {_quoted(trigger.table)}")


def _row(vendor: str, table: str, event: str, refused: str, message: str, part: str = "") -> Trigger:
    name = "_".join(filter(None, [PREFIX.rstrip("_"), table, event, part]))
    if len(name) > 63:
        raise GuardRefusal(f"The guard's name {name} is longer than PostgreSQL's 63 letters.")
    said = message.replace("'", "''")
    if vendor == "sqlite":
        return Trigger(
            name, table, event,
            f"CREATE TRIGGER {_quoted(name)} BEFORE {event.upper()} ON {_quoted(table)} FOR EACH ROW"
            f" WHEN {refused} BEGIN SELECT RAISE(ABORT, '{said}'); END",
        )  # fmt: skip
    row = "OLD" if event == "delete" else "NEW"
    # 23000 makes Django say IntegrityError, as SQLite does.
    body = (
        f" BEGIN IF {refused} THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{said}'; END IF;"
        f" RETURN {'NULL' if event == 'truncate' else row}; END "
    )
    return Trigger(name, table, event, body)


def _allowed(vendor: str, columns: Sequence[str], changes: Sequence[Change]) -> str:
    """SQL that holds for an update one of `changes` lets through."""
    differs_not = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    roads = []
    for change in changes:
        kept = [
            f"NEW.{_quoted(column)} {differs_not} OLD.{_quoted(column)}"
            for column in columns
            if column not in change.columns
        ]
        roads.append(" AND ".join([*kept, f"({_for(vendor, change.when)})"]))
    return " OR ".join(f"({road})" for road in roads) or "FALSE"


def _taken(connection: BaseDatabaseWrapper, table: str) -> str:
    """SQLite's SQL that holds when a row with one of NEW's unique keys is there; no partial keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({_quoted(table)})")
        keys = [[row[1] for row in cursor.fetchall() if row[5]]]
        cursor.execute(f"PRAGMA index_list({_quoted(table)})")
        for _, index, unique, _, partial in cursor.fetchall():
            if unique and not partial:
                cursor.execute(f"PRAGMA index_info({_quoted(index)})")
                keys.append([row[2] for row in cursor.fetchall()])
    whole = sorted({tuple(sorted(key)) for key in keys if key and None not in key})
    meets = []
    for key in whole:
        same = " AND ".join(f"there.{_quoted(column)} = NEW.{_quoted(column)}" for column in key)
        meets.append(f"EXISTS (SELECT 1 FROM {_quoted(table)} AS there WHERE {same})")  # noqa: S608 - our names
    return " OR ".join(meets)


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """The columns' names, asked of the catalogue: Django would read a row of a PostgreSQL table for them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
        else:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = ANY (current_schemas(FALSE)) AND table_name = %s",
                [table],
            )
        return sorted(row[0] for row in cursor.fetchall())


def _for(vendor: str, sql: Sql) -> str:
    text = sql if isinstance(sql, str) else sql[vendor]
    if _MISNAMED.search(text):
        # SQLite would let it pass, and PostgreSQL fail at the first row.
        raise GuardRefusal("In a guard's condition OLD and NEW are the rows; give tables other names.")
    return text


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
