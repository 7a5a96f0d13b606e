"""One's own data: what is kept, a copy of it, and who looked at it (R-PI-05)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from desk.hooks import kept
from desk.own_data import copying, looking
from kit import clock
from tests import build
from tests.cast import person, seat, sign_in
from volunteers.models import Volunteer
from volunteers.vetting import services as vetting

pytestmark = pytest.mark.django_db
PAGE, COPY, FILE = "/desk/own-data/", "/desk/own-data/copy/", "/desk/own-data/copy.json"


@pytest.fixture
def me(cast: Any) -> Volunteer:
    """王芳, whose ID number an officer has looked at."""
    volunteer = build.volunteer(cast)
    vetting.read_details(volunteer, by=cast.officer, purpose="核对本人证件")
    return volunteer


def other(cast: Any) -> Volunteer:
    user = seat(person("韩梅", phone_verified=True), "VOL")
    return build.volunteer(cast, user, sex=1)


def test_the_copy_holds_all_of_oneself_and_nothing_of_another(cast: Any, me: Volunteer) -> None:
    stranger = other(cast)
    me.email = "wangfang@example.cn"
    me.save()
    browser = sign_in(cast.volunteer)
    answer = browser.get(FILE)
    text = answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    file = {
        row["志愿者编号"]: row
        for part in json.loads(text)["parts"]
        if part["kind"] == "志愿者档案"
        for row in part["rows"]
    }
    assert list(file) == [me.number]
    assert file[me.number]["身份证号"] == me.id_number
    assert stranger.number not in text and str(stranger.id_number) not in text
    assert file[me.number]["电子邮箱"] == "wangfang@example.cn", "whole, where the screens mask it"
    page = browser.get(COPY).content.decode()
    assert str(me.id_number) in page and str(stranger.id_number) not in page


def test_that_a_copy_was_taken_is_logged_without_its_values(cast: Any, me: Volunteer) -> None:
    sign_in(cast.volunteer).get(FILE)
    event = AuditEvent.objects.get(action="own_data.copy")
    assert (event.actor_id, event.thing_id, event.detail) == (
        cast.volunteer.pk,
        str(cast.volunteer.pk),
        {"form": "json"},
    )


def test_no_browser_keeps_the_copy(cast: Any, me: Volunteer) -> None:
    browser = sign_in(cast.volunteer)
    for path in (PAGE, COPY, FILE):
        assert "no-store" in browser.get(path)["Cache-Control"]


def test_who_looked_is_told_by_role_office_day_and_reason_but_not_by_name(cast: Any, me: Volunteer) -> None:
    look, *more = looking.faces(looking.looks_at(cast.volunteer))
    assert not more
    assert (look.role, look.office, look.purpose) == ("司法所工作人员", cast.office.name, "核对本人证件")
    assert look.what.startswith("志愿者") and "身份证号" in look.what and "手机号码" in look.what
    page = sign_in(cast.volunteer).get(PAGE).content.decode()
    assert "核对本人证件" in page and cast.office.name in page and cast.officer.display_name not in page


def test_what_others_are_read_for_and_what_one_does_oneself_is_not_among_it(cast: Any, me: Volunteer) -> None:
    stranger = other(cast)
    vetting.read_details(stranger, by=cast.officer, purpose="核对另一个人")
    AuditEvent.objects.create(
        at=clock.now(), machine_at=clock.machine_now(), action="volunteer.read", actor_id=cast.volunteer.pk,
        thing_type="volunteers.Volunteer", thing_id=str(me.pk),
    )  # fmt: skip
    assert [e.purpose for e in looking.looks_at(cast.volunteer)] == ["核对本人证件"]
    assert [e.purpose for e in looking.looks_at(stranger.user)] == ["核对另一个人"]


def test_the_office_is_that_of_the_day_of_reading(cast: Any, me: Volunteer) -> None:
    """Whoever moved on since read in the office where they sat then."""
    cast.officer.memberships.update(until_on=clock.today())
    later = cast.officer.memberships.create(
        user=cast.officer, role="OFF", unit=cast.office_at("990103001"), since_on=clock.today() + timedelta(days=1)
    )
    assert looking.faces(looking.looks_at(cast.volunteer))[0].office == cast.office.name != later.unit.name


def test_an_officer_reads_what_is_kept_about_the_account(cast: Any) -> None:
    page = sign_in(cast.officer).get(PAGE).content.decode()
    assert "没有人看过" in page and "办理离任时关闭" in page
    parts = {part.label: part.rows for part in copying.parts_of(cast.officer)}
    assert dict(parts["账号"][0])["电子邮箱"] == cast.officer.email
    assert dict(parts["身份和任职"][0])["单位"] == cast.office.name
    assert "志愿者档案" not in parts, "what there is none of is not listed"


def test_a_volunteer_finds_the_way_to_correct_to_withdraw_and_to_leave(cast: Any, me: Volunteer) -> None:
    page = sign_in(cast.volunteer).get(PAGE).content.decode()
    assert 'href="/volunteers/mine/"' in page and 'href="/volunteers/mine/leave/"' in page
    assert "退出以后 5 年内保存" in page


def test_however_often_somebody_was_looked_at_the_page_asks_as_much(cast: Any, me: Volunteer) -> None:
    browser = sign_in(cast.volunteer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE).status_code == 200
        return len(queries)

    asked()
    few = asked()
    assert few <= 25
    for n in range(30):
        vetting.read_details(me, by=cast.colleague if n % 2 else cast.officer, purpose=f"第 {n} 次")
    assert asked() == few
    first = browser.get(PAGE)
    assert len(first.context["looks"]) == 20 and "after=" in first.content.decode()


def test_every_kind_names_columns_that_are_there_in_words(cast: Any) -> None:
    """A column without a name of its own would stand in the copy under its English one."""
    for kind in kept:
        model = kind.rows(cast.volunteer).model
        for name in kind.fields:
            assert not str(model._meta.get_field(name).verbose_name).isascii(), f"{model._meta.label}.{name}"
