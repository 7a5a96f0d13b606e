"""What there is to learn, how far somebody has come with it, and which minutes count for a course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.utils.translation import get_language

from training.models import CoursePage, LessonPage, LessonProgress

FIRST = "zh-hans"  # what is not translated yet is shown as it was written
STEP = CoursePage.steplen
Versions = dict[UUID, dict[str, dict[str, Any]]]  # translation key → language → values of the page


@dataclass(frozen=True)
class Lesson:
    key: UUID
    title: str
    summary: str
    minutes: int
    progress: LessonProgress | None = None

    @property
    def state(self) -> str:
        """done, begun or "" for not begun."""
        return "" if self.progress is None else "done" if self.progress.finished_at else "begun"


@dataclass(frozen=True)
class Programme:
    """A course page with its lessons, as one learner stands with them."""

    key: UUID
    title: str
    summary: str
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def done_n(self) -> int:
        return sum(lesson.state == "done" for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def minutes_done(self) -> int:
        return sum(lesson.progress.minutes for lesson in self.lessons if lesson.progress)

    @property
    def next(self) -> Lesson | None:
        """Where to go on here: what was begun and seen last, else the first that was not begun."""
        begun = [lesson for lesson in self.lessons if lesson.state == "begun" and lesson.progress]
        if begun:
            return max(begun, key=lambda lesson: lesson.progress.seen_at)
        return next((lesson for lesson in self.lessons if not lesson.state), None)


def programmes(user_id: int) -> list[Programme]:
    """Every course that has lessons, in the reader's language, with this learner's progress; a fixed few queries."""
    progress = {row.lesson_key: row for row in LessonProgress.objects.filter(learner_id=user_id)}
    courses = _versions(CoursePage.objects.live().public())
    lessons = _versions(LessonPage.objects.live().public(), "minutes")
    found = []
    for key, pages in courses.items():
        below = {page["path"] for page in pages.values()}
        mine = [
            _lesson(lesson_key, versions, progress.get(lesson_key))
            for lesson_key, versions in lessons.items()
            if any(version["path"][:-STEP] in below for version in versions.values())
        ]
        if mine:
            page = _in_reader_language(pages)
            found.append(Programme(key, page["title"], page["summary"], mine))
    return found


def programme(user_id: int, key: UUID) -> Programme | None:
    return next((one for one in programmes(user_id) if one.key == key), None)


def go_on(found: Iterable[Programme]) -> tuple[Programme, Lesson] | None:
    """Where this learner goes on: in the course they were in last that is not over, else in the first one."""
    left = [(one, lesson) for one in found if (lesson := one.next)]
    begun = [pair for pair in left if any(lesson.progress for lesson in pair[0].lessons)]
    if begun:
        return max(begun, key=lambda pair: max(les.progress.seen_at for les in pair[0].lessons if les.progress))
    return left[0] if left else None


def begun(user_id: int) -> tuple[LessonProgress, str] | None:
    """The lesson that was begun last and is not finished, with its title; None when there is none."""
    row = LessonProgress.objects.filter(learner_id=user_id, finished_at=None).order_by("-seen_at").first()
    page = lesson_page(row.lesson_key) if row else None
    return (row, page.title) if row and page else None


def lesson_page(key: UUID) -> LessonPage | None:
    """The published lesson in the reader's language; in another one when there is no other."""
    pages = LessonPage.objects.live().public().filter(translation_key=key).select_related("locale")
    found = {page.locale.language_code: page for page in pages}
    return found.get(get_language() or FIRST) or found.get(FIRST) or next(iter(found.values()), None)


def progress_of(user_id: int, key: UUID) -> LessonProgress | None:
    return LessonProgress.objects.filter(learner_id=user_id, lesson_key=key).first()


def minutes_done(user_ids: Iterable[int], course_id: int) -> dict[int, int]:
    """user id → minutes of finished lessons on the pages of this course, for those who have some. One query."""
    keys = CoursePage.objects.filter(course_id=course_id).values("translation_key")
    rows = LessonProgress.objects.filter(learner_id__in=list(user_ids), course_key__in=keys, finished_at__isnull=False)
    return dict(rows.order_by().values("learner_id").annotate(n=Sum("minutes")).values_list("learner_id", "n"))


def minutes_by_course(user_id: int, course_ids: Iterable[int]) -> dict[int, int]:
    """Course id → minutes of finished lessons on its pages, of one learner, for those that have some. One query."""
    mine = LessonProgress.objects.filter(
        learner_id=user_id, course_key=OuterRef("translation_key"), finished_at__isnull=False
    )
    done = mine.order_by().values("course_key").annotate(n=Sum("minutes")).values("n")
    pages = CoursePage.objects.filter(course_id__in=list(course_ids)).annotate(done=Subquery(done))
    found: dict[int, int] = {}
    # A page and its translation are one: they share the key.
    for _key, course, minutes in set(pages.values_list("translation_key", "course_id", "done")):
        if minutes:
            found[course] = found.get(course, 0) + minutes
    return found


def courses_begun(user_id: int) -> Any:
    """The courses on whose pages somebody has finished a lesson, as a subquery of ids."""
    done = LessonProgress.objects.filter(learner_id=user_id, finished_at__isnull=False)
    pages = CoursePage.objects.filter(course__isnull=False, translation_key__in=done.order_by().values("course_key"))
    return pages.order_by().values("course_id")


def begun_by(course_id: int) -> Any:
    """Who has begun a lesson on the pages of a course, as a subquery of ids."""
    keys = CoursePage.objects.filter(course_id=course_id).order_by().values("translation_key")
    return LessonProgress.objects.filter(course_key__in=keys).order_by().values("learner_id")


def course_of(key: UUID) -> Any:
    """The course that a course page of this key is tied to, with its exam; None where there is none."""
    page = CoursePage.objects.filter(translation_key=key, course__isnull=False).select_related("course__exam").first()
    return page.course if page else None


def minutes_in(user_ids: Iterable[int], course_key: UUID) -> dict[int, int]:
    """user id → minutes of finished lessons of the course with this key; whoever has none is left out. One query."""
    rows = LessonProgress.objects.filter(
        learner_id__in=list(user_ids), course_key=course_key, finished_at__isnull=False
    )
    return dict(rows.order_by().values("learner_id").annotate(n=Sum("minutes")).values_list("learner_id", "n"))


# --- languages -----------------------------------------------------------------------------------------------------
def _versions(pages: Any, *more: str) -> Versions:
    """The pages by what they translate, in the order of the Chinese tree."""
    found: Versions = {}
    columns = ("translation_key", "locale__language_code", "path", "title", "summary", *more)
    rows = sorted(pages.order_by("path").values(*columns), key=lambda row: row["locale__language_code"] != FIRST)
    for row in rows:
        found.setdefault(row["translation_key"], {})[row["locale__language_code"]] = row
    return found


def _in_reader_language(versions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return versions.get(get_language() or FIRST) or versions.get(FIRST) or next(iter(versions.values()))


def _lesson(key: UUID, versions: dict[str, dict[str, Any]], progress: LessonProgress | None) -> Lesson:
    page = _in_reader_language(versions)
    return Lesson(key, page["title"], page["summary"], page["minutes"], progress)
