"""The launch texts as plain values, read from their files without a database."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_app.documents.parts import PARTS
from site_app.statements.report import (
    ConsultFacts,
    DocumentFacts,
    Draft,
    Part,
    PictureFacts,
    SourceFacts,
    Urgency,
)

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "site_app" / "publication" / "launch"
EVIDENCE = ROOT.parent / "shared" / "evidence"

# What a reader sees, in the order of the page; `why_needed` and `tested_with` stay on the desk.
READER_TEXTS = tuple(part for part in PARTS if part.form == "markdown")
KEYS = {part.name for part in READER_TEXTS if part.name != "body"} | {
    "title", "topics", "stages", "urgent", "why_needed", "tested_with", "next_review_months", "rests_on",
}  # fmt: skip
PLACES = {
    "article": "/articles/",
    "collection": "/collections/",
    "topic": "/topics/",
    "consult": "/consults/",
}
PLACES |= {"person": "/people/", "page": "/"}


@dataclass(frozen=True)
class LaunchText:
    """One file: where it will be served, its front matter, its body."""

    kind: str
    slug: str
    front: dict[str, Any]
    body: str

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.slug}"

    @property
    def address(self) -> str:
        return f"{PLACES[self.kind]}{self.slug}/"

    @property
    def parts(self) -> dict[str, str]:
        """Every text in the dialect, the body included, by name."""
        return {
            part.name: (self.body if part.name == "body" else self.front.get(part.name, "")).strip("\n")
            for part in READER_TEXTS
        }

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(self.front.get("rests_on", []))

    def draft(self) -> Draft:
        """The same text as the engine takes it in."""
        urgent: Urgency = self.front["urgent"]
        texts = {"address": self.slug, "title": self.front["title"], **self.parts}
        return Draft(
            parts=tuple(
                Part(name=part.name, form=part.form, text=texts[part.name], caption=part.caption)
                for part in PARTS
                if texts[part.name].strip()
            ),
            kind=self.kind,
            stages=tuple(self.front["stages"]),
            topics=tuple(self.front["topics"]),
            urgent=urgent,
        )


def read_text(path: Path) -> LaunchText:
    """A launch file: TOML between two `+++` lines, then the body."""
    before, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert before == "", f"{path.name}: something stands before the front matter"
    return LaunchText(kind=path.parent.name, slug=path.stem, front=tomllib.loads(front), body=body)


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((LAUNCH / name).read_text(encoding="utf-8"))


def read_bib(path: Path) -> dict[str, str]:
    """Each entry of a BibTeX file, whole, by its key."""
    text = path.read_text(encoding="utf-8")
    return {found[1]: found[0] for found in re.finditer(r"@\w+\{([^,]+),.*?\n\}", text, re.DOTALL)}


TEXTS = sorted((read_text(path) for path in LAUNCH.glob("documents/*/*.md")), key=lambda text: text.name)
FINDINGS: dict[str, dict[str, Any]] = {
    row["id"]: row
    for path in sorted(LAUNCH.glob("findings/*.toml"))
    for row in read_toml(f"findings/{path.name}")["finding"]
}
SOURCES = read_bib(LAUNCH / "sources.bib")
CONSULTS: dict[str, dict[str, Any]] = {row["slug"]: row for row in read_toml("consults.toml")["consult"]}


class LaunchLookup:
    """Answers the engine's questions from the files, as the rooms would once they are loaded."""

    def source(self, key: str) -> SourceFacts | None:
        if key not in SOURCES:
            return None
        fields = dict(re.findall(r"^  (\w+) = \{(.*?)\},?$", SOURCES[key], re.MULTILINE))
        return SourceFacts(
            key=key, title=fields["title"], status=fields.get("status", "current"), kind=fields["evidence"],
            url=fields.get("url", ""), substance=key, short=key,
        )  # fmt: skip

    def consult(self, slug: str) -> ConsultFacts | None:
        return ConsultFacts(slug=slug, name=CONSULTS[slug]["name"]) if slug in CONSULTS else None

    def document(self, slug: str) -> DocumentFacts | None:
        for text in TEXTS:
            if text.slug == slug:
                return DocumentFacts(
                    slug=slug, kind=text.kind, title=text.front["title"], address=text.address
                )
        return None

    def picture(self, digest: str) -> PictureFacts | None:
        return None
