"""The launch library as files (see `launch/README.md`): read here, brought in by `loading`."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from site_app.documents.models import Kind
from site_app.documents.parts import PARTS

LAUNCH = Path(__file__).resolve().parent / "launch"

# Texts that others point to come first, so that nothing is published with a gap in it.
ORDER = (Kind.PERSON, Kind.TOPIC, Kind.CONSULT, Kind.PAGE, Kind.ARTICLE, Kind.COLLECTION)
_TEXTS = tuple(part.name for part in PARTS if part.form == "markdown" and part.name != "body")


@dataclass(frozen=True)
class LaunchText:
    """One document as a file."""

    kind: str
    slug: str
    front: dict[str, Any]
    body: str

    @property
    def title(self) -> str:
        return str(self.front["title"])

    @property
    def months(self) -> int:
        """Until the next review, counted from the day of loading."""
        return int(self.front["next_review_months"])

    @property
    def fields(self) -> dict[str, Any]:
        """What a writer fills in, but for address, title and review date."""
        texts = {
            name: str(self.front.get(name, "")).strip("\n") for name in (*_TEXTS, "why_needed", "tested_with")
        }
        return texts | {
            "body": self.body.strip("\n"),
            "topics": list(self.front["topics"]),
            "stages": list(self.front["stages"]),
            "urgent": self.front["urgent"],
        }

    @cached_property
    def clearances(self) -> dict[str, str]:
        """The reason why a sentence says nothing about health, where the file gives one."""
        return dict(self.front.get("clearances", {}))

    def findings(self, sentence: str, key: str) -> list[str]:
        """Ids of the findings that a sentence rests on, by its source."""
        return [
            row["finding"]
            for row in self.front.get("rests_on", [])
            if row["source"] == key and squeezed(row["sentence"]) == squeezed(sentence)
        ]

    def degree(self, sentence: str, key: str) -> str:
        """How much of a sentence a source carries: the file's word, or all of it."""
        return next(
            (
                str(row.get("degree", "full"))
                for row in self.front.get("rests_on", [])
                if row["source"] == key and squeezed(row["sentence"]) == squeezed(sentence)
            ),
            "full",
        )


@dataclass(frozen=True)
class Library:
    """All of it."""

    folder: Path

    @cached_property
    def texts(self) -> tuple[LaunchText, ...]:
        """Every document, those that others point to first."""
        found = [_text(file) for file in sorted(self.folder.glob("documents/*/*.md"))]
        return tuple(sorted(found, key=lambda text: ORDER.index(Kind(text.kind))))

    @cached_property
    def findings(self) -> dict[str, dict[str, Any]]:
        """By id, from the file of every subject."""
        subjects = sorted(file.stem for file in self.folder.glob("findings/*.toml"))
        return {row["id"]: row for name in subjects for row in self.table(f"findings/{name}")["finding"]}

    @cached_property
    def bibliography(self) -> str:
        return (self.folder / "sources.bib").read_text(encoding="utf-8")

    def table(self, name: str) -> dict[str, Any]:
        """One of the TOML files."""
        return tomllib.loads((self.folder / f"{name}.toml").read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def _text(file: Path) -> LaunchText:
    _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    return LaunchText(kind=file.parent.name, slug=file.stem, front=tomllib.loads(front), body=body)
