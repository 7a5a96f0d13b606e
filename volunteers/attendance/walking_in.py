"""Whoever comes without a sign-up: the organiser lets them in where a place is free."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.claims import claim
from kit.errors import Refused
from kit.presence import IN
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.activities import news, states
from volunteers.activities.guards import check_fit, fresh
from volunteers.activities.waiting import locked
from volunteers.attendance import codes, queries
from volunteers.attendance.door import Method, Seen, let_through
from volunteers.models import PresenceEvent, Shift, Signup, Volunteer

# From where somebody at the door comes to a place: a live sign-up that has none yet.
STEPS = {"requested": "approve", "waiting": "call_in"}


@transaction.atomic
def walk_in(shift: Shift, text: str, *, by: User) -> PresenceEvent:
    """Sign up and check in whoever stands at the door and says yes there: by their own code, card or number.

    Refused: nobody has this; something the shift asks is missing; no place is free, or others wait for it; oneself.
    Law: R-VOL-11 (the yes is theirs, given to the organiser whose name stands in the history), R-VOL-03.
    """
    policies.require(by, "record_presence", shift)
    volunteer, seen = _who(text)
    line = locked(shift.pk, volunteer.pk, heirs=0)
    if line.seat.status not in queries.ALIVE or clock.now() > line.seat.ends_at:
        raise Refused(_("这个班次已经结束。"), code="over")
    row = Signup.objects.filter(shift=shift, volunteer=volunteer, status__in=(*states.LIVE, "attended")).first()
    if row is None or row.status in STEPS:
        row = _place(line.seat, volunteer, row, by=by)
    return let_through(row, IN, by=by, seen=seen)


def _place(shift: Shift, volunteer: Volunteer, row: Signup | None, *, by: User) -> Signup:
    check_fit(volunteer, shift)
    # Before it begins a free place belongs to whoever waits for it; afterwards nobody waits any more.
    mine = {} if shift.status == "running" or (row and row.status == "waiting") else {"is_held": False}
    if not claim(shift, **mine):
        raise Refused(_("没有空名额了。需要的话，先在班次里增加名额。"), code="full")
    if row is not None:
        move(row, STEPS[row.status], by=by)
    else:
        row = Signup(shift=shift, volunteer=volunteer, starts_at=shift.starts_at, ends_at=shift.ends_at)
        born(row, "sign_up", by=by)
    news.tell("signup_confirmed", shift, volunteer.user)
    return fresh(row)


def _who(text: str) -> tuple[Volunteer, Seen]:
    """The person, and how they showed themselves: a code that is over, or of somebody else, is nobody's."""
    read = codes.read(text)
    number = read.number or read.code
    volunteer = Volunteer.objects.select_related("user").filter(number=number).first()
    if volunteer is not None and not read.kind:
        return volunteer, Seen(Method.COORDINATOR, codes.one_time("tap"))
    if volunteer is not None and codes.is_card(volunteer, read):
        return volunteer, Seen(Method.CARD, codes.one_time("card-tap"))
    step = codes.step_of_person(volunteer, read.code) if volunteer and read.kind == "own" else None
    if volunteer is None or step is None:
        raise Refused(_("没有找到这位志愿者。让本人出示二维码，或核对编号。"), code="unknown_code")
    return volunteer, Seen(Method.OWN_CODE, codes.own_nonce(volunteer, step))
