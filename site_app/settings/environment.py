"""Reads settings from the environment, and says plainly which one is wrong and what to do."""

import os
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off", ""})


class SettingRefused(ImproperlyConfigured):
    """A setting is missing or cannot be right; the site does not start."""


def text(name: str, default: str | None = None) -> str:
    """The value of `name`. Raises SettingRefused when it is empty and there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingRefused(f"{name} is not set. Set it in the environment; README.md lists the settings.")
    return default


def flag(name: str, default: bool) -> bool:
    """Yes or no. Raises SettingRefused for any other word."""
    value = text(name, "yes" if default else "no").lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise SettingRefused(f"{name} is {value!r}. Write yes or no.")


def number(name: str, default: int | None = None) -> int:
    """A whole number of at least 0. Raises SettingRefused for anything else, or nothing at all."""
    value = text(name, None if default is None else str(default))
    if not (value.isascii() and value.isdigit()):
        raise SettingRefused(f"{name} is {value!r}. Write a whole number, such as {default or 1}.")
    return int(value)


def words(name: str, default: Iterable[str] = ()) -> list[str]:
    """A list written with commas; spaces around a word do not count."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def place(name: str, default: Path | None = None) -> Path:
    """An absolute file or folder; `~` is the home folder. It need not exist yet.

    Raises SettingRefused when it is not named and there is no default.
    """
    return Path(text(name, None if default is None else str(default))).expanduser().resolve()


def database(address: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///FILE` or `postgresql://NAME:WORD@HOST:PORT/DATABASE?sslmode=...`.

    Raises SettingRefused for an address of another kind, without a name, or that cannot be read.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as why:
        raise SettingRefused(
            "DATABASE_URL cannot be read. Write postgresql://person:word@host:5432/database; in the word, "
            "signs such as / ? # @ are written as %2F %3F %23 %40."
        ) from why
    if parts.scheme == "sqlite":
        name = unquote(parts.path).removeprefix("/")
        if not name:
            raise SettingRefused(
                "DATABASE_URL names no file. Write sqlite:///relative or sqlite:////absolute."
            )
        return sqlite(Path(name).resolve())
    if parts.scheme in {"postgres", "postgresql"}:
        name = unquote(parts.path).strip("/")
        if not name:
            raise SettingRefused(
                "DATABASE_URL names no database. Write postgresql://person:word@host/database."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise SettingRefused(f"DATABASE_URL begins with {parts.scheme!r}. Begin it with sqlite or postgresql.")


def sqlite(file: Path, synchronous: str = "FULL") -> dict[str, Any]:
    """The embedded database. Without IMMEDIATE, two writers lose work to 'database is locked'.

    A transaction that reads first and writes later cannot wait for its turn in SQLite; one that
    takes its turn at the start can (`timeout` is in seconds).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;"
            ),
        },
    }


def kept_secret(file: Path) -> str:
    """The secret in `file`, made at the first call; readable by its owner alone.

    Two processes that start at once agree: the first to link its file wins.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, fresh = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            Path(fresh).unlink()
    return file.read_text(encoding="ascii").strip()


def outside(name: str, file: Path, folders: Iterable[Path]) -> Path:
    """`file`, if it lies in none of `folders`. Raises SettingRefused otherwise."""
    for kept in folders:
        if file.is_relative_to(kept):
            raise SettingRefused(
                f"{name} lies in {kept}, beside what it seals. Keep the key in a folder of its own, "
                "away from the database and from what the site writes."
            )
    return file
