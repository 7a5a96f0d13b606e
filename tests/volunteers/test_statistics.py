"""Statistics: confirmed minutes only, summed before they are rounded, for those who may see them, and to take away."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from audit.models import AuditEvent
from kit import clock
from tests import build
from tests.cast import person, seat
from volunteers.hours import services as hours
from volunteers.models import ServiceLog
from volunteers.statistics import queries

pytestmark = pytest.mark.django_db
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
URL = "/volunteers/statistics/"


@pytest.fixture(autouse=True)
def april(as_of) -> None:
    as_of(2026, 4, 20, 18)


def log(cast, ref, *, month=3, day=2, minutes=65, office=None, who=None, confirmed=True) -> ServiceLog:
    office = office or cast.office
    cast.officer.acting_role = "OFF"
    volunteer = build.volunteer(cast, who)
    engagement = hours.open_engagement(volunteer, by=cast.officer, ref=f"E-{ref}", office=office, plan="陪伴")
    hours.end_engagement(f"E-{ref}", by=None)
    row = hours.propose(
        volunteer, by=None, ref=ref, engagement_ref=engagement.ref,
        starts_at=clock.at(date(2026, month, day), 9), minutes=minutes,
    )  # fmt: skip
    if confirmed:
        ServiceLog.objects.filter(pk=row.pk).update(status="confirmed", verified_minutes=minutes)
    return row


@pytest.fixture
def served(cast) -> None:
    other = seat(person("高远"), "VOL")
    log(cast, "a", minutes=65)
    log(cast, "b", day=3, minutes=65)
    log(cast, "c", month=4, minutes=65, who=other)
    log(cast, "d", month=4, day=9, minutes=300, confirmed=False)
    log(cast, "e", day=4, minutes=120, office=cast.office_at("990102002"))


def table(user, by, **period) -> list[tuple]:
    return [
        (x.name, x.people, x.records, x.minutes) for x in queries.lines(queries.served(user, **{**YEAR, **period}), by)
    ]


def test_months_stand_in_their_order_and_unconfirmed_minutes_nowhere(served, cast) -> None:
    assert table(cast.city_manager, "month") == [("2026-03", 1, 3, 250), ("2026-04", 1, 1, 65)]


def test_who_served_in_two_counties_is_one_person_in_the_total(served, cast) -> None:
    assert table(cast.city_manager, "county") == [("东溪区", 2, 3, 195), ("栖霞区", 1, 1, 120)]
    every = queries.total(queries.served(cast.city_manager, **YEAR))
    assert (every.people, every.records, every.minutes) == (2, 4, 315)


def test_each_sees_what_is_theirs(served, cast) -> None:
    assert table(cast.officer, "county") == [("东溪区", 2, 3, 195)]
    assert table(cast.county_manager, "office") == [(cast.office.name, 2, 3, 195)]
    assert table(cast.outsider, "county") == [("栖霞区", 1, 1, 120)]
    assert len(table(cast.auditor, "county")) == 2


def test_the_last_day_of_a_period_is_in_it_and_the_next_is_not(served, cast) -> None:
    assert table(cast.officer, "kind", first=date(2026, 3, 3), last=date(2026, 3, 3)) == [("一对一帮扶", 1, 1, 65)]


def test_carried_over_hours_stand_in_no_period(served, cast) -> None:
    ServiceLog.objects.filter(ref="b").update(source="import")
    assert table(cast.officer, "month") == [("2026-03", 1, 1, 65), ("2026-04", 1, 1, 65)]


@pytest.mark.parametrize("by", queries.DIMENSIONS)
def test_a_table_takes_as_many_queries_with_one_record_as_with_many(
    by, served, cast, browse, django_assert_max_num_queries
) -> None:
    browser = browse(cast.city_manager)
    browser.get(URL, {"by": by})
    with django_assert_max_num_queries(12):
        assert browser.get(URL, {"by": by}).status_code == 200


# --- sheets --------------------------------------------------------------------------------------------------
def test_a_sheet_rounds_the_sum_and_not_the_parts(served, cast, browse) -> None:
    answer = browse(cast.officer).get(f"{URL}table.csv", {"by": "county"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:4] == ["东溪区", "2", "3", "3.2"]  # 195 minutes; three times 65 would be 3 x 1.0
    assert rows[-1][0] == "合计"


def test_records_go_out_as_text_that_no_spreadsheet_runs_and_the_log_knows(served, cast, browse) -> None:
    cast.volunteer.display_name = '=HYPERLINK("http://a")'
    cast.volunteer.save()
    answer = browse(cast.officer).get(f"{URL}records.xlsx")
    cells = [c for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for c in row]
    assert any(str(c.value).startswith("'=HYPERLINK") for c in cells)
    assert {c.data_type for c in cells} == {"s"}
    event = AuditEvent.objects.filter(action="volunteers.export_hours").latest("pk")
    assert (event.actor_id, event.detail["rows"], event.detail["what"]) == (cast.officer.pk, 3, "records")


def test_too_many_records_are_refused_with_a_way_forward(served, cast, browse, monkeypatch) -> None:
    monkeypatch.setattr("volunteers.statistics.views.MOST_ROWS", 2)
    answer = browse(cast.officer).get(f"{URL}records.csv")
    assert answer.status_code == 409
    assert "缩短时间范围" in answer.content.decode()


# --- the page ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"first": "2026-05-01", "last": "2026-04-01"}, "止期不能早于起期"),
        ({"first": "2019-05-01", "last": "2026-04-01"}, "三年"),
    ],
)
def test_a_period_that_cannot_be_is_told_and_kept(asked, sentence, served, cast, browse) -> None:
    answer = browse(cast.officer).get(URL, {"by": "month", **asked})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{asked["first"]}"' in answer.content.decode()


def test_nothing_served_is_said_so(cast, browse) -> None:
    assert "这段时间没有核实过的服务" in browse(cast.officer).get(URL).content.decode()


@pytest.mark.parametrize("who", ["volunteer", "employer", "editor", "system_admin", "social_worker"])
def test_who_does_not_count_finds_nothing(who, served, cast, browse) -> None:
    browser = browse(getattr(cast, who))
    for path in ("", "table.csv", "records.xlsx"):
        assert browser.get(URL + path).status_code == 404
