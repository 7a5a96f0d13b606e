"""People who come from prison: notices in time and late, met and overdue, help taken and declined; lectures."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from matching.demo import cast, names
from matching.demo.stage import City
from matching.models import HandoverNotice
from matching.resettlement import announcing, lectures, services

QIXIA_TOWN = cast.QIXIA_HEKOU
SEWING = {"skill": "缝纫", "number": "YQ-2026-0113", "issuer": "云栖监狱职业技能学校", "issued_on": "2025-11-20"}
WELDING = {"skill": "电焊", "number": "YQ-2026-0207", "issuer": "云栖监狱职业技能学校", "issued_on": "2025-12-18"}


class Prison:
    """The prison's clerk, 李明 who receives in 河口街道, and dice of their own: no other chapter moves."""

    def __init__(self, city: City) -> None:
        self.city, self.rng, self.n = city, random.Random(20_260_731), 0  # noqa: S311 - dice for a story
        self.clerk, self.officer = city.people["韩松"], city.people["李明"]

    def told(self, days_ago: int, release_in: int, *, town: str = cast.HEKOU, **more: Any) -> HandoverNotice:
        """A notice of so many days ago for a release in so many days from the city's day."""
        self.n += 1
        born, sex = date(1974 + 3 * self.n % 27, 1 + self.n % 12, 11), 2 if self.n % 4 == 0 else 1
        said = {
            "prison_ref": f"YQ{self.n:03d}", "full_name": names.name(self.rng), "address": f"长堤路{self.n}号",
            "id_number": names.id_numbers(town[:6], born, sex, self.rng), "phone": "", "offence": "盗窃罪",
            "release_on": self.city.day + timedelta(days=release_in), "town": town, "needs": ["job_placement"], **more,
        }  # fmt: skip
        with self.city.at(days_ago, 10):
            return announcing.announce(said, by=self.clerk)

    def received(self, notice: HandoverNotice, days_ago: int) -> HandoverNotice:
        with self.city.at(days_ago, 15):
            return services.receive(notice, by=self.officer, officer=self.officer)

    def met(self, notice: HandoverNotice, days_ago: int) -> HandoverNotice:
        with self.city.at(days_ago, 11):
            return services.link(notice, by=self.officer, met_on=self.city.day - timedelta(days=days_ago))

    def asked(self, notice: HandoverNotice, days_ago: int, note: str) -> None:
        with self.city.at(days_ago, 16):
            on = self.city.day - timedelta(days=days_ago)
            services.record_contact(notice, by=self.officer, on=on, way="phone", note=note)


def season(city: City) -> None:
    """Ten notices, one in every state at least, and three lectures."""
    prison = Prison(city)
    prison.told(1, 45, needs=["job_placement", "housing"], certificates=[SEWING])
    prison.told(2, 34, town=QIXIA_TOWN)
    prison.received(prison.told(3, 9, must_meet=True, needs=["housing", "hardship"], certificates=[WELDING]), 2)
    prison.received(prison.told(20, 18), 18)
    prison.received(prison.told(50, -14), 47)  # nobody has met the person: overdue
    prison.met(prison.received(prison.told(44, -5), 40), 4)
    helped = prison.met(prison.received(prison.told(150, -100, needs=["mentoring"]), 147), 99)
    prison.asked(helped, 92, "在表哥店里帮忙，想学电焊")
    declined = prison.met(prison.received(prison.told(70, -58), 68), 55)
    with city.at(30, 10):
        services.decline(declined, by=prison.officer)
    back = prison.told(2, 40)
    with city.at(1, 9):
        services.send_back(back, by=prison.officer, reason="住址不在河口街道，请核对乡镇")
    mistaken = prison.told(6, 50)
    with city.at(5, 9):
        announcing.withdraw(mistaken, by=prison.clerk, reason="重复报送")
    _lectures(city, prison)


def _lectures(city: City, prison: Prison) -> None:
    wang, xu = city.people["王芳"], city.people["许晴"]
    last = city.day - timedelta(days=6)
    days = [city.day + timedelta(days=n) for n in (9, 16)]
    with city.at(20, 10):
        held = lectures.offer_lecture(
            by=wang, topic="出去以后怎样找第一份工作", about="简历、面试、劳动合同", minutes=90, days=[last]
        )
        lectures.pick_lecture(held, by=prison.clerk, on=last)
    with city.at(6, 17):
        lectures.hold_lecture(held, by=prison.clerk, listeners=64)
    with city.at(2, 10):
        lectures.offer_lecture(by=wang, topic="手机上的生活", about="缴费、挂号、防诈骗", minutes=60, days=days)
        lectures.offer_lecture(by=xu, topic="和家人重新相处", about="写信、通话、第一次见面", minutes=120, days=days)
