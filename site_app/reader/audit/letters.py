"""The mails: every template's own words are site text, and what it fills in must be a record."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, Token, TokenType

from site_app.reader.audit.site_texts import HOLE, normal, says_something
from site_app.reader.audit.tree import BLOCKS, Element, parse

# What a mail may fill in: names, numbers, addresses. Any other variable is unaccounted for.
RECORDS = frozenset(
    "name who practice.name site_address link days address old_address new_address role LANGUAGE_CODE".split()
)


def templates() -> list[Path]:
    """Every template of a mail."""
    folders: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    return [path for folder in folders for path in sorted(Path(folder, "mail").glob("*.*"))]


def said(template: Path) -> tuple[set[str], list[str]]:
    """The site texts of one template, and the variables in it that are no record."""
    strange: list[str] = []
    words: list[str] = []
    called: dict[str, str] = {}
    for token in Lexer(template.read_text(encoding="utf-8")).tokenize():
        if token.token_type is TokenType.VAR:
            name = token.contents.partition("|")[0].strip()
            if called.get(name, name) not in RECORDS:
                strange.append(name)
            words.append(HOLE)
        elif token.token_type is TokenType.TEXT:
            words.append(token.contents)
        elif token.token_type is TokenType.BLOCK:
            # What stands between marks may be shown or not, so each stretch is a text of its own.
            words.append(f"\n\n{_translated(token)}\n\n")
            called |= _names(token)
    source = "".join(words)
    pieces = _paragraphs(parse(source)) if template.suffix == ".html" else source.split("\n\n")
    return {text for text in map(normal, pieces) if says_something(text)}, strange


def _translated(token: Token) -> str:
    """What `{% translate "..." %}` says in English."""
    tag, *rest = token.split_contents()
    return rest[0].strip("\"'") if tag == "translate" else ""


def _names(token: Token) -> dict[str, str]:
    """What `{% blocktranslate with name=variable %}` calls its variables."""
    tag, *rest = token.split_contents()
    return dict(word.split("=", 1) for word in rest if "=" in word) if tag == "blocktranslate" else {}


def _paragraphs(element: Element) -> Iterator[str]:
    words: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            words.extend(child.replace("\n\n", "\0"))
        elif child.name in BLOCKS:
            words.append("\0")
            yield from _paragraphs(child)
        else:
            words.append(child.text())
    yield from "".join(words).split("\0")
