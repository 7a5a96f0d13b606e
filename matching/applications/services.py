"""The steps of a job application: interview, promise, hire; refused or withdrawn, the request looks elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.applications.states import LIVE
from matching.followups.services import plan_followups
from matching.models import AssistanceRequest, JobApplication
from matching.requests import turns
from matching.requests.news import tell


@transaction.atomic
def invite(job_application: JobApplication, *, by: User, at: datetime, where: str) -> JobApplication:
    """Fix the interview, or move it: the officer tells the person. Refused: a time that has passed; no place named."""
    policies.require(by, "record_application", job_application)
    if at <= clock.now():
        raise Refused(_("面试时间要在现在以后。"), code="at", at={"at": [_("面试时间要在现在以后。")]})
    if not where.strip():
        raise Refused(_("写明面试地点。"), code="where")
    _set(job_application, interview_at=at, interview_where=where.strip()[:80])
    if job_application.status == "interview":
        move(job_application, "re_invite", by=by)
    else:
        move(job_application, "invite", by=by)
    _tell("application_interview", job_application, by)
    return job_application


@transaction.atomic
def promise(job_application: JobApplication, *, by: User, starts_on: date) -> JobApplication:
    """Promise the post from a day on. Refused: a day that has passed."""
    policies.require(by, "record_application", job_application)
    if starts_on < clock.today():
        raise Refused(_("上岗日期不能早于今天。"), code="starts_on")
    _set(job_application, starts_on=starts_on)
    move(job_application, "promise", by=by)
    _tell("application_promised", job_application, by)
    return job_application


@transaction.atomic
def hire(job_application: JobApplication, *, by: User, hired_on: date) -> JobApplication:
    """The person began to work: one post fewer, for good; the help goes on from here.

    Refused: a day to come, or before the person was referred. Law: R-CC-07.
    """
    policies.require(by, "record_application", job_application)
    request = _locked(job_application)
    if not job_application.referred_on <= hired_on <= clock.today():
        raise Refused(_("上岗日期在推荐以后、今天以前。"), code="hired_on")
    _set(job_application, hired_on=hired_on)
    move(job_application, "hire", by=by)
    if request.status == "accepted":
        move(request, "start_direct", by=None)
    plan_followups(request)
    _tell("application_hired", job_application, by)
    return job_application


@transaction.atomic
def refuse(job_application: JobApplication, *, by: User, reason: str, note: str = "") -> JobApplication:
    """Not hired: the seat is free again and the request goes back to matching.

    Refused: no reason code; "the law bars it" without the article, since a record alone is none (R-CC-09).
    """
    policies.require(by, "record_application", job_application)
    if reason not in dict(JobApplication.REASONS):
        raise Refused(_("选一个不录用的原因。"), code="reason")
    if reason == "barred" and len(note.strip()) < 4:
        raise Refused(_("写明是哪部法律的哪一条。没有法律依据，不得以受过刑事处罚为由拒绝录用。"), code="ground")
    request = _locked(job_application)
    _set(job_application, reason=reason)
    move(job_application, "refuse", by=by, reason=reason, note=note)
    _look_elsewhere(job_application, request, by)
    return job_application


@transaction.atomic
def withdraw(job_application: JobApplication, *, by: User, reason: str, note: str = "") -> JobApplication:
    """The person does not go there: the seat is free again and the request goes back to matching."""
    policies.require(by, "withdraw_application", job_application)
    if reason not in dict(JobApplication.WITHDRAWALS):
        raise Refused(_("选一个原因。"), code="reason")
    request = _locked(job_application)
    _set(job_application, reason=reason)
    move(job_application, "withdraw", by=by, reason=reason, note=note)
    _look_elsewhere(job_application, request, by)
    return job_application


def open_one(request: AssistanceRequest) -> JobApplication | None:
    return JobApplication.objects.filter(request=request, round_no=request.round_no).order_by("-pk").first()


def _locked(job_application: JobApplication) -> AssistanceRequest:
    """The request first, as whoever answers an offer does; then what the application says now."""
    request = AssistanceRequest.objects.select_for_update().get(pk=job_application.request_id)
    job_application.refresh_from_db()
    return request


def _look_elsewhere(job_application: JobApplication, request: AssistanceRequest, by: User) -> None:
    if request.place_id == job_application.place_id and request.round_no == job_application.round_no:
        turns.look_elsewhere(request, by=by, reason=_why(job_application))


def _why(job_application: JobApplication) -> str:
    words: dict[str, Any] = {**dict(JobApplication.REASONS), **dict(JobApplication.WITHDRAWALS)}
    return str(words.get(job_application.reason, ""))


def _tell(kind: str, job_application: JobApplication, by: User) -> None:
    """The other side of the two who may record; the person is told by the officer."""
    request = job_application.request
    people = [p for p in (request.officer, request.helper) if p and p != by]
    tell(kind, request, to=people, url=reverse("matching:application", args=[job_application.pk]))


def _set(job_application: JobApplication, **columns: Any) -> None:
    rows = JobApplication.objects.filter(pk=job_application.pk, status__in=LIVE)
    rows.update(**columns)
    for name, value in columns.items():
        setattr(job_application, name, value)
