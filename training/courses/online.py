"""Minutes of lessons that were read online and count for a course."""

from __future__ import annotations

from collections.abc import Collection

from training.learning import queries as learning
from training.models import Course


def minutes_done(course: Course, user_ids: Collection[int]) -> dict[int, int]:
    """User id → minutes of finished lessons of the course, each counted once."""
    return learning.minutes_done(user_ids, course.pk) if user_ids else {}


def minutes_by_course(user_id: int, course_ids: Collection[int]) -> dict[int, int]:
    """Course id → the same of one learner in each of these."""
    return learning.minutes_by_course(user_id, course_ids) if course_ids else {}
