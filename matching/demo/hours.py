"""Hours of the season: most confirmed, some that wait, are odd, were returned, disputed or taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import OrgUnit, User
from kit import clock
from kit.errors import Refused
from matching.demo.stage import City
from volunteers import queries as volunteers
from volunteers.hours import services as hours

LEFT_WAITING = 6  # days: what is younger waits on the desks
OLD_MINUTES = 4_320  # what 王芳 served before the platform


def ledger(city: City) -> None:
    """Every office confirms what is older than a week; 王芳's ledger has one of everything."""
    with city.at(LEFT_WAITING, 16):
        for office_id, officers in city.officers.items():
            _confirm(office_id, officers[0])
    _wang_fang(city)


def _confirm(office_id: int, officer: User) -> None:
    waiting = volunteers.hours_waiting_for(officer).filter(office_id=office_id, is_flagged=False)
    for log in waiting.filter(ends_at__lt=clock.now()):
        try:
            hours.verify_hours(log, by=officer, minutes=log.minutes)
        except Refused:  # an overlap, a full day: it goes on waiting, as in life
            continue


def _wang_fang(city: City) -> None:
    me, officer = city.people["王芳"], city.people["李明"]
    own = volunteers.visible_to(me).get(user=me)
    office = OrgUnit.objects.get(pk=officer.memberships.get().unit_id)
    with city.at(90, 10):
        hours.open_balance(own, by=officer, minutes=OLD_MINUTES, note="原登记系统")

    def claim(days_ago: int, begin: int, end: int, content: str, evidence: str = "") -> Any:
        day = clock.today() - timedelta(days=days_ago)
        begins, ends = clock.at(day, begin, 5), clock.at(day, end, 40)
        return hours.claim_hours(
            own, by=me, office=office, starts_at=begins, ends_at=ends, content=content, evidence=evidence
        )

    with city.at(20, 9):
        returned = claim(2, 8, 9, "整理图书角")
        reversed_ = claim(3, 18, 20, "社区夜间陪伴", "值班签到表第 2 页")
        disputed = claim(4, 18, 19, "节前慰问")
        hours.return_hours(returned, by=officer, reason="当天图书角没有开放，核对日期")
        hours.verify_hours(reversed_, by=officer, minutes=reversed_.minutes, has_evidence=True)
        hours.verify_hours(disputed, by=officer, minutes=60)
    with city.at(12, 10):
        hours.reverse_hours(reversed_, by=officer, minutes=30, reason="其中半小时是路上")
        hours.dispute_hours(disputed, by=me, reason="慰问到 19:40 才结束")
    with city.at(1, 20):
        claim(1, 8, 17, "敬老院一日陪伴")
        claim(2, 18, 19, "电话问候")
