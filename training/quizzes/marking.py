"""Whose answers somebody marks, and whose analysis they read: managers all, a trainer those of the exams they teach."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.access import has_role
from kit import clock
from training import policies
from training.quizzes import guards
from training.quizzes.models import AttemptItem, Blueprint


def to_mark(user: Any) -> QuerySet[AttemptItem]:
    """Case answers that wait for a person, the longest waiting first; never one's own."""
    rows = AttemptItem.objects.filter(attempt__status="handed_in", points=None).exclude(attempt__learner=user)
    if not policies.may(user, "mark_case"):
        rows = rows.filter(attempt__blueprint__in=[one.pk for one in readable_by(user)])
    return rows.select_related("attempt__blueprint", "version__question").order_by("pk")


def taught_by(user: Any) -> list[Blueprint]:
    """The exams of the courses in whose sessions somebody teaches."""
    if not has_role(user, *policies.TEACH):
        return []
    taught = {"courses__sessions__trainers__user": user.pk, "courses__sessions__trainers__is_active": True}
    return list(Blueprint.objects.filter(**taught).distinct().order_by("pk"))


def readable_by(user: Any) -> list[Blueprint]:
    """Of these the ones whose answers they may read, because they are not asked them any more themselves."""
    now = clock.now()
    return [one for one in taught_by(user) if not guards.may_still_sit(user, one, now)]
