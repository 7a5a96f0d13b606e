"""Job applications: from the reserved seat to the hire, step by step; a refusal frees the seat and looks elsewhere."""

from datetime import date, timedelta

import pytest

from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import queries
from matching.applications import services as jobs
from matching.applications.states import JOB_APPLICATION
from matching.outcomes import services as outcomes
from messaging.models import Message
from tests import build


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def referred(cast, **columns) -> m.JobApplication:
    at = build.place(cast, "job", **columns)
    request = build.request_in("accepted", cast, kind="job", at=at)
    return jobs.open_one(request)


def take(cast, row, verb) -> m.JobApplication:
    by = cast.employer
    return {
        "invite": lambda: jobs.invite(row, by=by, at=clock.now() + timedelta(days=1), where="厂区门房"),
        "promise": lambda: jobs.promise(row, by=by, starts_on=clock.today()),
        "hire": lambda: jobs.hire(row, by=by, hired_on=clock.today()),
        "refuse": lambda: jobs.refuse(row, by=by, reason="skill"),
        "withdraw": lambda: jobs.withdraw(row, by=by, reason="too_far"),
    }[verb]()


WAYS = {
    "referred": (), "interview": ("invite",), "offered": ("invite", "promise"),
    "hired": ("invite", "promise", "hire"), "refused": ("refuse",), "withdrawn": ("withdraw",),
}  # fmt: skip


def application_in(state, cast) -> m.JobApplication:
    row = referred(cast)
    for verb in WAYS[state]:
        row = take(cast, row, verb)
    return m.JobApplication.objects.get(pk=row.pk)


def seats(row) -> tuple[int, int]:
    place = m.Place.objects.get(pk=row.place_id)
    return place.capacity, place.taken


@pytest.mark.parametrize("state", JOB_APPLICATION.states)
@pytest.mark.parametrize("verb", ["invite", "promise", "hire", "refuse", "withdraw"])
def test_each_step_is_taken_from_where_the_table_says_and_from_nowhere_else(verb, state, cast) -> None:
    row = application_in(state, cast)
    again = verb == "invite" and state == "interview"  # moves the interview
    step = JOB_APPLICATION.step(verb, state)
    if step or again:
        take(cast, row, verb)
        assert m.JobApplication.objects.get(pk=row.pk).status == (step.target if step else state)
    else:
        before = seats(row)
        with pytest.raises(Refused):
            take(cast, row, verb)
        assert (m.JobApplication.objects.get(pk=row.pk).status, seats(row)) == (state, before)


def test_a_job_that_was_accepted_is_an_application_with_its_seat_reserved(cast) -> None:
    row = referred(cast, capacity=2)
    assert (row.status, row.referred_on, seats(row)) == ("referred", date(2026, 3, 9), (2, 1))
    assert row.due_at is not None


def test_other_places_have_no_application(cast) -> None:
    assert jobs.open_one(build.request_in("accepted", cast)) is None


def test_whoever_is_hired_keeps_the_post_for_good(cast) -> None:
    row = application_in("hired", cast)
    request = m.AssistanceRequest.objects.get(pk=row.request_id)
    assert (request.status, row.hired_on, seats(row)) == ("in_service", date(2026, 3, 9), (4, 1))
    assert [a.pk for a in queries.hired(date(2026, 3, 9), date(2026, 3, 9))] == [row.pk]
    for step in (build._finish, build._report, build._confirm):
        step(cast, request, "job", None)
        request = m.AssistanceRequest.objects.get(pk=request.pk)
    assert (request.status, seats(row)) == ("closed", (4, 1))


def test_a_request_that_ends_without_a_hire_gives_the_seat_back(cast) -> None:
    row = application_in("interview", cast)
    outcomes.withdraw_request(row.request, by=cast.officer, reason="need_gone")
    row.refresh_from_db()
    assert (row.status, row.reason, seats(row)) == ("withdrawn", "request_ended", (4, 0))


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_a_refusal_frees_the_seat_and_the_request_looks_elsewhere_at_once(verb, cast) -> None:
    row = application_in("interview", cast)
    take(cast, row, verb)
    request = m.AssistanceRequest.objects.get(pk=row.request_id)
    assert (request.status, request.place, request.round_no, seats(row)) == ("matching", None, 2, (4, 0))
    assert Message.objects.filter(kind="request_to_match", to=cast.officer).exists()
    assert not Message.objects.filter(kind="request_withdrawn", to=cast.employer).exists()


def test_the_help_may_have_begun_when_the_employer_refuses(cast) -> None:
    row = application_in("interview", cast)
    build.meeting(row.request)
    jobs.refuse(row, by=cast.employer, reason="no_show")
    assert m.AssistanceRequest.objects.get(pk=row.request_id).status == "matching"


def test_a_record_alone_is_no_reason_the_article_is_asked_for(cast) -> None:
    row = referred(cast)
    with pytest.raises(Refused, match="哪部法律"):
        jobs.refuse(row, by=cast.employer, reason="barred")
    jobs.refuse(row, by=cast.employer, reason="barred", note="保安服务管理条例第十七条")
    with pytest.raises(Refused, match="原因"):
        jobs.refuse(referred(cast), by=cast.employer, reason="")


def test_paused_help_is_resumed_before_anybody_is_refused(cast) -> None:
    request = build.request_in("on_hold", cast, kind="job")
    row = jobs.open_one(request)
    with pytest.raises(Refused, match="暂停"):
        jobs.refuse(row, by=cast.employer, reason="skill")
    assert m.JobApplication.objects.get(pk=row.pk).status == "referred"


def test_the_days_must_be_possible(cast) -> None:
    row = referred(cast)
    with pytest.raises(Refused, match="现在以后"):
        jobs.invite(row, by=cast.employer, at=clock.now(), where="门房")
    take(cast, row, "invite")
    with pytest.raises(Refused, match="早于今天"):
        jobs.promise(row, by=cast.employer, starts_on=clock.today() - timedelta(days=1))
    take(cast, row, "promise")
    for day in (date(2026, 3, 8), date(2026, 3, 10)):
        with pytest.raises(Refused, match="推荐以后"):
            jobs.hire(row, by=cast.employer, hired_on=day)


def test_the_employer_and_its_staff_partner_record_and_nobody_else(cast) -> None:
    row = application_in("interview", cast)
    for user in (cast.colleague, cast.county_manager, cast.outsider, cast.social_worker, cast.volunteer):
        with pytest.raises(Refused, match="身份|职责|不能"):
            jobs.promise(row, by=user, starts_on=clock.today())
    jobs.promise(row, by=cast.officer, starts_on=clock.today())  # 李明 is the partner


# --- the screens ---------------------------------------------------------------------------------------------
def test_the_employer_walks_it_on_the_screens(cast, browse) -> None:
    row = referred(cast)
    browser, url = browse(cast.employer), f"/help/applications/{row.pk}/"
    assert "给推荐来的人约面试" in browser.get("/desk/").content.decode()
    assert row.request.client.code in browser.get("/help/applications/").content.decode()
    steps = (
        {"act": "invite", "invite-at": "2026-03-10T09:00", "invite-where": "门房"},
        {"act": "promise", "promise-starts_on": "2026-03-09"},
        {"act": "hire", "hire-hired_on": "2026-03-09"},
    )
    for n, data in enumerate(steps):
        assert browser.post(url, {**data, "idem": str(n)}).status_code == 302
    page = browser.get(url).content.decode()
    assert "已上岗" in page and "刘秀" not in page and "不录用" not in page


def test_a_refusal_stands_on_the_page_and_a_closed_step_is_not_there(cast, browse) -> None:
    row = referred(cast)
    browser, url = browse(cast.employer), f"/help/applications/{row.pk}/"
    said = browser.post(url, {"act": "refuse", "refuse-reason": "barred", "idem": "1"})
    assert said.status_code == 409 and "哪一条" in said.content.decode()
    assert browser.post(url, {"act": "hire", "hire-hired_on": "2026-03-09", "idem": "2"}).status_code == 404


def test_a_stranger_finds_no_application_and_a_sealed_one_is_its_officers_alone(cast, browse) -> None:
    row = referred(cast)
    url = f"/help/applications/{row.pk}/"
    for user in (cast.outsider, cast.other_county_manager, cast.social_worker, cast.volunteer):
        assert browse(user).get(url).status_code == 404
    assert browse(cast.county_manager).get(url).status_code == 200
    m.Client.objects.filter(pk=row.client.pk).update(is_minor_track=True, officer=cast.officer)
    m.Place.objects.filter(pk=row.place_id).update(partner=None)
    for user, status in ((cast.county_manager, 404), (cast.colleague, 404), (cast.officer, 200)):
        assert browse(user).get(url).status_code == status


def test_the_list_asks_as_much_for_many_as_for_one(cast, browse, django_assert_max_num_queries) -> None:
    referred(cast)
    browser = browse(cast.employer)
    browser.get("/help/applications/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get("/help/applications/")
        return len(found)

    one = asked()
    for _n in range(3):
        referred(cast)
    assert asked() == one
