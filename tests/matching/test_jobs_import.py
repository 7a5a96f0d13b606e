"""The employers' sheet comes in whole: 156 posts in force, four that ask for a clean record wait for a manager."""

import json
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import OrgUnit
from desk.imports import services as imports
from kit.errors import Refused
from matching.engine import codes
from matching.models import Place
from matching.resources import services as resources
from matching.resources.imports import JobPosts
from matching.resources.posts import SHIFTS
from tests.cast import sign_in
from tests.matching import jobs
from tests.matching import register as paper
from tests.matching.jobs import place_of, upload

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("jobs_import")]
POSTS = jobs.posts()
NO_RECORD = [n for n, p in enumerate(POSTS) if p["其他要求"]]


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    with paper.city(django_db_blocker) as cast:
        yield cast


@pytest.fixture(scope="module")
def batch(city):
    """The whole sheet, uploaded by the city and confirmed."""
    return paper.taken_in(city.city_manager, jobs.data(), jobs.KIND, jobs.FILE)


# --- the whole sheet ---------------------------------------------------------------------------------------------
def test_of_160_posts_156_come_in_and_the_four_that_ask_for_a_clean_record_wait(batch):
    named = json.loads(paper.FAULTS.read_text(encoding="utf-8"))
    assert [said["expect"] for name, said in named.items() if name.startswith("jobs.xlsx")] == ["hold"]
    assert (batch.rows_n, batch.counts) == (160, {"new": 156, "held": 4})
    assert [r.row_no - 2 for r in batch.rows.filter(verdict="held")] == NO_RECORD
    assert Place.objects.filter(kind="job", status="open").count() == 156
    assert not batch.rows.exclude(verdict="held").exclude(warnings=[]).exists()


def test_every_credit_code_is_an_employer_of_its_county(batch):
    made = OrgUnit.objects.filter(kind="employer").exclude(credit_code="")
    assert made.count() == 156
    assert all(unit.credit_code[2:8] == unit.division_id for unit in made)


def test_two_employers_of_one_name_are_told_apart_by_their_codes(batch):
    names = [p["用工单位"] for n, p in enumerate(POSTS) if n not in NO_RECORD]
    twice = next(name for name in names if names.count(name) > 1)
    first, second, *_more = (p for n, p in enumerate(POSTS) if p["用工单位"] == twice and n not in NO_RECORD)
    assert place_of(first).org.name == twice
    assert place_of(second).org.name == f"{twice}（{second['统一社会信用代码'][-4:]}）"


@pytest.mark.parametrize("shift", ["白班", "两班倒", "夜班"])
def test_a_post_stands_in_the_columns_of_a_place(batch, shift):
    number, post = next(
        (n, p) for n, p in enumerate(POSTS) if p["班次"] == shift and p["技能要求"] and not p["其他要求"]
    )
    place = Place.objects.get(pk=batch.rows.get(row_no=number + 2).thing_id)
    skills = [*post["技能要求"].split("、"), *(["白班"] if shift == "白班" else [])]
    assert place.skill_mask == codes.mask_of(skills, codes.SKILLS)
    assert (place.capacity, place.pay_low_fen, place.pay_high_fen) == (
        post["人数"], post["月薪下限"] * 100, post["月薪上限"] * 100,
    )  # fmt: skip
    assert (place.town_id, place.x_m, place.y_m) == (post["工作地编码"], place.town.x_m, place.town.y_m)
    assert (place.has_dormitory, place.shift) == (post["是否包住"] == "是", shift)
    assert place.schedule_mask == SHIFTS[shift]
    assert (place.contact_name, place.contact_phone) == (post["联系人"], f"+86{post['电话']}")
    assert (place.needs, place.category, place.valid_to) == (
        ["job_placement"], codes.JOB, date.fromisoformat(post["有效期至"]),
    )  # fmt: skip


def test_the_defaults_are_those_of_the_preview(batch):
    found = set(
        Place.objects.filter(kind="job").values_list(
            "language_mask", "serves_sex_mask", "is_minor_qualified", "is_remote", "confirmed_on"
        )
    )
    assert found == {(0b11, 3, False, False, paper.DAY)}


def test_shifts_are_the_parts_of_the_week_that_the_paper_says():
    days = range(5)
    assert SHIFTS["白班"] == codes.mask(codes.block(d, p) for d in days for p in (0, 1))
    assert SHIFTS["两班倒"] == codes.mask(codes.block(d, p) for d in days for p in (0, 1, 2))
    assert SHIFTS["夜班"] == codes.mask(codes.block(d, 2) for d in days)


@pytest.mark.parametrize(("word", "bit"), [("财产类", 1), ("暴力类", 2), ("涉毒类", 3)])
def test_what_an_employer_does_not_take_is_one_group_of_offences_and_no_more(batch, word, bit):
    number = next(n for n, p in enumerate(POSTS) if p["不接受的罪名类别"] == word and not p["其他要求"])
    assert Place.objects.get(pk=batch.rows.get(row_no=number + 2).thing_id).excluded_offence_mask == 1 << bit
    open_to_all = next(n for n, p in enumerate(POSTS) if not p["不接受的罪名类别"] and not p["其他要求"])
    assert Place.objects.get(pk=batch.rows.get(row_no=open_to_all + 2).thing_id).excluded_offence_mask == 0


# --- a condition of "no record" -----------------------------------------------------------------------------------
@pytest.fixture
def held(batch):
    """The post in 南岭区 that asks for a certificate of no record."""
    return batch.rows.filter(verdict="held", county_code="990104").get()


def test_a_condition_of_no_record_waits_with_a_warning(batch, held, city):
    assert [f["code"] for f in held.faults] == ["no_record"]
    assert [w["code"] for w in held.warnings] == ["R-CC-09"]
    words = paper.page(batch, paper.manager_of("990104"), "held")
    assert "没有法律依据" in words and "录入，写明依据后再开放" in words and "须提供无犯罪记录证明" in words


def test_a_manager_takes_it_and_it_opens_only_with_its_legal_ground(held):
    county = paper.manager_of("990104")
    place = Place.objects.get(pk=paper.decide(held, "take", county).thing_id)
    assert (place.status, place.warning) == ("held", "R-CC-09")
    with pytest.raises(Refused, match="法律依据"):
        resources.open_place(place, by=county)
    address = reverse("matching:place", args=[place.pk])
    browser = sign_in(county)
    browser.post(address, {"act": "open", "open-legal_ground": ""})
    assert Place.objects.get(pk=place.pk).status == "held"
    browser.post(address, {"act": "open", "open-legal_ground": "《保安服务管理条例》第十七条"})
    assert Place.objects.get(pk=place.pk).status == "open"


def test_a_manager_leaves_it_out(held):
    assert paper.decide(held, "leave", paper.manager_of("990104")).outcome == "left"
    assert Place.objects.filter(kind="job").count() == 156


def test_another_county_and_an_officer_do_not_decide(held, city):
    for user in (city.county_manager, city.officer, city.employer):
        assert paper.decide(held, "take", user).outcome == ""
        with pytest.raises(Refused) as why:
            imports.decide(held, "take", by=user)
        assert why.value.code == "import_decide"
    assert Place.objects.filter(kind="job").count() == 156


def test_a_condition_added_to_a_post_that_is_open_is_not_taken(batch, city):
    post = next(p for p in POSTS if not p["其他要求"])
    again = upload(city.city_manager, post | {"其他要求": "无犯罪记录者优先"})
    row = again.rows.get(row_no=2)
    assert (row.verdict, row.code) == ("held", "no_record_added")
    assert [c for c, _label in JobPosts().choices(row)] == []


# --- undone ------------------------------------------------------------------------------------------------------
def test_undo_takes_posts_and_their_new_employers_away_and_leaves_what_was_used(batch, city):
    used = place_of(POSTS[0])
    Place.objects.filter(pk=used.pk).update(taken=1)
    paused = place_of(POSTS[1])
    resources.pause_place(paused, by=city.city_manager)
    undone = paper.step(batch, "undo", city.city_manager)
    assert set(Place.objects.filter(kind="job")) == {used, paused}
    assert OrgUnit.objects.filter(kind="employer").exclude(credit_code="").count() == 2
    kept = {r.kept_because for r in undone.rows.filter(outcome="kept")}
    assert kept == {"这个岗位已有邀约或已有人上岗。", "这个岗位已有人办理。"}
