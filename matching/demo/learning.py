"""What people of the demo city have learned online: somebody is in the middle of the course, somebody is through."""

from __future__ import annotations

from typing import Any

from matching.demo.stage import City
from training.courses import services as courses
from training.learning import services

# Name → lessons finished, one an evening; whoever is not through has begun the next.
LEARNERS = {"王芳": 3, "李明": 8}


def evenings(city: City) -> None:
    with city.at(160):
        courses.ensure_induction()
    for name, count in LEARNERS.items():
        user = city.people[name]
        for one in services.programmes(user.pk)[:1]:
            for n, lesson in enumerate(one.lessons[: count + 1]):
                take(city, user, services.lesson_page(lesson.key), len(one.lessons) - n, finish=n < count)


def take(city: City, user: Any, page: Any, days_ago: int, *, finish: bool) -> None:
    """A lesson begun at eight in the evening; whoever finishes it does so forty minutes later."""
    sections = list(services.sections_of(page))
    with city.at(days_ago, 20):
        services.open_lesson(page, by=user)
        for section in sections if finish else sections[:2]:
            services.tick_section(page, section, by=user)
    if finish:
        with city.at(days_ago, 20, 40):
            services.finish_lesson(page, by=user)
