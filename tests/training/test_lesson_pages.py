"""Pages of courses and lessons: whoever edits the portal writes them, a manager publishes, and cases tell of nobody."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client as Browser
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from tests.cast import Cast, sign_in
from tests.training import lessons
from training.models import CoursePage, LessonPage

pytestmark = pytest.mark.django_db
CASE = {
    "title": "一条朋友圈", "story": "小何陪人学缝纫。", "ask": "能发吗？", "answer": "不能。",
    "source": "invented", "consent_paper": "", "is_disguised": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def course(cast: Cast, as_of) -> CoursePage:
    as_of(2026, 3, 9)
    return lessons.ready()


def lesson(course: CoursePage, *parts: tuple[str, Any]) -> LessonPage:
    """A new lesson of one section with these parts."""
    blocks = [{"type": kind, "value": value} for kind, value in parts]
    section = {"type": "section", "value": {"title": "一节", "minutes": 20, "parts": blocks}}
    page = LessonPage(title="新课", slug="new", summary="摘要", locale=course.locale, sections=json.dumps([section]))
    course.add_child(instance=page)
    return page


def refused(course: CoursePage, *parts: tuple[str, Any]) -> str:
    with pytest.raises(ValidationError) as why:
        lesson(course, *parts)
    assert not LessonPage.objects.filter(slug="new").exists()
    return "\n".join(why.value.message_dict["sections"])


# --- cases and films -------------------------------------------------------------------------------------------
def test_a_lesson_adds_up_its_sections_and_may_speak_of_the_law(course: CoursePage) -> None:
    page = lesson(course, ("text", "<p>盗窃罪的量刑标准。</p>"), ("case", CASE))
    assert page.minutes == 20
    assert "小何陪人学缝纫" in page.text()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"story": "他因盗窃来到这里。"}, "盗窃"),
        ({"answer": "打 154 0000 0001 找他。"}, "长数字"),
        ({"story": "住在长堤路 9 号。"}, "路 9 号"),
        ({"is_disguised": False}, "改写人名"),
        ({"source": "rewritten", "consent_paper": " "}, "书面同意"),
    ],
)
def test_a_case_that_gives_somebody_away_is_not_kept(course: CoursePage, changed: dict[str, Any], said: str) -> None:
    found = refused(course, ("case", {**CASE, **changed}))
    assert said in found
    assert "一条朋友圈" in found


def test_a_real_case_rests_on_a_paper(course: CoursePage) -> None:
    assert lesson(course, ("case", {**CASE, "source": "rewritten", "consent_paper": "河口 2026-3"})).pk


def document(name: str) -> Any:
    return get_document_model().objects.create(title=name, file=ContentFile(b"x", name=name))


def test_a_film_is_a_file_that_browsers_play_and_has_its_words(course: CoursePage) -> None:
    film = {"title": "怎样开头", "words": "先说名字。"}
    assert "MP4" in refused(course, ("film", {**film, "file": document("film.pdf").pk}))
    page = lesson(course, ("film", {**film, "file": document("film.mp4").pk}))
    assert "先说名字" in page.text()


# --- who writes, who publishes ---------------------------------------------------------------------------------
def test_an_editor_of_the_city_opens_a_lesson_and_publishes_nothing(cast: Cast) -> None:
    page = lessons.page()
    shown = sign_in(cast.editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "action-submit" in shown
    assert "action-publish" not in shown
    rights = Page.objects.get(pk=page.pk).permissions_for_user(cast.editor)
    assert rights.can_edit()
    assert not rights.can_publish()
    assert Page.objects.get(pk=page.pk).permissions_for_user(cast.city_manager).can_publish()


@pytest.mark.parametrize("who", ["officer", "county_manager"])
def test_a_county_does_not_write_the_lessons_of_the_city(cast: Cast, who: str) -> None:
    rights = Page.objects.get(pk=lessons.page().pk).permissions_for_user(getattr(cast, who))
    assert not rights.can_edit()
    assert not rights.can_publish()


def test_the_editor_sees_a_lesson_before_it_is_published(cast: Cast) -> None:
    page = lessons.page()
    shown = sign_in(cast.editor).get(f"/cms/pages/{page.pk}/edit/preview/")
    assert shown.status_code in (200, 302, 404)
    body = page.make_preview_request().rendered_content
    assert "执法事项不得购买" in body
    assert "想好了，看参考做法" in body


# --- what everybody reads --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/courses/", "志愿者岗前培训"),
        ("/courses/induction/", "危机信号：看见了，就不走开"),
        ("/en/courses/", "Induction for volunteers"),
        ("/en/courses/induction/", "Signs of a crisis: seeing, and not walking away"),
    ],
)
def test_anybody_reads_what_a_course_is_about(path: str, said: str) -> None:
    answer = Browser().get(path)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_lesson_leads_to_where_it_counts() -> None:
    answer = Browser().get("/courses/induction/law/")
    assert answer["Location"] == reverse("training:lesson", args=[lessons.page().translation_key])
    assert Browser().get(answer["Location"])["Location"].startswith("/account/login/")


@pytest.mark.parametrize(("language", "to"), [("zh-hans", "/courses/"), ("en", "/en/courses/")])
def test_the_menu_leads_to_the_courses_in_the_readers_language(language: str, to: str) -> None:
    browser = Browser()
    browser.cookies["lang"] = language
    assert browser.get("/learn/open/")["Location"] == to
