"""Fixtures of the whole suite: still time, jobs run on request, no way out of this machine."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests import migrated, needs

pytest_plugins = ["tests.browser", "tests.cast"]

REDIS_TEST_URL = "redis://127.0.0.1:6379/9"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that open a browser share one worker, so that one server and one browser serve them all.
    Tests with real transactions are run on both databases."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if {"visit", "server"} & fixtures:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in fixtures or (marker and marker.kwargs.get("transaction")):
            item.add_marker(pytest.mark.db)


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


@pytest.fixture
def redis_url() -> str:
    """A Redis of this machine, database 9, which tests may empty."""
    if not needs.listening("127.0.0.1", 6379):
        needs.missing("no Redis answers on 127.0.0.1:6379")
    return REDIS_TEST_URL


# --- the database ------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the tests begin with a copy that is migrated already."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if connections["default"].vendor == "sqlite":
        migrated.copy_to(Path(connections["default"].settings_dict["TEST"]["NAME"]))


# --- every test starts alike -------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _chinese_and_fresh() -> Iterator[None]:
    """Chinese is the language, and nothing counted by an earlier test (log-in limits) is left."""
    cache.clear()
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_leaves_what_migrations_brought() -> Iterator[None]:
    """After a test with real transactions the tables are emptied: the log too, which its triggers forbid,
    and then the rows that migrations bring (root page, rules, work calendar) are put back."""
    patch = pytest.MonkeyPatch()
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: TransactionTestCase) -> None:
        from audit import triggers

        connection = connections["default"]
        case.serialized_rollback = True  # flush then leaves content types to the rows put back below
        triggers.remove(connection)
        try:
            flush(case)
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
        finally:
            triggers.install(connection)
        cache.clear()

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
