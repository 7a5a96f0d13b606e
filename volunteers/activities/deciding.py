"""What organisers do with signups: agree, refuse, telephone, move back to the list, take out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.claims import claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities import news, states
from volunteers.activities.guards import check_fit, fresh
from volunteers.activities.signing import leave
from volunteers.activities.waiting import SignupQueue, lock_people, locked, pass_on
from volunteers.models import Shift, Signup


@transaction.atomic
def approve_signup(signup: Signup, *, by: User, overlap_reason: str = "") -> Signup:
    """Agree to a request: the person has a place, or a turn in the list when all are taken.

    `overlap_reason` lets somebody in who has another shift at this time. Refused: something the shift asks is
    missing; list and places are full. Law: R-VOL-03.
    """
    policies.require(by, "decide_signup", signup.shift)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    _not_begun(line.seat)
    check_fit(row.volunteer, line.seat, overlap_reason=overlap_reason.strip())
    _note_override(row, overlap_reason)
    if claim(line.seat, is_held=False):
        move(row, "approve", by=by)
    elif line.waiting().count() < line.seat.waiting_limit:
        Signup.objects.filter(pk=row.pk).update(queued_at=clock.now())
        move(row, "approve_queue", by=by)
    else:
        raise Refused(_("名额和候补都满了。先增加名额。"), code="full")
    news.tell("signup_approved" if row.status == "confirmed" else "signup_waiting", line.seat, row.volunteer.user)
    return fresh(row)


@transaction.atomic
def refuse_signup(signup: Signup, *, by: User, reason: str) -> Signup:
    """Turn a request down, with a reason for the file; the person hears that it did not work out this time."""
    policies.require(by, "decide_signup", signup.shift)
    _reason(reason)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    move(row, "refuse", by=by, note=reason)
    news.tell("signup_refused", line.seat, row.volunteer.user)
    return row


@transaction.atomic
def call_in(signup: Signup, *, by: User, overlap_reason: str = "") -> Signup:
    """Give a free place to somebody in the list who said yes on the telephone. Law: R-VOL-11.

    Refused: no place is free; something the shift asks is missing; the shift is over.
    """
    policies.require(by, "decide_signup", signup.shift)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    if line.seat.status not in ("open", "closed", "running") or clock.now() >= line.seat.ends_at:
        raise Refused(_("这个班次已经结束。"), code="over")
    check_fit(row.volunteer, line.seat, overlap_reason=overlap_reason.strip())
    _note_override(row, overlap_reason)
    if not claim(line.seat):
        raise Refused(_("现在没有空名额。先增加名额。"), code="full")
    move(row, "call_in", by=by)
    news.tell("signup_confirmed", line.seat, row.volunteer.user)
    return row


@transaction.atomic
def note_call(signup: Signup, *, by: User, result: str) -> None:
    """Note that somebody on the call list was not reached or said no; they keep their turn."""
    policies.require(by, "decide_signup", signup.shift)
    trail.record("signup.called", signup, by=by, detail={"result": result}, county=signup.shift.county_code)
    Signup.objects.filter(pk=signup.pk).update(flag="called")


@transaction.atomic
def move_back(signup: Signup, *, by: User, reason: str) -> Signup:
    """Move somebody from a place to the list, with their old rank; the freed place goes to the next in turn."""
    policies.require(by, "decide_signup", signup.shift)
    _reason(reason)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    _not_begun(line.seat)
    row = fresh(signup)
    back_to_list(row, line, by=by, reason=reason)
    pass_on(line, but=row.pk)
    return row


def back_to_list(row: Signup, line: SignupQueue, *, by: User, reason: str) -> None:
    """The place of this row becomes a turn in the list; call with the locks of `line`, and pass it on afterwards."""
    Signup.objects.filter(pk=row.pk).update(queued_at=clock.now())
    move(row, "move_back", by=by, note=reason)
    release(line.seat)
    news.tell("signup_moved_back", line.seat, row.volunteer.user)


@transaction.atomic
def take_out(signup: Signup, *, by: User, reason: str) -> Signup:
    """Take somebody out of a shift for a reason they are told; never counted against them."""
    policies.require(by, "decide_signup", signup.shift)
    _reason(reason)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    leave(row, line, "cancel", by=by, note=reason)
    news.tell("signup_taken_out", line.seat, row.volunteer.user, why=reason)
    return row


@transaction.atomic
def give_priority(signup: Signup, *, by: User, priority: int, reason: str) -> Signup:
    """Change somebody's rank in the list: higher goes first. The reason stands in the log."""
    policies.require(by, "decide_signup", signup.shift)
    _reason(reason)
    if not -9 <= priority <= 9:
        raise Refused(_("优先级在 -9 到 9 之间。"), code="priority")
    lock_people(signup.volunteer_id)
    row = fresh(signup)
    if row.status not in states.LIVE:
        raise Refused(_("这次报名已经结束。"), code="over")
    Signup.objects.filter(pk=row.pk).update(priority=priority)
    detail = {"from": row.priority, "to": priority}
    trail.record("signup.priority", row, by=by, fields=["priority"], purpose=reason, detail=detail)
    row.priority = priority
    return row


@transaction.atomic
def each(signups: Iterable[Signup], act: Callable[..., Any], **words: Any) -> tuple[int, list[str]]:
    """Do one act with each of these; how many, and why the others were refused, which holds up nobody else."""
    found = list(signups)
    lock_people(*(signup.volunteer_id for signup in found))  # all before the first shift
    done, refused = 0, []
    for signup in found:
        try:
            with transaction.atomic():
                act(signup, **words)
        except Refused as refusal:
            why = " ".join([str(refusal), *map(str, refusal.reasons)])
            refused.append(_("%(number)s：%(why)s") % {"number": signup.volunteer.number, "why": why})
        else:
            done += 1
    return done, refused


def _note_override(row: Signup, reason: str) -> None:
    if reason.strip():
        Signup.objects.filter(pk=row.pk).update(override_reason=reason.strip()[:200])


def _not_begun(shift: Shift) -> None:
    if shift.status not in ("open", "closed") or clock.now() >= shift.starts_at:
        raise Refused(_("活动已经开始，不能再安排。"), code="begun")


def _reason(text: str) -> None:
    if not text.strip():
        raise Refused(_("写明原因。"), code="reason")
