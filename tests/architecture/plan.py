"""The plan of the house as these tests read it: the floors from pyproject.toml, the files from the tree."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
# What others wrote is kept as it came, under `vendor`.
_LEFT_OUT = {"__pycache__", "node_modules", "vendor"}


def floors() -> list[list[str]]:
    """Rooms floor by floor, the highest first, as the import contract lists them."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def rooms() -> list[str]:
    return [room for floor in floors() for room in floor]


def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Every file of these kinds below the folders, generated ones left out."""
    for folder in folders:
        for path in sorted((PROJECT_DIR / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file() and not _LEFT_OUT & set(path.parts):
                yield path


def short(path: Path) -> str:
    """A path as people say it."""
    return path.relative_to(PROJECT_DIR).as_posix()
