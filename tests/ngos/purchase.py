"""A purchase as G5 of the demo city tells it, brought to the state a test needs. Each subject may add to it.

`project` makes a draft with everything a published one has; `brought` walks it on by the machine alone, past what the
services would check; `opened_bids` makes bids as they are after the opening.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any

from accounts.models import OrgUnit, User
from audit.moves import born, move
from kit import calendar, clock, numbers
from ngos import hooks
from ngos.models import (
    Bid,
    BudgetLine,
    CatalogueItem,
    CommitteeMember,
    Condition,
    Deliverable,
    Expert,
    Factor,
    Milestone,
    Project,
    Provider,
)
from ngos.providers import papers
from ngos.purchasing import numbers_of_law
from ngos.purchasing import services as purchasing
from ngos.purchasing.checks import Factor as Scored
from ngos.purchasing.checks import Part
from tests import build
from tests.cast import DONGXI, Cast, person, seat, unit

PUBLISHED_ON = date(2026, 5, 11)
DEADLINE = clock.at(date(2026, 5, 21), 9)
BUDGET_FEN = 50_000_000  # ¥500,000
PRICES_FEN = {"晨光社工": 46_800_000, "同行社工": 43_200_000, "心桥服务": 49_500_000}
PATH = [
    ("approve", "head"),
    ("publish", "clerk"),
    ("close", ""),
    ("open", "clerk"),
    ("begin_scoring", "clerk"),
    ("rank", "clerk"),
    ("propose", "clerk"),
    ("award", "head"),
    ("contract", "clerk"),
]
FACTORS = [
    Scored("price", "报价", 2000), Scored("technical", "服务方案", 5000), Scored("business", "业绩与管理", 3000)
]  # fmt: skip
STATES = (
    "draft",
    "approved",
    "published",
    "closed",
    "opened",
    "scoring",
    "ranked",
    "proposed",
    "awarded",
    "contracted",
)


# --- people ----------------------------------------------------------------------------------------------------
def _one(name: str, role: str, at: OrgUnit | None) -> User:
    return User.objects.filter(display_name=name).first() or seat(person(name), role, at)


def clerk(cast: Cast) -> User:
    """郑岚 of the city's bureau."""
    return cast.city_manager


def head(cast: Cast) -> User:
    return _one("宋明", "MUN", cast.bureau)


def openers(cast: Cast, n: int = 3) -> list[User]:
    return [_one(name, "MUN", cast.bureau) for name in ("开标甲", "开标乙", "开标丙", "开标丁")[:n]]


def representative(cast: Cast) -> User:
    """Of the purchaser, on the committee."""
    return _one("贺代表", "MUN", cast.bureau)


def experts(cast: Cast, n: int = 4, category: int = 2) -> list[User]:
    users = [_one(f"专家{'一二三四五六七八九'[k]}", "EXP", None) for k in range(n)]
    for user in users:
        Expert.objects.get_or_create(user=user, defaults={"categories": [category], "employer": "云栖大学"})
    return users


# --- organisations ---------------------------------------------------------------------------------------------
def bidder(cast: Cast, name: str) -> Provider:
    """A listed organisation of the city with this name, its certificate checked and in date."""
    provider = build.provider(cast, unit("provider", name, DONGXI))
    if not provider.papers.exists():
        papers.enter_paper(provider, by=cast.city_manager, kind="registration", valid_to=date(2027, 12, 31))
    return provider


def manager_of(cast: Cast, provider: Provider) -> User:
    return _one(f"{provider.org.name}负责人", "NGA", provider.org)


# --- the project -----------------------------------------------------------------------------------------------
def item(code: str = "counsel-1", category: int = 2, **columns: Any) -> CatalogueItem:
    values = {"name": "个别心理辅导", "category": category, "unit": "次", **columns}
    return CatalogueItem.objects.get_or_create(code=code, defaults=values)[0]


def budget_line(cast: Cast, amount_fen: int = 200_000_000, *, year: int = 0, code: str = "2040610") -> BudgetLine:
    values = {"title": "政府购买社区矫正服务", "amount_fen": amount_fen}
    return BudgetLine.objects.get_or_create(
        purchaser=cast.bureau, year=year or clock.today().year, code=code, defaults=values
    )[0]


def draft(cast: Cast, **columns: Any) -> Project:
    """The project alone, without its parts."""
    values: dict[str, Any] = {
        "title": "社区矫正对象心理辅导服务",
        "need": "为在册对象提供个别和团体心理辅导。",
        "standard": "由持证心理咨询师提供，每次不少于五十分钟。",
        "purchaser": cast.bureau,
        "category": 2,
        "method": Project.Method.CONSULTATION,
        "budget_fen": BUDGET_FEN,
        "clerk": clerk(cast),
        "head": head(cast),
        **columns,
    }
    if "budget_line" not in values:
        values["budget_line"] = budget_line(cast)
    row = Project(number=numbers.next_number("GP", str(clock.today().year), 4), **values)
    born(row, "draft", by=None)
    return row


def project(cast: Cast, status: str = "draft", **columns: Any) -> Project:
    """As G5: consultation, ¥500,000, price 20, 400 sessions and 40 groups, paid 30/50/20; brought to `status`."""
    row = draft(cast, **columns)
    weight = row.price_weight
    factors: list[tuple[str, str, int]] = [
        ("technical", "服务方案", 5000),
        ("technical", "人员配备", 2000),
        ("business", "业绩与管理", 3000 - weight),
    ]
    if weight:
        factors.insert(0, ("price", "报价", weight))
    for n, (kind, title, most) in enumerate(factors):
        Factor.objects.create(project=row, kind=kind, title=title, most=most, order=n)
    Condition.objects.create(project=row, clause="2.1", text="依法登记并在有效期内", paper="registration", order=0)
    Condition.objects.create(project=row, clause="2.2", text="三年内无重大违法记录", order=1)
    Deliverable.objects.create(project=row, item=item(), quantity=400, order=0)
    Deliverable.objects.create(
        project=row, item=item("counsel-2", name="团体心理辅导", unit="场"), quantity=40, order=1
    )
    for n, (title, share, advance) in enumerate((("首付", 3000, True), ("中期", 5000, False), ("验收", 2000, False))):
        Milestone.objects.create(project=row, title=title, condition="按合同", share=share, is_advance=advance, order=n)
    return brought(row, status) if status != "draft" else row


def brought(row: Project, status: str, *, at: datetime | None = None) -> Project:
    """Walk on to `status` by the machine; from `published` on with the frozen rules and the days of G5."""
    for state, (verb, who) in zip(STATES[1:], PATH, strict=True):
        if STATES.index(state) <= STATES.index(row.status):
            continue
        if verb == "publish":
            _announce(row, at or clock.now())
        if verb == "open":
            row.opened_at = clock.now()
            row.save(update_fields=["opened_at"])
        move(row, verb, by=acting(getattr(row, who)) if who else None)
        if state == status:
            break
    row.refresh_from_db()
    return row


def _announce(row: Project, at: datetime) -> None:
    row.rules, row.published_at = numbers_of_law.frozen(at.date()), at
    row.deadline_at = row.deadline_at or DEADLINE
    row.opening_at = row.opening_at or row.deadline_at
    row.enquiries_until_at = row.enquiries_until_at or row.deadline_at
    row.documents_until_on = row.documents_until_on or date(2026, 5, 18)
    row.save()


def acting(user: User, role: str = "MUN") -> User:
    user.acting_role = role  # type: ignore[attr-defined]
    return user


# --- bids as they are after the opening ------------------------------------------------------------------------
def opened_bids(
    cast: Cast, row: Project, prices: dict[str, int] | None = None, *, small: Sequence[str] = ("心桥服务",)
) -> list[Bid]:
    """One opened bid for each name, in this order; those of `small` declared themselves small enterprises."""
    make = partial(_opened, cast, row, small=small)
    return [make(name, price) for name, price in (prices or PRICES_FEN).items()]


def _opened(cast: Cast, row: Project, name: str, price_fen: int, *, small: Sequence[str]) -> Bid:
    provider, by_small = bidder(cast, name), name in small
    bid = Bid(project=row, bidder=f"{provider.pk:064x}", version=1, received_at=clock.now(), size=8192,
              digest="0" * 64, commitment="0" * 64)  # fmt: skip
    born(bid, "seal", by=None)
    move(bid, "open", by=acting(row.clerk))
    bid.provider, bid.price_fen = provider, price_fen
    bid.deduction = row.deduction if by_small else 0
    bid.content = json.dumps(content(row, price_fen, small=by_small), ensure_ascii=False)
    bid.save()
    return bid


def sealed_bid(row: Project, mark: str = "f") -> Bid:
    """One that lies sealed: a mark, and nothing else."""
    bid = Bid(project=row, bidder=mark * 64, version=1, received_at=clock.now(), size=8192, digest="0" * 64,
              commitment="0" * 64)  # fmt: skip
    born(bid, "seal", by=None)
    return bid


def content(row: Project, price_fen: int, *, small: bool = False) -> dict[str, Any]:
    answers = [{"factor": f.pk, "text": f"响应：{f.title}"} for f in row.factors.exclude(kind="price")]
    return {
        "price_fen": price_fen,
        "small_enterprise": small,
        "answers": answers,
        "statement": {"no_violation": True, "contact": "机构办公室"},
        "papers": [{"kind": "registration", "until": "2027-12-31"}],
    }


def committee(cast: Cast, row: Project, n: int = 5) -> list[CommitteeMember]:
    """Experts and one representative of the purchaser, drawn and declared without relation."""
    people = [(user, "expert") for user in experts(cast, n - 1)] + [(representative(cast), "purchaser")]
    found = []
    for k, (user, kind) in enumerate(people):
        member = CommitteeMember(project=row, user=user, kind=kind, is_leader=k == 0)
        born(member, "draw", by=None)
        move(member, "declare", by=acting(user, "EXP" if kind == "expert" else "MUN"))
        found.append(member)
    return found


# --- by the services, as the office does it ------------------------------------------------------------------------
def drawn_up(cast: Cast, **columns: Any) -> Project:
    """A complete draft of 郑岚's, made by the services as of now (G5's days when it is 11 May 2026)."""
    by = clerk(cast)
    line = columns.pop("budget_line", None) or budget_line(cast)
    values = {"title": "社区矫正对象心理辅导服务", "category": 2, "budget_fen": BUDGET_FEN, **columns}
    row = purchasing.draft_project(cast.bureau, by=by, budget_line=line, need="提供心理辅导。", **values)
    row = purchasing.edit_project(row, by=by, head=head(cast))
    row = purchasing.set_factors(row, FACTORS, by=by)
    row = purchasing.set_conditions(
        row, [("依法登记并在有效期内", "registration"), ("三年内无重大违法记录", "")], by=by
    )
    row = purchasing.set_deliverables(row, [(item(), 400)], by=by)
    row = purchasing.set_milestones(row, [Part("首付", "签约", 3000, True), Part("尾款", "验收", 7000)], by=by)
    days = clock.today()
    return purchasing.set_dates(
        row, by=by, documents_until_on=calendar.add_workdays(days, 5), deadline_at=clock.at(calendar.add_days(days, 20))
    )


def announced(cast: Cast, **columns: Any) -> Project:
    """Drawn up, approved and published, with officers who have rehearsed."""
    row = drawn_up(cast, forecast_reason="首次采购，名录内机构尚少。", **columns)
    purchasing.approve_project(row, by=head(cast))
    with rehearsed():
        return purchasing.publish_project(row, by=clerk(cast))


@contextmanager
def rehearsed(answer: bool = True) -> Iterator[None]:
    """While it lasts, whether enough officers have rehearsed is answered so."""
    kept = hooks.ready_to_publish._answer
    hooks.ready_to_publish._answer = lambda project: answer
    try:
        yield
    finally:
        hooks.ready_to_publish._answer = kept
