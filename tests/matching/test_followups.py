"""Looking again at a job after 30, 90 and 180 days: when, by whom, what it counts, when nobody asks any more."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from matching import queries
from matching.followups import due, services
from matching.models import JobFollowUp
from matching.outcomes.services import confirm_outcome, end_client
from matching.requests.turns import reopen_request
from tests import build
from tests.cast import seat, sign_in, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def hired(cast, outcome: str = "employed", need_met: str = "yes", **wishes):
    request = build.request_in("under_review", cast, kind="job", **wishes)
    confirm_outcome(request, by=cast.officer, outcome=outcome, need_met=need_met, person_says=need_met)
    request.refresh_from_db()
    return request


def look(request, day: int = 30) -> JobFollowUp:
    return request.job_followups.get(day=day)


def on(as_of, day: date) -> None:
    as_of(day.year, day.month, day.day, 9)


def test_whoever_found_work_is_looked_up_after_30_90_and_180_days(cast) -> None:
    request = hired(cast)
    start = services.job_start(request)
    assert start == clock.today()
    assert [(r.day, r.due_on) for r in request.job_followups.order_by("day")] == [
        (n, start + timedelta(days=n)) for n in (30, 90, 180)
    ]
    assert services.plan_followups(request) == []


def test_any_other_outcome_is_not_looked_up(cast) -> None:
    assert not hired(cast, "unresolved", "no").job_followups.exists()


def test_it_is_not_recorded_before_its_day(cast, as_of) -> None:
    row = look(hired(cast))
    on(as_of, row.due_on - timedelta(days=1))
    with pytest.raises(Refused) as no:
        services.record_followup(row, by=cast.officer, still="yes")
    assert no.value.code == "early"
    on(as_of, row.due_on)
    assert services.record_followup(row, by=cast.officer, still="yes").status == "recorded"


def test_who_left_is_not_asked_for_again_and_the_reason_is_kept(cast, as_of) -> None:
    request = hired(cast)
    on(as_of, look(request).due_on)
    with pytest.raises(Refused) as no:
        services.record_followup(look(request), by=cast.officer, still="no")
    assert no.value.code == "reason"
    services.record_followup(look(request), by=cast.employer, still="no", reason="laid_off")
    assert [(r.status, r.still, r.reason) for r in request.job_followups.all()] == [("recorded", "no", "laid_off")] * 3


@pytest.mark.parametrize("who", ["county_manager", "outsider", "volunteer", "social_worker", "auditor"])
def test_officer_and_employer_alone_record(who, cast, as_of) -> None:
    row = look(hired(cast))
    on(as_of, row.due_on)
    with pytest.raises(Refused):
        services.record_followup(row, by=getattr(cast, who), still="yes")


def test_another_employer_finds_nothing(cast, as_of) -> None:
    from tests.cast import person

    row = look(hired(cast))
    on(as_of, row.due_on)
    other = seat(person("何厂", "hechang@example.cn"), "RES", unit("employer", "别家工厂", "990103"))
    assert sign_in(other).get(reverse("matching:followup", args=[row.pk])).status_code == 404
    assert not list(due.to_ask(other, clock.now()))


def test_it_stands_with_officer_and_employer_from_its_day_and_late_a_week_after(cast, as_of) -> None:
    row = look(hired(cast))
    for days, asked, late in ((-1, 0, 0), (0, 1, 0), (7, 1, 0), (8, 1, 1)):
        on(as_of, row.due_on + timedelta(days=days))
        for user in (cast.officer, cast.employer):
            assert len(list(due.to_ask(user, clock.now()))) == asked
        assert len(list(due.late(cast.county_manager, clock.now()))) == late
        assert not list(due.late(cast.other_county_manager, clock.now()))
    assert not list(due.to_ask(cast.colleague, clock.now()))


def test_nobody_asks_after_the_file_ended(cast) -> None:
    request = hired(cast)
    end_client(request.client, by=cast.officer, reason="released")
    assert set(request.job_followups.values_list("status", flat=True)) == {"dropped"}


def test_nobody_asks_after_the_request_was_opened_again(cast) -> None:
    request = hired(cast, need_met="partly")
    reopen_request(request, by=cast.officer, reason="换一份工作")
    assert set(request.job_followups.values_list("status", flat=True)) == {"dropped"}


def test_the_employer_records_on_the_page(cast, as_of) -> None:
    row = look(hired(cast))
    on(as_of, row.due_on)
    browser, page = sign_in(cast.employer), reverse("matching:followup", args=[row.pk])
    assert row.request.client.code not in browser.get(page).content.decode()
    assert browser.post(page, {"still": "no"}).status_code == 409
    assert browser.post(page, {"still": "other"})["Location"] == reverse("matching:followups")
    row.refresh_from_db()
    assert (row.still, row.by) == ("other", cast.employer)


def test_k11_counts_people_placed_of_those_who_asked_and_those_who_stayed(cast, as_of) -> None:
    first, second = hired(cast), hired(cast, who=build.client(cast, name="吴梅"))
    hired(cast, "unresolved", "no", who=build.client(cast, name="郑好"))
    on(as_of, look(first).due_on)
    services.record_followup(look(first), by=cast.officer, still="other")
    services.record_followup(look(second), by=cast.officer, still="no", reason="own_wish")
    found = queries.job_placement(date(2026, 1, 1), date(2026, 12, 31))
    assert set(found) == {"990103"}
    k11 = found["990103"]
    assert (k11.opened, k11.placed, k11.kept) == (3, 2, {30: (1, 2), 90: (0, 1), 180: (0, 1)})
    assert queries.job_placement(date(2025, 1, 1), date(2025, 12, 31)) == {}
    page = sign_in(cast.county_manager).get(reverse("matching:followups")).content.decode()
    assert "1/2" in page and "东溪区" in page


def test_the_list_costs_the_same_however_long_it_is(cast, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, page = sign_in(cast.officer), reverse("matching:followups")
    hired(cast)
    browser.get(page)
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    for n in range(2):
        hired(cast, who=build.client(cast, name=f"吴{n}"))
    with django_assert_num_queries(len(one)):
        browser.get(page)


def test_the_looks_count_from_the_hire_where_there_was_one(cast, as_of) -> None:
    from matching.applications import services as applications

    request = build.request_in("accepted", cast, kind="job")
    row = applications.open_one(request)
    applications.invite(row, by=cast.employer, at=clock.at(date(2026, 3, 10), 9), where="厂区门口")
    applications.promise(row, by=cast.employer, starts_on=date(2026, 3, 12))
    as_of(2026, 3, 16, 9)
    applications.hire(row, by=cast.employer, hired_on=date(2026, 3, 12))
    assert look(request).due_on == date(2026, 4, 11)
    assert queries.job_placement(date(2026, 3, 1), date(2026, 3, 31))["990103"].placed == 1
