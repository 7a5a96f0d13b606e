"""A year of purchases in the demo city: contracts, one void and bought again, one objected to, one called off, and this
week one at every desk: to publish, to bid for until tomorrow, to open, to review, to score, to decide, to answer."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any

from accounts import roles
from accounts.models import OrgUnit, User
from accounts.services import make_demo_person
from kit import clock
from matching.demo import cast, names
from matching.demo.purchases import People, Purchase, Wanted
from matching.demo.stage import City
from ngos.bidding import services as bidding
from ngos.evaluation import services as evaluation
from ngos.growth import services as growth
from ngos.purchasing import services as purchasing
from ngos.small import services as small

ITEMS: tuple[tuple[str, str, int, str], ...] = (
    # code, name, category, unit
    ("guidance", "就业指导", 1, "人次"),
    ("counsel", "个别心理辅导", 2, "次"),
    ("counsel-group", "团体心理辅导", 2, "场"),
    ("legal", "法律咨询", 3, "人次"),
    ("skills", "职业技能培训", 4, "课时"),
    ("relief", "困难家庭走访", 5, "户次"),
    ("family", "家庭关系修复", 6, "次"),
    ("public-benefit", "公益活动组织", 7, "场"),
    ("mentor", "结对陪伴", 7, "人月"),
)
HARDSHIP = 5  # the category whose two experts have log-ins
EVERYTHING_ELSE = (1, 2, 3, 4, 6, 7)
CONSULTATION, OPEN_TENDER, COMPARISON = 10, 20, 5  # days from the notice to the deadline


class Market:
    """Who buys and who bids, and the money: made once, a good year ago."""

    def __init__(self, city: City) -> None:
        self.city = city
        with city.at(395, 9):
            self.items = {code: self._item(code, name, kind, unit) for code, name, kind, unit in ITEMS}
            self.openers = [city.people["吴涛"], city.people["苏瑾"], city.bureau[0]]
            self.words = [cast.opening_word(city.secret, user.email or str(user.pk)) for user in self.openers]
            for user, word in zip(self.openers, self.words, strict=True):
                bidding.make_officer_key(by=user, passphrase=word)
            self._experts()
            self.lines = self._lines()
        self.bidders = self._bidders()

    def _item(self, code: str, name: str, category: int, unit: str) -> Any:
        return purchasing.keep_catalogue_item(
            code, by=self.city.people["郑岚"], name=name, category=category, unit=unit
        )

    def _experts(self) -> None:
        people = [
            make_demo_person(names.name(self.city.rng), roles.EXP, email=f"exp{n}@yunqi.example") for n in range(6)
        ]
        mine = [self.city.people["顾清"], self.city.people["魏然"]]
        for user in (*people, *mine):
            evaluation.enter_expert(
                user, by=self.city.people["郑岚"], categories=[HARDSHIP] if user in mine else EVERYTHING_ELSE,
                employer="云栖学院", title="副教授",
            )  # fmt: skip

    def _lines(self) -> dict[tuple[int, int], Any]:
        """By purchaser and year."""
        found = {}
        for who, yuan in (("郑岚", 6_000_000), ("孙洁", 800_000)):
            user, unit = self.city.people[who], cast.unit_of(self.city.people[who])
            for year in {self.city.day.year, self.city.day.year - 1}:
                found[unit.pk, year] = purchasing.enter_budget_line(
                    unit, by=user, year=year, code="2040610", title="政府购买社区矫正服务", amount_fen=yuan * 100
                )
        return found

    def _bidders(self) -> list[User]:
        """The managers of listed organisations, 许晴 first, no two with the same responsible person."""
        keys = sorted((k for k in self.city.people if k.startswith("nga")), key=lambda k: int(k[3:]))
        found: dict[str, User] = {}
        for user in (self.city.people["许晴"], *(self.city.people[k] for k in keys)):
            provider = cast.unit_of(user).provider  # type: ignore[attr-defined]
            if provider.status == "listed":
                found.setdefault(provider.legal_representative, user)
        return list(found.values())

    def purchase(
        self, closes: int, title: str, items: dict[str, int], yuan: int, *, need: str, days: int = CONSULTATION,
        months: int = 12, by: str = "郑岚", seat: User | None = None,
    ) -> Purchase:  # fmt: skip
        clerk = self.city.people[by]
        unit = cast.unit_of(clerk)
        rows = [(self.items[code], n) for code, n in items.items()]
        wanted = Wanted(title, rows[0][0].category, need, rows, yuan, days, months)
        people = People(
            unit, None, clerk, self.city.people["宋明"], self.openers, self.words, seat or self.city.bureau[1]
        )
        made = Purchase(self.city, wanted, people, closes)
        people.line = self.lines[unit.pk, made.notice.year]
        return made

    def three(self, n: int) -> list[User]:
        """The n-th three of those who bid; 许晴 is not among them."""
        others = self.bidders[1:]
        return [others[(3 * n + k) % len(others)] for k in range(3)]


def year(city: City) -> None:
    market = Market(city)
    with evaluation.foreseen_draws(copy(city.rng)):
        _contracted(market)
        _void_and_again(market)
        _objected(market)
        _called_off(market)
        _this_week(market)
    _small(market)
    _young(market)


# --- told to the end ---------------------------------------------------------------------------------------------
def _contracted(market: Market) -> None:
    counselling = market.purchase(
        325, "社区矫正对象心理辅导服务", {"counsel": 400, "counsel-group": 40}, 500_000,
        need="为全市在册对象提供个别和团体心理辅导，重点是入矫三个月内和有危机迹象的对象。",
    )  # fmt: skip
    counselling.announced().bid(market.bidders[0], *market.three(0)[:2], shares=(936, 864, 990)).award().sign()
    training = market.purchase(
        280, "职业技能培训服务", {"skills": 6000}, 2_200_000, days=OPEN_TENDER,
        need="缝纫、烹饪、物流分拣、养老护理四个工种，按对象作息分班，结业考取证书。",
    )  # fmt: skip
    training.announced().bid(*market.three(1)).award(experts=4).sign(cases=60)


def _void_and_again(market: Market) -> None:
    """Two bids are too few: never opened, void, bought again in one act; the contract has run out since."""
    first = market.purchase(
        235, "公益活动组织服务", {"public-benefit": 60}, 180_000, days=COMPARISON, months=3,
        need="每月组织社区环境、助老等公益活动，成年人和未成年人分开。",
    )  # fmt: skip
    first.announced().bid(*market.three(2)[:2]).close()
    again = first.again(closes=212)
    again.bid(*market.three(2)).award().sign(cases=20).complete()


def _objected(market: Market) -> None:
    """The second in rank objects to the result; the head answers that it stands, and the contract is signed."""
    made = market.purchase(
        168, "就业指导服务", {"guidance": 900}, 360_000, need="职业评估、简历、面试陪同、入职后三个月跟进。"
    )
    made.announced().bid(*market.three(3)).award()
    with made.after(8, 10):
        objection = evaluation.file_objection(
            made.now, by=made.bidders[1], org=cast.unit_of(made.bidders[1]), kind="result",
            text="我方人员配备得分低于预期，请说明评分依据。",
        )  # fmt: skip
    with made.after(11, 10):
        evaluation.answer_objection(
            objection, by=made.people.head, upheld=False,
            answer="评审小组按公布的评审因素独立评分，督导人员未提供资格证明，评分有据，结果维持。",
        )  # fmt: skip
    made.sign()


def _called_off(market: Market) -> None:
    made = market.purchase(
        70, "困难家庭走访服务", {"relief": 500}, 310_000, need="走访困难家庭，协助申请救助。"
    ).announced()
    made.bid(*market.three(4)[:1])
    with made.after(-2, 16):
        purchasing.cancel_project(made.now, by=made.people.head, reason="市民政局的专项走访已覆盖同一批家庭。")


# --- on the desks this week ------------------------------------------------------------------------------------------
def _this_week(market: Market) -> None:
    _to_answer(market)
    _to_decide(market)
    _to_score(market)
    market.purchase(
        3, "家庭关系修复服务", {"family": 260}, 320_000, need="家庭会谈、亲子沟通、返家前后的调解。"
    ).announced().bid(*market.three(7)).open()
    market.purchase(
        0, "法律咨询服务", {"legal": 500}, 300_000, need="劳动、婚姻、债务等事项的咨询和文书协助。"
    ).announced().bid(*market.three(8)).close()
    _running(market)
    ready = market.purchase(-12, "结对陪伴服务", {"mentor": 240}, 330_000, need="为期三个月的结对陪伴，每周一次。")
    ready.draft()
    ready.approve()
    market.purchase(
        -18, "东溪区心理辅导服务", {"counsel": 120}, 150_000, days=CONSULTATION, by="孙洁",
        need="为东溪区在册对象就近提供心理辅导。",
    ).draft()  # fmt: skip


def _to_answer(market: Market) -> None:
    made = market.purchase(
        15, "社区公益课堂", {"public-benefit": 48}, 300_000, need="面向对象及家属的生活、法律小课堂。"
    )
    made.announced().bid(*market.three(5)).award()
    with market.city.at(3, 15):
        evaluation.file_objection(
            made.now, by=made.bidders[2], org=cast.unit_of(made.bidders[2]), kind="result",
            text="我方业绩证明齐全，请复核“业绩与管理”一项的得分。",
        )  # fmt: skip


def _to_decide(market: Market) -> None:
    made = market.purchase(6, "重点对象心理危机干预", {"counsel": 200}, 420_000, need="危机评估、干预和三个月随访。")
    made.announced().bid(*market.three(6)).open().judge().score().rank().propose()


def _to_score(market: Market) -> None:
    """顾清 has three sheets to fill; 魏然 and 孙洁 have signed theirs."""
    made = market.purchase(
        4, "返家人员困难帮扶", {"relief": 600}, 340_000, need="返家三个月内的走访、救助申请和应急帮助。",
        seat=market.city.people["孙洁"],
    )  # fmt: skip
    made.announced().bid(*market.three(9)).open().judge().score(but=market.city.people["顾清"])


def _running(market: Market) -> None:
    """Until tomorrow at nine: two have bid, 许晴 has not; one question is answered, one waits."""
    made = market.purchase(
        -1, "就业跟进服务", {"guidance": 700}, 350_000, need="上岗后三十天、九十天、一百八十天跟进，协调用工问题。"
    ).announced()
    asker = market.three(10)[2]
    with market.city.at(6, 10):
        first = purchasing.ask(made.now, org=cast.unit_of(asker), by=asker, question="跟进可以用电话代替上门吗？")
    with market.city.at(5, 15):
        purchasing.answer(first, by=made.people.clerk, text="第一次须上门，其后可以电话或视频，均须有记录。")
    with market.city.at(1, 15):
        purchasing.ask(made.now, org=cast.unit_of(asker), by=asker, question="往返外县的交通费是否包含在报价内？")
    made.bid(*market.three(10)[:2])


# --- small orders, young organisations -----------------------------------------------------------------------------
def _small(market: Market) -> None:
    """Three on the roster for legal advice, two for group counselling; 孙洁 has ordered twice."""
    clerk, buyer = market.city.people["郑岚"], market.city.people["孙洁"]
    unit = cast.unit_of(buyer)
    with market.city.at(60, 10):
        until = clock.today() + timedelta(days=365)
        for code, fen, n in (("legal", 15_000, 3), ("counsel-group", 120_000, 2)):
            for user in market.three(1)[:n]:
                small.enter_on_roster(
                    cast.unit_of(user).provider,  # type: ignore[attr-defined]
                    market.items[code], by=clerk, unit_price_fen=fen, basis="框架协议遴选",
                    since_on=clock.today(), until_on=until,
                )  # fmt: skip
    for days, code, quantity in ((40, "legal", 20), (12, "counsel-group", 4)):
        with market.city.at(days, 11):
            small.order_small(
                unit, by=buyer, item=market.items[code],
                provider=cast.unit_of(market.three(1)[0]).provider,  # type: ignore[attr-defined]
                budget_line=market.lines[unit.pk, clock.today().year], quantity=quantity, choice="need",
                reason="就近服务，上一季度已熟悉对象情况。",
            )  # fmt: skip


def _young(market: Market) -> None:
    """One young organisation is helped along by a plan; 春晖社工 has told of its own year."""
    city, clerk = market.city, market.city.people["郑岚"]
    providers = [unit.provider for unit in OrgUnit.objects.filter(kind="provider", provider__status="listed")]
    youngest = max((p for p in providers if p.founded_on), key=lambda p: p.founded_on)
    with city.at(30, 10):
        if growth.months_old(youngest.founded_on, clock.today()) < 36:
            due = clock.today() + timedelta(days=60)
            growth.plan_incubation(
                youngest, by=clerk, aim="一年内能独立承接小额服务", until_on=clock.today() + timedelta(days=330),
                steps=[("完善财务和档案制度", due), ("两名社工完成社区矫正初任培训", due + timedelta(days=90))],
            )  # fmt: skip
    me = city.people["许晴"]
    with city.at(10, 10):
        growth.hand_in_year(
            cast.unit_of(me).provider, by=me, year=clock.today().year, delivery=4, outcome=4, safety=5, records=2,  # type: ignore[attr-defined]
            compliance=4, account="按合同完成辅导和陪伴，三起请假均已补上。",
            improvements="记录当日完成，督导每周抽查。", improve_by_on=clock.today() + timedelta(days=90),
        )  # fmt: skip
