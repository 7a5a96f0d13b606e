"""The coordinator's board and the workload: what one change would open, whom to remind, never a minor."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching.coordination import opening, queries, services
from matching.coordination.queries import County
from matching.engine import codes
from matching.offers import newcomers
from matching.offers.suggestions import suggest
from messaging import queue
from messaging.models import Job, Message
from ngos.models import Provider
from tests import build
from tests.cast import DONGXI, QIXIA, person, seat, sign_in, unit
from tests.matching.cities import EVENINGS

BOARD, WORKLOAD = "/help/board/", "/help/workload/"
HERE = County(DONGXI, "东溪区")


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def waits(cast, n: int = 1, **wishes) -> list[m.AssistanceRequest]:
    return [build.request_in("waitlisted", cast, who=build.client(cast), **wishes) for _n in range(n)]


def found() -> opening.Opening:
    return opening.find(queries.waiting(DONGXI), DONGXI)


def late(*requests: m.AssistanceRequest) -> list[m.AssistanceRequest]:
    for request in requests:
        m.AssistanceRequest.objects.filter(pk=request.pk).update(due_at=clock.now() - timedelta(days=2))
        request.refresh_from_db()
    return list(requests)


# --- what one change would open --------------------------------------------------------------------------------
def test_a_waiting_request_is_counted_at_the_one_gate_that_holds_a_place_back(cast) -> None:
    build.place(cast, schedule_mask=EVENINGS)
    build.place(cast, org=unit("provider", "同行社工", DONGXI), confirmed_on=date(2025, 1, 1))
    waits(cast, 3)
    assert {code: len(some) for code, some in found().by_gate.items()} == {"schedule": 3, "fresh": 3}
    assert found().stuck == []


def test_who_is_two_steps_away_needs_a_new_place(cast) -> None:
    build.place(cast, schedule_mask=EVENINGS, confirmed_on=date(2025, 1, 1))
    (request,) = waits(cast)
    assert (found().by_gate, found().stuck) == ({}, [request])


def test_the_place_that_would_serve_the_most_is_named_first(cast) -> None:
    waits(cast, 2, schedule_mask=EVENINGS)
    waits(cast, 1, schedule_mask=build.DAYTIME)
    first, second = found().new_places
    assert (first.part, len(first.requests), first.category) == (2, 2, codes.MENTOR)
    assert (second.part, len(second.requests)) == (0, 1)


def test_no_new_place_helps_who_has_taken_consent_back(cast) -> None:
    (request,) = waits(cast)
    m.Consent.objects.filter(pk=request.consent_id).update(withdrawn_at=clock.now())
    assert found().new_places == []


def test_a_minors_request_stands_nowhere_on_the_board(cast) -> None:
    young = build.client(cast, born_on=date(2009, 8, 15))
    request = build.draft(cast, who=young)
    m.AssistanceRequest.objects.filter(pk=request.pk).update(status="waitlisted")
    late(request)
    assert found().n == 0
    assert queries.by_step(DONGXI) == [] and not queries.late(DONGXI)
    assert request.number not in sign_in(cast.county_manager).get(BOARD).content.decode()
    assert [(row.files, row.requests) for row in queries.workload([DONGXI])] == [(0, 0)]


def test_the_page_of_a_waiting_request_says_what_one_change_would_open(cast) -> None:
    build.place(cast, schedule_mask=EVENINGS)
    (request,) = waits(cast)
    text = sign_in(cast.officer).get(reverse("matching:request", args=[request.number])).content.decode()
    assert "改一个条件就有的去处" in text and "没有共同时段" in text


# --- the page --------------------------------------------------------------------------------------------------
def test_the_board_leads_to_the_rows_and_shows_none_of_another_county(cast) -> None:
    build.place(cast, schedule_mask=EVENINGS)
    (request,) = waits(cast)
    text = sign_in(cast.county_manager).get(BOARD).content.decode()
    assert f"/help/requests/{request.number}/" in text and "东溪区协调台" in text
    other = sign_in(cast.other_county_manager).get(BOARD).content.decode()
    assert request.number not in other and "没有候补的需求" in other
    assert sign_in(cast.other_county_manager).get(BOARD, {"county": DONGXI}).status_code == 404
    city = sign_in(cast.city_manager).get(BOARD, {"county": DONGXI}).content.decode()
    assert "时段" in city and f"/help/requests/{request.number}/" not in city


def test_the_board_asks_as_often_however_many_wait(cast) -> None:
    build.place(cast, schedule_mask=EVENINGS)
    browser = sign_in(cast.county_manager)
    late(*waits(cast))
    browser.get(BOARD)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(BOARD).status_code == 200
        return len(seen)

    one = asked()
    late(*waits(cast, 4))
    assert asked() == one


def test_declined_offers_stand_with_their_reason(cast) -> None:
    request = build.request_in("offered", cast)
    build.offers.decline_offer(request.offers.get(), by=cast.ngo_admin, reason="area")
    text = sign_in(cast.county_manager).get(BOARD).content.decode()
    assert "太远 1" in text
    assert queries.why_declined(DONGXI) == [("area", 1)]
    assert queries.why_declined(QIXIA) == []


# --- bulk ------------------------------------------------------------------------------------------------------
def test_a_run_for_the_county_finds_what_has_a_place_now(cast) -> None:
    place = build.place(cast, schedule_mask=EVENINGS)
    (request,) = waits(cast)
    m.Place.objects.filter(pk=place.pk).update(schedule_mask=build.DAYTIME)
    browser = sign_in(cast.county_manager)
    assert browser.post(BOARD, {"act": "rerun"}).status_code == 302
    assert browser.post(BOARD, {"act": "rerun"}).status_code == 302
    assert Job.objects.filter(kind=services.RERUN).count() == 1, "one run at a time"
    queue.run_due()
    request.refresh_from_db()
    assert request.status == "matching"


def test_who_must_act_is_reminded_once_a_day(cast) -> None:
    (request,) = late(build.request_in("matching", cast))
    browser = sign_in(cast.county_manager)
    for _n in range(2):
        assert browser.post(BOARD, {"act": "nudge", "number": [request.number]}).status_code == 302
    (message,) = Message.objects.filter(kind="request_nudged")
    assert (message.to, message.url) == (cast.officer, f"/help/requests/{request.number}/")
    assert AuditEvent.objects.filter(action="request.nudge").count() == 2


def test_the_one_who_was_asked_is_reminded_of_the_offer(cast) -> None:
    (request,) = late(build.request_in("offered", cast))
    _ = cast.ngo_admin
    services.nudge_requests([request], by=cast.county_manager)
    (message,) = Message.objects.filter(kind="request_nudged")
    assert (message.to, message.url) == (cast.ngo_admin, reverse("matching:offer", args=[request.offers.get().pk]))


def test_what_is_not_late_is_not_reminded_of(cast) -> None:
    request = build.request_in("matching", cast)
    with pytest.raises(Refused, match="没有超时"):
        services.nudge_requests([request], by=cast.county_manager)
    assert sign_in(cast.county_manager).post(BOARD, {"act": "nudge"}).status_code == 409


def test_only_the_own_county_is_set_going(cast) -> None:
    (request,) = late(build.request_in("matching", cast))
    for by in (cast.other_county_manager, cast.officer, cast.city_manager):
        with pytest.raises(Refused):
            services.nudge_requests([request], by=by)
        with pytest.raises(Refused):
            services.rerun_county(HERE, by=by)
    assert sign_in(cast.city_manager).post(BOARD + f"?county={DONGXI}", {"act": "rerun"}).status_code == 404


# --- workload --------------------------------------------------------------------------------------------------
def test_each_officer_stands_at_their_office_with_what_they_have(cast) -> None:
    late(build.request_in("matching", cast), build.request_in("matching", cast, who=build.client(cast)))
    waits(cast)
    _ = cast.colleague
    rows = {
        row.name: (row.office, row.files, row.requests, row.late, row.waiting) for row in queries.workload([DONGXI])
    }
    assert rows == {"李明": ("河口街道司法所", 3, 3, 2, 1), "陈静": ("河口街道司法所", 0, 0, 0, 0)}
    assert queries.workload([QIXIA]) == [] or cast.outsider
    text = sign_in(cast.county_manager).get(WORKLOAD).content.decode()
    assert "李明" in text and "陈静" in text and "中位数" in text and "1.5" in text


def test_who_has_left_is_shown_while_something_is_left_in_their_hands(cast) -> None:
    gone = seat(person("丁一"), "OFF", cast.office)
    build.client(cast, officer=gone)
    gone.memberships.update(until_on=clock.today() - timedelta(days=1))
    (row,) = [r for r in queries.workload([DONGXI]) if r.user_id == gone.pk]
    assert (row.is_here, row.files) == (False, 1)
    assert "已不在任" in sign_in(cast.county_manager).get(WORKLOAD).content.decode()


def test_the_workload_asks_as_often_however_many_there_are(cast) -> None:
    browser = sign_in(cast.county_manager)
    build.request_in("matching", cast)
    browser.get(WORKLOAD)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(WORKLOAD).status_code == 200
        return len(seen)

    one = asked()
    for n in range(4):
        build.client(cast, officer=seat(person(f"新人{n}"), "OFF", cast.office))
    assert asked() == one


# --- newcomers -------------------------------------------------------------------------------------------------
@pytest.fixture
def newcomer(cast) -> m.Place:
    """A place of an organisation not yet reviewed, a little below the first."""
    org = unit("provider", "新来社工", DONGXI)
    place = build.place(cast, org=org)
    Provider.objects.filter(org=org).update(grade="U")
    return place


def test_a_newcomer_near_the_top_is_marked_while_its_kind_gets_too_little(cast, newcomer) -> None:
    build.place(cast)
    request = build.request_in("matching", cast)
    found = suggest(request)
    assert [s.place.pk for s in found.top][-1] == newcomer.pk == found.newcomer
    points = [s.ranked.points10 for s in found.top]
    assert points == sorted(points, reverse=True), "the order is that of the score"
    text = sign_in(cast.officer).get(reverse("matching:match", args=[request.number])).content.decode()
    assert text.count("新机构优先考虑</b>") == 1


def test_a_newcomer_below_the_first_five_is_listed_after_them(cast, newcomer) -> None:
    for n in range(6):
        build.place(cast, org=unit("provider", f"老社工{n}", DONGXI))
    found = suggest(build.request_in("matching", cast))
    assert len(found.top) == 6 and found.top[5].place == newcomer
    assert found.top[5].ranked.position == 7, "it keeps its rank"


def test_it_is_not_marked_when_it_is_far_below_or_has_its_share(cast, newcomer, monkeypatch) -> None:
    build.place(cast)
    request = build.request_in("matching", cast)
    m.Place.objects.filter(pk=newcomer.pk).update(x_m=newcomer.x_m + 9_000)
    assert suggest(request).newcomer == 0, "15 of 25 points for the way are lost"
    m.Place.objects.filter(pk=newcomer.pk).update(x_m=newcomer.x_m)
    assert suggest(request).newcomer == newcomer.pk
    build.request_in("accepted", cast, at=build.place(cast), who=build.client(cast))
    assert newcomers.share(DONGXI).n == 1 and newcomers.share(DONGXI).is_below
    given = m.Offer.objects.get(status="accepted")
    for part in given.score["parts"]:
        if part["name"] == "quality":
            part["reason"]["values"]["grade"] = "U"
    m.Offer.objects.filter(pk=given.pk).update(score=given.score)
    share = newcomers.share(DONGXI)
    assert (share.n, share.new, share.pct10, share.is_below) == (1, 1, 1000, False)
    assert suggest(request).newcomer == 0


def test_old_referrals_no_longer_count(cast) -> None:
    build.request_in("accepted", cast)
    assert newcomers.share(DONGXI).n == 1
    m.Offer.objects.update(status_at=clock.now() - timedelta(days=181))
    assert newcomers.share(DONGXI).n == 0
