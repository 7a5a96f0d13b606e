"""Bring the ready course into the house: its page and eight lessons in both languages, and its questions, once."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from cms import texts
from cms.pages import HomePage
from cms.services import CHINESE, ENGLISH, ensure_pair
from training.learning import content
from training.models import CourseIndexPage, CoursePage, LessonPage, Question
from training.quizzes import services as quizzes

COURSES = "courses"


def ensure_content() -> None:
    """The ready course as a city starts with it. What an editor changed or took down stays as it is.

    May run at every start: the lessons are made together with the page of their course, and never again; a question
    that is in the bank already stays as its trainer has it.
    """
    known = set(Question.objects.values_list("code", flat=True))
    if rows := [row for row in content.bank() if row["code"] not in known]:
        quizzes.load_bank(rows)
    home = HomePage.objects.filter(locale__language_code=CHINESE).order_by("pk").first()
    if home is not None:
        _course(home)


@transaction.atomic
def _course(home: HomePage) -> None:
    index = texts.Standing(COURSES, *(_words(content.courses(language)) for language in (CHINESE, ENGLISH)))
    courses, _is_new = ensure_pair(home, CourseIndexPage, index)
    page = texts.Standing(content.SLUG, *(_course_words(language) for language in (CHINESE, ENGLISH)))
    course, is_new = ensure_pair(courses, CoursePage, page)
    if is_new:
        for slug in content.LESSONS:
            words = (_lesson_words(slug, language) for language in (CHINESE, ENGLISH))
            ensure_pair(course, LessonPage, texts.Standing(slug, *words))


def _words(text: content.Text) -> dict[str, Any]:
    return {"title": text.title, "summary": text.summary}


def _course_words(language: str) -> dict[str, Any]:
    """The sections of the file as one body, each under its heading."""
    text, body = content.course(language), []
    for section in text.sections:
        body.append({"type": "text", "value": f"<h2>{section.title}</h2>"})
        body += section.blocks
    return {**_words(text), "body": _stream(body)}


def _lesson_words(slug: str, language: str) -> dict[str, Any]:
    """A section has the same id in both languages, so that whoever changes the language goes on where they were."""
    text = content.lesson(slug, language)
    sections = [
        {
            "type": "section",
            "id": str(uuid5(NAMESPACE_URL, f"lesson:{content.SLUG}/{slug}/{n}")),
            "value": {
                "title": section.title,
                "minutes": section.minutes,
                "parts": [_with_id(block, f"{slug}/{n}/{m}") for m, block in enumerate(section.blocks)],
            },
        }
        for n, section in enumerate(text.sections)
    ]
    return {**_words(text), "sections": _stream(sections)}


def _with_id(block: content.Block, name: str) -> content.Block:
    return {**block, "id": str(uuid5(NAMESPACE_URL, f"part:{content.SLUG}/{name}"))}


def _stream(blocks: list[content.Block]) -> str:
    return json.dumps(blocks, ensure_ascii=False)
