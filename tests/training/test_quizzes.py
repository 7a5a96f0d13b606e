"""Sitting a quiz: the server's clock, answers that stay, one attempt each, resits, results that never change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import AuditEvent, Move
from kit.errors import Refused
from messaging import outbox
from tests.cast import Cast
from tests.training import quiz as make
from training import hooks
from training.models import Attempt, AttemptItem, Question, QuestionVersion
from training.quizzes import bank, blueprints, marking, queries, services
from training.quizzes.drawing import Part
from training.quizzes.services import Answer
from training.quizzes.signals import graded

pytestmark = pytest.mark.django_db


def refused(code: str, act: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as why:
        act(*args, **more)
    assert why.value.code == code
    return why.value


@pytest.fixture
def heard() -> Any:
    """The attempts that were told of as graded."""
    found: list[Attempt] = []

    def hear(sender: Any, attempt: Attempt, **_more: Any) -> None:
        found.append(attempt)

    graded.connect(hear)
    yield found
    graded.disconnect(hear)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Courses answer with these sentences."""
    said: list[str] = []
    monkeypatch.setattr(hooks.may_begin, "_answer", lambda user, blueprint: said)
    return said


# --- beginning ---------------------------------------------------------------------------------------------------
def test_beginning_draws_the_quiz_and_starts_the_clock_of_the_server(cast: Cast, as_of: Any) -> None:
    now = as_of(2026, 3, 10, 9)
    attempt = services.begin(make.quiz(cast, 5), by=cast.volunteer)
    assert (attempt.began_at, attempt.ends_at) == (now, now + timedelta(minutes=30))
    assert (attempt.status, attempt.number, attempt.points_max) == ("running", 1, 50)
    assert [item.number for item in attempt.items.all()] == [1, 2, 3, 4, 5]
    assert Move.objects.filter(machine="attempt", verb="begin", role="VOL").count() == 1


def test_beginning_twice_gives_the_same_attempt(cast: Cast) -> None:
    quiz = make.quiz(cast)
    first, second = services.begin(quiz, by=cast.volunteer), services.begin(quiz, by=cast.volunteer)
    assert first.pk == second.pk
    assert Attempt.objects.count() == 1


@pytest.mark.db
def test_the_database_itself_keeps_a_second_running_attempt_out(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            learner=cast.volunteer, blueprint=attempt.blueprint, number=2, seed=1, began_at=attempt.began_at,
            ends_at=attempt.ends_at, pass_mark=80, points_max=10,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "who", "may"),
    [
        ("volunteers", "volunteer", True), ("volunteers", "officer", False), ("ngo", "social_worker", True),
        ("ngo", "volunteer", False), ("staff", "officer", True), ("staff", "ngo_admin", False),
        ("everybody", "officer", True), ("everybody", "employer", False), ("everybody", "auditor", False),
    ],
)  # fmt: skip
def test_a_quiz_is_for_whom_it_is_meant(cast: Cast, audience: str, who: str, may: bool) -> None:
    quiz = make.quiz(cast, audience=audience)
    if may:
        assert services.begin(quiz, by=getattr(cast, who)).status == "running"
    else:
        refused("may:take_quiz", services.begin, quiz, by=getattr(cast, who))


def test_a_quiz_that_is_not_open_is_not_begun(cast: Cast) -> None:
    quiz = make.quiz(cast)
    blueprints.close_blueprint(quiz, by=cast.city_manager)
    refused("not_open", services.begin, quiz, by=cast.volunteer)


def test_a_bank_that_shrank_since_refuses_and_leaves_nothing(cast: Cast) -> None:
    quiz = make.quiz(cast, 10)
    bank.retire_question(Question.objects.first(), by=cast.city_manager)
    refused("bank", services.begin, quiz, by=cast.volunteer)
    assert Attempt.objects.count() == 0


def test_a_quiz_of_a_course_is_refused_while_nobody_answers_for_the_course(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks.may_begin, "_answer", None)  # as before courses were there
    refused("unanswered:training.may_begin", services.begin, make.quiz(cast, audience="course"), by=cast.volunteer)


def test_what_a_course_says_stands_in_the_way(cast: Cast, asked: list[str]) -> None:
    quiz = make.quiz(cast, audience="course")
    asked.append("还差 100 分钟学时。")
    assert list(refused("course", services.begin, quiz, by=cast.volunteer).reasons) == ["还差 100 分钟学时。"]
    asked.clear()
    assert services.begin(quiz, by=cast.volunteer).status == "running"


# --- answering ---------------------------------------------------------------------------------------------------
def test_an_answer_stays_and_can_be_changed_and_taken_back(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    item = attempt.items.first()
    a, b = item.option_order[:2]
    for chosen in ([a], [b], []):
        services.save_answer(attempt, 1, by=cast.volunteer, chosen=chosen)
        item.refresh_from_db()
        assert item.chosen == chosen
    assert item.answered_at == item.answered_at and not item.is_answered


@pytest.mark.parametrize("chosen", [["z"], ["a", "b"], ["<script>"]])
def test_an_option_that_cannot_be_is_refused(cast: Cast, chosen: list[str]) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    refused("option", services.save_answer, attempt, 1, by=cast.volunteer, chosen=chosen)


def test_a_question_that_is_not_there_is_refused(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    refused("number", services.save_answer, attempt, 99, by=cast.volunteer, chosen=["a"])


def test_nobody_answers_for_another(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    for act in (services.save_answer, services.hand_in):
        more = {"number": 1} if act is services.save_answer else {}
        refused("may:answer_quiz", act, attempt, by=cast.officer, **more)


def test_an_answer_after_the_deadline_is_refused_by_the_servers_clock(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 10, 9)
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    right = make.answers(attempt)
    as_of(2026, 3, 10, 9, 29)
    services.save_answers(attempt, {1: right[1]}, by=cast.volunteer)
    as_of(2026, 3, 10, 9, 30)  # the very minute of the deadline is late
    refused("over", services.save_answers, attempt, {2: right[2]}, by=cast.volunteer)
    refused("over", services.hand_in, attempt, by=cast.volunteer, answers=right)
    closed = services.close_if_over(attempt)
    assert (closed.status, closed.timed_out, closed.points) == ("graded", True, 10)
    assert closed.handed_in_at == closed.ends_at
    assert AttemptItem.objects.filter(attempt=attempt, number=2).get().chosen == []


def test_the_sweep_hands_in_what_is_over_once_and_tells_the_person(cast: Cast, as_of: Any, heard: list[Any]) -> None:
    as_of(2026, 3, 10, 9)
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)
    as_of(2026, 3, 10, 9, 29)
    assert services.close_overdue() == 0
    as_of(2026, 3, 10, 9, 31)
    assert (services.close_overdue(), services.close_overdue()) == (1, 0)
    assert [a.pk for a in heard] == [attempt.pk]
    assert [m.kind for m in outbox.inbox(cast.volunteer)] == ["quiz_graded"]


# --- handing in --------------------------------------------------------------------------------------------------
def test_handing_in_grades_at_once_and_tells_whoever_listens(cast: Cast, heard: list[Any]) -> None:
    attempt = make.sat(cast, make.quiz(cast, 5), right=4)
    assert (attempt.status, attempt.points, attempt.score_pct, attempt.passed) == ("graded", 40, 80, True)
    assert [(a.pk, a.passed) for a in heard] == [(attempt.pk, True)]
    assert [m.verb for m in Move.objects.filter(machine="attempt").order_by("pk")] == ["begin", "hand_in", "grade"]


def test_handed_in_again_it_counts_once_and_nothing_is_changed(cast: Cast, heard: list[Any]) -> None:
    attempt = make.sat(cast, make.quiz(cast), right=2)
    again = services.hand_in(attempt, by=cast.volunteer, answers=make.answers(attempt))
    assert (again.score_pct, len(heard)) == (40, 1)
    refused("handed_in", services.save_answer, attempt, 1, by=cast.volunteer, chosen=["a"])


def test_seventy_nine_fails_and_eighty_passes(cast: Cast, as_of: Any) -> None:
    """G1: the mark of the induction."""
    as_of(2026, 3, 10, 9)
    make.bank(80), make.bank(20, "multiple")
    quiz = make.quiz(cast, parts=[Part(80, kind="single"), Part(20, kind="multiple")], cool_down_days=0)
    first = services.begin(quiz, by=cast.volunteer)
    found = make.answers(first, right=0)
    single = [i.number for i in queries.items_of(first) if i.version.question.kind == "single"]
    for number in single[:79]:
        found[number] = make.answers(first)[number]
    failed = services.hand_in(first, by=cast.volunteer, answers=found)
    assert (failed.score_pct, failed.passed) == (79, False)
    second = services.begin(quiz, by=cast.volunteer)
    found, everything = make.answers(second, right=0), make.answers(second)
    single = [i.number for i in queries.items_of(second) if i.version.question.kind == "single"]
    found |= {number: everything[number] for number in single}
    passed = services.hand_in(second, by=cast.volunteer, answers=found)
    assert (passed.score_pct, passed.passed) == (80, True)
    assert queries.best(cast.volunteer.pk, quiz.pk) == passed
    assert queries.passed_ids([cast.volunteer.pk, cast.officer.pk], quiz.pk) == {cast.volunteer.pk}


def test_what_fails_after_the_hand_in_leaves_it_running(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = services.begin(make.quiz(cast), by=cast.volunteer)

    def broken(*_a: Any, **_k: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(services.graded, "send", broken)
    with pytest.raises(RuntimeError):
        services.hand_in(attempt, by=cast.volunteer, answers=make.answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.status, attempt.points) == ("running", None)
    assert not AttemptItem.objects.exclude(chosen=[]).exists()


# --- resits ------------------------------------------------------------------------------------------------------
def test_whoever_failed_waits_and_then_has_two_resits(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 10, 9)
    quiz = make.quiz(cast, resits=2, cool_down_days=3)
    make.sat(cast, quiz, right=0)
    refused("cool_down", services.begin, quiz, by=cast.volunteer)
    as_of(2026, 3, 12, 23, 59)
    assert "3月13日" in str(refused("cool_down", services.begin, quiz, by=cast.volunteer))
    as_of(2026, 3, 13, 0)
    make.sat(cast, quiz, right=0)
    as_of(2026, 3, 16)
    assert make.sat(cast, quiz, right=0).number == 3
    as_of(2026, 3, 26)
    refused("no_resits", services.begin, quiz, by=cast.volunteer)


def test_whoever_passed_is_not_asked_again_unless_the_quiz_says_when(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 10, 9)
    once, yearly = make.quiz(cast), make.quiz(cast, title="年度复训", again_after_days=300, resits=0)
    make.sat(cast, once), make.sat(cast, yearly)
    as_of(2027, 1, 3, 9)
    refused("passed", services.begin, once, by=cast.volunteer)
    refused("passed", services.begin, yearly, by=cast.volunteer)
    as_of(2027, 1, 4, 9)
    assert services.begin(yearly, by=cast.volunteer).number == 2


# --- frozen ------------------------------------------------------------------------------------------------------
def test_editing_a_question_changes_no_old_result(cast: Cast) -> None:
    quiz = make.quiz(cast, 5)
    attempt = make.sat(cast, quiz)
    item = queries.items_of(attempt).first()
    was = item.version.text_zh
    turned = [make.option("正确"), make.option("错一", True), make.option("错二")]
    bank.change_question(
        item.version.question,
        by=cast.city_manager,
        topic=make.topic(),
        difficulty=3,
        text_zh="另一个问法",
        options=turned,
    )
    item = AttemptItem.objects.get(pk=item.pk)
    attempt.refresh_from_db()
    assert (item.version.text_zh, item.points, attempt.score_pct) == (was, 10, 100)
    assert item.version.question.current.text_zh == "另一个问法"
    assert item.version.question.current.number == 2


def test_an_attempt_that_runs_is_graded_by_the_version_it_drew(cast: Cast) -> None:
    attempt = services.begin(make.quiz(cast, 5), by=cast.volunteer)
    right = make.answers(attempt)
    question = queries.items_of(attempt).first().version.question
    turned = [make.option("正确"), make.option("错一", True)]
    bank.change_question(
        question, by=cast.city_manager, topic=make.topic(), difficulty=1, text_zh="改了", options=turned
    )
    assert services.hand_in(attempt, by=cast.volunteer, answers=right).score_pct == 100


@pytest.mark.db
def test_a_version_can_neither_be_changed_nor_deleted_in_the_database(cast: Cast) -> None:
    make.bank(1)
    for act in (lambda rows: rows.update(text_zh="改"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            Question.objects.update(current=None)
            act(QuestionVersion.objects.all())


def test_a_new_mark_is_for_new_attempts(cast: Cast, as_of: Any) -> None:
    as_of(2026, 3, 10, 9)
    quiz = make.quiz(cast, 5, cool_down_days=0)
    attempt = services.begin(quiz, by=cast.volunteer)
    blueprints.close_blueprint(quiz, by=cast.city_manager)
    blueprints.change_blueprint(quiz, by=cast.city_manager, parts=[Part(5)], pass_mark=100, minutes=1)
    done = services.hand_in(attempt, by=cast.volunteer, answers=make.answers(attempt, right=4))
    assert (done.pass_mark, done.passed) == (80, True)


# --- cases -------------------------------------------------------------------------------------------------------
@pytest.fixture
def with_case(cast: Cast) -> Attempt:
    make.bank(4), make.bank(1, "case")
    quiz = make.quiz(cast, parts=[Part(4, kind="single"), Part(1, kind="case")])
    return make.sat(cast, quiz)


def test_a_case_waits_for_a_person_and_then_there_is_a_score(cast: Cast, with_case: Attempt, heard: list[Any]) -> None:
    assert (with_case.status, with_case.score_pct) == ("handed_in", None)
    item = marking.to_mark(cast.city_manager).get()
    done = services.mark_case(item, by=cast.city_manager, points=7, comment="还要报告")
    assert (done.status, done.points, done.score_pct, done.passed) == ("graded", 47, 94, True)
    assert [a.pk for a in heard] == [with_case.pk]
    assert [m.kind for m in outbox.inbox(cast.volunteer)] == ["quiz_graded"]
    assert AuditEvent.objects.filter(action="attempt.mark", role="MUN").count() == 1
    assert marking.to_mark(cast.city_manager).count() == 0
    refused("marked", services.mark_case, item, by=cast.city_manager, points=10)


def test_a_case_nobody_wrote_to_takes_nobody(cast: Cast) -> None:
    make.bank(4), make.bank(1, "case")
    quiz = make.quiz(cast, parts=[Part(4, kind="single"), Part(1, kind="case")])
    attempt = services.begin(quiz, by=cast.volunteer)
    right = {n: a for n, a in make.answers(attempt).items() if not a.text}
    assert services.hand_in(attempt, by=cast.volunteer, answers=right).score_pct == 80


def test_while_it_is_marked_nobody_sits_again(cast: Cast, with_case: Attempt) -> None:
    refused("marking", services.begin, with_case.blueprint, by=cast.volunteer)


@pytest.mark.parametrize("points", [-1, 11])
def test_a_case_has_at_most_ten_points(cast: Cast, with_case: Attempt, points: int) -> None:
    refused("points", services.mark_case, marking.to_mark(cast.city_manager).get(), by=cast.city_manager, points=points)


@pytest.mark.parametrize("who", ["volunteer", "officer", "ngo_admin", "auditor", "outsider"])
def test_only_those_who_train_mark(cast: Cast, with_case: Attempt, who: str) -> None:
    item = AttemptItem.objects.get(attempt=with_case, version__question__kind="case")
    refused("may:mark_case", services.mark_case, item, by=getattr(cast, who), points=10)
    assert marking.to_mark(getattr(cast, who)).count() == 0


def test_nobody_marks_what_they_wrote_themselves(cast: Cast) -> None:
    make.bank(1, "case")
    attempt = make.sat(cast, make.quiz(cast, parts=[Part(1)]), by=cast.city_manager)
    refused("may:mark_case", services.mark_case, attempt.items.get(), by=cast.city_manager, points=10)
    assert services.mark_case(attempt.items.get(), by=cast.county_manager, points=9).score_pct == 90


def test_an_answer_may_not_be_longer_than_it_can_be_read(cast: Cast) -> None:
    make.bank(1, "case")
    attempt = services.begin(make.quiz(cast, parts=[Part(1)]), by=cast.volunteer)
    refused("too_long", services.save_answers, attempt, {1: Answer(text="长" * 4001)}, by=cast.volunteer)
