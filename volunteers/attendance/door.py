"""The door: what every coming and going passes, by whatever way somebody was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from desk.dates import day_time, hour
from kit import clock
from kit.errors import Refused
from kit.presence import IN, OUT
from kit.sentences import gettext as _
from volunteers.attendance import queries
from volunteers.models import PresenceDevice, PresenceEvent, PresencePlace, Shift, Signup, Volunteer

Method = PresenceEvent.Method


@dataclass(frozen=True)
class Where:
    """Where somebody's phone says it is, if they chose to tell."""

    lat: float
    lon: float
    accuracy_m: int = 0


@dataclass(frozen=True)
class Seen:
    """How somebody was seen. `nonce` makes it count once; `at` is now unless it was noted earlier."""

    method: str
    nonce: str
    at: datetime | None = None
    where: Where | None = None
    reason: str = ""
    replaces: PresenceEvent | None = None
    device: PresenceDevice | None = None
    device_at: datetime | None = None
    skew_seconds: int | None = None
    sequence: int | None = None


def locked(signup: Signup) -> tuple[Signup, Shift]:
    """The signup as it stands now, its person locked: nobody comes in twice at once (volunteer first, always)."""
    Volunteer.objects.select_for_update(no_key=True).get(pk=signup.volunteer_id)
    row = Signup.objects.select_related("shift__posting", "volunteer__user").get(pk=signup.pk)
    return row, row.shift


def note(signup: Signup, shift: Shift, direction: str, *, by: User | None, seen: Seen) -> PresenceEvent:
    """Write the row; who comes for the first time has attended. Call with the lock of `locked`."""
    now = clock.now()
    event = PresenceEvent(
        shift=shift, signup=signup, direction=direction, at=seen.at or now, received_at=now, method=seen.method,
        nonce=seen.nonce, by=by, replaces=seen.replaces, reason=seen.reason[:200], device=seen.device,
        device_at=seen.device_at, skew_seconds=seen.skew_seconds, sequence=seen.sequence,
    )  # fmt: skip
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("这个码已经用过了，等码换新后再试。"), code="used") from None
    if seen.where is not None:
        place = {"lat": seen.where.lat, "lon": seen.where.lon, "accuracy_m": seen.where.accuracy_m}
        PresencePlace.objects.create(event=event, at=now, **place)
    detail = {"signup": signup.pk, "direction": direction, "method": seen.method}
    trail.record("presence.note", event, by=by, detail=detail, county=shift.county_code)
    if direction == IN and signup.status in ("confirmed", "no_show"):
        move(signup, "attend", by=by)
    return event


def let_through(signup: Signup, direction: str, *, by: User, seen: Seen) -> PresenceEvent:
    """Through the door, one way or the other."""
    signup, shift = locked(signup)
    if seen.method != Method.ROTATING:
        check_not_oneself(signup, by)
    if PresenceEvent.objects.filter(nonce=seen.nonce).exists():
        raise Refused(_("这个码已经用过了，等码换新后再试。"), code="used")
    check_door(signup, shift, direction, seen.at or clock.now())
    return note(signup, shift, direction, by=by, seen=seen)


def check_not_oneself(signup: Signup, by: User) -> None:
    if signup.volunteer.user_id == by.pk:
        raise Refused(_("不能为自己登记。扫现场的签到码，或请同事登记。"), code="oneself")


def check_door(signup: Signup, shift: Shift, direction: str, at: datetime) -> None:
    """Refused: the person is not expected, it is not the hour, or they are on that side of the door already."""
    if signup.status not in queries.EXPECTED:
        raise Refused(_("这次报名现在是“%(state)s”，不能签到。") % {"state": signup.status_label}, code="not_expected")
    if shift.status not in queries.ALIVE:
        raise Refused(_("这个班次现在是“%(state)s”，不能签到。") % {"state": shift.status_label}, code="shift_over")
    check_hours(shift, direction, at)
    here = queries.is_here(queries.events_of([signup])[signup.pk])
    if direction == OUT and not here:
        raise Refused(_("还没有签到，不能签离。"), code="not_here")
    if direction == IN and here:
        raise Refused(_("已经签到，不用再签。"), code="here")
    if direction == IN and (elsewhere := _open_elsewhere(signup)):
        raise Refused(_("在“%(title)s”还没有签离，先签离再来。") % {"title": elsewhere}, code="elsewhere")


def check_hours(shift: Shift, direction: str, at: datetime) -> None:
    if at > clock.now():
        raise Refused(_("时间不能晚于现在。"), code="future")
    opens, closes = queries.opens_at(shift), queries.closes_at(shift)
    if at < opens:
        raise Refused(_("还没到签到时间，%(at)s 开始。") % {"at": day_time(opens)}, code="early")
    if direction == IN and at > shift.ends_at:
        raise Refused(_("班次 %(at)s 已经结束，不能再签到。请组织者补登。") % {"at": hour(shift.ends_at)}, code="late")
    if at > closes:
        raise Refused(_("签离在 %(at)s 截止，已按计划时间结束。") % {"at": hour(closes)}, code="closed")


def _open_elsewhere(signup: Signup) -> str:
    """The title of another shift in which this person is still inside; "" when there is none."""
    near = queries.around_now(Signup.objects.filter(volunteer_id=signup.volunteer_id, status="attended"), clock.now())
    others = list(near.exclude(pk=signup.pk).filter(shift__status__in=queries.ALIVE).select_related("shift__posting"))
    events = queries.events_of(others)
    return next((row.shift.posting.title for row in others if queries.is_here(events[row.pk])), "")
