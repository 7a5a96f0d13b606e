"""Legal aid: 李明 refers, 叶繁 of the agency decides; a case in every state, one of them late, one of a detainee."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kit import clock
from matching.demo.stage import City
from matching.engine import codes
from matching.legal_aid import services as aid
from matching.models import AssistanceRequest, Client, Referral
from matching.outcomes import services as outcomes
from matching.requests import services as requests
from matching.supervisees import services as supervisees

WISHES = {
    "wages": ("三个月工资没有拿到，想请人帮忙申请仲裁", "拿回被拖欠的工资"),
    "labour": ("干了一年没有签合同，想确认劳动关系", "劳动关系得到确认"),
    "injury": ("在工地伤了手，想知道怎样申请赔偿", "工伤认定有结果"),
    "support": ("孩子的抚养费一直没有着落", "抚养费按月支付"),
    "social": ("社保断缴的年限想请人核对", "断缴年限核对清楚"),
}
PAPERS = "劳动合同复印件、近三个月工资流水"
LAWYERS = (("方律师", "东溪区法律援助中心"), ("秦律师", "正平律师事务所"))
MEANS = "家庭人均收入超过本市法律援助的经济困难标准，依据本市规定第四条"


class Agency:
    """李明, who refers, 孙洁, who approves the request, and 叶繁, who decides."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.officer, self.manager, self.clerk = (city.people[name] for name in ("李明", "孙洁", "叶繁"))
        people = Client.objects.filter(officer=self.officer, status="active", is_minor_track=False)
        self.people = iter(sorted(people, key=lambda c: (c.requests.count(), c.pk)))

    def referred(self, days_ago: int, matter: str, *, hour: int = 11, detained: bool = False) -> Referral:
        with self.city.at(days_ago, hour - 2):
            request = self._asked(next(self.people), matter)
        with self.city.at(days_ago, hour - 1):
            requests.approve_request(request, by=self.manager)
        with self.city.at(days_ago, hour):
            fields = ["full_name", "id_number"]
            return aid.refer_legal_aid(
                request, by=self.officer, clerk=self.clerk, matter=matter, fields=fields, detained=detained
            )

    def _asked(self, client: Client, matter: str) -> AssistanceRequest:
        consent = supervisees.record_consent(
            client, by=self.officer, basis="consent", given_on=clock.today(), paper="TY-2026-FY"
        )
        wish, goal = WISHES[matter]
        request = requests.ask_for_help(
            client, by=self.officer, need="legal_aid", urgency=2, wish=wish, goal=goal,
            schedule_mask=codes.ALL_BLOCKS, consent=consent,
        )  # fmt: skip
        return requests.submit_request(request, by=self.officer)

    def granted(self, referral: Referral, days_ago: int) -> Referral:
        with self.city.at(days_ago, 10):
            return aid.grant_aid(referral, by=self.clerk)

    def assigned(self, referral: Referral, days_ago: int, n: int) -> Referral:
        lawyer, firm = LAWYERS[n]
        with self.city.at(days_ago, 15):
            return aid.assign(referral, by=self.clerk, lawyer=lawyer, firm=firm)

    def refused(self, referral: Referral, days_ago: int) -> Referral:
        with self.city.at(days_ago, 10):
            return aid.refuse_aid(referral, by=self.clerk, refusal="means", refusal_text=MEANS)

    def closed(self, referral: Referral, days_ago: int, **said: Any) -> None:
        request = AssistanceRequest.objects.get(pk=referral.request_id)
        with self.city.at(days_ago, 16):
            outcomes.confirm_outcome(request, by=self.officer, **said)


def season(city: City) -> None:
    """Nine cases; of two that were assigned the officer has confirmed one, as of two that were refused."""
    agency = Agency(city)
    done = agency.assigned(agency.granted(agency.referred(40, "wages"), 36), 34, 0)
    agency.closed(done, 30, outcome="aid_granted", need_met="yes", person_says="yes", satisfaction=5)
    gone = agency.refused(agency.referred(32, "support"), 27)
    agency.closed(gone, 25, outcome="aid_refused", need_met="no", person_says="not_received")
    _withdrawn(agency)
    agency.assigned(agency.granted(agency.referred(12, "injury"), 7), 4, 1)
    agency.refused(agency.referred(10, "social"), 3)
    agency.referred(11, "labour")  # its seven days are over
    _waits_for_papers(agency)
    agency.granted(agency.referred(6, "wages"), 2)
    agency.referred(1, "wages", hour=16, detained=True)  # by this afternoon it must be forwarded


def _withdrawn(agency: Agency) -> None:
    row = agency.referred(20, "labour")
    with agency.city.at(18, 10):
        aid.withdraw_referral(row, by=agency.officer, reason="本人与单位已经说好")


def _waits_for_papers(agency: Agency) -> None:
    row = agency.referred(6, "injury")
    with agency.city.at(4, 10):
        aid.ask_papers(row, by=agency.clerk, papers=PAPERS, until_on=agency.city.day + timedelta(days=4))
