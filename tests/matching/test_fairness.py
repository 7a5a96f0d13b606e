"""Is help reaching groups alike: shares by hand, small groups and minors unseen, for the city and its auditors."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kit import clock
from matching import models as m
from matching.fairness import queries, reckoning
from matching.fairness.reckoning import LEAST, Case
from tests import build
from tests.cast import sign_in

URL = "/help/fairness/"


def case(group: str, *, in_time: bool = True, days: float | None = 2.0) -> Case:
    return Case({"sex": [group]}, in_time, days)


# --- by hand ---------------------------------------------------------------------------------------------------
def test_the_range_is_that_of_wilson() -> None:
    low, high = reckoning.wilson(8, 10)
    assert (round(low, 1), round(high, 1)) == (49.0, 94.3), "the textbook's eight of ten"
    assert reckoning.wilson(0, 0) == (0.0, 100.0)
    assert reckoning.wilson(20, 20)[0] > 80 and reckoning.wilson(20, 20)[1] == 100.0


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_range_holds_its_share(k, n) -> None:
    low, high = reckoning.wilson(min(k, n), n)
    assert 0 <= low <= 100 * min(k, n) / n + 1e-9 and 100 * min(k, n) / n - 1e-9 <= high <= 100


def test_a_group_stands_with_its_share_median_and_difference_to_all() -> None:
    cases = [case("1", in_time=n < 30, days=1.0 + n % 3) for n in range(40)]
    cases += [case("2", in_time=n < 10, days=None if n % 2 else 5.0) for n in range(40)]
    one, other = reckoning.table("sex", cases).lines
    assert (one.group, one.n, one.share, one.days, one.difference) == ("1", 40, 75.0, 2.0, 25.0)
    assert (other.share, other.days, other.difference, other.is_apart) == (25.0, 5.0, -25.0, True)


def test_a_small_group_is_not_shown_nor_the_one_that_would_give_it_away() -> None:
    cases = [case(g) for g, n in (("1", 19), ("2", 25), ("3", 60)) for _n in range(n)]
    table = reckoning.table("sex", cases)
    assert [line.group for line in table.lines] == ["3"] and table.hidden == 2


def test_fewer_than_twenty_altogether_are_not_compared() -> None:
    cases = [case("1")] * (LEAST - 1)
    assert reckoning.everybody(cases) is None and reckoning.table("sex", cases).lines == ()


# --- read from the requests ------------------------------------------------------------------------------------
@pytest.fixture
def year(cast, as_of):
    """`many(n)` requests of a week ago for men, of whom every second found a place at once."""
    as_of(2026, 3, 10, 9)

    def many(n: int, **who) -> None:
        for k in range(n):
            request = build.request_in("matching", cast, who=build.client(cast, **{"sex": 1, **who}))
            asked = clock.now() - timedelta(days=14)
            m.AssistanceRequest.objects.filter(pk=request.pk).update(
                submitted_at=asked, first_due_at=asked + timedelta(days=3),
                first_response_at=asked + timedelta(days=2) if k % 2 else None,
            )  # fmt: skip

    return many


def test_a_minor_is_in_no_case(cast, year) -> None:
    year(2)
    young = build.draft(cast, who=build.client(cast, born_on=date(2009, 8, 15)))
    m.AssistanceRequest.objects.filter(pk=young.pk).update(
        status="matching", submitted_at=clock.now() - timedelta(days=9), first_due_at=clock.now() - timedelta(days=2)
    )
    found = queries.cases()
    assert len(found) == 2
    assert {a for c in found for a in c.groups["age"]} == {"35–44"}


def test_who_still_has_time_or_withdrew_is_no_case(cast, year) -> None:
    year(2)
    waiting = build.request_in("matching", cast, who=build.client(cast))
    gone = build.request_in("cancelled", cast, who=build.client(cast))
    m.AssistanceRequest.objects.filter(pk=gone.pk).update(first_due_at=clock.now() - timedelta(days=2))
    assert waiting.first_due_at > clock.now()
    assert [c.in_time for c in queries.cases()] == [True, False]


def test_the_page_shows_groups_of_twenty_to_the_city_and_its_auditors_alone(cast, year) -> None:
    year(20)
    year(3, sex=2)
    for user in (cast.city_manager, cast.auditor):
        text = sign_in(user).get(URL).content.decode()
        assert "帮扶是否公平到达" in text and "怎样读这张表" in text
        assert "东溪区" in text
        assert '<th scope="row">女</th>' not in text and '<th scope="row">男</th>' not in text, "three women give away"
    for user in (cast.officer, cast.county_manager, cast.system_admin, cast.outsider):
        assert sign_in(user).get(URL).status_code == 404


def test_the_page_says_so_where_there_is_too_little(cast, year) -> None:
    year(3)
    text = sign_in(cast.auditor).get(URL).content.decode()
    assert "还不够比较" in text and "tq-range" not in text


def test_the_page_asks_as_often_however_many_there_are(cast, year) -> None:
    browser = sign_in(cast.auditor)
    year(20)
    browser.get(URL)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(URL).status_code == 200
        return len(seen)

    one = asked()
    year(5)
    assert asked() == one
