"""How help ends: finished, ended early or withdrawn; reported by the helper, confirmed by the officer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.activities import services as activities
from matching.classes import services as classes
from matching.disputes.services import open_if_they_part
from matching.followups.services import drop_followups, plan_followups
from matching.groups.services import dissolve_group
from matching.legal_aid.ending import end_referral
from matching.models import AssistanceRequest, Client, EndReport, Outcome, Plan, Session
from matching.offers.services import let_go, revoke_all
from matching.outcomes import rating
from matching.requests.news import tell
from matching.supervisees.disclosure import end_grants
from matching.supervisees.models import IN_REGISTER

CODES = {
    "employed": gettext_lazy("已就业"),
    "training_completed": gettext_lazy("完成培训"),
    "certificate_obtained": gettext_lazy("取得证书"),
    "counselling_completed": gettext_lazy("完成心理辅导"),
    "aid_granted": gettext_lazy("获得法律援助"),
    "aid_refused": gettext_lazy("未获法律援助"),
    "relief_granted": gettext_lazy("获得救助"),
    "school_resumed": gettext_lazy("恢复就学"),
    "relationship_improved": gettext_lazy("关系改善"),
    "no_show": gettext_lazy("本人未到"),
    "declined_by_client": gettext_lazy("本人谢绝"),
    "unresolved": gettext_lazy("未解决"),
}
RESULTS = {"reached": gettext_lazy("达到"), "partly": gettext_lazy("部分达到"), "not": gettext_lazy("没有达到")}
EARLY = {
    "goals_met": gettext_lazy("目标提前达到"),
    "client_stopped": gettext_lazy("本人不愿继续"),
    "helper_stopped": gettext_lazy("帮扶人不能继续"),
    "moved": gettext_lazy("迁出"),
    "order_ended": gettext_lazy("矫正结束"),
    "recalled": gettext_lazy("终止矫正"),
}
WITHDRAWALS = {
    "need_gone": gettext_lazy("不再需要"),
    "moved": gettext_lazy("迁出"),
    "recalled": gettext_lazy("终止矫正"),
    "order_ended": gettext_lazy("矫正结束"),
    "duplicate": gettext_lazy("重复"),
    "consent_withdrawn": gettext_lazy("撤回同意"),
}
# Why a file ended → why what was open for the person ended with it.
WHY_OPEN_ENDS = {
    "released": "order_ended", "help_term_end": "order_ended", "terminated": "recalled", "external": "recalled",
    "declined": "need_gone",
}  # fmt: skip
WITHDRAW = {
    "draft": "withdraw_d",
    "awaiting_approval": "withdraw_a",
    "matching": "withdraw_m",
    "waitlisted": "withdraw_w",
    "offered": "withdraw_o",
    "referred": "withdraw_r",
    "accepted": "withdraw_c",
    "planning": "withdraw_p",
}


@transaction.atomic
def finish_request(request: AssistanceRequest, *, by: User, goals_met_early: bool = False) -> AssistanceRequest:
    """Finish the service; the end report is owed. Refused while planned sessions are missing, unless the goals
    were met early. Law: R-CC-04."""
    policies.require(by, "finish_request", request)
    if Session.objects.filter(request=request, status__in=("booked", "awaiting_record")).exists():
        raise Refused(_("还有没记录的帮扶，先记录或取消。"), code="unrecorded")
    planned, held = planned_and_held(request)
    if held < planned and not goals_met_early:
        raise Refused(
            _("计划 %(planned)d 次，已开展 %(held)d 次。目标提前达到时可以勾选后完成。")
            % {"planned": planned, "held": held},
            code="sessions_missing",
        )
    move(request, "finish", by=by, reason="goals_met" if held < planned else "")
    return request


@transaction.atomic
def end_early(request: AssistanceRequest, *, by: User, reason: str, note: str) -> AssistanceRequest:
    """End the service before its plan, with a reason code and a note; the end report is still owed."""
    policies.require(by, "end_request", request)
    if reason not in EARLY or not note.strip():
        raise Refused(_("选出提前结束的原因，并写一句说明。"), code="reason")
    _cancel_sessions(request)
    move(request, "end_early", by=by, reason=reason, note=note)
    return request


@transaction.atomic
def report_outcome(
    request: AssistanceRequest, *, by: User, outcome: str, goals: list[dict[str, str]], cost_fen: int = 0
) -> EndReport:
    """The helper's end report: a result with evidence for each goal; hours are taken from the records.

    Refused: a goal without result or evidence; an unknown outcome.
    """
    policies.require(by, "report_outcome", request)
    if outcome not in CODES:
        raise Refused(_("选出成效。"), code="outcome")
    if not goals or any(g.get("result") not in RESULTS or not g.get("evidence", "").strip() for g in goals):
        raise Refused(_("每个目标都要写结果和依据。"), code="goals")
    move(request, "report", by=by)
    tally = Session.objects.filter(request=request, round_no=request.round_no, status="held").aggregate(
        n=Count("pk"), minutes=Sum("minutes")
    )
    version = request.reports.filter(round_no=request.round_no).count() + 1
    report = EndReport.objects.create(
        request=request,
        round_no=request.round_no,
        version=version,
        goals=goals,
        outcome=outcome,
        held_n=tally["n"],
        minutes=tally["minutes"] or 0,
        cost_fen=cost_fen,
        by=by,
        at=clock.now(),
    )
    tell("report_ready", request)
    return report


@transaction.atomic
def send_back_report(request: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """Send the end report back to the helper with what is missing."""
    policies.require(by, "review_report", request)
    if not reason.strip():
        raise Refused(_("写明要补充什么。"), code="reason")
    report = last_report(request)
    if request.place_id is None:
        raise Refused(_("这是法律援助机构的答复，不退回。向本人核实后确认或更正。"), code="from_agency")
    if report:
        EndReport.objects.filter(pk=report.pk).update(sent_back_why=reason[:200])
    move(request, "send_back", by=by, note=reason)
    tell("report_sent_back", request, to=[request.helper])
    return request


@transaction.atomic
def confirm_outcome(
    request: AssistanceRequest,
    *,
    by: User,
    outcome: str,
    need_met: str,
    person_says: str,
    satisfaction: int | None = None,
    stars: int | None = None,
) -> Outcome:
    """Confirm or correct the outcome after asking the person; the request is closed and the place free again.

    What the person answered with a code of their own stands beside it, the same or not. `stars` is the officer's own
    mark for the organisation.

    Refused: by the helper itself; the person was not asked (then "not reached" is said openly).
    Law: R-CC-04; recipients' opinions R-PUR-23.
    """
    policies.require(by, "review_report", request)
    report = last_report(request)
    if by.pk == request.helper_id or (report and report.by_id == by.pk):
        raise Refused(_("不能确认自己提交的成效，让同事办理。"), code="own_report")
    if outcome not in CODES or need_met not in dict(AssistanceRequest.MET) or person_says not in dict(Outcome.SAYS):
        raise Refused(_("成效、需求是否满足、本人的回答三项都要选。"), code="incomplete")
    if satisfaction is not None and not 1 <= satisfaction <= 5:
        raise Refused(_("满意度是 1 到 5 的整数。"), code="satisfaction")
    request.need_met = need_met
    request.save()
    move(request, "confirm", by=by)  # first: of two officers who confirm at once, the second stops here
    row = Outcome.objects.create(
        request=request,
        round_no=request.round_no,
        place=request.place,
        code=outcome,
        corrected=bool(report and report.outcome != outcome),
        need_met=need_met,
        person_says=person_says,
        satisfaction=satisfaction,
        confirmed_by=by,
        confirmed_at=clock.now(),
    )
    rating.rate(request, by=by, stars=stars)
    let_go(request, by=by)
    plan_followups(request)
    open_if_they_part(request)
    tell("request_closed", request, to=[p for p in (request.helper,) if p])
    return row


@transaction.atomic
def withdraw_request(request: AssistanceRequest, *, by: User | None, reason: str, note: str = "") -> AssistanceRequest:
    """Withdraw a request wherever it stands: live offers are revoked, a place is freed, a short report is owed
    where work was done. `by` None is the house itself (the order ended). Law: R-PI-05, R-CC-11."""
    if by is not None:
        policies.require(by, "withdraw_request", request)
    if reason not in WITHDRAWALS:
        raise Refused(_("选出撤回的原因。"), code="reason")
    # The request before its offers, as whoever answers one does.
    AssistanceRequest.objects.select_for_update().get(pk=request.pk)
    request.refresh_from_db()
    verb = WITHDRAW.get(request.status)
    if verb is None:
        raise Refused(_("现在是“%(state)s”，不能撤回。") % {"state": request.status_label}, code="withdraw")
    was = request.status
    if was == "offered":
        revoke_all(request, by=None, reason=reason)
    if was == "referred":
        end_referral(request, by=by)
    if was in ("accepted", "planning"):
        _cancel_sessions(request)
    request.end_reason = reason
    request.save()
    move(request, verb, by=by, reason=reason, note=note)
    if was == "accepted":
        let_go(request, by=by, grants_at_once=True)
        tell("request_withdrawn", request, to=[request.helper])
    return request


@transaction.atomic
def end_client(client: Client, *, by: User | None, reason: str) -> Client:
    """End a file: everything open for the person is withdrawn or ended within the same act (R-CC-11)."""
    if by is not None:
        policies.require(by, "end_client", client)
    if reason not in dict(Client.END_REASONS):
        raise Refused(_("选出结束的原因。"), code="reason")
    why = WHY_OPEN_ENDS.get(reason, "moved")
    for request in AssistanceRequest.objects.filter(client=client).exclude(status__in=("closed", "cancelled")):
        _end_open(request, why)
    activities.give_all_back(client)
    classes.give_all_back(client)
    dissolve_group(client)
    drop_followups(client=client)
    move(client, "end", by=by, reason=reason)
    Client.objects.filter(pk=client.pk).update(end_reason=reason, ended_on=clock.today())
    client.end_reason, client.ended_on = reason, clock.today()
    return client


def end_clients_due() -> int:
    """End the files whose last day has passed; how many. Runs daily, so within one day (R-CC-11)."""
    due = list(Client.objects.filter(status__in=IN_REGISTER, end_on__lt=clock.today())[:500])
    for client in due:
        end_client(client, by=None, reason="released" if client.kind == "supervisee" else "help_term_end")
    return len(due)


def planned_and_held(request: AssistanceRequest) -> tuple[int, int]:
    """Sessions the agreed plan asks for, and sessions held in this round. Without a plan one is enough."""
    plan = Plan.objects.filter(request=request, status="agreed").order_by("-version").first()
    held = Session.objects.filter(request=request, round_no=request.round_no, status="held").count()
    return (plan.sessions_n if plan else 1), held


def last_report(request: AssistanceRequest) -> EndReport | None:
    return request.reports.filter(round_no=request.round_no).order_by("-version").first()


def goals_of(request: AssistanceRequest) -> list[str]:
    """What the report must answer: the goals of the agreed plan, or the one line of the request."""
    plan: Any = Plan.objects.filter(request=request, status="agreed").order_by("-version").first()
    return list(plan.goals) if plan else [request.goal or request.wish]


def _end_open(request: AssistanceRequest, why: str) -> None:
    if request.status in WITHDRAW:
        withdraw_request(request, by=None, reason=why)
    elif request.status == "in_service":
        _cancel_sessions(request)
        move(request, "end_early", by=None, reason=why)
    elif request.status == "on_hold":
        move(request, "end_held", by=None, reason=why)
    end_grants(request, by=None, at_once=True)  # nobody reads the file of an ended case, law: R-CC-11
    trail.record("request.order_ended", request, by=None, detail={"why": why})


def _cancel_sessions(request: AssistanceRequest) -> None:
    for session in Session.objects.filter(request=request, status="booked"):
        move(session, "cancel", by=None)
