"""A status changes with its history and its event or not at all, and of two people who change it one is told so."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction

from accounts.models import User
from audit import moves, trail
from audit.models import AuditEvent, Move
from audit.moves import born, due_after, history, move
from kit import clock
from kit.errors import Refused
from kit.lifecycle import Clock
from matching.models import Place
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def monday(as_of: Any) -> None:
    as_of(2026, 3, 9, 10)


def acting(user: User, role: str) -> User:
    user.acting_role = role  # type: ignore[attr-defined]
    return user


def written() -> tuple[int, int]:
    return Move.objects.count(), AuditEvent.objects.count()


def test_a_move_writes_status_history_and_event(cast: Any) -> None:
    place = build.place(cast)
    before = written()
    row = move(place, "pause", by=acting(cast.county_manager, "CBM"), reason="full", note="暂停接收" * 200)
    assert Place.objects.get(pk=place.pk).status == place.status == "paused"
    assert (row.source, row.target, row.role, row.reason, len(row.note)) == ("open", "paused", "CBM", "full", 500)
    assert history(place).last() == row
    assert written() == (before[0] + 1, before[1] + 1)
    place.save()  # the status that was moved to is the status as read


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["Move.objects.create", "trail.record"])
def test_nothing_is_left_when_the_last_step_fails(step: str, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = build.place(cast)
    before, was = written(), Place.objects.filter(pk=place.pk).values().get()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError(step)

    owner, name = (Move.objects, "create") if step.startswith("Move") else (trail, "record")
    monkeypatch.setattr(owner, name, fail)
    with pytest.raises(RuntimeError, match=step):
        move(place, "pause", by=None)
    monkeypatch.undo()
    assert Place.objects.filter(pk=place.pk).values().get() == was
    assert written() == before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_a_thing_whose_first_event_fails(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = build.place(cast)
    before, n = written(), Place.objects.count()
    place.pk, place._state.adding = None, True
    place.row_key = Place().row_key
    monkeypatch.setattr(trail, "record", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        born(place, "enter", by=None)
    assert (written(), Place.objects.count()) == (before, n)


def test_a_move_goes_when_the_act_around_it_does(cast: Any) -> None:
    place = build.place(cast)
    before = written()
    with pytest.raises(Refused), transaction.atomic():
        move(place, "pause", by=None)
        raise Refused("后一步不成")
    assert Place.objects.get(pk=place.pk).status == "open"
    assert written() == before


def test_whoever_comes_second_is_told_so(cast: Any) -> None:
    first = build.place(cast)
    second = Place.objects.get(pk=first.pk)
    move(first, "pause", by=None)
    before = written()
    with pytest.raises(Refused) as refusal:
        move(second, "expire", by=None)
    assert refusal.value.code == "moved_meanwhile"
    assert Place.objects.get(pk=first.pk).status == "paused"
    assert written() == before


@pytest.mark.parametrize(
    ("verb", "role", "code"),
    [("pause", "AUD", "who:pause"), ("pause", "", "who:pause"), ("open", "CBM", "step:open:open"),
     ("nonsense", "CBM", "step:nonsense:open")],
)  # fmt: skip
def test_a_step_of_others_or_from_elsewhere_is_refused(verb: str, role: str, code: str, cast: Any) -> None:
    place = build.place(cast)
    before = written()
    with pytest.raises(Refused) as refusal:
        move(place, verb, by=acting(cast.county_manager, role))
    assert refusal.value.code == code
    assert written() == before


def test_somebody_whose_right_was_not_asked_for_moves_nothing(cast: Any) -> None:
    """Without `policies.require` there is no acting role: forgetting it is refused, not let through."""
    place = build.place(cast)
    fresh = User.objects.get(pk=cast.county_manager.pk)
    with pytest.raises(Refused):
        move(place, "pause", by=fresh)


def test_a_step_after_the_end_of_its_clock_is_noted_as_late(cast: Any, as_of: Any) -> None:
    request = build.request_in("offered", cast)
    offer = request.offers.get()
    due = offer.due_at
    as_of(2026, 3, 16)
    row = move(offer, "expire", by=None)
    assert (row.late, row.was_due_at, row.due_at) == (True, due, None)


def test_clocks_end_with_working_days_hours_and_days() -> None:
    friday = clock.now() - timedelta(days=3)  # 2026-03-06, 10:00
    assert due_after(Clock(hours=24), friday) == friday + timedelta(hours=24)
    assert due_after(Clock(workdays=1), friday).date().isoformat() == "2026-03-09"
    assert due_after(Clock(days=1), friday).date().isoformat() == "2026-03-09", "a Saturday rolls forward"
    assert due_after(Clock(workdays=1, rule="matching.offer_workdays"), friday).date().isoformat() == "2026-03-10"


def test_a_paused_clock_goes_on_with_what_was_left(cast: Any, as_of: Any) -> None:
    offer = build.request_in("offered", cast).offers.get()
    due = offer.due_at
    move(offer, "ask", by=acting(cast.ngo_admin, "NGA"))
    as_of(2026, 3, 11, 10)
    move(offer, "answer", by=acting(cast.officer, "OFF"))
    assert (offer.paused_at, offer.due_at - due) == (None, timedelta(days=2))


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_movers_at_once_one_wins(cast: Any) -> None:
    place = build.place(cast)
    gate, told = threading.Barrier(6), []

    def work(n: int) -> None:
        try:
            mine = Place.objects.get(pk=place.pk)
            gate.wait()
            moves.move(mine, "pause" if n % 2 else "expire", by=None)
            told.append("moved")
        except Refused as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    movers = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in movers:
        thread.start()
    for thread in movers:
        thread.join()
    assert sorted(told) == ["moved", *["moved_meanwhile"] * 5]
    last = Move.objects.filter(thing_type="matching.Place", thing_id=place.pk).latest("pk")
    assert Place.objects.get(pk=place.pk).status == last.target
    assert Move.objects.filter(thing_type="matching.Place", thing_id=place.pk, source="open").count() == 1
