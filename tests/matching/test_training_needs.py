"""Which sessions to hold first: read from what waits, counted truly, told to managers without a minor's number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit import clock
from matching.engine import codes
from matching.models import AssistanceRequest
from matching.offers.suggestions import suggest
from matching.training_needs import reading
from tests import build
from tests.cast import sign_in
from tests.training import classroom as make
from tests.volunteers import activity
from training.courses import services as courses
from training.models import Credential, Diploma

URL = "/help/requests/training-needs/"


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def helper(cast, *lacks: str, capacity: int = 2):
    """Somebody who fits every request of the tests but for these papers, with a place; the place."""
    v = activity.helper(cast, schedule_mask=build.DAYTIME, capacity=capacity)
    v.refresh_from_db()
    for kind in ("undertaking", "induction", "refresher"):
        if kind not in lacks:
            build.credential(cast, v.user, kind)
    return build.place(cast, "volunteer", volunteer=v)


def request(cast, **wishes):
    return build.request_in("matching", cast, kind="volunteer", who=build.client(cast), **wishes)


def found(cast) -> reading.Found:
    return reading.find(cast.county_manager)


def planned(cast) -> list[tuple[str, int, int]]:
    seen = found(cast)
    return [(seen.courses[p.course].course.title, len(p.invited), len(p.requests)) for p in seen.plan.proposals]


# --- what is planned -------------------------------------------------------------------------------------------
def test_the_course_that_opens_the_most_comes_with_how_many_to_invite(cast) -> None:
    make.course(cast)
    make.course(cast, title="年度复训", gives="refresher", validity_months=0)
    helper(cast, "refresher"), helper(cast, "induction", "refresher", capacity=1)
    for _n in range(3):
        request(cast)
    assert planned(cast) == [("岗前培训", 2, 3)], "who passes the induction is refreshed too"


def test_what_has_a_place_already_needs_no_training(cast) -> None:
    make.course(cast)
    helper(cast, "induction", "refresher"), helper(cast)
    request(cast)
    assert found(cast).blocked == 0


def test_who_is_held_back_by_something_else_as_well_is_not_counted_on(cast) -> None:
    make.course(cast)
    place = helper(cast, "induction", "refresher")
    type(place).objects.filter(pk=place.pk).update(schedule_mask=1 << codes.block(6, 2))
    helper(cast, "induction", "refresher", "undertaking")
    request(cast)
    assert found(cast).blocked == 0, "an undertaking is signed, not learnt"


def test_a_place_that_declined_this_round_is_not_counted_on(cast) -> None:
    make.course(cast)
    place = helper(cast)
    thing = build.request_in("offered", cast, kind="volunteer", who=build.client(cast), at=place)
    build.offers.decline_offer(thing.offers.get(), by=place.volunteer.user, reason="full")
    Credential.objects.filter(holder=place.volunteer.user, kind="refresher").delete()
    assert found(cast).blocked == 0


def test_who_is_enrolled_already_is_not_invited_again(cast) -> None:
    session = make.session(cast)
    place = helper(cast, "induction", "refresher")
    request(cast)
    assert len(planned(cast)) == 1
    courses.enrol(session, by=place.volunteer.user)
    seen = found(cast)
    assert (seen.blocked, seen.coming, seen.plan.proposals) == (1, 1, ())


def test_only_who_may_come_to_the_course_is_invited(cast) -> None:
    first = make.course(cast, title="入门")
    make.course(
        cast, title="年度复训", gives="refresher", validity_months=0, requires=["no_record"], prerequisites=[first]
    )
    first.__class__.objects.filter(pk=first.pk).update(gives="")
    can, looked_up, passed = (helper(cast, "refresher", capacity=1) for _n in range(3))
    for place in (can, looked_up):
        build.credential(cast, place.volunteer.user, "no_record")
    for n, place in enumerate((can, passed)):
        Diploma.objects.create(
            course=first, learner=place.volunteer.user, number=f"PX-{n}", code="000000", minutes=480,
            passed_on=clock.today(), status="valid",
        )  # fmt: skip
    for _n in range(3):
        request(cast)
    seen = found(cast)
    assert [p.invited for p in seen.plan.proposals] == [(can.volunteer.user_id,)]


def test_a_session_is_as_large_as_the_last_one_of_its_course(cast) -> None:
    make.session(cast, capacity=1)
    for _n in range(5):
        helper(cast, "induction", "refresher", capacity=1)
        request(cast)
    assert planned(cast) == [("岗前培训", 1, 1)] * 3


def test_it_agrees_with_what_each_request_is_suggested(cast) -> None:
    """Read for all at once, a request is blocked by training just when alone it has no place, and one once all are
    taught."""
    make.course(cast)
    make.course(cast, title="年度复训", gives="refresher", validity_months=0)
    for lacks in ((), ("refresher",), ("induction", "refresher"), ("undertaking",)):
        helper(cast, *lacks)
    wishes = ({}, {"gender_pref": 1}, {"need": "counselling"}, {"max_m": 100, "need": "mentoring"}, {"min_cert": 2})
    things = [request(cast, **wish) for wish in wishes]
    build.place(cast, "volunteer", volunteer=helper(cast, "refresher").volunteer, need="counselling")
    seen = reading._Supply(things, {"induction", "refresher"})
    blocked = {thing.pk for thing in things if seen.ways(thing)}
    alone = {thing.pk for thing in things if suggest(thing).eligible == 0}
    for place in build.m.Place.objects.filter(kind="volunteer"):
        for kind in ("induction", "refresher"):
            if not Credential.objects.filter(holder=place.volunteer.user, kind=kind).exists():
                build.credential(cast, place.volunteer.user, kind)
    taught = {thing.pk for thing in things if suggest(thing).eligible > 0}
    assert blocked == alone & taught


# --- the page --------------------------------------------------------------------------------------------------
def page(who) -> str:
    answer = sign_in(who).get(URL)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_proposal_leads_to_planning_a_session_of_its_course(cast) -> None:
    course = make.course(cast)
    helper(cast, "induction", "refresher")
    thing = request(cast)
    text = page(cast.county_manager)
    assert reverse("training:new_session", args=[course.number]) in text
    assert thing.number in text
    assert "邀请 1 人，一场 30 个名额" in text
    browser = sign_in(cast.county_manager)
    assert browser.get(reverse("training:new_session", args=[course.number])).status_code == 200
    text = page(cast.city_manager)
    assert thing.number not in text
    assert "1 份只计数，不列编号" in text


def test_a_session_that_is_planned_already_is_named(cast) -> None:
    session = make.session(cast)
    helper(cast, "induction", "refresher")
    request(cast)
    text = page(cast.county_manager)
    assert "已排的一场" in text and "空 30 个名额" in text
    assert reverse("training:people", args=[session.pk]) in text


def test_a_minors_request_is_counted_and_its_number_shown_to_nobody(cast) -> None:
    make.course(cast)
    place = helper(cast, "induction", "refresher")
    type(place).objects.filter(pk=place.pk).update(is_minor_qualified=True)
    build.credential(cast, place.volunteer.user, "background_check")
    who = build.client(cast, born_on=clock.today().replace(year=2009))
    thing = build.request_in("matching", cast, kind="volunteer", who=who)
    text = page(cast.county_manager)
    assert "1 份只计数，不列编号" in text
    assert thing.number not in text and who.code not in text


def test_volunteers_of_other_counties_are_counted_and_not_named(cast) -> None:
    make.course(cast)
    place = helper(cast, "induction", "refresher")
    request(cast)
    name = place.volunteer.user.display_name
    assert name in page(cast.county_manager)
    place.volunteer.county_code = "990102"
    place.volunteer.save(update_fields=["county_code"])
    text = page(cast.county_manager)
    assert name not in text and "另有 1 人在别的县区" in text
    assert name in page(cast.city_manager)


def test_nothing_to_do_is_said(cast) -> None:
    assert "没有需求因为缺培训而等待" in page(cast.county_manager)


def test_each_county_plans_for_its_own(cast) -> None:
    make.course(cast, by=cast.city_manager, organiser=cast.bureau, county_code="")
    helper(cast, "induction", "refresher")
    request(cast)
    assert "没有需求因为缺培训而等待" in page(cast.other_county_manager)
    for who in (cast.officer, cast.outsider, cast.ngo_admin, cast.volunteer, cast.auditor):
        assert sign_in(who).get(URL).status_code == 404


@pytest.mark.parametrize("n", [2, 12])
def test_the_page_asks_the_same_few_questions_however_much_waits(cast, n) -> None:
    course = make.course(cast)
    make.session(cast, make.course(cast, title="年度复训", gives="refresher", validity_months=0, requires=["induction"],
                                   prerequisites=[course]))  # fmt: skip
    for k in range(n):
        helper(cast, "refresher" if k % 2 else "induction")
        request(cast, need="mentoring" if k % 3 else "counselling")
    build.place(cast)
    browser = sign_in(cast.county_manager)
    browser.get(URL)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(URL).status_code == 200
    assert len(asked) <= 20, "\n".join(q["sql"][:120] for q in asked)
    assert AssistanceRequest.objects.count() == n
