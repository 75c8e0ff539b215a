"""What search costs over 10,000 documents: `make bench-search`.

A throw-away database (SQLite; PostgreSQL by `.ci/postgres make bench-search`) is filled with signed editions
of made-up words, of which a few stand in very many texts, most in few, and one in each. Printed are
milliseconds at p50 and p95 for the whole way of a question: index, sealed bytes, seals, statements. On a
machine that has other work the time on the clock says more about that work: beside it stands the time this
process was at work itself (with SQLite that is all of it), and how many programs waited for a processor.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = int(os.environ.get("DOCUMENTS", "10000"))
EVERYWHERE = "baby"
TARGET = 60
ASKED_EACH = 25
TODAY = datetime.now(tz=UTC).date()
sys.path.insert(0, str(ROOT))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def vocabulary(chance: random.Random) -> list[str]:
    """6,000 words that can be spoken, none of them in two forms."""
    starts, ends = "b d f g h k l m n p r t v w".split(), "a e i o u".split()
    found: set[str] = set()
    while len(found) < 6000:
        found.add("".join(chance.choice(starts) + chance.choice(ends) for _ in range(chance.randint(2, 5))))
    return sorted(found, key=lambda word: (len(word), word))


def fill(said: list[str], chance: random.Random) -> None:
    """Sealed, signed, live documents, and the index over them."""
    from django.db import transaction
    from django.utils import timezone

    from site_app.accounts.models import User
    from site_app.documents.models import Document, Revision
    from site_app.publication import seals
    from site_app.publication.bodies import PARTS
    from site_app.publication.canonical import canonical, digest
    from site_app.publication.finding import index
    from site_app.publication.models import Edition, Live, Part

    weights = list(accumulate(1 / (place + 1) for place in range(len(said))))
    now = timezone.now()
    writer = User.objects.create(email="bench@example.org", display_name="Bench", joined_at=now)

    def sentence(length: int) -> str:
        return " ".join(chance.choices(said, cum_weights=weights, k=length)).capitalize() + "."

    def sealed(slug: str) -> dict[str, bytes]:
        title = sentence(6)
        texts = [sentence(14) for _ in range(30)]
        texts[5] = f"{texts[5][:-1]} {EVERYWHERE}."
        rows = [
            {
                "n": n,
                "part": "main_message" if n < 3 else "body",
                "text": text,
                "lead_in": "",
                "citations": [],
            }
            for n, text in enumerate(texts, 1)
        ]
        text = {
            "kind": "article", "slug": slug, "title": title, "urgent": "", "demonstration": False,
            "last_reviewed": TODAY.isoformat(), "topics": [], "stages": [], "pointers": [],
        }  # fmt: skip
        parts: dict[str, object] = dict.fromkeys(PARTS, [])
        return {
            name: canonical(value)
            for name, value in (
                parts
                | {"text": text, "evidence": {"statements": rows}, "body": {"parts": {}, "headings": []}}
            ).items()
        }

    with transaction.atomic():
        first = Document.objects.create(kind="article", slug="first", created_by=writer, created_at=now)
        revision = Revision.objects.create(
            document=first, number=1, author=writer, at=now, slug="first", title="First",
            next_review_on=TODAY + timedelta(days=365),
        )  # fmt: skip
        previous = seals.GENESIS
        for start in range(0, DOCUMENTS, 500):
            slugs = [f"text-{n}" for n in range(start, min(start + 500, DOCUMENTS))]
            documents = Document.objects.bulk_create(
                Document(kind="article", slug=slug, created_by=writer, created_at=now) for slug in slugs
            )
            editions, contents = [], []
            for document in documents:
                parts = sealed(document.slug)
                identifier = uuid4()
                digests = {name: digest(content) for name, content in parts.items()}
                seal = seals.seal_of(identifier=identifier, digests=digests, previous=previous)
                signature, key = seals.sign(seal)
                editions.append(
                    Edition(
                        identifier=identifier, document=document, revision=revision, number=1, kind="article",
                        slug=document.slug, title="", published_at=now, published_by=writer,
                        demonstration=False, seal=seal, previous_seal=previous, signature=signature,
                        key_id=key,
                    )
                )  # fmt: skip
                contents.append((parts, digests))
                previous = seal
            editions = Edition.objects.bulk_create(editions)
            Part.objects.bulk_create(
                Part(edition=edition, name=name, content=content, digest=digests[name])
                for edition, (parts, digests) in zip(editions, contents, strict=True)
                for name, content in parts.items()
            )
            Live.objects.bulk_create(
                Live(
                    document=edition.document, edition=edition, kind="article", slug=edition.slug,
                    first_published_at=now,
                )
                for edition in editions
            )  # fmt: skip
        say(f"{index.rebuild()} documents in the index")
    seals.forget()


def questions(said: list[str], chance: random.Random) -> dict[str, list[str]]:
    """By sort, what is asked."""

    def misspelt(word: str) -> str:
        return word[:-2] + word[-1] + word[-2]

    some = range(ASKED_EACH)
    long = [word for word in said if len(word) >= 6]
    return {
        "a word in every document": [EVERYWHERE for _ in some],
        "the ten most common words": [" ".join(said[:10]) for _ in some],
        "one common word": [chance.choice(said[:40]) for _ in some],
        "two common words": [" ".join(chance.sample(said[:40], 2)) for _ in some],
        "one rare word": [chance.choice(said[3000:]) for _ in some],
        "a question": [f"why does my {EVERYWHERE} {' '.join(chance.sample(said[:400], 3))}" for _ in some],
        "misspelt": [misspelt(chance.choice(long)) for _ in some],
        "nothing of the kind": ["qqqqxqq zzxzzzz" for _ in some],
    }


# Milliseconds on the clock, and at work.
Took = tuple[float, float]


def timed(ask: Callable[[str], object], question: str) -> Took:
    clock, work = time.perf_counter(), time.process_time()
    ask(question)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - work) * 1000


def row(sort: str, took: list[Took]) -> None:
    clock, work = (quantiles(times, n=20) for times in zip(*took, strict=True))
    say(
        f"{sort:28} p50 {clock[9]:6.1f} ms   p95 {clock[18]:6.1f} ms   "
        f"at work {work[9]:6.1f} and {work[18]:6.1f} ms"
    )


def main() -> int:
    """Fill, ask, print; 1 when p95 is over the target."""
    import django
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    from site_app.publication.reading.search import search, suggestions

    call_command("migrate", verbosity=0, interactive=False)
    if get_user_model().objects.exists():
        raise SystemExit("This database is in use. Measure in an empty one: .ci/postgres")
    chance = random.Random(2026)  # noqa: S311 - the same words every time
    said = vocabulary(chance)
    start = time.perf_counter()
    fill(said, chance)
    say(f"filled in {time.perf_counter() - start:.0f} s on {connection.vendor} ({settings.DATA_DIR.name})")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    everything: list[Took] = []
    for sort, asked in questions(said, chance).items():
        took = [timed(search, question) for question in asked]
        row(sort, took)
        everything += took
    row("suggestions", [timed(suggestions, word[:3]) for word in chance.sample(said, ASKED_EACH)])
    row("all questions", everything)
    say(f"waiting for {os.cpu_count()} processors in the last minute: {os.getloadavg()[0]:.1f}")
    return quantiles([clock for clock, _ in everything], n=20)[18] > TARGET


if __name__ == "__main__":
    folder = tempfile.mkdtemp(prefix="groundwell-bench-")
    os.environ |= {"GROUNDWELL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "site_app.settings.local"}
    try:
        raise SystemExit(main())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
