"""A purchase in the words of the Open Contracting Data Standard 1.1, as the public may know it at this moment.

Before the result neither bidders nor their number; never anything of a person who is helped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from kit.clock import SHANGHAI
from ngos.models import Award, Bid, Contract, Notice, Project, Provider

TAGS = {
    "tender": "tender",
    "correction": "tenderUpdate",
    "failed": "tenderCancellation",
    "cancelled": "tenderCancellation",
    "result": "award",
    "contract": "contract",
    "acceptance": "implementation",
}
DOCUMENTS = {
    "tender": "tenderNotice",
    "correction": "clarifications",
    "result": "awardNotice",
    "contract": "contractNotice",
    "acceptance": "physicalProgressReport",
}
STATUS = {
    "draft": "planned",
    "approved": "planned",
    "failed": "unsuccessful",
    "cancelled": "cancelled",
    "contracted": "complete",
    "ended": "complete",
}
METHODS = {"open_tender": "open", "consultation": "selective", "comparison": "selective", "entrustment": "selective"}
MILESTONES = {"accepted": "met", "partly": "partiallyMet", "rejected": "notMet"}
CONTRACTS = {"drafted": "pending", "completed": "terminated", "terminated": "terminated", "cancelled": "cancelled"}


def release(notice: Notice) -> dict[str, Any]:
    """The whole of what is public of the notice's project, tagged by what the notice announces."""
    project = notice.project
    result = project.notices.filter(kind="result").exists()
    awards = list(project.awards.select_related("bid__provider__org").order_by("pk")) if result else []
    bids = list(_tenderers(project)) if result else []
    contracts = list(project.contracts.select_related("provider__org").exclude(signed_at=None))
    body = {
        "ocid": ocid(project),
        "id": f"{project.number}-{notice.number:03d}",
        "date": moment(notice.published_at),
        "tag": [TAGS[notice.kind]],
        "initiationType": "tender",
        "language": "zh",
        "parties": _parties(project, bids, awards, contracts),
        "buyer": _named(project.purchaser),
        "tender": _tender(project, bids),
        "awards": [_award(project, one) for one in awards],
        "contracts": [_contract(one, awards) for one in contracts],
        "relatedProcesses": _related(project),
    }
    return pruned(body)


def ocid(project: Project) -> str:
    return f"{settings.OCDS_PREFIX}-{project.number}"


# --- parts ---------------------------------------------------------------------------------------------------------
def _tender(project: Project, bids: list[Bid]) -> dict[str, Any]:
    return {
        "id": project.number,
        "title": project.title,
        "description": project.need,
        "status": STATUS.get(project.status, "active"),
        "procuringEntity": _named(project.purchaser),
        "value": money(project.budget_fen),
        "procurementMethod": METHODS[project.method],
        "procurementMethodDetails": str(project.get_method_display()),
        "procurementMethodRationale": project.method_reason,
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": "; ".join(
            f"{f.title} {f.most // 100}.{f.most % 100:02d}" for f in project.factors.all()
        ),
        "eligibilityCriteria": "; ".join(f"{c.clause} {c.text}" for c in project.conditions.all()),
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": _period(project.published_at, project.deadline_at),
        "enquiryPeriod": _period(project.published_at, project.enquiries_until_at),
        "hasEnquiries": project.clarifications.filter(answered_at__isnull=False).exists(),
        "numberOfTenderers": len(bids) if bids else None,
        "tenderers": [_named(bid.provider.org, bid.provider) for bid in bids],
        "items": [
            {"id": str(d.pk), "description": d.item.name, "quantity": d.quantity, "unit": {"name": d.item.unit}}
            for d in project.deliverables.select_related("item")
        ],
        "milestones": [
            {"id": str(m.pk), "title": m.title, "type": "payment", "description": m.condition, "status": "scheduled"}
            for m in project.milestones.all()
        ],
        "documents": [_document(project, one) for one in project.notices.exclude(kind="acceptance").order_by("number")],
    }


def _award(project: Project, award: Award) -> dict[str, Any]:
    status = "cancelled" if award.dropped_at else "active" if award.decided_at else "pending"
    return {
        "id": f"{project.number}-award-{award.pk}",
        "title": project.title,
        "status": status,
        "date": moment(award.decided_at or award.proposed_at),
        "value": money(award.bid.price_fen),
        "suppliers": [_named(award.bid.provider.org, award.bid.provider)],
    }


def _contract(contract: Contract, awards: list[Award]) -> dict[str, Any]:
    award = next((a for a in awards if a.bid_id == contract.bid_id and not a.dropped_at), None)
    return {
        "id": contract.number,
        "awardID": f"{contract.project.number}-award-{award.pk}" if award else None,
        "title": contract.project.title,
        "status": CONTRACTS.get(contract.status, "active"),
        "period": _period(_start(contract.starts_on), _start(contract.ends_on)),
        "value": money(contract.amount_fen),
        "dateSigned": moment(contract.signed_at),
        "implementation": _implementation(contract),
    }


def _implementation(contract: Contract) -> dict[str, Any]:
    """What was accepted of each part, and what was paid; counts of services stand in the notes themselves."""
    paid = contract.payments.filter(status="paid").order_by("pk")
    notes = contract.project.notices.filter(kind="acceptance").order_by("number")
    if not notes:
        return {}
    return {
        "milestones": [
            {
                "id": f"{contract.number}-milestone-{m.order + 1}", "title": m.title, "type": "payment",
                "status": MILESTONES.get(m.status, "scheduled"),
                "dateMet": moment(m.status_at) if m.status in ("accepted", "partly") else None,
            }
            for m in contract.milestones.all()
        ],
        "transactions": [
            {
                "id": p.number, "date": moment(_start(p.paid_on)), "value": money(p.amount_fen),
                "payer": _named(contract.project.purchaser),
                "payee": _named(contract.provider.org, contract.provider),
            }
            for p in paid
        ],
        "documents": [_document(contract.project, one) for one in notes],
    }  # fmt: skip


def _document(project: Project, notice: Notice) -> dict[str, Any]:
    return {
        "id": f"notice-{notice.number}",
        "documentType": DOCUMENTS.get(notice.kind, "tenderNotice"),
        "title": notice.title,
        "url": f"{settings.PUBLIC_URL}/tenders/{project.number}/",
        "datePublished": moment(notice.published_at),
        "format": "text/html",
        "language": "zh",
    }


def _related(project: Project) -> list[dict[str, Any]]:
    old = project.retender_of
    if old is None:
        return []
    return [
        {
            "id": "1",
            "relationship": ["unsuccessfulProcess"],
            "title": old.title,
            "scheme": "ocid",
            "identifier": ocid(old),
        }
    ]


def _tenderers(project: Project) -> Iterable[Bid]:
    return project.bids.exclude(provider=None).select_related("provider__org").order_by("pk")


def _parties(project: Project, bids: list[Bid], awards: list[Award], contracts: list[Contract]) -> list[dict[str, Any]]:
    """Everybody who is named anywhere, once, with all their roles."""
    paid = {c.provider_id for c in contracts if c.paid_fen}
    payer = ["payer"] if paid else []
    winners = {a.bid.provider_id for a in awards} | {c.provider_id for c in contracts}
    found: list[dict[str, Any]] = [{**_named(project.purchaser), "roles": ["buyer", "procuringEntity", *payer]}]
    for provider in {b.provider_id: b.provider for b in bids}.values():
        roles = ["tenderer", "supplier"] if provider.pk in winners else ["tenderer"]
        if provider.pk in paid:
            roles.append("payee")
        party: dict[str, Any] = {**_named(provider.org, provider), "roles": roles}
        if provider.credit_code:
            party["identifier"] = {"scheme": "CN-USCC", "id": provider.credit_code, "legalName": provider.org.name}
        found.append(party)
    return found


def _named(org: Any, provider: Provider | None = None) -> dict[str, str]:
    code = provider.credit_code if provider else None
    return {"id": f"CN-USCC-{code}" if code else f"CN-UNIT-{org.pk}", "name": org.name}


# --- values --------------------------------------------------------------------------------------------------------
def money(fen: int) -> dict[str, Any]:
    """A JSON number that reads exactly as the sum does: whole yuan as an integer, else with its two decimals."""
    amount = Decimal(fen) / 100
    return {"amount": int(amount) if amount == amount.to_integral_value() else float(amount), "currency": "CNY"}


def moment(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds") if at else None


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _period(start: datetime | None, end: datetime | None) -> dict[str, Any]:
    return {"startDate": moment(start), "endDate": moment(end)}


def pruned(value: Any) -> Any:
    """Without what is empty: the standard wants no empty text, list or object."""
    if isinstance(value, dict):
        kept = {name: pruned(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [one for one in (pruned(one) for one in value) if one not in (None, "", [], {})]
    return value
