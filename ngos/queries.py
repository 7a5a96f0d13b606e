"""What upper trades ask about providers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from kit import clock, rules
from kit.sentences import gettext as _
from ngos.contracts.queries import bought as bought
from ngos.contracts.states import IN_FORCE
from ngos.models import Contract, Provider, RectificationNotice
from ngos.rectification.states import OPEN as OPEN_NOTICE

# What an organisation may want to do; each is asked here, and only here, at the moment it is done.
BID, SMALL, OFFER, ORDER = "bid", "small", "offer", "order"
PLAN_HOLDS = timedelta(days=365)  # as long as a grade holds (law: R-PUR-25)
COMMENDABLE = ("A", "B")


# --- what a grade, a delay and a suspension close ---------------------------------------------------------------
def in_the_way(provider: Provider, doing: str) -> list[str]:
    """Why this organisation may not do this now, each a sentence with the way forward; nothing when it may.

    Grade D, an overdue rectification and every status but listed close all four; C bids only with an accepted plan.
    No query but for C. Law: R-PUR-25, R-RECT-02.
    """
    said = _of_status(provider)
    if provider.has_overdue_rectification:
        said.append(_("有整改逾期没有完成，核验销号以后恢复。"))
    if provider.grade == "D":
        said.append(_("质量等级为不合格（D），十二个月内不承接新的项目；重新评价合格后恢复。"))
    elif doing == BID and provider.grade == "C" and not has_agreed_plan(provider):
        said.append(_("质量等级为合格（C），整改方案经司法局认可以后才能参加采购。"))
    elif doing == SMALL and provider.grade not in rules.value("small.grades"):
        said.append(_("质量等级为%(grade)s，不能承接小额采购。") % {"grade": provider.grade})
    return said


def _of_status(provider: Provider) -> list[str]:
    if provider.status == "listed":
        return []
    if provider.status == "restricted":
        return [_("材料已过期，补上并核对以前受限。")]
    if provider.status == "suspended":
        return [_("机构已暂停承接，恢复以前不能承接新的服务。")]
    return [_("机构现在是“%(state)s”，不在名录中。") % {"state": provider.status_label}]


def may_take_work() -> QuerySet[Provider]:
    """The same as a list: those that may be given work now."""
    return Provider.objects.filter(status="listed", has_overdue_rectification=False).exclude(grade="D")


def has_agreed_plan(provider: Provider) -> bool:
    """A plan of rectification that the bureau accepted, of a notice still open or of the last twelve months."""
    rows = RectificationNotice.objects.filter(provider_id=provider.pk, plan_agreed_at__isnull=False)
    return rows.exclude(status="withdrawn").filter(plan_agreed_at__gt=clock.now() - PLAN_HOLDS).exists()


def is_commendable(org_id: int) -> bool:
    """Whether an organisation may be proposed for praise: A or B, listed, and nothing left to rectify (R-CC-10)."""
    rows = Provider.objects.filter(org_id=org_id, status="listed", grade__in=COMMENDABLE)
    return rows.exclude(rectifications__status__in=OPEN_NOTICE).exists()


def reasons_against(org_id: int | None, doing: str = OFFER) -> list[str]:
    """`in_the_way` by organisation, for whoever knows no more than that."""
    provider = provider_of(org_id) if org_id else None
    return in_the_way(provider, doing) if provider else [_("这家机构还没有入库，不能承接。")]


# --- what the gates of matching need -------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A provider as the gates need it: `free` cases left, graded, and whether it may be offered anything."""

    provider_id: int
    is_open: bool
    free: int
    grade: str
    cases_n: int
    mean_h: int = 0  # its quality in hundredths, shrunk towards the mean of all: orders equal scores (docs/adr/0018)


def capacity(org_ids: Iterable[int]) -> dict[int, Standing]:
    """Organisation id → standing; an organisation without a provider file is not in it. One query."""
    rows = Provider.objects.filter(org_id__in=list(org_ids))
    return {
        p.org_id: Standing(
            provider_id=p.pk,
            is_open=not in_the_way(p, OFFER),
            free=p.free,
            grade=p.grade,
            cases_n=p.cases_n,
            mean_h=getattr(p, "shrunk_h", None) or 0,
        )
        for p in rows
    }


def contracts_left(contract_ids: Iterable[int], on: date, until: date | None) -> dict[int, tuple[bool, int]]:
    """Contract id → (in force from `on` to `until`, funded cases left). One query."""
    rows = Contract.objects.filter(pk__in=list(contract_ids))
    return {c.pk: (c.status in IN_FORCE and c.starts_on <= on and (until or on) <= c.ends_on, c.free) for c in rows}


def contract_terms(contract_ids: Iterable[int]) -> dict[int, tuple[date, date, int]]:
    """Contract id → (first day, last day, funded cases left), of those that are active. One query."""
    rows = Contract.objects.filter(pk__in=list(contract_ids), status__in=IN_FORCE)
    return {c.pk: (c.starts_on, c.ends_on, c.free) for c in rows}


def provider_of(org_id: int) -> Provider | None:
    return Provider.objects.filter(org_id=org_id).select_related("org").first()


def orgs_out_of_work() -> list[int]:
    """Organisations that are suspended or off the list: what they still have in hand goes to others. One query."""
    rows = Provider.objects.filter(status__in=("suspended", "delisted"))
    return list(rows.values_list("org_id", flat=True))
