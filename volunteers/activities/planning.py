"""Shifts: planned singly or in a series, moved with whoever signed up, made larger or smaller, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import born, move
from desk.dates import short_day
from kit import clock, rules
from kit.claims import release, set_capacity
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities import eligibility, news, seating, series, states
from volunteers.activities.deciding import back_to_list
from volunteers.activities.guards import fresh
from volunteers.activities.waiting import lock_people, locked, pass_on
from volunteers.models import Posting, Series, Shift, Signup

THIS, FOLLOWING, ALL = "this", "following", "all"
LONGEST = timedelta(hours=12)  # law: R-VOL-12: nobody serves longer on one day
MOST_PLACES = 2_000
WINDOWS = ("signup_opens_at", "signup_closes_at", "cancel_until")
PLAIN = ("min_needed", "break_minutes", "waiting_limit")
CHANGED = ("starts_at", "ends_at", *WINDOWS, *PLAIN)


# --- planning --------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_shift(
    posting: Posting, *, by: User, starts_at: datetime, ends_at: datetime, capacity: int, **columns: Any
) -> Shift:
    """Add one shift. Sign-up ends with its start and withdrawing becomes late a day before, unless `columns` say
    otherwise. Refused: the posting is over; times or numbers that cannot be. Law: R-VOL-02."""
    policies.require(by, "plan_shift", posting)
    _still_used(posting)
    shift = _new(posting, starts_at, ends_at, capacity, columns)
    born(shift, "plan", by=by)
    return shift


@transaction.atomic
def plan_series(
    posting: Posting, *, by: User, rule: str, starts_at: datetime, ends_at: datetime, capacity: int, **columns: Any
) -> list[Shift]:
    """Add the shifts of a weekly rule, each at the same time of the city's clock.

    Refused: as for one shift; a rule that gives none, or more than may be planned at once.
    """
    policies.require(by, "plan_shift", posting)
    _still_used(posting)
    most = int(rules.value("activities.series_most", clock.today()))
    try:
        starts = series.occurrences(rule, starts_at, most)
    except ValueError:
        starts = []
    if not starts:
        raise Refused(_("按这个规则没有一次班次。改星期或结束日期。"), code="no_occurrence")
    if len(starts) > most:
        raise Refused(_("一次最多安排 %(n)d 次。把结束日期提前。") % {"n": most}, code="too_many")
    line = Series.objects.create(posting=posting, rule=rule)
    shifts = []
    for start in starts:
        by_then = _windows(columns, start - starts_at)
        shift = _new(posting, start, start + (ends_at - starts_at), capacity, {**columns, **by_then})
        shift.series, shift.original_start = line, start
        born(shift, "plan", by=by)
        shifts.append(shift)
    return shifts


def _windows(columns: dict[str, Any], later: timedelta) -> dict[str, Any]:
    """The windows of a sibling that begins so much later."""
    return {name: at + later if at else None for name, at in columns.items() if name in WINDOWS}


def _new(posting: Posting, starts_at: datetime, ends_at: datetime, capacity: int, columns: dict[str, Any]) -> Shift:
    shift = Shift(
        posting=posting, organiser_id=posting.organiser_id, county_code=posting.county_code, starts_at=starts_at,
        ends_at=ends_at, capacity=capacity, presence_key=secrets.token_hex(16), **columns,
    )  # fmt: skip
    _default_windows(shift)
    _check(shift)
    return shift


def _default_windows(shift: Shift) -> None:
    """Sign-up ends with the start, withdrawing becomes late a day before it."""
    shift.signup_closes_at = shift.signup_closes_at or shift.starts_at
    hours = int(rules.value("activities.late_cancel_hours", clock.today()))
    shift.cancel_until = shift.cancel_until or shift.starts_at - timedelta(hours=hours)


# --- changing --------------------------------------------------------------------------------------------------
@transaction.atomic
def edit_shift(
    shift: Shift, *, by: User, scope: str = THIS, starts_at: datetime, ends_at: datetime, **columns: Any
) -> list[Shift]:
    """Change this shift, this and the following of its series, or all to come; sign-ups stay.

    Whoever has signed up hears of a new time and may leave it without being counted as late; a place that now
    overlaps another one is marked for the organiser. Refused: begun; times or numbers that cannot be.
    """
    policies.require(by, "plan_shift", shift)
    was = Shift.objects.get(pk=shift.pk)
    changed = []
    for one in _lock_all(_in_scope(was, scope)):
        start = series.moved(one.starts_at, was.starts_at, starts_at) if one.pk != was.pk else starts_at
        by_then = _windows(columns, start - starts_at)
        _change(one, start, start + (ends_at - starts_at), {**columns, **by_then}, by=by)
        changed.append(one)
    return changed


def _change(shift: Shift, starts_at: datetime, ends_at: datetime, columns: dict[str, Any], *, by: User) -> None:
    if shift.status not in ("open", "closed") or shift.starts_at <= clock.now():
        raise Refused(_("%(day)s 的班次已经开始，不能再改。") % {"day": short_day(shift.starts_at)}, code="begun")
    was = {name: getattr(shift, name) for name in CHANGED}
    if starts_at != shift.starts_at:  # windows that nobody set anew go along with the start
        columns = {**_windows({n: was[n] for n in WINDOWS}, starts_at - shift.starts_at), **columns}
    for name, value in {"starts_at": starts_at, "ends_at": ends_at, **columns}.items():
        setattr(shift, name, value)
    _default_windows(shift)
    _check(shift)
    changes = [name for name in CHANGED if getattr(shift, name) != was[name]]
    if not changes:
        return
    moved = bool({"starts_at", "ends_at"} & set(changes))
    shift.revision += moved
    shift.save(update_fields=[*CHANGED, "revision"])
    trail.record("shift.edit", shift, by=by, fields=sorted(changes))
    if moved:
        _move_signups(shift)


def _move_signups(shift: Shift) -> None:
    rows = list(shift.signups.filter(status__in=states.LIVE).select_related("volunteer__user").order_by("pk"))
    live = Signup.objects.filter(pk__in=[row.pk for row in rows])
    live.update(starts_at=shift.starts_at, ends_at=shift.ends_at, flag="moved")
    holders = [row.volunteer for row in rows if row.status in states.HOLDING]
    clash = eligibility.busy(holders, shift.starts_at, shift.ends_at, but=shift.pk)
    live.filter(volunteer_id__in=clash, status__in=states.HOLDING).update(flag="overlap")
    news.tell("shift_moved", shift, *(row.volunteer.user for row in rows))


@transaction.atomic
def change_capacity(shift: Shift, *, by: User, capacity: int, to_list: Collection[int] = ()) -> Shift:
    """Set how many places there are; more are offered to the list at once.

    Fewer than are taken needs the names: `to_list` are the signups that go back to the list, exactly as many as are
    too many. Refused otherwise.
    """
    policies.require(by, "plan_shift", shift)
    leaving = list(Signup.objects.filter(pk__in=list(to_list), shift_id=shift.pk, status="confirmed"))
    line = locked(shift.pk, *(row.volunteer_id for row in leaving), heirs=max(0, capacity - shift.capacity))
    was = line.seat.capacity
    if not 1 <= capacity <= MOST_PLACES:
        raise Refused(_("名额在 1 到 %(n)d 之间。") % {"n": MOST_PLACES}, code="capacity")
    over = line.seat.taken - capacity
    if over > 0 and len(leaving) != over:
        raise Refused(
            _("已有 %(taken)d 人占用名额。减到 %(n)d 个，先选出 %(over)d 人改为候补。")
            % {"taken": line.seat.taken, "n": capacity, "over": over},
            code="below_taken",
        )
    for row in leaving if over > 0 else ():
        back_to_list(fresh(row), line, by=by, reason=_("名额减少"))
    if not set_capacity(line.seat, capacity):
        raise Refused(_("名额刚被占用，核对后再减。"), code="below_taken")
    line.seat.refresh_from_db()
    trail.record("shift.capacity", line.seat, by=by, fields=["capacity"], detail={"from": was, "to": capacity})
    if capacity > was:
        pass_on(line)
    return line.seat


# --- ending ----------------------------------------------------------------------------------------------------
@transaction.atomic
def close_signup(shift: Shift, *, by: User) -> Shift:
    """Take no more sign-ups for this shift; places that are freed still go to the list."""
    policies.require(by, "plan_shift", shift)
    move(shift, "close", by=by)
    return shift


@transaction.atomic
def reopen_signup(shift: Shift, *, by: User) -> Shift:
    policies.require(by, "plan_shift", shift)
    move(shift, "reopen", by=by)
    return shift


@transaction.atomic
def cancel_shift(shift: Shift, *, by: User, reason: str, scope: str = THIS) -> list[Shift]:
    """Cancel this shift, this and the following, or all to come of its series; everybody hears why.

    Refused: no reason; it has begun. Law: R-VOL-10.
    """
    policies.require(by, "plan_shift", shift)
    if not reason.strip():
        raise Refused(_("写明取消的原因，报名的人会看到。"), code="reason")
    return cancel_shifts(_in_scope(Shift.objects.get(pk=shift.pk), scope), by=by, reason=reason)


def cancel_shifts(shift_ids: Sequence[int], *, by: User, reason: str) -> list[Shift]:
    """Cancel these, in the caller's transaction, who has checked the right."""
    shifts = _lock_all(shift_ids)
    for shift in shifts:
        move(shift, "cancel", by=by, note=reason)
        rows = list(shift.signups.filter(status__in=states.LIVE).select_related("volunteer__user").order_by("pk"))
        for row in rows:
            if row.status in states.HOLDING:
                release(shift)
            move(row, "cancel", by=None, reason="shift_cancelled", note=reason)
        news.tell("shift_cancelled", shift, *(row.volunteer.user for row in rows), why=reason)
        seating.cancel_all(shift, note=reason)
    return shifts


# --- inside ----------------------------------------------------------------------------------------------------
def _in_scope(shift: Shift, scope: str) -> list[int]:
    """The shifts an act is meant for. Those of a series that have begun stay as they were."""
    if scope == THIS or shift.series_id is None:
        return [shift.pk]
    rows = Shift.objects.filter(series_id=shift.series_id, status__in=("open", "closed"), starts_at__gt=clock.now())
    if scope == FOLLOWING:
        rows = rows.filter(original_start__gte=shift.original_start)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _lock_all(shift_ids: Sequence[int]) -> list[Shift]:
    """These shifts, locked in order, after everybody who is in them."""
    live = Signup.objects.filter(shift_id__in=shift_ids, status__in=states.LIVE)
    lock_people(*live.values_list("volunteer_id", flat=True))
    rows = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("posting")
    return list(rows.filter(pk__in=shift_ids).order_by("pk"))


def _still_used(posting: Posting) -> None:
    if posting.status in states.POSTING.ends:
        raise Refused(_("这个岗位已经结束，不能再安排班次。"), code="over")


def _check(shift: Shift) -> None:
    """Refused: times and numbers that cannot be; each with the way to mend it."""
    if shift.ends_at <= shift.starts_at:
        raise Refused(_("结束时间要晚于开始时间。"), code="order")
    if shift.ends_at - shift.starts_at > LONGEST:
        raise Refused(_("一个班次最长 12 小时。分成几个班次。"), code="too_long")
    if shift.starts_at <= clock.now():
        raise Refused(_("开始时间要在现在以后。"), code="past")
    if not 1 <= shift.capacity <= MOST_PLACES:
        raise Refused(_("名额在 1 到 %(n)d 之间。") % {"n": MOST_PLACES}, code="capacity")
    if not 1 <= shift.min_needed <= shift.capacity:
        raise Refused(_("至少需要的人数不能多于名额。"), code="min_needed")
    if clock.minutes(shift.break_minutes) >= shift.ends_at - shift.starts_at:
        raise Refused(_("休息时间不能长过班次。"), code="break")
    if shift.signup_closes_at > shift.ends_at or (
        shift.signup_opens_at and shift.signup_opens_at >= shift.signup_closes_at
    ):
        raise Refused(_("报名截止要晚于开始报名、早于班次结束。"), code="window")
