"""backup and restore of the embedded default: a whole site in one file, put back and verified."""

import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from site_app.publication import backups, chain
from site_app.publication.backups import BackupRefused
from site_app.publication.models import Edition
from tests.builders import build_published
from tests.people import build_team

ROOT = Path(__file__).resolve().parents[2]


def names(file: Path) -> set[str]:
    with tarfile.open(file) as archive:
        return set(archive.getnames())


@pytest.mark.sqlite
def test_a_backup_holds_database_pictures_keys_and_head(edition, settings, tmp_path):
    chain.write_head_file()
    picture = Path(settings.MEDIA_ROOT) / "pictures" / "a.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    file = tmp_path / "out" / "site.tar.gz"

    assert backups.backup(file) == 5

    assert names(file) == {
        "groundwell.sqlite3", "media/pictures/a.webp", f"keys/public/{edition.key_id}.pem",
        "keys/signing.pem", "chain_head",
    }  # fmt: skip
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(BackupRefused, match="there already"):
        backups.backup(file)


@pytest.mark.sqlite
def test_a_key_kept_elsewhere_is_not_copied(edition, settings, tmp_path):
    settings.SIGNING_KEY = tmp_path / "elsewhere.pem"
    settings.SIGNING_KEY.write_bytes(b"key")
    file = tmp_path / "site.tar.gz"
    backups.backup(file)
    assert "keys/signing.pem" not in names(file)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_key_kept_elsewhere_is_not_replaced(settings, tmp_path):
    build_published(build_team(), slug="nights")
    file = tmp_path / "site.tar.gz"
    backups.backup(file)
    assert "keys/signing.pem" in names(file)
    settings.SIGNING_KEY = tmp_path / "elsewhere.pem"
    settings.SIGNING_KEY.write_bytes(b"key")
    backups.restore(file, force=True)
    assert settings.SIGNING_KEY.read_bytes() == b"key"


@pytest.mark.sqlite
def test_where_there_is_no_site_nothing_is_backed_up(tmp_path):
    refused = manage(tmp_path / "var", "backup", str(tmp_path / "site.tar.gz"))
    assert refused.returncode == 1
    assert "There is no site here to back up. Name its folder: GROUNDWELL_DATA_DIR" in refused.stderr
    assert not (tmp_path / "site.tar.gz").exists()


@pytest.mark.sqlite
def test_the_command_names_its_file_by_the_time(edition, settings, capsys):
    call_command("backup")
    files = list((Path(settings.DATA_DIR) / "backups").glob("groundwell-*.tar.gz"))
    assert len(files) == 1
    assert str(files[0]) in capsys.readouterr().out
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", str(files[0]))


def test_another_database_is_not_ours_to_copy(db, tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    for verb in (backups.backup, backups.restore):
        with pytest.raises(BackupRefused, match="not the embedded one"):
            verb(tmp_path / "site.tar.gz")


def manage(data: Path, *words: str) -> subprocess.CompletedProcess:
    """A site of its own, in a process of its own: restoring takes the database away from under its users."""
    environment = {"GROUNDWELL_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "site_app.settings.local",
                   "PATH": "/usr/bin:/bin"}  # fmt: skip
    return subprocess.run(  # noqa: S603 - our own words only
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_site_is_put_back_and_its_seals_hold(tmp_path):
    first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "site.tar.gz"
    first.mkdir()
    assert manage(first, "migrate", "-v0").returncode == 0
    assert manage(first, "load_demo").returncode == 0
    picture = first / "media" / "pictures" / "a.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    assert manage(first, "backup", str(file)).returncode == 0

    put_back = manage(second, "restore", str(file))
    assert put_back.returncode == 0, put_back.stderr
    assert "editions hold" in put_back.stdout
    assert (second / "media" / "pictures" / "a.webp").read_bytes() == b"picture"
    assert stat.S_IMODE((second / "keys" / "signing.pem").stat().st_mode) == 0o600

    refused = manage(second, "restore", str(file))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert manage(second, "restore", str(file), "--force").returncode == 0


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_restoring_puts_everything_back_as_it_was(settings, tmp_path, capsys):
    team = build_team()
    edition = build_published(team, slug="nights")
    kept = Path(settings.MEDIA_ROOT) / "pictures" / "a.webp"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"picture")
    file = tmp_path / "site.tar.gz"
    backups.backup(file)
    build_published(team, slug="dawn")
    kept.unlink()

    call_command("restore", str(file), force=True)

    assert "All 1 editions hold" in capsys.readouterr().out
    assert [row.seal for row in Edition.objects.all()] == [edition.seal]
    assert kept.read_bytes() == b"picture"
    assert chain.read_head_file() == edition.seal
    with pytest.raises(CommandError, match="--force"):
        call_command("restore", str(file))
    replaced = f"{connection.settings_dict['NAME']}.replaced"
    with closing(sqlite3.connect(replaced)) as held:
        assert held.execute("SELECT count(*) FROM publication_edition").fetchone() == (2,)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_without_keys_and_head_leaves_the_key_that_is_here(settings, tmp_path):
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as held:
        content = held.serialize()
    key = Path(settings.SIGNING_KEY)
    key.parent.mkdir(parents=True)
    key.write_bytes(b"key")
    chain.write_head_file()
    backups.restore(tar_of(tmp_path, groundwell__sqlite3=content), force=True)
    assert key.read_bytes() == b"key"
    assert chain.read_head_file() is None


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_of_newer_code_is_refused_and_changes_nothing(tmp_path):
    step = "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')"
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as held,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        held.backup(copy)
        copy.execute(step, ("gone", "0001_initial"))
        copy.commit()
        today = copy.serialize()
        copy.execute(step, ("vetting", "9999_later"))
        copy.commit()
        later = copy.serialize()
    target = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    before = target.read_bytes()
    with pytest.raises(BackupRefused, match="newer code"):
        backups.restore(tar_of(tmp_path, groundwell__sqlite3=later), force=True)
    assert target.read_bytes() == before
    # A room of somebody else's that is no more is nothing to us.
    backups.restore(tar_of(tmp_path, groundwell__sqlite3=today), force=True)


def tar_of(folder: Path, **files: bytes) -> Path:
    file = folder / "odd.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        for name, content in files.items():
            (folder / name).write_bytes(content)
            archive.add(folder / name, name.replace("__", "."))
    return file


@pytest.mark.sqlite
def test_what_is_no_backup_is_refused_and_changes_nothing(db, settings, tmp_path, monkeypatch):
    target = tmp_path / "there.sqlite3"
    with closing(sqlite3.connect(target)) as held:
        held.execute("CREATE TABLE kept (n)")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(target))
    before = target.read_bytes()
    noise = tmp_path / "noise.tar.gz"
    noise.write_bytes(b"noise")
    with pytest.raises(BackupRefused, match="replace|--force"):
        backups.restore(noise)
    with pytest.raises(BackupRefused, match="cannot be read"):
        backups.restore(noise, force=True)
    with pytest.raises(BackupRefused, match="no database in"):
        backups.restore(tar_of(tmp_path, other=b"x"), force=True)
    with pytest.raises(BackupRefused, match="damaged"):
        backups.restore(tar_of(tmp_path, groundwell__sqlite3=b"SQLite format 3\0 but not"), force=True)
    with pytest.raises(BackupRefused, match="none of ours"):
        backups.restore(tar_of(tmp_path, groundwell__sqlite3=b""), force=True)
    assert target.read_bytes() == before
