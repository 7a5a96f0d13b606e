"""What waits on a helper's desk: few queries, everybody's own, nothing of others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import access
from desk import hooks
from kit import clock
from matching import helper_hooks
from tests import build


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def work(user) -> list[hooks.WorkItem]:
    return list(helper_hooks.helpers_work(user, clock.now()))


def test_each_helper_finds_offer_meeting_plan_and_report(cast) -> None:
    place = build.place(cast)
    for state in ("offered", "accepted", "planning", "closing"):
        build.request_in(state, cast, who=build.client(cast), at=place)
    running = build.request_in("in_service", cast, who=build.client(cast), at=place)
    build.meeting(running, record=False, minutes=30)
    manager = {str(item.title) for item in work(cast.ngo_admin)}
    assert {"一份邀约等您回答", "约首次见面", "提交帮扶方案", "写结案报告"} <= manager
    worker = {str(item.title) for item in work(cast.social_worker)}
    assert {"约首次见面", "提交帮扶方案", "记录这次帮扶"} <= worker and "写结案报告" not in worker


@pytest.mark.parametrize("who", ["volunteer", "ngo_admin", "social_worker", "employer", "officer"])
def test_a_desk_asks_no_more_than_six_queries_however_much_there_is(who, cast) -> None:
    for kind in ("service", "volunteer", "job"):
        place = build.place(cast, kind)
        build.request_in("offered", cast, kind=kind, who=build.client(cast), at=place)
        build.request_in("accepted", cast, kind=kind, who=build.client(cast), at=place)
    user = getattr(cast, who)
    access.seats(user)
    with CaptureQueriesContext(connection) as asked:
        items = work(user) + list(helper_hooks.meetings_ahead(user, clock.now()))
    assert items and len(asked) <= 6, [q["sql"][:120] for q in asked]


def test_an_offer_says_to_volunteer_and_staff_partner_whose_answer_it_waits_for(cast) -> None:
    request = build.request_in("offered", cast, kind="volunteer")
    (asked,) = work(cast.volunteer)
    (partner,) = (item for item in work(cast.officer) if item.url == asked.url)
    assert (str(asked.title), str(partner.title)) == ("一份邀约等您回答", "一份邀约等王芳回答")
    assert request.wish in asked.text and "王芳" not in asked.text


def test_zhao_qiang_has_nothing_of_another_county_on_his_desk(cast) -> None:
    build.request_in("accepted", cast, kind="volunteer")
    assert work(cast.outsider) == []


def test_the_staff_partner_sees_what_their_volunteer_owes(cast) -> None:
    request = build.request_in("accepted", cast, kind="volunteer")
    assert [item.code for item in work(cast.officer)] == [request.client.code]
