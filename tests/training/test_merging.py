"""Two accounts of one person become one at the vetting desk: lessons, quizzes, places, certificates go along."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from kit import clock
from tests import build
from tests.training import classroom as make
from tests.training import lessons, quiz
from training.courses import services
from training.learning import services as learning
from training.merging import services as merging
from training.models import Attempt, Credential, Diploma, Enrolment, LessonProgress, RoundMember
from training.quizzes import series
from training.quizzes import services as quizzes


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def two(cast):
    """The account that the office made, and the one with which the person applied."""
    return make.learner(cast, "李芸"), make.learner(cast, "李芸")


def merge(cast, two) -> None:
    merging.hand_over(*two, by=cast.officer, county_code="990103")


# --- lessons -------------------------------------------------------------------------------------------------------
def test_lessons_go_over_and_one_begun_with_both_counts_once(cast, two) -> None:
    lessons.ready()
    old, new = two
    law = lessons.page("law")
    lessons.take(law, old)
    done = LessonProgress.objects.get(learner=old)
    learning.open_lesson(law, by=new)
    merge(cast, two)
    row = LessonProgress.objects.get()
    assert (row.learner, row.minutes, row.finished_at) == (new, done.minutes, done.finished_at)
    assert sorted(row.ticked) == sorted(done.ticked)


# --- quizzes -------------------------------------------------------------------------------------------------------
def test_sittings_are_numbered_on_and_what_runs_is_handed_in(cast, two, as_of) -> None:
    old, new = two
    paper = quiz.quiz(cast)
    quiz.sat(cast, paper, by=new, right=1)
    quiz.sat(cast, paper, by=old, right=2)
    as_of(2026, 3, 12, 9)
    running = quizzes.begin(paper, by=old)
    merge(cast, two)
    rows = Attempt.objects.filter(learner=new).order_by("number")
    assert [row.number for row in rows] == [1, 2, 3]
    assert not Attempt.objects.filter(learner=old).exists()
    running.refresh_from_db()
    assert running.status == "graded"
    assert running.handed_in_at <= clock.now()


def test_somebody_expected_twice_in_a_round_is_expected_once(cast, two, as_of) -> None:
    old, new = two
    paper = quiz.quiz(cast)
    days = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=30), "open_days": 3}
    series.start_series(paper, by=cast.city_manager, title="每周测验", cadence="weekly", **days)
    assert RoundMember.objects.filter(learner__in=two).count() == 2
    quiz.sat(cast, paper, by=old)
    merge(cast, two)
    member = RoundMember.objects.get(learner__in=two)
    assert (member.learner, member.first_pct) == (new, 100)
    assert member.passed_at is not None


# --- sessions and certificates ---------------------------------------------------------------------------------------
def test_places_and_certificates_go_over(cast, two) -> None:
    old, new = two
    short = make.course(cast, credit_minutes=180)
    session = make.session(cast, short, days=1)
    place = services.enrol(session, by=old)
    later = services.enrol(make.session(cast, days=9), by=old)
    with clock.frozen(session.ends_at):
        services.enter_minutes(place, by=cast.officer, minutes=180)
        merge(cast, two)
    assert Diploma.objects.get().learner == new
    assert set(Credential.objects.values_list("holder_id", "kind")) == {(new.pk, "induction"), (new.pk, "refresher")}
    assert Enrolment.objects.get(pk=later.pk).learner == new
    assert AuditEvent.objects.filter(action="training.hand_over").count() == 1


@pytest.mark.parametrize("same", [True, False])
def test_of_two_places_at_one_time_one_goes_back_and_the_next_in_turn_gets_it(cast, two, same) -> None:
    old, new = two
    session = make.session(cast, capacity=2)
    first = services.enrol(session, by=old)
    other = services.enrol(session if same else make.session(cast, hour=10), by=new)
    merge(cast, two)
    assert make.state(first) == "cancelled"
    assert (make.state(other), make.taken(session)) == ("enrolled", 1 if same else 0)
    assert make.taken(session) == Enrolment.objects.filter(session=session, status="enrolled").count()


def test_a_sure_place_is_kept_before_a_turn_in_the_list(cast, two) -> None:
    old, new = two
    session = make.session(cast, capacity=1)
    sure, turn = services.enrol(session, by=old), services.enrol(session, by=new)
    assert (make.state(sure), make.state(turn)) == ("enrolled", "waiting")
    merge(cast, two)
    assert (make.state(sure), make.state(turn)) == ("enrolled", "cancelled")
    assert Enrolment.objects.get(pk=sure.pk).learner == new


def test_a_session_attended_with_both_counts_once_and_the_longer_presence(cast, two) -> None:
    old, new = two
    session = make.session(cast, days=1)
    rows = [services.enrol(session, by=who) for who in two]
    with clock.frozen(session.ends_at):
        for row, minutes in zip(rows, (170, 90), strict=True):
            services.enter_minutes(row, by=cast.officer, minutes=minutes)
        merge(cast, two)
    assert [row.minutes for row in Enrolment.objects.filter(learner=new, status="attended")] == [170]


def test_what_both_have_together_is_enough_for_the_certificate(cast, two) -> None:
    old, new = two
    course = make.course(cast, credit_minutes=300)
    halves = [make.session(cast, course, days=n) for n in (1, 2)]
    rows = [services.enrol(session, by=who) for session, who in zip(halves, two, strict=True)]
    with clock.frozen(halves[1].ends_at):
        for row in rows:
            services.enter_minutes(row, by=cast.officer, minutes=150)
        assert not Diploma.objects.exists()
        merge(cast, two)
    assert Diploma.objects.get().learner == new


# --- papers --------------------------------------------------------------------------------------------------------
def test_the_same_paper_entered_with_both_counts_once_for_the_longer_time(cast, two) -> None:
    old, new = two
    build.credential(cast, old, "no_record", days=300)
    build.credential(cast, new, "no_record", days=100)
    merge(cast, two)
    row = Credential.objects.get(holder=new, kind="no_record", withdrawn_at=None)
    assert row.valid_to == clock.today() + timedelta(days=300)
    assert not Credential.objects.filter(holder=old).exists()
