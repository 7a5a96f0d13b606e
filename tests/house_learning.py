"""Learning in the full house: the ready course, and a lesson that 王芳 has begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.training import lessons
from training.learning import services


def fill(house: Any) -> None:
    """After the portal stands."""
    house.course_page = lessons.ready()
    house.lesson_page = lessons.page("law")
    services.open_lesson(house.lesson_page, by=house.cast.volunteer)
    services.open_lesson(house.lesson_page, by=house.cast.officer)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "a course to learn": one(key=house.course_page.translation_key),
        "a lesson": one(key=house.lesson_page.translation_key),
    }
