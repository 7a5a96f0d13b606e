"""Business time and machine time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kit import clock

STORY = datetime(2026, 2, 13, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    clock._read.cache_clear()
    yield
    clock._read.cache_clear()


def test_a_frozen_clock_stands_still_and_runs_again_afterwards():
    with clock.frozen(STORY):
        assert clock.now().isoformat() == "2026-02-13T16:00:00+08:00"
        assert clock.today() == date(2026, 2, 13)
        with pytest.raises(RuntimeError), clock.frozen(STORY + timedelta(days=1)):
            raise RuntimeError
        assert clock.today() == date(2026, 2, 13)
        assert abs(clock.machine_now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert abs(clock.now() - clock.machine_now()) < timedelta(seconds=5)


def test_the_day_begins_at_midnight_in_the_city():
    with clock.frozen(datetime(2026, 2, 13, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 2, 14)
    assert clock.at(date(2026, 2, 14), 9, 30).isoformat() == "2026-02-14T09:30:00+08:00"


def test_a_demo_city_runs_on_from_its_own_instant():
    clock.start_from(STORY)
    assert timedelta(0) <= clock.now() - STORY < timedelta(seconds=5)
    clock.start_from(STORY + timedelta(days=30))
    assert timedelta(0) <= clock.now() - STORY - timedelta(days=30) < timedelta(seconds=5)
    assert abs(clock.machine_now() - datetime.now(UTC)) < timedelta(seconds=5)
    clock.run_true()
    assert abs(clock.now() - clock.machine_now()) < timedelta(seconds=5)
