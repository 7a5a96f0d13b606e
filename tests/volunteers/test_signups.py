"""Signing up for a shift: what opens and shuts the door, who waits, who is offered the freed place, who may leave."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent, Move
from audit.moves import history
from kit import clock
from kit.errors import Refused
from messaging.models import Job, Message
from tests import build
from tests.volunteers import activity as make
from volunteers.activities import deciding, planning, postings, queries, services, states, sweeps
from volunteers.activities.models import Shift, Signup
from volunteers.models import Volunteer


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def up(shift, who: Volunteer) -> Signup:
    return services.sign_up(shift, by=who.user)


def state(row: Signup) -> str:
    return Signup.objects.get(pk=row.pk).status


def taken(shift: Shift) -> int:
    return Shift.objects.get(pk=shift.pk).taken


def full(cast, n: int = 1, **columns) -> tuple[Shift, list[Signup]]:
    """A shift with `n` places, all of them taken."""
    shift = make.shift(cast, capacity=n, **columns)
    return shift, [up(shift, who) for who in make.crowd(cast, n)]


def told(user, kind: str) -> int:
    return Message.objects.filter(to=user, kind=kind).count()


# --- getting in ------------------------------------------------------------------------------------------------
def test_who_signs_up_has_a_place_at_once_and_is_told(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    row = up(shift, who)
    assert (row.status, taken(shift)) == ("confirmed", 1)
    assert told(who.user, "signup_confirmed") == 1
    assert [m.verb for m in history(row)] == ["sign_up"]


def test_signing_up_twice_is_one_signup(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    assert up(shift, who).pk == up(shift, who).pk
    assert taken(shift) == 1


def test_when_all_places_are_taken_people_wait_in_order_up_to_the_limit(cast) -> None:
    shift, _rows = full(cast, waiting_limit=2)
    waiting = [up(shift, who) for who in make.crowd(cast, 2)]
    assert [row.status for row in waiting] == ["waiting", "waiting"]
    assert [queries.place_in_line(row) for row in waiting] == [1, 2]
    with pytest.raises(Refused) as refusal:
        up(shift, make.helper(cast))
    assert refusal.value.code == "full"
    assert taken(shift) == 1


def test_where_the_organiser_decides_one_asks_first_and_takes_no_place(cast) -> None:
    shift, who = make.shift(cast, self_signup=False), make.helper(cast)
    row = up(shift, who)
    assert (row.status, taken(shift)) == ("requested", 0)
    assert told(cast.officer, "signup_requested") == 1


# --- what keeps one out ------------------------------------------------------------------------------------------
def refused(shift, who) -> Refused:
    with pytest.raises(Refused) as refusal:
        up(shift, who)
    assert not Signup.objects.filter(volunteer=who, shift=shift).exists()
    assert taken(shift) == 0
    return refusal.value


def test_a_required_certificate_that_is_missing_is_named(cast) -> None:
    shift, who = make.shift(cast, requires=["lawyer"]), make.helper(cast)
    refusal = refused(shift, who)
    assert refusal.code == "lawyer"
    assert "律师执业证" in " ".join(refusal.reasons)
    build.credential(cast, who.user, "lawyer")
    assert up(shift, who).status == "confirmed"


def test_a_certificate_that_ends_before_the_shift_does_not_open_it(cast) -> None:
    shift, who = make.shift(cast, requires=["lawyer"], days=10), make.helper(cast)
    build.credential(cast, who.user, "lawyer", days=9)
    assert refused(shift, who).code == "lawyer"


def test_a_risky_shift_asks_for_insurance_that_covers_its_day(cast) -> None:
    """Law: R-VOL-05."""
    shift, who = make.shift(cast, is_risky=True, days=10), make.helper(cast)
    assert refused(shift, who).code == "insurance"
    build.credential(cast, who.user, "insurance", days=9)
    assert refused(shift, who).code == "insurance"


def test_who_is_suspended_unconfirmed_or_not_verified_stays_out(cast) -> None:
    shift = make.shift(cast)
    for columns, code in (
        ({"status": "suspended"}, "inactive"), ({"status": "unconfirmed"}, "inactive"),
        ({"is_identity_verified": False}, "identity"),
    ):  # fmt: skip
        who = make.helper(cast)
        Volunteer.objects.filter(pk=who.pk).update(**columns)
        assert refused(shift, who).code == code


def young(cast, years: int) -> Volunteer:
    who = make.helper(cast)
    who.born_on_text = clock.today().replace(year=clock.today().year - years).isoformat()
    who.save()
    return who


def test_members_under_eighteen_take_only_open_activities_that_let_them(cast) -> None:
    """Law: R-VOL-15."""
    who = young(cast, 17)
    assert refused(make.shift(cast), who).code == "min_age"
    assert refused(make.shift(cast, min_age=16, is_confidential=True), who).code == "grown_ups"
    assert up(make.shift(cast, min_age=16, hour=14), who).status == "confirmed"
    assert refused(make.shift(cast, min_age=60, days=5), make.helper(cast)).code == "min_age"


@pytest.mark.parametrize("audience", ["adult", "minor"])
def test_an_activity_for_people_in_register_takes_no_volunteers(audience, cast) -> None:
    assert refused(make.shift(cast, audience=audience), make.helper(cast)).code == "not_for_volunteers"


def test_outside_its_window_a_shift_takes_nobody(cast, as_of) -> None:
    opens, closes = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=5)
    shift, who = make.shift(cast, signup_opens_at=opens, signup_closes_at=closes), make.helper(cast)
    assert refused(shift, who).code == "too_early"
    as_of(2026, 3, 10, 14)
    assert refused(shift, who).code == "too_late"
    as_of(2026, 3, 10, 13, 59)
    assert up(shift, who).status == "confirmed"


@pytest.mark.parametrize("verb", ["close_posting", "close_signup", "draft"])
def test_what_is_not_open_takes_nobody(verb, cast) -> None:
    who = make.helper(cast)
    if verb == "draft":
        start = clock.now() + timedelta(days=1)
        shift = planning.plan_shift(
            make.posting(cast), by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=1), capacity=3
        )
    else:
        shift = make.shift(cast)
        if verb == "close_posting":
            postings.close_posting(shift.posting, by=cast.officer)
        else:
            planning.close_signup(shift, by=cast.officer)
    assert refused(shift, who).code == "not_open"


def test_somebody_without_a_file_hears_to_register_first(cast) -> None:
    with pytest.raises(Refused) as refusal:
        services.sign_up(make.shift(cast), by=cast.officer)
    assert refusal.value.code == "no_file"


# --- two at one time ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hour", "hours", "fits"), [(9, 3, False), (11, 2, False), (8, 2, False), (10, 1, False),
                                                     (12, 2, True), (7, 2, True)])  # fmt: skip
def test_one_person_is_at_one_shift_at_a_time_and_touching_ends_are_free(hour, hours, fits, cast) -> None:
    who = make.helper(cast)
    up(make.shift(cast, hour=9, hours=3), who)
    other = make.shift(cast, hour=hour, hours=hours)
    if fits:
        assert up(other, who).status == "confirmed"
    else:
        assert refused(other, who).code == "overlap"


def test_a_turn_in_a_list_keeps_no_time_but_an_offered_place_does(cast) -> None:
    who = make.helper(cast)
    shift, [row] = full(cast)
    waiting = up(shift, who)
    other = up(make.shift(cast), who)
    assert other.status == "confirmed", "who waits may take another shift meanwhile"
    services.withdraw(other, by=who.user)
    services.withdraw(row, by=row.volunteer.user)
    assert state(waiting) == "offered"
    assert refused(make.shift(cast), who).code == "overlap"


# --- a freed place -------------------------------------------------------------------------------------------------
def test_a_freed_place_is_offered_at_once_to_the_first_and_held(cast) -> None:
    shift, [row] = full(cast)
    first, second = [up(shift, who) for who in make.crowd(cast, 2)]
    services.withdraw(row, by=row.volunteer.user)
    assert (state(first), state(second), taken(shift)) == ("offered", "waiting", 1)
    first.refresh_from_db()
    assert first.due_at == clock.now() + timedelta(hours=24)
    assert told(first.volunteer.user, "place_offered") == 1
    services.take_offer(first, by=first.volunteer.user)
    assert (state(first), taken(shift)) == ("confirmed", 1)


def test_why_somebody_was_passed_over_stands_in_the_log(cast) -> None:
    shift, [row] = full(cast)
    elsewhere, lost, free = make.crowd(cast, 3)
    waiting = {who.pk: up(shift, who) for who in (elsewhere, lost, free)}
    up(make.shift(cast), elsewhere)
    Volunteer.objects.filter(pk=lost.pk).update(status="suspended")
    services.withdraw(row, by=row.volunteer.user)
    assert state(waiting[free.pk]) == "offered"
    assert [state(waiting[who.pk]) for who in (elsewhere, lost)] == ["waiting", "waiting"]
    skipped = AuditEvent.objects.filter(action="signup.skipped").order_by("pk")
    got = waiting[free.pk].pk
    assert [(e.thing_id, e.detail) for e in skipped] == [
        (str(waiting[elsewhere.pk].pk), {"why": ["overlap"], "shift": shift.pk, "got": got}),
        (str(waiting[lost.pk].pk), {"why": ["inactive"], "shift": shift.pk, "got": got}),
    ]


def test_a_declined_place_goes_to_the_next_and_costs_nothing(cast) -> None:
    shift, [row] = full(cast)
    first, second = [up(shift, who) for who in make.crowd(cast, 2)]
    services.withdraw(row, by=row.volunteer.user)
    services.decline_offer(first, by=first.volunteer.user)
    assert (state(first), state(second), taken(shift)) == ("declined", "offered", 1)


def test_an_offer_nobody_answers_passes_on_and_after_two_one_waits_at_the_end(cast, as_of) -> None:
    shift, rows = full(cast, 2, days=20)
    first, second, third = [up(shift, who) for who in make.crowd(cast, 3)]
    services.withdraw(rows[0], by=rows[0].volunteer.user)
    as_of(2026, 3, 11, 8, 59)
    assert sweeps.expire_offers() == 0
    as_of(2026, 3, 11, 9, 1)
    assert sweeps.expire_offers() == 1
    assert [state(row) for row in (first, second, third)] == ["waiting", "offered", "waiting"]
    services.take_offer(second, by=second.volunteer.user)
    services.withdraw(rows[1], by=rows[1].volunteer.user)
    assert state(first) == "offered", "one unanswered offer costs no rank"
    as_of(2026, 3, 12, 9, 2)
    sweeps.expire_offers()
    assert [state(row) for row in (first, third)] == ["waiting", "offered"]
    late = up(shift, make.helper(cast))
    assert queries.place_in_line(Signup.objects.get(pk=first.pk)) == 1, "at the end of those who waited then"
    assert queries.place_in_line(late) == 2
    assert taken(shift) == 2


def test_an_offer_is_taken_in_time_or_not_at_all(cast, as_of) -> None:
    shift, [row] = full(cast)
    first = up(shift, make.helper(cast))
    services.withdraw(row, by=row.volunteer.user)
    as_of(2026, 3, 11, 9, 1)
    with pytest.raises(Refused) as refusal:
        services.take_offer(first, by=first.volunteer.user)
    assert refusal.value.code == "expired"


def test_who_has_lost_what_the_shift_asks_cannot_take_the_offer(cast) -> None:
    shift, [row] = full(cast)
    first = up(shift, make.helper(cast))
    services.withdraw(row, by=row.volunteer.user)
    Volunteer.objects.filter(pk=first.volunteer_id).update(status="suspended")
    with pytest.raises(Refused) as refusal:
        services.take_offer(first, by=first.volunteer.user)
    assert refusal.value.code == "inactive"


def test_within_two_hours_of_the_start_the_organiser_telephones(cast, as_of) -> None:
    shift, [row] = full(cast)
    first, second = [up(shift, who) for who in make.crowd(cast, 2)]
    as_of(2026, 3, 13, 7, 30)
    services.withdraw(row, by=row.volunteer.user)
    assert [state(first), state(second)] == ["waiting", "waiting"]
    assert told(cast.officer, "places_to_call") == 1
    assert up(shift, make.helper(cast)).status == "waiting", "a newcomer does not pass those who wait"
    deciding.note_call(first, by=cast.officer, result="no_answer")
    deciding.call_in(second, by=cast.officer)
    assert (state(second), taken(shift)) == ("confirmed", 1)
    with pytest.raises(Refused) as refusal:
        deciding.call_in(first, by=cast.officer)
    assert refusal.value.code == "full"


def test_a_place_nobody_could_take_is_free_for_who_waits_and_for_newcomers(cast) -> None:
    shift, [row] = full(cast)
    who = make.helper(cast)
    waiting = up(shift, who)
    other = up(make.shift(cast), who)
    services.withdraw(row, by=row.volunteer.user)
    assert (state(waiting), taken(shift)) == ("waiting", 0)
    with pytest.raises(Refused) as refusal:
        services.take_free_place(waiting, by=who.user)
    assert refusal.value.code == "overlap"
    services.withdraw(other, by=who.user)
    services.take_free_place(waiting, by=who.user)
    assert (state(waiting), taken(shift)) == ("confirmed", 1)


def test_more_places_are_offered_to_as_many_who_wait(cast, jobs) -> None:
    shift, _rows = full(cast)
    waiting = [up(shift, who) for who in make.crowd(cast, 3)]
    planning.change_capacity(shift, by=cast.officer, capacity=3)
    jobs()
    assert [state(row) for row in waiting] == ["offered", "offered", "waiting"]
    assert taken(shift) == 3


# --- leaving -----------------------------------------------------------------------------------------------------
def test_leaving_in_time_is_free_and_leaving_late_counts_for_a_year(cast, as_of) -> None:
    """Law: R-VOL-10."""
    shift, who = make.shift(cast), make.helper(cast)
    early = up(shift, who)
    services.withdraw(early, by=who.user)
    assert state(early) == "cancelled"
    late = up(shift, who)
    as_of(2026, 3, 12, 9, 1)
    services.withdraw(late, by=who.user)
    assert (state(late), taken(shift)) == ("late_cancelled", 0)
    assert queries.strikes(who) == {"no_show": 0, "late_cancelled": 1}
    as_of(2027, 3, 14)
    assert queries.strikes(who) == {"no_show": 0, "late_cancelled": 0}


def test_who_waits_or_is_offered_a_place_leaves_without_it_being_late(cast, as_of) -> None:
    shift, [row] = full(cast)
    waiting, who = up(shift, make.helper(cast)), None
    as_of(2026, 3, 12, 20)
    services.withdraw(waiting, by=waiting.volunteer.user)
    assert state(waiting) == "cancelled"
    assert who is None


def test_a_shift_that_was_moved_may_be_left_late(cast, as_of) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    row = up(shift, who)
    as_of(2026, 3, 12, 12)
    start = shift.starts_at + timedelta(hours=1)
    planning.edit_shift(shift, by=cast.officer, starts_at=start, ends_at=start + timedelta(hours=3))
    services.withdraw(row, by=who.user)
    assert state(row) == "cancelled"


def test_nobody_leaves_a_shift_that_has_begun(cast, as_of) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    row = up(shift, who)
    as_of(2026, 3, 13, 9)
    with pytest.raises(Refused) as refusal:
        services.withdraw(row, by=who.user)
    assert refusal.value.code == "begun"


def test_who_leaves_the_house_gives_everything_back_and_the_next_get_it(cast, jobs) -> None:
    shift, [row] = full(cast)
    other = up(make.shift(cast, hour=14), row.volunteer)
    waiting = up(shift, make.helper(cast))
    assert services.withdraw_from_all(row.volunteer, by=None, reason="left") == 2
    jobs()
    assert [state(r) for r in (row, other, waiting)] == ["cancelled", "cancelled", "offered"]


def test_when_a_shift_begins_those_who_still_wait_hear_that_no_place_came(cast, as_of) -> None:
    shift, [row] = full(cast)
    offered, waiting = [up(shift, who) for who in make.crowd(cast, 2)]
    as_of(2026, 3, 13, 6)
    services.withdraw(row, by=row.volunteer.user)
    assert state(offered) == "offered"
    as_of(2026, 3, 13, 9)
    assert sweeps.begin_shifts() == 1
    assert sweeps.begin_shifts() == 0
    assert [state(r) for r in (offered, waiting)] == ["lapsed", "lapsed"]
    assert Shift.objects.get(pk=shift.pk).status == "running"
    assert taken(shift) == 0


# --- every verb, every state, everybody else -------------------------------------------------------------------------
VERBS = {
    "take": lambda row, cast: services.take_offer(row, by=row.volunteer.user),
    "decline": lambda row, cast: services.decline_offer(row, by=row.volunteer.user),
    "fill": lambda row, cast: services.take_free_place(row, by=row.volunteer.user),
    "cancel": lambda row, cast: services.withdraw(row, by=row.volunteer.user),
    "approve": lambda row, cast: deciding.approve_signup(row, by=cast.officer),
    "refuse": lambda row, cast: deciding.refuse_signup(row, by=cast.officer, reason="人已够"),
    "call_in": lambda row, cast: deciding.call_in(row, by=cast.officer),
    "move_back": lambda row, cast: deciding.move_back(row, by=cast.officer, reason="减少人数"),
}


def signup_in(wanted: str, cast) -> Signup:
    """A signup in this state at a shift with a place free, put there past the machine."""
    shift = make.shift(cast, capacity=5)
    row = up(shift, make.helper(cast))
    due = clock.now() + timedelta(hours=1) if wanted == "offered" else None
    Signup.objects.filter(pk=row.pk).update(status=wanted, due_at=due, queued_at=clock.now())
    Shift.objects.filter(pk=shift.pk).update(taken=1 if wanted in states.HOLDING else 0)
    return Signup.objects.select_related("shift__posting", "volunteer__user").get(pk=row.pk)


@pytest.mark.parametrize("wanted", states.SIGNUP.states)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_taken_from_the_states_of_its_table_and_from_no_other(verb, wanted, cast) -> None:
    row = signup_in(wanted, cast)
    step = states.SIGNUP.step(verb, wanted)
    if step:
        VERBS[verb](row, cast)
        assert state(row) == step.target
        holding = Signup.objects.filter(shift=row.shift, status__in=states.HOLDING).count()
        assert taken(row.shift) == holding, "the count of places is the count of those who hold one"
        return
    was, moves = Signup.objects.values().get(pk=row.pk), Move.objects.count()
    with pytest.raises(Refused):
        VERBS[verb](row, cast)
    assert Signup.objects.values().get(pk=row.pk) == was
    assert Move.objects.count() == moves
    assert taken(row.shift) == (1 if wanted in states.HOLDING else 0)


@pytest.mark.parametrize("verb", ["take", "decline", "fill", "cancel"])
def test_only_the_volunteer_answers_for_the_volunteer(verb, cast) -> None:
    row = signup_in("offered" if verb in ("take", "decline") else "waiting" if verb == "fill" else "confirmed", cast)
    act = {
        "take": services.take_offer, "decline": services.decline_offer, "fill": services.take_free_place,
        "cancel": services.withdraw,
    }[verb]  # fmt: skip
    for other in (make.helper(cast).user, cast.officer, cast.outsider, cast.city_manager):
        with pytest.raises(Refused) as refusal:
            act(row, by=other)
        assert refusal.value.code == "may:answer_signup"


@pytest.mark.parametrize("verb", ["approve", "refuse", "call_in", "move_back"])
def test_only_who_organises_decides(verb, cast) -> None:
    first = {"approve": "requested", "refuse": "requested", "call_in": "waiting", "move_back": "confirmed"}[verb]
    row = signup_in(first, cast)
    words = {} if verb in ("approve", "call_in") else {"reason": "人已够"}
    act = {
        "approve": deciding.approve_signup, "refuse": deciding.refuse_signup, "call_in": deciding.call_in,
        "move_back": deciding.move_back,
    }[verb]  # fmt: skip
    strangers = (cast.outsider, cast.other_county_manager, cast.ngo_admin, cast.social_worker, cast.auditor)
    for other in (*strangers, row.volunteer.user):
        with pytest.raises(Refused) as refusal:
            act(row, by=other, **words)
        assert refusal.value.code == "may:decide_signup"
    act(row, by=cast.county_manager, **words)


# --- what organisers decide ------------------------------------------------------------------------------------------
def test_a_request_gets_a_place_or_when_all_are_taken_a_turn(cast) -> None:
    shift = make.shift(cast, capacity=1, self_signup=False)
    first, second = [up(shift, who) for who in make.crowd(cast, 2)]
    deciding.approve_signup(first, by=cast.officer)
    deciding.approve_signup(second, by=cast.officer)
    assert [state(first), state(second), taken(shift)] == ["confirmed", "waiting", 1]
    assert told(first.volunteer.user, "signup_approved") == 1
    assert told(second.volunteer.user, "signup_waiting") == 1


def test_an_overlap_is_let_through_only_with_a_reason(cast) -> None:
    who = make.helper(cast)
    asked = up(make.shift(cast, self_signup=False), who)
    up(make.shift(cast), who)
    with pytest.raises(Refused) as refusal:
        deciding.approve_signup(asked, by=cast.officer)
    assert refusal.value.code == "overlap"
    row = deciding.approve_signup(asked, by=cast.officer, overlap_reason="两处相邻，本人只来后半段")
    assert (row.status, row.override_reason) == ("confirmed", "两处相邻，本人只来后半段")


def test_an_overlap_reason_opens_nothing_else(cast) -> None:
    asked = up(make.shift(cast, self_signup=False), make.helper(cast))
    Volunteer.objects.filter(pk=asked.volunteer_id).update(status="suspended")
    with pytest.raises(Refused) as refusal:
        deciding.approve_signup(asked, by=cast.officer, overlap_reason="急需")
    assert refusal.value.code == "inactive"


def test_a_rank_that_was_given_goes_first(cast) -> None:
    shift, [row] = full(cast)
    first, second = [up(shift, who) for who in make.crowd(cast, 2)]
    deciding.give_priority(second, by=cast.officer, priority=1, reason="上次班次因雨取消")
    services.withdraw(row, by=row.volunteer.user)
    assert [state(first), state(second)] == ["waiting", "offered"]


def test_many_at_once_each_by_itself_and_whoever_cannot_is_named(cast) -> None:
    shift = make.shift(cast, self_signup=False)
    rows = [up(shift, who) for who in make.crowd(cast, 3)]
    Volunteer.objects.filter(pk=rows[1].volunteer_id).update(status="suspended")
    done, refusals = deciding.each(rows, deciding.approve_signup, by=cast.officer)
    assert (done, taken(shift)) == (2, 2)
    assert [refusal.split("：")[0] for refusal in refusals] == [rows[1].volunteer.number]


def test_fewer_places_than_are_taken_needs_the_names_of_who_goes_back(cast) -> None:
    shift, rows = full(cast, 3)
    with pytest.raises(Refused) as refusal:
        planning.change_capacity(shift, by=cast.officer, capacity=1, to_list=[rows[0].pk])
    assert refusal.value.code == "below_taken"
    assert taken(shift) == 3
    planning.change_capacity(shift, by=cast.officer, capacity=1, to_list=[rows[0].pk, rows[2].pk])
    assert [state(row) for row in rows] == ["waiting", "confirmed", "waiting"]
    assert taken(shift) == 1


def test_who_has_come_to_lack_something_is_marked_for_the_organiser(cast) -> None:
    shift, who = make.shift(cast), make.helper(cast)
    row = up(shift, who)
    Volunteer.objects.filter(pk=who.pk).update(status="suspended")
    assert sweeps.flag_lacking() == 1
    assert Signup.objects.get(pk=row.pk).flag == "lacks"
    assert sweeps.flag_lacking() == 0
    Volunteer.objects.filter(pk=who.pk).update(status="active")
    sweeps.flag_lacking()
    assert Signup.objects.get(pk=row.pk).flag == ""


def test_a_shift_with_too_few_people_is_told_once_a_day_before(cast, jobs, as_of) -> None:
    shift = make.shift(cast, min_needed=2)
    up(shift, make.helper(cast))
    sweeps.remind_of_risk()
    assert not Job.objects.filter(kind=sweeps.AT_RISK).exists()
    as_of(2026, 3, 12, 9)
    assert [row.pk for row in sweeps.at_risk(Shift.objects.all())] == [shift.pk]
    for _n in range(2):
        sweeps.remind_of_risk()
        jobs()
    assert told(cast.officer, "shift_at_risk") == 1
    up(shift, make.helper(cast))
    assert not sweeps.at_risk(Shift.objects.all()).exists()
