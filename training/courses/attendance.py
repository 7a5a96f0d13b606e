"""Who was there, in minutes: by the code at the door and by the trainer's word; append-only rows, summed up anew."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.models import User
from audit import trail
from audit.moves import move
from desk.dates import day_time, hour
from kit import clock, presence, rules
from kit.errors import Refused
from kit.limits import Limit
from kit.presence import IN, OUT
from kit.sentences import gettext as _
from training import policies
from training.courses import arithmetic, codes, diplomas, news, states
from training.courses import numbers_of_law as law
from training.courses.guards import fresh
from training.courses.waiting import lock_people, locked
from training.models import Enrolment, Session, SessionPresence

OF_PERSON = Limit("training.presence", most=5, seconds=300)
Method = SessionPresence.Method


# --- the door ----------------------------------------------------------------------------------------------------
def opens_at(session: Session) -> datetime:
    return session.starts_at - timedelta(minutes=rules.value(law.OPENS, session.starts_at.date()))


def closes_at(session: Session) -> datetime:
    return session.ends_at + timedelta(minutes=rules.value(law.CLOSES, session.ends_at.date()))


def door_state(session: Session, now: datetime) -> str:
    """early, open, over (only going is left) or shut."""
    if session.status not in states.ALIVE or now > closes_at(session):
        return "shut"
    if now < opens_at(session):
        return "early"
    return "over" if now > session.ends_at else "open"


def code_step(session: Session, given: str, *, by: User) -> int:
    """The step of the code that somebody typed. Refused: wrong or over; the fifth wrong one."""
    if not OF_PERSON.take(str(by.pk)):
        raise Refused(_("不对的码太多了，过几分钟再试，或请组织者登记。"), code="too_many")
    step = codes.step_of(session, given)
    if step is None:
        raise Refused(_("签到码不对，或者已经过期。看屏幕上现在的码再填。"), code="wrong_code")
    OF_PERSON.give_back(str(by.pk))
    return step


@transaction.atomic
def check_in(enrolment: Enrolment, *, by: User, step: int) -> SessionPresence:
    """Come, by the code at the door. Refused: no place, not the hour, here already, this code was used by this person.

    Law: R-VOL-06 (recorded truthfully).
    """
    return _through(enrolment, IN, by=by, step=step)


@transaction.atomic
def check_out(enrolment: Enrolment, *, by: User, step: int) -> SessionPresence:
    """Go, by the code at the door: the minutes are counted, and the certificate follows if it was the last of them."""
    return _through(enrolment, OUT, by=by, step=step)


def _through(enrolment: Enrolment, direction: str, *, by: User, step: int) -> SessionPresence:
    policies.require(by, "answer_enrolment", enrolment)
    lock_people(enrolment.learner_id)
    row = fresh(enrolment)
    _check_door(row, direction)
    nonce = f"scan-{row.pk}-{step}-{direction}"
    event = _note(row, SessionPresence(direction=direction, at=clock.now(), method=Method.ROTATING, nonce=nonce), by=by)
    if direction == IN and row.status in ("enrolled", "missed"):
        move(row, "attend", by=by)
    if direction == OUT:
        _count(row)
    return event


def _check_door(row: Enrolment, direction: str) -> None:
    session, now = row.session, clock.now()
    if row.status not in ("enrolled", "attended"):
        raise Refused(_("这次报名现在是“%(state)s”，不能签到。") % {"state": row.status_label}, code="not_expected")
    door = door_state(session, now)
    if door == "shut":
        raise Refused(_("签到已经结束。到过场的，请讲师或组织者登记。"), code="closed")
    if door == "early":
        raise Refused(_("还没到签到时间，%(at)s 开始。") % {"at": day_time(opens_at(session))}, code="early")
    if door == "over" and direction == IN:
        raise Refused(_("培训 %(at)s 已经结束，不能再签到。") % {"at": hour(session.ends_at)}, code="late")
    here = is_here(events_of([row])[row.pk])
    if direction == OUT and not here:
        raise Refused(_("还没有签到，不能签离。"), code="not_here")
    if direction == IN and here:
        raise Refused(_("已经签到，不用再签。"), code="here")


# --- the trainer's word ------------------------------------------------------------------------------------------
@transaction.atomic
def enter_minutes(enrolment: Enrolment, *, by: User, minutes: int, reason: str = "") -> SessionPresence | None:
    """Vouch for how many minutes somebody was there; 0 is "did not come". It stands in the place of what was seen.

    None when nothing changed. Refused: oneself; not begun; too long ago; more than the session has; another figure
    than before without a reason. Law: R-VOL-06, R-VOL-16.
    """
    policies.require(by, "record_minutes", enrolment.session)
    if enrolment.learner_id == by.pk:
        raise Refused(_("不能为自己登记。扫现场的签到码，或请同事登记。"), code="oneself")
    lock_people(enrolment.learner_id)
    row = fresh(enrolment)
    session = row.session
    _check_entry(row, minutes)
    events = events_of([row])[row.pk]
    before = next((e for e in reversed(events) if e.direction == "minutes"), None)
    if before is not None and before.minutes == minutes:
        return None
    if events and not reason.strip() and minutes != row.minutes:
        raise Refused(_("和已有的记录不一样，写明原因。"), code="reason")
    event = SessionPresence(
        direction="minutes", minutes=minutes, at=clock.now(), method=Method.TRAINER, nonce=f"word-{uuid.uuid4().hex}",
        replaces=before, reason=reason.strip()[:200],
    )  # fmt: skip
    event = _note(row, event, by=by)
    came = minutes > 0
    changes = row.status in (("enrolled", "missed") if came else ("enrolled", "attended"))
    if changes and (came or session.ends_at <= clock.now()):
        move(row, "attend" if came else "miss", by=by)
    Enrolment.objects.filter(pk=row.pk, flag="no_out").update(flag="")
    _count(row)
    return event


def _check_entry(row: Enrolment, minutes: int) -> None:
    session, now = row.session, clock.now()
    if row.status not in states.EXPECTED or session.status == "cancelled":
        raise Refused(_("这次报名现在是“%(state)s”，不能登记。") % {"state": row.status_label}, code="not_expected")
    if now < session.starts_at:
        raise Refused(_("培训还没有开始，不能登记出勤。"), code="early")
    days = rules.value(law.ENTRY, session.ends_at.date())
    if now > session.ends_at + timedelta(days=days):
        raise Refused(_("结束超过 %(n)d 天，不能再登记。") % {"n": days}, code="too_late")
    most = min(session.minutes, int((now - session.starts_at).total_seconds()) // 60)
    if not 0 <= minutes <= most:
        raise Refused(_("出勤在 0 到 %(n)d 分钟之间。") % {"n": most}, code="minutes")


# --- adding up ---------------------------------------------------------------------------------------------------
def _note(row: Enrolment, event: SessionPresence, *, by: User) -> SessionPresence:
    event.session, event.enrolment, event.by = row.session, row, by
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("这个码已经用过了，等码换新后再试。"), code="used") from None
    detail = {"enrolment": row.pk, "direction": event.direction, "minutes": event.minutes, "method": event.method}
    trail.record("session_presence.note", event, by=by, detail=detail, county=row.session.county_code)
    return event


def _count(row: Enrolment) -> None:
    """Write down the minutes that the rows add up to; who has everything together passes in this transaction."""
    minutes = minutes_of(row.session, events_of([row])[row.pk])
    Enrolment.objects.filter(pk=row.pk).update(minutes=minutes)
    row.minutes = minutes
    course = row.session.course
    if row.learner is not None:
        diplomas.settle(course, row.learner)
    else:
        diplomas.settle_client(course, row.ref)


def minutes_of(session: Session, events: list[SessionPresence]) -> int:
    """The trainer's word where there is one, else what was seen at the door."""
    word = next((e for e in reversed(events) if e.direction == "minutes"), None)
    if word is not None and word.minutes is not None:
        return word.minutes
    return arithmetic.minutes_in(spans(events), session.starts_at, session.ends_at, session.break_minutes)


def events_of(rows: Iterable[Enrolment]) -> dict[int, list[SessionPresence]]:
    """Enrolment id → its rows in force, in time; one query however many are asked about."""
    found: dict[int, list[SessionPresence]] = defaultdict(list)
    events = SessionPresence.objects.filter(enrolment__in=[r.pk for r in rows], replaced_by__isnull=True)
    for event in events.select_related("by").order_by("at", "pk"):
        found[event.enrolment_id].append(event)
    return found


def spans(events: Iterable[SessionPresence]) -> list[presence.Span]:
    return presence.spans([(e.direction, e.at) for e in events if e.direction in (IN, OUT)])


def is_here(events: Iterable[SessionPresence]) -> bool:
    found = spans(events)
    return bool(found) and found[-1].end is None


# --- beginning and ending ------------------------------------------------------------------------------------------
@transaction.atomic
def finish_session(session: Session, *, by: User | None = None) -> Session:
    """End a session: who was not seen was not there; whoever came and never went is left to the trainer's word.

    The house does so when the door shuts, the planner from the end on. Twice is once. Refused: it has not ended.
    """
    if by is not None:
        policies.require(by, "plan_session", session)
    if clock.now() < session.ends_at:
        raise Refused(_("培训还没有结束，结束后再办。"), code="not_over")
    rows = session.enrolments.filter(status__in=("enrolled", "attended"))
    lock_people(*rows.values_list("learner_id", flat=True))
    session = locked(session.pk, heirs=0).seat
    if session.status != "running":
        return session
    expected = list(rows.order_by("pk"))
    events = events_of(expected)
    forgot = 0
    for row in expected:
        seen = events[row.pk]
        if not seen and row.status == "enrolled":
            move(row, "miss", by=None)
        elif is_here(seen) and not any(e.direction == "minutes" for e in seen):
            forgot += Enrolment.objects.filter(pk=row.pk).update(flag="no_out")
    move(session, "finish", by=by)
    if forgot:
        news.tell_planners("session_no_out", session)
    return session
