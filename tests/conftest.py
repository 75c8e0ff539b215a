"""What every test stands on: a `var/` of its own, no network, and guards lifted only around a flush."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.test.signals import setting_changed
from pytest_django import Settings

from site_app.accounts import guards
from site_app.publication import kept

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "", None})
_left_to_others: Counter[str] = Counter()
_skipped: Counter[str] = Counter()


# --- Which tests run --------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow and the browser tests, too")
    parser.addoption("--refuse-skips", action="store_true", help="a skipped test fails the run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to another run; the last line of the run says how many and why."""
    vendor = connections["default"].vendor
    elsewhere = {
        "postgres": vendor != "postgresql",
        "sqlite": vendor != "sqlite",
        # Once is enough: what a page looks like does not depend on the database.
        "browser": not config.getoption("--all") or vendor != "sqlite",
        "slow": not config.getoption("--all"),
    }
    stay: list[pytest.Item] = []
    go: list[pytest.Item] = []
    for item in items:
        reasons = [name for name, away in elsewhere.items() if away and item.get_closest_marker(name)]
        (go if reasons else stay).append(item)
        _left_to_others.update(reasons[:1])
    if go:
        config.hook.pytest_deselected(items=go)
        items[:] = stay


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        _skipped[str(report.longrepr[2]).removeprefix("Skipped: ")] += 1


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    answer = getattr(session.config, "workeroutput", None)
    if answer is not None:
        answer["left_to_others"] = dict(_left_to_others)
    if _skipped and session.config.getoption("--refuse-skips") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Each process of a run sees all tests and leaves out the same."""
    told = getattr(node, "workeroutput", {}).get("left_to_others", {})
    _left_to_others.update(Counter(told) - _left_to_others)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line: how many tests were skipped and why, and how many belong to `make test-all`."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    why = "; ".join(f"{count} {reason}" for reason, count in _skipped.most_common())
    line = f"Skipped: {sum(_skipped.values())}" + (f" ({why})" if why else "") + "."
    if _left_to_others:
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(_left_to_others.items()))
        where = "the run on the other database" if config.getoption("--all") else "`make test-all`"
        line += f" Left to {where}: {sum(_left_to_others.values())} ({kinds})."
    reporter.write_line(line)


# --- No test leaves this machine ---------------------------------------------------------------------


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


_attempts: list[str] = []


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        # A text is the path of a Unix socket.
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host not in _LOOPBACK:
        _attempts.append(str(host))
        raise NetworkRefused(f"A test tried to reach {host}. Give the code under test an answer instead.")


# An audit hook sees every socket, whichever library opened it, and cannot be patched away by one.
sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fails a test that tried to leave this machine, even if the code under test swallowed the refusal."""
    _attempts.clear()
    yield _attempts
    assert not _attempts, f"This test tried to reach {', '.join(_attempts)}."


# --- A `var/` of its own -----------------------------------------------------------------------------


# A process has one set of settings for life; under test it has many, and what was made under one is no good.
setting_changed.connect(lambda **_: kept.forget(), weak=False)


@pytest.fixture(autouse=True)
def own_var(request: pytest.FixtureRequest) -> Path | None:
    """Give each test that uses the database a fresh `var/`; pure tests need none."""
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not asked and request.node.get_closest_marker("django_db") is None:
        return None
    settings: Settings = request.getfixturevalue("settings")
    var: Path = request.getfixturevalue("tmp_path") / "var"
    var.mkdir()
    settings.DATA_DIR = var
    settings.MEDIA_ROOT = var / "media"
    settings.OUTBOX_DIR = var / "outbox"
    settings.EMAIL_FILE_PATH = var / "outbox"
    settings.SIGNING_KEY = var / "keys" / "signing.pem"
    cache.clear()
    return var


# --- Guards -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def lifted_guards() -> Iterator[None]:
    """Lift the database guards around the flush that ends a transactional test, and nowhere else.

    The guards refuse deletion, and a flush deletes everything; tests in a transaction roll back
    instead and never come here.
    """
    name = "_fixture_teardown"
    flush: Callable[[TransactionTestCase], None] = getattr(TransactionTestCase, name)

    def flush_without_guards(self: TransactionTestCase) -> None:
        with guards.lift(connection):
            flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, name, flush_without_guards)
        yield
