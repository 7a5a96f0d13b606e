"""The list for me: only what I may take, the best fit first, as quick with many shifts as with few."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from kit import clock
from tests import build
from tests.cast import HEKOU, sign_in
from tests.volunteers import activity as make
from volunteers.activities import browsing, services
from volunteers.activities.fit import INTENT, SKILL, TIME, TOWN, WORTH, Taste, blocks, fit
from volunteers.activities.models import Shift, Signup
from volunteers.models import Volunteer

MOST_QUERIES = 12


@pytest.fixture
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


# --- fit ---------------------------------------------------------------------------------------------------------
def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("start", "end", "bits"),
    [
        (moment(9, 9), moment(9, 12), {0}),
        (moment(9, 9), moment(9, 12, 1), {0, 1}),
        (moment(9, 11), moment(9, 19), {0, 1, 2}),
        (moment(10, 18), moment(10, 21), {5}),
        (moment(15, 20), moment(16, 1), {20, 0}),
    ],
)
def test_a_time_touches_the_parts_of_the_week_it_lasts_into(start, end, bits) -> None:
    assert blocks(start, end) == sum(1 << bit for bit in bits)


def of(taste: Taste, **shift) -> tuple[str, ...]:
    words = {"kind": "mentoring", "skill_mask": 0, "town": "a", "starts_at": moment(9, 9), "ends_at": moment(9, 11)}
    return fit(taste, **{**words, **shift}).why


def test_what_speaks_for_a_shift_is_told_in_words() -> None:
    taste = Taste(frozenset({"mentoring"}), 0b110, 1, "a")
    assert of(taste, skill_mask=0b010) == (INTENT, SKILL, TIME, TOWN)
    assert of(taste, kind="legal_aid", town="b", starts_at=moment(9, 13), ends_at=moment(9, 14)) == ()
    assert TIME not in of(Taste(frozenset(), 0, 0, "a")), "an empty grid says nothing"


def test_each_reason_outweighs_all_after_it() -> None:
    worth = [WORTH[name] for name in (INTENT, SKILL, TIME, TOWN)]
    assert all(first > sum(worth[n + 1 :]) for n, first in enumerate(worth))


# --- the list ------------------------------------------------------------------------------------------------------
def titles(me: Volunteer, **words) -> list[str]:
    return [row.shift.posting.title for row in browsing.for_me(me, **words).rows]


@pytest.mark.usefixtures("tuesday")
def test_the_list_holds_only_what_i_may_take(cast) -> None:
    me = make.helper(cast)
    make.shift(cast, title="可以")
    make.shift(cast, title="要证明", requires=["lawyer"])
    make.shift(cast, title="有危险", is_risky=True)
    make.shift(cast, title="对象的", audience="adult")
    make.shift(cast, title="满了", capacity=1, hour=15)
    services.sign_up(Shift.objects.get(posting__title="满了"), by=make.helper(cast).user)
    make.shift(cast, title="还没开始报名", signup_opens_at=clock.now() + timedelta(hours=1))
    make.shift(cast, title="截止了", signup_closes_at=clock.now())
    make.shift(cast, title="年纪大的", min_age=60)
    make.posting(cast, title="草稿")
    assert titles(me) == ["可以"]
    build.credential(cast, me.user, "lawyer")
    assert titles(me) == ["可以", "要证明"]


@pytest.mark.usefixtures("tuesday")
def test_what_i_signed_up_for_and_whatever_is_at_that_time_is_not_listed(cast) -> None:
    me = make.helper(cast)
    services.sign_up(make.shift(cast, title="报了"), by=me.user)
    make.shift(cast, title="重叠", hour=11)
    make.shift(cast, title="接着", hour=12)
    assert titles(me) == ["接着"]


@pytest.mark.usefixtures("tuesday")
def test_the_best_fit_stands_first_then_the_soonest(cast) -> None:
    me = make.helper(cast, needs=["mentoring"], skill_mask=0b1, schedule_mask=0b1000, town_id=HEKOU)
    make.shift(cast, title="同街道", kind="hardship", days=2, hour=14)
    make.shift(cast, title="意向", kind="mentoring", days=9, hour=14, town="990103001")
    make.shift(cast, title="技能", kind="hardship", skill_mask=0b1, days=8, hour=14, town="990103001")
    make.shift(cast, title="时段", kind="hardship", days=7, hour=9, town="990103001")  # a Tuesday morning
    make.shift(cast, title="意向早", kind="mentoring", days=3, hour=14, town="990103001")
    assert titles(me) == ["意向早", "意向", "技能", "时段", "同街道"]


@pytest.mark.usefixtures("tuesday")
def test_who_lacks_what_every_shift_asks_sees_that_instead_of_a_list(cast) -> None:
    me = make.helper(cast)
    make.shift(cast)
    Volunteer.objects.filter(pk=me.pk).update(is_identity_verified=False)
    found = browsing.for_me(Volunteer.objects.get(pk=me.pk))
    assert (found.rows, found.lacks) == ([], ["identity"])
    page = sign_in(me.user).get("/volunteers/activities/").content.decode()
    assert "补齐下面几项，就能报名" in page
    assert "身份" in page


@pytest.mark.usefixtures("tuesday")
def test_other_counties_are_shown_when_asked_for(cast) -> None:
    me = make.helper(cast)
    make.shift(cast, title="外县", town="990102002", by=cast.city_manager, organiser=cast.bureau)
    assert titles(me, county=me.county_code) == []
    assert titles(me) == ["外县"]


# --- many ----------------------------------------------------------------------------------------------------------
def many(cast, n: int) -> None:
    """Copies of one shift, one each hour."""
    like = make.shift(cast, days=1)
    same = {f.attname: getattr(like, f.attname) for f in Shift._meta.concrete_fields if not f.primary_key}
    rows = []
    for k in range(n):
        start = like.starts_at + timedelta(hours=4 * (k + 1))
        rows.append(Shift(**{**same, "starts_at": start, "ends_at": start + timedelta(hours=3),
                             "signup_closes_at": start, "cancel_until": start}))  # fmt: skip
    Shift.objects.bulk_create(rows)


PAGES = {
    "volunteers:activities": "/volunteers/activities/",
    "volunteers:calendar": "/volunteers/calendar/",
    "volunteers:opportunities": "/volunteers/opportunities/",
    "volunteers:postings": "/volunteers/postings/",
}


@pytest.mark.usefixtures("tuesday")
@pytest.mark.parametrize("name", PAGES)
def test_a_list_takes_the_same_few_queries_with_ten_shifts_and_with_a_thousand(name, cast) -> None:
    me = make.helper(cast)
    who = cast.officer if name == "volunteers:postings" else me.user
    many(cast, 10)
    few = queries_of(who, PAGES[name])
    many(cast, 1000)
    services.sign_up(Shift.objects.order_by("-pk")[0], by=me.user)
    lots = queries_of(who, PAGES[name])
    assert len(lots) <= max(len(few), 1) + 1, "\n".join(q["sql"][:150] for q in lots)
    assert len(lots) <= MOST_QUERIES, "\n".join(q["sql"][:150] for q in lots)


def queries_of(who, page: str) -> list[dict]:
    browser = sign_in(who)
    browser.get(page)
    with CaptureQueriesContext(connection) as caught:
        response = browser.get(page)
    assert response.status_code == 200
    assert len(response.content) < 60_000
    return list(caught.captured_queries)


@pytest.mark.usefixtures("tuesday")
def test_the_pages_of_the_list_go_on_and_later_ones_follow(cast) -> None:
    me = make.helper(cast)
    many(cast, 260)
    browser = sign_in(me.user)
    first = browser.get("/volunteers/activities/")
    assert len(first.context["rows"]) == 20
    assert first.context["next_page"] == 2
    tenth = browser.get("/volunteers/activities/?page=10")
    assert tenth.context["next_page"] is None
    later = tenth.context["later"]
    assert later is not None
    after = browser.get("/volunteers/activities/", {"from": later.isoformat()})
    assert after.context["rows"][0]["shift"].starts_at > later
    for odd in ("?page=0", "?page=x", "?page=99999", "?from=x", "?from=2026-99-99T00:00:00Z", "?kind=x&county=y"):
        assert browser.get(f"/volunteers/activities/{odd}").status_code == 200


@pytest.mark.usefixtures("tuesday")
def test_a_thousand_people_at_one_shift_are_shown_page_by_page(cast) -> None:
    shift = make.shift(cast, capacity=1500)
    one = services.sign_up(shift, by=make.helper(cast).user)
    like = {f.attname: getattr(one, f.attname) for f in Signup._meta.concrete_fields if not f.primary_key}
    people = Volunteer.objects.bulk_create([_copy(one.volunteer, n) for n in range(200)])
    Signup.objects.bulk_create([Signup(**{**like, "volunteer_id": v.pk}) for v in people])
    found = queries_of(cast.officer, f"/volunteers/shifts/{shift.pk}/")
    assert len(found) <= 25, "\n".join(q["sql"][:150] for q in found)
    page = sign_in(cast.officer).get(f"/volunteers/shifts/{shift.pk}/")
    assert len(page.context["rows"]) == 50
    assert page.context["page"].has_older


def _copy(like: Volunteer, n: int) -> Volunteer:
    """Another volunteer, without what is sealed to the row of the first."""
    sealed = ("id", "row_key", "id_number", "born_on_text", "email")
    same = {f.attname: getattr(like, f.attname) for f in Volunteer._meta.concrete_fields if f.name not in sealed}
    user = User.objects.create_user("", display_name=f"多人{n}")
    return Volunteer(**{**same, "user_id": user.pk, "number": f"V99{n:06d}", "id_index": f"x{n}"})
