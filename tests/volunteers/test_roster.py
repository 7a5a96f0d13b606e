"""The roster of earlier years: checked, taken in as people who still have to say yes, taken back within the day."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts import divisions
from accounts.models import User
from audit.models import AuditEvent
from desk.imports import scope, services
from desk.imports.models import ImportBatch, ImportRow
from kit import clock
from kit.errors import Refused
from messaging import queue
from tests import build
from tests.cast import seat
from tests.desk.paper import left_in_chinese
from tests.volunteers.applicants import applicant
from training.models import Credential
from volunteers import queries
from volunteers.hours.queries import counting
from volunteers.joining import services as joining
from volunteers.models import ServiceLog, Volunteer
from volunteers.vetting import roster

PAPER = Path(__file__).parents[2] / "matching" / "demo" / "paper" / "volunteers.xlsx"
FAULTS = Path(__file__).parents[1] / "data" / "faults.json"
HEADS = ["姓名", "性别", "身份证号", "手机", "居住地编码", "职业", "服务意向", "技能", "可服务时间",
         "是否熟悉未成年人工作", "从业查询日期", "累计时长(小时)", "备注"]  # fmt: skip


@pytest.fixture(autouse=True)
def export_day(as_of, cast) -> None:
    as_of(2026, 11, 1, 10)
    divisions.open_offices(by=None)


def row(**said: Any) -> dict[str, Any]:
    """A row that holds, 李芸's, with what is told about it."""
    base = {"姓名": "李芸", "性别": "女", "身份证号": "990101198503070025", "手机": "15400010001",
            "居住地编码": "990103002", "职业": "教师", "服务意向": "一对一帮扶", "技能": "缝纫、种植",
            "可服务时间": "工作日晚上", "是否熟悉未成年人工作": "是", "从业查询日期": "2026-05-01",
            "累计时长(小时)": "12.5"}  # fmt: skip
    return {**dict.fromkeys(HEADS, ""), **base, **said}


def sheet(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def upload(by: User, data: bytes) -> ImportBatch:
    batch = services.upload(scope.kind_called("volunteers.roster"), data, by=by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def taken(by: User, data: bytes) -> ImportBatch:
    batch = upload(by, data)
    services.apply(batch, by=by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def undone(batch: ImportBatch) -> ImportBatch:
    services.undo(batch, by=batch.by)
    queue.run_due()
    return ImportBatch.objects.get(pk=batch.pk)


def verdicts(batch: ImportBatch) -> list[tuple[str, str]]:
    return list(batch.rows.order_by("row_no").values_list("verdict", "code"))


# --- the paper of the city -----------------------------------------------------------------------------------------
def test_of_the_800_rows_that_no_fault_names_all_are_taken(cast) -> None:
    """faults.json names no row of volunteers.xlsx, and rows not named are taken."""
    assert not [name for name in json.loads(FAULTS.read_text(encoding="utf-8")) if name.startswith("volunteers")]
    batch = upload(cast.city_manager, PAPER.read_bytes())
    assert batch.counts == {"new": 800}
    assert not Volunteer.objects.exists(), "a check takes nothing in"
    assert not batch.rows.exclude(warnings=[]).exists(), "every word of the roster is known"


def test_a_county_takes_its_own_rows_and_sees_no_other(cast) -> None:
    batch = upload(cast.county_manager, PAPER.read_bytes())
    lines = list(load_workbook(PAPER, read_only=True).active.iter_rows(min_row=2, values_only=True))
    own = sum(str(line[4]).startswith("990103") for line in lines)
    assert batch.counts == {"new": own, "outside": 800 - own}
    assert not batch.rows.filter(verdict="outside", values__isnull=False).exists(), "other counties' rows are emptied"


# --- judged --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "verdict", "code"),
    [
        ({}, "new", ""),
        ({"姓名": ""}, "error", "name"),
        ({"身份证号": "990101198503070026"}, "error", "id_check"),
        ({"身份证号": "9.90101E+17"}, "error", "lost_digits"),
        ({"性别": "男"}, "error", "id_sex"),
        ({"身份证号": build.id_number(date(2009, 7, 19)), "性别": ""}, "error", "age"),
        ({"手机": "12345"}, "error", "mobile_form"),
        ({"手机": "+86 154-0001-0001"}, "new", ""),
        ({"身份证号": "９９０１０１１９８５０３０７００２５"}, "new", ""),
        ({"居住地编码": "990199001"}, "error", "division"),
        ({"从业查询日期": "去年"}, "error", "date"),
        ({"从业查询日期": "2026年5月1日"}, "new", ""),
        ({"累计时长(小时)": "很多"}, "error", "hours"),
        ({"累计时长(小时)": "-3"}, "error", "hours"),
    ],
)
def test_a_row_is_judged_with_a_sentence(said, verdict, code, cast) -> None:
    batch = upload(cast.city_manager, sheet(row(**said)))
    assert verdicts(batch) == [(verdict, code)]
    assert not left_in_chinese(batch.rows.get())


def test_words_nobody_knows_are_told_and_left_to_the_person(cast) -> None:
    batch = upload(cast.city_manager, sheet(row(技能="缝纫、占卜", 可服务时间="看情况", 从业查询日期="2027-01-01")))
    found = batch.rows.get()
    assert found.verdict == "new"
    assert {w["column"] for w in found.warnings} == {"技能", "可服务时间", "从业查询日期"}
    assert not left_in_chinese(found)


def test_of_a_doubled_number_or_phone_the_first_is_taken_and_the_later_waits(cast) -> None:
    other = build.id_number(date(1990, 1, 1))
    rows = [row(), row(手机="15400010002"), row(身份证号=other, 性别="")]
    assert verdicts(upload(cast.city_manager, sheet(*rows))) == [("new", ""), ("held", "double"), ("held", "double")]


def test_who_applies_or_whose_phone_is_known_waits_for_the_desk(cast) -> None:
    applying = applicant(cast)
    elsewhere = seat(User.objects.create_user("", display_name="别人"), "VOL")
    elsewhere.set_phone("+8615400010009")
    elsewhere.save()
    rows = [
        row(身份证号=applying.id_number, 性别="", 手机="15400010003"),
        row(身份证号=build.id_number(date(1991, 1, 1)), 性别="", 手机="15400010009"),
    ]
    assert verdicts(upload(cast.city_manager, sheet(*rows))) == [("held", "applied"), ("held", "phone_known")]


@pytest.mark.parametrize(
    ("text", "bits"),
    [("工作日晚上", [2, 5, 8, 11, 14]), ("周三下午", [7]), ("周末全天", [15, 16, 17, 18, 19, 20]),
     ("周一上午、周日晚上", [0, 20]), ("时间灵活", list(range(21)))],
)  # fmt: skip
def test_times_of_the_week_are_read(text, bits) -> None:
    assert roster.week_of(text) == (sum(1 << bit for bit in bits), True)


# --- taken in ------------------------------------------------------------------------------------------------------
def test_who_is_taken_in_waits_for_their_own_word_and_is_offered_nothing(cast) -> None:
    batch = taken(cast.county_manager, sheet(row()))
    assert batch.status == "applied"
    volunteer = Volunteer.objects.get()
    assert (volunteer.status, volunteer.is_identity_verified) == ("unconfirmed", False)
    assert (volunteer.user.display_name, volunteer.user.phone) == ("李芸", "+8615400010001")
    assert not volunteer.user.phone_verified
    assert volunteer.needs == ["mentoring"] and volunteer.skill_mask == 1 | 1 << 14 and volunteer.knows_minors
    for role in ("client", "activity"):
        assert "inactive" in queries.missing([volunteer.pk], clock.today(), role=role)[volunteer.pk]
    joining.confirm_volunteer(volunteer, by=volunteer.user)
    assert "inactive" not in queries.missing([volunteer.pk], clock.today())[volunteer.pk]


def test_old_hours_become_an_opening_balance_of_class_honour(cast) -> None:
    taken(cast.county_manager, sheet(row(), row(姓名="零", 身份证号=build.id_number(date(1980, 1, 1)), 性别="",
                                               手机="15400010004", **{"累计时长(小时)": "0"})))  # fmt: skip
    log = ServiceLog.objects.get()
    assert (log.verified_minutes, log.source, log.credit_class) == (750, "import", "honour")
    assert ServiceLog.objects.filter(counting()).count() == 1


def test_the_check_of_the_roster_is_as_old_as_it_is(cast) -> None:
    taken(cast.county_manager, sheet(row(从业查询日期="2026-05-01"),
                                     row(姓名="旧", 身份证号=build.id_number(date(1981, 1, 1)), 性别="",
                                         手机="15400010005", 从业查询日期="2024-09-28")))  # fmt: skip
    held = {c.holder.display_name: c.valid_to for c in Credential.objects.select_related("holder")}
    assert held == {"李芸": date(2027, 5, 1), "旧": date(2025, 9, 28)}


def test_a_later_roster_changes_only_who_has_not_confirmed(cast) -> None:
    taken(cast.county_manager, sheet(row()))
    assert verdicts(upload(cast.county_manager, sheet(row()))) == [("same", "")]
    batch = taken(cast.county_manager, sheet(row(职业="医生")))
    volunteer = Volunteer.objects.get()
    assert (volunteer.occupation, batch.rows.get().outcome) == ("医生", "changed")
    undone(batch)
    volunteer.refresh_from_db()
    assert volunteer.occupation == "教师"
    joining.confirm_volunteer(volunteer, by=volunteer.user)
    again = upload(cast.county_manager, sheet(row(职业="律师")))
    assert verdicts(again) == [("same", "")]
    assert "以本人填写的为准" in again.rows.get().warnings[0]["sentence"]


# --- taken back ----------------------------------------------------------------------------------------------------
def test_what_was_taken_in_is_taken_back_and_nothing_that_names_the_person_stays(cast, browse) -> None:
    batch = taken(cast.county_manager, sheet(row()))
    user = Volunteer.objects.get().user
    undone(batch)
    volunteer = Volunteer.objects.get()
    user.refresh_from_db()
    assert (volunteer.status, volunteer.id_number, volunteer.id_index) == ("left", None, None)
    assert (user.display_name, user.phone, user.phone_index, user.is_active) == ("—", None, None, False)
    assert not Credential.objects.exists()
    assert not ServiceLog.objects.filter(counting()).exists()
    assert volunteer.number not in browse(cast.county_manager).get("/volunteers/list/").content.decode()
    assert verdicts(upload(cast.county_manager, sheet(row()))) == [("new", "")], "the sheet can be taken in again"


def test_who_has_confirmed_meanwhile_stays(cast) -> None:
    batch = taken(cast.county_manager, sheet(row()))
    volunteer = Volunteer.objects.get()
    joining.confirm_volunteer(volunteer, by=volunteer.user)
    undone(batch)
    volunteer.refresh_from_db()
    assert volunteer.status == "active"
    assert "本人已登录或已确认登记" in batch.rows.get().kept_because


def test_after_a_day_nothing_is_taken_back(cast, as_of) -> None:
    batch = taken(cast.county_manager, sheet(row()))
    as_of(2026, 11, 2, 11)
    with pytest.raises(Refused):
        services.undo(batch, by=cast.county_manager)


# --- who -----------------------------------------------------------------------------------------------------------
def test_only_a_county_and_the_city_import_volunteers(cast) -> None:
    for who in (cast.officer, cast.outsider, cast.auditor, cast.system_admin, cast.ngo_admin, cast.volunteer):
        with pytest.raises(Refused):
            services.upload(scope.kind_called("volunteers.roster"), sheet(row()), by=who)
    assert not ImportRow.objects.exists()


def test_the_log_of_an_import_holds_no_value_of_a_person(cast) -> None:
    taken(cast.county_manager, sheet(row()))
    told = str(list(AuditEvent.objects.values_list("detail", "purpose", "fields")))
    for value in ("李芸", "990101198503070025", "15400010001"):
        assert value not in told
