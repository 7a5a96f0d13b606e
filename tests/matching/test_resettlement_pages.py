"""The pages of the handover: the prison's clerk, the office, the county, lectures, the sheet; and who opens none."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk import hooks
from desk.imports import services as imports
from kit import clock
from kit.errors import Refused
from matching.models import HandoverNotice, LectureOffer
from matching.resettlement import announcing, lectures, services, work
from messaging import queue
from tests.cast import HEKOU, unit
from tests.matching.prison import clerk, notice, prison, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(cast, as_of) -> None:
    as_of(2026, 7, 10, 10)
    _ = cast.office


def text(response) -> str:
    return response.content.decode()


def url(name: str, *args) -> str:
    return reverse(f"matching:{name}", args=args)


# --- the prison's clerk ---
def test_a_clerk_announces_on_a_page_and_gets_a_receipt(cast, browse) -> None:
    page = browse(clerk())
    form = said(release_on="2026-07-31", must_meet="on", skill_1="0", number_1="ZY-1", issuer_1="学校",
                issued_on_1="2026-05-01")  # fmt: skip
    answer = page.post(url("announce_release"), form, follow=True)
    row = HandoverNotice.objects.get()
    assert row.must_meet and row.certificates.get().number == "ZY-1"
    for words in (row.number, row.receipt_hash, "通知晚了", "晚了 9 天", "内容与回执一致"):
        assert words in text(answer)
    listed = text(page.get(url("my_notices")))
    assert row.number in listed and "0.0%" in listed and "0 / 1" in listed
    assert "田归" not in listed + text(answer) and "9901" not in text(answer)


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(cast, browse) -> None:
    answer = browse(clerk()).post(
        url("announce_release"), said(id_number="990103198503070011", release_on="2026-07-31")
    )
    assert answer.status_code == 409 and "田归" in text(answer) and not HandoverNotice.objects.exists()


def test_the_prison_hears_whether_somebody_was_met_and_nothing_of_the_help(cast, browse) -> None:
    row = notice(cast, "in_help")
    page = text(browse(clerk()).get(url("my_notice", row.number)))
    assert "已衔接" in page and "帮教中" not in page and row.file.code not in page
    services.decline(row, by=cast.officer)
    after = text(browse(clerk()).get(url("my_notice", row.number)))
    assert "已衔接" in after and "不需要" not in after and "已结束" not in after


def test_another_prisons_clerk_an_organisation_and_another_office_open_nothing(cast, browse) -> None:
    row = notice(cast, "received")
    other = clerk("别狱经办", prison("南山监狱"))
    agency = clerk("法援经办", unit("partner_agency", "东溪区法律援助中心", "990103"))
    for who in (other, agency, cast.ngo_admin, cast.social_worker, cast.outsider, cast.volunteer):
        for name in ("my_notice", "correct_notice", "withdraw_notice", "release", "receive_release", "contact_release"):
            assert browse(who).get(url(name, row.number)).status_code == 404, (who, name)
    for who in (agency, cast.ngo_admin, cast.outsider, cast.volunteer):
        assert browse(who).get(url("my_notices")).status_code == 404
    assert row.number not in text(browse(other).get(url("my_notices")))
    assert row.number not in text(browse(cast.outsider).get(url("releases")))


def test_what_came_back_is_on_the_clerks_desk_and_goes_out_again(cast, browse) -> None:
    row = notice(cast, "returned")
    assert [item.code for item in work.prisons_work(clerk(), clock.now())] == [row.number]
    page = browse(clerk())
    assert "地址不在本街道" in text(page.get(url("correct_notice", row.number)))
    form = said(id_number=row.id_number, release_on=row.release_on.isoformat())
    assert page.post(url("correct_notice", row.number), form).status_code == 302
    row.refresh_from_db()
    assert row.status == "announced"
    assert page.post(url("withdraw_notice", row.number), {"reason": "重复"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_the_list_costs_the_same_however_long_it_is(cast, browse) -> None:
    page, staff = browse(clerk()), browse(cast.officer)

    def cost(browser, name: str) -> int:
        browser.get(url(name))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(url(name))
        return len(asked)

    notice(cast)
    notice(cast, "received")
    before = cost(page, "my_notices"), cost(staff, "releases")
    for _n in range(4):
        notice(cast, "received")
    assert (cost(page, "my_notices"), cost(staff, "releases")) == before


# --- the office and the county ---
def test_the_office_receives_meets_and_keeps_in_touch_page_by_page(cast, browse) -> None:
    row = notice(cast)
    page = browse(cast.officer)
    assert row.number in text(page.get(url("releases")))
    page.post(url("receive_release", row.number), {"officer": cast.officer.pk})
    page.post(url("link_release", row.number), {"met_on": "2026-07-10"})
    page.post(url("contact_release", row.number), {"on": "2026-07-10", "way": "phone", "note": "想学电焊"})
    shown = text(page.get(url("prison_release", row.number)))
    assert "帮教中" in shown and "想学电焊" in shown and "田归" not in shown
    page.post(url("release_act", row.number, "decline"))
    row.refresh_from_db()
    assert row.status == "ended" and row.number in text(page.get(url("releases") + "?show=ended"))
    page.post(url("release_act", row.number, "resume"))
    row.refresh_from_db()
    assert row.status == "in_help"
    assert page.get(url("release_act", row.number, "nothing")).status_code == 404


def test_whom_nobody_met_ten_days_after_release_is_late_for_officer_and_county(cast) -> None:
    row = notice(cast, "received")
    with clock.frozen(clock.now() + timedelta(days=10)):
        assert list(work.late(cast.county_manager, clock.now())) == []
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert [i.due_at for i in work.late(cast.county_manager, clock.now())] == [row.due_at]
        assert [i.due_at for i in work.work(cast.officer, clock.now())] == [row.due_at]
        for who in (cast.outsider, cast.other_county_manager):
            assert [*work.late(who, clock.now()), *work.work(who, clock.now())] == []


def test_who_must_be_met_is_a_task_of_the_day_of_release(cast) -> None:
    notice(cast, "received", must_meet=True, release_on=date(2026, 7, 31))
    (item,) = work.work(cast.officer, clock.now())
    assert item.due_at.date() == date(2026, 7, 31) and "监狱接人" in str(item.title) and item.waits
    with clock.frozen(clock.at(date(2026, 7, 31), 8)):
        assert not next(iter(work.work(cast.officer, clock.now()))).waits


def test_a_minors_notice_is_a_number_for_the_county_and_nothing_for_the_office(cast, browse) -> None:
    row = notice(cast, born_on=date(2009, 12, 21))
    page = browse(cast.county_manager)
    listed = text(page.get(url("releases")))
    assert row.number in listed and "16–17" not in listed
    assert page.get(url("prison_release", row.number)).status_code == 404
    assert browse(cast.officer).get(url("receive_release", row.number)).status_code == 404
    assert [i.text for i in work.counties_work(cast.county_manager, clock.now())] == [row.number]
    answer = page.post(url("receive_release", row.number), {"officer": cast.colleague.pk})
    assert answer.url == url("releases") and row.number not in text(page.get(url("releases")))
    assert browse(cast.colleague).get(url("prison_release", row.number)).status_code == 200
    assert browse(cast.officer).get(url("prison_release", row.number)).status_code == 404


def test_k19_stands_on_the_countys_page_with_what_it_rests_on(cast, browse) -> None:
    notice(cast, "linked")
    page = text(browse(cast.county_manager).get(url("releases")))
    assert "0.0% (0/1)" in page and "100.0% (1/1)" in page
    assert "0.0% (0/1)" not in text(browse(cast.other_county_manager).get(url("releases")))


# --- the sheet ---
HEADS = [
    "监狱编号",
    "姓名",
    "身份证号",
    "出监日期",
    "接收地编码",
    "需要的帮助",
    "必接必送",
    "证书技能",
    "证书编号",
    "发证单位",
    "发证日期",
]


def sheet(*rows: dict) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def line(**more) -> dict:
    person = {"监狱编号": "B-1", "姓名": "田归", "身份证号": said()["id_number"], "出监日期": "2026-08-31"}
    wants = {"接收地编码": HEKOU, "需要的帮助": "就业岗位、住房安置", "必接必送": "是"}
    paper = {"证书技能": "缝纫", "证书编号": "ZY-9", "发证单位": "学校", "发证日期": "2026-05-01"}
    return {**person, **wants, **paper, **more}


def taken_in(by, *rows: dict):
    kind = next(k for k in hooks.import_kinds if k.code == "matching.releases")
    batch = imports.upload(kind, sheet(*rows), by=by)
    queue.run_due()
    batch.refresh_from_db()
    return batch


def test_a_sheet_is_previewed_taken_in_with_receipts_and_taken_back(cast) -> None:
    who = clerk()
    twice = line()
    batch = taken_in(who, line(), line(接收地编码="110101001"), twice, {**twice, "监狱编号": "B-2"})
    assert list(batch.rows.order_by("pk").values_list("verdict", "code")) == [
        ("new", ""), ("error", "notice"), ("new", ""), ("error", "twice"),
    ]  # fmt: skip
    imports.apply(batch, by=who)
    queue.run_due()
    rows = list(HandoverNotice.objects.order_by("pk"))
    assert [(r.source, r.must_meet, r.needs, bool(r.receipt_hash)) for r in rows] == [
        ("import", True, ["job_placement", "housing"], True)
    ] * 2
    assert all(announcing.receipt_holds(r) for r in rows)
    services.receive(rows[0], by=cast.officer, officer=cast.officer)
    batch.refresh_from_db()
    imports.undo(batch, by=who)
    queue.run_due()
    assert [r.status for r in HandoverNotice.objects.order_by("pk")] == ["received", "withdrawn"]


def test_the_same_sheet_again_announces_nobody_twice_and_another_prison_may_not(cast) -> None:
    row = line()
    batch = taken_in(clerk(), row)
    imports.apply(batch, by=clerk())
    queue.run_due()
    assert [r.verdict for r in taken_in(clerk(), row).rows.all()] == ["same"]
    other = clerk("别狱经办", prison("南山监狱"))
    assert [r.code for r in taken_in(other, row).rows.all()] == ["announced_already"]
    assert HandoverNotice.objects.count() == 1


def test_only_a_prisons_clerk_uploads_the_sheet(cast, browse) -> None:
    page = reverse("desk:import_new", args=["matching.releases"])
    assert browse(clerk()).get(page).status_code == 200
    agency = clerk("法援经办", unit("partner_agency", "东溪区法律援助中心", "990103"))
    for who in (agency, cast.county_manager, cast.data_clerk, cast.ngo_admin):
        assert browse(who).get(page).status_code == 404


# --- lectures ---
def offered(cast, by=None, **more) -> LectureOffer:
    facts = {"topic": "怎样写简历", "about": "求职", "minutes": 60, "days": [date(2026, 7, 20), date(2026, 7, 22)]}
    return lectures.offer_lecture(by=by or cast.volunteer, **{**facts, **more})


def test_a_lecture_is_offered_picked_held_and_counted_on_one_page(cast, browse) -> None:
    form = {"act": "offer", "topic": "怎样写简历", "about": "求职", "minutes": "60", "day_1": "2026-07-20"}
    assert browse(cast.volunteer).post(url("lectures"), form).status_code == 302
    row = LectureOffer.objects.get()
    page = browse(clerk())
    page.post(url("lectures"), {"act": "confirm", "lecture": row.pk, "on": "2026-07-20"})
    row.refresh_from_db()
    assert (row.status, row.prison, row.on) == ("confirmed", prison(), date(2026, 7, 20))
    with clock.frozen(clock.at(date(2026, 7, 20), 17)):
        page.post(url("lectures"), {"act": "hold", "lecture": row.pk, "listeners": "42"})
    row.refresh_from_db()
    assert (row.status, row.listeners) == ("held", 42)
    assert "云栖监狱" in text(browse(cast.volunteer).get(url("lectures")))


@pytest.mark.parametrize(
    ("more", "code"),
    [({"topic": " "}, "topic"), ({"minutes": 600}, "minutes"), ({"days": []}, "days"),
     ({"days": [date(2026, 7, 9)]}, "days"), ({"days": [date(2027, 7, 9)]}, "days")],
)  # fmt: skip
def test_a_lecture_that_cannot_be_is_refused(cast, more, code) -> None:
    with pytest.raises(Refused) as why:
        offered(cast, **more)
    assert why.value.code == code


def test_of_two_prisons_one_gets_the_lecture_and_only_that_one_records_it(cast) -> None:
    row, other = offered(cast), clerk("别狱经办", prison("南山监狱"))
    stale = LectureOffer.objects.get()
    with pytest.raises(Refused):
        lectures.pick_lecture(row, by=clerk(), on=date(2026, 7, 21))
    lectures.pick_lecture(row, by=clerk(), on=date(2026, 7, 20))
    with pytest.raises(Refused):
        lectures.pick_lecture(stale, by=other, on=date(2026, 7, 22))
    row = LectureOffer.objects.get()
    assert row.prison == prison() and not lectures.lectures(other).exists()
    with pytest.raises(Refused) as why:
        lectures.hold_lecture(row, by=clerk(), listeners=3)
    assert why.value.code == "before"
    lectures.release_lecture(row, by=cast.volunteer)
    assert lectures.lectures(other).get().prison is None
    with pytest.raises(Refused):
        lectures.withdraw_lecture(row, by=cast.ngo_admin)
    assert lectures.withdraw_lecture(LectureOffer.objects.get(), by=cast.volunteer).status == "withdrawn"
