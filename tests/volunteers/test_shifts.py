"""Postings and shifts: what a posting must say, what it may never say, series that are moved and cancelled whole."""

from datetime import date, timedelta

import pytest

from audit.moves import history
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests.volunteers import activity as make
from volunteers.activities import planning, postings, series, services, states
from volunteers.activities.models import Posting, Shift, Signup


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def told(user, kind: str) -> int:
    return Message.objects.filter(to=user, kind=kind).count()


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


# --- what a posting says -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["content", "place", "conditions", "risk"])
def test_without_what_the_law_asks_nothing_is_published(name, cast) -> None:
    """Law: R-VOL-02."""
    of = make.posting(cast, **{name: " "})
    start = clock.now() + timedelta(days=3)
    planning.plan_shift(of, by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=2), capacity=5)
    with pytest.raises(Refused) as refusal:
        postings.publish_posting(of, by=cast.officer)
    assert refusal.value.code == "incomplete"
    assert len(refusal.value.reasons) == 1
    postings.edit_posting(of, by=cast.officer, **{name: make.TEXTS[name]})
    of.refresh_from_db()
    postings.publish_posting(of, by=cast.officer)
    assert code_of(postings.edit_posting, of, by=cast.officer, **{name: ""}) == "incomplete"


def test_without_a_time_nothing_is_published(cast) -> None:
    assert code_of(postings.publish_posting, make.posting(cast), by=cast.officer) == "no_shift"


@pytest.mark.parametrize("text", ["协助报到核查", "负责电子定位设备", "对其训诫", "参与外 出 审 批", "协助收监"])
@pytest.mark.parametrize("name", ["title", "content", "conditions"])
def test_no_act_of_enforcement_is_asked_of_volunteers(name, text, cast) -> None:
    """Law: R-BND-01."""
    with pytest.raises(Refused) as refusal:
        make.posting(cast, **{name: text})
    assert refusal.value.code == "enforcement"
    assert "执法事项" in str(refusal.value)
    of = make.posting(cast)
    assert code_of(postings.edit_posting, of, by=cast.officer, **{name: text}) == "enforcement"


@pytest.mark.parametrize(
    ("name", "text"),
    [("content", "联系 15400000001"), ("contact", "15400000001"), ("content", "证件 990101198503070025"),
     ("content", "陪同 C-7K2M9QXR"), ("title", "陪社区矫正人员过节"), ("place", "缓刑人员活动室")],
)  # fmt: skip
def test_no_posting_gives_anybody_away(name, text, cast) -> None:
    """Law: R-CC-05."""
    assert code_of(make.posting, cast, **{name: text}) == "leak"


def test_the_law_may_be_taught_and_an_office_telephone_told(cast) -> None:
    of = make.posting(cast, title="防诈骗和预防犯罪宣传", content="宣讲《社区矫正法》。", contact="0571-88880001")
    assert of.status == "draft"


@pytest.mark.parametrize(
    ("who", "may"),
    [("officer", True), ("county_manager", True), ("city_manager", True), ("outsider", False),
     ("other_county_manager", False), ("ngo_admin", False), ("social_worker", False), ("auditor", False)],
)  # fmt: skip
def test_who_may_recruit_for_an_office(who, may, cast) -> None:
    if may:
        assert make.posting(cast, by=getattr(cast, who)).number.startswith("ZP-202603-")
    else:
        assert code_of(make.posting, cast, by=getattr(cast, who)) == "may:create_posting"


def test_an_organisation_recruits_for_itself_and_its_caseworker_does_not(cast) -> None:
    assert make.posting(cast, by=cast.ngo_admin, organiser=cast.chunhui).organiser == cast.chunhui
    assert code_of(make.posting, cast, by=cast.social_worker, organiser=cast.chunhui) == "may:create_posting"
    assert code_of(make.posting, cast, by=cast.outsider, organiser=cast.chunhui) == "may:create_posting"


def test_the_audience_stands_once_somebody_signed_up(cast) -> None:
    """Law: R-MIN-01."""
    shift = make.shift(cast)
    services.sign_up(shift, by=make.helper(cast).user)
    assert code_of(postings.edit_posting, shift.posting, by=cast.officer, audience="minor") == "audience"


def test_a_new_place_is_told_to_who_signed_up_and_goes_into_their_calendars(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    services.sign_up(shift, by=who.user)
    assert postings.edit_posting(shift.posting, by=cast.officer, place="河口街道图书馆") == ["place"]
    shift.refresh_from_db()
    assert (told(who.user, "posting_changed"), shift.revision) == (1, 1)


def test_a_cancelled_posting_cancels_its_shifts_and_says_why(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    row = services.sign_up(shift, by=who.user)
    assert code_of(postings.cancel_posting, shift.posting, by=cast.officer, reason=" ") == "reason"
    postings.cancel_posting(shift.posting, by=cast.officer, reason="场地维修")
    row.refresh_from_db()
    shift = Shift.objects.get(pk=shift.pk)
    assert (row.status, shift.status, shift.taken) == ("cancelled", "cancelled", 0)
    assert Message.objects.get(to=who.user, kind="shift_cancelled").params["why"] == "场地维修"


VERBS = {
    "publish": lambda p, by: postings.publish_posting(p, by=by),
    "close": lambda p, by: postings.close_posting(p, by=by),
    "complete": lambda p, by: postings.complete_posting(p, by=by),
    "cancel": lambda p, by: postings.cancel_posting(p, by=by, reason="不办了"),
}


@pytest.mark.parametrize("state", states.POSTING.states)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_of_a_posting_is_taken_as_its_table_says(verb, state, cast) -> None:
    shift = make.shift(cast)
    if verb == "complete":
        planning.cancel_shift(shift, by=cast.officer, reason="雨")
    Posting.objects.filter(pk=shift.posting_id).update(status=state)
    of, step = Posting.objects.get(pk=shift.posting_id), states.POSTING.step(verb, state)
    for stranger in (cast.outsider, cast.ngo_admin, cast.auditor):
        assert code_of(VERBS[verb], of, stranger) == "may:publish_posting"
    if step:
        VERBS[verb](of, cast.officer)
        assert Posting.objects.get(pk=of.pk).status == step.target
    else:
        assert code_of(VERBS[verb], of, cast.officer) == f"step:{verb}:{state}"
        assert Posting.objects.get(pk=of.pk).status == state


def test_a_posting_with_a_shift_to_come_is_not_put_away(cast) -> None:
    assert code_of(postings.complete_posting, make.shift(cast).posting, by=cast.officer) == "open_shifts"


# --- shifts ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"hours": 0}, "order"), ({"hours": 13}, "too_long"), ({"days": -1}, "past"), ({"capacity": 0}, "capacity"),
        ({"capacity": 2, "min_needed": 3}, "min_needed"), ({"break_minutes": 180}, "break"),
    ],
)  # fmt: skip
def test_times_and_numbers_that_cannot_be_are_refused(columns, code, cast) -> None:
    assert code_of(make.shift, cast, **columns) == code


def test_sign_up_ends_and_withdrawing_becomes_late_by_themselves(cast) -> None:
    shift = make.shift(cast)
    assert shift.signup_closes_at == shift.starts_at
    assert shift.starts_at - shift.cancel_until == timedelta(hours=24)


def test_moving_a_shift_keeps_its_signups_tells_them_and_marks_who_is_elsewhere(cast) -> None:
    shift, who, other = make.shift(cast, hour=9), make.helper(cast), make.helper(cast)
    rows = [services.sign_up(shift, by=w.user) for w in (who, other)]
    services.sign_up(make.shift(cast, hour=14), by=other.user)
    start = shift.starts_at + timedelta(hours=4)
    [moved] = planning.edit_shift(shift, by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=3))
    assert moved.revision == 1
    assert moved.cancel_until == start - timedelta(hours=24)
    found = {r.volunteer_id: r for r in Signup.objects.filter(pk__in=[r.pk for r in rows])}
    assert (found[who.pk].flag, found[other.pk].flag) == ("moved", "overlap")
    assert all((r.status, r.starts_at) == ("confirmed", start) for r in found.values())
    assert told(who.user, "shift_moved") == 1


def test_changing_a_number_tells_nobody(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    services.sign_up(shift, by=who.user)
    [row] = planning.edit_shift(shift, by=cast.officer, starts_at=shift.starts_at, ends_at=shift.ends_at, min_needed=4)
    assert (row.min_needed, row.revision, told(who.user, "shift_moved")) == (4, 0, 0)


# --- series ------------------------------------------------------------------------------------------------------
def weekly(cast, **columns) -> list[Shift]:
    """Tuesdays and Thursdays in four weeks, 14:00 to 16:00."""
    of = make.posting(cast)
    rule = series.weekly_rule([1, 3], until=date(2026, 4, 9))
    start = clock.at(date(2026, 3, 10), 14)
    rows = planning.plan_series(
        of, by=cast.officer, rule=rule, starts_at=start, ends_at=start + timedelta(hours=2), capacity=5, **columns
    )
    postings.publish_posting(of, by=cast.officer)
    return list(Shift.objects.filter(pk__in=[r.pk for r in rows]).order_by("pk"))


def local(shift: Shift) -> str:
    return f"{shift.starts_at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"


def test_a_weekly_rule_gives_its_days_at_one_time_of_the_citys_clock(cast) -> None:
    rows = weekly(cast)
    days = ["03-10", "03-12", "03-17", "03-19", "03-24", "03-26", "03-31", "04-02", "04-07", "04-09"]
    assert [local(row) for row in rows] == [f"{day} 14:00" for day in days]
    assert all(row.starts_at - row.cancel_until == timedelta(hours=24) for row in rows)


@pytest.mark.parametrize(
    ("scope", "moved"), [("this", [2]), ("following", list(range(2, 10))), ("all", list(range(10)))]
)
def test_this_the_following_or_all_are_moved_and_keep_who_signed_up(scope, moved, cast) -> None:
    rows, who = weekly(cast), make.helper(cast)
    signups = [services.sign_up(row, by=who.user) for row in rows]
    start = rows[2].starts_at + timedelta(days=1, hours=-4)
    planning.edit_shift(rows[2], by=cast.officer, scope=scope, starts_at=start, ends_at=start + timedelta(hours=3))
    for n, (row, signup) in enumerate(zip(rows, signups, strict=True)):
        was = row.starts_at
        row.refresh_from_db()
        signup.refresh_from_db()
        wanted = was + timedelta(days=1, hours=-4) if n in moved else was
        assert row.starts_at == signup.starts_at == wanted, n
        assert row.ends_at - row.starts_at == timedelta(hours=3 if n in moved else 2)
        assert signup.status == "confirmed"
        assert row.original_start == was, "where it stood in its series is not forgotten"
    assert told(who.user, "shift_moved") == len(moved)


@pytest.mark.parametrize(("scope", "gone"), [("this", 1), ("following", 8), ("all", 10)])
def test_cancelling_a_series_tells_everybody_with_the_reason(scope, gone, cast) -> None:
    rows, who = weekly(cast), make.helper(cast)
    signups = [services.sign_up(row, by=who.user) for row in rows]
    planning.cancel_shift(rows[2], by=cast.officer, scope=scope, reason="暴雨预警")
    assert Shift.objects.filter(status="cancelled").count() == gone
    assert Signup.objects.filter(status="cancelled").count() == gone
    assert told(who.user, "shift_cancelled") == gone
    note = history(Signup.objects.get(pk=signups[2].pk)).last()
    assert (note.reason, note.note) == ("shift_cancelled", "暴雨预警")


def test_what_has_begun_is_neither_moved_nor_cancelled_with_its_series(cast, as_of) -> None:
    rows = weekly(cast)
    as_of(2026, 3, 12, 14, 30)
    planning.cancel_shift(rows[4], by=cast.officer, scope="all", reason="暑假")
    assert [Shift.objects.get(pk=row.pk).status for row in rows[:3]] == ["open", "open", "cancelled"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [(series.weekly_rule([2], until=date(2026, 3, 10)), "no_occurrence"), ("FREQ=NEVER", "no_occurrence"),
     (series.weekly_rule([0, 1, 2, 3, 4, 5, 6], until=date(2027, 3, 10)), "too_many"),
     ("FREQ=SECONDLY", "too_many")],
)  # fmt: skip
def test_a_rule_that_gives_nothing_or_too_much_is_refused(rule, code, cast) -> None:
    start = clock.now() + timedelta(hours=5)
    of = make.posting(cast)
    words = {"by": cast.officer, "rule": rule, "starts_at": start, "ends_at": start + timedelta(hours=1), "capacity": 3}
    assert code_of(planning.plan_series, of, **words) == code
    assert not Shift.objects.exists()


VERBS_OF_SHIFTS = {
    "close": lambda s, by: planning.close_signup(s, by=by),
    "reopen": lambda s, by: planning.reopen_signup(s, by=by),
    "cancel": lambda s, by: planning.cancel_shift(s, by=by, reason="不办了"),
}


@pytest.mark.parametrize("state", states.SHIFT.states)
@pytest.mark.parametrize("verb", VERBS_OF_SHIFTS)
def test_each_verb_of_a_shift_is_taken_as_its_table_says(verb, state, cast) -> None:
    shift = make.shift(cast)
    Shift.objects.filter(pk=shift.pk).update(status=state)
    shift, step = Shift.objects.get(pk=shift.pk), states.SHIFT.step(verb, state)
    for stranger in (cast.outsider, cast.ngo_admin, cast.auditor):
        assert code_of(VERBS_OF_SHIFTS[verb], shift, stranger) == "may:plan_shift"
    if step:
        VERBS_OF_SHIFTS[verb](shift, cast.officer)
        assert Shift.objects.get(pk=shift.pk).status == step.target
    else:
        assert code_of(VERBS_OF_SHIFTS[verb], shift, cast.officer) == f"step:{verb}:{state}"
