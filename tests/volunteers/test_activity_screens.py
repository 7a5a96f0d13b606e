"""The screens of activities, used as 王芳, 李明 and a passer-by would; 赵强 finds nothing."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from kit import clock
from tests import build
from tests.cast import sign_in
from tests.volunteers import activity as make
from volunteers.activities import services, teams
from volunteers.activities.models import Posting, Shift, Signup


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def text(response) -> str:
    return response.content.decode()


def at(shift, *more: str) -> str:
    return f"/volunteers/shifts/{shift.pk}/" + "".join(f"{part}/" for part in more)


# --- the volunteer -------------------------------------------------------------------------------------------------
def test_from_the_list_a_place_is_two_taps_away(cast) -> None:
    shift, me = make.shift(cast), make.helper(cast)
    browser = sign_in(me.user)
    assert f'href="/volunteers/activities/{shift.pk}/"' in text(browser.get("/volunteers/activities/"))
    answer = browser.post(f"/volunteers/activities/{shift.pk}/", {"act": "sign_up"}, follow=True)
    assert "您已报名" in text(answer)
    assert Signup.objects.get(volunteer=me).status == "confirmed"


def test_sending_the_sign_up_twice_is_once(cast) -> None:
    shift, me = make.shift(cast), make.helper(cast)
    browser, page = sign_in(me.user), f"/volunteers/activities/{shift.pk}/"
    for _n in range(2):
        assert browser.post(page, {"act": "sign_up", "idem": "k1"}).status_code == 302
    assert Signup.objects.count() == 1


def test_what_is_missing_is_named_before_and_after_the_tap(cast) -> None:
    shift, me = make.shift(cast, requires=["lawyer"]), make.helper(cast)
    browser, page = sign_in(me.user), f"/volunteers/activities/{shift.pk}/"
    shown = text(browser.get(page))
    assert "律师执业证" in shown
    assert 'name="act" value="sign_up"' not in shown
    refused = browser.post(page, {"act": "sign_up"})
    assert refused.status_code == 409
    assert "律师执业证" in text(refused)


def test_an_offer_stands_on_the_page_of_the_day_and_is_answered_in_two_taps(cast) -> None:
    shift = make.shift(cast, capacity=1)
    other, me = make.crowd(cast, 2)
    first = services.sign_up(shift, by=other.user)
    services.sign_up(shift, by=me.user)
    services.withdraw(first, by=other.user)
    browser = sign_in(me.user)
    today = text(browser.get("/volunteers/"))
    assert "有名额了，等您答复" in today
    assert f'href="/volunteers/activities/{shift.pk}/"' in today
    browser.post(f"/volunteers/activities/{shift.pk}/", {"act": "take"})
    assert Signup.objects.get(volunteer=me).status == "confirmed"
    assert "河口街道清洁日" in text(browser.get("/volunteers/")), "it stands among what is to come"


@pytest.mark.parametrize("act", ["take", "decline", "fill", "sign_up", "withdraw", "team", "nonsense", ""])
@pytest.mark.parametrize("state", ["confirmed", "waiting", "offered", "requested", "cancelled"])
def test_an_act_that_does_not_fit_is_refused_or_not_there(state, act, cast) -> None:
    shift, me = make.shift(cast, capacity=3), make.helper(cast)
    row = services.sign_up(shift, by=me.user)
    due = clock.now() + timedelta(hours=1) if state == "offered" else None
    Signup.objects.filter(pk=row.pk).update(status=state, due_at=due)
    answer = sign_in(me.user).post(f"/volunteers/activities/{shift.pk}/", {"act": act})
    assert answer.status_code in (200, 302, 404, 409)


def test_leaving_late_is_said_before_it_is_done(cast, as_of) -> None:
    shift, me = make.shift(cast), make.helper(cast)
    services.sign_up(shift, by=me.user)
    browser, page = sign_in(me.user), f"/volunteers/activities/{shift.pk}/"
    assert "仍然退出" not in text(browser.get(page))
    as_of(2026, 3, 12, 12)
    assert "会记为一次临时退出" in text(browser.get(page))
    assert "已退出，记为一次临时退出" in text(browser.post(page, {"act": "withdraw"}, follow=True))
    assert "临时退出 1 次" in text(browser.get("/volunteers/activities/"))


def test_a_draft_and_an_activity_for_others_are_not_there(cast) -> None:
    browser = sign_in(make.helper(cast).user)
    start = clock.now() + timedelta(days=2)
    draft = make.planning.plan_shift(
        make.posting(cast), by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=1), capacity=3
    )
    for hidden in (draft, make.shift(cast, audience="adult")):
        assert browser.get(f"/volunteers/activities/{hidden.pk}/").status_code == 404


def test_a_team_is_signed_up_from_the_page_of_the_shift(cast) -> None:
    leader, member = make.crowd(cast, 2)
    team = teams.found_team("晨光小队", by=leader.user)
    browser = sign_in(member.user)
    assert browser.post("/volunteers/teams/", {"act": "join", "join-code": "NOPE"}).status_code == 409
    browser.post("/volunteers/teams/", {"act": "join", "join-code": team.join_code})
    shift = make.shift(cast)
    assert "全队报名" not in text(browser.get(f"/volunteers/activities/{shift.pk}/"))
    answer = sign_in(leader.user).post(
        f"/volunteers/activities/{shift.pk}/", {"act": "team", "team": team.pk}, follow=True
    )
    assert "全队 2 人已报名" in text(answer)
    browser.post(f"/volunteers/teams/{team.pk}/leave/")
    assert team.members.count() == 1
    assert browser.post(f"/volunteers/teams/{team.pk}/leave/").status_code == 404


# --- the organiser -------------------------------------------------------------------------------------------------
FORM = {
    "title": "周末课业陪伴", "kind": "schooling", "town": "990103002", "place": "文化中心三楼", "content": "陪写作业。",
    "conditions": "高中以上。", "risk": "室内活动，注意上下楼梯。", "contact": "", "audience": "volunteers",
    "min_age": "18", "self_signup": "on",
}  # fmt: skip


def test_a_posting_goes_from_draft_to_sign_up(cast) -> None:
    browser = sign_in(cast.officer)
    made = browser.post("/volunteers/postings/new/", {**FORM, "organiser": cast.office.pk})
    posting = Posting.objects.get()
    page = f"/volunteers/postings/{posting.number}/"
    assert made["Location"] == page
    refused = browser.post(page, {"act": "publish"})
    assert refused.status_code == 409
    assert "先加一个以后的班次" in text(refused)
    times = {"day": "2026-03-14", "begins": "14:00", "ends": "16:00", "capacity": "4", "min_needed": "2",
             "break_minutes": "0", "repeat": ["5"], "every": "2", "until": "2026-04-30"}  # fmt: skip
    browser.post(f"{page}shifts/new/", times)
    assert [f"{s.starts_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}" for s in posting.shifts.order_by("starts_at")] == [
        "03-14 14:00", "03-28 14:00", "04-11 14:00", "04-25 14:00",
    ]  # fmt: skip
    browser.post(page, {"act": "publish"})
    assert "周末课业陪伴" in text(sign_in(make.helper(cast).user).get("/volunteers/activities/"))


def test_what_was_typed_stays_when_a_posting_is_refused(cast) -> None:
    browser = sign_in(cast.officer)
    refused = browser.post("/volunteers/postings/new/", {**FORM, "organiser": cast.office.pk, "content": "负责训诫。"})
    assert refused.status_code == 409
    assert "执法事项" in text(refused)
    assert "负责训诫。" in text(refused)
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [({"ends": "13:00"}, "结束时间要晚于开始时间"), ({"until": ""}, "重复的班次要写明到哪一天"),
     ({"until": "2028-01-01"}, "一年之内"), ({"day": "2026-03-01"}, "开始时间要在现在以后"),
     ({"capacity": "0"}, ""), ({"min_needed": "9"}, "不能多于名额"),
     ({"repeat": ["0"], "until": "2026-03-14"}, "没有一次班次")],
)  # fmt: skip
def test_a_shift_that_cannot_be_says_why(change, says, cast) -> None:
    posting = make.posting(cast)
    times = {"day": "2026-03-14", "begins": "14:00", "ends": "16:00", "capacity": "4", "min_needed": "2",
             "break_minutes": "0", "repeat": ["5"], "every": "1", "until": "2026-04-30"}  # fmt: skip
    page = f"/volunteers/postings/{posting.number}/shifts/new/"
    answer = sign_in(cast.officer).post(page, {**times, **change})
    assert answer.status_code in (200, 409)
    assert says in text(answer)
    assert not Shift.objects.exists()


def test_those_who_ask_are_decided_together(cast) -> None:
    shift = make.shift(cast, self_signup=False)
    rows = [services.sign_up(shift, by=who.user) for who in make.crowd(cast, 3)]
    browser = sign_in(cast.officer)
    assert "申请等您同意" in text(browser.get("/desk/"))
    assert browser.post(at(shift), {"act": "approve"}).status_code == 409
    said = browser.post(at(shift), {"act": "approve", "signup": [rows[0].pk, rows[1].pk]}, follow=True)
    assert "已办理 2 人" in text(said)
    assert "写明原因" in text(browser.post(at(shift), {"act": "refuse", "signup": rows[2].pk}))
    browser.post(at(shift), {"act": "refuse", "signup": rows[2].pk, "reason": "人已够"})
    assert [Signup.objects.get(pk=row.pk).status for row in rows] == ["confirmed", "confirmed", "refused"]


def test_numbers_are_shown_when_asked_for_and_that_is_noted(cast, as_of) -> None:
    shift = make.shift(cast, capacity=1)
    first, second = make.crowd(cast, 2)
    place = services.sign_up(shift, by=first.user)
    waiting = services.sign_up(shift, by=second.user)
    as_of(2026, 3, 13, 8)
    services.withdraw(place, by=first.user)
    browser, number = sign_in(cast.officer), second.user.phone.removeprefix("+86")
    assert "临开始空出名额" in text(browser.get("/desk/"))
    assert number not in text(browser.get(at(shift, "call")))
    assert number in text(browser.post(at(shift, "call"), {"act": "numbers"}))
    event = AuditEvent.objects.get(action="volunteer.read_phone")
    assert (event.actor_id, event.fields) == (cast.officer.pk, ["phone"])
    assert event.detail == {"volunteers": [second.pk]}
    browser.post(at(shift, "call"), {"act": "no_answer", "signup": waiting.pk})
    assert "联系过" in text(browser.get(at(shift, "call")))
    browser.post(at(shift, "call"), {"act": "yes", "signup": waiting.pk})
    assert Signup.objects.get(pk=waiting.pk).status == "confirmed"
    for odd in ({"act": "yes"}, {"act": "yes", "signup": "x"}, {"act": "yes", "signup": "9" * 30}):
        assert browser.post(at(shift, "call"), odd).status_code == 404


def test_fewer_places_need_names_and_the_page_asks_for_them(cast) -> None:
    shift = make.shift(cast, capacity=2)
    rows = [services.sign_up(shift, by=who.user) for who in make.crowd(cast, 2)]
    browser = sign_in(cast.officer)
    refused = browser.post(at(shift, "capacity"), {"capacity": "1"})
    assert refused.status_code == 409
    assert "先选出 1 人改为候补" in text(refused)
    browser.post(at(shift, "capacity"), {"capacity": "1", "to_list": [rows[1].pk]})
    assert Signup.objects.get(pk=rows[1].pk).status == "waiting"


def test_a_shift_is_moved_cancelled_closed_and_printed(cast) -> None:
    shift, me = make.shift(cast), make.helper(cast, "王小溪")
    services.sign_up(shift, by=me.user)
    browser = sign_in(cast.officer)
    assert "王小溪" in text(browser.get(at(shift, "print")))
    times = {"day": "2026-03-14", "begins": "14:00", "ends": "16:00", "min_needed": "1", "break_minutes": "0",
             "waiting_limit": "5"}  # fmt: skip
    browser.post(at(shift, "edit"), times)
    shift.refresh_from_db()
    assert (shift.starts_at, shift.waiting_limit) == (clock.at(shift.starts_at.date(), 14), 5)
    browser.post(at(shift), {"act": "close"})
    assert Shift.objects.get(pk=shift.pk).status == "closed"
    browser.post(at(shift), {"act": "reopen"})
    browser.post(at(shift, "cancel"), {"reason": "暴雨"})
    assert Shift.objects.get(pk=shift.pk).status == "cancelled"
    assert "暴雨" in text(sign_in(me.user).get("/desk/messages/"))


def test_nobody_of_another_county_or_organisation_finds_it(cast) -> None:
    shift = make.shift(cast)
    services.sign_up(shift, by=make.helper(cast).user)
    number = shift.posting.number
    pages = [at(shift), *(at(shift, part) for part in ("edit", "cancel", "capacity", "print", "call")),
             f"/volunteers/postings/{number}/", f"/volunteers/postings/{number}/edit/",
             f"/volunteers/postings/{number}/shifts/new/"]  # fmt: skip
    for stranger in (cast.outsider, cast.other_county_manager, cast.ngo_admin, cast.social_worker, cast.volunteer,
                     cast.employer):  # fmt: skip
        browser = sign_in(stranger)
        for page in pages:
            assert browser.get(page).status_code == 404, (stranger, page)
            assert browser.post(page, {"act": "publish"}).status_code in (404, 405), (stranger, page)
        if stranger not in (cast.volunteer, cast.employer):
            assert number not in text(browser.get("/volunteers/postings/"))


def test_the_auditor_reads_and_changes_nothing(cast) -> None:
    shift = make.shift(cast)
    browser = sign_in(cast.auditor)
    assert browser.get(at(shift)).status_code == 200
    assert browser.get(at(shift, "print")).status_code == 200
    for page in (at(shift, "edit"), at(shift, "cancel"), at(shift, "capacity"), at(shift, "call")):
        assert browser.get(page).status_code == 404
    assert browser.post(at(shift), {"act": "approve"}).status_code == 404
    assert browser.post(f"/volunteers/postings/{shift.posting.number}/", {"act": "close"}).status_code == 404


# --- anybody -------------------------------------------------------------------------------------------------------
def test_a_passer_by_reads_what_is_public_and_is_led_to_join(cast, client) -> None:
    shift = make.shift(cast)
    page = text(client.get("/volunteers/opportunities/"))
    assert "河口街道清洁日" in page
    assert "成为志愿者" in page
    one = text(client.get(f"/volunteers/opportunities/{shift.pk}/"))
    assert "路面湿滑" in one
    assert f"?next=/volunteers/activities/{shift.pk}/" in one
    me = make.helper(cast)
    assert "去报名" in text(sign_in(me.user).get(f"/volunteers/opportunities/{shift.pk}/"))


def test_what_is_confidential_closed_or_for_others_is_not_public(cast, client) -> None:
    for columns in ({"is_confidential": True}, {"audience": "adult"}, {"audience": "minor"}):
        hidden = make.shift(cast, title="不公开", **columns)
        assert "不公开" not in text(client.get("/volunteers/opportunities/"))
        assert client.get(f"/volunteers/opportunities/{hidden.pk}/").status_code == 404


def test_the_public_list_is_narrowed_by_county_kind_day_and_free_places(cast, client) -> None:
    make.shift(cast, title="近的", days=2, kind="mentoring")
    make.shift(cast, title="远的", days=9, kind="hardship")
    full = make.shift(cast, title="满的", capacity=1, days=4)
    services.sign_up(full, by=make.helper(cast).user)
    make.shift(cast, title="外县", town="990102002", by=cast.city_manager, organiser=cast.bureau)

    def shown(query: str) -> set[str]:
        page = text(client.get(f"/volunteers/opportunities/{query}"))
        return {title for title in ("近的", "远的", "满的", "外县") if title in page}

    assert shown("") == {"近的", "远的", "满的", "外县"}
    assert shown("?county=990103") == {"近的", "远的", "满的"}
    assert shown("?kind=hardship") == {"远的"}
    assert shown("?on=2026-03-15") == {"远的"}
    assert shown("?free=on&county=990103") == {"近的", "远的"}
    assert shown("?kind=nothing&county=1&on=x&after=x&before=~") == {"近的", "远的", "满的", "外县"}


def test_the_public_list_goes_on_page_by_page(cast, client) -> None:
    of = make.posting(cast)
    for n in range(45):
        make.shift(cast, of, days=2 + n // 3, hour=8 + 4 * (n % 3))
    seen, page = [], "/volunteers/opportunities/"
    while page:
        found = client.get(page).context["page"]
        seen += [s.pk for s in found.items]
        page = f"/volunteers/opportunities/?after={found.older.replace('+', '%2B')}" if found.has_older else ""
    assert len(seen) == len(set(seen)) == 45
    assert seen == list(Shift.objects.order_by("starts_at", "pk").values_list("pk", flat=True))
    back = client.get("/volunteers/opportunities/", {"before": _key(seen[20])}).context["page"]
    assert [s.pk for s in back.items] == seen[:20]


def _key(pk: int) -> str:
    return f"{Shift.objects.get(pk=pk).starts_at.isoformat()}~{pk}"


def test_long_words_and_none_at_all_have_a_page(cast, client) -> None:
    assert "现在没有公开招募的活动" in text(client.get("/volunteers/opportunities/"))
    me = make.helper(cast)
    assert "现在没有合适的活动" in text(sign_in(me.user).get("/volunteers/activities/"))
    assert "还没有招募岗位" in text(sign_in(cast.officer).get("/volunteers/postings/"))
    shift = make.shift(cast, title="长" * 60, place="远" * 120, content="很多字。" * 400)
    assert client.get(f"/volunteers/opportunities/{shift.pk}/").status_code == 200
    assert build.volunteer(cast).number
