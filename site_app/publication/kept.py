"""What was made from the database's answers, kept for as long as the answers stay the same.

What a reader gets follows from what the database says (and from the address, the day and the language, which
the caller puts into the key). So beside it are kept the questions that were put while it was made, and a
digest over every byte of the answers. The next time the same questions are put again, the answers are hashed,
and if the digest is the same, so is what follows from them. Nobody has to be told that something went stale,
and a changed byte of a sealed part is met at the next request, as without this: it gives another digest, and
whatever is made then is held to its seal (P4).

A process keeps things for itself. What is asked for once is not kept, so a flood of made-up addresses drives
nothing out.
"""

import hashlib
import marshal
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

# Bytes of all that is kept, bytes of the largest, and for how many keys the questions alone are remembered.
MOST_BYTES = 16_000_000
LARGEST = 1_000_000
MOST_ONCE = 200

# What `marshal` writes; dates and the like are written out first.
_PLAIN = frozenset({bytes, str, int, bool, float, type(None)})

Made = TypeVar("Made")
Question = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """`answers`: the digest over what the questions were answered when `made` was made from it."""

    questions: list[Question]
    answers: bytes
    made: Any
    size: int


_lock = Lock()
_kept: OrderedDict[Hashable, Kept] = OrderedDict()
_once: OrderedDict[Hashable, list[Question]] = OrderedDict()


def made(key: Hashable, make: Callable[[], Made], size_of: Callable[[Made], int]) -> Made:
    """What `make` gives, or gave when the database said the same.

    `make` reads, and what it gives depends on the database and the key alone; it is shared, so nobody may
    change it. `size_of`: its bytes; 0 for what is not to be kept. Raises what `make` raises.
    """
    with _lock:
        kept = _kept.get(key)
        questions = kept.questions if kept else _once.get(key)
    before = _answers(questions) if questions else b""
    if kept and before == kept.answers:
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
        same: Made = kept.made
        return same
    with _listening() as asked:
        fresh = make()
    size = size_of(fresh)
    if not (size and asked and all(sql.startswith("SELECT ") for sql, _ in asked)):
        return fresh
    # Asked before it was made and after: nothing changed in between, so it follows from these answers.
    if asked == questions and _answers(asked) == before:
        _keep(key, Kept(asked, before, fresh, size + sum(len(sql) for sql, _ in asked)))
    else:
        _remember(key, asked)
    return fresh


def forget() -> None:
    """Keep nothing any more: for what a digest over answers cannot see, such as a changed setting."""
    with _lock:
        _kept.clear()
        _once.clear()


def _answers(questions: list[Question]) -> bytes:
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for sql, values in questions:
            cursor.execute(sql, values)
            found.update(_written(cursor.fetchall()))
    return found.digest()


def _written(rows: list[tuple[Any, ...]]) -> bytes:
    """The same bytes for the same rows: version 2 of `marshal` writes each value out where it stands."""
    try:
        return marshal.dumps(rows, 2)
    except ValueError:
        plain = [[value if type(value) in _PLAIN else repr(value) for value in row] for row in rows]
        return marshal.dumps(plain, 2)


@contextmanager
def _listening() -> Iterator[list[Question]]:
    asked: list[Question] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((f"{'many ' if many else ''}{sql}", values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield asked


def _keep(key: Hashable, kept: Kept) -> None:
    with _lock:
        _once.pop(key, None)
        _kept.pop(key, None)
        if kept.size > LARGEST:
            return
        _kept[key] = kept
        total = sum(one.size for one in _kept.values())
        while total > MOST_BYTES:
            _, oldest = _kept.popitem(last=False)
            total -= oldest.size


def _remember(key: Hashable, asked: list[Question]) -> None:
    with _lock:
        _kept.pop(key, None)
        _once[key] = asked
        _once.move_to_end(key)
        while len(_once) > MOST_ONCE:
            _once.popitem(last=False)
