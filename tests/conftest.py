"""Fixtures of the whole suite: still time, jobs run on request, no way out of this machine."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests import fullhouse, migrated, needs, portal

pytest_plugins = ["tests.browser", "tests.cast"]

REDIS_TEST_URL = "redis://127.0.0.1:6379/9"

# Playwright keeps a loop running in the thread of the tests, and where one runs Django opens connections anew: two for
# one thread, of which one waits for the other's lock. Here a thread has one connection, loop or no loop.
connections._connections = threading.local()


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that only look share one worker, so that one server and one browser serve them all; stories, each with
    a server of its own, share another. Tests with real transactions are run on both databases."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if {"browser", "told"} & fixtures:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("stories" if "own_server" in fixtures else "browser"))
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in fixtures or (marker and marker.kwargs.get("transaction")):
            item.add_marker(pytest.mark.db)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a file given as bytes by its length: a zip holds its time, and both workers must name a test alike."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """The full house stands as long as tests of its group follow each other."""
    marker = nextitem and nextitem.get_closest_marker("xdist_group")
    if not (marker and marker.args == ("house",)):
        fullhouse.pull_down()


# --- the machine -------------------------------------------------------------------------------------------
@pytest.fixture(scope="session", autouse=True)
def _no_way_out() -> Iterator[None]:
    """A connection to any other machine is a failure: the product is used on closed networks."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


def _guarded(real: Callable) -> Callable:
    def connect(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])  # type: ignore[index]
            if not (host.startswith("127.") or host in ("::1", "localhost")):
                raise AssertionError(f"the product tried to connect to {host}")
        return real(self, address)

    return connect


@pytest.fixture(scope="session", autouse=True)
def _quick_passphrases() -> Iterator[None]:
    """A passphrase is to cost a burglar a tenth of a second a try; a test need not pay that."""
    from ngos.bidding import envelope

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(envelope.ARGON, "memory_cost", 64)
        yield


@pytest.fixture(scope="session", autouse=True)
def _memory_does_not_age() -> Iterator[None]:
    """What a process remembers is read again after some seconds: in the middle of a count of queries, by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.remembered.SECONDS", 3600.0)
        yield


@pytest.fixture
def redis_url() -> str:
    """A Redis of this machine, database 9, which tests may empty."""
    if not needs.listening("127.0.0.1", 6379):
        needs.missing("no Redis answers on 127.0.0.1:6379")
    return REDIS_TEST_URL


# --- the database ------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the file that was copied is used as it is."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin from a copy that is migrated already."""
    address = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        migrated.copy_to(Path(address["TEST"]["NAME"]))
    else:
        address["TEST"]["TEMPLATE"] = migrated.template(address)


# --- every test starts alike -------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _chinese_and_fresh() -> Iterator[None]:
    """Chinese is the language; nothing that an earlier test counted (log-in limits) or published is left: beside the
    head of a log that was rolled back this test's log would look as if it had been cut."""
    cache.clear()
    shutil.rmtree(Path(settings.VAR_DIR) / "heads", ignore_errors=True)
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a test with real transactions every table is as migrations left it; the log too, which its triggers
    would forbid."""
    from audit import triggers
    from kit import calendar, rules
    from kit.remembered import Remembered

    connection = connections["default"]

    def teardown(_case: TransactionTestCase | None) -> None:
        triggers.remove(connection, triggers.PROTECTED)
        try:
            migrated.put_back(connection)
        finally:
            triggers.install(connection, triggers.PROTECTED)
        for kept in (*vars(rules).values(), *vars(calendar).values()):
            if isinstance(kept, Remembered):
                kept.clear()
        cache.clear()

    with django_db_blocker.unblock():
        migrated.keep(connection)
        portal.keep(connection)
        teardown(None)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


# --- time and work -----------------------------------------------------------------------------------------
@pytest.fixture
def as_of() -> Iterator[Callable[..., datetime]]:
    """Hold business time still: `as_of(2026, 3, 9, 10)`; called again, the story moves on."""
    from kit import clock

    with ExitStack() as held:

        def hold(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
            instant = datetime(year, month, day, hour, minute, tzinfo=clock.SHANGHAI)
            held.enter_context(clock.frozen(instant))
            return instant

        yield hold


@pytest.fixture
def jobs(db: None) -> Callable[[], int]:
    """Do the background work that is due, and what that brings, until none is left; says how many jobs ran."""
    from messaging import queue

    return queue.run_due
