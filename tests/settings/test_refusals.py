"""What stands in the way of a command or of the server is told in one line, with what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def run(tmp_path):
    """Run a program of this project as a stranger would, with a folder of its own."""

    def run(*words: str, **said: str) -> subprocess.CompletedProcess[str]:
        ours = ("GROUNDWELL_", "DJANGO_", "DATABASE_URL", "HOST", "PORT", "DEMO")
        quiet = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, *words],
            env={**quiet, "GROUNDWELL_DATA_DIR": str(tmp_path / "var"), **said},
            cwd=Path(settings.PROJECT_DIR),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def one_line(refused: subprocess.CompletedProcess[str]) -> str:
    assert refused.returncode == 1
    [line] = refused.stderr.splitlines()
    return line


def test_a_setting_that_is_missing_is_told_in_one_line(run):
    refused = run("manage.py", "prepare", DJANGO_SETTINGS_MODULE="site_app.settings.production")
    assert one_line(refused).startswith("Groundwell does not start: GROUNDWELL_SECRET_KEY is not set.")


def test_who_asks_for_it_sees_the_whole_trace(run):
    refused = run("manage.py", "due", "--traceback", DATABASE_URL="mysql://host/groundwell")
    assert refused.returncode == 1
    assert "Traceback" in refused.stderr


def test_a_database_without_tables_is_told_in_one_line(run):
    assert one_line(run("manage.py", "due")).endswith("If tables are missing, run: manage.py prepare")


def test_a_database_that_does_not_answer_is_told_in_one_line(run):
    line = one_line(run("manage.py", "due", DATABASE_URL="sqlite:////no-such-folder/groundwell.sqlite3"))
    assert line.startswith("The database refused: unable to open database file. Look at DATABASE_URL")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(run, tmp_path):
    (tmp_path / "var").write_text("a file, not a folder")
    line = one_line(run("manage.py", "prepare"))
    assert line.startswith("The disk refused: ")
    assert "GROUNDWELL_DATA_DIR" in line


def test_a_port_that_is_taken_is_told_at_once(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(
            "-m", "gunicorn", PORT=str(port), DJANGO_SETTINGS_MODULE="site_app.settings.local", DEMO="0"
        )
    assert refused.returncode == 1
    # Above it, since nothing was prepared: there are no static files.
    line = refused.stderr.splitlines()[-1]
    assert line.startswith(f"Cannot listen on 127.0.0.1:{port}: ")
    assert line.endswith(f"PORT={port + 1} make run")
