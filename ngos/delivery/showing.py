"""How delivery stands on a page: how far each service of a contract is, its parts, its sessions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.dates import day, day_time
from kit.money import display
from ngos import policies
from ngos.delivery import queries
from ngos.models import Contract, ContractMilestone, DeliveryRecord

TONES = {"scheduled": "off", "claimed": "wait", "accepted": "ok", "partly": "run", "rejected": "bad"}
MOST_PERCENT = 100


def panel(contract: Contract, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On the page of a contract: the draw-down, the parts of the price, and what this person may do next."""
    rows = queries.drawn(contract)
    milestones = list(contract.milestones.prefetch_related("claims"))
    if not rows and not milestones:
        return None
    may_claim = policies.may(user, "claim_milestone", contract)
    return "ngos/panel_delivery.html", {
        "bars": [_bar(row) for row in rows],
        "twin": _twin(rows),
        "milestones": [_milestone(contract, m, may_claim) for m in milestones],
        "url": reverse("ngos:deliveries", args=[contract.number]),
        "product_url": _product_url(contract, rows, may_claim),
    }


def _product_url(contract: Contract, rows: list[queries.Drawn], may_claim: bool) -> str:
    wanted = any(r.item.kind == "document" and r.item.free for r in rows)
    return reverse("ngos:product", args=[contract.number]) if may_claim and wanted else ""


def _bar(row: queries.Drawn) -> dict[str, Any]:
    item = row.item
    width = min(MOST_PERCENT, item.taken * MOST_PERCENT // item.capacity)
    return {
        "name": item.item.name, "width": f"{width}%", "done": item.taken, "whole": item.capacity, "share": row.share,
        "unit": item.item.unit, "forecast": _foretold(row),
    }  # fmt: skip


def _foretold(row: queries.Drawn) -> str:
    found = row.forecast
    if found.used_up_on:
        return _("按现在的进度，%(day)s用完") % {"day": day(found.used_up_on)}
    if row.item.free == 0:
        return _("已全部交付")
    if found.left is None:
        return _("还没有交付，暂不能预计")
    return _("按现在的进度，到期剩%(n)d%(unit)s") % {"n": found.left, "unit": row.item.item.unit}


def _twin(rows: list[queries.Drawn]) -> dict[str, Any]:
    heads = [_("服务项目"), _("合同数量"), _("补充"), _("已交付"), _("完成率"), _("单价"), _("折合金额"), _("预计")]
    cells = [
        [
            r.item.item.name, r.item.quantity, r.item.capacity - r.item.quantity, r.item.taken, f"{r.share}%",
            display(r.item.unit_price_fen), display(r.earned_fen), _foretold(r),
        ]
        for r in rows
    ]  # fmt: skip
    return {"caption": _("合同服务的完成情况"), "heads": heads, "rows": cells}


def _milestone(contract: Contract, m: ContractMilestone, may_claim: bool) -> dict[str, Any]:
    claims = sorted(m.claims.all(), key=lambda c: -c.pk)
    open_now = m.status in ("scheduled", "rejected") and contract.status not in ("drafted", "cancelled")
    return {
        "m": m, "tone": TONES[m.status], "amount": display(m.amount_fen),
        "accepted": display(m.accepted_fen) if m.accepted_fen else "",
        "claim_url": reverse("ngos:acceptance", args=[claims[0].pk]) if claims else "",
        "new_url": reverse("ngos:claim", args=[contract.number, m.order + 1]) if may_claim and open_now else "",
    }  # fmt: skip


def session_row(record: DeliveryRecord) -> dict[str, Any]:
    """A session without anything of the person: the number of the case, the time, where it stands."""
    when = day_time(record.starts_at) if record.starts_at else day(record.on)
    if record.struck_at:
        state, tone = _("不予认可"), "bad"
    elif record.claim is None:
        state, tone = _("未申请"), "off"
    else:
        state, tone = (_("已验收"), "ok") if record.claim.decided_at else (_("待验收"), "wait")
    heads = _("团体，%(n)d人") % {"n": record.heads_n} if record.kind == "group" else ""
    return {
        "r": record, "when": when, "state": state, "tone": tone, "code": record.order.ref if record.order else heads,
        "item": record.item.item.name if record.item else record.get_kind_display(),
    }  # fmt: skip
