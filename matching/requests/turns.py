"""When help takes a turn: paused and resumed, given back to matching, handed to another place, opened again."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts import roles
from accounts.models import User
from audit.moves import move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.followups.services import drop_followups
from matching.models import AssistanceRequest, Session
from matching.offers.services import let_go
from matching.requests.news import tell
from matching.requests.services import open_request

MISSES = 2  # first meetings that fell through before the officer may look for another place


@transaction.atomic
def pause_request(request: AssistanceRequest, *, by: User, reason: str, resume_on: date) -> AssistanceRequest:
    """Pause running help until a day; on that day it goes on by itself. Refused: no reason; a day not to come."""
    policies.require(by, "pause_request", request)
    _reason(reason)
    if resume_on <= clock.today():
        raise Refused(_("恢复的日期要在今天以后。"), code="resume_on")
    move(request, "pause", by=by, note=reason)
    _set_due(request, resume_on)
    _tell_other_side("request_paused", request, by)
    return request


@transaction.atomic
def resume_request(request: AssistanceRequest, *, by: User | None) -> AssistanceRequest:
    """Go on; `by` None is the house itself on the day that was set."""
    if by is not None:
        policies.require(by, "resume_request", request)
    move(request, "resume", by=by)
    _tell_other_side("request_resumed", request, by)
    return request


def resume_due() -> int:
    """Resume what was paused until a day that has come; how many. Runs hourly."""
    due = AssistanceRequest.objects.filter(status="on_hold", due_at__lt=clock.now()).select_related("officer", "helper")
    found = list(due[:200])
    for request in found:
        resume_request(request, by=None)
    return len(found)


@transaction.atomic
def reopen_match(
    request: AssistanceRequest, *, by: User, reason: str, helper_released: bool = False
) -> AssistanceRequest:
    """Back to matching before the help began: the place is free again, a new round begins.

    Refused: an officer whose client missed fewer than two first meetings, unless the helper gave it back.
    """
    role = policies.require(by, "reopen_match", request)
    _reason(reason)
    missed = Session.objects.filter(
        request=request, round_no=request.round_no, is_first=True, status__in=("absent", "not_held")
    ).count()
    if role != roles.NGA and not helper_released and missed < MISSES:
        raise Refused(_("首次见面错过两次，或者帮扶人交回，才重新匹配。"), code="not_missed")
    return _next_round(request, "reopen_match", by=by, reason=reason)


@transaction.atomic
def change_provider(request: AssistanceRequest, *, by: User, reason: str, handover: str) -> AssistanceRequest:
    """Give running help to another place; meetings stay, the handover note goes with it. Law: R-CC-04."""
    policies.require(by, "change_provider", request)
    _reason(reason)
    if not handover.strip():
        raise Refused(_("写明交接情况，接手的人要看。"), code="handover")
    return _next_round(request, "change_provider", by=by, reason=f"{reason}\n{handover}")


@transaction.atomic
def hand_over(request: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """Take running help from an organisation that may not go on with it, in whatever state it is. Law: R-RECT-02."""
    policies.require(by, "change_provider", request)
    _reason(reason)
    return _next_round(request, "hand_over", by=by, reason=reason)


LOOKS_ELSEWHERE = {"accepted": "reopen_match", "in_service": "change_provider"}


@transaction.atomic
def look_elsewhere(request: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """The post came to nothing: a new round begins by the house itself, `by` is whoever said so.

    Where the help is ending anyway, it goes on ending. Refused: the help is paused.
    """
    if request.status == "on_hold":
        raise Refused(_("帮扶暂停中，先恢复再办。"), code="on_hold")
    verb = LOOKS_ELSEWHERE.get(request.status)
    if verb is None:
        return request
    return _next_round(request, verb, by=None, reason=reason, told=by)


@transaction.atomic
def reopen_request(request: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """Open a closed request again, as a new round with its history.

    Refused: the need was met; more than 90 days since; another one is open for this need; the file has ended.
    """
    policies.require(by, "reopen_request", request)
    _reason(reason)
    if request.need_met == "yes":
        raise Refused(_("需求已满足，不用重新打开。还需要时提出新的需求。"), code="met")
    if request.status_at and clock.now() > request.status_at + timedelta(days=int(rules.value("matching.reopen_days"))):
        raise Refused(_("结案已超过可重新打开的期限，提出新的需求。"), code="too_late")
    if request.client.status != "active":
        raise Refused(_("这份档案已结束，不能再提出需求。"), code="ended")
    if open_request(request.client, request.need):
        raise Refused(_("这一类需求已有一份在办。"), code="open_one")
    return _next_round(request, "reopen", by=by, reason=reason, free=False)


def _next_round(
    request: AssistanceRequest, verb: str, *, by: User | None, reason: str, free: bool = True, told: User | None = None
) -> AssistanceRequest:
    """Matching begins anew: nothing of the last place stays open, and its people see the request no more."""
    helper = request.helper
    drop_followups(request=request)
    for session in Session.objects.filter(request=request, status="booked"):
        move(session, "cancel", by=None)
    move(request, verb, by=by, note=reason)
    if free:
        let_go(request, by=by, grants_at_once=True)
    request.place = request.helper = None
    request.round_no += 1
    request.need_met = ""
    request.save()
    if free:
        tell("request_withdrawn", request, to=[p for p in (helper,) if p and p != told])
    tell("request_to_match", request)
    return request


def _reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")


def _set_due(request: AssistanceRequest, day: date) -> None:
    request.due_at = calendar.end_of(day - timedelta(days=1))
    request.save(update_fields=["due_at"])


def _tell_other_side(kind: str, request: AssistanceRequest, by: User | None) -> None:
    people = {p.pk: p for p in (request.officer, request.helper) if p and p != by}
    tell(kind, request, to=list(people.values()))
