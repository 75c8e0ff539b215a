"""The words of live editions, kept in step by the verbs of publishing, and made anew by `rebuild_search`.

It holds whole ruled statements as stems. What a reader sees of a hit is read from sealed bytes
(`reading.search`), so a wrong index can lead astray but cannot say anything.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, transaction

from site_app.publication import trust
from site_app.publication.canonical import parse
from site_app.publication.finding.embedded import Embedded
from site_app.publication.finding.postgres import Postgres
from site_app.publication.finding.spelling import kept_keys
from site_app.publication.finding.store import Store, Texts
from site_app.publication.finding.words import stem, words
from site_app.publication.models import Edition, Live, Spelling, Word

_HANDFUL = 50


def store() -> Store:
    """The full text search of the database at hand."""
    return Postgres() if connection.vendor == "postgresql" else Embedded()


def enter(live: Live, parts: Mapping[str, bytes]) -> None:
    """Put the edition that is live now in the place of the one before, inside the verb's transaction."""
    said = _said(parse(parts["text"])["title"], parse(parts["evidence"])["statements"])
    kept = store()
    before = kept.drop(live.pk)
    kept.put({live.pk: _texts(said)})
    _forget(kept, before)
    _learn(said.values())


def leave(live: Live) -> None:
    """Take a document out, and every word that stood nowhere else."""
    kept = store()
    _forget(kept, kept.drop(live.pk))


def leave_if_live(edition: Edition) -> None:
    """The same for the document of an edition that lost a part, where readers have that edition now."""
    for live in Live.objects.filter(edition=edition):
        leave(live)


def rebuild() -> int:
    """Make the whole index anew from sealed bytes whose seals hold; returns how many documents it has."""
    count = 0
    with transaction.atomic():
        kept = store()
        kept.clear()
        Word.objects.all().delete()
        for handful in _handfuls(list(Live.objects.shown().order_by("pk").values_list("pk", "edition_id"))):
            shelf = trust.fetch([edition for _, edition in handful])
            opened = {live: shelf.open_or_none(edition) for live, edition in handful}
            said = {
                live: _said(sealed.text["title"], sealed.statements)
                for live, sealed in opened.items()
                if sealed is not None and not {"text", "body", "evidence"} & set(sealed.redacted)
            }
            kept.put({live: _texts(one) for live, one in said.items()})
            _learn(text for one in said.values() for text in one.values())
            count += len(said)
    return count


def _handfuls(rows: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    for first in range(0, len(rows), _HANDFUL):
        yield rows[first : first + _HANDFUL]


def _said(title: str, statements: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Title, main message and the rest, each as one text. The title is a statement too, and counts once."""
    parts: dict[str, list[str]] = {"title": [title], "message": [], "rest": []}
    for row in statements:
        if row["part"] != "title":
            parts["message" if row["part"] == "main_message" else "rest"].append(row["text"])
    return {name: "\n".join(texts) for name, texts in parts.items()}


def _texts(said: Mapping[str, str]) -> Texts:
    return Texts(**{name: " ".join(("", *map(stem, words(text)), "")) for name, text in said.items()})


def _learn(texts: Iterable[str]) -> None:
    found = {word for text in texts for word in words(text) if not word.isdigit()}
    new = found - set(Word.objects.filter(text__in=found).values_list("text", flat=True))
    Word.objects.bulk_create(
        [Word(text=word, stem=stem(word)) for word in sorted(new)], ignore_conflicts=True, batch_size=500
    )
    learnt = Word.objects.filter(text__in=new)
    Spelling.objects.bulk_create(
        [Spelling(word=word, key=key) for word in learnt for key in sorted(kept_keys(word.text))],
        ignore_conflicts=True,
        batch_size=500,
    )


def _forget(kept: Store, stems: Iterable[str]) -> None:
    gone = [stem for stem in stems if not kept.has(stem)]
    Word.objects.filter(stem__in=gone).delete()
