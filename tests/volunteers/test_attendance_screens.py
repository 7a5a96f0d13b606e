"""The screens of the door as people use them: one scan and one tap, the list, the kiosk, cards; who finds nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from kit import clock, presence
from tests import build
from tests.cast import Cast, sign_in
from tests.volunteers import door
from tests.volunteers.phone import Phone
from volunteers.attendance import codes, services
from volunteers.models import MeetingPoint, PresenceDevice, PresenceEvent, PresencePlace, Shift, Signup

pytestmark = pytest.mark.django_db


class Day:
    """A shift from 9 to 12 at 李明's office with 王芳 and 韩梅; it is nine o'clock."""

    def __init__(self, cast: Cast, as_of: Callable[..., datetime]) -> None:
        self.cast, self.as_of = cast, as_of
        self.at(9)
        self.shift = door.shift(cast, clock.now())
        self.volunteer = build.volunteer(cast)
        self.wang = door.signed_up(self.shift, self.volunteer)
        self.han = door.signed_up(self.shift, door.someone(cast, "韩梅"))
        self.wang_fang, self.li_ming = sign_in(cast.volunteer), sign_in(cast.officer)
        self.check_in = reverse("volunteers:check_in", args=[self.shift.pk])
        self.presence = reverse("volunteers:presence", args=[self.shift.pk])
        self.kiosk = reverse("volunteers:kiosk", args=[self.shift.pk])

    def at(self, hour: int, minute: int = 0) -> None:
        self.as_of(2026, 3, 14, hour, minute)

    def hanging(self, ago: int = 0) -> str:
        """The address in the code that hung at the door so many seconds ago."""
        step = presence.step_of(clock.machine_now() - timedelta(seconds=ago))
        return reverse("volunteers:scan", args=[self.shift.pk, presence.code(codes.of_shift(self.shift), step)])

    def tap(self, act: str, **data: Any) -> Any:
        return self.li_ming.post(self.presence, {"act": act, **data})


@pytest.fixture
def day(cast: Cast, as_of: Callable[..., datetime]) -> Day:
    return Day(cast, as_of)


def text(response: Any) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


# --- one scan, one tap -------------------------------------------------------------------------------------
def test_one_scan_and_one_tap_check_in(day: Day) -> None:
    page = day.wang_fang.get(day.hanging(), follow=True)
    assert page.redirect_chain == [(day.check_in, 302)]
    assert "btn-checkin" in page.content.decode()
    assert "屏幕上的 6 位数字" not in text(page)
    done = day.wang_fang.post(day.check_in, {"way": "in"}, follow=True)
    assert "已签到，9:00" in text(done)
    assert PresenceEvent.objects.get().method == "rotating"


def test_the_tap_counts_once_and_the_scan_is_used_up(day: Day) -> None:
    day.wang_fang.get(day.hanging())
    for _n in range(2):
        day.wang_fang.post(day.check_in, {"way": "in", "idem": "k"})
    assert PresenceEvent.objects.count() == 1
    assert "屏幕上的 6 位数字" in text(day.wang_fang.get(day.check_in))


def test_without_a_scan_or_its_figures_nothing_is_checked_in(day: Day) -> None:
    page = day.wang_fang.post(day.check_in, {"way": "in"})
    assert PresenceEvent.objects.count() == 0
    assert "屏幕上的 6 位数字" in text(page)


def test_a_scan_of_a_screenshot_says_to_scan_again(day: Day) -> None:
    page = day.wang_fang.get(day.hanging(ago=90), follow=True)
    assert "已经过期" in text(page)
    assert "屏幕上的 6 位数字" in text(page)


def test_a_scan_is_kept_for_ten_minutes_and_no_longer(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.wang_fang.get(day.hanging())
    real = clock.machine_now()
    monkeypatch.setattr(clock, "machine_now", lambda: real + timedelta(seconds=601))
    day.wang_fang.post(day.check_in, {"way": "in"})
    assert PresenceEvent.objects.count() == 0


def test_who_is_not_logged_in_comes_back_to_the_scan_after_the_phone_code(day: Day, capsys: Any) -> None:
    from accounts import post

    sent: list[str] = []
    stranger = Browser()
    page = stranger.get(day.hanging(), follow=True)
    assert page.redirect_chain[-1][0] == f"/account/login/?next={day.check_in}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(post, "sms", lambda _phone, words: sent.append(words))
        phone = day.cast.volunteer.phone
        stranger.post("/account/login/code/", {"contact": phone, "next": day.check_in}, follow=True)
    code = re.search(r"\d{6}", sent[0])[0]  # type: ignore[index]
    page = stranger.post("/account/login/code/confirm/", {"code": code, "next": day.check_in}, follow=True)
    assert page.redirect_chain[-1][0] == day.check_in
    assert "btn-checkin" in page.content.decode()
    stranger.post(day.check_in, {"way": "in"})
    assert PresenceEvent.objects.get().by == day.cast.volunteer


def test_the_six_figures_do_as_well(day: Day) -> None:
    figures = codes.face_of_shift(day.shift).digits
    page = day.wang_fang.post(day.check_in, {"way": "in", "code": f"{figures[:3]} {figures[3:]}"}, follow=True)
    assert "已签到，9:00" in text(page)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "1234567"])
def test_what_is_no_code_is_told_beside_the_field(day: Day, typed: str) -> None:
    page = day.wang_fang.post(day.check_in, {"way": "in", "code": typed})
    assert page.status_code == 409
    assert PresenceEvent.objects.count() == 0


def test_figures_in_an_address_open_nothing(day: Day) -> None:
    """They would be tried there without anybody counting."""
    figures = codes.face_of_shift(day.shift).digits
    page = day.wang_fang.get(reverse("volunteers:scan", args=[day.shift.pk, figures]), follow=True)
    assert "已经过期" in text(page)


def test_who_is_not_on_the_list_is_told_so_at_the_door_and_nothing_from_afar(day: Day) -> None:
    other = door.someone(day.cast, "方圆")
    browser = sign_in(other.user)
    assert browser.get(day.check_in).status_code == 404
    page = browser.get(day.hanging(), follow=True)
    assert (page.status_code, "您没有报名这个班次" in text(page)) == (409, True)


def test_going_is_the_same_page_with_the_other_word(day: Day) -> None:
    services.record(day.wang, "in", by=day.cast.officer)
    day.at(12)
    page = day.wang_fang.get(day.hanging(), follow=True)
    assert 'name="way" value="out"' in page.content.decode()
    assert "已签离，12:00" in text(day.wang_fang.post(day.check_in, {"way": "out"}, follow=True))


def test_the_place_is_kept_only_when_it_was_sent(day: Day) -> None:
    day.wang_fang.get(day.hanging())
    day.wang_fang.post(day.check_in, {"way": "in", "lat": "30.12345", "lon": "120.5", "accuracy": "14.6"})
    place = PresencePlace.objects.get()
    assert (place.lat, place.lon, place.accuracy_m) == (30.12345, 120.5, 14)


def test_the_volunteers_day_begins_with_the_open_door(day: Day) -> None:
    page = day.wang_fang.get("/volunteers/")
    assert "扫码签到" in text(page)
    assert day.wang_fang.get("/volunteers/checkin/").url == day.check_in
    services.record(day.wang, "in", by=day.cast.officer)
    assert "签离" in text(day.wang_fang.get("/volunteers/"))


def test_with_no_open_door_the_page_says_when_the_next_one_opens(day: Day) -> None:
    day.at(7)
    assert "3月14日 9:00" in text(day.wang_fang.get("/volunteers/checkin/"))
    assert "扫码签到" not in text(day.wang_fang.get("/volunteers/"))


def test_with_two_open_doors_one_chooses(day: Day) -> None:
    other = door.shift(day.cast, clock.now(), title="敬老院陪伴")
    door.signed_up(other, day.volunteer)
    page = text(day.wang_fang.get("/volunteers/checkin/"))
    assert "河岸清洁" in page
    assert "敬老院陪伴" in page


def test_ones_own_code_is_on_the_page_and_renews_itself_without_script(day: Day) -> None:
    page = day.wang_fang.get("/volunteers/checkin/mine/").content.decode()
    digits = codes.face_of_person(day.volunteer).digits
    assert f"{digits[:4]} {digits[4:]}" in page
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', page)
    assert day.volunteer.id_number not in page


# --- the organiser's list ----------------------------------------------------------------------------------
def test_a_tap_checks_in_and_says_so(day: Day) -> None:
    response = day.tap("in", signup=day.wang.pk)
    assert response.status_code == 302
    page = text(day.li_ming.get(day.presence))
    assert "王芳 已签到，9:00" in page
    assert "在场 1" in page


def test_a_tap_that_is_refused_leaves_its_sentence_on_the_page(day: Day) -> None:
    day.tap("in", signup=day.wang.pk)
    page = day.tap("in", signup=day.wang.pk)
    assert (page.status_code, "已经签到，不用再签" in text(page)) == (409, True)


def test_the_list_is_narrowed_to_who_is_missing_here_or_gone(day: Day) -> None:
    day.tap("in", signup=day.wang.pk)
    day.li_ming.get(day.presence)
    for show, names in (("missing", {"韩梅"}), ("here", {"王芳"}), ("gone", set()), ("", {"王芳", "韩梅"})):
        page = text(day.li_ming.get(day.presence, {"show": show}))
        assert {name for name in ("王芳", "韩梅") if name in page} == names


def test_a_signup_of_another_shift_is_not_tapped_here(day: Day) -> None:
    other = door.shift(day.cast, clock.now(), title="敬老院陪伴")
    signup = door.signed_up(other, door.someone(day.cast, "方圆"))
    assert day.tap("in", signup=signup.pk).status_code == 404
    assert day.tap("in", signup="x").status_code == 404
    assert day.tap("dance", signup=day.wang.pk).status_code == 404
    assert PresenceEvent.objects.count() == 0


def test_a_card_that_waits_is_on_top_and_counts_with_a_tap(day: Day) -> None:
    shown = services.read_code(day.shift, codes.card_text(day.volunteer), direction="in", by=day.cast.officer)
    assert "出示了纸质卡" in text(day.li_ming.get(day.presence))
    day.tap("card", card=shown.pk)
    assert PresenceEvent.objects.get().method == "card"
    assert "出示了纸质卡" not in text(day.li_ming.get(day.presence))


def test_the_end_is_told_and_one_tap(day: Day) -> None:
    day.tap("in", signup=day.wang.pk)
    door.begin(day.shift)
    assert "结束签到" not in text(day.li_ming.get(day.presence))
    day.at(12)
    assert "14:00 自动办理" in text(day.li_ming.get(day.presence))
    day.tap("close")
    assert Shift.objects.get(pk=day.shift.pk).status == "done"
    page = text(day.li_ming.get(day.presence))
    assert "签到已经结束，时长已交核实" in page or "签到已结束，时长已交核实" in page
    assert "记为未到" in page


def test_a_walk_in_with_a_free_place_is_signed_up_and_in(day: Day) -> None:
    other = door.someone(day.cast, "方圆")
    page = day.tap("walk-in", **{"walk-text": codes.face_of_person(other).code, "walk-agrees": "on"})
    assert page.status_code == 302
    assert PresenceEvent.objects.get().signup.volunteer == other


def test_without_the_persons_yes_nobody_is_signed_up(day: Day) -> None:
    other = door.someone(day.cast, "方圆")
    page = day.tap("walk-in", **{"walk-text": other.number})
    assert (page.status_code, PresenceEvent.objects.count()) == (409, 0)


def test_the_meeting_point_is_set_and_taken_away(day: Day) -> None:
    day.tap("point", **{"point-lat": "30.1", "point-lon": "120.2"})
    assert MeetingPoint.objects.get().lat == 30.1
    assert day.tap("point", **{"point-lat": "30.1", "point-lon": ""}).status_code == 409
    day.tap("point", **{"point-lat": "", "point-lon": ""})
    assert MeetingPoint.objects.count() == 0


def test_far_away_is_a_mark_in_the_list(day: Day) -> None:
    MeetingPoint.objects.create(shift=day.shift, lat=30.0, lon=120.0)
    services.check_in(day.wang, by=day.cast.volunteer, step=1, where=services.Where(30.1, 120.0, 10))
    assert "离集合点 11.1 公里" in text(day.li_ming.get(day.presence))


@pytest.mark.parametrize("n", [3, 40])
def test_the_list_asks_as_often_for_forty_as_for_three(day: Day, n: int, django_assert_max_num_queries: Any) -> None:
    for k in range(n):
        services.record(door.signed_up(day.shift, door.someone(day.cast, f"志愿者{k}")), "in", by=day.cast.officer)
    with django_assert_max_num_queries(17):
        assert day.li_ming.get(day.presence).status_code == 200


def test_the_first_page_of_the_door_shows_what_goes_on_now(day: Day) -> None:
    door.shift(day.cast, clock.now() + timedelta(days=2), title="敬老院陪伴")
    door.shift(day.cast, clock.now() + timedelta(days=20), title="很久以后")
    page = text(day.li_ming.get("/volunteers/presence/"))
    assert page.index("正在签到") < page.index("河岸清洁") < page.index("七天以内") < page.index("敬老院陪伴")
    assert "很久以后" not in page


# --- one person --------------------------------------------------------------------------------------------
def of(day: Day, signup: Signup) -> str:
    return reverse("volunteers:presence_of", args=[day.shift.pk, signup.pk])


def test_a_slip_is_mended_on_the_persons_page_with_a_reason(day: Day) -> None:
    day.at(9, 30)
    wrong = services.record(day.wang, "in", by=day.cast.officer)
    name = f"mend-{wrong.pk}"
    data = {f"{name}-direction": "in", f"{name}-at": "2026-03-14T09:05", f"{name}-reason": ""}
    page = day.li_ming.post(of(day, day.wang), {"act": name, **data})
    assert page.status_code == 409
    day.li_ming.post(of(day, day.wang), {"act": name, **data, f"{name}-reason": "搬物资晚点"})
    page = text(day.li_ming.get(of(day, day.wang)))
    assert "已更正" in page
    assert "搬物资晚点" in page


def test_an_earlier_time_is_added_with_a_reason(day: Day) -> None:
    day.at(10)
    data = {"record-direction": "in", "record-at": "2026-03-14T09:10", "record-reason": "忘带手机"}
    day.li_ming.post(of(day, day.wang), {"act": "record", **data})
    assert PresenceEvent.objects.get().at == clock.at(clock.today(), 9, 10)


def test_after_the_end_who_was_missing_is_filled_in(day: Day) -> None:
    door.begin(day.shift)
    day.at(14)
    services.close_shift(day.shift)
    data = {"fill-came_at": "2026-03-14T09:00", "fill-left_at": "2026-03-14T11:00", "fill-reason": "组长可以证明"}
    day.li_ming.post(of(day, day.wang), {"act": "fill", **data})
    assert Signup.objects.get(pk=day.wang.pk).status == "attended"
    assert day.li_ming.post(of(day, day.wang), {"act": "fill", **data}).status_code == 404


# --- the screens at the door -------------------------------------------------------------------------------
def test_the_code_at_the_door_leads_to_the_shift_and_renews_itself(day: Day) -> None:
    page = day.li_ming.get(reverse("volunteers:presence_code", args=[day.shift.pk])).content.decode()
    digits = codes.face_of_shift(day.shift).digits
    assert f"{digits[:3]} {digits[3:]}" in page
    assert '<noscript><meta http-equiv="refresh"' in page


@pytest.mark.parametrize(("hour", "said"), [(7, "签到 2026年3月14日 8:00 开始"), (15, "签到已经结束")])
def test_out_of_hours_no_code_hangs_at_the_door(day: Day, hour: int, said: str) -> None:
    day.at(hour)
    page = day.li_ming.get(reverse("volunteers:presence_code", args=[day.shift.pk]))
    assert said in text(page)
    assert "<path" not in page.content.decode().partition("qr")[2]


def test_a_device_at_the_door_opens_nothing_but_the_kiosk(day: Day) -> None:
    assert "别的页面都打不开" in text(day.li_ming.get(day.kiosk))
    day.li_ming.post(day.kiosk)
    for page in ("/desk/", "/help/clients/", day.presence, "/account/me/", "/account/two-steps/app/", "/cms/"):
        response = day.li_ming.get(page)
        assert (response.status_code, response.headers.get("Location")) == (302, day.kiosk), page
        assert day.li_ming.post(page, {}).status_code == 302, page
    assert day.li_ming.get("/account/logout/").status_code == 200
    day.li_ming.post("/account/logout/")
    assert day.li_ming.get(day.kiosk).status_code == 302


def test_a_device_at_the_door_may_stand_unused_for_long_but_others_may_not(day: Day, settings: Any) -> None:
    from accounts import idle

    pinned, other = day.li_ming, sign_in(day.cast.colleague)
    pinned.post(day.kiosk)
    for browser in (pinned, other):
        browser.get(day.kiosk)
        session = browser.session
        session[idle.SEEN] = clock.machine_now().timestamp() - 3 * 3600
        session.save()
    assert pinned.get(day.kiosk).status_code == 200
    assert other.get(day.kiosk).url.startswith("/account/login/")


def test_the_code_that_renews_itself_keeps_no_log_in_alive(day: Day, settings: Any) -> None:
    from accounts import idle

    settings.IDLE_STEP_SECONDS = 15
    page = reverse("volunteers:presence_code", args=[day.shift.pk])
    day.li_ming.get(day.presence)
    session = day.li_ming.session
    session[idle.SEEN] = before = clock.machine_now().timestamp() - 20 * 60
    session.save()
    day.li_ming.get(page)
    assert day.li_ming.session[idle.SEEN] == before
    day.li_ming.get(day.presence)
    assert day.li_ming.session[idle.SEEN] > before


def test_the_code_may_be_left_at_the_door_as_well(day: Day) -> None:
    page = reverse("volunteers:presence_code", args=[day.shift.pk])
    day.li_ming.post(page)
    assert day.li_ming.get("/desk/").url == page
    assert day.li_ming.get(day.kiosk).url == page
    shown = text(day.li_ming.get(page))
    assert "结束并退出登录" in shown
    assert "名单" not in shown
    day.at(14, 1)
    assert "已退出登录" in text(day.li_ming.get(page))


def test_the_kiosk_takes_codes_and_says_who_came(day: Day) -> None:
    day.li_ming.post(day.kiosk)
    page = day.li_ming.post(day.kiosk, {"code": door.own_digits(day.volunteer), "way": "in"}, follow=True)
    assert "王芳，已签到 9:00" in text(page)
    page = day.li_ming.post(day.kiosk, {"code": "00000000", "way": "in"})
    assert (page.status_code, "没有认出这个码" in text(page)) == (409, True)
    assert "00000000" not in page.content.decode()


def test_people_come_in_the_first_half_and_go_in_the_second(day: Day) -> None:
    day.li_ming.post(day.kiosk)
    assert 'name="way" value="in"' in day.li_ming.get(day.kiosk).content.decode()
    day.at(11)
    assert 'name="way" value="out"' in day.li_ming.get(day.kiosk).content.decode()


def test_the_kiosk_ends_with_the_shift_and_its_log_in_too(day: Day) -> None:
    day.li_ming.post(day.kiosk)
    day.at(14, 1)
    assert "已退出登录" in text(day.li_ming.get(day.kiosk))
    assert day.li_ming.get("/desk/").url.startswith("/account/login/")


def test_out_of_hours_no_kiosk_is_opened(day: Day) -> None:
    day.at(7)
    page = day.li_ming.post(day.kiosk)
    assert (page.status_code, "登记台在签到时间里才能打开" in text(page)) == (200, True)
    assert day.li_ming.get("/desk/").status_code == 200


# --- cards on paper ----------------------------------------------------------------------------------------
def test_cards_are_printed_with_name_number_and_code(day: Day) -> None:
    page = day.li_ming.get(reverse("volunteers:presence_cards", args=[day.shift.pk]))
    for row in (day.wang, day.han):
        assert codes.card_code(row.volunteer) in text(page)
        assert row.volunteer.number in text(page)


def test_a_card_under_the_organisers_camera_is_one_tap(day: Day) -> None:
    address = reverse("volunteers:card", args=[codes.card_text(day.volunteer)])
    assert "王芳" in text(day.li_ming.get(address))
    day.li_ming.post(address, {"signup": day.wang.pk, "act": "in"})
    assert PresenceEvent.objects.get().method == "card"


@pytest.mark.parametrize("who", ["volunteer", "outsider", "social_worker", "auditor"])
def test_a_card_says_nothing_to_anybody_else(day: Day, who: str) -> None:
    address = reverse("volunteers:card", args=[codes.card_text(day.volunteer)])
    assert sign_in(getattr(day.cast, who)).get(address).status_code == 404


def test_a_forged_card_or_one_out_of_hours_is_not_there(day: Day) -> None:
    forged = reverse("volunteers:card", args=[f"{day.volunteer.number}.K0000000"])
    assert day.li_ming.get(forged).status_code == 404
    day.at(7)
    assert day.li_ming.get(reverse("volunteers:card", args=[codes.card_text(day.volunteer)])).status_code == 404


# --- the page without a network ------------------------------------------------------------------------------
def in_json(browser: Browser, address: str, body: Any) -> Any:
    return browser.post(address, json.dumps(body), content_type="application/json")


def test_a_phone_gets_names_and_signup_numbers_and_nothing_else(day: Day) -> None:
    phone = Phone(day.shift, day.cast.officer)
    answer = in_json(
        day.li_ming, reverse("volunteers:app_enrol", args=[day.shift.pk]), {"public_key": phone.public_key}
    )
    told = answer.json()
    assert set(told) == {"device", "title", "when", "people"}
    assert sorted(told["people"], key=lambda p: p["signup"]) == [
        {"signup": day.wang.pk, "name": "王芳"}, {"signup": day.han.pk, "name": "韩梅"}
    ]  # fmt: skip


def sent(phone: Phone) -> dict[str, Any]:
    entries = [{**vars(entry), "signature": signature} for entry, signature in phone.noted]
    return {"sent_at": phone.now().isoformat(), "entries": entries}


def test_what_the_phone_sends_is_answered_entry_by_entry(day: Day) -> None:
    phone = Phone(day.shift, day.cast.officer)
    entry = phone.note(day.wang)
    address = reverse("volunteers:app_entries", args=[phone.device.handle])
    for state in ("taken", "known"):
        told = in_json(day.li_ming, address, sent(phone)).json()
        assert told["answers"] == [{"nonce": entry.nonce, "state": state, "why": ""}]
    assert PresenceEvent.objects.count() == 1


@pytest.mark.parametrize("body", [
    None, [], "x", 7, {"entries": "x"}, {"entries": [{}] * 501},
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(day: Day, body: Any) -> None:
    phone = Phone(day.shift, day.cast.officer)
    answer = in_json(day.li_ming, reverse("volunteers:app_entries", args=[phone.device.handle]), body)
    assert (answer.status_code, "读不出来" in answer.json()["refused"]) == (409, True)


@pytest.mark.parametrize("entry", [
    None, 7, [], {}, {"sequence": "1"}, {"shift": 10**30}, {"nonce": {"a": 1}}, {"signature": "zz" * 500},
])  # fmt: skip
def test_an_entry_of_any_shape_is_answered(day: Day, entry: Any) -> None:
    phone = Phone(day.shift, day.cast.officer)
    body = {"entries": [entry], "sent_at": "?"}
    answer = in_json(day.li_ming, reverse("volunteers:app_entries", args=[phone.device.handle]), body)
    assert answer.json()["answers"][0]["state"] == "refused"


def test_a_phone_signed_off_sends_no_more(day: Day) -> None:
    phone = Phone(day.shift, day.cast.officer)
    phone.note(day.wang)
    in_json(day.li_ming, reverse("volunteers:app_leave", args=[phone.device.handle]), {})
    answer = in_json(day.li_ming, reverse("volunteers:app_entries", args=[phone.device.handle]), sent(phone))
    assert (answer.status_code, PresenceEvent.objects.count()) == (409, 0)
    assert PresenceDevice.objects.get().ended_at == clock.now()


def test_the_shell_that_devices_keep_names_nobody(day: Day) -> None:
    day.tap("in", signup=day.wang.pk)  # leaves a sentence to be said on the next page
    page = text(day.li_ming.get("/volunteers/checkin/app/"))
    assert not [name for name in ("李明", "王芳", "河岸清洁") if name in page]


def test_the_worker_lists_files_that_are_there(day: Day) -> None:
    script = Browser().get("/volunteers/checkin/app/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "checkin-app.js" in script.content.decode()
    assert "{%" not in script.content.decode()


# --- 赵强 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["outsider", "other_county_manager", "social_worker", "ngo_admin", "employer"])
def test_the_door_of_another_house_is_not_there(day: Day, who: str) -> None:
    phone = Phone(day.shift, day.cast.officer)
    browser = sign_in(getattr(day.cast, who))
    pk = day.shift.pk
    pages = [
        day.presence, day.kiosk, day.check_in, day.hanging(ago=90), of(day, day.wang),
        *(reverse(f"volunteers:{name}", args=[pk]) for name in ("presence_code", "presence_cards")),
    ]  # fmt: skip
    assert {browser.get(page).status_code for page in pages} == {404}
    posts = [day.presence, day.kiosk, of(day, day.wang), reverse("volunteers:app_enrol", args=[pk])]
    posts += [reverse(f"volunteers:{name}", args=[phone.device.handle]) for name in ("app_entries", "app_leave")]
    assert {browser.post(page, {}).status_code for page in posts} == {404}
