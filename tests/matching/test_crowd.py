"""Many requests judged at once hear what each would hear alone; and what is counted from that tells of no minor."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import models as m
from matching.engine import rules
from matching.offers import crowd
from matching.offers.suggestions import judge, suggest
from tests import build
from tests.cast import DONGXI, sign_in, unit
from tests.fullhouse import savepoint
from tests.matching.cities import City

DRAWN = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def city(cast) -> City:
    return City(cast)


@DRAWN
@given(data=st.data())
def test_every_pair_fails_by_as_many_gates_as_alone(city, data) -> None:
    with savepoint():
        city.redraw(data.draw)
        request = city.now()
        (judged,) = crowd.Supply([request]).judged()
        for column, row in enumerate(judged.rows):
            shut = [b.code for b in judge(request, m.Place.objects.get(pk=row["pk"]))[0]]
            assert judged.failures[0, column] == len(shut)
            if shut:
                assert rules.CODES[judged.gate[0, column]] == shut[0]
        assert judged.eligible.sum() == suggest(request).eligible


def test_requests_of_different_needs_are_judged_beside_each_other(cast) -> None:
    place = build.place(cast, needs=["mentoring"])
    one = build.request_in("matching", cast, who=build.client(cast))
    other = build.request_in("matching", cast, who=build.client(cast), need="public_benefit_activity")
    pairs = {}
    for judged in crowd.Supply([crowd_row(one), crowd_row(other)]).judged():
        for k, request in enumerate(judged.requests):
            pairs[request.pk] = judged.eligible[k].tolist()
    assert pairs == {one.pk: [True], other.pk: [False]} and place


def crowd_row(request):
    return m.AssistanceRequest.objects.select_related("client", "consent").get(pk=request.pk)


# --- the only option -------------------------------------------------------------------------------------------
def only(request, *places) -> list[int]:
    found = crowd.only_option(request, [p.pk for p in places])
    return [found.get(p.pk, 0) for p in places]


def test_a_place_is_counted_as_the_only_option_of_those_who_have_no_other(cast) -> None:
    here = build.place(cast)
    second = build.place(cast, org=unit("provider", "同行社工", DONGXI), serves_sex_mask=1)
    mine = build.request_in("matching", cast, who=build.client(cast))
    for sex in (2, 2, 1):
        build.request_in("matching", cast, who=build.client(cast, sex=sex))
    assert only(mine, here, second) == [2, 0], "the man may go to either"


def test_a_waiting_request_that_declined_a_place_does_not_depend_on_it(cast) -> None:
    here = build.place(cast)
    mine = build.request_in("matching", cast, who=build.client(cast))
    asked = build.request_in("offered", cast, who=build.client(cast), at=here)
    build.offers.decline_offer(asked.offers.get(), by=cast.ngo_admin, reason="full")
    assert only(mine, here) == [0]


def test_a_minors_request_is_not_to_be_worked_out_from_the_count(cast) -> None:
    assert crowd.counted([False, False, True]) == 2
    assert crowd.counted([False, False, False, True, True]) == 5


def test_the_page_says_for_how_many_others_and_asks_as_often_however_many_there_are(cast) -> None:
    build.place(cast)
    mine = build.request_in("matching", cast, who=build.client(cast))
    browser, address = sign_in(cast.officer), reverse("matching:match", args=[mine.number])
    browser.get(address)

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as seen:
            text = browser.get(address).content.decode()
        return len(seen), text

    build.request_in("matching", cast, who=build.client(cast))
    one, text = asked()
    assert "另有 1 份需求只有这一处可去" in text
    for _n in range(4):
        build.request_in("matching", cast, who=build.client(cast))
    five, text = asked()
    assert "另有 5 份需求只有这一处可去" in text
    assert five == one


def test_places_stand_side_by_side_with_points_reasons_and_room(cast) -> None:
    build.place(cast)
    build.place(cast, org=unit("provider", "同行社工", DONGXI))
    mine = build.request_in("matching", cast)
    text = sign_in(cast.officer).get(reverse("matching:match", args=[mine.number])).content.decode()
    assert "并排比较" in text and "tq-side" in text
    for word in ("合计 100", "符合 40", "就近 25", "质量 20", "延续 15", "空位"):
        assert word in text


def test_many_pairs_are_judged_in_pieces(cast, monkeypatch) -> None:
    build.place(cast)
    for _n in range(3):
        build.request_in("matching", cast, who=build.client(cast))
    rows = list(m.AssistanceRequest.objects.select_related("client", "consent"))
    whole = np.concatenate([j.failures for j in crowd.Supply(rows).judged()])
    monkeypatch.setattr(crowd, "AT_ONCE", 1)
    pieces = np.concatenate([j.failures for j in crowd.Supply(rows).judged()])
    assert (whole == pieces).all() and len(whole) == 3
