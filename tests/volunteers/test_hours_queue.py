"""The recorder's queue: what is odd first, who sees what, and as many queries at 200 rows as at 20."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Division
from audit.moves import born
from kit import clock
from tests import build
from tests.cast import HEKOU, seat
from tests.cast import person as new_person
from tests.volunteers.served import at, claim, confirmed, log_in
from volunteers.hours import queries
from volunteers.hours import services as hours
from volunteers.models import Posting, ServiceLog, Shift, Signup

FAR = "990103001"  # another town of the county


@pytest.fixture(autouse=True)
def friday(as_of) -> None:
    as_of(2026, 3, 20, 18)


# --- what is odd ---------------------------------------------------------------------------------------------
def shift_at(cast, town: str, day: int, hour: int, hours_long: int = 2) -> Signup:
    """王芳 at a shift in this town, and who organises it is 李明's office."""
    cast.officer.acting_role = "OFF"
    unit = {"organiser": cast.office, "county_code": "990103"}
    posting = Posting(number=f"ZP-202603-{day}{hour:03d}", title="清洁日", kind="mentoring", town_id=town, **unit)
    born(posting, "draft", by=cast.officer)
    start = at(day, hour)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=hours_long)}
    shift = Shift(
        posting=posting, signup_closes_at=start, cancel_until=start, capacity=5, presence_key="0" * 32, **times, **unit
    )
    born(shift, "plan", by=None)
    row = Signup(shift=shift, volunteer=build.volunteer(cast), **times)
    born(row, "sign_up", by=None)
    return row


def came(signup: Signup, minutes: int = 120, **more) -> ServiceLog:
    return hours.propose_for_shift(
        signup, by=None, starts_at=signup.starts_at, ends_at=signup.starts_at + timedelta(minutes=minutes),
        break_minutes=0, source=more.pop("source", "machine"), **more,
    )  # fmt: skip


def test_nobody_gets_from_town_to_town_in_no_time(cast) -> None:
    a, b = Division.objects.get(pk=HEKOU), Division.objects.get(pk=FAR)
    km = ((a.x_m - b.x_m) ** 2 + (a.y_m - b.y_m) ** 2) ** 0.5 / 1000
    assert 4 < km < 5
    assert came(shift_at(cast, HEKOU, 16, 9)).flags == []
    assert came(shift_at(cast, FAR, 16, 11)).flags == ["travel"]
    assert came(shift_at(cast, HEKOU, 16, 14)).flags == [], "an hour is enough for five kilometres"
    assert came(shift_at(cast, HEKOU, 17, 9)).flags == []
    assert came(shift_at(cast, HEKOU, 17, 11)).flags == [], "at the same place the next shift may begin at once"


def test_three_fifths_of_a_shift_make_the_class(cast) -> None:
    assert came(shift_at(cast, HEKOU, 10, 9), minutes=72).credit_class == "credit"
    assert came(shift_at(cast, HEKOU, 11, 9), minutes=71).credit_class == "honour"
    whole = came(shift_at(cast, HEKOU, 12, 9), minutes=120)
    assert hours.verify_hours(whole, by=cast.officer, minutes=71).credit_class == "honour"


def test_claims_on_the_dot_are_looked_at_when_they_come_one_after_the_other(cast) -> None:
    flags = [claim(cast, at(day, 9), at(day, 10)).flags for day in (10, 11, 12, 13)]
    assert flags == [[], [], [], []]
    assert claim(cast, at(16, 9), at(16, 10)).flags == ["rounded"]
    assert claim(cast, at(17, 9), at(17, 9, 50)).flags == []
    assert claim(cast, at(18, 9), at(18, 10)).flags == [], "one that is not on the dot breaks the row"


def test_a_signup_that_closed_itself_is_honour_and_stands_first(cast, browse) -> None:
    log = came(shift_at(cast, HEKOU, 16, 9), source="auto", flags=("far",))
    assert (log.credit_class, log.flags, log.is_flagged) == ("honour", ["auto_closed", "far"], True)
    page = browse(cast.officer).get("/volunteers/verify/").content.decode()
    assert "没有签退" in page and "签到的位置离集合点远" in page


# --- who sees what -------------------------------------------------------------------------------------------
def test_each_recorder_has_the_own_queue(cast) -> None:
    own = log_in("submitted", cast)
    person = build.volunteer(cast)
    entered = hours.enter_hours(
        person, by=cast.ngo_admin, office=cast.chunhui, starts_at=at(12, 9), ends_at=at(12, 11), break_minutes=0,
        content="义诊",
    )  # fmt: skip
    said = claim(cast, at(13, 9), at(13, 10), office=cast.chunhui)

    def waiting(user) -> set[int]:
        return set(queries.waiting_for(user).values_list("pk", flat=True))

    assert waiting(cast.officer) == {own.pk}
    assert waiting(cast.ngo_admin) == waiting(cast.social_worker) == {entered.pk}
    assert waiting(cast.county_manager) == {own.pk, entered.pk, said.pk}
    assert set(queries.concerning(cast.county_manager).values_list("pk", flat=True)) == {said.pk}
    for stranger in (cast.outsider, cast.other_county_manager, cast.volunteer, cast.employer, cast.city_manager):
        assert waiting(stranger) == set()
    assert queries.visible_to(cast.city_manager).count() == queries.visible_to(cast.auditor).count() == 3
    assert queries.visible_to(cast.volunteer).count() == 3


def test_one_who_confirms_and_serves_finds_the_own_hours_in_the_ledger_only(cast, browse) -> None:
    person = build.volunteer(cast, seat(cast.colleague, "VOL"))
    log = claim(cast, at(14, 9), at(14, 10), person=person)
    browser = browse(cast.colleague)
    assert log.pk not in queries.waiting_for(cast.colleague).values_list("pk", flat=True)
    assert browser.get(f"/volunteers/verify/{log.pk}/").status_code == 404
    assert browser.get(f"/volunteers/hours/{log.pk}/").status_code == 200


def test_the_city_and_the_auditor_read_and_decide_nothing(cast, browse) -> None:
    log = log_in("submitted", cast)
    for user in (cast.city_manager, cast.auditor):
        browser = browse(user)
        assert "王芳" in browser.get("/volunteers/verify/?show=plain").content.decode()
        page = browser.get(f"/volunteers/verify/{log.pk}/").content.decode()
        assert "每次变更" in page and "<form method" not in page.partition("<main")[2]
        assert browser.post("/volunteers/verify/", {"log": [log.pk], "idem": "q"}).status_code == 404
        form = {"act": "verify", "minutes": "60", "idem": "w"}
        assert browser.post(f"/volunteers/verify/{log.pk}/", form).status_code == 404
    assert ServiceLog.objects.get(pk=log.pk).status == "submitted"


def test_what_stands_in_the_way_is_said_instead_of_a_form(cast, browse) -> None:
    log = log_in("disputed", cast)
    page = browse(cast.officer).get(f"/volunteers/verify/{log.pk}/").content.decode()
    assert "这一条您办理过" in page and 'value="settle"' not in page
    page = browse(cast.colleague).get(f"/volunteers/verify/{log.pk}/").content.decode()
    assert 'value="settle"' in page and 'value="uphold"' in page


def test_zhao_qiang_finds_nothing_of_another_county(cast, browse) -> None:
    log, browser = log_in("disputed", cast), browse(cast.outsider)
    for part in ("flagged", "plain", "disputed", "confirmed", "nonsense"):
        assert "王芳" not in browser.get(f"/volunteers/verify/?show={part}").content.decode()
    for path in (f"/volunteers/verify/{log.pk}/", f"/volunteers/hours/{log.pk}/", "/volunteers/hours/"):
        assert browser.get(path).status_code == 404
    for act in ("uphold", "settle", "verify", "reverse"):
        answer = browser.post(f"/volunteers/verify/{log.pk}/", {"act": act, f"{act}-reason": "x", "idem": act})
        assert answer.status_code == 404
    assert ServiceLog.objects.get(pk=log.pk).status == "disputed"


# --- how much is asked -----------------------------------------------------------------------------------------
def fill(cast, n: int) -> None:
    """So many logs of one afternoon each, of ten volunteers, half of them confirmed."""
    people = [build.volunteer(cast, seat(new_person(f"志愿者{i}"), "VOL")) for i in range(10 - n // 200 * 10)]
    people = people or list({log.volunteer for log in ServiceLog.objects.select_related("volunteer__user")})
    have = ServiceLog.objects.count()
    for i in range(have, n):
        person, day = people[i % len(people)], at(19, 14) - timedelta(days=i // len(people))
        log = claim(cast, day, day + timedelta(minutes=50), person=person)
        if i % 2:
            hours.verify_hours(log, by=cast.officer, minutes=50)


def queries_of(browser, path: str) -> int:
    """How many a page makes, without the calendar and the rules, which are read again every few seconds."""
    browser.get(path)
    with CaptureQueriesContext(connection) as made:
        assert browser.get(path).status_code == 200
    return sum('"kit_' not in query["sql"] for query in made)


def test_the_queue_asks_as_much_at_twenty_rows_as_at_two_hundred(cast, browse) -> None:
    officer, asked = browse(cast.officer), []
    for n in (20, 200):
        fill(cast, n)
        log = ServiceLog.objects.filter(status="confirmed").latest("pk")
        owner = browse(log.volunteer.user)
        asked.append({
            "plain": queries_of(officer, "/volunteers/verify/?show=plain"),
            "confirmed": queries_of(officer, "/volunteers/verify/?show=confirmed"),
            "one": queries_of(officer, f"/volunteers/verify/{log.pk}/"),
            "desk": queries_of(officer, "/desk/"),
            "ledger": queries_of(owner, "/volunteers/hours/"),
        })  # fmt: skip
    assert asked[0] == asked[1]
    assert max(n for page, n in asked[1].items() if page != "desk") <= 15  # the desk asks for every trade


def test_a_page_of_the_queue_is_verified_together_and_the_next_follows(cast, browse) -> None:
    fill(cast, 60)
    browser = browse(cast.officer)
    page = browser.get("/volunteers/verify/?show=plain").content.decode()
    waiting = ServiceLog.objects.filter(status="submitted")
    assert waiting.count() == 30
    browser.post("/volunteers/verify/", {"log": list(waiting.values_list("pk", flat=True)), "idem": "all"})
    assert waiting.count() == 0
    assert page.count('name="log"') == 30


def test_the_numbers_on_the_tabs_are_those_of_the_rows(cast, browse) -> None:
    log_in("disputed", cast)
    claim(cast, at(16, 9), at(16, 10))
    claim(cast, at(17, 6), at(17, 16))
    confirmed(cast, at(18, 9), at(18, 10))
    page = browse(cast.colleague).get("/volunteers/verify/").content.decode()
    for words in ("先看 1", "照常 1", "有异议 1"):
        assert words in page
    assert clock.today().isoformat() == "2026-03-20"


# --- the desk of an organisation -----------------------------------------------------------------------------
def test_an_organisation_finds_its_hours_and_its_way_to_enter_them_on_its_desk(cast, browse) -> None:
    """Table of rights: an organisation confirms its own hours (E); its caseworker confirms and brings no lists."""
    hours.enter_hours(
        build.volunteer(cast), by=cast.ngo_admin, office=cast.chunhui, starts_at=at(14, 9), ends_at=at(14, 10),
        break_minutes=0, content="陪伴老人",
    )  # fmt: skip
    for who, brings in ((cast.ngo_admin, True), (cast.social_worker, False)):
        desk = browse(who).get("/desk/").content.decode()
        assert "1 条等您核实" in desk and 'href="/volunteers/verify/"' in desk
        assert ('href="/desk/imports/"' in desk) is brings
        assert browse(who).get("/desk/imports/").status_code == (200 if brings else 404)
    assert "批量登记" in browse(cast.ngo_admin).get("/volunteers/verify/").content.decode()
