"""The waiting list of a shift, and the locks under which its places change hands: volunteers first, then the shift."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from audit import trail
from audit.moves import move
from kit import clock
from kit.claims import WaitingList
from messaging import queue
from volunteers.activities import eligibility, news
from volunteers.models import Shift, Signup, Volunteer

NEXT_TURN = "activities.next_turn"


class SignupQueue(WaitingList[Shift, Signup]):
    """Volunteers who wait; `locked` are those whose other signups cannot change before we commit."""

    def __init__(self, shift: Shift, locked: Collection[int] = ()) -> None:
        super().__init__(shift)
        self.locked = frozenset(locked)
        self.unfinished = False

    def starts_at(self) -> datetime:
        return self.seat.starts_at

    def lock(self) -> None:
        rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("posting")
        self.seat.refresh_from_db(from_queryset=rows)

    def waiting(self) -> QuerySet[Signup]:
        return Signup.objects.filter(shift_id=self.seat.pk, status="waiting").select_related("volunteer__user")

    def lacking(self, rows: Sequence[Signup]) -> dict[int, list[str]]:
        found = eligibility.in_the_way([row.volunteer for row in rows], self.seat)
        return {row.pk: found[row.volunteer_id] for row in rows}

    def hold(self, row: Signup, until: datetime) -> None:
        move(row, "offer", by=None, due_at=until)
        news.tell("place_offered", self.seat, row.volunteer.user, until=until)

    def skipped(self, row: Signup, codes: list[str], *, got: Signup | None) -> None:
        detail = {"why": codes, "shift": self.seat.pk, "got": got.pk if got else None}
        trail.record("signup.skipped", row, by=None, detail=detail, county=self.seat.county_code)

    def is_locked(self, row: Signup) -> bool:
        return row.volunteer_id in self.locked

    def later(self) -> None:
        self.unfinished = True

    def call(self) -> None:
        news.tell_organisers("places_to_call", self.seat)


def locked(shift_id: int, *volunteer_ids: int, heirs: int = 1, but: int | None = None) -> SignupQueue:
    """The list of a shift with the shift locked, and before it these volunteers and the likely next ones.

    Who will be next is only guessed before the lock; `pass_on` looks again and leaves the rest to a job. Call once
    in a transaction, or with `heirs=0` when other shifts follow: a volunteer must not be waited for with a shift in
    hand.
    """
    shift = Shift.objects.select_related("posting").get(pk=shift_id)
    next_ones = SignupQueue(shift).heirs(heirs, but=but) if heirs else []
    people = lock_people(*volunteer_ids, *(row.volunteer_id for row in next_ones))
    found = SignupQueue(shift, people)
    found.lock()
    return found


def lock_people(*volunteer_ids: int) -> dict[int, Volunteer]:
    """These volunteers, held until the commit, in the order in which everybody takes them: that of their users, which
    courses lock too, so that a shift and a session at the same time are not both given.

    The key stays free (`no_key`), so that rows that point to a volunteer can be written meanwhile.
    """
    rows = Volunteer.objects.select_for_update(no_key=True, of=("self", "user")).select_related("user")
    return {v.pk: v for v in rows.filter(pk__in=set(volunteer_ids)).order_by("user_id")}


def pass_on(line: SignupQueue, *, but: int | None = None) -> list[Signup]:
    """Offer what is free; what could not be decided under these locks is done by a job within the second."""
    got = line.pass_on(clock.now(), but=but)
    if line.unfinished:
        queue.enqueue(NEXT_TURN, {"shift": line.seat.pk})
    return got
