"""What others wrote stands in the project as it came: byte for byte, with its licence."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

VENDOR = Path(settings.PROJECT_DIR) / "site_app" / "static" / "vendor"


@pytest.mark.parametrize("folder", sorted(VENDOR.iterdir()), ids=lambda folder: folder.name)
def test_each_file_is_the_one_that_was_published(folder):
    listed = dict(
        reversed(line.split(maxsplit=1))
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    there = {file.name for file in folder.iterdir()} - {"SHA256SUMS", "README.md"}
    assert there == set(listed)
    assert "LICENSE.txt" in listed
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
