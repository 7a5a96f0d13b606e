"""A contract from the award to its end: drafted, agreed and signed, made public, filed, added to, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as lazy

from accounts import queries, roles
from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import calendar, clock, numbers, rules
from kit.clock import SHANGHAI
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.contracts import news, parts, terms, tiers
from ngos.contracts.guards import fresh, project_of
from ngos.contracts.numbers_of_law import MOST_MONTHS, USUAL_MONTHS
from ngos.contracts.states import SIGNED
from ngos.contracts.supplements import add_supplement as add_supplement
from ngos.contracts.supplements import supplements_fen as supplements_fen
from ngos.evaluation.awarding import standing_award
from ngos.evaluation.committee import release_all
from ngos.evaluation.guards import ready
from ngos.evaluation.objecting import in_the_way
from ngos.models import Contract, Project
from ngos.purchasing import guards, notices


@transaction.atomic
def draft_contract(
    project: Project, *, by: User, starts_on: date, cases: int, grant_fields: list[str], term_reason: str = "",
    priced: Mapping[int, parts.Priced] | None = None,
) -> Contract:  # fmt: skip
    """Draw the contract up from the award: the winner, its price to the fen, the term of the project.

    `cases` are the cases it pays for at once, `grant_fields` what its work may know of a client (R-PI-03), `priced`
    the price of each catalogue item of the project. Refused: the result is not announced; a contract stands; a term
    over a year without its reason, or over three; prices that do not come to the sum.
    """
    policies.require(by, "draft_contract", project)
    project = ready(project, "awarded")
    guards.apart(project, by, guards.CLERK)
    award = standing_award(project)
    if award is None or award.noticed_at is None:
        raise Refused(_("结果公告以后再拟定合同。"), code="not_announced")
    if Contract.objects.filter(project=project).exclude(status="cancelled").exists():
        raise Refused(_("这个项目已经有合同。"), code="drafted")
    _check_term(project, term_reason)
    contract = Contract(
        number=numbers.next_number("HT", period=str(clock.today().year), width=4),
        provider=award.bid.provider, category=project.category, project=project, bid=award.bid,
        county_code=project.county_code, starts_on=starts_on, ends_on=terms.last_day(starts_on, project.term_months),
        amount_fen=award.bid.price_fen, capacity=cases, grant_fields=grant_fields, term_reason=term_reason.strip(),
    )  # fmt: skip
    born(contract, "draft", by=by)
    parts.enter_items(contract, priced)
    parts.enter_milestones(contract, by=by)
    noticed = award.noticed_at.astimezone(SHANGHAI).date()
    due = calendar.end_of(calendar.add_days(noticed, int(project.rules["contract_days"])))
    Contract.objects.filter(pk=contract.pk).update(due_at=due)
    contract.refresh_from_db()
    _tell_org("contract_to_agree", contract)
    return contract


def _check_term(project: Project, reason: str) -> None:
    """A year as a rule; up to three when the content is stable and the budget assured, with the reason (R-PUR-21)."""
    day = project.published_at.astimezone(SHANGHAI).date() if project.published_at else None
    if project.term_months > int(rules.value(MOST_MONTHS, day)):
        raise Refused(_("合同期最长三年。"), code="term")
    if project.term_months > int(rules.value(USUAL_MONTHS, day)) and not reason.strip():
        raise Refused(_("合同期超过一年的，写明内容稳定、预算有保障的理由。"), code="term_reason")


@transaction.atomic
def agree_contract(contract: Contract, *, by: User) -> Contract:
    """The winner agrees to what was drawn up. Refused: no longer a draft; agreed already."""
    policies.require(by, "agree_contract", contract)
    contract = fresh(contract, "drafted")
    if contract.agreed_at:
        raise Refused(_("已经确认过。"), code="agreed")
    contract.agreed_at, contract.agreed_by = clock.now(), by
    contract.save(update_fields=["agreed_at", "agreed_by"])
    trail.record("contract.agree", contract, by=by)
    if contract.project.head:
        news.tell("contract_to_sign", contract, contract.project.head, until=contract.due_at)
    return contract


@transaction.atomic
def sign_contract(contract: Contract, *, by: User, late_reason: str = "") -> Contract:
    """The head signs, within thirty days of the notice (law: R-PUR-20).

    Refused: anything in the way (objection period, open objection or complaint, a hold); the winner has not agreed;
    another sum than the winner's bid; late without a reason.
    """
    policies.require(by, "sign_contract", project_of(contract))
    project = ready(contract.project, "awarded")
    guards.apart(project, by, guards.HEAD)
    contract = fresh(contract, "drafted")
    award = standing_award(project)
    if reasons := in_the_way(project):
        raise Refused(_("现在还不能签订合同。"), code="in_the_way", reasons=reasons)
    if contract.agreed_at is None:
        raise Refused(_("等供应商确认合同以后再签。"), code="not_agreed")
    as_bid = award.bid_id == contract.bid_id and contract.amount_fen == award.bid.price_fen
    if not as_bid or not parts.adds_up(contract):
        raise Refused(_("合同金额与成交供应商的报价不一致。"), code="amount")
    if clock.now() > contract.due_at and not late_reason.strip():
        raise Refused(_("已超过签订合同的期限，写明原因。"), code="late")
    Contract.objects.filter(pk=contract.pk).update(
        signed_at=clock.now(), signed_by=by, late_reason=late_reason.strip()[:300]
    )
    move(contract, "sign", by=by, due_at=_workdays(project, "contract_publish_workdays"))
    move(project, "contract", by=by)
    release_all(project)
    tiers.settle(contract.provider_id)
    contract.refresh_from_db()
    news.tell("contract_signed", contract, project.clerk, until=contract.due_at)
    return contract


def _workdays(project: Project, rule: str, since: date | None = None) -> datetime:
    return calendar.end_of(calendar.add_workdays(since or clock.today(), int(project.rules[rule])))


@transaction.atomic
def publish_contract(contract: Contract, *, by: User) -> Contract:
    """Make the signed contract public within two working days (law: R-PUR-20)."""
    policies.require(by, "publish_contract", project_of(contract))
    contract = fresh(contract, "signed")
    project = contract.project
    guards.apart(project, by, guards.CLERK)
    facts = [
        (lazy("合同编号"), contract.number),
        (lazy("供应商"), contract.provider.org.name),
        (lazy("合同金额"), notices.Fen(contract.amount_fen)),
        (lazy("开始日期"), contract.starts_on),
        (lazy("结束日期"), contract.ends_on),
    ]
    notices.publish(project, "contract", by=by, facts=facts, data={"contract": contract.number})
    Contract.objects.filter(pk=contract.pk).update(published_at=clock.now())
    signed_on = contract.signed_at.astimezone(SHANGHAI).date()
    move(contract, "publish", by=by, due_at=_workdays(project, "contract_file_workdays", signed_on))
    contract.refresh_from_db()
    return contract


@transaction.atomic
def file_contract(contract: Contract, *, by: User, filing_number: str) -> Contract:
    """File a copy within seven working days of signing (law: R-PUR-20). Refused: no filing number."""
    policies.require(by, "file_contract", project_of(contract))
    contract = fresh(contract, "published")
    guards.apart(contract.project, by, guards.CLERK)
    if not filing_number.strip():
        raise Refused(_("填写备案编号。"), code="filing_number")
    Contract.objects.filter(pk=contract.pk).update(filed_at=clock.now(), filing_number=filing_number.strip()[:40])
    move(contract, "file", by=by)
    if contract.starts_on <= clock.today():
        move(contract, "activate", by=None)
    contract.refresh_from_db()
    return contract


@transaction.atomic
def activate_due() -> int:
    """Filed contracts whose first day has come are in force; how many. Run daily."""
    rows = Contract.objects.filter(status="filed", starts_on__lte=clock.today())
    for contract in rows:
        move(contract, "activate", by=None)
    return len(rows)


# --- ended -----------------------------------------------------------------------------------------------------
@transaction.atomic
def cancel_contract(contract: Contract, *, by: User, reason: str) -> Contract:
    """The winner does not sign: the draft is put away, and the head takes the award back. Refused: no reason."""
    policies.require(by, "end_contract", project_of(contract))
    return _end(fresh(contract, "drafted"), "cancel", by=by, reason=reason)


@transaction.atomic
def complete_contract(contract: Contract, *, by: User) -> Contract:
    policies.require(by, "end_contract", project_of(contract))
    contract = fresh(contract, "active")
    guards.apart(contract.project, by, guards.HEAD)
    move(contract, "complete", by=by)
    tiers.settle(contract.provider_id)
    move(contract.project, "end", by=by)
    return contract


@transaction.atomic
def terminate_contract(contract: Contract, *, by: User, reason: str) -> Contract:
    """End it before its day; its open cases are handed over by their officers. Refused: no reason."""
    policies.require(by, "end_contract", project_of(contract))
    contract = _end(fresh(contract, *SIGNED), "terminate", by=by, reason=reason)
    move(contract.project, "end", by=by, note=reason)
    tiers.settle(contract.provider_id)
    _tell_org("contract_terminated", contract)
    return contract


def _end(contract: Contract, verb: str, *, by: User, reason: str) -> Contract:
    guards.apart(contract.project, by, guards.HEAD)
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    Contract.objects.filter(pk=contract.pk).update(ended_reason=reason.strip()[:300])
    move(contract, verb, by=by, note=reason)
    return contract


def _tell_org(kind: str, contract: Contract) -> None:
    news.tell(kind, contract, *queries.people_with(roles.NGA, unit=contract.provider.org))
