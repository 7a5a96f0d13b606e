"""Planning inspections: the yearly draw among running contracts, a single visit, who goes and when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from accounts.access import seats
from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import born, move
from kit import calendar, clock, numbers, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from ngos import policies
from ngos.evaluation import drawing
from ngos.inspections import queries, sampling
from ngos.inspections.checklists import FULL, KINDS, PERIODIC, SPECIAL, SPOT
from ngos.inspections.numbers_of_law import SHARE_PCT
from ngos.inspections.states import INSPECTORS
from ngos.models import Contract, Inspection, InspectionPlan, Provider

outbox.template(
    "inspection_assigned",
    subject=lazy("有一次检查由您承担"),
    body=lazy("%(number)s %(unit)s，%(day)s。检查前不通知对方。"),
)


@transaction.atomic
def plan_inspections(
    *, by: User, kind: str, until_on: date, county_code: str = "", share_pct: int | None = None
) -> InspectionPlan:
    """Draw the contracts to be visited this year; every one of them becomes an inspection without inspector yet.

    A spot check draws at least the share of the rule; periodic and full inspections take every running contract.
    Refused: a special one, which is arranged singly; too small a share; no running contract; an end that is over.
    """
    plan = InspectionPlan(
        year=clock.today().year, kind=kind, county_code=county_code, until_on=until_on,
        share_pct=_share(kind, share_pct), seed=drawing.new_seed(), made_by=by, made_at=clock.now(),
    )  # fmt: skip
    policies.require(by, "plan_inspections", plan)
    if until_on < clock.today():
        raise Refused(_("完成期限已经过了。"), code="until", at={"until_on": [_("完成期限已经过了。")]})
    contracts = {c.number: c for c in queries.running_contracts(county_code)}
    if not contracts:
        raise Refused(_("现在没有履行中的合同。"), code="no_contracts")
    plan.candidates = sorted(contracts)
    plan.drawn = sampling.draw(plan.seed, plan.candidates, plan.share_pct)
    plan.save()
    for number in plan.drawn:
        _enter(plan, contracts[number], by=by)
    trail.record("inspection.draw", plan, by=by, detail={"of": len(contracts), "drawn": len(plan.drawn)})
    return plan


def _share(kind: str, share_pct: int | None) -> int:
    least = int(rules.value(SHARE_PCT))
    if kind in (PERIODIC, FULL):
        return 100
    if kind != SPOT:
        raise Refused(_("专项检查逐个安排。"), code="kind")
    if share_pct is not None and not least <= share_pct <= 100:
        told = _("抽取比例不低于 %(n)d%%。") % {"n": least}
        raise Refused(told, code="share", at={"share_pct": [told]})
    return share_pct or least


def _enter(plan: InspectionPlan, contract: Contract, *, by: User) -> Inspection:
    inspection = Inspection(
        plan=plan, kind=plan.kind, addressee=contract.provider.org, provider=contract.provider, contract=contract,
        county_code=contract.county_code or contract.provider.county_code,
    )  # fmt: skip
    return _born(inspection, by=by, until_on=plan.until_on)


def _born(inspection: Inspection, *, by: User, until_on: date) -> Inspection:
    inspection.number = numbers.next_number("JC", period=str(clock.today().year), width=4)
    born(inspection, "plan", by=by)
    Inspection.objects.filter(pk=inspection.pk).update(due_at=calendar.end_of(until_on))
    inspection.refresh_from_db()
    return inspection


@transaction.atomic
def arrange_inspection(
    addressee: OrgUnit, *, by: User, inspector: User, on: date, kind: str = SPECIAL, focus: str = "",
    contract: Contract | None = None,
) -> Inspection:  # fmt: skip
    """Arrange a single visit of an organisation or of an own office, outside any draw.

    Refused: a day that is over; a unit that is neither; an inspector of the unit itself.
    """
    provider = Provider.objects.filter(org=addressee).first()
    if provider is None and addressee.kind != "judicial_office":
        raise Refused(_("只检查社会组织和司法所。"), code="addressee")
    if kind not in dict(KINDS):
        raise Refused(_("没有这种检查。"), code="kind")
    county = (provider and provider.county_code) or addressee.county_code
    inspection = Inspection(
        kind=kind, addressee=addressee, provider=provider, contract=contract, focus=focus.strip()[:200]
    )
    inspection.county_code = county
    policies.require(by, "plan_inspections", inspection)
    return assign_inspector(
        _born(inspection, by=by, until_on=max(on, clock.today())), by=by, inspector=inspector, on=on
    )


@transaction.atomic
def assign_inspector(inspection: Inspection, *, by: User, inspector: User, on: date) -> Inspection:
    """Say who goes and on which day. Refused: begun already; a day that is over; one of the unit's own people."""
    policies.require(by, "assign_inspector", inspection)
    if inspection.status != "planned":
        raise Refused(_("检查已经开始，不能换人。"), code="begun")
    if on < clock.today():
        raise Refused(_("检查日期已经过了。"), code="day", at={"on": [_("检查日期已经过了。")]})
    held = seats(inspector)
    if not any(s.role in INSPECTORS for s in held) or any(s.unit_id == inspection.addressee_id for s in held):
        told = _("检查人不能是被检查单位的人员。")
        raise Refused(told, code="inspector", at={"inspector": [told]})
    inspection.inspector, inspection.on = inspector, on
    inspection.save(update_fields=["inspector", "on"])
    trail.record("inspection.assign", inspection, by=by, detail={"inspector": inspector.pk})
    outbox.put(
        "inspection_assigned", to=inspector, about=inspection, url=reverse("ngos:inspection", args=[inspection.number]),
        number=inspection.number, unit=inspection.addressee.name, day=on,
    )  # fmt: skip
    return inspection


@transaction.atomic
def cancel_inspection(inspection: Inspection, *, by: User, reason: str) -> Inspection:
    """Take a visit off the list. Refused: no reason; the share of the year would fall under the rule."""
    policies.require(by, "cancel_inspection", inspection)
    if not reason.strip():
        raise Refused(_("写明原因。"), code="reason")
    plan = inspection.plan
    if plan is not None and plan.kind == SPOT:
        left = plan.inspections.exclude(status="cancelled").count() - 1
        if left < sampling.size(len(plan.candidates), int(rules.value(SHARE_PCT, plan.made_at.date()))):
            raise Refused(_("取消以后达不到抽查的最低比例。先补抽，再取消。"), code="share")
    move(inspection, "cancel", by=by, note=reason)
    return inspection
