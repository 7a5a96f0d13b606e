"""What the plan reads of all needs and places at once is what the page of a request reads of them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Division
from kit import clock
from matching.engine import codes
from matching.engine import rules as gates
from matching.engine.columns import NEED_COLUMNS, PLACE_COLUMNS
from matching.engine.edges import Asking, all_edges
from matching.engine.problem import Problem, need_at
from matching.models import AssistanceRequest, Client, Conflict, Offer, Order, Place, SupplierCap
from matching.offers.columns import need_columns, places_columns, places_for
from matching.offers.suggestions import suggest
from matching.planning import columns
from tests import build
from tests.fullhouse import House, standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house")]

OF_PAIRS = {"conflict", "helped", "barred"}
NOT_ASKED = {"max_services"}  # a single request has no other needs beside it
OWN_FORM = {  # the same fact in another form, compared by what follows from it
    *("capacity", "load", "max_cases", "provider_load", "open_until_day"),
    *("minor_qualified", "trained_until_day", "untrained_mask"),
}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with standing(django_db_blocker) as house:
        _crowded(house)
        yield house


def _crowded(house: House) -> None:
    """Every kind of tie and lack that a column speaks of, at least once."""
    cast, today = house.cast, clock.today()
    lawyer = build.place(cast, "volunteer", need="legal_aid")
    other = build.place(cast, "service", name="栖霞的服务", town="990102002", is_remote=True)
    build.place(cast, "service", name="没问过的", sex_mask=-1, schedule_mask=-1, grade="C")
    build.place(cast, "job", name="夜班", valid_to=today + timedelta(days=20), cert_level=1, soft_cap=2)
    build.place(cast, "agency", name="救助站", need="hardship", confirmed_on=today - timedelta(days=300))
    SupplierCap.objects.create(org=cast.yunjin, capacity=9, taken=3)
    people = [
        build.client(cast, name=f"计划{n}", sex=1 + n % 2, must_stay_in_county=n == 1, key_level=n % 4,
                     allowed_mask=build.DAYTIME if n == 2 else (1 << 21) - 1, offence_unmapped=n == 3)
        for n in range(6)
    ]  # fmt: skip
    build.request_in("closed", cast, who=people[3], need="mentoring")
    minor = build.client(cast, name="小少", born_on=date(today.year - 16, 1, 5), deputy=cast.colleague)
    asked = [
        build.request_in("matching", cast, who=who, need=need, kind="service")
        for who, need in [
            *((p, "mentoring") for p in people), (people[0], "legal_aid"), (people[1], "job_placement"),
            (people[2], "hardship"), (minor, "mentoring"), (minor, "legal_aid"),
        ]
    ]  # fmt: skip
    Order.objects.create(
        client=people[0], kind="area", division=Division.objects.get(pk=other.county_code), by=cast.officer,
        until_on=today + timedelta(days=9),
    )  # fmt: skip
    Order.objects.create(client=people[1], kind="occupation", skill=0, by=cast.officer, until_on=today)
    Conflict.objects.create(
        client=people[4], kind="relative", user=lawyer.volunteer.user, by=cast.officer, noted_on=today
    )
    Conflict.objects.create(client=people[5], kind="victim", org=cast.chunhui, by=cast.officer, noted_on=today)
    spent = asked[2]
    Offer.objects.create(
        request=spent, place=other, county_code="990103", round_no=spent.round_no, weights_version="1",
        sent_by=cast.officer, status="declined", status_at=clock.now(),
    )  # fmt: skip
    AssistanceRequest.objects.filter(pk=asked[3].pk).update(consent=None, end_on=today + timedelta(days=200))
    AssistanceRequest.objects.filter(pk=asked[1].pk).update(accepts_remote=True, submitted_at=None)


@pytest.fixture
def asked(house: House) -> columns.Asked:
    return columns.read()


def _open() -> list[AssistanceRequest]:
    rows = AssistanceRequest.objects.filter(status__in=columns.OPEN).select_related("client", "consent")
    return list(rows.order_by("pk"))


def _value(column: Any, row: int) -> int:
    return int(column[row] if np.ndim(column) else column)


def test_every_column_of_a_need_is_what_the_single_request_says(asked: columns.Asked) -> None:
    problem, requests = asked.problem, _open()
    assert len(requests) > 10 and set(problem.needs.need_id[asked.open].tolist()) == {r.pk for r in requests}
    for request in requests:
        one = need_columns(request, places_for(request))
        row = int(np.flatnonzero(problem.needs.need_id == request.pk)[0])
        for name in NEED_COLUMNS.keys() - OF_PAIRS - NOT_ASKED:
            assert _value(getattr(problem.needs, name), row) == int(getattr(one, name)), (name, request.number)
        assert problem.needs.rules == one.rules


def test_every_column_of_a_place_is_what_the_single_request_says(asked: columns.Asked) -> None:
    there = asked.problem.with_load(locked_only=True).places
    seen = set()
    for request in _open():
        rows = places_for(request)
        places = places_columns(rows, request)
        at = [int(np.flatnonzero(there.resource_id == r["pk"])[0]) for r in rows]
        seen |= set(at)
        for name in PLACE_COLUMNS.keys() - OWN_FORM:
            assert getattr(there, name)[at].tolist() == getattr(places, name).tolist(), name
        free = (there.capacity - there.load)[at]
        assert free.tolist() == np.maximum(places.capacity - places.load, 0).tolist()
    assert len(seen) >= 10


def test_a_bound_supplier_has_as_many_cases_left_as_its_file_says(asked: columns.Asked) -> None:
    there = asked.problem.with_load(locked_only=True).places
    for place in Place.objects.filter(status="open").exclude(kind="volunteer").select_related("org"):
        k = int(np.flatnonzero(there.resource_id == place.pk)[0])
        left = int(there.max_cases[k] - there.provider_load[k])
        if place.kind == "service":
            assert left == place.org.provider.free
        elif place.org_id == SupplierCap.objects.get().org_id:
            assert left == 6


def test_each_request_may_go_to_just_the_places_its_own_page_lets_it_go_to(asked: columns.Asked) -> None:
    """Pair by pair, through every gate; and so the plan's pairs are those of the pages, less what was declined."""
    problem = asked.problem.with_load(locked_only=True)
    found = all_edges(Asking(problem), asked.open, np.arange(len(problem.places)))
    total = 0
    for request in _open():
        rows = places_for(request)
        one, places = need_columns(request, rows), places_columns(rows, request)
        ok = gates.eligible(one, places)
        n = int(np.flatnonzero(problem.needs.need_id == request.pk)[0])
        at = np.array([int(np.flatnonzero(problem.places.resource_id == r["pk"])[0]) for r in rows], dtype=np.int64)
        same = need_at(problem, n, at)
        for name in OF_PAIRS:
            assert (np.broadcast_to(getattr(same, name), len(at)) != 0).tolist() == (
                np.broadcast_to(getattr(one, name), len(at)) != 0
            ).tolist(), (name, request.number)
        assert gates.eligible(same, problem.places.take(at)).tolist() == ok.tolist(), request.number
        declined = set(request.offers.filter(status__in=("declined", "expired")).values_list("place_id", flat=True))
        wanted = {r["pk"] for r, yes in zip(rows, ok, strict=True) if yes} - declined
        assert set(problem.places.resource_id[found.place[found.need == n]].tolist()) == wanted
        assert suggest(request).eligible == len(wanted)
        total += len(wanted)
    assert total > 10


def test_ties_and_lacks_of_every_kind_are_in_the_house(asked: columns.Asked) -> None:
    """Without them the tests above would compare nothing."""
    problem = asked.problem
    n, p = problem.needs, problem.places
    for tie in (problem.conflicts, problem.helped, problem.barred, problem.spent):
        assert tie is not None and len(tie.keys)
    for column in (n.barred_skill_mask, n.stay_district, p.untrained_mask, p.remote, p.fixed_mask):
        assert (column != 0).any()
    for column in (n.offence_mask, p.sex_mask, p.schedule_mask):
        assert (column == codes.UNKNOWN).any()
    assert (np.asarray(n.basis) == 0).any() and (n.allowed_mask != codes.ALL_BLOCKS).any()
    assert problem.locked.any() and (n.minor == 1).any()


def test_twice_as_many_people_cost_no_query_more(house: House) -> None:
    columns.read()
    with CaptureQueriesContext(connection) as before:
        columns.read()
    for n in range(4):
        build.request_in("matching", house.cast, who=build.client(house.cast, name=f"更多{n}"))
    with CaptureQueriesContext(connection) as after:
        columns.read()
    assert len(before) == len(after) < 50  # dated rules are remembered, but in a test


def test_only_the_rows_of_some_areas_are_read(house: House) -> None:
    whole, part = columns.read().problem, columns.read(columns.Scope(areas=("9901",))).problem
    nothing = columns.read(columns.Scope(areas=("1101",))).problem
    assert part.size == whole.size and len(part.places) == len(whole.places)
    assert (nothing.size, len(nothing.places)) == (0, 0)
    assert isinstance(nothing, Problem) and Client.objects.exists()
