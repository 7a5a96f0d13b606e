"""The desk of whoever logs in: mine, late first, with the next working days as a ladder."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desk import hooks, worklist
from desk.hooks import OwnHome, WorkItem
from kit import clock
from kit.hooks import Registry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = clock.at(date(2026, 2, 14), 10)


def item(title: str, due: datetime | None = None, **more) -> WorkItem:
    return WorkItem(title=title, text="", url=f"/{title}/", verb="办", due_at=due, **more)


def day(month: int, day: int, hour: int = 17) -> datetime:
    return clock.at(date(2026, month, day), hour)


@pytest.fixture
def hang(monkeypatch):
    """Only what a test hangs in is on the desk."""
    monkeypatch.setattr(hooks, "worklist", Registry("worklist"))
    monkeypatch.setattr(hooks, "late_lists", Registry("late_lists"))

    def hung(*items: WorkItem, into: str = "worklist") -> None:
        getattr(hooks, into).add(lambda user, now: items)

    return hung


# --- order -------------------------------------------------------------------------------------------------
def test_late_comes_first_and_the_longest_late_before_all():
    board = worklist.sort(
        [
            item("后天", day(2, 25)),
            item("今天", day(2, 14)),
            item("超时", day(2, 13)),
            item("最久", day(2, 11)),
            item("没有时限"),
            item("暂停", day(2, 10), paused=True),
            item("等人", day(2, 10), waits=True),
        ],
        NOW,
    )
    assert [i.title for i in board.late] == ["最久", "超时"]
    assert [i.title for i in board.today] == ["今天"]
    assert [i.title for i in board.later] == ["后天", "没有时限"]
    assert [i.title for i in board.paused] == ["暂停"]
    assert [i.title for i in board.waits] == ["等人"]
    assert (board.first.title, board.count) == ("最久", 6)


def test_an_hour_that_has_passed_today_is_late():
    board = worklist.sort([item("上午", day(2, 14, 9)), item("下午", day(2, 14, 15))], NOW)
    assert ([i.title for i in board.late], [i.title for i in board.today]) == (["上午"], ["下午"])


def test_today_is_a_day_of_the_city_whatever_zone_an_instant_came_in():
    board = worklist.sort([item("夜里", datetime(2026, 2, 14, 15, 59, tzinfo=UTC))], NOW)
    assert [i.title for i in board.today] == ["夜里"]


@pytest.mark.parametrize(
    ("dues", "sentence"),
    [
        ([day(2, 13), day(2, 12), day(2, 14), day(2, 14), day(2, 14)], "先办超时的 2 件，今天还有 3 件"),
        ([day(2, 13)], "先办超时的 1 件"),
        ([day(2, 14)], "今天有 1 件要办"),
        ([day(2, 25)], "今天没有到期的事，往后有 1 件"),
        ([], "今天没有要办的事"),
    ],
)
def test_the_head_says_what_to_do_first(dues, sentence):
    assert worklist.sort([item(str(n), due) for n, due in enumerate(dues)], NOW).sentence == sentence


# --- the ladder --------------------------------------------------------------------------------------------
def test_the_ladder_shows_late_today_the_holiday_as_one_rest_and_the_next_working_days():
    due = [day(2, 13), day(2, 12), day(2, 14), day(2, 25), day(2, 27)]
    rungs = worklist.ladder(worklist.sort([item(str(n), d) for n, d in enumerate(due)], NOW), NOW.date())
    said = [(r.tone, f"{r.month}{r.days}", r.word, r.n) for r in rungs]
    assert said == [
        ("late", "更早", "已超时", 2),
        ("today", "2月14日", "今天", 1),
        ("rest", "15–23日", "春节", 0),
        ("", "2月24日", "星期二", 0),
        ("", "2月25日", "星期三", 1),
        ("", "2月26日", "星期四", 0),
        ("", "2月27日", "星期五", 1),
        ("", "2月28日", "星期六", 0),
    ]


def test_a_weekend_has_no_rung_unless_something_falls_due_on_it():
    friday = date(2026, 3, 6)
    plain = worklist.ladder(worklist.sort([], clock.at(friday)), friday)
    assert [r.days for r in plain] == ["6日", "9日", "10日", "11日", "12日", "13日"]
    busy = worklist.ladder(worklist.sort([item("夜间", day(3, 7))], clock.at(friday)), friday)
    assert [(r.tone, r.days, r.n) for r in busy][1] == ("rest", "7日", 1)


def test_the_day_is_told_when_it_is_not_what_its_weekday_says():
    assert worklist.day_words(date(2026, 2, 14)) == ["调休上班日", "明天起春节假期，时限自动顺延"]
    assert worklist.day_words(date(2026, 2, 17)) == ["春节假期，时限不计"]
    assert worklist.day_words(date(2026, 3, 7)) == ["休息日，时限不计"]
    assert worklist.day_words(date(2026, 3, 9)) == []


# --- screens -----------------------------------------------------------------------------------------------
def test_home_shows_my_work_with_one_primary_button(cast, browse, hang, as_of):
    as_of(2026, 2, 14, 10)
    hang(item("答复", day(2, 13)), item("选出", day(2, 14)), item("等对方", day(2, 25), waits=True))
    page = browse(cast.officer).get("/desk/").content.decode()
    assert "先办超时的 1 件，今天还有 1 件" in page
    assert page.count("btn-primary") == 1
    assert page.index("答复") < page.index("选出") < page.index("等对方")
    assert "在等别人的 1 件" in page


def test_an_empty_desk_says_what_will_appear(cast, browse, hang):
    page = browse(cast.officer).get("/desk/").content.decode()
    assert "今天没有要办的事" in page
    assert "时限将到的事会出现在这里" in page
    assert "tq-ladder" not in page


def test_members_of_a_trade_begin_on_their_own_page(cast, browse, hang, monkeypatch):
    homes = Registry("homes")
    homes.add(OwnHome(("VOL",), "desk:messages"))
    monkeypatch.setattr(hooks, "homes", homes)
    assert browse(cast.volunteer).get("/desk/")["Location"] == "/desk/messages/"
    assert browse(cast.officer).get("/desk/").status_code == 200


def test_what_is_late_is_listed_for_who_leads_and_for_nobody_else(cast, browse, hang, as_of):
    as_of(2026, 2, 14, 10)
    hang(item("最久", day(2, 1)), item("明天", NOW + timedelta(days=1)), into="late_lists")
    page = browse(cast.county_manager).get("/desk/late/").content.decode()
    assert "最久" in page
    assert "/明天/" not in page
    assert browse(cast.city_manager).get("/desk/late/").status_code == 200
    for stranger in (cast.officer, cast.outsider, cast.ngo_admin, cast.volunteer, cast.system_admin):
        assert browse(stranger).get("/desk/late/").status_code == 404


@pytest.mark.parametrize("path", ["", "late/", "messages/", "jobs/", "search/", "imports/", "rules/", "calendar/"])
def test_nobody_comes_in_without_logging_in(client, path):
    response = client.get(f"/desk/{path}")
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_a_volunteer_without_a_file_finds_an_empty_desk(cast: Cast, browse: Any) -> None:
    """Registered at the counter, not yet written down: nothing to do, and no page that is not there."""
    answer = browse(cast.volunteer).get("/desk/")
    assert answer.status_code == 200
