"""Yearly reviews: facts from the records, a few words, the volunteer's answer; begun for many at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Division
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import HEKOU, Cast, person, seat, sign_in
from tests.volunteers.counted import queries_of, served
from volunteers.models import Posting, PresenceEvent, Shift, Signup, Volunteer, YearlyReview
from volunteers.reviews import queries, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(cast: Cast, as_of: Any) -> Volunteer:
    as_of(2026, 12, 7, 10)
    cast.county_manager  # noqa: B018
    return build.volunteer(cast)


def begin(cast: Cast, v: Volunteer, year: int = 2026) -> YearlyReview:
    services.start_reviews([v], by=cast.officer, year=year)
    return YearlyReview.objects.get(volunteer=v, year=year)


def shift_on(cast: Cast, v: Volunteer, day: date, *, ended: str, came_minutes_late: int | None = None) -> Signup:
    """A shift that was, with how it ended for this volunteer."""
    start = clock.at(day, 9)
    at = {"organiser": cast.office, "county_code": "990103"}
    posting = Posting(
        number=f"ZP-{day:%Y%m%d}-{v.pk}"[:15], title="课堂", kind="x", town=Division.objects.get(pk=HEKOU), **at
    )
    born(posting, "draft", by=acting(cast.officer))
    ends = start + timedelta(hours=2)
    shift = Shift(
        posting=posting, starts_at=start, ends_at=ends, signup_closes_at=start, cancel_until=start, capacity=9,
        presence_key="0" * 32, **at,
    )  # fmt: skip
    born(shift, "plan", by=None)
    signup = Signup(shift=shift, volunteer=v, starts_at=start, ends_at=ends)
    born(signup, "sign_up", by=None)
    verb = {"attended": "attend", "no_show": "miss", "late_cancelled": "cancel_late"}[ended]
    move(signup, verb, by=acting(cast.officer))
    if came_minutes_late is not None:
        came = start + timedelta(minutes=came_minutes_late)
        PresenceEvent.objects.create(
            shift=shift,
            signup=signup,
            direction="in",
            at=came,
            received_at=came,
            method="rotating",
            nonce=str(signup.pk),
        )
    return signup


def acting(user: Any) -> Any:
    user.acting_role = "OFF"
    return user


# --- the facts -------------------------------------------------------------------------------------------------------
def test_the_facts_are_those_of_the_year_and_of_nobody_else(cast: Cast, wang: Volunteer) -> None:
    served(wang, 120, cast.office, starts_at=clock.at(date(2026, 1, 1), 0))
    served(wang, 60, cast.office, starts_at=clock.at(date(2026, 6, 1)))
    served(wang, 999, cast.office, starts_at=clock.at(date(2025, 12, 31), 23))
    other = build.volunteer(cast, seat(person("韩梅"), "VOL"))
    served(other, 30, cast.office, starts_at=clock.at(date(2026, 6, 2)))
    shift_on(cast, wang, date(2026, 3, 1), ended="attended", came_minutes_late=10)
    shift_on(cast, wang, date(2026, 3, 2), ended="attended", came_minutes_late=11)
    shift_on(cast, wang, date(2026, 3, 3), ended="no_show")
    shift_on(cast, wang, date(2026, 3, 4), ended="late_cancelled")
    shift_on(cast, wang, date(2025, 3, 4), ended="no_show")
    facts = queries.facts_of([wang.pk, other.pk], 2026)
    assert facts[wang.pk] == {
        "minutes": 180, "services": 2, "engagements": 0, "attended": 2, "late": 1, "no_show": 1, "late_cancelled": 1,
    }  # fmt: skip
    assert facts[other.pk]["minutes"] == 30


def test_the_facts_of_many_take_no_more_questions_than_of_one(cast: Cast, wang: Volunteer) -> None:
    people = [wang] + [build.volunteer(cast, seat(person("志愿者"), "VOL"), ready=False) for _n in range(12)]
    for v in people:
        served(v, 30, cast.office)
    counts = []
    queries.facts_of([], 2026)  # the rules are read once
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as seen:
            queries.facts_of([v.pk for v in some], 2026)
        counts.append(len(seen))
    assert counts == [4, 4]


def test_the_facts_stand_still_once_the_words_are_written(cast: Cast, wang: Volunteer) -> None:
    review = begin(cast, wang)
    served(wang, 60, cast.office, starts_at=clock.at(date(2026, 6, 1)))
    services.appraise(review, by=cast.officer, grade="good", appraisal="准时")
    served(wang, 60, cast.office, starts_at=clock.at(date(2026, 7, 1)))
    review.refresh_from_db()
    assert review.facts["minutes"] == 60


# --- begun for many --------------------------------------------------------------------------------------------------
def test_a_page_of_people_is_begun_at_once_and_nobody_twice(cast: Cast, wang: Volunteer) -> None:
    others = [build.volunteer(cast, seat(person("志愿者"), "VOL"), ready=False) for _n in range(3)]
    browser = sign_in(cast.officer)
    shown = browser.get("/volunteers/reviews/").context["rows"]
    assert {v.pk for v in shown} == {v.pk for v in (wang, *others)}
    for _again in range(2):
        browser.post("/volunteers/reviews/?show=lacking", {"volunteer": [v.pk for v in (wang, *others)]})
    assert YearlyReview.objects.filter(year=2026).count() == 4
    assert browser.get("/volunteers/reviews/").context["rows"] == []


def test_who_is_suspended_or_has_one_is_not_among_those_who_lack_it(cast: Cast, wang: Volunteer) -> None:
    begin(cast, wang)
    other = build.volunteer(cast, seat(person("韩梅"), "VOL"))
    move(other, "suspend", by=None)
    assert not queries.lacking(Volunteer.objects.all(), 2026).exists()
    assert [v.pk for v in queries.lacking(Volunteer.objects.all(), 2025)] == [wang.pk]


@pytest.mark.parametrize("year", [2024, 2027])
def test_only_this_year_and_the_last_are_begun(year: int, cast: Cast, wang: Volunteer) -> None:
    with pytest.raises(Refused, match="今年或去年"):
        services.start_reviews([wang], by=cast.officer, year=year)


@pytest.mark.parametrize("who", ["outsider", "ngo_admin", "city_manager", "auditor", "volunteer"])
def test_who_may_neither_begin_nor_write(who: str, cast: Cast, wang: Volunteer) -> None:
    user = getattr(cast, who)
    with pytest.raises(Refused) as why:
        services.start_reviews([wang], by=user, year=2026)
    assert why.value.code == "may:start_review"
    review = begin(cast, wang)
    with pytest.raises(Refused):
        services.appraise(review, by=user, grade="good", appraisal="好")


# --- words and answer ------------------------------------------------------------------------------------------------
def test_the_officer_writes_and_the_volunteer_answers(cast: Cast, wang: Volunteer) -> None:
    review = begin(cast, wang)
    page = f"/volunteers/reviews/{review.pk}/"
    hers, office = sign_in(wang.user), sign_in(cast.officer)
    assert hers.get(page).status_code == 404
    assert office.post(page, {"grade": "good", "appraisal": "全年准时"}).status_code == 302
    assert Message.objects.get(kind="review_appraised").to == wang.user
    assert "全年准时" in hers.get(page).content.decode()
    assert "年度评价请您看" in hers.get("/volunteers/").content.decode()
    assert hers.post(page, {"answer": "谢谢，明年继续"}).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.answer) == ("closed", "谢谢，明年继续")
    assert office.post(page, {"grade": "poor", "appraisal": "改"}).status_code == 404


def test_without_an_answer_it_closes_after_ten_working_days(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    review = services.appraise(begin(cast, wang), by=cast.officer, grade="good", appraisal="好")
    assert review.due_at.date() == date(2026, 12, 21)
    as_of(2026, 12, 21, 23)
    assert services.close_unanswered() == 0
    as_of(2026, 12, 22)
    assert services.close_unanswered() == 1
    review.refresh_from_db()
    assert review.status == "closed"


def test_nobody_appraises_without_a_grade_and_words_nor_oneself(cast: Cast, wang: Volunteer) -> None:
    review = begin(cast, wang)
    for grade, words in (("good", " "), ("best", "好"), ("", "好")):
        with pytest.raises(Refused):
            services.appraise(review, by=cast.officer, grade=grade, appraisal=words)
    seat(wang.user, "OFF", cast.office)
    with pytest.raises(Refused, match="不能评价自己"):
        services.appraise(review, by=wang.user, grade="good", appraisal="好")


def test_the_lists_ask_the_same_number_of_questions_however_long(cast: Cast, wang: Volunteer) -> None:
    browser, counts = sign_in(cast.officer), []
    for _round in range(2):
        for _n in range(6):
            begin(cast, build.volunteer(cast, seat(person("志愿者"), "VOL"), ready=False))
            build.volunteer(cast, seat(person("志愿者"), "VOL"), ready=False)
        counts.append(
            [queries_of(browser, f"/volunteers/reviews/?show={show}") for show in ("lacking", "started", "all")]
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20
