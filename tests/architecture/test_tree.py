"""Files: short, named by what they do, and each where it is found."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.plan import PROJECT_DIR, files, rooms, short

LONGEST = {".py": 400, ".html": 400, ".js": 400, ".css": 400}
# One word, one thing; these are not used. The last five are drawers.
NOT_USED = {
    "post",
    "content",
    "item",
    "data",
    "manager",
    "helper",
    "handler",
    "util",
    "common",
    "core",
    "misc",
}


def unused_words_in(stem: str) -> set[str]:
    """The words of the list that a file name holds, alone or between underscores, singular or plural."""
    parts = {part.removesuffix("s") for part in stem.lower().split("_")}
    return parts & NOT_USED


@pytest.mark.parametrize(
    ("stem", "caught"),
    [("utils", True), ("post_list", True), ("models", False), ("seals", False), ("postpartum", False)],
)
def test_the_list_of_words_tells_a_good_name_from_a_bad_one(stem, caught):
    assert bool(unused_words_in(stem)) is caught


def test_no_module_is_named_by_a_word_we_do_not_use():
    named = [
        short(path)
        for path in files("site_app", "tests")
        if "migrations" not in path.parts
        and (unused_words_in(path.stem) or unused_words_in(path.parent.name))
    ]
    assert not named


def test_no_file_is_longer_than_anybody_reads():
    long = {
        short(path): lines
        for path in files("site_app", "tests", "templates", suffixes=tuple(LONGEST))
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST[path.suffix]
    }
    assert not long


@pytest.mark.parametrize("room", rooms())
def test_every_room_says_what_it_is_for(room):
    source = (PROJECT_DIR / "site_app" / room / "__init__.py").read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))


def test_every_folder_of_tests_is_a_package():
    """Two rooms may both have test_services.py, and no folder is passed over by anybody's discovery."""
    folders = {path.parent for path in files("tests")}
    assert not [short(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_every_test_file_is_found_by_name():
    lost = []
    for path in files("tests"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        holds_tests = any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in tree.body
        )
        if holds_tests and not path.name.startswith("test_"):
            lost.append(short(path))
    assert not lost


def committed() -> list[Path]:
    """Every file that a clone would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git the developer uses
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return [PROJECT_DIR / name for name in listed.stdout.split("\0") if name]


# Written in two halves, so that this file passes its own test.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.}/-])/" + r"(work|root|opt/pypi)/",
            "pypi" + r"\.org",
            "files." + "pythonhosted",
            "registry." + "npmjs",
        ]
    )
)


def test_the_pattern_for_machine_paths_catches_one():
    assert FOREIGN.search("/ro" + "ot/.cache")
    assert not FOREIGN.search("/artwork/roots/ and site/work/here")


def test_no_committed_file_names_a_machine_or_a_registry():
    found = []
    for path in committed():
        if path.exists() and path.suffix not in {".woff2", ".png", ".webp", ".jpg", ".ico"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{short(path)}: {hit.group(0)}" for hit in FOREIGN.finditer(text)]
    assert not found
