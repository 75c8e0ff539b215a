#!/usr/bin/env python
"""Runs Groundwell's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError


def main() -> None:
    """Hand the command line to Django, under the local settings unless told otherwise.

    Settings, a database or a disk that stand in the way are told in one line; `--traceback` shows the rest.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_app.settings.local")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError, ProgrammingError, OSError) as trouble:
        if "--traceback" in sys.argv:
            raise
        sys.exit(told(trouble))


def told(trouble: Exception) -> str:
    """What is wrong, and where to look."""
    if isinstance(trouble, ImproperlyConfigured):
        return f"Groundwell does not start: {trouble}"
    if isinstance(trouble, OSError):
        return f"The disk refused: {trouble}. Look at the folder's rights, and at GROUNDWELL_DATA_DIR."
    first_line = str(trouble).partition("\n")[0]
    return (
        f"The database refused: {first_line}. Look at DATABASE_URL and GROUNDWELL_DATA_DIR; the disk may be "
        "full or read-only. If tables are missing, run: manage.py prepare"
    )


if __name__ == "__main__":
    main()
