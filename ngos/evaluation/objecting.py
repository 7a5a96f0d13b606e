"""Objections and complaints: in time, answered in time, and with what follows when they are right."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from desk.dates import day
from kit import calendar, clock
from kit.clock import SHANGHAI
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.evaluation import awarding, news, queries, windows
from ngos.models import Complaint, Objection, Project
from ngos.purchasing import guards

Kind = Objection.Kind
REMEDIES = {
    "recorded": lazy("已更正，不影响结果"),
    "scores": lazy("更正评分，重新排序"),
    "next": lazy("撤销成交，由下一名递补"),
    "retender": lazy("撤销成交，重新采购"),
}
SUSPENDED_DAYS = 30  # the most a complaint suspends.  law: R-PUR-22


def _end(since: date, workdays: int) -> datetime:
    return calendar.end_of(calendar.add_workdays(since, workdays))


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


@transaction.atomic
def file_objection(project: Project, *, by: User, org: OrgUnit, kind: str, text: str) -> Objection:
    """Object to the documents, a step of the process or the result, in the days that each has (law: R-PUR-22).

    Refused: too late, or nothing to object to yet; process and result are for bidders only; no text; a second one of
    the same kind while the first is open.
    """
    objection = Objection(project=project, org=org, kind=kind, text=text.strip()[:3000], filed_by=by)
    policies.require(by, "file_objection", objection)
    bid = queries.own_bid(project, org)
    found = windows.window(project, kind, bid)
    if not found.is_open:
        raise Refused(found.sentence, code="early" if found.is_early else "late")
    if kind != Kind.DOCUMENTS and bid is None:
        raise Refused(_("对过程和结果，由参加本项目的供应商提出质疑。"), code="not_a_bidder")
    if not objection.text:
        raise Refused(_("写明事实依据和请求。"), code="text")
    if Objection.objects.filter(project=project, org=org, kind=kind, status="filed").exists():
        raise Refused(_("同一事项的质疑正在处理。"), code="open")
    objection.filed_at = clock.now()
    born(objection, "file", by=by)
    due = _end(clock.today(), int(project.rules["reply_workdays"]))
    Objection.objects.filter(pk=objection.pk).update(due_at=due)
    if project.head:
        news.tell("objection_filed", project, project.head, url=news.objections_url(project), until=due)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, by: User, upheld: bool, answer: str, remedy: str = "") -> Objection:
    """The head answers with reasons; what is right has a remedy, and the remedy is done in the same act.

    Refused: no answer; upheld without a remedy; a remedy the state of the project does not allow.
    """
    objection = Objection.objects.select_for_update(of=("self",)).select_related("project", "org").get(pk=objection.pk)
    policies.require(by, "answer_objection", objection.project)
    project = Project.objects.select_for_update().get(pk=objection.project_id)
    guards.apart(project, by, guards.HEAD)
    _check_answer(answer, upheld, remedy)
    move(objection, "uphold" if upheld else "reject", by=by, reason=remedy if upheld else "")
    _kept(objection, by, answer, remedy if upheld else "")
    if upheld:
        _do(project, remedy, by=by)
    last = complaint_until(objection)
    news.tell("objection_answered", project, objection.filed_by, url=news.result_url(project), until=last)
    return objection


def _check_answer(answer: str, upheld: bool, remedy: str) -> None:
    if not answer.strip():
        raise Refused(_("写明答复的内容和依据。"), code="answer")
    if upheld and remedy not in REMEDIES:
        raise Refused(_("认定成立的，选择处理方式。"), code="remedy")


def _kept(thing: Objection | Complaint, by: User, answer: str, remedy: str) -> None:
    thing.answer, thing.answered_at, thing.answered_by = answer.strip()[:3000], clock.now(), by
    fields = ["answer", "answered_at", "answered_by"]
    if isinstance(thing, Objection):
        thing.remedy = remedy
        fields.append("remedy")
    thing.save(update_fields=fields)


def _do(project: Project, remedy: str, *, by: User) -> None:
    """Scores corrected, the next in rank, or bought anew; the reason names the remedy, since it may become public."""
    reason = _("质疑或投诉成立：%(what)s") % {"what": REMEDIES[remedy]}
    if remedy == "recorded":
        return
    if project.held_at:
        raise Refused(_("项目已由监督人员暂停，解除以后再办。"), code="held")
    if project.status not in awarding.DECIDABLE:
        raise Refused(_("项目现在的状态不能这样处理。"), code="remedy_state")
    if remedy == "scores":
        awarding.score_again(project, by=by, reason=reason)
    elif remedy == "retender" or project.status in ("proposed", "awarded"):
        awarding.take_back(project, by=by, reason=reason, then=remedy)
    else:
        raise Refused(_("还没有成交结果，不能递补。"), code="remedy_state")


@transaction.atomic
def withdraw_objection(objection: Objection, *, by: User) -> Objection:
    policies.require(by, "withdraw_objection", objection)
    move(objection, "withdraw", by=by)
    return objection


# --- complaints ------------------------------------------------------------------------------------------------
def complaint_until(objection: Objection) -> datetime:
    """Fifteen working days from the answer, or from the day it was due when none came (law: R-PUR-22)."""
    since = objection.answered_at or objection.due_at
    return _end(_day(since), int(objection.project.rules["complaint_workdays"]))


@transaction.atomic
def file_complaint(objection: Objection, *, by: User, text: str) -> Complaint:
    """Go to the city with what the answer left open. Refused: before the answer or its due day; too late; no text."""
    objection = Objection.objects.select_related("project", "org").get(pk=objection.pk)
    policies.require(by, "file_complaint", objection)
    if objection.answered_at is None and (objection.status != "filed" or clock.now() <= objection.due_at):
        raise Refused(_("等答复以后，或者答复期满以后再投诉。"), code="early")
    if clock.now() > complaint_until(objection):
        raise Refused(_("投诉期已过。"), code="late")
    if Complaint.objects.filter(objection=objection).exists():
        raise Refused(_("已经投诉过。"), code="filed")
    if not text.strip():
        raise Refused(_("写明投诉事项。"), code="text")
    complaint = Complaint(
        objection=objection, text=text.strip()[:3000], filed_by=by, filed_at=clock.now(),
        suspends_until_on=clock.today() + timedelta(days=SUSPENDED_DAYS),
    )  # fmt: skip
    born(complaint, "file", by=by)
    return complaint


@transaction.atomic
def decide_complaint(complaint: Complaint, *, by: User, upheld: bool, answer: str, remedy: str = "") -> Complaint:
    """Somebody of the city who has no part in the project decides. Refused: a part in it; no reasons; no remedy."""
    policies.require(by, "decide_complaint")
    complaint = (
        Complaint.objects.select_for_update(of=("self",)).select_related("objection__project").get(pk=complaint.pk)
    )
    project = Project.objects.select_for_update().get(pk=complaint.objection.project_id)
    if guards.roles_in(project, by):
        raise Refused(_("投诉由没有参与本项目的人员处理。"), code="apart")
    _check_answer(answer, upheld, remedy)
    move(complaint, "uphold" if upheld else "reject", by=by, reason=remedy if upheld else "")
    _kept(complaint, by, answer, remedy)
    trail.record("complaint.decide", complaint, by=by, detail={"remedy": remedy if upheld else ""})
    if upheld:
        _do(project, remedy, by=by)
    news.tell("complaint_decided", project, complaint.filed_by, url=news.result_url(project))
    return complaint


@transaction.atomic
def withdraw_complaint(complaint: Complaint, *, by: User) -> Complaint:
    policies.require(by, "withdraw_objection", complaint.objection)
    move(complaint, "withdraw", by=by)
    return complaint


# --- what stands in the way ------------------------------------------------------------------------------------
def in_the_way(project: Project) -> list[str]:
    """Why the contract cannot be signed yet; nothing when it can (law: R-PUR-22)."""
    award = awarding.standing_award(project)
    found: list[str] = []
    if project.held_at:
        found.append(_("监督人员已暂停这个项目。"))
    if award is None or award.noticed_at is None:
        found.append(_("结果还没有公告。"))
    elif clock.now() <= award.objections_until_at:
        found.append(_("质疑期到 %(day)s，届满前不签合同。") % {"day": day(_day(award.objections_until_at))})
    if Objection.objects.filter(project=project, status="filed").exists():
        found.append(_("还有质疑没有答复。"))
    if Complaint.objects.filter(objection__project=project, status="filed").exists():
        found.append(_("还有投诉没有处理。"))
    return found
