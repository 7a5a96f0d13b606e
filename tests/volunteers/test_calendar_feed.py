"""The calendar at a secret address: the same shift is the same entry, what fell away is cancelled, nobody is named."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests import build
from tests.cast import sign_in
from tests.volunteers import activity as make
from volunteers.activities import feeds, planning, services
from volunteers.activities.models import CalendarFeed
from volunteers.models import Volunteer


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def me(cast) -> Volunteer:
    return make.helper(cast, "王小溪")


def read(token: str, client) -> Calendar:
    response = client.get(f"/volunteers/calendar/{token}.ics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


def events(calendar: Calendar) -> list:
    return list(calendar.walk("VEVENT"))


def test_the_same_shift_is_the_same_entry_whatever_becomes_of_it(me, cast, client) -> None:
    shift = make.shift(cast)
    row = services.sign_up(shift, by=me.user)
    token = feeds.open_feed(me, by=me.user)
    [first] = events(read(token, client))
    assert (first["STATUS"], first["SEQUENCE"], str(first["SUMMARY"])) == ("CONFIRMED", 0, "河口街道清洁日")
    assert first["DTSTART"].params["TZID"] == "Asia/Shanghai"
    start = shift.starts_at + timedelta(hours=2)
    planning.edit_shift(shift, by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=2))
    [moved] = events(read(token, client))
    assert (moved["UID"], moved["SEQUENCE"], moved["DTSTART"].dt) == (first["UID"], 1, start)
    services.withdraw(row, by=me.user)
    [gone] = events(read(token, client))
    assert (gone["UID"], gone["STATUS"], gone["SEQUENCE"]) == (first["UID"], "CANCELLED", 2)


def test_a_cancelled_entry_stays_for_a_month(me, cast, client, as_of) -> None:
    row = services.sign_up(make.shift(cast, days=60), by=me.user)
    token = feeds.open_feed(me, by=me.user)
    services.withdraw(row, by=me.user)
    as_of(2026, 4, 9, 8)
    assert len(events(read(token, client))) == 1
    as_of(2026, 4, 9, 10)
    assert events(read(token, client)) == []


def test_the_calendar_carries_the_citys_time_zone(me, client) -> None:
    calendar = read(feeds.open_feed(me, by=me.user), client)
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Shanghai"
    [standard] = zone.walk("STANDARD")
    assert standard["TZOFFSETTO"].td == timedelta(hours=8)
    assert calendar["VERSION"] == "2.0"


def test_who_waits_has_no_entry_and_an_offer_is_tentative(me, cast, client) -> None:
    shift = make.shift(cast, capacity=1)
    other = services.sign_up(shift, by=make.helper(cast).user)
    services.sign_up(shift, by=me.user)
    token = feeds.open_feed(me, by=me.user)
    assert events(read(token, client)) == []
    services.withdraw(other, by=other.volunteer.user)
    assert [e["STATUS"] for e in events(read(token, client))] == ["TENTATIVE"]


def test_no_person_and_no_code_stands_in_a_calendar(cast, client) -> None:
    """Law: R-CC-05."""
    request = build.request_in("in_service", cast, kind="volunteer")
    build.meeting(request, record=False)
    me = request.place.volunteer
    services.sign_up(make.shift(cast), by=me.user)
    token = feeds.open_feed(me, by=me.user)
    body = client.get(f"/volunteers/calendar/{token}.ics").content.decode()
    for word in (request.client.code, request.client.full_name, me.user.display_name, me.number, "矫正"):
        assert word not in body


def test_the_address_is_secret_and_any_other_is_not_there(me, client) -> None:
    token = feeds.open_feed(me, by=me.user)
    kept = CalendarFeed.objects.get(volunteer=me)
    assert token not in kept.token_hash
    assert client.get(f"/volunteers/calendar/{kept.token_hash}.ics").status_code == 404
    assert client.get("/volunteers/calendar/x.ics").status_code == 404
    assert client.post(f"/volunteers/calendar/{token}.ics").status_code == 405


def test_a_new_address_ends_the_old_one_and_closing_ends_both(me, client) -> None:
    old = feeds.open_feed(me, by=me.user)
    new = feeds.open_feed(me, by=me.user)
    assert client.get(f"/volunteers/calendar/{old}.ics").status_code == 404
    read(new, client)
    feeds.close_feed(me, by=me.user)
    assert client.get(f"/volunteers/calendar/{new}.ics").status_code == 404


def test_who_has_left_has_no_calendar(me, client) -> None:
    token = feeds.open_feed(me, by=me.user)
    Volunteer.objects.filter(pk=me.pk).update(status="left")
    assert client.get(f"/volunteers/calendar/{token}.ics").status_code == 404


def test_the_page_shows_the_address_once(me) -> None:
    browser = sign_in(me.user)
    page = browser.post("/volunteers/calendar/feed/", {"act": "open"}, follow=True).content.decode()
    assert ".ics" in page
    assert ".ics" not in browser.get("/volunteers/calendar/feed/").content.decode()
    assert "更换地址" in browser.get("/volunteers/calendar/feed/").content.decode()
    browser.post("/volunteers/calendar/feed/", {"act": "close"})
    assert not CalendarFeed.objects.exists()


def test_the_month_shows_what_was_and_what_is_to_come(me, cast, as_of) -> None:
    services.sign_up(make.shift(cast), by=me.user)
    browser = sign_in(me.user)
    assert "河口街道清洁日" in browser.get("/volunteers/calendar/").content.decode()
    assert "河口街道清洁日" not in browser.get("/volunteers/calendar/?month=2026-04").content.decode()
    for odd in ("?month=x", "?month=2026-13", "?month=0000-01", "?month=9999-12"):
        assert browser.get(f"/volunteers/calendar/{odd}").status_code == 200
