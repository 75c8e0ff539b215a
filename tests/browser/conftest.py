"""Chromium: a phone in the hand at night with the launch library, and the desk with somebody signed in."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from site_app.accounts.models import User
from site_app.documents.models import Revision
from site_app.sources.models import Source
from tests.browser.writing import MIXED
from tests.desk import builders

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, at which Django would refuse the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # In a container root may not open the sandbox's name spaces; the pages are our own.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def library(live_server: LiveServer, own_var: object) -> LiveServer:
    """The served launch library."""
    call_command("load_demo", stdout=StringIO())
    return live_server


@dataclass
class Visit:
    """A page of one browser, and everything it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> int:
        """Open an address and wait until all of it is there; the status it answered with."""
        answer = self.page.goto(address, wait_until="load")
        assert answer is not None
        return answer.status

    def faults(self, where: str) -> list[str]:
        """What it has complained about, what is wider than the window, and which rules of axe it breaks."""
        found = [f"{where}: {said}" for said in self.complaints]
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            found.append(f"{where}: {wide} px wider than the window")
        broken = Axe().run(self.page).response["violations"]
        # Axe itself writes styles into the page, which the policy refuses.
        self.complaints.clear()
        return found + [f"{where}: {rule['id']}: {rule['nodes'][0]['target']}" for rule in broken]


def visit(context: BrowserContext) -> Visit:
    """A fresh page that notes console messages, script errors and files that did not come."""
    page = context.new_page()
    seen = Visit(page)
    page.on("console", lambda message: seen.complaints.append(f"{page.url}: {message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(f"{page.url}: {error}"))
    page.on(
        "requestfailed",
        lambda request: (
            # Taken back by the page itself: it was left, or its text moved on. A missing file answers 404.
            None
            if request.failure == "net::ERR_ABORTED"
            else seen.complaints.append(f"{page.url}: no answer: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda answer: (
            seen.complaints.append(f"{page.url}: {answer.status} {answer.url}")
            if answer.status >= 400
            else None
        ),
    )
    return seen


# --- The desk ---------------------------------------------------------------------------------------------


@pytest.fixture
def team(transactional_db: None) -> dict[str, User]:
    return builders.make_team()


@pytest.fixture
def shelf(team: dict[str, User]) -> Source:
    builders.make_practice(team["Olive"])
    builders.make_topic(team["Olive"])
    return builders.make_source(team["Wren"])


@pytest.fixture
def desk(
    browser: Browser, live_server: LiveServer, team: dict[str, User], shelf: Source
) -> Iterator[Callable[..., Visit]]:
    """`desk("Wren")`: a page in which Wren is signed in, with what it complains about."""
    opened: list[BrowserContext] = []

    def sign_in(name: str, **options: Any) -> Visit:
        client = builders.at_the_desk(team[name])
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": f"{live_server.url}/admin/",
                }
            ]
        )
        opened.append(context)
        return visit(context)

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture
def article(team: dict[str, User], shelf: Source) -> Revision:
    """Wren's text: one sentence with its source, one without, one protocol."""
    return builders.make_article(team["Wren"], body=MIXED)


@pytest.fixture
def editor(desk: Callable[..., Visit], live_server: LiveServer, article: Revision) -> Visit:
    """Wren's editor, open at the article."""
    seen = desk("Wren")
    assert seen.go(f"{live_server.url}/admin/write/{article.document_id}/") == 200
    return seen
