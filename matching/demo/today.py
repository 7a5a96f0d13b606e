"""What 李明 finds on his desk this morning: one of each thing that an officer does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import OrgUnit
from kit import clock
from matching.demo import cast
from matching.demo.stage import City
from matching.demo.story import Tale, accept, ask, book_next, confirm, lead, meet, plan, report
from matching.engine import codes
from matching.models import Client, Place
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.outcomes import services as outcomes
from matching.requests import services as requests
from matching.resources import pledges
from matching.resources import services as resources
from matching.sessions import services as sessions
from matching.supervisees import services as supervisees
from ngos import queries as ngos

DAYTIME = codes.mask(codes.block(d, p) for d in range(5) for p in (0, 1))
FEMALE = 2
SEWING = ("缝纫", "包装", "白班")


def morning(city: City) -> None:
    """Six of 李明's people, each at another point of the way."""
    with city.at(0, 7):
        while supervisees.activate_due():
            pass
    people = Client.objects.filter(officer=city.people["李明"], status="active", is_minor_track=False)
    woman, *others = sorted(people, key=lambda c: (c.sex != FEMALE, abs(c.age - 40), c.pk))
    _sewing_work(city, woman)
    for tell, client in zip((_offered, _plan_to_agree, _absent, _to_review, _served), others, strict=False):
        tell(city, client)


def _sewing_work(city: City, client: Client) -> None:
    """A woman who wants sewing work on day shift, with three places that differ in all four parts of the score."""
    chunhui = OrgUnit.objects.get(kind="provider", name="春晖社工")
    earlier = Tale(city, client, "mentoring", 100, easy=True)
    _to_service(earlier, kind="service", org=chunhui.pk)
    for _n in range(2):
        earlier.do(lambda: meet(earlier), after_days=6)
    earlier.do(lambda: outcomes.finish_request(earlier.request, by=lead(earlier.request), goals_met_early=True))
    earlier.do(lambda: report(earlier), after_days=2)
    earlier.do(lambda: confirm(earlier), after_days=2)
    with city.at(20, 10):
        _places(city, client, chunhui)
    with city.at(3, 16):
        consent = supervisees.record_consent(
            client, by=client.officer, basis="consent", given_on=clock.today(), paper="TY-2026-118", for_employer=True
        )
        request = requests.ask_for_help(
            client,
            by=client.officer,
            need="job_placement",
            urgency=2,
            wish="想找一份缝纫或包装的白班工作",
            goal="三个月内上岗",
            skill_mask=codes.mask_of(SEWING, codes.SKILLS),
            schedule_mask=DAYTIME,
            min_blocks=5,
            consent=consent,
        )
        requests.submit_request(request, by=client.officer)


def _places(city: City, client: Client, chunhui: OrgUnit) -> None:
    manager, partner = city.people["孙洁"], city.people["李明"]
    logistics = OrgUnit.objects.get_or_create(kind="employer", division_id=cast.DONGXI, name="东溪物流园")[0]
    common: dict[str, Any] = {
        "by": manager,
        "town": client.town,
        "y_m": client.y_m,
        "schedule_mask": DAYTIME,
        "language_mask": 3,
        "needs": ["job_placement"],
        "valid_to": city.day + timedelta(days=120),
    }
    job = {**common, "partner": partner}
    pledges.sign_pledge(logistics, by=manager, signed_name="程某", on_paper=True)
    sewing = resources.publish_job(
        OrgUnit.objects.get(kind="employer", name="云锦服装厂"),
        name="云锦服装厂·缝纫工",
        capacity=2,
        x_m=client.x_m + 1_500,
        skill_mask=codes.mask_of(SEWING, codes.SKILLS),
        **job,
    )
    packing = resources.publish_job(
        logistics,
        name="东溪物流园·包装工",
        capacity=1,
        x_m=client.x_m + 6_000,
        skill_mask=codes.mask_of(("包装", "白班"), codes.SKILLS),
        **job,
    )
    resources.publish_service(
        ngos.provider_of(chunhui.pk),
        name="春晖社工·巧手工坊",
        capacity=4,
        x_m=client.x_m + 12_000,
        skill_mask=codes.mask_of(SEWING, codes.SKILLS),
        **common,
    )
    # What last year's reviews said of the two employers.
    Place.objects.filter(pk=sewing.pk).update(grade="B", cases_n=36)
    Place.objects.filter(pk=packing.pk).update(grade="A", cases_n=52)


def _offered(city: City, client: Client) -> None:
    """An offer that waits for 王芳."""
    tale = Tale(city, client, "mentoring", 1, easy=True)
    _ask_and_submit(tale)
    place = Place.objects.get(volunteer__user=city.people["王芳"], category=codes.MENTOR)
    tale.do(lambda: offers.send_offers(tale.request, [place], by=client.officer), after_days=0.1)


def _plan_to_agree(city: City, client: Client) -> None:
    tale = Tale(city, client, "mentoring", 7, easy=True)
    _to_accepted(tale, kind="service", org=OrgUnit.objects.get(kind="provider", name="春晖社工").pk)
    tale.do(lambda: meet(tale), after_days=2)
    tale.do(
        lambda: sessions.propose_plan(
            tale.request,
            by=tale.request.helper,
            goals=["每周按时参加一次活动", "能主动说出一件想做的事"],
            activities="缝纫小组，每周三下午",
            sessions_n=8,
        ),
        after_days=1,
    )


def _absent(city: City, client: Client) -> None:
    """Somebody did not come, without an excuse; the officer owes an answer."""
    tale = Tale(city, client, "mentoring", 40, easy=True)
    _to_service(tale, kind="volunteer", volunteer=city.people["王芳"])
    tale.do(lambda: _missed(tale), after_days=35)


def _missed(tale: Tale) -> None:
    start = tale.now - timedelta(hours=2)
    session = sessions.book_session(
        tale.request,
        by=tale.request.helper,
        key=f"demo-missed-{tale.request.pk}",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        where="社区活动室",
    )
    sessions.record_absent(session, by=tale.request.helper, absence="not_excused", note="等了二十分钟，电话没有接")


def _to_review(city: City, client: Client) -> None:
    tale = Tale(city, client, "job_guidance", 50, easy=True)
    _to_service(tale, kind="service", org=OrgUnit.objects.get(kind="provider", name="春晖社工").pk)
    for _n in range(3):
        tale.do(lambda: meet(tale), after_days=7)
    tale.do(lambda: outcomes.finish_request(tale.request, by=lead(tale.request), goals_met_early=True), after_days=1)
    tale.do(lambda: report(tale), after_days=20)


def _served(city: City, client: Client) -> None:
    """王芳 accompanies somebody, and they meet this evening."""
    tale = Tale(city, client, "mentoring", 30, easy=True)
    _to_service(tale, kind="volunteer", volunteer=city.people["王芳"])
    for _n in range(3):
        tale.do(lambda: meet(tale), after_days=6)
    tale.do(lambda: book_next(tale), after_days=1)


# --- the beginning that several share -------------------------------------------------------------------------------
def _ask_and_submit(tale: Tale) -> None:
    tale.do(lambda: ask(tale, ""))
    tale.do(lambda: requests.submit_request(tale.request, by=tale.request.author), after_days=0.1)
    if tale.request.status == "awaiting_approval":
        tale.do(lambda: requests.approve_request(tale.request, by=tale.city.people["孙洁"]), after_days=0.2)


def _to_accepted(tale: Tale, *, kind: str, org: int | None = None, volunteer: Any = None) -> None:
    """Asked, submitted, offered to this supplier and accepted by it; other places are only looked at."""
    _ask_and_submit(tale)
    offer = tale.do(lambda: _offer_to(tale, kind, org, volunteer), after_days=0.2)
    tale.do(lambda: accept(offer), after_days=0.4)


def _offer_to(tale: Tale, kind: str, org: int | None, volunteer: Any) -> Any:
    found = suggest(tale.request, k=50)
    place = next(
        s.place
        for s in found.top
        if s.place.kind == kind and (s.place.org_id == org if org else s.place.volunteer.user_id == volunteer.pk)
    )
    return offers.send_offers(tale.request, [place], by=tale.client.officer)[0]


def _to_service(tale: Tale, *, kind: str, org: int | None = None, volunteer: Any = None) -> None:
    _to_accepted(tale, kind=kind, org=org, volunteer=volunteer)
    tale.do(lambda: meet(tale), after_days=2)
    if kind == "service":
        tale.do(lambda: plan(tale), after_days=1)
