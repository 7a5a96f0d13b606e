"""What came of courses for clients: certificates by people trained (K13), jobs in time by who completed (K12)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from kit import clock
from kit.hooks import Question
from matching.classes import services
from matching.classes.employment import employed
from matching.models import AssistanceRequest
from matching.outcomes import services as outcomes
from tests import build
from tests.training import classroom as make
from training.courses import services as courses
from training.models import Course, Session
from training.rates import queries
from training.rates.counting import Rates, count, share
from training.rates.showing import shown

HELD = date(2026, 3, 13)
END = HELD + timedelta(days=90)  # the last day on which a job counts


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def lesson(cast, **columns) -> Session:
    of = make.course(cast, audience="client", gives="", validity_months=0, title="电工技能班", credit_minutes=180)
    return make.session(cast, of, capacity=60, **columns)


def class_of(cast, n: int, *, completed: int | None = None, of: Session | None = None) -> tuple[Course, list]:
    """A class of `n` held on the day, of whom so many stay to the end and the others leave after an hour."""
    session = of or lesson(cast)
    people = [build.client(cast) for _k in range(n)]
    rows = [services.enrol(who, session, by=cast.officer, is_agreed=True) for who in people]
    with clock.frozen(clock.at(HELD, 20)):
        for k, row in enumerate(rows):
            minutes = 180 if completed is None or k < completed else 60
            courses.enter_minutes(row, by=cast.officer, minutes=minutes)
    return session.course, people


def job(cast, client, on: date, outcome: str = "employed") -> None:
    """A request for work that ends on a day, confirmed by the officer who asked the person."""
    at = build.place(cast, "job", capacity=1)
    with clock.frozen(clock.at(on, 16)):
        request = build.request_in("closing", cast, kind="job", who=client, at=at)
        goals = [{"goal": "找到工作", "result": "reached", "evidence": "已上岗"}]
        outcomes.report_outcome(request, by=cast.employer, outcome=outcome, goals=goals)
        request = AssistanceRequest.objects.get(pk=request.pk)
        outcomes.confirm_outcome(request, by=cast.officer, outcome=outcome, need_met="yes", person_says="yes")


def rates_of(course: Course, **how) -> Rates:
    return queries.rates_of([course], **how)[course.pk]


# --- the numbers ---------------------------------------------------------------------------------------------------
def test_of_a_class_of_fifty_with_thirty_employed_the_rate_is_60_percent(cast, browse, as_of) -> None:
    """G10, from the enrolment to the number on the page."""
    course, people = class_of(cast, 50)
    for n, client in enumerate(people[:30]):
        job(cast, client, HELD + timedelta(days=1 + n % 80))
    as_of(2026, 6, 12, 9)
    found = rates_of(course)
    assert (found.trained, found.certified, found.due, found.employed) == (50, 50, 50, 30)
    assert (found.job_pct, found.certificate_pct) == (Decimal("60.0"), Decimal("100.0"))
    for url in (reverse("training:rates"), reverse("training:results", args=[course.number])):
        page = browse(cast.county_manager).get(url).content.decode()
        assert "60.0\N{NO-BREAK SPACE}%" in page
        assert "30 / 50" in page


def test_six_of_eight_with_a_certificate_are_75_percent(cast) -> None:
    course, _people = class_of(cast, 8, completed=6)
    assert rates_of(course).certificate_pct == Decimal("75.0")


def test_who_left_early_is_trained_and_has_not_completed(cast, as_of) -> None:
    course, people = class_of(cast, 6, completed=5)
    job(cast, people[5], HELD + timedelta(days=3))
    as_of(2026, 6, 12)
    found = rates_of(course)
    assert (found.trained, found.due, found.employed, found.job_pct) == (6, 5, 0, Decimal("0.0"))


@pytest.mark.parametrize(
    ("on", "counts"),
    [(HELD - timedelta(days=1), 0), (HELD, 1), (END, 1), (END + timedelta(days=1), 0)],
    ids=["before the course", "on its day", "on the ninetieth", "a day too late"],
)
def test_a_job_counts_from_the_end_of_the_course_to_the_ninetieth_day(cast, as_of, on, counts) -> None:
    """Pure: the days alone decide."""
    spans = {"A": (HELD, END)}
    assert count(["A"], spans, {"A": [on]}, END + timedelta(days=1)).employed == counts


def test_only_an_outcome_that_says_employed_and_was_confirmed_is_a_job(cast) -> None:
    _course, people = class_of(cast, 2)
    job(cast, people[0], HELD + timedelta(days=2), outcome="unresolved")
    with clock.frozen(clock.at(HELD + timedelta(days=2), 16)):
        build.request_in("under_review", cast, kind="job", who=people[1], at=build.place(cast, "job"))
    assert employed([c.code for c in people], HELD, END) == {}
    job(cast, build.client(cast), HELD)  # somebody else's job
    assert employed([c.code for c in people], HELD, END) == {}


# --- not over yet, and nothing at all ------------------------------------------------------------------------------
def test_a_course_whose_ninety_days_run_says_so_far(cast, browse, as_of) -> None:
    course, people = class_of(cast, 6)
    job(cast, people[0], HELD + timedelta(days=10))
    as_of(2026, 6, 11, 9)  # the ninetieth day
    found = rates_of(course)
    assert (found.due, found.job_pct, found.early, found.employed_early, found.until) == (0, None, 6, 1, END)
    page = browse(cast.county_manager).get(reverse("training:rates")).content.decode()
    assert "目前 1 / 6 人，计到 2026年6月11日" in page
    as_of(2026, 6, 12, 9)
    assert rates_of(course).job_pct == Decimal("16.7")


def test_nothing_is_divided_by_nobody(cast, browse) -> None:
    lesson(cast)
    assert share(0, 0) is None
    page = browse(cast.county_manager).get(reverse("training:rates")).content.decode()
    assert "电工技能班" in page
    assert "—" in page


def test_nobody_who_knows_of_jobs_is_no_zero(cast, monkeypatch) -> None:
    """A house without the floor above refuses; it does not say that nobody found work."""
    course, _people = class_of(cast, 1)
    monkeypatch.setattr("training.hooks.employed", Question("training.employed"))
    with pytest.raises(Exception, match="无法核对"):
        rates_of(course)


# --- who sees what -------------------------------------------------------------------------------------------------
def test_fewer_than_five_are_counts_for_those_with_the_right_and_unseen_for_others(cast, browse, as_of) -> None:
    course, people = class_of(cast, 4)
    job(cast, people[0], HELD + timedelta(days=2))
    as_of(2026, 6, 12)
    small = shown(rates_of(course), small=True)
    assert (small["trained"], small["k12"]["value"], small["k13"]["value"]) == (4, "1 / 4", "4 / 4")
    unseen = shown(rates_of(course), small=False)
    assert {unseen["trained"], unseen["certified"], unseen["k12"]["value"]} == {"少于 5 人"}
    url = reverse("training:results", args=[course.number])
    assert "1 / 4" in browse(cast.county_manager).get(url).content.decode()
    for who in (cast.officer, cast.auditor):
        page = browse(who).get(url).content.decode()
        assert "少于 5 人" in page
        assert "1 / 4" not in page


def test_a_county_counts_its_own_people_in_a_course_of_the_city(cast) -> None:
    of = make.course(
        cast, by=cast.city_manager, organiser=cast.bureau, county_code="", audience="client", gives="",
        validity_months=0, credit_minutes=180,
    )  # fmt: skip
    class_of(cast, 3, of=make.session(cast, of, capacity=60))
    assert rates_of(of, county=queries.county_of(cast.county_manager)).trained == 3
    assert rates_of(of, county=queries.county_of(cast.other_county_manager)).trained == 0
    assert rates_of(of, county=queries.county_of(cast.city_manager)).trained == 3


def test_the_page_is_for_managers_and_holds_nothing_of_another_county(cast, browse) -> None:
    lesson(cast)
    url = reverse("training:rates")
    for who in (cast.officer, cast.outsider, cast.ngo_admin, cast.volunteer):
        assert browse(who).get(url).status_code == 404
    assert "电工技能班" not in browse(cast.other_county_manager).get(url).content.decode()
    for who in (cast.city_manager, cast.auditor):
        assert "电工技能班" in browse(who).get(url).content.decode()


@pytest.mark.parametrize("n", [2, 12])
def test_the_page_asks_the_same_few_questions_however_many_courses(
    cast, browse, as_of, django_assert_max_num_queries, n
) -> None:
    for k in range(n):
        class_of(cast, 1, of=lesson(cast, hour=8, days=3)) if k < 2 else lesson(cast)
    as_of(2026, 6, 12)
    browser, url = browse(cast.county_manager), reverse("training:rates")
    browser.get(url)
    with django_assert_max_num_queries(15):  # of which the frame of a manager's page takes eleven
        assert browser.get(url).status_code == 200
