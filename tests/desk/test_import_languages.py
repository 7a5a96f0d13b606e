"""What is said about an import is kept once and read by each reader in the reader's own language."""

import csv
import io

import pytest
from django.conf import settings
from django.utils import translation

from accounts.models import Invitation, Membership
from desk.imports import divisions, roster, services, workdays
from desk.imports.models import ImportBatch
from kit.errors import Refused
from messaging.models import Job
from tests.cast import unit
from tests.desk.test_import_kinds import ROSTER, YEAR, checked, keeper, taken_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(browse):
    """The import as somebody reads it: `read(batch, user, "en")`, or one of its files."""

    def page(batch: ImportBatch, user, language: str, file: str = "", **query: str) -> str:
        browser = browse(user)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return browser.get(f"/desk/imports/{batch.pk}/{file}", query).content.decode("utf-8-sig")

    return page


@pytest.mark.parametrize("uploader", ["zh-hans", "en"])
def test_a_refused_row_is_read_in_chinese_by_one_and_in_english_by_another(cast, jobs, read, uploader):
    cast.city_manager.language = uploader
    cast.city_manager.save()
    batch = checked(workdays.WorkYear(), f"{YEAR}\n2028-01-01,0,元旦\n下周,0,节", cast.city_manager, jobs)
    chinese, english = read(batch, cast.city_manager, "zh-hans"), read(batch, cast.system_admin, "en")
    assert "一份文件只放一年。" in chinese
    assert "“date”不是日期，按 2026-03-01 的样子填写。" in chinese
    assert "One year a file." in english
    assert "“date” is not a date. Enter it like 2026-03-01." in english
    assert "不是日期" not in english


def test_a_fault_is_read_in_chinese_by_one_and_in_english_by_another(cast, jobs, read):
    taken_in(workdays.WorkYear(), YEAR, cast.system_admin, jobs)
    batch = checked(workdays.WorkYear(), YEAR.replace("2027-02-08", "2027-02-09"), cast.city_manager, jobs)
    assert "导入后按周一至周五计算" in read(batch, cast.city_manager, "zh-hans")
    assert "it counts by the Monday-to-Friday week" in read(batch, cast.system_admin, "en")


def test_a_fault_names_the_row_in_either_language(cast, jobs, read):
    cast.office  # noqa: B018 - the office is there
    line = "甲,司法所,a@example.cn,990103002,,,"
    batch = checked(roster.StaffRoster(), f"{ROSTER}\n{line}\n{line}", cast.system_admin, jobs)
    assert "与第 2 行是同一人的同一身份。" in read(batch, cast.system_admin, "zh-hans")
    assert "The same person and role as on line 2." in read(batch, cast.system_admin, "en")


def test_the_error_sheet_speaks_the_language_of_who_fetches_it(cast, jobs, read):
    batch = checked(workdays.WorkYear(), f"{YEAR}\n2028-01-01,0,元旦", cast.city_manager, jobs)

    def said(user, language: str) -> str:
        return list(csv.reader(io.StringIO(read(batch, user, language, "errors.csv"))))[1][3]

    assert said(cast.city_manager, "zh-hans") == "一份文件只放一年。"
    assert said(cast.system_admin, "en") == "One year a file."


def test_a_row_refused_at_last_says_so_in_either_language(cast, jobs, read):
    cast.office  # noqa: B018 - the office is there
    batch = checked(roster.StaffRoster(), f"{ROSTER}\n甲,司法所,a@example.cn,990103002,,,", cast.system_admin, jobs)
    there = {"email": "a@example.cn", "display_name": "甲", "role": "OFF", "unit": cast.office}
    with translation.override("zh-hans"):
        taken_in(roster.StaffRoster(), f"{ROSTER}\n甲,司法所,a@example.cn,990103002,,,", cast.system_admin, jobs)
    assert Invitation.objects.filter(**there).exists()
    services.apply(batch, by=cast.system_admin)
    jobs()
    assert "此人已经有这个身份或邀请。" in read(batch, cast.system_admin, "zh-hans")
    assert "This person already has this role or an invitation to it." in read(batch, cast.system_admin, "en")


def test_a_refused_file_says_why_in_either_language(cast, read):
    with pytest.raises(Refused):
        services.upload(workdays.WorkYear(), "date,轨迹\n2027-01-01,x".encode(), by=cast.city_manager)
    batch = ImportBatch.objects.get()
    assert "文件里有“轨迹”一列" in read(batch, cast.city_manager, "zh-hans")
    assert "The file has a column &#x27;轨迹&#x27;" in read(batch, cast.system_admin, "en")


def test_why_a_row_stays_is_read_in_either_language(keeper, jobs, read):  # noqa: F811
    table = "code,name\n990101,云河区\n990101001,城关街道"
    batch = taken_in(divisions.DivisionTable(), table, keeper, jobs)
    unit("judicial_office", "城关街道司法所", "990101001")
    services.undo(batch, by=keeper)
    jobs()
    assert "已有单位设在这里。" in read(batch, keeper, "zh-hans", show="kept")
    assert "A unit is already located here." in read(batch, keeper, "en", show="kept")


def test_why_a_job_was_refused_and_its_stage_are_read_in_either_language(cast, jobs):
    checked(workdays.WorkYear(), YEAR, cast.city_manager, jobs)
    services.upload(workdays.WorkYear(), YEAR.encode(), by=cast.city_manager)
    Membership.objects.filter(user=cast.city_manager).delete()
    jobs()
    refused, done = Job.objects.get(state="failed"), Job.objects.get(state="done", kind=services.CHECK)
    assert refused.error.startswith("这一项不归您的身份办理")
    assert done.stage == "核对"
    with translation.override("en"):
        refused.refresh_from_db()
        done.refresh_from_db()
    assert refused.error.startswith("Your role does not")
    assert done.stage == "Check"


def test_what_was_kept_before_is_still_shown(cast, jobs, read):
    batch = checked(workdays.WorkYear(), f"{YEAR}\n2028-01-01,0,元旦", cast.city_manager, jobs)
    batch.rows.filter(verdict="error").update(
        faults=[{"code": "old", "sentence": "以前存的一句。", "column": "date"}], kept_because="以前的原因。"
    )
    page = read(batch, cast.system_admin, "en")
    assert "以前存的一句。" in page
    assert "以前的原因。" in page
