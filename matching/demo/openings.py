"""What neighbourhoods offer and what employers have signed; an application for a post in every state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from accounts.models import Division, OrgUnit
from kit import clock
from matching.applications import services as applying
from matching.demo import cast
from matching.demo.stage import City
from matching.demo.story import Tale, accept, ask
from matching.engine import codes
from matching.models import Client, JobApplication, Place
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.requests import services as requests
from matching.resources import entries, pledges
from matching.resources import services as resources

# supplier, name, need, seats, days since it was last looked at
COMMUNITY = (
    ("河口社区居民委员会", "过渡住房两间", "housing", 2, 20),
    ("柳堤社区居民委员会", "爱心超市物资", "hardship", 12, 40),
    ("桥头村村民委员会", "村里的帮困基金", "hardship", 6, 170),  # to be confirmed again within days
    ("望归社区居民委员会", "低保申请代办", "social_relief", 10, 60),
    ("长堤社区居民委员会", "周末邻里伙伴", "mentoring", 4, 15),
)
STEPS = ("referred", "interview", "offered", "hired", "refused", "withdrawn")


def neighbourhoods(city: City) -> None:
    """Resources of five committees, which 孙洁 enters and so opens; one more of 李明's that waits for her."""
    manager, officer = city.people["孙洁"], city.people["李明"]
    county, town = Division.objects.get(pk=cast.DONGXI), Division.objects.get(pk=cast.HEKOU)
    for supplier, name, need, seats, days_ago in COMMUNITY:
        with city.at(days_ago, 10):
            entries.enter_resource("community", supplier, county, by=manager, town=town, **_columns(name, need, seats))
    with city.at(1, 15):
        columns = _columns("社区厨房的晚饭", "hardship", 8)
        entries.enter_resource("community", "渡口社区居民委员会", county, by=officer, town=town, **columns)


def directory(city: City) -> None:
    """What suppliers of 东溪区 let everybody read: its committees, its departments, 云锦服装厂 and 春晖社工."""
    shown = Place.objects.filter(county_code=cast.DONGXI, status="open").select_related("partner")
    with city.at(14, 10):
        for place in shown.filter(kind__in=("agency", "community")).order_by("pk"):
            resources.edit_place(place, by=place.partner or city.people["孙洁"], is_public=True)
        for name, by in (("云锦服装厂", city.people["冯工"]), ("春晖社工", city.people["许晴"])):
            for place in shown.filter(org__name=name).order_by("pk"):
                resources.edit_place(place, by=by, is_public=True)


def _columns(name: str, need: str, seats: int) -> dict[str, Any]:
    return {
        "name": name, "category": codes.category_of(need), "needs": [need], "capacity": seats, "language_mask": 3,
        "schedule_mask": codes.ALL_BLOCKS,
    }  # fmt: skip


def employers(city: City) -> None:
    """One has signed and its post waits for a look; one has not, and its post for the signature; one asks too much."""
    manager, town = city.people["孙洁"], Division.objects.get(pk=cast.HEKOU)
    post: dict[str, Any] = {
        "capacity": 2, "schedule_mask": codes.ALL_BLOCKS, "valid_to": city.day + timedelta(days=150),
        "pay_low_fen": 320_000, "pay_high_fen": 420_000, "language_mask": 3, "town": town,
    }  # fmt: skip
    with city.at(3, 10):
        entries.enter_post(cast.unit_of(city.people["冯工"]), by=city.people["冯工"], name="云锦服装厂·整烫工", **post)
    with city.at(2, 10):
        bakery = OrgUnit.objects.create(kind="employer", name="渡口面包房", division_id=cast.DONGXI)
        entries.enter_post(bakery, by=manager, name="渡口面包房·面点学徒", **post)
        store = OrgUnit.objects.create(kind="employer", name="长堤超市", division_id=cast.DONGXI)
        pledges.sign_pledge(store, by=manager, signed_name="卢某", on_paper=True)
        entries.enter_post(store, by=manager, name="长堤超市·理货员", terms="须提供无犯罪记录证明", **post)


# --- applications --------------------------------------------------------------------------------------------------
def applications(city: City) -> None:
    """Six of 东溪区 who were proposed to 云锦服装厂 in the last weeks, each at another step."""
    sewing = Place.objects.filter(org__name="云锦服装厂", kind="job", status="open").order_by("pk").first()
    assert sewing is not None
    with city.at(25, 9):
        resources.change_capacity(sewing, by=city.people["孙洁"], capacity=sewing.capacity + len(STEPS))
    people = _who_look(city)
    for step in STEPS:
        tale = Tale(city, next(people), "job_placement", 12, easy=True)
        while not _proposed(tale, sewing):
            tale = Tale(city, next(people), "job_placement", 12, easy=True)
        row = JobApplication.objects.get(request=tale.request)
        _taken(tale, row, step)


def _who_look(city: City) -> Iterator[Client]:
    people = Client.objects.filter(county_code=cast.DONGXI, status="active", is_minor_track=False)
    rows = people.exclude(officer=None).exclude(requests__need="job_placement").order_by("pk")
    return iter(rows)


def _proposed(tale: Tale, place: Place) -> bool:
    """Asked, offered and accepted; False where a condition keeps this person from this post."""
    tale.do(lambda: ask(tale, ""))
    tale.do(lambda: requests.submit_request(tale.request, by=tale.request.author), after_days=0.1)
    if not any(s.place.pk == place.pk for s in suggest(tale.request, k=200).top):
        return False
    row = tale.do(lambda: offers.send_offers(tale.request, [place], by=tale.client.officer)[0], after_days=0.2)
    tale.do(lambda: accept(row), after_days=0.5)
    return True


def _taken(tale: Tale, row: JobApplication, until: str) -> None:
    """The steps up to this one, by 冯工."""
    by = tale.city.people["冯工"]
    if until == "withdrawn":
        tale.do(lambda: applying.withdraw(row, by=tale.client.officer, reason="too_far"), after_days=2)
        return
    for step in ("interview", "offered", "hired"):
        if until in ("referred", "refused"):
            break
        tale.do(partial(_step, row, step, by), after_days=2)
        row.refresh_from_db()
        if step == until:
            break
    if until == "refused":
        tale.do(lambda: applying.refuse(row, by=by, reason="terms"), after_days=2)


def _step(row: JobApplication, step: str, by: Any) -> None:
    if step == "interview":
        applying.invite(row, by=by, at=clock.now() + timedelta(days=1), where="厂区一楼接待室")
    elif step == "offered":
        applying.promise(row, by=by, starts_on=clock.today() + timedelta(days=2))
    else:
        applying.hire(row, by=by, hired_on=clock.today())
