"""The ready induction as a course: made once for a city, and lessons, exam and certificate in one place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from tests.cast import Cast, sign_in
from tests.training import classroom, lessons
from tests.training import quiz as make
from training import queries as training
from training.courses import planning, ready, sitting, standing
from training.courses import services as courses
from training.models import Blueprint, Course, CoursePage, Diploma, Enrolment, Question
from training.quizzes import bank, queries
from training.quizzes import services as quizzes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page(cast: Cast, as_of: Any) -> CoursePage:
    as_of(2026, 3, 9)
    return lessons.ready()


@pytest.fixture
def course(cast: Cast, page: CoursePage) -> Course:
    assert cast.bureau
    made = ready.ensure_induction()
    assert made
    return made


def learn(user: Any, n: int) -> None:
    """The first `n` lessons, each half an hour after the last."""
    for k, slug in enumerate(("law", "confidentiality", "communication", "safety", "minors", "first-meeting", "hours",
                              "crisis-signs")[:n]):  # fmt: skip
        with clock.frozen(clock.now() + timedelta(hours=k)):
            lessons.take(lessons.page(slug), user)


def programme(user: Any, key: Any) -> str:
    return sign_in(user).get(reverse("training:programme", args=[key])).content.decode()


# --- made once -------------------------------------------------------------------------------------------------
def test_a_city_gets_the_course_and_its_exam_once(cast: Cast, course: Course) -> None:
    assert ready.ensure_induction() is None
    found = Course.objects.get()
    assert (found.status, found.audience, found.mode, found.county_code) == ("open", "volunteer", "online", "")
    assert (found.credit_minutes, found.presence_percent, found.gives) == (480, 80, "induction")
    assert found.organiser == cast.bureau
    exam = Blueprint.objects.get()
    assert (exam.status, exam.audience, exam.pass_mark, exam.resits, exam.cool_down_days) == (
        "open", "course", 80, 2, 1,
    )  # fmt: skip
    assert found.exam == exam
    assert set(CoursePage.objects.values_list("course", flat=True)) == {found.pk}  # in both languages


def test_the_exam_is_drawn_by_topic_and_waits_for_nobody(course: Course) -> None:
    parts = queries.parts_of(course.exam)
    assert sum(part.n for part in parts) == 24
    assert len({part.topic_id for part in parts if part.topic_id}) == 8
    assert "case" not in {part.kind for part in parts} and "" not in {part.kind for part in parts}


def test_a_city_that_has_no_bureau_yet_waits_for_it(page: CoursePage) -> None:
    assert ready.ensure_induction() is None
    assert not Blueprint.objects.exists()


def test_a_city_that_has_its_own_induction_is_left_alone(cast: Cast) -> None:
    assert cast.bureau
    own = classroom.course(cast, is_open=False)
    assert ready.ensure_induction() is None
    assert list(Course.objects.all()) == [own]
    assert not CoursePage.objects.filter(course__isnull=False).exists()


def test_a_page_that_editors_tied_to_a_course_is_left_alone(cast: Cast, page: CoursePage) -> None:
    own = classroom.course(cast, gives="", validity_months=0)
    CoursePage.objects.filter(pk=page.pk).update(course=own)
    assert cast.bureau and ready.ensure_induction() is None
    assert Course.objects.get() == own


def test_what_the_bureau_made_of_the_course_stays(cast: Cast, course: Course) -> None:
    planning.close_course(course, by=cast.city_manager)
    CoursePage.objects.update(course=None)
    assert ready.ensure_induction() is None
    assert Course.objects.get().status == "closed"


def test_where_no_exam_can_be_drawn_nothing_is_left_behind(cast: Cast) -> None:
    assert cast.bureau
    for question in Question.objects.filter(kind="multiple")[:10]:
        bank.retire_question(question, by=cast.city_manager)
    assert ready.ensure_induction() is None
    assert not Course.objects.exists() and not Blueprint.objects.exists()


def test_an_editors_next_edition_of_the_page_keeps_the_course(cast: Cast, page: CoursePage) -> None:
    page.save_revision().publish()
    assert cast.bureau
    course = ready.ensure_induction()
    page = CoursePage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    draft.title = "新的名字"
    draft.save_revision().publish()
    assert CoursePage.objects.get(pk=page.pk).course == course


# --- lessons, exam, certificate ----------------------------------------------------------------------------------
def test_a_newcomer_goes_from_lessons_to_the_exam_and_the_certificate(cast: Cast, course: Course) -> None:
    who, key = cast.volunteer, lessons.page().get_parent().translation_key
    shown = programme(who, key)
    assert "再学 384 分钟就可以考" in shown and "还没有" in shown
    learn(who, 6)
    with pytest.raises(Refused) as why:
        quizzes.begin(course.exam, by=who)
    assert why.value.code == "course"
    assert sitting.quizzes_of(who) == []
    learn(who, 7)
    assert standing.standing(course, who.pk).minutes == 420
    assert sitting.quizzes_of(who) == [course.exam_id]
    quiz = reverse("training:quiz", args=[course.exam_id])
    assert "可以考了" in programme(who, key) and "去考试" in programme(who, key)
    assert "岗前培训考试" in sign_in(who).get(reverse("training:quizzes")).content.decode()
    assert quiz in sign_in(who).get(reverse("training:diplomas")).content.decode()
    make.sat(cast, course.exam, by=who)
    diploma = Diploma.objects.get()
    assert (diploma.learner, diploma.minutes, diploma.score) == (who, 420, 100)
    assert training.holds_credential(who, "induction", clock.today())
    assert training.holds_credential(who, "refresher", clock.today())
    shown = programme(who, key)
    assert "已通过" in shown and reverse("training:diploma", args=[diploma.pk]) in shown
    assert sitting.quizzes_of(who) == []
    assert "我的进度" not in sign_in(who).get(reverse("training:diplomas")).content.decode()


def test_whoever_the_course_is_not_for_learns_and_sits_no_exam(cast: Cast, course: Course) -> None:
    learn(cast.officer, 8)
    key = lessons.page().get_parent().translation_key
    assert "考试和证书" not in programme(cast.officer, key)
    assert sitting.quizzes_of(cast.officer) == []
    with pytest.raises(Refused) as why:
        quizzes.begin(course.exam, by=cast.officer)
    assert "面向志愿者" in str(why.value.reasons[0])
    Course.objects.update(exam=None)
    lessons.take(lessons.page("law"), cast.officer)
    assert not Diploma.objects.exists()


def test_the_page_takes_the_same_few_queries(cast: Cast, course: Course, django_assert_max_num_queries: Any) -> None:
    learn(cast.volunteer, 7)
    url = reverse("training:programme", args=[lessons.page().get_parent().translation_key])
    browser = sign_in(cast.volunteer)
    browser.get(url)
    with django_assert_max_num_queries(15):
        browser.get(url)
    make.sat(cast, course.exam)
    with django_assert_max_num_queries(15):
        browser.get(url)


def test_the_list_of_quizzes_takes_the_same_few_queries_however_many_courses_there_are(
    cast: Cast, course: Course, django_assert_max_num_queries: Any
) -> None:
    """Courses begun online and in a room, each with an exam that may be sat now."""
    learn(cast.volunteer, 7)
    browser, url = sign_in(cast.volunteer), reverse("training:quizzes")
    for n in (0, 1, 12):
        for k in range(n):
            exam = make.quiz(cast, parts=[make.Part(1, kind="single")], audience="course", title=f"考试 {n}-{k}")
            of = classroom.course(cast, exam=exam, gives="", validity_months=0, credit_minutes=180)
            enrolled = courses.enrol(classroom.session(cast, of, days=1 + k, hour=9 + n // 3), by=cast.volunteer)
            Enrolment.objects.filter(pk=enrolled.pk).update(status="attended", minutes=180)
        browser.get(url)
        with django_assert_max_num_queries(12):
            shown = browser.get(url).content.decode()
        assert shown.count("未参加") == 1 + sum(m for m in (0, 1, 12) if m <= n)
