"""What courses refuse, each with its code: the planner's and trainer's slips, and what comes too early or too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kit import clock
from kit.errors import Refused
from tests.cast import DONGXI, QIXIA
from tests.training import classroom as make
from tests.training.classroom import state, taken
from training.courses import assigning, attendance, deciding, diplomas, planning, services, sweeps
from training.models import Course, Diploma, Enrolment, Session, SessionPresence, Trainer


@pytest.fixture(autouse=True)
def tuesday(as_of: Any) -> None:
    as_of(2026, 3, 10, 9)


def refused(code: str, act: Any, *args: Any, **more: Any) -> None:
    with pytest.raises(Refused) as why:
        act(*args, **more)
    assert why.value.code == code, why.value


def full(cast: Any, **columns: Any) -> tuple[Session, Enrolment, Enrolment]:
    """A session with one place: who has it, and who waits."""
    session = make.session(cast, capacity=1, **columns)
    has, waits = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    return session, has, waits


def offered(cast: Any, **columns: Any) -> Enrolment:
    """Somebody to whom the one place is offered."""
    _session, has, waits = full(cast, **columns)
    services.withdraw(has, by=has.learner)
    return waits


def elsewhere(row: Enrolment) -> None:
    """The learner has come to have another place at the same time, past the guards."""
    of = row.session.course
    other = Session.objects.get(pk=row.session_id)
    other.pk, other.taken, other.capacity = None, 0, 9
    other._state.adding = True
    other.save()
    Enrolment.objects.create(
        session=other, course=of, learner=row.learner, starts_at=row.starts_at, ends_at=row.ends_at, status="enrolled"
    )


# --- courses -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"title": " "}, "title"), ({"credit_minutes": 0}, "minutes"), ({"credit_minutes": 60_001}, "minutes"),
        ({"presence_percent": 0}, "percent"), ({"presence_percent": 101}, "percent"),
        ({"audience": "client"}, "gives"),
    ],
)  # fmt: skip
def test_a_course_with_what_cannot_be_is_refused(cast: Any, columns: dict[str, Any], code: str) -> None:
    refused(code, make.course, cast, **columns)
    course = make.course(cast)
    refused(code, planning.edit_course, course, by=cast.county_manager, **columns)
    assert Course.objects.get().title == "岗前培训"


def test_a_course_of_another_county_is_made_changed_opened_and_closed_by_nobody_here(cast: Any) -> None:
    refused("may:create_course", make.course, cast, organiser=cast.county(QIXIA), county_code=QIXIA)
    course = make.course(cast, is_open=False)
    by = cast.other_county_manager
    refused("may:create_course", planning.edit_course, course, by=by, title="别的")
    for act in (planning.open_course, planning.close_course):
        refused("may:create_course", act, course, by=by)


def test_a_course_never_comes_before_itself(cast: Any) -> None:
    course = make.course(cast)
    refused("itself", planning.edit_course, course, by=cast.county_manager, prerequisites=[course])


def test_once_somebody_enrolled_the_course_stays_for_those_people(cast: Any) -> None:
    course = make.course(cast, gives="", validity_months=0)
    services.enrol(make.session(cast, course), by=make.learner(cast))
    refused("audience", planning.edit_course, course, by=cast.county_manager, audience="ngo")
    assert planning.edit_course(course, by=cast.county_manager, title="新名称") == ["title"]


def test_a_course_with_sessions_to_come_is_not_closed(cast: Any) -> None:
    session = make.session(cast)
    refused("sessions", planning.close_course, session.course, by=cast.county_manager)
    planning.cancel_session(session, by=cast.officer, reason_text="停电")
    assert planning.close_course(session.course, by=cast.county_manager).status == "closed"


# --- sessions ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"hours": 0}, "order"), ({"hours": 12.1}, "too_long"), ({"days": -1}, "past"), ({"capacity": 0}, "capacity"),
        ({"capacity": 2_001}, "capacity"), ({"break_minutes": 180}, "break"), ({"place": "　"}, "place"),
        ({"people": "minor"}, "people"), ({"signup_closes_at": clock.at(clock.today() + timedelta(400))}, "window"),
    ],
)  # fmt: skip
def test_a_session_with_what_cannot_be_is_refused(cast: Any, columns: dict[str, Any], code: str) -> None:
    refused(code, make.session, cast, make.course(cast), **columns)
    assert not Session.objects.exists()


def test_a_moved_session_is_looked_at_like_a_new_one(cast: Any) -> None:
    session = make.session(cast)
    refused("place", planning.edit_session, session, by=cast.officer, place=" ")
    back = {"starts_at": session.starts_at - timedelta(days=4), "ends_at": session.ends_at - timedelta(days=4)}
    refused("past", planning.edit_session, session, by=cast.officer, **back)
    refused("may:plan_session", planning.edit_session, session, by=cast.outsider, place="别处")


def test_a_closed_course_gets_no_more_sessions(cast: Any) -> None:
    course = make.course(cast)
    planning.close_course(course, by=cast.county_manager)
    refused("closed", make.session, cast, course)


def test_a_session_that_began_is_changed_no_more(cast: Any, as_of: Any) -> None:
    session = make.session(cast)
    as_of(2026, 3, 13, 10)
    refused("begun", planning.edit_session, session, by=cast.officer, place="三楼")
    sweeps.begin_sessions()
    refused("begun", planning.edit_session, session, by=cast.officer, place="三楼")


@pytest.mark.parametrize("capacity", [0, 2_001])
def test_a_session_has_a_place_and_not_thousands(cast: Any, capacity: int) -> None:
    refused("capacity", planning.change_capacity, make.session(cast), by=cast.officer, capacity=capacity)


def test_another_office_neither_shuts_nor_reopens_nor_ends_it(cast: Any, as_of: Any) -> None:
    session = make.session(cast)
    refused("may:plan_session", planning.close_signup, session, by=cast.outsider)
    planning.close_signup(session, by=cast.officer)
    refused("may:plan_session", planning.reopen_signup, session, by=cast.outsider)
    as_of(2026, 3, 13, 13)
    refused("may:plan_session", attendance.finish_session, session, by=cast.outsider)


def test_nothing_is_cancelled_without_a_reason(cast: Any) -> None:
    session = make.session(cast)
    refused("reason", planning.cancel_session, session, by=cast.officer, reason_text="  ")
    assert Session.objects.get().status == "open"


def test_a_session_is_not_ended_before_its_end(cast: Any, as_of: Any) -> None:
    session = make.session(cast)
    as_of(2026, 3, 13, 11, 59)
    sweeps.begin_sessions()
    refused("not_over", attendance.finish_session, session, by=cast.officer)


# --- lecturers ---------------------------------------------------------------------------------------------------
def lecturer(cast: Any, **columns: Any) -> Trainer:
    told = {"name": "何老师", "kind": "university", "organisation": "云栖学院", "topics": "沟通", "county_code": DONGXI}
    return planning.keep_trainer(Trainer(**{**told, **columns}), by=cast.county_manager)


@pytest.mark.parametrize("missing", ["name", "organisation", "topics"])
def test_a_lecturer_has_a_name_a_place_and_a_subject(cast: Any, missing: str) -> None:
    refused("trainer", lecturer, cast, **{missing: " "})
    assert not Trainer.objects.exists()


def test_a_lecturer_of_another_county_is_not_kept_here(cast: Any) -> None:
    refused("may:keep_trainers", lecturer, cast, county_code=QIXIA)


def test_a_lecturer_who_takes_no_invitations_is_not_planned_and_one_busy_elsewhere_is_not_moved_there(
    cast: Any,
) -> None:
    gone, busy = lecturer(cast, is_active=False), lecturer(cast)
    refused("trainer", make.session, cast, trainers=[gone])
    make.session(cast, trainers=[busy])
    other = make.session(cast, make.course(cast), hour=10)
    refused("trainer", planning.edit_session, other, by=cast.officer, trainers=[busy])
    later = make.session(cast, make.course(cast), hour=14, trainers=[busy])
    refused(
        "trainer", planning.edit_session, later, by=cast.officer, trainers=[busy],
        starts_at=later.starts_at - timedelta(hours=4), ends_at=later.ends_at - timedelta(hours=4),
    )  # fmt: skip


# --- enrolling and answering ---------------------------------------------------------------------------------------
def test_who_learns_nothing_here_enrols_in_nothing(cast: Any) -> None:
    refused("may:enrol", services.enrol, make.session(cast), by=cast.auditor)


def test_only_a_manager_enrols_somebody_else(cast: Any) -> None:
    session, who = make.session(cast), make.learner(cast)
    for by in (cast.officer, cast.other_county_manager):
        refused("may:assign_learners", services.assign, session, who, by=by)
        refused("may:assign_learners", assigning.assign_some, session, None, by=by)
    assert services.assign(session, who, by=cast.county_manager).enrolled_by == cast.county_manager


def test_when_places_and_list_are_full_the_next_is_sent_on(cast: Any) -> None:
    session, _has, _waits = full(cast, waiting_limit=1)
    refused("full", services.enrol, session, by=make.learner(cast))
    assert Enrolment.objects.count() == 2


def test_a_session_that_was_moved_while_somebody_looked_is_looked_at_again(cast: Any, monkeypatch: Any) -> None:
    """It was moved between the look and the lock."""
    from training.courses import enrolling

    session, who = make.session(cast), make.learner(cast)

    def moved(*_told: Any) -> None:
        later = {"starts_at": session.starts_at + timedelta(days=1), "ends_at": session.ends_at + timedelta(days=1)}
        Session.objects.filter(pk=session.pk).update(**later)

    monkeypatch.setattr(enrolling, "check_fit", moved)
    refused("changed_meanwhile", services.enrol, session, by=who)
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("act", [services.take_offer, services.decline_offer])
def test_an_offer_is_answered_once_and_in_time(cast: Any, as_of: Any, act: Any) -> None:
    row = offered(cast)
    as_of(2026, 3, 11, 10)  # the minute's sweep has not come by yet
    refused("expired", act, row, by=row.learner)
    as_of(2026, 3, 10, 9)
    act(row, by=row.learner)
    refused("answered", act, row, by=row.learner)


def test_who_has_come_to_be_elsewhere_takes_no_offered_place(cast: Any) -> None:
    row = offered(cast)
    elsewhere(row)
    refused("overlap", services.take_offer, row, by=row.learner)
    assert state(row) == "offered"


def free_place(cast: Any) -> Enrolment:
    """Somebody who waits beside a place that nobody before could take."""
    session, has, waits = full(cast)
    elsewhere(waits)
    services.withdraw(has, by=has.learner)
    assert (state(waits), taken(session)) == ("waiting", 0)
    return waits


def test_a_free_place_is_taken_by_who_waits_and_is_free_then(cast: Any) -> None:
    row = free_place(cast)
    refused("may:answer_enrolment", services.take_free_place, row, by=make.learner(cast))
    refused("overlap", services.take_free_place, row, by=row.learner)
    Enrolment.objects.exclude(session_id=row.session_id).delete()
    assert services.take_free_place(row, by=row.learner).status == "enrolled"


def test_a_free_place_that_was_taken_meanwhile_or_is_shut_is_not_given(cast: Any) -> None:
    _session, _has, waits = full(cast)
    refused("full", services.take_free_place, waits, by=waits.learner)
    row = free_place(cast)
    planning.close_signup(row.session, by=cast.officer)
    refused("not_open", services.take_free_place, row, by=row.learner)


# --- clients -------------------------------------------------------------------------------------------------------
def client_session(cast: Any, **columns: Any) -> Session:
    return make.session(cast, make.course(cast, audience="client", gives="", validity_months=0), **columns)


def enrol_client(cast: Any, session: Session, ref: str = "C-AAAA1111", by: Any = None) -> Enrolment:
    return services.enrol_client(session, ref=ref, track="adult", office=cast.office, by=by or cast.officer)


def test_a_client_is_enrolled_by_the_own_office_while_enrolment_is_open_and_in_one_place_at_a_time(cast: Any) -> None:
    session = client_session(cast)
    refused("may:enrol_client", enrol_client, cast, session, by=cast.outsider)
    shut = client_session(cast, hour=14)
    planning.close_signup(shut, by=cast.officer)
    refused("not_open", enrol_client, cast, shut)
    enrol_client(cast, session)
    refused("overlap", enrol_client, cast, client_session(cast, hour=10))


# --- what planners decide ------------------------------------------------------------------------------------------
def test_a_call_fills_a_place_that_is_free_with_somebody_who_fits(cast: Any, as_of: Any) -> None:
    session, _has, waits = full(cast)
    refused("may:decide_enrolment", deciding.call_in, waits, by=cast.outsider)
    refused("full", deciding.call_in, waits, by=cast.officer)
    row = free_place(cast)
    refused("overlap", deciding.call_in, row, by=cast.officer)
    as_of(2026, 3, 13, 12)
    refused("over", deciding.call_in, waits, by=cast.officer)
    as_of(2026, 3, 10, 9)
    planning.cancel_session(session, by=cast.officer, reason_text="停电")
    refused("over", deciding.call_in, waits, by=cast.officer)


def test_nobody_is_taken_out_without_a_reason_or_after_the_beginning(cast: Any, as_of: Any) -> None:
    _session, has, _waits = full(cast)
    refused("reason", deciding.take_out, has, by=cast.officer, reason_text=" ")
    as_of(2026, 3, 13, 9)
    refused("begun", deciding.take_out, has, by=cast.officer, reason_text="名额给错了")
    assert state(has) == "enrolled"


def test_a_rank_is_given_for_a_reason_within_its_bounds_and_while_it_matters(cast: Any) -> None:
    _session, has, waits = full(cast)
    act, told = deciding.give_priority, {"priority": 1, "reason_text": "上次被取消"}
    refused("may:decide_enrolment", act, waits, by=cast.outsider, **told)
    refused("reason", act, waits, by=cast.officer, priority=1, reason_text="")
    for priority in (-10, 10):
        refused("priority", act, waits, by=cast.officer, priority=priority, reason_text="x")
    services.withdraw(waits, by=waits.learner)
    refused("over", act, waits, by=cast.officer, **told)
    assert Enrolment.objects.get(pk=has.pk).priority == 0


# --- attendance ----------------------------------------------------------------------------------------------------
def test_the_door_lets_in_whoever_is_expected_and_out_whoever_is_there(cast: Any, as_of: Any) -> None:
    _session, has, waits = full(cast)
    as_of(2026, 3, 13, 9)
    refused("not_expected", services.check_in, waits, by=waits.learner, step=1)
    refused("not_here", services.check_out, has, by=has.learner, step=1)
    services.check_in(has, by=has.learner, step=2)
    refused("here", services.check_in, has, by=has.learner, step=3)
    refused("may:answer_enrolment", services.check_out, has, by=waits.learner, step=4)


def test_nothing_is_recorded_for_whoever_is_not_expected(cast: Any, as_of: Any) -> None:
    session, has, waits = full(cast)
    as_of(2026, 3, 13, 20)
    refused("not_expected", services.enter_minutes, waits, by=cast.officer, minutes=60)
    as_of(2026, 3, 10, 9)
    planning.cancel_session(session, by=cast.officer, reason_text="停电")
    as_of(2026, 3, 13, 20)
    refused("not_expected", services.enter_minutes, has, by=cast.officer, minutes=60)
    assert not SessionPresence.objects.exists()


# --- certificates --------------------------------------------------------------------------------------------------
def test_a_certificate_is_made_void_for_a_reason_and_never_ones_own(cast: Any, as_of: Any) -> None:
    of = make.course(cast, audience="staff", gives="", validity_months=0, credit_minutes=180)
    row = services.enrol(make.session(cast, of), by=cast.county_manager)
    as_of(2026, 3, 13, 20)
    services.enter_minutes(row, by=cast.officer, minutes=180)
    diploma = Diploma.objects.get()
    refused("own_credential", diplomas.void_diploma, diploma, by=cast.county_manager, reason_text="x")
    refused("reason", diplomas.void_diploma, diploma, by=cast.city_manager, reason_text=" ")
    refused("may:void_diploma", diplomas.void_diploma, diploma, by=cast.officer, reason_text="x")
    assert Diploma.objects.get().status == "valid"
