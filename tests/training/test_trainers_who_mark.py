"""Trainers who manage nothing: they read the analysis of their course's exam and mark its cases, once they passed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from kit.errors import Refused
from tests.cast import Cast
from tests.training import classroom
from tests.training import quiz as make
from training.courses import planning
from training.courses import services as courses
from training.models import Blueprint, Question, Trainer
from training.quizzes import marking, services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday(as_of: Any) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def exam(cast: Cast) -> Blueprint:
    """The exam of a course for volunteers: three questions and a case."""
    make.bank(3), make.bank(1, "case")
    parts = [make.Part(3, kind="single"), make.Part(1, kind="case")]
    return make.quiz(cast, parts=parts, audience="course", title="岗前培训考试", cool_down_days=0)


def teacher(cast: Cast, user: Any, exam: Blueprint, **columns: Any) -> Any:
    """`user` teaches a session of a course with this exam."""
    trainer = Trainer(name=user.display_name, kind="other", organisation="协会", topics="法律", county_code="990103")
    trainer.user = user
    planning.keep_trainer(trainer, by=cast.county_manager)
    course = classroom.course(cast, exam=exam, credit_minutes=180, **columns)
    return classroom.session(cast, course, trainers=[trainer])


def answered(cast: Cast, as_of: Any, exam: Blueprint, session: Any, who: Any) -> Any:
    """`who` came to the session and handed the exam in; its case waits."""
    row = courses.enrol(session, by=who)
    as_of(2026, 3, 13, 20)
    courses.enter_minutes(row, by=cast.officer, minutes=180)
    attempt = make.sat(cast, exam, by=who)
    return attempt.items.get(version__question__kind="case")


def at(name: str, *args: Any) -> str:
    return reverse(f"training:{name}", args=args)


def test_a_social_worker_who_teaches_volunteers_marks_their_cases(
    cast: Cast, exam: Blueprint, as_of: Any, browse: Any
) -> None:
    session = teacher(cast, cast.social_worker, exam)
    item = answered(cast, as_of, exam, session, cast.volunteer)
    other = make.sat(cast, make.quiz(cast, parts=[make.Part(1, kind="case")], title="别的"), by=cast.officer)
    assert list(marking.to_mark(cast.social_worker)) == [item]
    browser = browse(cast.social_worker)
    assert at("to_mark") in browser.get(at("people", session.pk)).content.decode()
    shown = browser.get(at("mark", item.pk)).content.decode()
    assert "说到保密 5 分" in shown and "王芳" not in shown
    assert browser.get(at("mark", other.items.get().pk)).status_code == 404
    assert browser.post(at("mark", item.pk), {"points": 9}).url == at("to_mark")
    item.attempt.refresh_from_db()
    assert (item.attempt.status, item.attempt.points) == ("graded", 39)
    with pytest.raises(Refused) as why:
        services.mark_case(other.items.get(), by=cast.social_worker, points=9)
    assert why.value.code == "may:mark_case"


def test_a_trainer_reads_the_analysis_and_not_the_bank(cast: Cast, exam: Blueprint, browse: Any) -> None:
    session = teacher(cast, cast.social_worker, exam)
    make.sat(cast, make.quiz(cast, parts=[make.Part(3, kind="single")], title="小测"), by=cast.officer)
    browser, url = browse(cast.social_worker), at("exam_analysis", exam.pk)
    assert url in browser.get(at("people", session.pk)).content.decode()
    shown = browser.get(url).content.decode()
    assert shown.count("题目law-single") == 3 and "/training/questions/of/" not in shown
    assert browser.get(at("question_analysis")).status_code == 404
    assert browser.get(at("question", Question.objects.first().code)).status_code == 404
    assert "/training/questions/of/" in browse(cast.county_manager).get(url).content.decode()


def test_a_trainer_who_may_still_sit_it_reads_no_answers(cast: Cast, exam: Blueprint, as_of: Any, browse: Any) -> None:
    """A lawyer who is a volunteer teaches volunteers, and has not passed the exam."""
    lawyer, who = classroom.learner(cast, "罗律师"), classroom.learner(cast)
    session = teacher(cast, lawyer, exam)
    item = answered(cast, as_of, exam, session, who)
    assert not marking.to_mark(lawyer).exists()
    browser = browse(lawyer)
    assert "您自己还要参加" in browser.get(at("to_mark")).content.decode()
    assert browser.get(at("mark", item.pk)).status_code == 404
    shown = browser.get(at("exam_analysis", exam.pk)).content.decode()
    assert "您自己还要参加" in shown and "题目law" not in shown
    with pytest.raises(Refused) as why:
        services.mark_case(item, by=lawyer, points=9)
    assert why.value.code == "may_sit"
    own = answered_again(cast, exam, session, lawyer)
    services.mark_case(own, by=cast.city_manager, points=10)
    assert list(marking.to_mark(lawyer)) == [item]
    assert services.mark_case(item, by=lawyer, points=9).status == "graded"
    assert "题目law" in browser.get(at("exam_analysis", exam.pk)).content.decode()


def answered_again(cast: Cast, exam: Blueprint, session: Any, who: Any) -> Any:
    """After the session: the minutes are there already, only the exam is left."""
    from training.models import Enrolment

    Enrolment.objects.create(
        session=session, course=session.course, learner=who, starts_at=session.starts_at, ends_at=session.ends_at,
        status="attended", minutes=180,
    )  # fmt: skip
    return make.sat(cast, exam, by=who).items.get(version__question__kind="case")


def test_nobody_else_finds_the_pages(cast: Cast, exam: Blueprint, as_of: Any, browse: Any) -> None:
    session = teacher(cast, cast.social_worker, exam)
    item = answered(cast, as_of, exam, session, cast.volunteer)
    for user in (cast.officer, cast.outsider, cast.ngo_admin, cast.volunteer, cast.employer):
        for url in (at("exam_analysis", exam.pk), at("to_mark"), at("mark", item.pk)):
            assert browse(user).get(url).status_code == 404
    Trainer.objects.update(is_active=False)
    for url in (at("exam_analysis", exam.pk), at("to_mark")):
        assert browse(cast.social_worker).get(url).status_code == 404


def test_who_sits_a_quiz_at_this_moment_reads_no_answers_in_the_bank(cast: Cast, browse: Any) -> None:
    quiz = make.quiz(cast, 3)
    attempt, browser = services.begin(quiz, by=cast.county_manager), browse(cast.county_manager)
    code = Question.objects.first().code
    for name in ("question", "edit_question"):
        answer = browser.get(at(name, code), follow=True)
        assert answer.redirect_chain == [(at("questions"), 302)]
        assert "交卷以后再看题库" in answer.content.decode()
    services.hand_in(attempt, by=cast.county_manager)
    assert browser.get(at("question", code)).status_code == 200
