"""Taking a lesson: every section, the least time on the server's clock, and its minutes count once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from tests.cast import Cast, sign_in
from tests.training import lessons
from training.learning import queries, services
from training.learning.desk_hooks import lesson_begun
from training.learning.signals import lesson_finished
from training.models import Course, CourseIndexPage, CoursePage, LessonPage, LessonProgress, Question, QuestionVersion
from training.quizzes import bank

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def course(cast: Cast, as_of) -> CoursePage:
    as_of(2026, 3, 9)
    return lessons.ready()


def later(minutes: int):
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def tick_all(lesson, user, but: int = 0) -> None:
    keys = list(services.sections_of(lesson))
    for key in keys[: len(keys) - but]:
        services.tick_section(lesson, key, by=user)


# --- the ready course ------------------------------------------------------------------------------------------
def test_the_ready_course_is_there_once_in_both_languages(course: CoursePage) -> None:
    lessons.ready()
    assert CoursePage.objects.filter(slug="induction").count() == 2
    for language in ("zh-hans", "en"):
        found = CoursePage.objects.get(slug="induction", locale__language_code=language)
        below = [page.specific for page in found.get_children().live()]
        assert [page.minutes for page in below] == [60] * 8
        assert {page.locale_id for page in below} == {found.locale_id}


def test_a_section_has_the_same_id_in_both_languages(course: CoursePage) -> None:
    chinese, english = lessons.page("safety"), lessons.page("safety", "en")
    assert list(services.sections_of(chinese)) == list(services.sections_of(english))
    assert chinese.translation_key == english.translation_key


def test_what_an_editor_changed_or_took_down_stays(course: CoursePage) -> None:
    page = lessons.page("law")
    page.title = "法律的边界"
    page.save()
    lessons.page("safety").delete()
    lessons.ready()
    assert lessons.page("law").title == "法律的边界"
    assert course.get_children().count() == 7


def test_the_questions_of_the_ready_course_are_in_the_bank_as_the_trainer_left_them(cast: Cast) -> None:
    assert Question.objects.count() == 60
    question = Question.objects.select_related("current", "topic").get(code="induction-law-02")
    assert (question.topic.name_zh, question.topic.name_en) == (
        lessons.page("law").title,
        lessons.page("law", "en").title,
    )
    said = {"text_zh": "改过的题目", "options": question.current.options}
    bank.change_question(question, by=cast.city_manager, topic=question.topic, difficulty=3, **said)
    lessons.ready()
    assert Question.objects.get(pk=question.pk).current.text_zh == "改过的题目"
    assert QuestionVersion.objects.count() == 61


# --- taking one ------------------------------------------------------------------------------------------------
def test_a_finished_lesson_credits_its_minutes_once(cast: Cast) -> None:
    lesson, heard = lessons.page(), []
    listen = lambda progress, **kwargs: heard.append(progress.pk)  # noqa: E731 - held while the test runs
    lesson_finished.connect(listen)
    try:
        row = lessons.take(lesson, cast.volunteer)
        again = services.finish_lesson(lesson, by=cast.volunteer)
    finally:
        lesson_finished.disconnect(listen)
    assert (row.minutes, again.pk, again.finished_at) == (60, row.pk, row.finished_at)
    assert heard == [row.pk]
    key = lesson.get_parent().translation_key
    assert queries.minutes_in([cast.volunteer.pk, cast.officer.pk], key) == {cast.volunteer.pk: 60}
    assert AuditEvent.objects.filter(action="lesson.finish").count() == 1


def test_minutes_are_told_by_the_course_that_the_page_is_about(cast: Cast, course: CoursePage) -> None:
    taught, other = (
        Course.objects.create(
            number=number, title="岗前培训", audience="volunteer", mode="online", credit_minutes=480,
            organiser=cast.bureau,
        )
        for number in ("KC-1", "KC-2")
    )  # fmt: skip
    CoursePage.objects.filter(translation_key=course.translation_key).update(course=taught)
    lessons.take(lessons.page(), cast.volunteer)
    assert queries.minutes_done([cast.volunteer.pk, cast.officer.pk], taught.pk) == {cast.volunteer.pk: 60}
    assert queries.minutes_done([cast.volunteer.pk], other.pk) == {}


def test_both_languages_are_one_lesson(cast: Cast) -> None:
    chinese, english = lessons.page("hours"), lessons.page("hours", "en")
    services.open_lesson(chinese, by=cast.volunteer)
    first, *rest = services.sections_of(chinese)
    services.tick_section(chinese, first, by=cast.volunteer)
    for key in rest:
        services.tick_section(english, key, by=cast.volunteer)
    with later(30):
        assert services.finish_lesson(english, by=cast.volunteer).minutes == 60
    assert LessonProgress.objects.filter(learner=cast.volunteer).count() == 1


def test_a_section_that_is_left_keeps_the_lesson_open(cast: Cast) -> None:
    lesson = lessons.page()
    services.open_lesson(lesson, by=cast.volunteer)
    tick_all(lesson, cast.volunteer, but=1)
    with later(60), pytest.raises(Refused) as why:
        services.finish_lesson(lesson, by=cast.volunteer)
    assert why.value.code == "sections_left"
    assert "练一练" in str(why.value)


def test_the_least_time_must_have_passed_on_the_servers_clock(cast: Cast) -> None:
    lesson = lessons.page()
    assert services.least_minutes(lesson) == 30  # half of sixty; to read it takes less
    services.open_lesson(lesson, by=cast.volunteer)
    tick_all(lesson, cast.volunteer)
    with later(29), pytest.raises(Refused) as why:
        services.finish_lesson(lesson, by=cast.volunteer)
    assert why.value.code == "too_soon"
    assert "还差 1 分钟" in str(why.value)
    with later(30):
        assert services.finish_lesson(lesson, by=cast.volunteer).minutes == 60


def test_two_lessons_are_never_timed_at_once(cast: Cast) -> None:
    one, other = lessons.page("law"), lessons.page("safety")
    for lesson in (one, other):
        services.open_lesson(lesson, by=cast.volunteer)
        tick_all(lesson, cast.volunteer)
    with later(30):
        services.finish_lesson(one, by=cast.volunteer)
        with pytest.raises(Refused) as why:
            services.finish_lesson(other, by=cast.volunteer)
        assert "还差 30 分钟" in str(why.value)
    with later(60):
        assert services.finish_lesson(other, by=cast.volunteer).minutes == 60


def test_opening_again_goes_on_where_one_was(cast: Cast) -> None:
    lesson = lessons.page()
    first = services.open_lesson(lesson, by=cast.volunteer)
    tick_all(lesson, cast.volunteer, but=2)
    with later(600):
        again = services.open_lesson(lesson, by=cast.volunteer)
    assert (again.pk, again.opened_at, len(again.ticked)) == (first.pk, first.opened_at, 3)


@pytest.mark.parametrize("act", ["tick", "finish"])
def test_what_was_not_begun_is_refused(cast: Cast, act: str) -> None:
    lesson = lessons.page()
    key = next(iter(services.sections_of(lesson)))
    with pytest.raises(Refused) as why:
        if act == "tick":
            services.tick_section(lesson, key, by=cast.volunteer)
        else:
            services.finish_lesson(lesson, by=cast.volunteer)
    assert why.value.code == "not_begun"


def test_a_section_that_is_not_there_is_refused(cast: Cast) -> None:
    lesson = lessons.page()
    services.open_lesson(lesson, by=cast.volunteer)
    with pytest.raises(Refused) as why:
        services.tick_section(lesson, "x", by=cast.volunteer)
    assert why.value.code == "section"


def test_a_later_edit_changes_no_minutes_of_who_has_finished(cast: Cast) -> None:
    lesson = lessons.page()
    lessons.take(lesson, cast.volunteer)
    lesson.sections[0].value["minutes"] = 100
    lesson.save()
    assert lesson.minutes == 150
    assert queries.minutes_in([cast.volunteer.pk], lesson.get_parent().translation_key) == {cast.volunteer.pk: 60}


@pytest.mark.parametrize("who", ["editor", "auditor", "system_admin", "employer"])
def test_who_does_not_learn_here_may_not(cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    with pytest.raises(Refused) as why:
        services.open_lesson(lessons.page(), by=user)
    assert why.value.code == "may:take_lesson"
    assert sign_in(user).get("/learn/").status_code == 404


def test_the_table_itself_keeps_minutes_and_the_end_together(cast: Cast) -> None:
    row = services.open_lesson(lessons.page(), by=cast.volunteer)
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonProgress.objects.filter(pk=row.pk).update(minutes=60)


# --- screens ---------------------------------------------------------------------------------------------------
def address(slug: str) -> str:
    return reverse("training:lesson", args=[lessons.page(slug).translation_key])


def test_a_lesson_is_taken_by_plain_forms(cast: Cast) -> None:
    browser, here, lesson = sign_in(cast.volunteer), address("law"), lessons.page()
    shown = browser.get(here).content.decode()
    assert "开始学习" in shown
    assert "执法事项不得购买" not in shown
    assert browser.post(here, {"act": "open", "idem": "a"})["Location"] == here
    assert "执法事项不得购买" in browser.get(here).content.decode()
    keys = list(services.sections_of(lesson))
    goes = [browser.post(here, {"act": "tick", "section": key, "idem": key})["Location"] for key in keys]
    assert goes == [f"{here}#s2", f"{here}#s3", f"{here}#s4", f"{here}#s5", f"{here}#end"]
    early = browser.post(here, {"act": "finish", "idem": "b"})
    assert early.status_code == 409
    assert "还差 30 分钟" in early.content.decode()
    with later(30):
        assert browser.post(here, {"act": "finish", "idem": "c"}).status_code == 302
        over = browser.get(here).content.decode()
    assert "记入 60 分钟" in over
    assert "下一课：保密" in over


def test_what_is_to_be_done_next_comes_first(cast: Cast) -> None:
    browser = sign_in(cast.volunteer)
    assert "法律与帮助的边界" in browser.get("/learn/").content.decode()
    services.open_lesson(lessons.page("minors"), by=cast.volunteer)
    shown = browser.get("/learn/").content.decode()
    assert "接着学" in shown
    assert "未成年人：多一道门" in shown
    assert [item.title for item in lesson_begun(cast.volunteer, clock.now())] == ["继续学习：未成年人：多一道门"]


def test_the_learner_reads_in_their_own_language(cast: Cast) -> None:
    browser = sign_in(cast.volunteer)
    browser.cookies["lang"] = "en"
    shown = browser.get(address("law")).content.decode()
    assert "The law and the boundaries of help" in shown
    assert "Induction for volunteers" in browser.get("/learn/").content.decode()


def test_without_a_translation_the_lesson_is_shown_as_it_was_written(cast: Cast) -> None:
    lessons.page("law", "en").delete()
    browser = sign_in(cast.volunteer)
    browser.cookies["lang"] = "en"
    assert "法律与帮助的边界" in browser.get(address("law")).content.decode()
    assert "法律与帮助的边界" in browser.get("/learn/").content.decode()


def test_an_unpublished_lesson_is_not_there(cast: Cast) -> None:
    here = address("law")
    for language in ("zh-hans", "en"):
        lessons.page("law", language).unpublish()
    assert sign_in(cast.volunteer).get(here).status_code == 404


def test_a_foreign_act_is_not_there(cast: Cast) -> None:
    assert sign_in(cast.volunteer).post(address("law"), {"act": "grant"}).status_code == 404


def test_lists_take_the_same_few_queries_however_much_there_is(cast: Cast, django_assert_max_num_queries) -> None:
    browser = sign_in(cast.volunteer)
    browser.get("/learn/")
    with django_assert_max_num_queries(12):
        browser.get("/learn/")
    _more_courses(40)
    browser.get("/learn/")  # a session is written to every quarter of a minute, and the courses took a while
    with django_assert_max_num_queries(12):
        assert browser.get("/learn/").content.decode().count("更多课程") == 40
    with django_assert_max_num_queries(12):
        browser.get(reverse("training:programme", args=[CoursePage.objects.first().translation_key]))


def _more_courses(n: int) -> None:
    index = CourseIndexPage.objects.get(locale__language_code="zh-hans")
    body = lessons.page("law").sections
    for i in range(n):
        course = CoursePage(title=f"更多课程 {i}", slug=f"more-{i}", summary="摘要", locale=index.locale)
        index.add_child(instance=course)
        course.add_child(
            instance=LessonPage(title="一课", slug="one", summary="摘要", sections=body, locale=index.locale)
        )
