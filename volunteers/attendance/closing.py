"""The end of a shift: who did not come, who never went, and the hours that follow from the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock, presence, rules
from kit.errors import Refused
from kit.presence import IN, OUT
from kit.sentences import gettext as _
from messaging import outbox, queue
from volunteers import policies
from volunteers.attendance import codes, queries
from volunteers.attendance import numbers_of_law as law
from volunteers.attendance.door import Method, Seen, check_hours, check_not_oneself, locked, note
from volunteers.hours import services as hours
from volunteers.models import PresenceEvent, PresencePlace, Shift, Signup

MOST = 200  # shifts in one run; the next run takes the rest
CLOSE = "volunteers.close_shift"
SOURCES = ((Method.AUTO, "auto"), (Method.COORDINATOR, "coordinator"), (Method.OFFLINE, "offline"))

outbox.template(
    "presence_auto_out",
    subject=lazy("您没有签离：%(title)s"),
    body=lazy("%(on)s 的“%(title)s”没有签离，先按计划结束时间记录，由组织者核实。与实际不符的，请告诉组织者。"),
)
outbox.template(
    "presence_missed",
    subject=lazy("记为未到：%(title)s"),
    body=lazy("您报名了 %(on)s 的“%(title)s”，没有到场记录。到过场的，请告诉组织者补登。"),
)


# --- closing -----------------------------------------------------------------------------------------------
@transaction.atomic
def close_shift(shift: Shift, *, by: User | None = None) -> Shift:
    """End the door of a shift: absences, open stays at the planned end, hours proposed, and the shift is done.

    The house does so two hours after the end, the organiser from the end on. Twice is once.
    Refused: it has not ended. Law: R-VOL-06.
    """
    if by is not None:
        policies.require(by, "record_presence", shift)
    if clock.now() < shift.ends_at:
        raise Refused(_("班次还没有结束，结束后再关闭签到。"), code="not_over")
    expected = Signup.objects.filter(shift=shift, status__in=("confirmed", "attended"))
    for row in expected.order_by("volunteer_id"):  # one order for everybody who locks several people
        settle(row)
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
    if shift.status == "running":
        move(shift, "finish", by=by)
    return shift


def close_due() -> int:
    """Ask for the closing of every shift whose time for it has come, each by itself; how many."""
    over = clock.now() - timedelta(minutes=rules.value(law.CLOSES))
    due = Shift.objects.filter(status="running", starts_at__lt=over, ends_at__lte=over).order_by("starts_at", "pk")
    asked = [{"shift": pk} for pk in due.values_list("pk", flat=True)[:MOST]]
    for payload in asked:
        if not queue.is_queued(CLOSE, payload):
            queue.enqueue(CLOSE, payload)
    return len(asked)


def settle(signup: Signup, *, by: User | None = None) -> None:
    """What the end of the shift means for one person. Call inside a transaction; twice is once.

    `by` brought what a phone had noted, after the house had closed the stay.
    """
    signup, shift = locked(signup)
    if signup.status not in ("confirmed", "attended"):
        return
    events = queries.events_of([signup])[signup.pk]
    if not events:
        move(signup, "miss", by=None)
        _tell("presence_missed", signup, shift)
        return
    if queries.is_here(events):
        seen = Seen(Method.AUTO, f"auto-{signup.pk}-{len(events)}", at=max(shift.ends_at, events[-1].at))
        events.append(note(signup, shift, OUT, by=None, seen=seen))
        _tell("presence_auto_out", signup, shift)
    propose(signup, shift, _without_auto(signup, shift, events), by=by)


def _without_auto(signup: Signup, shift: Shift, events: list[PresenceEvent]) -> list[PresenceEvent]:
    """What was seen, without the planned end in which the house had closed the stay, if the true going is known now."""
    seen = [event for event in events if event.method != Method.AUTO]
    if len(seen) == len(events) or queries.is_here(seen):
        return events
    for auto in (event for event in events if event.method == Method.AUTO):
        reason = _("离线签离后到，自动签离撤销")
        off = Seen(Method.AUTO, f"auto-off-{auto.pk}", at=auto.at, reason=reason, replaces=auto)
        note(signup, shift, "off", by=None, seen=off)
    return seen


def _tell(kind: str, signup: Signup, shift: Shift) -> None:
    on = shift.starts_at.astimezone(clock.SHANGHAI).date()
    outbox.put(kind, to=signup.volunteer.user, about=signup, title=shift.posting.title, on=on)


# --- hours -------------------------------------------------------------------------------------------------
def propose(signup: Signup, shift: Shift, events: Sequence[PresenceEvent], *, by: User | None = None) -> None:
    """Hand what the door saw to the hours: one entry, with how it was seen and what to look at first."""
    told = presence.served(queries.spans(events), shift.starts_at)
    if told is None:
        return
    start, end, away = told
    hours.propose_for_shift(
        signup, by=by, starts_at=start, ends_at=end, break_minutes=max(away, shift.break_minutes),
        source=_source(events), flags=_flags(shift, events, end),
    )  # fmt: skip


def _source(events: Sequence[PresenceEvent]) -> str:
    """The weakest way of seeing among those that tell the time."""
    edges = {(IN, s.start) for s in queries.spans(events)} | {(OUT, s.end) for s in queries.spans(events)}
    used = {event.method for event in events if (event.direction, event.at) in edges}
    return next((name for method, name in SOURCES if method in used), "machine")


def _flags(shift: Shift, events: Sequence[PresenceEvent], end: datetime) -> list[str]:
    on = shift.starts_at.date()
    late = shift.ends_at + timedelta(minutes=rules.value(law.LATE_OUT, on))
    skewed = 60 * rules.value(law.SKEW, on)
    found = {
        "late_out": end > late,
        "clock": any(abs(event.skew_seconds or 0) > skewed for event in events),
        "far": any(event_is_far(shift, event) for event in events),
    }
    return [name for name, is_so in found.items() if is_so]


def event_is_far(shift: Shift, event: PresenceEvent) -> bool:
    """Whether a phone was further from the meeting point than its own doubt allows: a flag, never a proof."""
    away = queries.metres_away(shift, event)
    return away is not None and away > rules.value(law.FAR, shift.starts_at.date()) + event.place.accuracy_m


# --- afterwards --------------------------------------------------------------------------------------------
@transaction.atomic
def back_fill(signup: Signup, *, by: User, came_at: datetime, left_at: datetime, reason: str) -> Signup:
    """Note after the end that somebody marked absent was there after all, from when to when and how it is known.

    Refused: not marked absent; oneself; no reason; more than 30 days ago; times outside the door's hours.
    Law: R-VOL-16.
    """
    signup, shift = locked(signup)
    policies.require(by, "record_presence", shift)
    check_not_oneself(signup, by)
    if signup.status != "no_show" or shift.status != "done":
        raise Refused(_("只有已结束、记为未到的，才能补登。"), code="not_missed")
    if clock.now() > shift.ends_at + timedelta(days=rules.value(law.BACK_FILL)):
        raise Refused(_("结束超过 %(n)d 天，不能再补登。") % {"n": rules.value(law.BACK_FILL)}, code="too_late")
    if not reason.strip():
        raise Refused(_("写明补登的依据，例如谁可以证明。"), code="reason")
    if left_at <= came_at:
        raise Refused(_("离开时间要晚于到达时间。"), code="order")
    for direction, at in ((IN, came_at), (OUT, left_at)):
        check_hours(shift, direction, at)
        seen = Seen(Method.COORDINATOR, codes.one_time("fill"), at=at, reason=reason.strip())
        note(signup, shift, direction, by=by, seen=seen)
    propose(signup, shift, queries.events_of([signup])[signup.pk])
    return signup


def sweep_places() -> int:
    """Let go of where people were, 90 days after; how many. Law: R-PI-09."""
    before = clock.now() - timedelta(days=rules.value(law.GEODATA))
    gone = PresencePlace.objects.filter(at__lt=before).delete()[0]
    if gone:
        trail.record("presence.sweep_places", by=None, detail={"n": gone})
    return gone
