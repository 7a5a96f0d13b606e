"""A purchase whose bids are open, made by hand, and the people who judge it: G5 unless told otherwise.

The opening itself is tested elsewhere; here it has happened. `Tender(cast)` stands in `opened`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import OrgUnit, User
from kit import clock
from ngos.evaluation import services
from ngos.models import (
    Bid,
    CommitteeMember,
    Condition,
    Expert,
    Factor,
    Project,
    Provider,
    Sheet,
)
from ngos.purchasing.numbers_of_law import frozen
from tests.cast import DONGXI, Cast, person, seat, unit

OPENED, RANKED = clock.at(date(2026, 5, 25), 9), clock.at(date(2026, 5, 26), 10)
# Name, price in yuan, deduction per mille, what each of the five members gives of 80 points.
A = ("晨光社工", 468_000, 0, (72, 70, 74, 69, 71))
B = ("同行社工", 432_000, 0, (66, 64, 68, 65, 63))
C = ("心桥咨询", 495_000, 100, (75, 74, 76, 72, 77))
G5 = (A, B, C)
Offer = tuple[str, int, int, tuple[int, ...]]


def content(price_fen: int, **more: Any) -> str:
    said = {
        "price_fen": price_fen,
        "small_enterprise": False,
        "answers": [],
        "statement": {"no_violation": True, "contact": "办公室"},
        "papers": [{"kind": "registration", "until": None}],
    }
    return json.dumps({**said, **more}, ensure_ascii=False)


class Tender:
    """A project in `opened`, with its bids in the order given; nobody is drawn yet."""

    def __init__(self, cast: Cast, offers: Sequence[Offer] = G5, *, pool: int = 8, **columns: Any) -> None:
        self.cast, self.offers = cast, offers
        self.project = self._project(columns)
        self.price = Factor.objects.create(project=self.project, kind="price", title="价格", most=2000, order=0)
        self.technical = Factor.objects.create(project=self.project, kind="technical", title="服务方案", most=5000)
        self.business = Factor.objects.create(project=self.project, kind="business", title="团队业绩", most=3000)
        self.condition = Condition.objects.create(
            project=self.project, clause="2.1", text="登记证书", paper="registration"
        )
        self.bids = [self._bid(offer) for offer in offers]
        self.experts = [self._expert(n) for n in range(pool)]

    # --- people ------------------------------------------------------------------------------------------------
    @cached_property
    def clerk(self) -> User:
        return self.cast.city_manager

    @cached_property
    def head(self) -> User:
        return seat(person("方正", "fangzheng@example.cn"), "MUN", self.cast.bureau)

    @cached_property
    def representative(self) -> User:
        return seat(person("卢宁", "luning@example.cn"), "CBM", self.cast.county(DONGXI))

    @cached_property
    def supervisor(self) -> User:
        return self.cast.auditor

    @cached_property
    def bidders(self) -> dict[str, User]:
        """Name of the organisation → who bids for it."""
        return {b.provider.org.name: seat(person("投标人"), "NGA", b.provider.org) for b in self.bids}

    def _expert(self, n: int) -> User:
        user = seat(person(f"专家{n + 1}", f"expert{n}@example.cn"), "EXP")
        Expert.objects.create(user=user, categories=[2], employer="云栖学院", title="副教授")
        return user

    # --- rows --------------------------------------------------------------------------------------------------
    def _project(self, columns: dict[str, Any]) -> Project:
        found = {
            "number": f"GP-2026-{Project.objects.count() + 1:04d}", "title": "心理辅导服务", "need": "个案与团体辅导",
            "purchaser": self.cast.bureau, "category": 2, "method": "consultation", "budget_fen": 50_000_000,
            "clerk": self.clerk, "head": self.head, "rules": frozen(), "status": "opened", "deduction": 100,
            "published_at": clock.at(date(2026, 5, 11), 9), "deadline_at": clock.at(date(2026, 5, 25), 8),
            "opening_at": clock.at(date(2026, 5, 25), 8, 30), "opened_at": OPENED,
        }  # fmt: skip
        return Project.objects.create(**{**found, **columns})

    def _bid(self, offer: Offer) -> Bid:
        name, yuan, deduction, _given = offer
        org = unit("provider", name, DONGXI)
        provider = Provider.objects.filter(org=org).first() or Provider.objects.create(
            org=org, county_code=DONGXI, capacity=40, status="listed"
        )
        return Bid.objects.create(
            project=self.project, bidder=name, version=1, received_at=OPENED, size=4096, digest="0" * 64,
            commitment="0" * 64, status="opened", provider=provider, price_fen=yuan * 100, deduction=deduction,
            content=content(yuan * 100),
        )  # fmt: skip

    def org(self, n: int) -> OrgUnit:
        return self.bids[n].provider.org

    # --- on the way --------------------------------------------------------------------------------------------
    def seated(self, experts: int = 4) -> list[CommitteeMember]:
        return services.form_committee(
            self.project, by=self.clerk, experts=experts, representatives=[self.representative]
        )

    def declared(self, experts: int = 4) -> list[CommitteeMember]:
        """Everybody seated has said to have no interest, and the first expert leads; in the order of the seats."""
        members = self.seated(experts)
        for member in members:
            self.declare(member)
        for member in members:
            services.vote_for_leader(members[0], by=member.user)
        return list(CommitteeMember.objects.filter(project=self.project).order_by("pk"))

    def declare(self, member: CommitteeMember, **relations: str) -> CommitteeMember:
        said = {b.pk: relations.get(b.provider.org.name, "none") for b in self.bids}
        return services.declare(member, by=member.user, relations=said)

    def conforming(self) -> list[CommitteeMember]:
        """Declared, and every bid passed both reviews."""
        members = self.declared()
        for bid in self.bids:
            services.qualify_bid(bid, by=self.clerk)
        for bid in self.bids:
            services.conform_bid(bid, by=members[0].user)
        return members

    def scoring(self) -> list[Sheet]:
        self.conforming()
        return services.begin_scoring(self.fresh(), by=self.clerk)

    def give(self, sheet: Sheet, points: int) -> Sheet:
        """Draft and sign so many whole points."""
        whole = points * 100
        given = {self.technical.pk: min(whole, 5000), self.business.pk: whole - min(whole, 5000)}
        services.save_draft(sheet, by=sheet.member.user, points=given)
        return services.lock_sheet(sheet, by=sheet.member.user)

    def scored(self) -> None:
        """Every sheet signed with the points of the offers, member by member."""
        sheets = self.scoring()
        members = sorted({s.member_id for s in sheets})
        for sheet in sheets:
            offer = next(o for o, b in zip(self.offers, self.bids, strict=True) if b.pk == sheet.bid_id)
            self.give(sheet, offer[3][members.index(sheet.member_id)])

    @property
    def leader(self) -> User:
        return CommitteeMember.objects.get(project=self.project, is_leader=True).user

    def ranked(self) -> list[Any]:
        self.scored()
        services.reveal_prices(self.fresh(), by=self.leader)
        return services.rank_bids(self.fresh(), by=self.leader)

    def awarded(self) -> None:
        with clock.frozen(RANKED):
            self.ranked()
            services.propose_award(self.fresh(), by=self.leader)
            services.confirm_award(self.fresh(), by=self.head)

    def announced(self) -> None:
        self.awarded()
        with clock.frozen(RANKED):
            services.announce_result(self.fresh(), by=self.clerk)

    def fresh(self) -> Project:
        self.project = Project.objects.get(pk=self.project.pk)
        return self.project
