"""What volunteers do with shifts: sign up, wait, answer an offered place, withdraw."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.claims import Got, claim, release
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities import news, states
from volunteers.activities.guards import check_fit, check_open, check_still_offered, fresh, own_file_locked
from volunteers.activities.waiting import SignupQueue, lock_people, locked, pass_on
from volunteers.models import Shift, Signup, Volunteer

MOVED = ("moved", "overlap")  # whose shift was moved leaves as if in time


# --- signing up --------------------------------------------------------------------------------------------
@transaction.atomic
def sign_up(shift: Shift, *, by: User) -> Signup:
    """Take a place in a shift for oneself, a turn in the waiting list, or ask where the organiser decides.

    `shift` as it was just read, with its posting: whether it changed since is part of the claim. The same again is
    the same signup. Refused: outside the sign-up window; something that the shift asks is missing; another shift at
    this time; places and list are full. Law: R-VOL-03, R-VOL-04, R-VOL-05, R-VOL-11.
    """
    me = own_file_locked(by)
    policies.require(by, "sign_up", me)
    known = Signup.objects.filter(shift_id=shift.pk, volunteer=me, status__in=states.LIVE).first()
    if known:
        return known
    check_open(shift)
    check_fit(me, shift)
    row = Signup(shift=shift, volunteer=me, starts_at=shift.starts_at, ends_at=shift.ends_at)
    if not shift.posting.self_signup:
        born(row, "request", by=by)
        news.tell_organisers("signup_requested", shift)
        return row
    _come(row, shift, by=by)
    return row


def _come(row: Signup, shift: Shift, *, by: User) -> None:
    seen = (shift.status, shift.starts_at, shift.ends_at)
    got = SignupQueue(shift).come(status="open", starts_at=shift.starts_at, ends_at=shift.ends_at)
    if got != Got.PLACE and seen != (shift.status, shift.starts_at, shift.ends_at):
        raise Refused(_("这个班次刚有改动，看过再报名。"), code="changed_meanwhile")
    if got == Got.NOTHING:
        raise Refused(_("名额和候补都满了。看看其他班次。"), code="full")
    if got == Got.TURN:
        row.queued_at = clock.now()
    born(row, "sign_up" if got == Got.PLACE else "queue", by=by)
    news.tell("signup_confirmed" if got == Got.PLACE else "signup_waiting", shift, row.volunteer.user)


# --- answering and leaving -----------------------------------------------------------------------------------
@transaction.atomic
def take_offer(signup: Signup, *, by: User) -> Signup:
    """Accept an offered place, which has been held since. Refused: too late; something has come to be missing."""
    policies.require(by, "answer_signup", signup)
    locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    check_still_offered(row)
    check_fit(row.volunteer, row.shift)
    move(row, "take", by=by)
    return row


@transaction.atomic
def decline_offer(signup: Signup, *, by: User) -> Signup:
    """Say no to an offered place, without any disadvantage; the next in turn gets it at once."""
    policies.require(by, "answer_signup", signup)
    line = locked(signup.shift_id, signup.volunteer_id)
    row = fresh(signup)
    check_still_offered(row)
    move(row, "decline", by=by)
    release(line.seat)
    pass_on(line)
    return row


@transaction.atomic
def take_free_place(signup: Signup, *, by: User) -> Signup:
    """Take a place that became free while one waits and that nobody before could take.

    Refused: there is none; something is missing; another shift at this time.
    """
    policies.require(by, "answer_signup", signup)
    line = locked(signup.shift_id, signup.volunteer_id, heirs=0)
    row = fresh(signup)
    check_open(line.seat)
    check_fit(row.volunteer, line.seat)
    if not claim(line.seat, is_held=False):
        raise Refused(_("名额刚被占用，您仍在候补。"), code="full")
    move(row, "fill", by=by)
    return row


@transaction.atomic
def withdraw(signup: Signup, *, by: User, reason: str = "") -> Signup:
    """Leave a shift, its list or its offer. After the last day for it, a place that was sure counts as late.

    A shift that was moved since may be left without that. Refused: it has begun. Law: R-VOL-10.
    """
    policies.require(by, "answer_signup", signup)
    line = locked(signup.shift_id, signup.volunteer_id, but=signup.pk)
    row = fresh(signup)
    if clock.now() >= line.seat.starts_at:
        raise Refused(_("活动已经开始，不能退出。没有到场请告诉组织者。"), code="begun")
    late = row.status == "confirmed" and clock.now() > line.seat.cancel_until and row.flag not in MOVED
    leave(row, line, "cancel_late" if late else "cancel", by=by, note=reason)
    return row


def leave(row: Signup, line: SignupQueue, verb: str, *, by: User | None, reason: str = "", note: str = "") -> None:
    """Take the step out and give back what was held; the next in turn gets it. Call with the locks of `line`."""
    held = row.status in states.HOLDING
    move(row, verb, by=by, reason=reason, note=note)
    if held:
        release(line.seat)
        pass_on(line, but=row.pk)


@transaction.atomic
def withdraw_from_all(volunteer: Volunteer, *, by: User | None, reason: str) -> int:
    """Give back all that somebody who leaves or is suspended has signed up for; how many. Never counted as late."""
    lock_people(volunteer.pk)
    rows = Signup.objects.filter(volunteer=volunteer, status__in=states.LIVE, starts_at__gt=clock.now())
    found = list(rows.order_by("shift_id"))
    for row in found:
        line = locked(row.shift_id, heirs=0)
        leave(fresh(row), line, "cancel", by=None, reason=reason)
    return len(found)
