"""The register of the city is checked: what is refused, held, mended, and who sees which row before it comes in."""

import csv
import re

import pytest
from django.urls import reverse

from desk.imports.models import ImportBatch, ImportRow
from matching.models import Client
from tests.cast import sign_in
from tests.desk.paper import left_in_chinese
from tests.matching import register as paper

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("register_import")]

# What a person reads about the seven rows that are refused and the two that wait, by the number in the first column.
SAID = {
    "322": ("身份证号", "id_check", "末位校验不符"),
    "42": ("身份证号", "id_sex", "与所填性别不一致"),
    "466": ("解矫日期", "term", "解矫日期早于入矫日期"),
    "269": ("矫正类别", "category", "管制、缓刑、假释、暂予监外执行"),
    "298": ("身份证号", "lost_digits", "末几位已经丢失"),
    "80": ("姓名", "name", "姓名是空的"),
    "246": ("身份证号", "id_age", "年龄超过120岁"),
    "321": ("身份证号", "double_counties", "另一个县区"),
    "453": ("居住地编码", "division", "区划代码不在本市名录中"),
}
VERDICTS = {"refuse": "error", "hold": "held", "normalise": "new", "keep": "new"}
MENDED = {"106": ["身份证号"], "151": ["入矫日期"], "382": ["入矫日期"], "25": ["联系电话"]}


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


@pytest.fixture(scope="module")
def batch(city):
    """The whole file, uploaded by the municipal data clerk and checked."""
    return paper.upload(city.data_clerk, paper.data()).batch


def row(batch, number: str) -> ImportRow:
    return batch.rows.get(row_no=paper.row_no(number))


def names(*, minors: bool) -> set[str]:
    return {p["姓名"] for p in paper.people() if bool(p["监护人"]) is minors and p["姓名"]}


# --- judged --------------------------------------------------------------------------------------------------
def test_of_518_rows_7_are_refused_2_wait_and_509_come_in(batch):
    assert batch.status == "previewed"
    assert (batch.rows_n, batch.form) == (518, "CSV，GB18030")
    assert batch.counts == {"error": 7, "held": 2, "new": 509}
    assert not Client.objects.exists(), "a check takes nothing in"


def test_every_named_row_is_judged_as_the_list_of_faults_says(batch):
    named = paper.named_faults()
    assert len(named) == 14
    assert {n: row(batch, n).verdict for n in named} == {n: VERDICTS[said["expect"]] for n, said in named.items()}
    others = batch.rows.exclude(row_no__in=[paper.row_no(n) for n in named])
    assert set(others.values_list("verdict", flat=True)) == {"new"}


@pytest.mark.parametrize("number", SAID)
def test_the_reason_is_said_in_a_sentence_about_its_column(batch, number):
    column, code, words = SAID[number]
    (fault,) = row(batch, number).faults
    assert (fault["column"], fault["code"]) == (column, code)
    assert words in fault["sentence"]


def test_every_sentence_about_the_register_is_read_in_english_too(batch):
    said = batch.rows.exclude(faults=[], wide_faults=[], warnings=[])
    assert said.count() > 8
    assert not left_in_chinese(*said)


def test_no_sentence_repeats_what_the_row_says(batch):
    said = str(list(batch.rows.values_list("faults", "wide_faults", "warnings", "mended")))
    assert not re.search(r"\d{11}", said)
    assert not [name for name in names(minors=False) | names(minors=True) if name in said]


def test_what_was_only_written_oddly_is_mended_and_named(batch):
    found = {n: row(batch, n).mended for n in MENDED}
    assert found == MENDED
    assert batch.rows.exclude(mended=[]).count() == len(MENDED)


def test_the_marital_status_is_not_even_stored(batch):
    assert batch.unknown_columns == ["婚姻状况"]
    assert "婚姻状况" not in row(batch, "1").cells


# --- who sees what ---------------------------------------------------------------------------------------------
def test_the_clerk_sees_row_number_county_and_fault_and_no_name(batch, city):
    pages = "".join(paper.page(batch, city.data_clerk, show) for show in ("", "error", "held", "new", "mended"))
    assert "松泉县" in pages
    assert SAID["322"][2] in pages
    assert "与第 298 行证件号码相同" in pages
    assert not [name for name in names(minors=False) | names(minors=True) if name in pages]
    heads, *lines = paper.sheet(batch, city.data_clerk)
    assert len(heads) == 4, "row, county, verdict, fault"
    assert len(lines) == 9


@pytest.mark.parametrize("county", [f"9901{n:02d}" for n in range(1, 12)])
def test_a_county_sees_its_own_names_and_only_those_and_never_a_minors(batch, county):
    pages = paper.page(batch, paper.manager_of(county), "new")
    own = [p for p in paper.people() if p["居住地编码"].startswith(county)]
    wrong = set(SAID) & {p["序号"] for p in own}
    shown = sorted(re.findall(r"姓名 (\S+?)(?:·|<)", pages))
    assert shown == sorted(p["姓名"] for p in own if not p["监护人"] and p["序号"] not in wrong)
    assert f"另有 {518 - len(own)} 行不在您的范围" in pages


def test_an_office_sees_its_own_rows(batch, city):
    pages = paper.page(batch, city.officer, "new")
    own = [p for p in paper.people() if p["居住地编码"] == "990103002"]
    shown = sorted(re.findall(r"姓名 (\S+?)(?:·|<)", pages))
    assert shown == sorted(p["姓名"] for p in own if not p["监护人"])
    assert f"另有 {518 - len(own)} 行不在您的范围" in pages


def test_each_county_gets_the_sheet_of_its_own_wrong_rows(batch):
    heads, *lines = paper.sheet(batch, paper.manager_of("990105"))
    assert [line[0] for line in lines] == [str(paper.row_no("322"))]
    assert "叶梅" in lines[0]
    assert "身份证号" in heads


@pytest.mark.parametrize("county", ["990108", "990110"])
def test_a_doubled_id_is_told_to_both_counties_as_another_county(batch, county):
    pages = paper.page(batch, paper.manager_of(county))
    assert "另一个县区" in pages
    assert "298" not in re.sub(r"<th scope=\"row\".*?</th>", "", pages), "the row number of the other stays unsaid"
    assert "永宁" not in pages if county == "990108" else "清渡" not in pages


def test_a_doubled_id_and_a_row_without_county_are_the_clerks_to_decide(batch, city):
    kind = paper.kind()
    for number in ("321", "453"):
        one = row(batch, number)
        county = paper.manager_of(one.county_code or "990107")
        assert kind.may_decide(city.data_clerk, one)
        assert not kind.may_decide(county, one)
        assert not kind.may_decide(city.city_manager, one)


def test_the_rows_of_minors_are_hidden_from_everybody(batch, city):
    sealed = batch.rows.filter(is_hidden=True)
    assert [r.row_no - 2 for r in sealed] == [int(p["序号"]) for p in paper.people() if p["监护人"]]
    assert sealed.count() == 12
    for user in (city.data_clerk, city.auditor):
        pages = paper.page(batch, user, "new") + str(paper.sheet(batch, user))
        assert not [name for name in names(minors=True) if name in pages]


def test_who_has_nothing_in_it_does_not_find_the_import(batch, city):
    for user in (city.city_manager, city.editor, city.system_admin, city.ngo_admin, city.employer):
        address = reverse("desk:import", args=[batch.pk])
        assert sign_in(user).get(address).status_code == 404


def test_only_the_clerk_and_the_counties_may_upload(city):
    address = reverse("desk:import_new", args=[paper.KIND])
    found = [sign_in(u).get(address).status_code for u in (city.data_clerk, city.county_manager)]
    assert found == [200, 200]
    for user in (city.officer, city.city_manager, city.auditor, city.system_admin):
        assert sign_in(user).get(address).status_code == 404
        assert not paper.kind().may_upload(user)


# --- other files ------------------------------------------------------------------------------------------------
def one_minor_with(**cells: str) -> list[dict[str, str]]:
    minor = next(p for p in paper.people() if p["监护人"])
    return [minor | cells]


@pytest.mark.parametrize(
    "cells",
    [
        {"入矫日期": "不清楚"},
        {"解矫日期": "2020-01-01"},
        {"身份证号": "99010", "监护人": ""},
        {"身份证号": "", "监护人": ""},
        {"矫正类别": "监视居住", "监护人": ""},
    ],
)
def test_a_minors_row_too_faulty_to_tell_its_age_is_hidden_all_the_same(city, cells):
    rows = one_minor_with(**cells)
    found = paper.upload(city.data_clerk, paper.csv_of(rows)).batch
    wrong = found.rows.exclude(row_no=0).get()
    assert (wrong.verdict, wrong.is_hidden) == ("error", True)
    county = paper.manager_of(rows[0]["居住地编码"][:6])
    assert rows[0]["姓名"] not in paper.page(found, county) + str(paper.sheet(found, county))


def test_an_id_with_a_wrong_check_character_still_tells_a_minor(city):
    rows = one_minor_with(监护人="")
    number = rows[0]["身份证号"]
    rows[0]["身份证号"] = number[:17] + ("1" if number[17] != "1" else "2")
    found = paper.upload(city.data_clerk, paper.csv_of(rows)).batch
    assert found.rows.exclude(row_no=0).get().is_hidden


def test_a_row_that_names_a_guardian_is_hidden_whatever_its_number_says(city):
    number = one_minor_with()[0]["身份证号"]
    wrong_check = "1" if number[17] != "1" else "2"
    rows = one_minor_with(身份证号=f"{number[:6]}1980{number[10:17]}{wrong_check}")
    found = paper.upload(city.data_clerk, paper.csv_of(rows)).batch
    wrong = found.rows.exclude(row_no=0).get()
    assert (wrong.verdict, wrong.is_hidden) == ("error", True)


@pytest.mark.parametrize("column", ["轨迹", "定位", "经纬度", "手机定位时间", "近三月活动轨迹点", "住址 经纬度"])
def test_a_file_with_a_column_of_positions_is_refused_whole(city, column):
    rows = [p | {column: "120.1,30.2"} for p in paper.people()[:3]]
    answer = paper.upload(city.data_clerk, paper.csv_of(rows))
    assert answer.status_code == 422
    assert "定位和轨迹信息不得进入本平台" in answer.content.decode()
    assert (answer.batch.status, answer.batch.rows.count()) == ("refused", 0)


def test_a_county_takes_only_its_own_rows_and_the_others_are_counted(city):
    found = paper.upload(city.county_manager, paper.data()).batch
    own = [p for p in paper.people() if p["居住地编码"].startswith("990103")]
    assert found.counts == {"new": len(own), "outside": 518 - len(own)}
    assert not found.rows.filter(verdict="outside", values__isnull=False).exists(), "what is not theirs is emptied"
    pages = paper.page(found, city.county_manager)
    assert f"另有 {518 - len(own)} 行不在您的范围，只计数。" in pages
    applied = paper.step(found, "apply", city.county_manager)
    assert applied.status == "applied"
    assert set(Client.objects.values_list("county_code", flat=True)) == {"990103"}
    assert Client.objects.count() == len(own)


def test_the_clerk_cannot_confirm_what_a_county_uploaded(city):
    found = paper.upload(city.county_manager, paper.csv_of(paper.people()[:5])).batch
    assert paper.step(found, "apply", city.data_clerk).status == "previewed"


def test_the_template_has_our_columns_and_no_forbidden_one(city):
    address = reverse("desk:import_template", args=[paper.KIND, "csv"])
    answer = sign_in(city.data_clerk).get(address)
    heads = next(csv.reader([answer.content.decode("utf-8-sig")]))
    assert {"姓名", "身份证号", "居住地编码", "矫正类别"} <= set(heads)
    assert not [h for h in heads if "定位" in h or "轨迹" in h or "婚姻" in h]


def test_nothing_of_the_file_stays_when_it_is_dropped(batch, city):
    paper.step(batch, "discard", city.data_clerk)
    assert ImportBatch.objects.get(pk=batch.pk).status == "discarded"
    assert not batch.rows.filter(values__isnull=False).exists()
