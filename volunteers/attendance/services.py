"""Coming and going: by the code of the shift, one's own code, a paper card, or the organiser's word.

What a device noted without a network stands in `offline`, who comes without a sign-up in `walking_in`, the end of a
shift in `closing`; all open from here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.limits import Limit
from kit.presence import IN, OUT
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.attendance import codes, queries
from volunteers.attendance.closing import back_fill, close_due, close_shift, event_is_far, sweep_places
from volunteers.attendance.door import (
    Method,
    Seen,
    Where,
    check_door,
    check_hours,
    check_not_oneself,
    let_through,
    locked,
    note,
)
from volunteers.attendance.offline import enrol, sign_off, sync
from volunteers.attendance.walking_in import walk_in
from volunteers.models import CardShown, MeetingPoint, PresenceEvent, Shift, Signup

# Wrong codes of one person; and of one door, where fifty people show theirs and some are a breath too late: twenty at
# six figures find a right one in 25,000 times.
OF_PERSON = Limit("presence.person", most=5, seconds=300)
OF_DOOR = Limit("presence.door", most=20, seconds=300)

__all__ = [
    "Where", "back_fill", "check_in", "check_out", "close_due", "close_shift", "correct", "enrol", "event_is_far",
    "mark_point", "read_code", "record", "settle_card", "shift_code_step", "sign_off", "sweep_places", "sync",
    "tap_card", "walk_in",
]  # fmt: skip


# --- by oneself --------------------------------------------------------------------------------------------
@transaction.atomic
def check_in(signup: Signup, *, by: User, step: int, where: Where | None = None) -> PresenceEvent:
    """Come, by the code that hung at the door: `step` says which one it was.

    Refused: nobody signed up for it, too early, the shift is over, here already, this code was used by this person.
    Law: R-VOL-06 (recorded truthfully).
    """
    policies.require(by, "check_in", signup)
    return let_through(signup, IN, by=by, seen=_scanned(signup, IN, step, where))


@transaction.atomic
def check_out(signup: Signup, *, by: User, step: int, where: Where | None = None) -> PresenceEvent:
    """Go, by the code at the door. Refused: not here; the shift was closed."""
    policies.require(by, "check_in", signup)
    return let_through(signup, OUT, by=by, seen=_scanned(signup, OUT, step, where))


def shift_code_step(shift: Shift, given: str, *, by: User) -> int:
    """The step of the code of the shift that somebody scanned or typed. Refused: wrong or over; the fifth was wrong."""
    _take_try(OF_PERSON, by.pk)
    step = codes.step_of_shift(shift, given)
    if step is None:
        raise Refused(_("签到码不对，或者已经过期。看屏幕上现在的码再填。"), code="wrong_code")
    OF_PERSON.give_back(str(by.pk))
    return step


def _take_try(limit: Limit, key: int) -> None:
    """Counted before looking, so that many at once are not all answered; an honest one is given back."""
    if not limit.take(str(key)):
        raise Refused(_("不对的码太多了，过几分钟再试，或请组织者登记。"), code="too_many")


def _scanned(signup: Signup, direction: str, step: int, where: Where | None) -> Seen:
    return Seen(Method.ROTATING, f"scan-{signup.pk}-{step}-{direction}", where=where)


# --- at the kiosk ------------------------------------------------------------------------------------------
@transaction.atomic
def read_code(shift: Shift, text: str, *, direction: str, by: User) -> PresenceEvent | CardShown:
    """Take what somebody showed at the door: their own code counts at once, a card waits for the organiser's tap.

    Refused: nothing of ours, over, used, of somebody who is not signed up; too many wrong ones in a row.
    """
    policies.require(by, "record_presence", shift)
    _take_try(OF_DOOR, shift.pk)
    read = codes.read(text)
    signup, step = _whose(shift, read)
    if signup is None:
        raise Refused(_("没有认出这个码。等码换新后再试，或请组织者登记。"), code="unknown_code")
    OF_DOOR.give_back(str(shift.pk))
    if read.kind == "card":
        return _show_card(signup, direction, by=by)
    nonce = codes.own_nonce(signup.volunteer, step)
    return let_through(signup, direction, by=by, seen=Seen(Method.OWN_CODE, nonce))


def _whose(shift: Shift, read: codes.Read) -> tuple[Signup | None, int]:
    """The signup whose person's code or card this is, and the step it was shown in; (None, 0) when it is nobody's."""
    rows = Signup.objects.filter(shift=shift, status__in=queries.EXPECTED).select_related("volunteer")
    if not read.kind:
        return None, 0
    for row in (rows.filter(volunteer__number=read.number) if read.number else rows).order_by("pk"):
        if codes.is_card(row.volunteer, read):
            return row, 0
        if read.kind != "card" and (step := codes.step_of_person(row.volunteer, read.code)) is not None:
            return row, step
    return None, 0


def _show_card(signup: Signup, direction: str, *, by: User) -> CardShown:
    signup, shift = locked(signup)
    check_door(signup, shift, direction, clock.now())
    waits = CardShown.objects.filter(signup=signup, settled_at=None).first()
    if waits is None:
        waits = CardShown.objects.create(signup=signup, direction=direction, shown_at=clock.now())
        trail.record("presence.show_card", signup, by=by, county=shift.county_code)
    return waits


@transaction.atomic
def settle_card(card: CardShown, *, by: User, counts: bool) -> PresenceEvent | None:
    """The organiser's tap: the card was in the hand of whoever it names, or it was not. Counts from when it was shown.

    Refused: settled already.
    """
    policies.require(by, "record_presence", card.signup.shift)
    if not CardShown.objects.filter(pk=card.pk, settled_at=None).update(settled_at=clock.now()):
        raise Refused(_("这张卡已经处理过。"), code="settled")
    if not counts:
        trail.record("presence.refuse_card", card.signup, by=by, county=card.signup.shift.county_code)
        return None
    seen = Seen(Method.CARD, f"card-{card.pk}", at=card.shown_at)
    return let_through(card.signup, card.direction, by=by, seen=seen)


@transaction.atomic
def tap_card(signup: Signup, direction: str, *, by: User) -> PresenceEvent:
    """A card read by the organiser's own phone: reading it is the tap."""
    policies.require(by, "record_presence", signup.shift)
    return let_through(signup, direction, by=by, seen=Seen(Method.CARD, codes.one_time("card-tap")))


# --- by the organiser's word -------------------------------------------------------------------------------
@transaction.atomic
def record(signup: Signup, direction: str, *, by: User, at: datetime | None = None, reason: str = "") -> PresenceEvent:
    """Note that somebody came or went, now or a while ago; for a while ago the reason is asked.

    Refused: oneself; outside the hours of the door; a time without a reason.
    """
    policies.require(by, "record_presence", signup.shift)
    if at is not None and not reason.strip():
        raise Refused(_("补登较早的时间要写明原因。"), code="reason")
    seen = Seen(Method.COORDINATOR, codes.one_time("tap"), at=at, reason=reason.strip())
    return let_through(signup, direction, by=by, seen=seen)


@transaction.atomic
def correct(event: PresenceEvent, *, by: User, direction: str, at: datetime, reason: str) -> PresenceEvent:
    """Put another time or direction in the place of an entry, or with "off" nothing; the old one stays readable.

    Refused: no reason; oneself; mended already; the shift was closed, then the hours are corrected instead.
    Law: R-VOL-16 (the old value is kept).
    """
    signup, shift = locked(event.signup)
    policies.require(by, "record_presence", shift)
    check_not_oneself(signup, by)
    if not reason.strip():
        raise Refused(_("写明更正的原因。"), code="reason")
    if shift.status not in queries.ALIVE:
        raise Refused(_("班次已经结束。时长有误的，在时长核实里更正。"), code="over")
    if PresenceEvent.objects.filter(replaces=event).exists():
        raise Refused(_("这一条刚被更正过。看过再改。"), code="mended")
    if direction != "off":
        check_hours(shift, direction, at)
    seen = Seen(Method.COORDINATOR, f"mend-{event.pk}", at=at, reason=reason.strip(), replaces=event)
    mended = note(signup, shift, direction, by=by, seen=seen)
    if signup.status == "attended" and not queries.in_force().filter(signup=signup).exists():
        move(signup, "miss", by=by)
    return mended


@transaction.atomic
def mark_point(shift: Shift, *, by: User, lat: float | None, lon: float | None) -> Shift:
    """Say where the shift meets, or with nothing that distances are not looked at."""
    policies.require(by, "record_presence", shift)
    if lat is None or lon is None:
        MeetingPoint.objects.filter(shift=shift).delete()
    else:
        MeetingPoint.objects.update_or_create(shift=shift, defaults={"lat": lat, "lon": lon})
    trail.record("presence.mark_point", shift, by=by, fields=["meeting_point"])
    return shift
