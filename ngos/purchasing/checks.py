"""What a project still lacks before it may be approved: plain judgement over plain values, told part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from desk.dates import day
from kit import calendar, clock
from kit.errors import Refused
from kit.sentences import gettext as _

WHOLE = 10_000  # 100.00 points, and 100.00 per cent
BASICS, NEED, FACTORS, CONDITIONS, MILESTONES, DATES, OFFICERS = (
    "basics",
    "need",
    "factors",
    "conditions",
    "milestones",
    "dates",
    "officers",
)
PARTS = {
    BASICS: lazy("基本信息"),
    NEED: lazy("采购需求和服务数量"),
    FACTORS: lazy("评审因素"),
    CONDITIONS: lazy("资格条件"),
    MILESTONES: lazy("付款节点"),
    DATES: lazy("时间安排"),
    OFFICERS: lazy("人员"),
}


@dataclass(frozen=True)
class Factor:
    kind: str
    title: str
    most: int  # hundredths of a point
    measure: str = ""


@dataclass(frozen=True)
class Part:
    """A payment: `share` in hundredths of a per cent of the contract's sum."""

    title: str
    condition: str
    share: int
    is_advance: bool = False


def points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


# --- factors -------------------------------------------------------------------------------------------------------
def check_factors(rows: Sequence[Factor], price_range: Sequence[int]) -> int:
    """The weight of the price in hundredths, 0 where no factor is the price (a fixed price).

    Refused: they do not sum to 100.00; two prices; the price outside its range. Law: R-PUR-14.
    """
    prices = [row.most for row in rows if row.kind == "price"]
    if len(prices) > 1:
        raise Refused(_("价格只能是一项评审因素。"), code="two_prices")
    weight = prices[0] if prices else 0
    low, high = price_range
    if prices and not low <= weight <= high:
        raise Refused(
            _("价格分值为%(n)s，应在%(low)s至%(high)s之间。价格固定的，不设价格因素。")
            % {"n": points(weight), "low": points(low), "high": points(high)},
            code="price_weight",
        )
    total = sum(row.most for row in rows)
    if total != WHOLE:
        raise Refused(
            _("评审因素分值合计为%(sum)s，应为100.00。") % {"sum": points(total)},
            code="factors_sum",
        )
    return weight


def check_parts(rows: Sequence[Part]) -> None:
    """Refused: the parts do not sum to 100 per cent; an advance that is not the first, or nothing after it."""
    total = sum(row.share for row in rows)
    if total != WHOLE:
        raise Refused(_("付款比例合计为%(sum)s%%，应为100.00%%。") % {"sum": points(total)}, code="milestones_sum")
    if any(row.is_advance for row in rows[1:]):
        raise Refused(_("只有第一个付款节点可以是预付款。"), code="advance")
    if len(rows) == 1 and rows[0].is_advance:
        raise Refused(_("预付款以外，至少还要一个验收后支付的节点。"), code="advance")


# --- days ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Days:
    """The days of a notice: until when papers are handed out and questions taken, the deadline, the opening."""

    documents_until_on: date
    enquiries_until_at: datetime
    deadline_at: datetime
    opening_at: datetime


def check_days(days: Days, method: str, published: datetime, rules: Mapping[str, Any]) -> None:
    """Refused, each day by itself: shorter than the law allows when published at this instant.

    Terms of days: the first day does not count, a last day off rolls forward. Law: R-PUR-07, R-PUR-08.
    """
    said: dict[str, list[str]] = {}
    deadline_on = _on(days.deadline_at)
    earliest = calendar.add_days(_on(published), int(rules["notice_days"][method]))
    if deadline_on < earliest:
        said["deadline_at"] = [
            _("公告至响应截止不少于%(n)d天，最早为%(day)s。")
            % {"n": rules["notice_days"][method], "day": day(earliest)}
        ]
    papers = calendar.add_workdays(_on(published), int(rules["documents_workdays"]))
    if days.documents_until_on < papers:
        said["documents_until_on"] = [
            _("采购文件提供期限不少于%(n)d个工作日，最早为%(day)s。")
            % {"n": rules["documents_workdays"], "day": day(papers)}
        ]
    elif days.documents_until_on > deadline_on:
        said["documents_until_on"] = [_("采购文件提供期限不能晚于响应截止。")]
    if not published < days.enquiries_until_at <= days.deadline_at:
        said["enquiries_until_at"] = [_("提问截止应在公告之后、响应截止之前。")]
    if days.opening_at < days.deadline_at:
        said["opening_at"] = [_("开标时间不能早于响应截止。")]
    if said:
        raise Refused(_("时间安排不符合规定。"), code="days", at=said)


def earliest_after_change(now: datetime, method: str, rules: Mapping[str, Any]) -> date:
    """The first day on which the deadline may lie when what is asked for changes now."""
    return calendar.add_days(_on(now), int(rules["change_days"][method]))


def _on(at: datetime) -> date:
    return at.astimezone(clock.SHANGHAI).date()


def refusals(*checks: Any) -> list[tuple[str, list[str]]]:
    """(part, sentences) of each (part, check) that refuses; a check is called without arguments."""
    found = []
    for part, check in checks:
        try:
            check()
        except Refused as refusal:
            found.append((part, [str(refusal), *map(str, refusal.reasons)]))
    return found
