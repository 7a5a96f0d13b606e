"""The desk's own kinds of import: divisions, the roster of staff, a year of the calendar."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from accounts.models import Division, Invitation, OrgUnit
from desk.imports import divisions, roster, services, work, workdays
from desk.imports.models import ImportBatch
from kit import calendar
from kit.errors import Refused
from kit.lifecycle import Clock
from tests.cast import DIVISIONS, person, seat, unit
from tests.desk.paper import left_in_chinese

pytestmark = pytest.mark.django_db
ROSTER = "姓名,身份,邮箱,单位编码,单位名称,手机,协调人"


@pytest.fixture
def keeper(db):
    """高峰, who keeps the system of a city that has only its bureau yet."""
    city = Division.objects.create(code="990100", name="云栖市", level="city")
    bureau = unit("municipal_bureau", "云栖市司法局", city.pk)
    return seat(person("高峰", "gaofeng@example.cn"), "SYS", bureau)


def checked(kind, data: bytes | str, by, jobs) -> ImportBatch:
    batch = services.upload(kind, data.encode() if isinstance(data, str) else data, by=by)
    jobs()
    return ImportBatch.objects.get(pk=batch.pk)


def taken_in(kind, data, by, jobs) -> ImportBatch:
    batch = checked(kind, data, by, jobs)
    services.apply(batch, by=by)
    jobs()
    return ImportBatch.objects.get(pk=batch.pk)


def said(batch: ImportBatch) -> dict[int, str]:
    return {r.row_no: r.code for r in batch.rows.filter(verdict="error")}


# --- divisions ---------------------------------------------------------------------------------------------
def test_the_whole_city_comes_in_and_goes_again(keeper, jobs):
    batch = taken_in(divisions.DivisionTable(), Path(DIVISIONS).read_bytes(), keeper, jobs)
    assert batch.counts == {"same": 1, "new": 83}
    assert Division.objects.count() == 84
    town = Division.objects.get(pk="990103002")
    assert (town.parent_id, town.level) == ("990103", "town")
    again = checked(divisions.DivisionTable(), Path(DIVISIONS).read_bytes(), keeper, jobs)
    assert again.counts == {"same": 84}
    services.undo(batch, by=keeper)
    jobs()
    assert list(Division.objects.values_list("pk", flat=True)) == ["990100"]


def test_a_division_in_use_stays_with_the_reason(keeper, jobs):
    table = "code,name\n990101,云河区\n990101001,城关街道\n990101002,河口街道"
    batch = taken_in(divisions.DivisionTable(), table, keeper, jobs)
    unit("judicial_office", "城关街道司法所", "990101001")
    services.undo(batch, by=keeper)
    jobs()
    assert set(Division.objects.values_list("pk", flat=True)) == {"990100", "990101", "990101001"}
    assert {r.thing_id: r.kept_because for r in batch.rows.filter(outcome="kept")} == {
        "990101001": "已有单位设在这里。",
        "990101": "下面还有乡镇街道。",
    }


def test_a_moved_point_is_a_change_that_undo_puts_back(keeper, jobs):
    batch = taken_in(divisions.DivisionTable(), "code,name,x_m,y_m\n990100,云栖市,10,-20", keeper, jobs)
    assert batch.counts == {"changed": 1}
    assert Division.objects.get(pk="990100").y_m == -20
    services.undo(batch, by=keeper)
    jobs()
    assert Division.objects.get(pk="990100").y_m == 0


def test_rows_that_cannot_be_are_refused_each_with_its_reason(keeper, jobs):
    wrong = ["99,短,,", "990101,,,", "990102,区,town,", "990103001,镇,,", "990104,甲,,远", "990105,乙,,", "990105,乙,,"]
    batch = checked(divisions.DivisionTable(), "\n".join(["code,name,level,x_m", *wrong]), keeper, jobs)
    assert said(batch) == {
        2: "division_code",
        3: "division_name",
        4: "division_level",
        5: "division_parent",
        6: "whole",
        8: "division_twice",
    }
    assert not left_in_chinese(*batch.rows.all())


def test_offices_are_opened_with_the_divisions_where_asked(keeper, jobs):
    batch = checked(divisions.DivisionTable(), "code,name\n990101,云河区\n990101001,城关街道", keeper, jobs)
    services.check_again(batch, by=keeper, options={"opens_offices": True})
    jobs()
    services.apply(ImportBatch.objects.get(pk=batch.pk), by=keeper)
    jobs()
    assert OrgUnit.objects.filter(kind="judicial_office", division_id="990101001").exists()


# --- the roster --------------------------------------------------------------------------------------------
def test_each_person_is_invited_and_business_roles_wait_for_a_second_person(cast, jobs):
    cast.office  # noqa: B018 - the office is there
    officer = "李明,司法所工作人员,liming2@example.cn,990103002,,+86 154-0000-0001,是"
    lines = f"{officer}\n审计员,监督审计人员,sj@example.cn,990100,,,"
    batch = taken_in(roster.StaffRoster(), f"{ROSTER}\n{lines}", cast.system_admin, jobs)
    assert batch.counts == {"new": 2}
    sent = Invitation.objects.get(email="liming2@example.cn")
    assert (sent.role, sent.unit, sent.flags, sent.needs_second) == (
        "OFF",
        cast.office,
        ["is_coordinator"],
        True,
    )
    again = checked(roster.StaffRoster(), f"{ROSTER}\n{lines}", cast.system_admin, jobs)
    assert again.counts == {"same": 2}


def test_undo_withdraws_invitations_nobody_took(cast, jobs):
    cast.office  # noqa: B018 - the office is there
    lines = "甲,司法所,a@example.cn,990103002,,,\n乙,司法所,b@example.cn,990103002,,,"
    batch = taken_in(roster.StaffRoster(), f"{ROSTER}\n{lines}", cast.system_admin, jobs)
    Invitation.objects.filter(email="b@example.cn").update(used_by=cast.officer)
    services.undo(batch, by=cast.system_admin)
    jobs()
    assert Invitation.objects.get(email="a@example.cn").withdrawn_at is not None
    assert batch.rows.get(outcome="kept").kept_because.startswith("本人已经接受邀请")


def test_what_is_wrong_with_a_person_is_said(cast, jobs):
    cast.office  # noqa: B018 - the office is there
    rows = [
        ",司法所,a@example.cn,990103002,,,",
        "甲,志愿者,a@example.cn,990103002,,,",
        "甲,司法所,a.example.cn,990103002,,,",
        f"甲,司法所,{cast.system_admin.email},990103002,,,",
        "甲,司法所,a@example.cn,990103009,,,",
        "甲,司法所,a@example.cn,,,,",
        "甲,司法所,a@example.cn,990103002,,12345,",
        "甲,司法所,a@example.cn,990103002,,,也许",
        "甲,司法所,a@example.cn,990103002,,,",
        "乙,司法所,a@example.cn,990103002,,,",
    ]
    batch = checked(roster.StaffRoster(), "\n".join([ROSTER, *rows]), cast.system_admin, jobs)
    assert said(batch) == {
        2: "roster_name",
        3: "roster_role",
        4: "roster_email",
        5: "roster_self",
        6: "roster_unit",
        7: "roster_unit",
        8: "mobile_form",
        9: "yes_no",
        11: "roster_twice",
    }


def test_only_the_keeper_brings_divisions_and_staff(cast):
    for kind, data in (
        (divisions.DivisionTable(), "code,name\n990109,区"),
        (roster.StaffRoster(), f"{ROSTER}\n甲,,,,,,"),
    ):
        for who in (cast.city_manager, cast.county_manager, cast.officer):
            with pytest.raises(Refused):
                services.upload(kind, data.encode(), by=who)


# --- the calendar ------------------------------------------------------------------------------------------
YEAR = "date,is_workday,name\n2027-01-01,0,元旦\n2027-02-06,0,春节\n2027-02-07,1,春节调休上班\n2027-02-08,0,春节"


def test_the_city_proposes_a_year_and_the_keeper_puts_it_in_force(cast, browse, jobs):
    batch = checked(workdays.WorkYear(), YEAR, cast.city_manager, jobs)
    assert batch.counts == {"new": 4}
    with pytest.raises(Refused):
        services.apply(batch, by=cast.city_manager)
    assert "确认导入：工作日历" in browse(cast.system_admin).get("/desk/").content.decode()
    services.apply(batch, by=cast.system_admin)
    jobs()
    assert calendar.known(2027)
    assert not calendar.is_workday(date(2027, 1, 1))
    services.undo(ImportBatch.objects.get(pk=batch.pk), by=cast.system_admin)
    jobs()
    assert not calendar.WorkDay.objects.filter(date__year=2027).exists()
    calendar._table.clear()
    assert not calendar.known(2027)


def test_a_second_file_of_the_year_replaces_the_first(cast, jobs):
    taken_in(workdays.WorkYear(), YEAR, cast.system_admin, jobs)
    batch = taken_in(
        workdays.WorkYear(), YEAR.replace("2027-02-08,0,春节", "2027-02-09,0,春节"), cast.system_admin, jobs
    )
    assert batch.counts == {"same": 3, "new": 1, "gone": 1}
    days = calendar.WorkDay.objects.filter(date__year=2027, name="春节").values_list("date__day", flat=True)
    assert sorted(days) == [6, 9]
    services.undo(batch, by=cast.system_admin)
    jobs()
    assert sorted(days.all()) == [6, 8]


def test_days_that_cannot_be_are_refused(cast, jobs):
    first = "2027-01-01,0,元旦"
    rows = f"{first}\n2028-01-01,0,元旦\n{first}\n2027-01-04,1,上班\n2027-13-01,0,乱\n2027-05-01,也许,劳动节"
    batch = checked(workdays.WorkYear(), f"date,is_workday,name\n{rows}", cast.city_manager, jobs)
    assert said(batch) == {3: "day_year", 4: "day_twice", 5: "day_usual", 6: "date", 7: "yes_no"}


def test_what_nobody_confirmed_is_dropped_by_the_house(cast, jobs, as_of):
    as_of(2026, 3, 9)
    batch = checked(workdays.WorkYear(), YEAR, cast.city_manager, jobs)
    as_of(2026, 3, 10, 10)
    work.empty_old_rows()
    batch.refresh_from_db()
    assert batch.status == "discarded"


# --- deadlines and the calendar ----------------------------------------------------------------------------
def test_deadlines_counted_without_the_year_are_counted_again_and_back(cast, jobs, as_of, monkeypatch):
    """Three working days from Thursday 2027-02-04: Tuesday by the plain week, Thursday once Monday and Tuesday rest."""
    as_of(2027, 2, 4)
    days = YEAR.replace("2027-02-07,1,春节调休上班", "2027-02-09,0,春节")
    machine = ImportBatch.machine
    steps = tuple(replace(s, clock=Clock(workdays=3)) if s.verb == "preview" else s for s in machine.steps)
    monkeypatch.setitem(machine.__dict__, "steps", steps)
    waiting = checked(divisions.DivisionTable(), "code,name\n990109,区", cast.system_admin, jobs)
    assert waiting.due_at == calendar.end_of(date(2027, 2, 9))
    batch = taken_in(workdays.WorkYear(), days, cast.system_admin, jobs)
    waiting.refresh_from_db()
    assert waiting.due_at == calendar.end_of(date(2027, 2, 11))
    services.undo(batch, by=cast.system_admin)
    jobs()
    waiting.refresh_from_db()
    assert waiting.due_at == calendar.end_of(date(2027, 2, 9))


def test_a_deadline_set_by_hand_stays(cast, jobs, as_of):
    as_of(2027, 2, 4)
    waiting = checked(divisions.DivisionTable(), "code,name\n990109,区", cast.system_admin, jobs)
    own = calendar.end_of(date(2027, 2, 10))
    ImportBatch.objects.filter(pk=waiting.pk).update(due_at=own)
    taken_in(workdays.WorkYear(), YEAR, cast.system_admin, jobs)
    waiting.refresh_from_db()
    assert waiting.due_at == own
