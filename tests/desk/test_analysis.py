"""The analysis report: exact to the tenth, kept as it was, and nothing published from which one person shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import hooks
from desk.analysis import figures, services
from desk.analysis.models import AnalysisReport
from desk.hooks import Kpi, KpiReading
from kit.errors import Refused
from kit.suppression import LEAST
from messaging import queue
from messaging.models import Job

COUNTIES = ("990101", "990102", "990103", "990104")


def read(n: int, d: int | None = None, exact: float | None = None) -> figures.Read:
    return {"n": n, "d": d, "exact": exact, "parts": [], "url": ""}


def kpi(now: dict, **more: object) -> dict:
    return {"code": "K1", "unit": "%", "people": True, "less_is_better": False, "now": now} | more


@pytest.mark.parametrize(
    ("n", "d", "said"),
    [(372, 400, "93.0"), (38, 40, "95.0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 16, "6.3"), (0, 5, "0.0"), (0, 0, None)],
)
def test_a_share_has_one_decimal_and_halves_go_up(n, d, said):
    found = figures.value(read(n, d), "%")
    assert (None if found is None else str(found)) == said


@pytest.mark.parametrize(
    ("period", "before", "year"),
    [
        (("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30"), ("2025-10-01", "2025-10-31")),
        (("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30"), ("2025-07-01", "2025-09-30")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")),
        (("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (("2026-03-10", "2026-03-16"), ("2026-03-03", "2026-03-09"), ("2025-03-10", "2025-03-16")),
    ],
)
def test_a_month_is_compared_with_the_month_before_and_that_of_last_year(period, before, year):
    days = tuple(date.fromisoformat(day) for day in period)
    assert [d.isoformat() for d in figures.before(days)] == list(before)
    assert [d.isoformat() for d in figures.year_before(days)] == list(year)


def test_the_spread_is_of_counties_with_five_cases_and_more():
    reads = {"": read(20, 40), "a": read(9, 10), "b": read(5, 10), "c": read(0, 4), "d": read(7, 10)}
    found = figures.spread(reads, "%")
    assert (found.apart, found.scatter, found.counties) == (Decimal("40.0"), Decimal("23.3"), 3)
    assert figures.spread({"a": read(9, 10), "c": read(0, 4)}, "%") is None


def test_gaps_come_widest_first_and_turn_where_less_is_better():
    now = {"": read(50, 100), "a": read(2, 10), "b": read(9, 10), "c": read(0, 3)}
    assert [(g.county, g.points) for g in figures.gaps([kpi(now)])] == [("a", Decimal("30.0"))]
    turned = figures.gaps([kpi(now, less_is_better=True)])
    assert [(g.county, g.points) for g in turned] == [("b", Decimal("40.0"))]


cells = st.dictionaries(
    st.sampled_from(COUNTIES), st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=4
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(cells)
def test_no_published_table_lets_a_number_below_five_be_worked_out(found):
    """Whatever is hidden: what a reader can subtract never gives one to four people of one county."""
    now = {code: read(n, n + more) for code, (n, more) in found.items()}
    total = read(sum(n for n, _m in found.values()), sum(n + m for n, m in found.values()))
    shown = figures.published(kpi({"": total, **now}))
    for code, cell in shown.items():
        if cell is not None:
            for small in (cell["n"], cell["d"] - cell["n"]):
                assert not 0 < small < LEAST, code
    if shown[""] is None:
        return
    hidden = [code for code in found if shown[code] is None]
    assert len(hidden) != 1
    for part in ("n", "d"):
        rest = total[part] - sum(shown[code][part] for code in found if shown[code] is not None)
        if hidden and len(hidden) < 2:
            assert not 0 < rest < LEAST


def test_what_counts_no_people_is_published_as_it_is():
    now = {"": read(3, 4), "a": read(3, 4)}
    assert figures.published(kpi(now, people=False)) == now


@pytest.fixture
def measured(monkeypatch):
    """One measure whose answer can be changed, as tomorrow's data would change it."""
    answer = {"": (12, 20), "990101": (5, 10), "990102": (7, 10)}
    one = Kpi("K1", "覆盖率", "%", lambda _p, county: KpiReading(*answer.get(county, (0, 0))), people=True)
    monkeypatch.setattr(hooks.kpis, "_things", [one])
    return answer


def make(by, first=date(2026, 9, 1), last=date(2026, 9, 30)) -> AnalysisReport:
    job = services.ask_for_report(first, last, by=by)
    queue.run_due()
    job.refresh_from_db()
    return AnalysisReport.objects.get(pk=job.result)


def test_a_report_stays_as_it_was_when_new_data_comes(cast, measured):
    report = make(cast.city_manager)
    before = report.sha256
    measured[""] = (20, 20)
    report = AnalysisReport.objects.get(pk=report.pk)
    assert figures.digest(report.data) == report.sha256 == before
    assert report.data["kpis"][0]["now"][""]["n"] == 12
    with pytest.raises(TypeError):
        report.save()
    with pytest.raises(TypeError):
        report.save(update_fields=["data"])


def test_data_changed_behind_our_back_is_noticed(cast, measured, browse):
    report = make(cast.city_manager)
    report.data["kpis"][0]["now"][""]["n"] = 19
    AnalysisReport.objects.filter(pk=report.pk).update(data=report.data, text="意见")
    report.refresh_from_db()
    assert "指纹不符" in browse(cast.city_manager).get(f"/desk/analysis/{report.pk}/").content.decode()
    with pytest.raises(Refused) as why:
        services.close_analysis(report, by=cast.city_manager)
    assert why.value.code == "data_changed"


def test_a_job_that_runs_twice_makes_one_report(cast, measured):
    report = make(cast.city_manager)
    job = Job.objects.get(pk=report.job_id)
    assert services.make(job) == report.pk
    assert AnalysisReport.objects.count() == 1


def test_a_closed_report_takes_no_more_words(cast, measured):
    report = make(cast.city_manager)
    with pytest.raises(Refused) as why:
        services.close_analysis(report, by=cast.city_manager)
    assert why.value.code == "no_words"
    services.word_analysis(report, by=cast.city_manager, text="青河区覆盖率低，十月前补两个心理辅导小组。")
    services.close_analysis(report, by=cast.city_manager)
    with pytest.raises(Refused) as why:
        services.word_analysis(report, by=cast.city_manager, text="改")
    assert why.value.code == "closed"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-09-30", "2026-09-01", "period_order"),
        ("2026-09-01", "2999-01-01", "period_open"),
        ("2010-01-01", "2026-09-30", "period_long"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(cast, first, last, code):
    with pytest.raises(Refused) as why:
        services.ask_for_report(date.fromisoformat(first), date.fromisoformat(last), by=cast.city_manager)
    assert why.value.code == code


def test_a_county_reads_its_own_report_alone(cast, measured, browse):
    city, county = make(cast.city_manager), make(cast.county_manager)
    assert list(county.data["kpis"][0]["now"]) == [county.county_code]
    own, other = browse(cast.county_manager), browse(cast.outsider)
    assert own.get(f"/desk/analysis/{county.pk}/").status_code == 200
    assert own.get(f"/desk/analysis/{city.pk}/").status_code == 404
    for page in ("", "figures.xlsx", "K1/"):
        assert other.get(f"/desk/analysis/{county.pk}/{page}").status_code == 404


@pytest.mark.db
def test_every_measure_of_the_house_answers_for_the_city_and_a_county(cast, browse, django_assert_max_num_queries):
    """With nothing there: no fault, and nothing divided by nothing is said to be a number."""
    assert {"K1", "K2", "K3", "K5", "K6", "K7", "K11", "K18", "K23", "K25"} <= {one.code for one in hooks.kpis}
    report = make(cast.city_manager)
    for one in report.data["kpis"]:
        for scope, found in one["now"].items():
            assert found["d"] != 0 or figures.value(found, one["unit"]) is None, (one["code"], scope)
    manager = browse(cast.city_manager)
    manager.get(f"/desk/analysis/{report.pk}/")
    with django_assert_max_num_queries(25):
        page = manager.get(f"/desk/analysis/{report.pk}/")
    assert page.status_code == 200
    assert browse(cast.city_manager).get(f"/desk/analysis/{report.pk}/figures.xlsx").status_code == 200
