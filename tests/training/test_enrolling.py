"""Enrolling in a session: what opens and shuts the door, who waits, who is offered the freed place, who may leave."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging import queue
from messaging.models import Message
from tests.training import classroom as make
from tests.training.classroom import state, taken
from training.courses import deciding, enrolling, planning, services, sweeps
from training.models import Enrolment


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def told(user, kind: str) -> int:
    return Message.objects.filter(to=user, kind=kind).count()


def full(cast, n: int = 1, **columns):
    """A session with `n` places, all of them taken."""
    session = make.session(cast, capacity=n, **columns)
    return session, [services.enrol(session, by=who) for who in make.crowd(cast, n)]


# --- getting in ----------------------------------------------------------------------------------------------------
def test_who_enrols_has_a_place_at_once_and_is_told(cast) -> None:
    session, who = make.session(cast), make.learner(cast)
    row = services.enrol(session, by=who)
    assert (row.status, taken(session)) == ("enrolled", 1)
    assert told(who, "session_enrolled") == 1


def test_enrolling_twice_is_one_enrolment(cast) -> None:
    session, who = make.session(cast), make.learner(cast)
    assert services.enrol(session, by=who).pk == services.enrol(session, by=who).pk
    assert taken(session) == 1


def test_a_course_is_only_for_those_it_is_meant_for(cast) -> None:
    session = make.session(cast)
    with pytest.raises(Refused) as refusal:
        services.enrol(session, by=cast.social_worker)
    assert refusal.value.code == "audience"
    assert taken(session) == 0


def test_a_draft_and_a_closed_session_take_nobody(cast) -> None:
    draft = make.session(cast, make.course(cast, is_open=False))
    shut = make.session(cast, days=4)
    planning.close_signup(shut, by=cast.officer)
    for session in (draft, shut):
        with pytest.raises(Refused) as refusal:
            services.enrol(session, by=make.learner(cast))
        assert refusal.value.code == "not_open"


def test_after_the_closing_time_nobody_enrols(cast, as_of) -> None:
    session = make.session(cast, signup_closes_at=clock.now() + timedelta(hours=1))
    as_of(2026, 3, 10, 10)
    with pytest.raises(Refused) as refusal:
        services.enrol(session, by=make.learner(cast))
    assert refusal.value.code == "too_late"


def test_what_is_missing_is_named_with_the_next_session_that_gives_it(cast) -> None:
    gives = make.session(cast, days=5, place="云栖路 8 号")
    refresher = make.course(cast, title="年度复训", gives="refresher", validity_months=0, requires=["induction"])
    with pytest.raises(Refused) as refusal:
        services.enrol(make.session(cast, refresher, days=9), by=make.learner(cast))
    assert refusal.value.code == "paper"
    [sentence] = map(str, refusal.value.reasons)
    assert "岗前培训" in sentence
    assert "云栖路 8 号" in sentence
    planning.cancel_session(gives, by=cast.officer, reason_text="停电")
    with pytest.raises(Refused) as refusal:
        services.enrol(make.session(cast, refresher, days=10), by=make.learner(cast))
    assert "下一场" not in str(refusal.value.reasons[0])


def test_a_course_before_must_be_passed(cast) -> None:
    first, second = make.course(cast, gives="", validity_months=0), make.course(cast, title="进阶", gives="")
    second.prerequisites.set([first])
    who = make.learner(cast)
    with pytest.raises(Refused) as refusal:
        services.enrol(make.session(cast, second), by=who)
    assert refusal.value.code == "course"


def test_nobody_is_in_two_sessions_at_once_but_touching_is_free(cast) -> None:
    who, of = make.learner(cast), make.course(cast)
    services.enrol(make.session(cast, of, hour=9, hours=2), by=who)
    services.enrol(make.session(cast, of, hour=11, hours=2), by=who)
    with pytest.raises(Refused) as refusal:
        services.enrol(make.session(cast, of, hour=10, hours=2), by=who)
    assert refusal.value.code == "overlap"


# --- waiting -------------------------------------------------------------------------------------------------------
def test_who_comes_when_all_is_taken_waits(cast) -> None:
    session, _rows = full(cast)
    row = services.enrol(session, by=make.learner(cast))
    assert row.status == "waiting"
    assert told(row.learner, "session_waiting") == 1


def test_a_freed_place_is_offered_to_the_next_in_the_same_breath(cast) -> None:
    session, [first] = full(cast)
    second, third = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    services.withdraw(first, by=first.learner)
    assert [state(row) for row in (first, second, third)] == ["cancelled", "offered", "waiting"]
    assert taken(session) == 1
    assert told(second.learner, "session_place_offered") == 1
    services.take_offer(second, by=second.learner)
    assert state(second) == "enrolled"


def test_who_is_busy_elsewhere_is_skipped_which_is_noted(cast) -> None:
    session, [first] = full(cast)
    busy, free = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    other = make.session(cast, session.course, hour=10)
    Enrolment.objects.create(
        session=other, course=other.course, learner=busy.learner, starts_at=other.starts_at, ends_at=other.ends_at,
        status="enrolled",
    )  # fmt: skip
    services.withdraw(first, by=first.learner)
    assert (state(busy), state(free)) == ("waiting", "offered")
    noted = AuditEvent.objects.get(action="enrolment.skipped")
    assert noted.detail["why"] == ["overlap"]
    assert noted.detail["got"] == free.pk


def test_an_offer_that_runs_out_passes_to_the_next(cast, as_of) -> None:
    session, [first] = full(cast)
    second, third = (services.enrol(session, by=who) for who in make.crowd(cast, 2))
    services.withdraw(first, by=first.learner)
    as_of(2026, 3, 11, 10)
    assert sweeps.expire_offers() == 1
    assert (state(second), state(third)) == ("waiting", "offered")
    with pytest.raises(Refused) as refusal:
        services.take_offer(second, by=second.learner)
    assert refusal.value.code == "answered"


def test_close_to_the_start_somebody_telephones_instead(cast, as_of) -> None:
    session, [first] = full(cast, days=1)
    second = services.enrol(session, by=make.learner(cast))
    as_of(2026, 3, 11, 8)
    services.withdraw(first, by=first.learner)
    assert state(second) == "waiting"
    assert told(cast.officer, "session_places_to_call") == 1
    deciding.call_in(second, by=cast.officer)
    assert (state(second), taken(session)) == ("enrolled", 1)


def test_more_places_go_to_the_list_and_fewer_than_taken_are_refused(cast) -> None:
    session, _rows = full(cast, 2)
    waits = services.enrol(session, by=make.learner(cast))
    planning.change_capacity(session, by=cast.officer, capacity=3)
    assert state(waits) == "offered"
    with pytest.raises(Refused) as refusal:
        planning.change_capacity(session, by=cast.officer, capacity=2)
    assert refusal.value.code == "below_taken"


def test_whoever_still_waits_when_it_begins_hears_no_more_of_it(cast, as_of) -> None:
    session, _rows = full(cast)
    waits = services.enrol(session, by=make.learner(cast))
    as_of(2026, 3, 13, 9)
    assert sweeps.begin_sessions() == 1
    assert state(waits) == "lapsed"


def test_what_nobody_could_decide_under_the_locks_a_job_decides(cast) -> None:
    session, [first] = full(cast)
    row = services.enrol(session, by=make.learner(cast))
    queue.enqueue("training.next_turn", {"session": session.pk})
    services.withdraw(first, by=first.learner)
    queue.run_due()
    assert state(row) == "offered"
    assert taken(session) == 1


# --- leaving -------------------------------------------------------------------------------------------------------
def test_nobody_answers_or_leaves_for_somebody_else(cast) -> None:
    session, [row] = full(cast)
    for act in (services.withdraw, services.take_offer, services.decline_offer):
        with pytest.raises(Refused) as refusal:
            act(row, by=make.learner(cast))
        assert refusal.value.code.startswith("may:")


def test_after_the_beginning_nobody_withdraws(cast, as_of) -> None:
    session, [row] = full(cast)
    as_of(2026, 3, 13, 10)
    with pytest.raises(Refused) as refusal:
        services.withdraw(row, by=row.learner)
    assert refusal.value.code == "begun"


def test_a_cancelled_session_tells_everybody_why_and_frees_them(cast) -> None:
    session, [row] = full(cast)
    planning.cancel_session(session, by=cast.officer, reason_text="讲师生病")
    assert (state(row), taken(session)) == ("cancelled", 0)
    assert told(row.learner, "session_cancelled") == 1


def test_a_moved_session_keeps_its_people_and_tells_them(cast) -> None:
    session, [row] = full(cast)
    later = session.starts_at + timedelta(days=1)
    planning.edit_session(session, by=cast.officer, starts_at=later, ends_at=later + timedelta(hours=3))
    row.refresh_from_db()
    assert (row.starts_at, row.status, row.flag) == (later, "enrolled", "moved")
    assert told(row.learner, "session_moved") == 1


# --- who plans -----------------------------------------------------------------------------------------------------
def test_another_office_plans_and_decides_nothing_here(cast) -> None:
    session, [row] = full(cast)
    for act in (
        lambda: planning.cancel_session(session, by=cast.outsider, reason_text="x"),
        lambda: planning.change_capacity(session, by=cast.outsider, capacity=9),
        lambda: deciding.take_out(row, by=cast.outsider, reason_text="x"),
        lambda: make.session(cast, session.course, by=cast.outsider),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code.startswith("may:")


def test_an_organisation_opens_no_door_of_the_bureau(cast) -> None:
    own = {"organiser": cast.chunhui, "county_code": "990103", "by": cast.ngo_admin, "audience": "ngo"}
    with pytest.raises(Refused) as refusal:
        make.course(cast, **own)
    assert refusal.value.code == "gives"
    course = make.course(cast, gives="", validity_months=0, **own)
    assert course.status == "open"
    with pytest.raises(Refused) as refusal:
        make.session(cast, make.course(cast), by=cast.ngo_admin, organiser=cast.chunhui)
    assert refusal.value.code == "own_course"


def test_a_credential_without_a_term_needs_the_months(cast) -> None:
    with pytest.raises(Refused) as refusal:
        make.course(cast, validity_months=0)
    assert refusal.value.code == "validity"


def test_one_trainer_is_not_in_two_rooms(cast) -> None:
    from training.models import Trainer

    trainer = planning.keep_trainer(
        Trainer(name="何老师", kind="university", organisation="云栖学院", topics="沟通", county_code="990103"),
        by=cast.county_manager,
    )
    make.session(cast, trainers=[trainer])
    with pytest.raises(Refused) as refusal:
        make.session(cast, trainers=[trainer], hour=11)
    assert refusal.value.code == "trainer"


# --- clients -------------------------------------------------------------------------------------------------------
def client_session(cast, **columns):
    of = make.course(cast, audience="client", gives="", validity_months=0, title="电工技能班")
    return make.session(cast, of, **columns)


def enrol_client(cast, session, ref: str, track: str = "adult", by=None):
    return enrolling.enrol_client(session, ref=ref, track=track, office=cast.office, by=by or cast.officer)


def test_an_officer_enrols_a_client_by_code_and_answers_for_them(cast) -> None:
    session = client_session(cast, capacity=1)
    first, second = enrol_client(cast, session, "C-AAAA1111"), enrol_client(cast, session, "C-BBBB2222")
    assert (first.status, second.status) == ("enrolled", "waiting")
    services.withdraw(first, by=cast.officer)
    assert state(second) == "offered"
    assert told(cast.officer, "session_place_offered") == 1
    services.take_offer(second, by=cast.officer)
    assert state(second) == "enrolled"
    with pytest.raises(Refused):
        services.withdraw(second, by=cast.outsider)


def test_minors_and_adults_are_never_in_one_session(cast) -> None:
    session = client_session(cast, people="minor")
    with pytest.raises(Refused) as refusal:
        enrol_client(cast, session, "C-AAAA1111")
    assert refusal.value.code == "people"
    enrol_client(cast, session, "C-CCCC3333", track="minor")
    with pytest.raises(Refused) as refusal:
        planning.edit_session(session, by=cast.officer, people="adult")
    assert refusal.value.code == "people"


def test_a_client_is_in_no_course_of_volunteers_and_nobody_enrols_in_a_clients_course(cast) -> None:
    with pytest.raises(Refused) as refusal:
        enrol_client(cast, make.session(cast), "C-AAAA1111")
    assert refusal.value.code == "audience"
    with pytest.raises(Refused) as refusal:
        services.enrol(client_session(cast), by=make.learner(cast))
    assert refusal.value.code == "audience"


# --- the database itself -------------------------------------------------------------------------------------------
@pytest.mark.db
def test_the_database_gives_no_place_twice(cast) -> None:
    session, [row] = full(cast)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_session SET taken = capacity + 1 WHERE id = %s", [session.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            session=session, course=session.course, learner=row.learner, starts_at=row.starts_at, ends_at=row.ends_at,
            status="waiting",
        )  # fmt: skip
