"""The leaders' cockpit: each reads their own scope, small counts stay unsaid, no row costs a query."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import hooks
from desk.cockpit import charts, periods
from kit import clock
from kit.suppression import LEAST, suppressed_grid
from matching import cockpit as matching
from tests.cast import DONGXI, QIXIA

PAGE = "desk:cockpit"
MOST_QUERIES = 50  # tiles, charts and clocks together; as many for a city of a hundred counties


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2026-Q4", ("2026-10-01", "2026-12-31")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2026-13", None),
        ("2026-Q5", None),
        ("x", None),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(code, days):
    found = periods.days(code)
    assert (found and tuple(day.isoformat() for day in found)) == days


def test_the_running_quarter_stands_first_and_december_follows_november():
    groups = dict(periods.choices(date(2026, 11, 2)))
    quarters, months, years = ([code for code, _words in some] for some in groups.values())
    assert quarters[:4] == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"] and quarters[4] == "2025-Q4"
    assert months[0] == "2026-11" and months[-1] == "2025-12"
    assert years == ["2026", "2025", "2024"]


grids = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(grids)
def test_no_row_and_no_column_of_a_heat_map_leaves_a_small_cell_to_work_out(rows):
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    told = suppressed_grid(cells)
    assert not [n for n in told.values() if n is not None and 0 < n < LEAST]
    lines = [[key for key in cells if key[side] == at] for side in (0, 1) for at in {key[side] for key in cells}]
    for line in lines:
        gone = [key for key in line if told[key] is None]
        others = [key for key in line if told[key] is not None and cells[key]]
        if gone and others:
            assert len(gone) > 1 and sum(cells[key] for key in gone) >= LEAST


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_between_two_steps_of_a_funnel_nobody_counts_one_to_four_who_stayed_behind(left):
    steps = [sum(left[n:]) for n in range(5)]
    shown = matching.shown_steps(steps)
    known = [n for n in shown if n is not None] + ([0] if shown[-1] is not None else [])
    gone_n = [a - b for a, b in zip(known, known[1:], strict=False)]
    hidden_cells = [n for n in left if 0 < n < LEAST]
    for n in gone_n:
        assert not (0 < n < LEAST), (left, shown, hidden_cells)


def test_a_share_of_five_of_five_is_not_sure():
    low, high = charts.wilson(5, 5)
    assert round(low) == 57 and high == 100
    assert charts.wilson(0, 0) == (0.0, 100.0)


@pytest.mark.parametrize(
    ("asked", "free", "tone"),
    [
        (0, 0, ""),
        (0, 3, "n2"),
        (1, 0, "p4"),
        (5, 10, "n2"),
        (8, 10, "n1"),
        (10, 10, ""),
        (13, 10, "p1"),
        (30, 10, "p4"),
    ],
)
def test_the_deeper_the_shorter(asked, free, tone):
    assert charts.heat_tone(asked, free) == tone


@pytest.mark.parametrize("who", ["city_manager", "county_manager", "auditor"])
def test_whoever_leads_or_audits_reads_it(cast, browse, who):
    page = browse(getattr(cast, who)).get(reverse(PAGE))
    assert page.status_code == 200
    assert [c["it"].code for c in page.context["charts"]] == [
        "supply", "funnel", "clocks", "demand", "coverage", "quality", "spend"
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "volunteer", "ngo_admin", "system_admin"])
def test_nobody_else_does(cast, browse, who):
    assert browse(getattr(cast, who)).get(reverse(PAGE)).status_code == 404


def test_a_county_manager_stays_in_the_county(cast, browse):
    browser = browse(cast.county_manager)
    assert browser.get(reverse(PAGE)).context["of"].county == DONGXI
    assert browser.get(reverse(PAGE), {"county": QIXIA}).status_code == 404
    assert browser.get(reverse("desk:cockpit_sheet", args=["supply", "csv"]), {"county": QIXIA}).status_code == 404


@pytest.mark.parametrize("query", [{"period": "2026-13"}, {"county": "123456"}, {"period": "2099"}])
def test_what_is_no_period_and_no_county_is_not_there(cast, browse, query):
    assert browse(cast.city_manager).get(reverse(PAGE), query).status_code == 404


def asked(**more):
    days = (date(2026, 10, 1), date(2026, 12, 31))
    return charts.Asked(days, days, {"a": "东溪区", "b": "栖霞区", "c": "云河区"}, **more)


def test_the_city_reads_no_small_cell_and_the_county_its_own(monkeypatch):
    waiting = {("a", 1): 3, ("b", 1): 7, ("c", 1): 9, ("a", 2): 20, ("b", 2): 30}
    monkeypatch.setattr(matching, "_waiting", lambda: waiting)
    monkeypatch.setattr(matching, "_free", lambda: {("a", 1): 2, ("b", 2): 60})

    def texts(of):
        return [[cell.text for cell in row["cells"][:2]] for row in matching.need_against_supply(of).marks]

    # 3 hides; 7 goes with it, else the column gives it away; and each of the two takes one of its row along.
    assert texts(asked()) == [["—", "—"], ["—", "—"], ["9/0", "0/0"]]
    assert texts(asked(county="a")) == [["—", "—"]]
    assert texts(asked(county="a", opens="a")) == [["3/2", "20/0"]]


def test_only_the_county_leads_from_a_cell_to_its_rows(cast, browse):
    def links(who):
        page = browse(who).get(reverse(PAGE), {"county": DONGXI})
        supply = next(c["it"] for c in page.context["charts"] if c["it"].code == "supply")
        return {bool(cell.url) for row in supply.marks for cell in row["cells"]}

    assert links(cast.county_manager) == {True} and links(cast.city_manager) == {False}
    rows = browse(cast.county_manager).get(reverse("matching:requests"), {"status": "seeking", "category": 1})
    assert rows.status_code == 200


def test_a_funnel_of_a_county_tells_nothing_the_city_gives_away(monkeypatch):
    def way(*steps):
        return Counter(dict(zip([name for name, _label in matching.STEPS], steps, strict=True)))

    found = {"a": way(40, 30, 20, 20, 17), "b": way(60, 50, 40, 30, 20), "c": way(3, 3, 3, 3, 3)}
    monkeypatch.setattr(matching, "_ways", lambda _period: found)
    small = [row[1] for row in matching.funnel(asked(county="c")).rows]
    assert small == ["—"] * 5
    exact = [row[1] for row in matching.funnel(asked(county="c", opens="c")).rows]
    assert exact == ["3"] * 5
    city = [row[1] for row in matching.funnel(asked()).rows]
    assert city == ["103", "83", "63", "53", "40"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("code", ["supply", "funnel", "clocks", "coverage", "demand", "quality", "spend"])
def test_each_table_is_taken_along(cast, browse, code, form):
    answer = browse(cast.city_manager).get(reverse("desk:cockpit_sheet", args=[code, form]))
    assert answer.status_code == 200 and answer["Content-Disposition"].endswith(f'.{form}"')


def test_there_is_no_table_of_another_name(cast, browse):
    browser = browse(cast.city_manager)
    assert browser.get(reverse("desk:cockpit_sheet", args=["people", "csv"])).status_code == 404
    assert browser.get(reverse("desk:cockpit_sheet", args=["supply", "pdf"])).status_code == 404


def test_the_page_costs_as_many_queries_for_every_county_as_for_one(cast, browse):
    browser = browse(cast.city_manager)
    browser.get(reverse(PAGE))
    with CaptureQueriesContext(connection) as city:
        browser.get(reverse(PAGE))
    with CaptureQueriesContext(connection) as county:
        browser.get(reverse(PAGE), {"county": DONGXI})
    assert len(county) <= len(city) <= MOST_QUERIES


def test_every_kind_of_clock_counts_by_county(cast):
    for kind in hooks.clocks:
        assert all(late <= every for late, every in kind.read(clock.now()).values())


def test_no_two_counties_of_the_map_lie_on_each_other_and_north_is_up():
    places = {str(n): (n % 4 * 9_000, -(n // 4) * 9_000) for n in range(11)}
    found = charts.tiles(places)
    assert len(set(found.values())) == len(places)
    assert found["0"][1] < found["10"][1]
    assert charts.tiles({}) == {} and len(charts.tiles({"a": (0, 0)})) == 1
