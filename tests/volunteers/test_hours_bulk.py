"""Hours as a spreadsheet of the organiser: every row is looked at first, and all come in or none."""

from datetime import time

import pytest

from desk.imports import cells, services
from desk.imports.models import ImportBatch
from kit.errors import Refused
from tests import build
from tests.cast import person as new_person
from tests.cast import seat
from tests.desk.paper import left_in_chinese
from tests.volunteers.served import at, confirmed
from volunteers.hours import services as hours
from volunteers.hours.imports import HoursTable
from volunteers.models import ServiceLog

HEADS = "志愿者编号,姓名,日期,开始,结束,休息分钟,服务内容"


@pytest.fixture(autouse=True)
def friday(as_of) -> None:
    as_of(2026, 3, 20, 18)


@pytest.fixture
def people(cast):
    """王芳 and 高洁, two volunteers of the county."""
    return build.volunteer(cast), build.volunteer(cast, seat(new_person("高洁"), "VOL"))


def row(who, day="2026-03-14", begin="9:00", end="11:50", rest="", content="河道清洁", name="", number="") -> str:
    return ",".join((number or who.number, name or who.user.display_name, day, begin, end, rest, content))


def checked(rows, by, jobs) -> ImportBatch:
    batch = services.upload(HoursTable(), "\n".join((HEADS, *rows)).encode(), by=by)
    jobs()
    return ImportBatch.objects.get(pk=batch.pk)


def faults(batch) -> dict[int, str]:
    return {r.row_no: r.code for r in batch.rows.filter(verdict="error")}


def taken_in(rows, by, jobs) -> ImportBatch:
    batch = checked(rows, by, jobs)
    services.apply(batch, by=by)
    jobs()
    return ImportBatch.objects.get(pk=batch.pk)


# --- what comes in -------------------------------------------------------------------------------------------
def test_a_list_of_names_becomes_hours_that_wait_like_any_other(people, cast, jobs) -> None:
    wang, gao = people
    batch = taken_in([row(wang), row(gao), row(wang, begin="14:05", end="17:00", rest="15")], cast.officer, jobs)
    assert batch.status == "applied"
    found = ServiceLog.objects.order_by("pk")
    assert [(log.volunteer, log.minutes, log.source, log.status) for log in found] == [
        (wang, 170, "bulk", "submitted"), (gao, 170, "bulk", "submitted"), (wang, 160, "bulk", "submitted"),
    ]  # fmt: skip
    assert {log.office for log in found} == {cast.office}
    assert {log.credit_class for log in found} == {"credit"}
    assert [log.revisions.get().by for log in found] == [cast.officer] * 3


def test_an_organisation_enters_its_own_and_nobody_without_a_unit_does(people, cast, jobs) -> None:
    taken_in([row(people[0])], cast.ngo_admin, jobs)
    assert ServiceLog.objects.get().office == cast.chunhui
    for who in ("social_worker", "volunteer", "city_manager", "employer", "auditor"):
        with pytest.raises(Refused):
            services.upload(HoursTable(), b"x", by=getattr(cast, who))


# --- what is wrong -------------------------------------------------------------------------------------------
def test_the_dry_run_names_what_is_wrong_in_each_row_and_takes_nothing_in(people, cast, jobs) -> None:
    wang, gao = people
    confirmed(cast, at(14, 9), at(14, 11))
    batch = checked(
        [
            row(wang, begin="10:00", end="12:00"),  # overlaps what is confirmed
            row(gao, begin="9:00", end="11:00"),
            row(gao, begin="10:30", end="12:00"),  # overlaps the row above
            row(gao, begin="11:00", end="12:00"),  # touches it
            row(wang, day="2026-03-15", begin="6:00", end="18:30"),  # more than a day
            row(wang, day="2026-03-16", begin="6:00", end="16:00"),
            row(wang, day="2026-03-16", begin="16:00", end="18:30"),  # too much with the row above
            row(wang, day="2026-03-21"),  # tomorrow
            row(wang, number="V99010300009999"),  # nobody's number
            row(wang, name="王方"),  # another's name
            row(wang, day="2026-03-17", begin="9:00", end="9:10"),
            row(wang, day="2026-03-18", begin="下午"),
            row(wang, day="2026-03-18", content=""),
        ],
        cast.officer,
        jobs,
    )
    assert faults(batch) == {
        2: "overlap", 4: "overlap", 6: "day", 8: "day", 9: "future", 10: "volunteer", 11: "volunteer", 12: "short",
        13: "time", 14: "empty",
    }  # fmt: skip
    said = batch.rows.get(row_no=4).faults[0]["sentence"]
    assert "9:00–11:00" in said
    assert not left_in_chinese(*batch.rows.all())
    assert ServiceLog.objects.count() == 1
    unknown, misnamed = (batch.rows.get(row_no=n).faults[0]["sentence"] for n in (10, 11))
    assert unknown == misnamed, "whether a number is somebody's is not told"


def test_while_one_row_is_wrong_none_comes_in(people, cast, jobs, browse) -> None:
    wang, gao = people
    batch = checked([row(wang), row(gao, day="2026-03-21")], cast.officer, jobs)
    with pytest.raises(Refused, match="整份"):
        services.apply(batch, by=cast.officer)
    assert not ServiceLog.objects.exists()
    page = browse(cast.officer).get(f"/desk/imports/{batch.pk}/").content.decode()
    assert "有一行错误，其余的也不导入" in page and "/apply/" not in page


def test_a_row_that_goes_wrong_at_the_last_moment_takes_the_others_back(people, cast, jobs) -> None:
    """Between the preview and the confirmation somebody else's entry took the time of the last row."""
    wang, gao = people
    batch = checked([row(wang), row(wang, begin="14:00", end="15:00"), row(gao)], cast.officer, jobs)
    confirmed(cast, at(14, 11), at(14, 11, 30), person=gao)
    services.apply(batch, by=cast.officer)
    jobs()
    batch.refresh_from_db()
    assert (batch.status, faults(batch)) == ("previewed", {4: "overlap"})
    assert ServiceLog.objects.filter(source="bulk").count() == 0
    assert not batch.rows.filter(outcome="made").exists()
    with pytest.raises(Refused, match="整份"):
        services.apply(batch, by=cast.officer)


def test_nobody_enters_the_own_hours_by_the_list(cast, jobs) -> None:
    own = build.volunteer(cast, seat(cast.colleague, "VOL"))
    assert faults(checked([row(own)], cast.colleague, jobs)) == {2: "own_hours"}


# --- taking back ---------------------------------------------------------------------------------------------
def test_for_a_day_the_list_is_taken_back_but_not_what_was_decided_meanwhile(people, cast, jobs, as_of) -> None:
    batch = taken_in([row(people[0]), row(people[1])], cast.officer, jobs)
    first, second = ServiceLog.objects.order_by("pk")
    hours.verify_hours(first, by=cast.colleague, minutes=170)
    services.undo(batch, by=cast.officer)
    jobs()
    assert [log.status for log in ServiceLog.objects.order_by("pk")] == ["confirmed", "withdrawn"]
    assert "已确认" in batch.rows.get(outcome="kept").kept_because
    assert second.revisions.count() == 2
    again = taken_in([row(people[1])], cast.officer, jobs)
    as_of(2026, 3, 21, 19)
    with pytest.raises(Refused, match="时限已过"):
        services.undo(again, by=cast.officer)


def test_the_same_list_twice_is_refused_row_by_row(people, cast, jobs) -> None:
    taken_in([row(people[0])], cast.officer, jobs)
    assert faults(checked([row(people[0])], cast.officer, jobs)) == {2: "overlap"}


# --- cells ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "read"),
    [("9:05", time(9, 5)), ("09:05:00", time(9, 5)), ("9时5分", time(9, 5)), ("9点", time(9)), ("0.5", time(12)),
     ("９：０５", time(9, 5)), (".375", time(9)), ("23:59", time(23, 59))],
)  # fmt: skip
def test_a_time_is_read_as_people_and_spreadsheets_write_it(text, read) -> None:
    assert cells.time_of_day(text, "开始") == read


@pytest.mark.parametrize("text", ["", "上午", "24:00", "9:60", "9:05:30", "1.5", "-1:00", "9"])
def test_what_is_no_time_is_refused_with_an_example(text) -> None:
    with pytest.raises(Refused, match="9:05"):
        cells.time_of_day(text, "开始")
