"""What happens between helper and person: booking, the first meeting, the plan, and the record of each meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import AssistanceRequest, Plan, Session
from matching.offers import placing
from matching.requests.news import tell
from ngos.delivery import services as delivery
from training.courses import services as courses
from volunteers.activities import services as activities
from volunteers.hours import services as hours

OPEN = ("accepted", "planning", "in_service")
LIVE = ("booked", "awaiting_record")
LONGEST_MINUTES = 720  # law: R-VOL-12


@transaction.atomic
def book_session(
    request: AssistanceRequest, *, by: User, key: str, starts_at: datetime, ends_at: datetime, where: str
) -> Session:
    """Book a meeting; the first of a round is the first meeting. The same `key` again is the same meeting.

    Refused: not the helper; the end before the start; a clash for the person or the helper; outside the hours
    in which the person may be out; the contract's sessions are used up. Law: R-CC-05 (never at the workplace unless
    the person asks).
    """
    policies.require(by, "record_session", request)
    known = Session.objects.filter(key=key, request=request).first()
    if known:
        return known
    if request.status not in OPEN:
        raise Refused(_("这份需求现在是“%(state)s”，不能约定帮扶。") % {"state": request.status_label}, code="not_open")
    if ends_at <= starts_at:
        raise Refused(_("结束时间要晚于开始时间。"), code="order")
    if starts_at < clock.at(request.client.start_on, 0):
        raise Refused(_("对象在这一天还没有开始接受帮扶，换一个之后的时间。"), code="not_begun")
    _check_clash(request, starts_at, ends_at)
    _check_hours(request, starts_at)
    _check_quota(request)
    session = Session(
        request=request,
        key=key,
        round_no=request.round_no,
        worker=request.helper,
        starts_at=starts_at,
        ends_at=ends_at,
        where=where[:80],
        is_first=not Session.objects.filter(request=request, round_no=request.round_no, status="held").exists(),
    )
    born(session, "book", by=by)
    return session


@transaction.atomic
def record_held(
    session: Session, *, by: User, minutes: int, note: str = "", next_step: str = "", concern: str = ""
) -> Session:
    """Record that a meeting took place. It feeds the helper's hours or the contract without a second entry.

    Refused: not its helper; it has not begun; more minutes than a day allows; recorded otherwise before; the contract's
    sessions are used up, and then it goes on waiting for its record. Law: R-VOL-07.
    """
    policies.require(by, "record_session", session.request)
    if session.status == "held":
        return session
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Refused(_("实际分钟数应在 1 到 720 之间。"), code="minutes")
    _make_due(session)
    session.minutes, session.note, session.next_step, session.concern = minutes, note, next_step[:200], concern
    session.recorded_by = by
    session.save()
    move(session, "held", by=by)
    _feed(session, by)
    if session.is_first:
        _begin(session, by)
    if concern:
        tell("session_concern", session.request)
    return session


@transaction.atomic
def record_absent(session: Session, *, by: User, absence: str, note: str = "") -> Session:
    """Record that the person did not come. Without an excuse the officer is told at once."""
    policies.require(by, "record_session", session.request)
    if absence not in dict(Session.CAUSES):
        raise Refused(_("选出缺席的原因。"), code="absence")
    _make_due(session)
    session.absence, session.note, session.recorded_by = absence, note, by
    session.save()
    move(session, "absent", by=by, reason=absence)
    if absence == "not_excused":
        tell("session_absent", session.request)
    return session


@transaction.atomic
def answer_absence(session: Session, *, by: User, answer: str) -> Session:
    """The officer's answer to an absence: what was done about it, for the helper to read. Once."""
    policies.require(by, "answer_absence", session.request)
    if not answer.strip():
        raise Refused(_("写明怎样处理，帮扶人会看到。"), code="answer")
    if session.status == "absent" and session.due_at is None:
        raise Refused(_("这次缺席已经答复过。"), code="answered")
    move(session, "answer_absence", by=by, note=answer)
    tell("absence_answered", session.request, to=[session.worker])
    return session


@transaction.atomic
def record_not_held(session: Session, *, by: User, reason: str) -> Session:
    """Record that a meeting fell through on the helper's side, or cancel one that is still to come."""
    policies.require(by, "record_session", session.request)
    if not reason.strip():
        raise Refused(_("写明没有开展的原因。"), code="reason")
    if session.status == "booked" and session.ends_at > clock.now():
        move(session, "cancel", by=by, note=reason)
        return session
    _make_due(session)
    move(session, "not_held", by=by, note=reason)
    return session


@transaction.atomic
def move_session(
    session: Session, *, by: User, key: str, starts_at: datetime, ends_at: datetime, where: str, reason: str
) -> Session:
    """Move a meeting to another time: the old one stays as moved, linked to the new."""
    policies.require(by, "record_session", session.request)
    if not reason.strip():
        raise Refused(_("写明谁提出改期、为什么。"), code="reason")
    known = Session.objects.filter(key=key, request=session.request).first()
    if known:
        return known
    move(session, "move", by=by, note=reason)
    new = book_session(session.request, by=by, key=key, starts_at=starts_at, ends_at=ends_at, where=where)
    Session.objects.filter(pk=session.pk).update(moved_to=new)
    return new


@transaction.atomic
def propose_plan(request: AssistanceRequest, *, by: User, goals: list[str], activities: str, sessions_n: int) -> Plan:
    """Put a plan to the officer; silence until the clock ends means agreed. Each one is a new version (R-CC-04)."""
    policies.require(by, "propose_plan", request)
    if request.status != "planning":
        raise Refused(_("现在不在制定方案的阶段。"), code="not_planning")
    goals = [g.strip() for g in goals if g.strip()]
    if not goals or not 1 <= sessions_n <= 200:
        raise Refused(_("至少写一个目标，并写明计划次数（1 到 200）。"), code="goals")
    last = request.plans.order_by("-version").first()
    if last and last.status == "proposed":
        raise Refused(_("上一版方案还在等工作人员同意。"), code="waiting")
    plan = Plan(
        request=request,
        version=last.version + 1 if last else 1,
        goals=goals,
        activities=activities[:500],
        sessions_n=sessions_n,
        by=by,
    )
    born(plan, "propose", by=by)
    tell("plan_proposed", request)
    return plan


@transaction.atomic
def agree_plan(plan: Plan, *, by: User) -> Plan:
    """Agree to a plan: the service starts."""
    policies.require(by, "decide_plan", plan.request)
    move(plan, "agree", by=by)
    _start_service(plan, by)
    return plan


@transaction.atomic
def object_to_plan(plan: Plan, *, by: User, objection: str) -> Plan:
    """Object to a plan with a reason; the helper makes another version."""
    policies.require(by, "decide_plan", plan.request)
    if not objection.strip():
        raise Refused(_("写明意见，承接方会按意见修改。"), code="reason")
    plan.objection = objection[:300]
    plan.save()
    move(plan, "object", by=by)
    tell("plan_objected", plan.request, to=[plan.request.helper])
    return plan


def agree_by_clock() -> int:
    """Plans whose clock ended without an objection count as agreed; how many."""
    late = list(Plan.objects.filter(status="proposed", due_at__lt=clock.now()).select_related("request")[:200])
    for plan in late:
        with transaction.atomic():
            try:
                move(plan, "agree_by_clock", by=None)
            except Refused:  # the officer answered in this very moment
                continue
            _start_service(plan, None)
    return len(late)


def sessions_now_due() -> int:
    """Booked meetings whose end has passed wait for their record; how many."""
    past = list(Session.objects.filter(status="booked", ends_at__lt=clock.now())[:500])
    for session in past:
        try:
            move(session, "due", by=None)
        except Refused:  # recorded in this very moment
            continue
    return len(past)


def _start_service(plan: Plan, by: User | None) -> None:
    if plan.request.status == "planning":
        move(plan.request, "start_service", by=by)
        tell("plan_agreed", plan.request, to=[plan.request.helper])


def _begin(session: Session, by: User) -> None:
    """The first meeting was held: a provider's place goes on to its plan, all others start at once."""
    request = session.request
    request.refresh_from_db()
    if request.status != "accepted":
        return
    if request.place.kind == "service":
        move(request, "first_meeting", by=by)
        return
    move(request, "start_direct", by=None)


def _make_due(session: Session) -> None:
    if session.status != "booked":
        return
    if session.starts_at > clock.now():
        raise Refused(_("还没到约定的时间，不能先记录。"), code="too_early")
    move(session, "due", by=None)


def _feed(session: Session, by: User) -> None:
    """Minutes go to the volunteer's record, sessions to the provider's contract: no second entry."""
    request, ref = session.request, f"session:{session.pk}"
    if request.place.volunteer_id:
        hours.propose(
            request.place.volunteer,
            by=by,
            ref=ref,
            engagement_ref=placing.ref_of(request),
            starts_at=session.starts_at,
            minutes=session.minutes,
        )
    elif request.place.kind == "service":
        delivery.record(
            ref=ref,
            order_ref=placing.ref_of(request),
            starts_at=session.starts_at,
            minutes=session.minutes,
            client_code=request.client.code,
            worker=session.worker,
        )


def _check_clash(request: AssistanceRequest, starts_at: datetime, ends_at: datetime) -> None:
    """Half-open intervals: a meeting may begin when another ends."""
    overlapping: Any = Session.objects.filter(status__in=LIVE, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if overlapping.filter(request__client_id=request.client_id).exists():
        raise Refused(_("对象在这个时间已有约定。换一个时间。"), code="client_clash")
    if activities.is_seated(request.client.code, starts_at, ends_at):
        raise Refused(_("对象在这个时间参加公益活动。换一个时间。"), code="client_clash")
    if courses.is_enrolled(request.client.code, starts_at, ends_at):
        raise Refused(_("对象在这个时间参加培训。换一个时间。"), code="client_clash")
    if overlapping.filter(worker_id=request.helper_id).exists():
        raise Refused(_("您在这个时间已有约定。换一个时间。"), code="worker_clash")


def _check_quota(request: AssistanceRequest) -> None:
    """A contract pays for so many sessions: those held and those booked together are no more."""
    if request.place is None or request.place.contract_id is None:
        return
    booked = Session.objects.filter(status__in=LIVE, request__place__contract_id=request.place.contract_id).count()
    delivery.check_room(placing.ref_of(request), booked=booked)


def _check_hours(request: AssistanceRequest, starts_at: datetime) -> None:
    local = starts_at.astimezone(clock.SHANGHAI)
    part = 0 if local.hour < 12 else 1 if local.hour < 18 else 2
    if not request.client.allowed_mask >> (3 * local.weekday() + part) & 1:
        raise Refused(_("这个时段对象不能外出。换一个时间。"), code="hours")
