"""Asking for help: the officer's draft, its submission, the supervisor's approval or return."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.moves import Clock, born, due_after, move
from kit import clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.models import AssistanceRequest, Client
from matching.needs.areas import WORK_AGE, WORK_NEEDS
from matching.requests.news import tell
from matching.sameness.services import mark_text
from matching.supervisees.leaks import leaks
from matching.supervisees.models import IN_REGISTER

URGENCY_CLOCKS = {
    3: ("hours", "matching.first_response_hours_u1"),
    2: ("workdays", "matching.first_response_workdays_u2"),
    1: ("workdays", "matching.first_response_workdays_u3"),
}


@transaction.atomic
def ask_for_help(client: Client, *, by: User, need: str, **wishes: Any) -> AssistanceRequest:
    """Save a draft for one need of one person. `wishes` are columns of AssistanceRequest.

    An open request for the same need is handed back instead of a second one. Refused: not the officer's file;
    the file has ended; work for somebody under 16; a text that gives the person away.
    Law: R-CC-07.
    """
    policies.require(by, "ask_for_help", client)
    if client.status == "registered" and not client.may_be_prepared:
        raise Refused(_("还没到入矫日期，入册后再提出需求。"), code="not_begun")
    if client.status not in IN_REGISTER:
        raise Refused(_("这份档案已结束，不能再提出需求。"), code="ended")
    open_one = open_request(client, need)
    if open_one:
        return open_one
    _check_need(client, need)
    _check_text(client, wishes)
    request = AssistanceRequest(
        number=numbers.next_number("AR", period=clock.today().strftime("%Y%m"), width=5),
        client=client,
        office_id=client.office_id,
        county_code=client.county_code,
        author=by,
        officer_id=client.officer_id or by.pk,
        need=need,
        category=codes.NEEDS[need][0],
        **wishes,
    )
    born(request, "save", by=by)
    _mark(request, by=by, keep_why=None)
    return request


@transaction.atomic
def edit_draft(
    request: AssistanceRequest, *, by: User, keep_why: str | None = None, **wishes: Any
) -> AssistanceRequest:
    """Change a draft. Refused once it was submitted; words written for somebody else, kept without a reason."""
    policies.require(by, "edit_request", request)
    if request.status != "draft":
        raise Refused(_("已经提交，不能再改。需要改时先撤回。"), code="submitted")
    _check_text(request.client, wishes)
    for name, value in wishes.items():
        setattr(request, name, value)
    request.save()
    _mark(request, by=by, keep_why=keep_why)
    return request


@transaction.atomic
def submit_request(request: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """Submit a draft: to the supervisor where a rule asks for it, else straight to matching.

    Refused: a section is missing; no consent and no statutory basis. The clock of the first response starts.
    Law: R-PI-02; first response R-CC-22.
    """
    policies.require(by, "submit_request", request)
    missing = missing_sections(request)
    if missing:
        raise Refused(_("还差这些内容，补上后再提交。"), code="incomplete", reasons=missing)
    verb = "submit" if approval_reasons(request) else "submit_direct"
    request.submitted_at = clock.now()
    request.first_due_at = first_response_due(request.urgency, request.submitted_at)
    request.save()
    move(request, verb, by=by)
    tell("request_to_approve" if verb == "submit" else "request_to_match", request)
    return request


@transaction.atomic
def approve_request(request: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """Approve another person's request. Refused: one's own."""
    policies.require(by, "approve_request", request)
    move(request, "approve", by=by)
    tell("request_approved", request)
    return request


@transaction.atomic
def return_request(request: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """Return a request to its author with the reason."""
    policies.require(by, "return_request", request)
    if not reason.strip():
        raise Refused(_("写明退回的原因，申请人会看到。"), code="reason")
    move(request, "return", by=by, note=reason)
    tell("request_returned", request)
    return request


def open_request(client: Client, need: str) -> AssistanceRequest | None:
    rows = AssistanceRequest.objects.filter(client=client, need=need)
    return rows.exclude(status__in=("closed", "cancelled")).first()


def missing_sections(request: AssistanceRequest) -> list[str]:
    """Sentences that say what a draft still lacks; empty when it can be submitted."""
    consent = request.consent
    missing: list[str] = []
    if not request.wish.strip():
        missing.append(_("写明希望得到的帮助。"))
    if not request.schedule_mask:
        missing.append(_("选出可以的时段。"))
    if consent is None or consent.withdrawn_at:
        missing.append(_("登记本人同意，或写明法定职责。"))
    if request.min_blocks > request.schedule_mask.bit_count():
        missing.append(_("共同时段的要求多于所选的时段。"))
    return missing


def approval_reasons(request: AssistanceRequest) -> list[str]:
    """Why a supervisor must look first; empty when the request goes straight to matching."""
    on = clock.today()
    reasons: list[str] = []
    if request.need in rules.value("matching.approval_needs", on):
        reasons.append(_("这一类需求须经审批。"))
    if request.client.is_minor_track:
        reasons.append(_("未成年人的需求须经审批。"))
    if request.cost_fen > rules.value("matching.approval_cost_fen", on):
        reasons.append(_("预计费用超过限额，须经审批。"))
    return reasons


def first_response_due(urgency: int, start: datetime) -> datetime:
    """When the first response is due: U1 in hours, U2 and U3 to the end of a working day."""
    unit, rule = URGENCY_CLOCKS[urgency]
    return due_after(Clock(**{unit: int(rules.value(rule, start.date()))}), start)  # type: ignore[arg-type]


def purge_drafts() -> int:
    """Cancel drafts whose thirty days are over; how many. Run daily."""
    old = AssistanceRequest.objects.filter(status="draft", due_at__lt=clock.now())[:500]
    for request in old:
        move(request, "withdraw_d", by=None, reason="draft_purged")
    return len(old)


def _check_need(client: Client, need: str) -> None:
    if need not in codes.NEEDS:
        raise Refused(_("没有这一类需求。"), code="need")
    if need in WORK_NEEDS and client.age < WORK_AGE:
        raise Refused(_("未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"), code="under_16")


def _mark(request: AssistanceRequest, *, by: User, keep_why: str | None) -> None:
    texts = [request.wish, request.goal]
    mark_text("request", request, client=request.client, texts=texts, by=by, keep_why=keep_why)


def _check_text(client: Client, wishes: dict[str, Any]) -> None:
    found = {name: list(leaks(str(wishes.get(name, "")), client)) for name in ("wish", "goal")}
    if any(found.values()):
        raise Refused(_("这段文字对方会看到，不能写出本人身份或案情。"), code="leak", at=found)
