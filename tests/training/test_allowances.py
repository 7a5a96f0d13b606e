"""More time, or one sitting more, granted by hand: by whom, for whom, how often, and what the next sitting has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from kit.errors import Refused
from messaging import outbox
from tests import build
from tests.cast import Cast
from tests.training import classroom
from tests.training import quiz as make
from training.allowances import queries, services
from training.courses import planning
from training.courses import services as courses
from training.models import Allowance, Attempt, Blueprint, Trainer
from training.quizzes import guards
from training.quizzes import services as quizzes

pytestmark = pytest.mark.django_db
WHY = {"why": "fault"}


@pytest.fixture(autouse=True)
def tuesday(as_of: Any) -> None:
    as_of(2026, 3, 10, 9)


def refused(code: str, act: Any, *args: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as why:
        act(*args, **more)
    assert why.value.code == code
    return why.value


def failed(cast: Cast, quiz: Blueprint, times: int, who: Any = None) -> None:
    for _n in range(times):
        make.sat(cast, quiz, right=0, by=who)


def used_up(cast: Cast, **columns: Any) -> Blueprint:
    """A quiz whose one resit 王芳 has used up."""
    quiz = make.quiz(cast, resits=1, cool_down_days=0, **columns)
    failed(cast, quiz, 2)
    return quiz


# --- more time ---------------------------------------------------------------------------------------------------
def test_the_next_sitting_is_longer_and_the_one_after_it_is_not(cast: Cast) -> None:
    quiz = make.quiz(cast, minutes=30, cool_down_days=0)
    row = services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=15, why="disability", note="手伤")
    attempt = quizzes.begin(quiz, by=cast.volunteer)
    assert attempt.ends_at - attempt.began_at == timedelta(minutes=45)
    row.refresh_from_db()
    assert (row.used_in, row.note) == (attempt, "手伤")
    quizzes.hand_in(attempt, by=cast.volunteer)
    again = quizzes.begin(quiz, by=cast.volunteer)
    assert again.ends_at - again.began_at == timedelta(minutes=30)
    assert quizzes.begin(quiz, by=cast.volunteer).pk == again.pk


def test_more_time_is_for_this_learner_and_this_quiz_alone(cast: Cast) -> None:
    quiz, other = make.quiz(cast), make.quiz(cast, title="另一份")
    services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=15, **WHY)
    for who, what in ((cast.officer, quiz), (cast.volunteer, other)):
        attempt = quizzes.begin(what, by=who)
        assert attempt.ends_at - attempt.began_at == timedelta(minutes=30)
    assert queries.open_now(cast.volunteer.pk, quiz.pk).keys() == {"time"}


def test_a_sitting_that_runs_goes_on_as_it_is(cast: Cast) -> None:
    quiz = make.quiz(cast)
    attempt = quizzes.begin(quiz, by=cast.volunteer)
    services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=15, **WHY)
    assert quizzes.begin(quiz, by=cast.volunteer).ends_at == attempt.ends_at
    assert Allowance.objects.get().used_in is None


# --- one sitting more --------------------------------------------------------------------------------------------
def test_after_the_last_resit_one_more_is_granted_and_used_up(cast: Cast) -> None:
    quiz = used_up(cast)
    refused("no_resits", quizzes.begin, quiz, by=cast.volunteer)
    services.allow_sitting(cast.volunteer, quiz, by=cast.city_manager, **WHY)
    failed(cast, quiz, 1)
    assert Allowance.objects.get().used_in == Attempt.objects.latest("pk")
    refused("no_resits", quizzes.begin, quiz, by=cast.volunteer)
    services.allow_sitting(cast.volunteer, quiz, by=cast.city_manager, **WHY)
    assert make.sat(cast, quiz).passed
    refused("passed", services.allow_sitting, cast.volunteer, quiz, by=cast.city_manager, **WHY)


def test_the_days_between_two_sittings_are_kept(cast: Cast, as_of: Any) -> None:
    quiz = make.quiz(cast, resits=0, cool_down_days=2)
    failed(cast, quiz, 1)
    services.allow_sitting(cast.volunteer, quiz, by=cast.city_manager, **WHY)
    refused("cool_down", quizzes.begin, quiz, by=cast.volunteer)
    as_of(2026, 3, 12)
    assert quizzes.begin(quiz, by=cast.volunteer).number == 2


def test_while_resits_are_left_none_is_granted(cast: Cast) -> None:
    quiz = make.quiz(cast, resits=1, cool_down_days=0)
    failed(cast, quiz, 1)
    refused("left", services.allow_sitting, cast.volunteer, quiz, by=cast.city_manager, **WHY)


def test_more_time_does_not_use_up_the_sitting_and_each_is_granted_once_at_a_time(cast: Cast) -> None:
    quiz = used_up(cast)
    services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=10, **WHY)
    services.allow_sitting(cast.volunteer, quiz, by=cast.city_manager, **WHY)
    refused("left", services.allow_sitting, cast.volunteer, quiz, by=cast.city_manager, **WHY)
    refused("open", services.allow_time, cast.volunteer, quiz, by=cast.city_manager, minutes=10, **WHY)
    attempt = quizzes.begin(quiz, by=cast.volunteer)
    assert attempt.allowances.count() == 2


@pytest.mark.db
def test_the_database_itself_keeps_a_second_open_one_out(cast: Cast) -> None:
    quiz = make.quiz(cast)
    row = services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=10, **WHY)
    told = {"learner": row.learner, "blueprint": quiz, "granted_by": row.granted_by, "granted_at": row.granted_at}
    for more in ({"minutes": 5, "kind": "time"}, {"minutes": 0, "kind": "time"}, {"minutes": 5, "kind": "sitting"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Allowance.objects.create(**told, **more, why="fault")


# --- who, for whom, why --------------------------------------------------------------------------------------------
def test_the_log_and_the_learner_hear_of_it_and_the_reason_stays_sealed(cast: Cast) -> None:
    quiz = used_up(cast)
    services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=20, why="disability", note="右手骨折")
    services.allow_sitting(cast.volunteer, quiz, by=cast.city_manager, **WHY)
    assert [m.kind for m in outbox.inbox(cast.volunteer)] == ["quiz_one_more", "quiz_more_time"]
    noted = AuditEvent.objects.get(action="attempt.allow_time")
    assert noted.detail == {"learner": cast.volunteer.pk, "quiz": quiz.pk, "minutes": 20, "why": "disability"}
    assert not AuditEvent.objects.filter(purpose__contains="骨折").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"minutes": 0}, "minutes"), ({"minutes": 241}, "minutes"), ({"why": ""}, "why"), ({"why": "x"}, "why"),
        ({"why": "other", "note": " "}, "note"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, more: dict[str, Any], code: str) -> None:
    told = {"minutes": 10, "why": "fault", **more}
    refused(code, services.allow_time, cast.volunteer, make.quiz(cast), by=cast.city_manager, **told)
    assert not Allowance.objects.exists()


@pytest.mark.parametrize("act", [services.allow_time, services.allow_sitting])
def test_nobody_grants_anything_for_themselves(cast: Cast, act: Any) -> None:
    more = {"minutes": 10} if act is services.allow_time else {}
    refused("oneself", act, cast.city_manager, make.quiz(cast), by=cast.city_manager, **more, **WHY)


def test_a_county_grants_for_its_own_people(cast: Cast) -> None:
    quiz = make.quiz(cast)
    build.volunteer(cast)
    refused("may:allow_more", services.allow_time, cast.volunteer, quiz, by=cast.other_county_manager, minutes=5, **WHY)
    for who in (cast.volunteer, cast.officer, cast.social_worker):
        assert services.allow_time(who, quiz, by=cast.county_manager, minutes=5, **WHY).pk
    for by in (cast.officer, cast.ngo_admin, cast.auditor, cast.employer):
        refused("may:allow_more", services.allow_time, cast.outsider, quiz, by=by, minutes=5, **WHY)


@pytest.fixture
def taught(cast: Cast) -> tuple[Any, Any, Blueprint]:
    """A lawyer who teaches a course of volunteers with an exam, a learner of the session, and the exam."""
    exam = make.quiz(cast, audience="course", title="岗前培训考试")
    teacher, who = classroom.learner(cast, "罗律师"), classroom.learner(cast)
    trainer = Trainer(name="罗律师", kind="other", organisation="律师协会", topics="法律", county_code="990103")
    trainer.user = teacher
    planning.keep_trainer(trainer, by=cast.county_manager)
    session = classroom.session(cast, classroom.course(cast, exam=exam), trainers=[trainer])
    courses.enrol(session, by=who)
    return teacher, who, exam


def test_a_trainer_grants_for_the_learners_of_their_own_sessions(cast: Cast, taught: Any) -> None:
    teacher, who, exam = taught
    assert services.allow_time(who, exam, by=teacher, minutes=15, **WHY).pk
    refused("may:allow_more", services.allow_time, cast.volunteer, exam, by=teacher, minutes=15, **WHY)
    other = make.quiz(cast, title="别的测验")
    refused("may:allow_more", services.allow_time, who, other, by=teacher, minutes=15, **WHY)
    Trainer.objects.update(is_active=False)
    refused("may:allow_more", services.allow_sitting, who, exam, by=teacher, **WHY)


# --- the screen ----------------------------------------------------------------------------------------------------
def page(quiz: Blueprint, who: Any) -> str:
    return reverse("training:quiz_learner", args=[quiz.pk, who.pk])


def test_a_trainer_finds_the_learner_from_the_session_and_grants(cast: Cast, taught: Any, browse: Any) -> None:
    teacher, who, exam = taught
    browser, url = browse(teacher), page(exam, who)
    people = reverse("training:people", args=[who.enrolments.get().session_id])
    assert url in browser.get(people).content.decode()
    shown = browser.get(url).content.decode()
    assert "还没有考过" in shown
    answer = browser.post(url, {"kind": "time", "why": "disability", "note": "手伤"})
    assert answer.status_code == 409 and "写明延长几分钟" in answer.content.decode()
    answer = browser.post(url, {"kind": "sitting", "why": "fault"})
    assert "补考次数还没有用完" in answer.content.decode()
    answer = browser.post(url, {"kind": "time", "minutes": 15, "why": "disability", "note": "手伤"}, follow=True)
    shown = answer.content.decode()
    assert "已办理" in shown and "15 分钟" in shown and "手伤" in shown and "下一次用" in shown
    mine = browse(who).get(reverse("training:quiz", args=[exam.pk])).content.decode()
    assert "15 分钟，已算在内" in mine and "45 分钟" in mine and "手伤" not in mine


def test_the_page_is_not_there_for_others_nor_about_oneself(cast: Cast, taught: Any, browse: Any) -> None:
    teacher, who, exam = taught
    for by, about in (
        (cast.outsider, who), (cast.officer, who), (who, who), (teacher, cast.volunteer), (cast.auditor, who),
        (cast.other_county_manager, who), (cast.city_manager, cast.city_manager),
    ):  # fmt: skip
        assert browse(by).get(page(exam, about)).status_code == 404
    assert browse(cast.city_manager).get(page(exam, who)).status_code == 200


def test_a_manager_finds_the_learner_from_the_results(cast: Cast, taught: Any, browse: Any) -> None:
    _teacher, who, exam = taught
    course = exam.courses.get()
    shown = browse(cast.county_manager).get(reverse("training:results", args=[course.number])).content.decode()
    assert page(exam, who) in shown
    assert (
        page(exam, who)
        not in browse(cast.officer).get(reverse("training:results", args=[course.number])).content.decode()
    )


def test_the_page_takes_the_same_few_queries(cast: Cast, browse: Any, django_assert_max_num_queries: Any) -> None:
    quiz = make.quiz(cast, resits=20, cool_down_days=0)
    browser, url = browse(cast.city_manager), page(quiz, cast.volunteer)
    for n in (1, 9):
        for _n in range(n):
            services.allow_time(cast.volunteer, quiz, by=cast.city_manager, minutes=5, **WHY)
            failed(cast, quiz, 1)
        browser.get(url)
        with django_assert_max_num_queries(20):
            assert browser.get(url).status_code == 200
    assert guards.resits_left(cast.volunteer, quiz, Attempt.objects.latest("pk").began_at)


def test_what_was_granted_goes_along_when_two_accounts_become_one(cast: Cast) -> None:
    quiz, other = make.quiz(cast), make.quiz(cast, title="另一份")
    old, new = cast.volunteer, classroom.learner(cast)
    for who, what in ((old, quiz), (old, other), (new, quiz)):
        services.allow_time(who, what, by=cast.city_manager, minutes=10, **WHY)
    assert services.hand_over(old, new) == 1
    assert [set(queries.open_now(new.pk, one.pk)) for one in (quiz, other)] == [{"time"}, {"time"}]
