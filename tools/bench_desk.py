"""What the desk costs whoever works at it: `make bench-desk`.

A throw-away demonstration is served by gunicorn, as `make run` serves it, and a Chromium types, pastes, rules
and opens pages there. Printed are milliseconds by the browser's own clock, from the key to the picture on the
screen, and how many plain requests (`/healthz`, asked for by the same page in the same round) they amount to:
medians over the rounds, and the slowest round.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
STATEMENTS = 400
CLAIM = "Babies who wake at night have a higher risk of fever, and parents ask whom they may call"
# 1,500 words in paragraphs, each with a problem of its own.
DRAFT = [f"{CLAIM}."] * 84
sys.path.insert(0, str(ROOT))

# `bench.start()`: the clock runs; whoever saw the end says `bench.painted()`, and it stops two frames later.
CLOCK = """() => {
    const bench = window.bench = { took: 0, at: 0 };
    bench.start = () => { bench.took = 0; bench.at = performance.now(); };
    bench.painted = () => {
        const at = bench.at;
        if (!at) return;
        const stop = () => { if (bench.at === at) { bench.took = performance.now() - at; bench.at = 0; } };
        requestAnimationFrame(() => requestAnimationFrame(stop));
    };
    document.addEventListener("keydown", bench.start, true);
}"""
PLAIN = """async () => {
    const took = [];
    for (let round = 0; round < 5; round += 1) {
        const at = performance.now();
        await (await fetch("/healthz", { cache: "no-store" })).text();
        took.push(performance.now() - at);
    }
    return took.sort((one, other) => one - other)[2];
}"""
PASTE = """(field, html) => {
    field.focus();
    const carried = new DataTransfer();
    carried.setData("text/html", html);
    const how = { clipboardData: carried, bubbles: true, cancelable: true };
    window.bench.start();
    field.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@dataclass(frozen=True, slots=True)
class House:
    """What the throw-away site holds for the rounds: two texts, and the cookies of who works on them."""

    draft: int
    long_text: int
    cookie: str
    wren: str
    vera: str


def furnish() -> House:
    """The demonstration, a draft of Wren's, and a text of 400 statements that Vera has claimed."""
    import django

    django.setup()
    from datetime import timedelta

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.utils import timezone

    from site_app.accounts.models import User
    from site_app.documents import services as documents
    from site_app.documents.models import Revision
    from site_app.sources.models import Source
    from site_app.vetting import services as vetting

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("prepare", stdout=nowhere)
    wren, vera = (User.objects.get(email=f"{name}@groundwell.example") for name in ("wren", "vera"))
    key = Source.objects.filter(status="current").values_list("key", flat=True)[0]

    def written(name: str, body: str) -> Revision:
        return documents.create_document(
            actor=wren, kind="article", slug=name, title="What do we measure?", body=body,
            next_review_on=timezone.localdate() + timedelta(days=365),
        )  # fmt: skip

    cited = (f"{CLAIM} in village {n} [@{key}, p. {n}]." for n in range(1, STATEMENTS + 1))
    long_text = written("long-text", "\n\n".join(cited))
    documents.submit_for_vetting(actor=wren, revision=long_text)
    vetting.claim(actor=vera, revision=long_text)

    def signed_in(user: User) -> str:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    draft = written("draft", "Whom can I ask?")
    house = House(
        draft=draft.document_id,
        long_text=long_text.pk,
        cookie=settings.SESSION_COOKIE_NAME,
        wren=signed_in(wren),
        vera=signed_in(vera),
    )
    connections.close_all()
    return house


@contextmanager
def served() -> Iterator[str]:
    """The site at an address of its own for as long as the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port)},
    )
    try:
        for _ in range(150):
            try:
                with urlopen(f"{address}/healthz"):  # noqa: S310 - our own address
                    break
            except URLError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


def page_of(browser: Browser, site: str, house: House, session: str) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": house.cookie, "value": session, "url": f"{site}/admin/"}])
    return context.new_page()


def rounds(page: Page, name: str, once: Callable[[], float]) -> None:
    """Do it several times, each beside a plain request, and print what it took."""
    once()
    found = [(once(), float(page.evaluate(PLAIN))) for _ in range(ROUNDS)]
    took = [mine for mine, _ in found]
    ratio = median(mine / plain for mine, plain in found)
    plain = median(plain for _, plain in found)
    sys.stdout.write(
        f"{name:46} {median(took):6.0f} ms   slowest {max(took):6.0f} ms   "
        f"{ratio:5.0f} plain requests of {plain:.1f} ms\n"
    )
    sys.stdout.flush()


def stopped(page: Page) -> float:
    """What the clock in the page says, once it has stopped."""
    page.wait_for_function("() => window.bench.took > 0")
    took: float = page.evaluate("window.bench.took")
    page.evaluate("window.bench.took = 0")
    return took


def write_and_paste(page: Page, site: str, house: House) -> None:
    page.goto(f"{site}/admin/write/{house.draft}/")
    page.evaluate(CLOCK)
    page.evaluate(
        """() => document.querySelector("[data-editor-form]")
            .addEventListener("renewed", () => window.bench.painted())"""
    )
    body = page.locator("#id_body")
    html = "".join(f"<p>{line}</p>" for line in DRAFT)

    def paste() -> float:
        body.fill("")
        page.wait_for_function("() => !document.querySelector('.findings')")
        body.evaluate(PASTE, html)
        took = stopped(page)
        if page.locator(".findings [data-problem]").count() != len(DRAFT):
            raise RuntimeError("The list of problems is not that of the draft.")
        return took

    def type_one_key() -> float:
        page.keyboard.press("a")
        return stopped(page)

    words = len(" ".join(DRAFT).split())
    rounds(page, f"paste of {words} words to the list of problems", paste)
    body.evaluate("field => { field.focus(); field.setSelectionRange(0, 0); }")
    rounds(page, f"last key in {words} words to the preview painted", type_one_key)


def vet(page: Page, site: str, house: House) -> None:
    address = f"{site}/admin/vet/{house.long_text}/"

    def open_it() -> float:
        page.goto(address, wait_until="load")
        took: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        return took

    rounds(page, f"a vetting page of {STATEMENTS} statements opened", open_it)
    page.evaluate(CLOCK)
    page.evaluate(
        """() => {
            const said = document.querySelector("[data-said]");
            const look = () => { if (said.textContent.includes("ruled and saved")) window.bench.painted(); };
            new MutationObserver(look).observe(said, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.locator("[data-row][data-waits]:has([data-citing])").first.focus()

    def rule() -> float:
        page.keyboard.press("s")
        page.keyboard.press("2")
        return stopped(page)

    rounds(page, "a ruling, from its last key to 'saved'", rule)


def main() -> int:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.stderr.write("No Chromium here (Debian: apt-get install chromium).\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GROUNDWELL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "site_app.settings.local"}
        house = furnish()
        with served() as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            write_and_paste(page_of(browser, site, house, house.wren), site, house)
            vet(page_of(browser, site, house, house.vera), site, house)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
