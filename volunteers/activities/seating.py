"""Seats of people in register at public-benefit activities: by an opaque code, through the same claim and list.

Who the code stands for, which track the person is on and when they may be out, only the roof knows: it asks that
first and calls these services by the officer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.claims import Got, WaitingList, release
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import queue
from volunteers import policies
from volunteers.activities import news, states
from volunteers.activities.guards import check_open
from volunteers.models import ClientSeat, Posting, Shift

NEXT_TURN = "activities.next_client"


class ClientQueue(WaitingList[Shift, ClientSeat]):
    """People in register who wait; their officer answers for them."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.unfinished = False

    def lock(self) -> None:
        rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("posting")
        self.seat.refresh_from_db(from_queryset=rows)

    def starts_at(self) -> datetime:
        return self.seat.starts_at

    def waiting(self) -> QuerySet[ClientSeat]:
        return ClientSeat.objects.filter(shift_id=self.seat.pk, status="waiting").select_related("seated_by")

    def lacking(self, rows: Sequence[ClientSeat]) -> dict[int, list[str]]:
        busy = set(_overlapping([row.ref for row in rows], self.seat).values_list("ref", flat=True))
        return {row.pk: ["overlap"] if row.ref in busy else [] for row in rows}

    def is_locked(self, row: ClientSeat) -> bool:
        """All live seats of this person, or none: another shift may be deciding about them at this moment."""
        mine = ClientSeat.objects.filter(ref=row.ref, status__in=states.SEATED)
        return len(mine.select_for_update(skip_locked=True, no_key=True)) == mine.count()

    def hold(self, row: ClientSeat, until: datetime) -> None:
        move(row, "offer", by=None, due_at=until)
        news.tell("client_place_offered", self.seat, row.seated_by, url=reverse("desk:home"), until=until)

    def skipped(self, row: ClientSeat, codes: list[str], *, got: ClientSeat | None) -> None:
        detail = {"why": codes, "shift": self.seat.pk, "got": got.pk if got else None}
        trail.record("client_seat.skipped", row, by=None, detail=detail, county=self.seat.county_code)

    def later(self) -> None:
        self.unfinished = True

    def call(self) -> None:
        news.tell_organisers("places_to_call", self.seat)


def _locked(shift_id: int) -> ClientQueue:
    line = ClientQueue(Shift.objects.select_related("posting").get(pk=shift_id))
    line.lock()
    return line


def _pass_on(line: ClientQueue, *, but: int | None = None) -> None:
    line.pass_on(clock.now(), but=but)
    if line.unfinished:
        queue.enqueue(NEXT_TURN, {"shift": line.seat.pk})


@transaction.atomic
def seat_client(shift: Shift, *, ref: str, audience: str, office: OrgUnit, by: User) -> ClientSeat:
    """Take a place, or a turn in the list, for the person behind `ref`, whose track is `audience` (adult, minor).

    The caller holds the person's file locked. The same again is the same seat. Refused: an activity for the other
    audience (R-MIN-01) or for volunteers; outside the sign-up window; another activity then; all is full.
    Law: R-MIN-01, R-CC-21.
    """
    shift = Shift.objects.select_related("posting").get(pk=shift.pk)
    seat = ClientSeat(shift=shift, ref=ref, office=office, seated_by=by)
    policies.require(by, "seat_client", seat)
    if shift.posting.audience == Posting.Audience.VOLUNTEERS or shift.posting.audience != audience:
        raise Refused(_("这项活动不是为这位对象的人群安排的：成年人和未成年人分开参加。"), code="audience")
    mine = list(ClientSeat.objects.select_for_update(no_key=True).filter(ref=ref, status__in=states.SEATED))
    known = next((seat for seat in mine if seat.shift_id == shift.pk), None)
    if known:
        return known
    check_open(shift)
    if _overlapping([ref], shift).exists():
        raise Refused(_("对象在这个时间已有另一项活动。换一个班次。"), code="overlap")
    got = ClientQueue(shift).come(status="open", starts_at=shift.starts_at, ends_at=shift.ends_at)
    if got == Got.NOTHING or shift.status != "open":
        raise Refused(_("名额和候补都满了。换一个班次。"), code="full")
    seat.queued_at = clock.now() if got == Got.TURN else None
    born(seat, "seat" if got == Got.PLACE else "queue", by=by)
    return seat


@transaction.atomic
def take_seat(seat: ClientSeat, *, by: User) -> ClientSeat:
    """Accept an offered place for the person. Refused: too late."""
    policies.require(by, "seat_client", seat)
    _locked(seat.shift_id)
    row = _fresh(seat)
    if row.status != "offered" or row.due_at < clock.now():
        raise Refused(_("答复时间已过，名额让给了下一位。"), code="expired")
    move(row, "take", by=by)
    return row


@transaction.atomic
def decline_seat(seat: ClientSeat, *, by: User) -> ClientSeat:
    """Say no to an offered place; the next in turn gets it."""
    policies.require(by, "seat_client", seat)
    line = _locked(seat.shift_id)
    row = _fresh(seat)
    move(row, "decline", by=by)
    release(line.seat)
    _pass_on(line)
    return row


@transaction.atomic
def give_seat_back(seat: ClientSeat, *, by: User | None, reason: str = "") -> ClientSeat:
    """Take the person out of an activity; the next in turn gets the place. Refused: it has begun."""
    if by is not None:
        policies.require(by, "seat_client", seat)
    line = _locked(seat.shift_id)
    row = _fresh(seat)
    if by is not None and clock.now() >= line.seat.starts_at:
        raise Refused(_("活动已经开始，不能退出。"), code="begun")
    _leave(row, line, by=by, note=reason)
    return row


def _leave(row: ClientSeat, line: ClientQueue, *, by: User | None, note: str = "") -> None:
    held = row.status in states.CLIENTS_HOLDING
    move(row, "cancel", by=by, note=note)
    if held:
        release(line.seat)
        _pass_on(line, but=row.pk)


@transaction.atomic
def mark_client_seats(seats: Sequence[ClientSeat], *, by: User, came: bool) -> int:
    """Note for these people whether they came; how many were changed. Refused: not yet begun."""
    changed = 0
    for seat in seats:
        policies.require(by, "decide_signup", seat.shift)
        if clock.now() < seat.shift.starts_at:
            raise Refused(_("活动还没有开始，不能登记到场。"), code="too_early")
        if seat.status in ("seated", "missed" if came else "attended"):
            move(seat, "attend" if came else "miss", by=by)
            changed += 1
    return changed


def seats_of(ref: str) -> QuerySet[ClientSeat]:
    """What a person has signed up for or taken part in, the latest first, for the roof."""
    return ClientSeat.objects.filter(ref=ref).select_related("shift__posting").order_by("-shift__starts_at", "-pk")


def seats_offered_to(user_ids: Sequence[int]) -> QuerySet[ClientSeat]:
    """The places held for people whom one of these enrolled, the soonest to run out first."""
    rows = ClientSeat.objects.filter(status="offered", seated_by_id__in=user_ids).select_related("shift__posting")
    return rows.order_by("due_at", "pk")


def is_seated(ref: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the person is at an activity at this time."""
    rows = ClientSeat.objects.filter(ref=ref, status__in=states.CLIENTS_HOLDING)
    return rows.filter(shift__starts_at__lt=ends_at, shift__ends_at__gt=starts_at).exists()


def open_for(audience: str, *, county_code: str, most: int = 60) -> list[Shift]:
    """The activities to come in a county for this audience that take sign-ups now, the soonest first."""
    now = clock.now()
    rows = Shift.objects.filter(
        posting__audience=audience, posting__status="published", status="open", starts_at__gt=now,
        signup_closes_at__gt=now, county_code=county_code,
    )  # fmt: skip
    return list(rows.select_related("posting").order_by("starts_at", "pk")[:most])


# --- by itself -------------------------------------------------------------------------------------------------
def expire_offers() -> int:
    late = ClientSeat.objects.filter(status="offered", due_at__lt=clock.now()).order_by("due_at", "pk")
    return sum(_expire(row) for row in late[:500])


@transaction.atomic
def _expire(seat: ClientSeat) -> bool:
    line = _locked(seat.shift_id)
    row = _fresh(seat)
    if row.status != "offered" or row.due_at >= clock.now():
        return False
    move(row, "pass_by", by=None)
    line.let_go_by(row, clock.now())
    release(line.seat)
    _pass_on(line, but=row.pk)
    return True


@transaction.atomic
def pass_on_seats(shift_id: int) -> None:
    line = _locked(shift_id)
    if line.seat.status in ("open", "closed"):
        _pass_on(line)


def lapse_waiting(shift: Shift) -> None:
    """Who still waits when the activity begins hears no more of it. Call with the shift locked."""
    for row in shift.client_seats.filter(status__in=("waiting", "offered")).order_by("pk"):
        if row.status == "offered":
            release(shift)
        move(row, "lapse", by=None)


def cancel_all(shift: Shift, *, note: str) -> None:
    """The activity does not take place. Call with the shift locked."""
    for row in shift.client_seats.filter(status__in=states.SEATED).order_by("pk"):
        if row.status in states.CLIENTS_HOLDING:
            release(shift)
        move(row, "cancel", by=None, note=note)


def _fresh(seat: ClientSeat) -> ClientSeat:
    return ClientSeat.objects.select_related("shift__posting", "office").get(pk=seat.pk)


def _overlapping(refs: Sequence[str], shift: Shift) -> QuerySet[ClientSeat]:
    rows = ClientSeat.objects.filter(ref__in=refs, status__in=states.CLIENTS_HOLDING).exclude(shift_id=shift.pk)
    return rows.filter(shift__starts_at__lt=shift.ends_at, shift__ends_at__gt=shift.starts_at)
