"""What officer and agency do with a referral: refer, forward, ask for papers, decide, assign. No step asks a fee."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import access, roles
from accounts.models import Membership, OrgUnit, User
from audit.moves import born, move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import AssistanceRequest, EndReport, Referral
from matching.requests.news import tell
from matching.supervisees import disclosure
from matching.supervisees.leaks import leaks

SHORTEST = 10  # letters of a reason somebody can understand


@transaction.atomic
def refer_legal_aid(
    request: AssistanceRequest, *, by: User, clerk: User, matter: str, fields: list[str], detained: bool = False
) -> Referral:
    """Send the request to the legal aid agency where `clerk` sits; the agency's seven days begin.

    For a detainee the application that came in is only noted: it must be forwarded within 24 hours.
    Refused: another need; consent was withdrawn; a clerk without a seat at an agency that takes referrals here.
    Law: R-LA-01.
    """
    policies.require(by, "refer_legal_aid", request)
    AssistanceRequest.objects.select_for_update().get(pk=request.pk)
    request.refresh_from_db()
    if request.need != "legal_aid":
        raise Refused(_("只有法律援助的需求才转介给法律援助机构。"), code="need")
    if request.consent is None or request.consent.withdrawn_at:
        raise Refused(_("没有有效的同意或法定依据，不能转介。先登记同意。"), code="consent")
    if not fields or matter not in dict(Referral.MATTERS):
        raise Refused(_("选出事项和要披露的信息。"), code="incomplete")
    seat = clerks(request).filter(user=clerk).first()
    if seat is None:
        raise Refused(_("选一位本县区或本市法律援助机构的在岗经办人。"), code="clerk")
    referral = Referral(
        request=request,
        round_no=request.round_no,
        agency_id=seat.unit_id,
        clerk=clerk,
        county_code=request.county_code,
        matter=matter,
        detained=detained,
        fields=fields,
        by=by,
    )
    move(request, "refer_out", by=by)
    born(referral, "note" if detained else "refer", by=by)
    if not detained:
        _received(referral, by)
    return referral


@transaction.atomic
def forward(referral: Referral, *, by: User) -> Referral:
    """Forward a detainee's application; the agency's days begin today. Law: R-LA-01 (art. 39)."""
    policies.require(by, "forward_legal_aid", referral)
    move(referral, "forward", by=by)
    _received(referral, by)
    return referral


@transaction.atomic
def ask_papers(referral: Referral, *, by: User, papers: str, until_on: date) -> Referral:
    """Tell once and for all what is missing, and by when. Refused: a second time; a day not to come. Art. 43."""
    policies.require(by, "decide_legal_aid", referral)
    if referral.papers_asked_on:
        raise Refused(_("要补的材料只能一次告知。按现有材料决定，或电话请工作人员说明。"), code="once")
    _written(referral, papers, "papers", shortest=2)
    if until_on <= clock.today():
        raise Refused(_("补材料的最后一天要在今天以后。"), code="until_on")
    due = calendar.end_of(calendar.roll_forward(until_on))
    move(referral, "ask_papers", by=by, due_at=due)
    _set(referral, papers=papers.strip(), papers_asked_on=clock.today(), papers_due_on=due.date())
    _tell("legal_aid_papers", referral, referral.request.officer)
    return referral


@transaction.atomic
def supply_papers(referral: Referral, *, by: User) -> Referral:
    """The papers are there: the agency's days go on, those that the papers took do not count."""
    policies.require(by, "supply_papers", referral)
    stood = (clock.today() - (referral.papers_asked_on or clock.today())).days
    due = decision_due(referral.received_on or clock.today(), stood)
    move(referral, "supply", by=by, due_at=calendar.end_of(due))
    _set(referral, stood_days=stood, decision_due_on=due)
    _tell("legal_aid_supplied", referral, referral.clerk if by != referral.clerk else referral.request.officer)
    return referral


@transaction.atomic
def lapse(referral: Referral, *, by: User) -> Referral:
    """Papers that did not come count as taking the application back (art. 43). Refused: before their day is over."""
    policies.require(by, "decide_legal_aid", referral)
    if referral.papers_due_on and clock.today() <= referral.papers_due_on:
        raise Refused(_("补材料的期限还没有过。"), code="early")
    move(referral, "lapse", by=by)
    _back_to_matching(referral, by)
    _tell("legal_aid_lapsed", referral, referral.request.officer)
    return referral


@transaction.atomic
def grant_aid(referral: Referral, *, by: User) -> Referral:
    """Decide for legal aid; three days to name somebody begin."""
    policies.require(by, "decide_legal_aid", referral)
    move(referral, "grant_aid", by=by)
    _set(referral, decided_on=clock.today(), assign_due_on=referral.due_at.date() if referral.due_at else None)
    _tell("legal_aid_granted", referral, referral.request.officer)
    return referral


@transaction.atomic
def refuse_aid(referral: Referral, *, by: User, refusal: str, refusal_text: str) -> Referral:
    """Decide against it, in writing and with the reason. Refused: without a reason one can understand. Art. 43."""
    policies.require(by, "decide_legal_aid", referral)
    if refusal not in dict(Referral.REFUSALS):
        raise Refused(_("选一个不予援助的原因。"), code="refusal")
    _written(referral, refusal_text, "refusal_text", shortest=SHORTEST)
    # Before the move: a refusal without its text cannot even be stored.
    _set(referral, refusal=refusal, refusal_text=refusal_text.strip(), decided_on=clock.today())
    move(referral, "refuse_aid", by=by, reason=refusal)
    _report(referral, by, "aid_refused")
    disclosure.end_grants(referral.request, by=by, at_once=True)
    return referral


@transaction.atomic
def assign(referral: Referral, *, by: User, lawyer: str, firm: str) -> Referral:
    """Name who takes the case; the officer then asks the person and confirms what came of it."""
    policies.require(by, "decide_legal_aid", referral)
    if not lawyer.strip() or not firm.strip():
        raise Refused(_("写明承办人和承办单位。"), code="lawyer")
    _set(referral, lawyer=lawyer.strip(), firm=firm.strip(), assigned_on=clock.today())
    move(referral, "assign", by=by)
    _report(referral, by, "aid_granted")
    return referral


@transaction.atomic
def withdraw_referral(referral: Referral, *, by: User, reason: str) -> Referral:
    """Take the referral back; the request looks for other help. Refused: no reason."""
    policies.require(by, "withdraw_legal_aid", referral)
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    was = referral.status
    move(referral, "withdraw", by=by, note=reason)
    _back_to_matching(referral, by)
    if was != "to_forward":
        _tell("legal_aid_withdrawn", referral, referral.clerk)
    return referral


# --- who and when ------------------------------------------------------------------------------------------
def clerks(request: AssistanceRequest) -> Any:
    """Seats of clerks at the legal aid agencies of the county and of its city; an agency bears the word in its name."""
    here = (request.county_code, f"{request.county_code[:4]}00")
    agencies = OrgUnit.objects.filter(kind="partner_agency", name__contains="法律援助", division_id__in=here)
    seats = Membership.objects.filter(access.in_force(clock.today()), role=roles.PAR, unit__in=agencies)
    return seats.select_related("user", "unit").order_by("-unit__division_id", "unit_id", "pk")


def decision_due(received_on: date, stood_days: int = 0) -> date:
    """The seventh day after the application, without the days the papers took; rolls off holidays (民法典 203)."""
    days = int(rules.value("matching.legal_aid_decision_days", received_on))
    return calendar.roll_forward(received_on + timedelta(days=days + stood_days))


# --- pieces ------------------------------------------------------------------------------------------------
def _received(referral: Referral, by: User) -> None:
    """The agency has it: its days are counted from today, and its clerk may read what was released.

    The request has its first answer with the receipt: somebody who must decide by a day has taken it.
    """
    request = referral.request
    if request.first_response_at is None:
        request.first_response_at = clock.now()
        request.save(update_fields=["first_response_at"])
    due = referral.due_at.date() if referral.due_at else None
    _set(referral, received_on=clock.today(), decision_due_on=due)
    disclosure.grant(referral.request, by=by, to=referral.clerk, fields=referral.fields, purpose=_("法律援助申请"))
    _tell("legal_aid_referred", referral, referral.clerk)


def _report(referral: Referral, by: User, outcome: str) -> None:
    """What the agency decided is the report that the officer confirms."""
    request = referral.request
    move(request, "aid_decided", by=None)
    evidence = referral.refusal_text or f"{referral.lawyer}·{referral.firm}"
    goal = request.goal or request.wish
    result = "reached" if outcome == "aid_granted" else "not"
    EndReport.objects.create(
        request=request,
        round_no=request.round_no,
        version=request.reports.filter(round_no=request.round_no).count() + 1,
        goals=[{"goal": goal, "result": result, "evidence": evidence}],
        outcome=outcome,
        by=by,
        at=clock.now(),
    )
    _tell("legal_aid_assigned" if outcome == "aid_granted" else "legal_aid_refused", referral, request.officer)


def _back_to_matching(referral: Referral, by: User) -> None:
    move(referral.request, "aid_back", by=None)
    disclosure.end_grants(referral.request, by=by, at_once=True)


def _written(referral: Referral, text: str, name: str, *, shortest: int) -> None:
    if len(text.strip()) < shortest:
        raise Refused(_("写明理由或材料，让当事人看得懂。"), code=name)
    found = list(leaks(text, referral.client))
    if found:
        raise Refused(_("这段文字会留在记录里，不能写出本人身份或案情。"), code="leak", at={name: found})


def _tell(kind: str, referral: Referral, to: User) -> None:
    tell(kind, referral.request, to=[to], url=reverse("matching:referral", args=[referral.pk]))


def _set(referral: Referral, **columns: Any) -> None:
    Referral.objects.filter(pk=referral.pk).update(**columns)
    for name, value in columns.items():
        setattr(referral, name, value)
