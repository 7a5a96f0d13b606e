"""What the page of a request shows of the help itself: what to do next, the meetings, the plan, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import Move
from kit import clock
from matching import policies, words
from matching.models import AssistanceRequest, Outcome, Plan, Session
from matching.outcomes import services as outcomes
from matching.supervisees.disclosure import live_grant

SHOWN = 30
TONES = {
    "booked": "run",
    "awaiting_record": "wait",
    "held": "ok",
    "absent": "bad",
    "not_held": "off",
    "moved": "off",
    "proposed": "wait",
    "agreed": "ok",
    "objected": "bad",
}
OURS = ("planning", "closing", "under_review")  # what is to do then stands in this part of the page
ANSWERED = ("under_review", "closed")  # then an agency's answer may stand where nobody's place does
TOLD = ("answer_absence", "not_held", "cancel", "move")  # moves of a meeting whose note everybody may read


@dataclass(frozen=True)
class Act:
    label: str
    url: str


def helper_panel(request: AssistanceRequest, user: User) -> dict[str, Any]:
    """The context of `matching/request_helper.html`; `shown` is False while nobody has taken the request.

    `acts` are the next steps open to this person now, the most important first.
    """
    by_agency = request.place_id is None
    if by_agency and request.status not in ANSWERED:
        return {"shown": False}
    can = {verb: policies.may(user, verb, request) for verb in RIGHTS}
    sessions = list(
        Session.objects.filter(request=request).select_related("worker").order_by("-starts_at", "-pk")[:SHOWN]
    )
    plans = list(request.plans.select_related("by").order_by("-version"))
    report, outcome = outcomes.last_report(request), _outcome(request)
    grant, slip = live_grant(request, user), request.outcome_codes.filter(round_no=request.round_no).first()
    said = slip if slip and slip.says else None
    return {
        "shown": True,
        "by_agency": by_agency,  # no meetings, and its answer is not sent back
        "first_is_primary": request.status in OURS or not policies.may(user, "match_request", request),
        "can": can,
        "acts": list(_acts(request, can, sessions, plans)),
        "sessions": [_row(s, can) for s in _with_notes(sessions)],
        "plans": [{"plan": p, "tone": TONES[p.status]} for p in plans],
        "numbers": outcomes.planned_and_held(request),
        "granted": [words.field(name) for name in grant.fields] if grant else [],
        "granted_url": reverse("matching:granted", args=[request.number]) if grant else "",
        "report": report,
        "report_words": outcomes.CODES.get(report.outcome, "") if report else "",
        "goals": [{**g, "result": outcomes.RESULTS.get(g["result"], "")} for g in report.goals] if report else [],
        "outcome": outcome,
        "may_report": can["record_session"] and request.status not in ("closed", "cancelled"),
        "said": said if report else None,
        "disagree": bool(said and outcome and said.says != outcome.person_says),
        "slip_until": slip.until_on if slip and not said else None,
        "outcome_words": outcomes.CODES.get(outcome.code, "") if outcome else "",
    }


def _outcome(request: AssistanceRequest) -> Outcome | None:
    return request.outcomes.filter(round_no=request.round_no).select_related("confirmed_by").first()


RIGHTS = (
    *("record_session", "propose_plan", "decide_plan", "finish_request", "end_request", "report_outcome"),
    *("review_report", "answer_absence"),
)


def _acts(request: AssistanceRequest, can: dict[str, bool], sessions: list[Session], plans: list[Plan]) -> Any:
    def act(label: str, name: str, *args: Any) -> Act:
        return Act(label, reverse(f"matching:{name}", args=args or [request.number]))

    state = request.status
    waiting = next((p for p in plans if p.status == "proposed"), None)
    started = [s for s in sessions if s.status == "awaiting_record" or _has_begun(s)]
    if can["record_session"] and started:
        yield act(_("记录这次帮扶"), "session_record", started[-1].pk)
    if can["decide_plan"] and waiting:
        yield act(_("答复方案"), "plan_decide", waiting.pk)
    if can["review_report"] and state == "under_review":
        yield act(_("核对结案报告"), "review")
    if can["report_outcome"] and state == "closing":
        yield act(_("写结案报告"), "report")
    if can["propose_plan"] and state == "planning" and not waiting:
        yield act(_("提交方案"), "plan")
    if can["record_session"] and state in ("accepted", "planning", "in_service"):
        first = state == "accepted"
        yield act(_("约首次见面") if first else _("约下一次"), "session_new")
    if can["finish_request"] and state == "in_service":
        yield act(_("完成帮扶"), "finish")
    if can["end_request"] and state == "in_service":
        yield act(_("提前结束"), "end")


def _has_begun(session: Session) -> bool:
    return session.status == "booked" and session.starts_at <= clock.now()


def _with_notes(sessions: list[Session]) -> list[tuple[Session, str]]:
    """Each meeting with what was said when it was moved, fell through, or an absence was answered."""
    moves = Move.objects.filter(thing_type=Session._meta.label, thing_id__in=[s.pk for s in sessions], verb__in=TOLD)
    notes = {m.thing_id: m.note for m in moves.order_by("pk") if m.note}
    return [(s, notes.get(s.pk, "")) for s in sessions]


def _row(pair: tuple[Session, str], can: dict[str, bool]) -> dict[str, Any]:
    session, note = pair
    url, verb = "", ""
    if session.status in ("booked", "awaiting_record") and can["record_session"]:
        url = reverse("matching:session_record", args=[session.pk])
        verb = _("记录") if session.status == "awaiting_record" or _has_begun(session) else _("改期或取消")
    elif session.status == "absent" and session.due_at and can["answer_absence"]:
        url, verb = reverse("matching:session_answer", args=[session.pk]), _("答复")
    elif session.status == "held" and (can["record_session"] or can["decide_plan"]):
        url, verb = reverse("matching:session_record", args=[session.pk]), _("看记录")
    return {"session": session, "note": note, "tone": TONES[session.status], "url": url, "verb": verb}
