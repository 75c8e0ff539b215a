"""What reading costs: `make bench-read`.

A throw-away demonstration is made, then each page is asked for in this process, in turn with a bare Django
view that returns the very same bytes, both behind the same middleware. Printed are requests per second and
their ratio, medians over the rounds; then the same for a page that is made anew at each request, as after a
change (`publication.kept`).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
SECONDS = 0.4
sys.path.insert(0, str(ROOT))


def rate(ask: Callable[[], object]) -> float:
    """Requests per second."""
    asked, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        ask()
        asked += 1
    return asked / (time.perf_counter() - start)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GROUNDWELL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "site_app.settings.local"}
        measure()


def measure() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path

    from site_app import urls
    from site_app.publication import kept
    from site_app.publication.models import Live

    call_command("prepare", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    bodies: list[tuple[bytes, str]] = []

    def bare(request: HttpRequest, number: int) -> HttpResponse:
        content, sort = bodies[number]
        return HttpResponse(content, content_type=sort)

    urls.urlpatterns.insert(0, path("bare/<int:number>/", bare))
    slugs = dict(Live.objects.filter(kind__in=("article", "topic")).values_list("kind", "slug"))
    pages = {
        "home": "/",
        "article": f"/articles/{slugs['article']}/",
        "topic": f"/topics/{slugs['topic']}/",
        "search": "/search/?q=sleep",
    }
    asker = Client(headers={"host": "localhost"})
    for name, address in pages.items():
        answer = asker.get(address)
        if answer.status_code != 200:
            sys.stdout.write(f"{name:8} {address}: answered {answer.status_code}\n")
            continue
        bodies.append((answer.content, answer["Content-Type"]))
        beside = f"/bare/{len(bodies) - 1}/"

        def again(address: str = address) -> None:
            asker.get(address)

        def anew(address: str = address) -> None:
            kept.forget()
            asker.get(address)

        def bare_one(beside: str = beside) -> None:
            asker.get(beside)

        rounds = []
        for _ in range(ROUNDS):
            made_anew = rate(anew)
            # Asked for again for the first time it is made once more, and kept from then on.
            again()
            again()
            rounds.append((rate(again), made_anew, rate(bare_one)))
        ours, made, theirs = (median(one[place] for one in rounds) for place in range(3))
        ratio, ratio_made = (median(one[2] / one[place] for one in rounds) for place in range(2))
        sys.stdout.write(
            f"{name:8} {ours:7.0f}/s   bare {theirs:7.0f}/s   bare is {ratio:5.1f} times as fast   "
            f"made anew {made:5.0f}/s, {ratio_made:5.1f} times   {len(answer.content):7} bytes   {address}\n"
        )


if __name__ == "__main__":
    main()
