"""Lessons for tests: the ready course brought into a portal, and how a learner takes one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wagtail.models import Site

from kit import clock
from tests.portal import ensure_portal
from training.learning import services
from training.learning.loading import ensure_content
from training.models import CoursePage, LessonPage


def ready() -> CoursePage:
    """The portal with the ready course; the Chinese page of the course."""
    ensure_portal()
    ensure_content()
    Site.clear_site_root_paths_cache()
    return CoursePage.objects.get(slug="induction", locale__language_code="zh-hans")


def page(slug: str = "law", language: str = "zh-hans") -> LessonPage:
    return LessonPage.objects.get(slug=slug, locale__language_code=language)


def take(lesson: LessonPage, user: Any, *, minutes: int = 30) -> Any:
    """Begin, let the time pass, tick every section, finish."""
    begun = clock.now()
    with clock.frozen(begun):
        services.open_lesson(lesson, by=user)
    with clock.frozen(begun + timedelta(minutes=minutes)):
        for section in services.sections_of(lesson):
            services.tick_section(lesson, section, by=user)
        return services.finish_lesson(lesson, by=user)
