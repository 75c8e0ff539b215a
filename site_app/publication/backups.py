"""One file that holds the whole of a small site: database, pictures, keys, the head of the chain.

For the embedded database only; PostgreSQL has tools of its own (docs/hosting.md tells which).
"""

import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from site_app.accounts.errors import GroundwellError

_DATABASE = "groundwell.sqlite3"
_KEY = "keys/signing.pem"
_PUBLIC = "keys/public"
_MEDIA = "media"
_HEAD = "chain_head"


class BackupRefused(GroundwellError):
    """The backup cannot be made, or not be put back; nothing was changed."""


def backup(file: Path) -> int:
    """Write everything to `file` (tar.gz, readable by its owner alone); returns how many files went in.

    The signing key goes along where it lies under the data folder; a production key is kept elsewhere, and is
    not ours to copy. Raises BackupRefused for another database, where there is no site, or when the file is
    there already.
    """
    _check_embedded()
    if not connection.introspection.table_names():
        raise BackupRefused(
            "There is no site here to back up.", "Name its folder: GROUNDWELL_DATA_DIR, or DATABASE_URL."
        )
    if file.exists():
        raise BackupRefused(f"{file.name} is there already.", "Name another file, or move that one away.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / _DATABASE
        _copy_database(copy)
        packed = Path(folder) / "packed.tar.gz"
        count = 0
        with tarfile.open(packed, "w:gz") as archive:
            archive.add(copy, _DATABASE)
            for source, name in _files():
                archive.add(source, name, recursive=False)
                count += 1
        packed.chmod(0o600)
        packed.rename(file)
    return count + 1


def restore(file: Path, *, force: bool = False) -> None:
    """Put a backup in the place of what is here. Afterwards `verify_editions` says whether it holds.

    A database that was here stays beside the new one, with `.replaced` behind its name, until the next time.
    Raises BackupRefused when a database is there and `force` is not said, and for a file that is no backup or
    was made by newer code.
    """
    _check_embedded()
    target = Path(str(connection.settings_dict["NAME"]))
    if target.exists() and not force:
        raise BackupRefused(
            "There is a database here already.", "Say --force to put the backup in its place."
        )
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as folder:
        fresh = Path(folder)
        _unpack(file, fresh)
        connections.close_all()
        _set_aside(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        (fresh / _DATABASE).rename(target)
        _put(fresh / _MEDIA, Path(settings.MEDIA_ROOT))
        _put(fresh / _PUBLIC, data / _PUBLIC)
        key = Path(settings.SIGNING_KEY)
        # As with `backup`: a key kept elsewhere is not ours to replace.
        if (fresh / _KEY).exists() and key.is_relative_to(data):
            key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (fresh / _KEY).chmod(0o600)
            (fresh / _KEY).replace(key)
        (data / _HEAD).unlink(missing_ok=True)
        if (fresh / _HEAD).exists():
            (fresh / _HEAD).replace(data / _HEAD)


def _check_embedded() -> None:
    if connection.vendor != "sqlite":
        raise BackupRefused(
            "This site's database is not the embedded one.",
            "Use pg_dump and pg_restore, and copy the media folder.",
        )


def _copy_database(copy: Path) -> None:
    """SQLite's own copying, over a connection of its own: whole while others read and write."""
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def _files() -> Iterator[tuple[Path, str]]:
    data, media, key = Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT), Path(settings.SIGNING_KEY)
    for file in sorted(media.rglob("*")):
        if file.is_file():
            yield file, f"{_MEDIA}/{file.relative_to(media).as_posix()}"
    for file in sorted((data / _PUBLIC).glob("*.pem")):
        yield file, f"{_PUBLIC}/{file.name}"
    if key.is_file() and key.is_relative_to(data):
        yield key, _KEY
    if (data / _HEAD).is_file():
        yield data / _HEAD, _HEAD


def _set_aside(database: Path) -> None:
    """Away with a database, and with what SQLite has not yet written into it, but not for good."""
    for tail in ("", "-wal"):
        written = database.with_name(database.name + tail)
        kept = database.with_name(f"{database.name}.replaced{tail}")
        kept.unlink(missing_ok=True)
        if written.exists():
            written.rename(kept)
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (OSError, tarfile.TarError) as why:
        raise BackupRefused(
            "This file cannot be read as a backup.", "Name a file that `backup` has written."
        ) from why
    database = folder / _DATABASE
    if not database.is_file():
        raise BackupRefused("There is no database in this file.", "Name a file that `backup` has written.")
    try:
        with closing(sqlite3.connect(database)) as held:
            sound = held.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            held.execute("SELECT 1 FROM publication_edition")
            steps = set(held.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise BackupRefused("The database in this file is damaged, or none of ours.", "Use an older backup.")
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("site_app.")}
    known = MigrationLoader(None).disk_migrations
    if any(app in rooms and (app, name) not in known for app, name in steps):
        raise BackupRefused(
            "This backup was made by newer code than stands here.", "Fetch the newest code, then restore."
        )


def _put(fresh: Path, place: Path) -> None:
    """Every file of `fresh` into `place`; what is there beside them stays."""
    for file in fresh.rglob("*") if fresh.is_dir() else ():
        if file.is_file():
            target = place / file.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
