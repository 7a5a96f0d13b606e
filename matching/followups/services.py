"""Looking again at a job that was found: the looks that are due, recording one, letting them go."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from audit.moves import born, move
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.followups.models import JobFollowUp
from matching.models import AssistanceRequest, Client, JobApplication, Outcome


def job_start(request: AssistanceRequest) -> date | None:
    """The first day of the job that this round of a request came to, None where it came to none.

    The day of the hire; where the job was not found through a post here, the day the outcome was confirmed.
    """
    hire = JobApplication.objects.filter(request=request, round_no=request.round_no, status="hired").first()
    if hire:
        return hire.hired_on
    found = Outcome.objects.filter(request=request, round_no=request.round_no, code="employed").first()
    return found.confirmed_at.astimezone(clock.SHANGHAI).date() if found else None


@transaction.atomic
def plan_followups(request: AssistanceRequest) -> list[JobFollowUp]:
    """The looks at the job this request came to; once, however often it is asked. Law: R-CC-22."""
    start = job_start(request)
    if start is None or JobFollowUp.objects.filter(request=request, round_no=request.round_no).exists():
        return []
    rows = [
        JobFollowUp(
            request=request, round_no=request.round_no, place=request.place, county_code=request.county_code,
            start_on=start, day=day, due_on=start + timedelta(days=day),
        )
        for day in rules.value("matching.job_followup_days", start)
    ]  # fmt: skip
    for row in rows:
        born(row, "plan", by=None)
    return rows


@transaction.atomic
def record_followup(row: JobFollowUp, *, by: User, still: str, reason: str = "") -> JobFollowUp:
    """Note whether the person still works. Who left is not asked for again: the later looks say the same.

    Refused: before its day; already recorded; left without a reason.
    """
    policies.require(by, "record_followup", row.request)
    if still not in dict(JobFollowUp.STILL):
        raise Refused(_("选一项：还在、换了、没有工作了。"), code="still")
    if still == "no" and reason not in dict(JobFollowUp.REASONS):
        raise Refused(_("没有工作了的，选出离开的原因。"), code="reason")
    if row.due_on > clock.today():
        raise Refused(_("还没到第 %(n)d 天，到时再登记。") % {"n": row.day}, code="early")
    _say(row, by=by, still=still, reason=reason if still == "no" else "")
    if still == "no":
        later = JobFollowUp.objects.filter(request=row.request, round_no=row.round_no, day__gt=row.day)
        for one in later.filter(status="waiting").order_by("day"):
            _say(one, by=None, still="no", reason=reason)
    return row


def drop_followups(*, request: AssistanceRequest | None = None, client: Client | None = None) -> None:
    """Nobody asks any more: the request was opened again, or the file has ended. Law: R-CC-11."""
    rows = JobFollowUp.objects.filter(status="waiting")
    rows = rows.filter(request=request) if request else rows.filter(request__client=client)
    for row in rows:
        move(row, "drop", by=None)


def _say(row: JobFollowUp, *, by: User | None, still: str, reason: str) -> None:
    move(row, "record", by=by)  # first: of two who record at once, the second stops here
    row.still, row.reason, row.by = still, reason, by
    row.save(update_fields=["still", "reason", "by"])
