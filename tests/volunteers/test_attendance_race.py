"""Two at the door in the same moment: one code opens it once, one person comes in once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from kit import clock
from kit.errors import Refused
from tests import build
from tests.cast import Cast
from tests.volunteers import door
from tests.volunteers.phone import Phone
from volunteers.attendance import services
from volunteers.models import PresenceEvent

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6


def at_once(act: Callable[[int], object]) -> Counter[str]:
    """What came of each when all of them act in one moment, each on a connection of its own."""
    ready, found, lock = threading.Barrier(AT_ONCE), Counter[str](), threading.Lock()

    def run(n: int) -> None:
        ready.wait()
        try:
            word = str(act(n))
        except Refused as refusal:
            word = refusal.code
        except Exception as fault:  # noqa: BLE001 - what must never happen is counted by its name
            word = f"fault: {type(fault).__name__}: {fault}"
        finally:
            connection.close()
        with lock:
            found[word] += 1

    threads = [threading.Thread(target=run, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def officers(cast: Cast, as_of: Callable[..., datetime]) -> list[int]:
    as_of(2026, 3, 14, 9)
    return [cast.officer.pk, cast.colleague.pk]


def fresh(pk: int):
    from accounts.models import User

    return User.objects.get(pk=pk)


def test_ones_own_code_read_by_six_at_once_counts_once(cast: Cast, officers: list[int]) -> None:
    """Six kiosks of two shifts: the code was copied, or the scanner stuttered."""
    shifts = [door.shift(cast, clock.now(), title=title) for title in ("河岸清洁", "敬老院陪伴")]
    volunteer = build.volunteer(cast)
    for shift in shifts:
        door.signed_up(shift, volunteer)
    code = door.own_code(volunteer)
    found = at_once(
        lambda n: services.read_code(shifts[n % 2], code, direction="in", by=fresh(officers[n % 2])).direction
    )
    assert found == {"in": 1, "used": AT_ONCE - 1}
    assert PresenceEvent.objects.count() == 1


def test_six_taps_at_once_are_one_coming(cast: Cast, officers: list[int]) -> None:
    shift = door.shift(cast, clock.now())
    signup = door.signed_up(shift, build.volunteer(cast))
    found = at_once(lambda n: services.record(signup, "in", by=fresh(officers[n % 2])).direction)
    assert found == {"in": 1, "here": AT_ONCE - 1}


def test_a_phone_that_sends_six_times_at_once_adds_each_entry_once(cast: Cast, officers: list[int]) -> None:
    shift = door.shift(cast, clock.now())
    phone = Phone(shift, cast.officer)
    for n in range(5):
        phone.note(door.signed_up(shift, door.someone(cast, f"志愿者{n}")))
    assert sum(at_once(lambda n: sorted(phone.sync(by=fresh(officers[n % 2])))).values()) == AT_ONCE
    assert PresenceEvent.objects.count() == 5


@pytest.mark.parametrize("again", range(3))
def test_closing_by_six_at_once_closes_once(cast: Cast, as_of: Callable[..., datetime], again: int) -> None:
    from volunteers.models import ServiceLog

    as_of(2026, 3, 14, 9)
    shift = door.shift(cast, clock.now())
    signup = door.signed_up(shift, build.volunteer(cast))
    services.record(signup, "in", by=cast.officer)
    door.begin(shift)
    as_of(2026, 3, 14, 14)
    found = at_once(lambda n: services.close_shift(shift).status)
    assert found == {"done": AT_ONCE}
    assert (PresenceEvent.objects.filter(method="auto").count(), ServiceLog.objects.count()) == (1, 1)
