"""Sheets of a few job posts: what is refused, who may send one, other defaults, a later sheet, undoing it."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import OrgUnit
from desk.imports import services as imports
from kit import clock
from kit.errors import Refused
from matching.engine import codes
from matching.models import Place
from matching.resources.posts import SHIFTS
from tests.cast import sign_in
from tests.desk.paper import left_in_chinese
from tests.matching import jobs
from tests.matching import register as paper
from tests.matching.jobs import KIND, place_of, taken_in, upload

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("jobs_sheets")]
POSTS = jobs.posts()
HERE = [p for p in POSTS if p["工作地编码"].startswith("990103")]  # 22 posts of 东溪区


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


@pytest.fixture
def manager(city):
    return city.county_manager


# --- what is refused ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("用工单位", "", "employer_name"),
        ("统一社会信用代码", "91990103MJ0010004E", "uscc_check"),
        ("统一社会信用代码", "", "uscc_empty"),
        ("岗位", "", "title"),
        ("人数", "0", "whole"),
        ("人数", "", "seats"),
        ("月薪下限", "面议", "money_form"),
        ("月薪下限", "9999", "pay"),
        ("班次", "三班倒", "shift"),
        ("技能要求", "开飞机", "skill"),
        ("工作地编码", "990199001", "division"),
        ("是否包住", "也许", "yes_no"),
        ("不接受的罪名类别", "政治类", "offence_group"),
        ("电话", "123", "mobile_form"),
        ("有效期至", "2026-10-31", "past"),
        ("有效期至", "长期", "date"),
        ("其他要求", "好" * 201, "terms"),
    ],
)
def test_a_wrong_cell_is_refused_in_a_sentence_about_its_column(manager, column, text, code):
    batch = upload(manager, HERE[0] | {column: text})
    row = batch.rows.get(row_no=2)
    assert (row.verdict, row.code, row.faults[0]["column"]) == ("error", code, column)
    assert row.faults[0]["sentence"].endswith("。")
    assert len(text) < 3 or text not in row.faults[0]["sentence"]
    assert not left_in_chinese(row)


def test_the_same_post_twice_in_a_sheet_is_taken_once(manager):
    batch = upload(manager, HERE[0], HERE[0] | {"人数": 9})
    assert batch.counts == {"new": 1, "error": 1}
    assert "第 2 行" in batch.rows.get(row_no=3).faults[0]["sentence"]


def test_other_ways_of_writing_are_read(manager):
    post = HERE[0] | {
        "统一社会信用代码": str(HERE[0]["统一社会信用代码"]).lower(), "月薪下限": "4,000.00元", "电话": "0571-87654321",
        "有效期至": "2027年8月18日", "人数": "１２",
    }  # fmt: skip
    taken_in(manager, post)
    place = Place.objects.get(kind="job", status="open")
    assert (place.capacity, place.pay_low_fen, place.contact_phone) == (12, 400_000, "0571-87654321")
    assert (place.org.credit_code, place.valid_to) == (HERE[0]["统一社会信用代码"], date(2027, 8, 18))


def test_an_employer_known_by_name_alone_gets_its_code(manager, city):
    unit = OrgUnit.objects.create(kind="employer", name=str(HERE[0]["用工单位"]), division_id="990103")
    taken_in(manager, HERE[0])
    unit.refresh_from_db()
    assert unit.credit_code == HERE[0]["统一社会信用代码"]


# --- who ----------------------------------------------------------------------------------------------------------
def test_a_county_takes_its_own_posts_and_the_others_are_counted(manager):
    batch = paper.taken_in(manager, jobs.data(), KIND, jobs.FILE)
    assert batch.counts == {"new": len(HERE), "outside": 160 - len(HERE)}
    assert set(Place.objects.filter(kind="job").values_list("county_code", flat=True)) == {"990103"}


def test_only_a_county_and_the_city_may_upload(city):
    address = reverse("desk:import_new", args=[KIND])
    people = (city.county_manager, city.city_manager, city.officer, city.employer, city.system_admin, city.auditor)
    assert [sign_in(u).get(address).status_code for u in people] == [200, 200, 404, 404, 404, 404]


def test_another_county_finds_nothing_of_a_countys_own_sheet(manager, city):
    batch = upload(manager, HERE[0])
    address = reverse("desk:import", args=[batch.pk])
    assert sign_in(city.other_county_manager).get(address).status_code == 404
    assert sign_in(city.outsider).get(address).status_code == 404


# --- the preview --------------------------------------------------------------------------------------------------
def test_the_preview_shows_the_defaults(manager):
    words = paper.page(upload(manager, HERE[0]), manager)
    for said in ("工作语言", "云栖话", "男女不限", "未成年人", "可以远程", "确认日期", "白班的时段"):
        assert said in words


def test_other_defaults_are_used_after_a_new_check(manager):
    batch = upload(manager, HERE[0])
    night = codes.mask([codes.block(6, codes.EVENING)])
    answer = sign_in(manager).post(
        reverse("desk:import_options", args=[batch.pk]),
        {
            "languages": ["0"], "sexes": "2", "takes_minors": "on", "is_remote": "on", "confirmed_on": "2026-10-20",
            **_week("day_blocks", SHIFTS["白班"]), **_week("two_blocks", SHIFTS["两班倒"]),
            **_week("night_blocks", night),
        },
    )  # fmt: skip
    assert answer.status_code == 302
    paper.queue.run_due()
    paper.step(batch, "apply", manager)
    place = place_of(HERE[0])
    assert (place.language_mask, place.serves_sex_mask, place.is_minor_qualified) == (1, 2, True)
    assert (place.is_remote, place.confirmed_on, place.schedule_mask) == (True, date(2026, 10, 20), night)


def _week(name: str, mask: int) -> dict[str, object]:
    """The grid as the page sends it."""
    return {name: [str(bit) for bit in codes.bits_of(mask)]}


def test_the_officer_of_the_town_goes_along(manager, city):
    office = OrgUnit.objects.get(kind="judicial_office", division_id=HERE[0]["工作地编码"])
    officer = paper.officer_of(office)
    taken_in(manager, HERE[0])
    assert place_of(HERE[0]).partner == officer


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_has_the_columns_of_the_paper(manager, form):
    answer = sign_in(manager).get(reverse("desk:import_template", args=[KIND, form]))
    if form == "csv":
        heads = next(csv.reader([answer.content.decode("utf-8-sig")]))
    else:
        heads = [c.value for c in load_workbook(io.BytesIO(answer.content)).active[1]]
    assert heads == list(POSTS[0])


def test_the_error_sheet_holds_the_row_and_what_is_wrong(manager):
    batch = upload(manager, HERE[0], HERE[1] | {"班次": "三班倒"})
    heads, line = paper.sheet(batch, manager)
    assert (line[0], line[2]) == ("3", "有错误")
    assert line[heads.index("班次")] == "三班倒"
    assert "班次填白班、两班倒或夜班。" in line[3]


# --- again, and undone --------------------------------------------------------------------------------------------
def test_the_same_sheet_on_the_same_day_changes_nothing(manager):
    taken_in(manager, *HERE[:3])
    assert upload(manager, *HERE[:3]).counts == {"same": 3}


def test_a_later_sheet_changes_what_it_says_and_confirms_the_rest(manager):
    taken_in(manager, *HERE[:2])
    with clock.frozen(clock.at(paper.DAY + timedelta(days=30))):
        batch = taken_in(manager, HERE[0] | {"人数": 20, "联系人": "周某"}, HERE[1])
        assert batch.counts == {"changed": 2}
    first, second = place_of(HERE[0]), place_of(HERE[1])
    assert (first.capacity, first.contact_name) == (20, "周某")
    assert first.confirmed_on == second.confirmed_on == paper.DAY + timedelta(days=30)
    assert Place.objects.filter(kind="job").count() == 2


def test_seats_are_never_fewer_than_are_taken(manager):
    taken_in(manager, HERE[0])
    Place.objects.filter(pk=place_of(HERE[0]).pk).update(taken=HERE[0]["人数"])
    batch = taken_in(manager, HERE[0] | {"人数": int(HERE[0]["人数"]) - 1})
    assert batch.rows.get(row_no=2).code == "below_taken"


def test_undo_leaves_an_employer_that_was_there_before(manager):
    code = str(HERE[0]["统一社会信用代码"])
    unit = OrgUnit.objects.create(kind="employer", name="老厂", division_id="990103", credit_code=code)
    batch = taken_in(manager, HERE[0])
    assert batch.rows.get(row_no=2).warnings[0]["code"] == "employer_name"
    paper.step(batch, "undo", manager)
    assert OrgUnit.objects.filter(pk=unit.pk).exists()


def test_undo_puts_back_what_a_later_sheet_changed(manager):
    taken_in(manager, HERE[0])
    batch = taken_in(manager, HERE[0] | {"人数": 20, "有效期至": "2027-12-31"})
    paper.step(batch, "undo", manager)
    place = place_of(HERE[0])
    assert (place.capacity, place.valid_to.isoformat()) == (HERE[0]["人数"], HERE[0]["有效期至"])


def test_undo_after_a_day_is_refused(manager):
    batch = taken_in(manager, HERE[0])
    with clock.frozen(clock.at(paper.DAY + timedelta(days=1), 10, 1)), pytest.raises(Refused, match="时限已过"):
        imports.undo(batch, by=manager)
    assert place_of(HERE[0]).status == "open"
