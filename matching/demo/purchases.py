"""One purchase of the demo city from the draft to the contract: each act by who does it, on the day it happened.

The days are counted from the deadline, which the tale gives as so many days before the city's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.models import OrgUnit, User
from kit import calendar, clock
from matching.demo import cast
from matching.demo.stage import City
from ngos.bidding import services as bidding
from ngos.contracts import services as contracts
from ngos.evaluation import services as evaluation
from ngos.purchasing import services as purchasing
from ngos.purchasing.services import Factor, Part

FACTORS = (
    Factor("price", "报价", 2000, "最低的评审价得满分，其余按比例折算"),
    Factor("technical", "服务方案", 4000, "目标、方法、安排是否对得上需求"),
    Factor("technical", "人员配备", 2000, "资质、人数、督导"),
    Factor("business", "业绩与管理", 2000, "近三年同类服务和档案管理"),
)
CONDITIONS = [("依法登记并在有效期内", "registration"), ("参加采购前三年内没有重大违法记录", "")]
PARTS = [
    Part("首付", "合同签订后", 3000, True),
    Part("中期", "过半服务验收合格", 5000),
    Part("尾款", "期末验收合格", 2000),
]
QUALITY = (940, 880, 850, 820)  # per mille of what can be had: the first bidder answers best


@dataclass(frozen=True)
class Wanted:
    """What is bought: (catalogue item, units), for so many yuan and months."""

    title: str
    category: int
    need: str
    items: Sequence[tuple[Any, int]]
    yuan: int
    days: int  # from the notice to the deadline, at least
    months: int = 12


@dataclass
class People:
    """Who buys for whom: the openers have their keys, the representative sits on the committee."""

    purchaser: OrgUnit
    line: Any
    clerk: User
    head: User
    openers: Sequence[User]
    words: Sequence[str]  # of the openers
    representative: User


@dataclass
class Purchase:
    """`closes`: the deadline, in days before the city's day, at nine o'clock."""

    city: City
    wanted: Wanted
    people: People
    closes: int
    project: Any = None
    bids: list[Any] = field(default_factory=list)
    bidders: list[User] = field(default_factory=list)
    sheets: list[Any] = field(default_factory=list)
    leader: User | None = None
    awarded: Any = None
    contract: Any = None

    # --- days ----------------------------------------------------------------------------------------------------
    @property
    def now(self) -> Any:
        """The project as it stands."""
        self.project.refresh_from_db()
        return self.project

    @property
    def deadline(self) -> date:
        return self.city.day - timedelta(days=self.closes)

    @property
    def notice(self) -> date:
        """The last day from which both terms end by the deadline."""
        day = self.deadline - timedelta(days=self.wanted.days)
        while max(calendar.add_workdays(day, 5), calendar.add_days(day, self.wanted.days)) > self.deadline:
            day -= timedelta(days=1)
        return day

    @contextmanager
    def after(self, days: int, hour: int = 10) -> Iterator[None]:
        """So many days after the deadline."""
        with clock.frozen(clock.at(self.deadline + timedelta(days=days), hour)):
            yield

    @contextmanager
    def before_notice(self, days: int) -> Iterator[None]:
        with clock.frozen(clock.at(self.notice - timedelta(days=days), 10)):
            yield

    # --- to the notice ---------------------------------------------------------------------------------------------
    def draft(self) -> Any:
        want, who = self.wanted, self.people
        with self.before_notice(9):
            self.project = purchasing.draft_project(
                who.purchaser, by=who.clerk, title=want.title, category=want.category, budget_fen=want.yuan * 100,
                budget_line=who.line, need=want.need, term_months=want.months,
            )  # fmt: skip
            self._fill()
        return self.project

    def _fill(self) -> None:
        by, project = self.people.clerk, self.project
        standard = "按服务目录的标准提供，每次服务有记录，保护服务对象隐私。"
        columns = {"head": self.people.head, "standard": standard, "forecast_reason": "名录机构正在补齐材料。"}
        purchasing.edit_project(project, by=by, **columns)
        purchasing.set_factors(project, FACTORS, by=by)
        purchasing.set_conditions(project, CONDITIONS, by=by)
        purchasing.set_deliverables(project, list(self.wanted.items), by=by)
        purchasing.set_milestones(project, PARTS, by=by)
        self._set_dates()

    def _set_dates(self) -> None:
        papers = calendar.add_workdays(self.notice, 5)
        deadline = clock.at(self.deadline, 9)
        purchasing.set_dates(self.project, by=self.people.clerk, documents_until_on=papers, deadline_at=deadline)

    def approve(self) -> None:
        with self.before_notice(6):
            purchasing.submit_project(self.now, by=self.people.clerk)
        with self.before_notice(5):
            purchasing.approve_project(self.now, by=self.people.head)

    def publish(self) -> None:
        """The openers try their keys, then the notice is out."""
        who = self.people
        with self.before_notice(2):
            bidding.appoint_openers(self.now, who.openers, by=who.clerk)
            for one, word in zip(who.openers[:2], who.words, strict=False):
                bidding.rehearse(self.now, by=one, passphrase=word)
        with self.before_notice(0):
            self.project = purchasing.publish_project(self.now, by=who.clerk)

    def announced(self) -> Purchase:
        self.draft()
        self.approve()
        self.publish()
        return self

    def again(self, closes: int) -> Purchase:
        """Bought once more after it was void; its parts are copied by the service."""
        made = Purchase(self.city, self.wanted, self.people, closes)
        with made.before_notice(4):
            made.project = purchasing.retender(self.now, by=self.people.clerk)
            purchasing.edit_project(made.now, by=self.people.clerk, forecast_reason="上一次只有两家响应。")
            made._set_dates()
        with made.before_notice(3):
            purchasing.submit_project(made.now, by=self.people.clerk)
            purchasing.approve_project(made.now, by=self.people.head)
        made.publish()
        return made

    # --- bids --------------------------------------------------------------------------------------------------------
    def bid(self, *bidders: User, shares: Sequence[int] = (955, 930, 985, 970)) -> Purchase:
        """Each organisation asks for so many per mille of the budget."""
        for n, (user, share) in enumerate(zip(bidders, shares, strict=False)):
            with self.after(-4 + n, 15):
                org = cast.unit_of(user)
                content = self._content(self.wanted.yuan * share // 1000 * 100, user)
                self.bids.append(bidding.submit_bid(self.now, org, by=user, content=content))
        self.bidders += bidders
        return self

    def _content(self, price_fen: int, user: User) -> dict[str, Any]:
        told = {
            "technical": "由持证人员分期开展，每月一次督导，每季度向司法局报告进展。",
            "business": "近三年承接过同类服务，档案齐全，没有投诉。",
        }
        scored = [f for f in self.project.factors.all() if f.kind != "price"]
        return {
            "price_fen": price_fen,
            "small_enterprise": False,
            "answers": [{"factor": f.pk, "text": f"{f.title}：{told[f.kind]}"} for f in scored],
            "statement": {"no_violation": True, "contact": user.display_name},
        }

    # --- opening and evaluation --------------------------------------------------------------------------------------
    def close(self) -> Purchase:
        with self.after(0, 9):
            bidding.close_due()
        return self

    def open(self) -> Purchase:
        self.close()
        with self.after(0, 10):
            for one, word in zip(self.people.openers[:2], self.people.words, strict=False):
                bidding.present(self.now, by=one, passphrase=word)
        for bid in self.bids:
            bid.refresh_from_db()
        return self

    def judge(self, experts: int = 2) -> Purchase:
        """The committee is drawn and declares, every bid passes both reviews, the sheets are laid out."""
        who = self.people
        with self.after(1, 14):
            members = evaluation.form_committee(
                self.now, by=who.clerk, experts=experts, representatives=[who.representative]
            )
            for member in members:
                evaluation.declare(member, by=member.user, relations={b.pk: "none" for b in self.bids})
            for member in members:
                evaluation.vote_for_leader(members[0], by=member.user)
            for bid in self.bids:
                evaluation.qualify_bid(bid, by=who.clerk)
            for bid in self.bids:
                evaluation.conform_bid(bid, by=members[0].user)
            self.sheets = evaluation.begin_scoring(self.now, by=who.clerk)
            self.leader = members[0].user
        return self

    def score(self, *, but: User | None = None) -> Purchase:
        """Everybody signs every sheet; who is named has not begun."""
        order = {bid.pk: n for n, bid in enumerate(self.bids)}
        factors = [f for f in self.project.factors.all() if f.kind != "price"]
        with self.after(2, 10):
            for sheet in self.sheets:
                if sheet.member.user != but:
                    points = {f.pk: self._points(f.most, order[sheet.bid_id]) for f in factors}
                    evaluation.save_draft(sheet, by=sheet.member.user, points=points)
                    evaluation.lock_sheet(sheet, by=sheet.member.user)
        return self

    def _points(self, most: int, place: int) -> int:
        """In steps of half a point, a little apart from member to member."""
        return (most * (QUALITY[place] + self.city.rng.randint(-25, 25)) // 1000) // 50 * 50

    def rank(self) -> Purchase:
        with self.after(2, 14):
            evaluation.reveal_prices(self.now, by=self.leader)
            evaluation.rank_bids(self.now, by=self.leader)
        return self

    def propose(self) -> Purchase:
        with self.after(3, 10):
            evaluation.propose_award(self.now, by=self.leader)
        return self

    def award(self, experts: int = 2) -> Purchase:
        return self.open().judge(experts).score().rank().propose().decide()

    def decide(self) -> Purchase:
        """Confirmed by the head, announced."""
        with self.after(4, 10):
            evaluation.confirm_award(self.now, by=self.people.head)
        with self.after(5, 10):
            self.awarded = evaluation.announce_result(self.now, by=self.people.clerk)
        return self

    # --- contract --------------------------------------------------------------------------------------------------
    def sign(self, cases: int = 30) -> Purchase:
        """When the days for objections are over: drawn up, agreed, signed, published, filed."""
        who = self.people
        start = self.awarded.objections_until_at.astimezone(clock.SHANGHAI).date() + timedelta(days=1)
        winner = next(u for u, b in zip(self.bidders, self.bids, strict=True) if b.pk == self.awarded.bid_id)
        with clock.frozen(clock.at(start, 9)):
            self.contract = contracts.draft_contract(
                self.now, by=who.clerk, starts_on=clock.today() + timedelta(days=3), cases=cases,
                grant_fields=["preferred_name"],
            )  # fmt: skip
            self.contract = contracts.agree_contract(self.contract, by=winner)
            self.contract = contracts.sign_contract(self.contract, by=who.head)
            self.contract = contracts.publish_contract(self.contract, by=who.clerk)
        with clock.frozen(clock.at(start + timedelta(days=3), 9)):
            number = f"BA-{self.contract.number[3:]}"
            self.contract = contracts.file_contract(self.contract, by=who.clerk, filing_number=number)
            contracts.activate_due()
        self.contract.refresh_from_db()
        return self

    def complete(self) -> Purchase:
        with clock.frozen(clock.at(self.contract.ends_on, 16)):
            contracts.complete_contract(self.contract, by=self.people.head)
        return self
