"""What belongs to somebody who teaches: sessions, what learners thought of them, how many passed, which topics."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from kit import clock
from kit.remembered import Remembered
from training.courses import states
from training.models import BlueprintPart, Diploma, Enrolment, Session, Topic, Trainer

COURSES = 20


def _load() -> frozenset[int]:
    rows = Trainer.objects.filter(user__isnull=False, is_active=True)
    return frozenset(rows.values_list("user_id", flat=True))


# Asked for the menu of every page: kept in memory.
_teachers = Remembered(_load, Trainer)


def teaches(user: Any) -> bool:
    """Whether this person stands in the pool of lecturers with their account."""
    return user.pk in _teachers.get()


def entries_of(user: Any) -> list[Trainer]:
    """What stands of somebody in the pool; mostly one row, two for whoever was entered twice."""
    return list(Trainer.objects.filter(user_id=user.pk, is_active=True).order_by("pk"))


def sessions_by(trainers: Iterable[Trainer]) -> QuerySet[Session]:
    taught = Session.trainers.through.objects.filter(trainer_id__in=[one.pk for one in trainers])
    return Session.objects.filter(pk__in=taught.values("session_id")).select_related("course", "organiser")


def ahead(trainers: Iterable[Trainer]) -> QuerySet[Session]:
    """Sessions that go on or are to come, the soonest first."""
    rows = sessions_by(trainers).filter(status__in=states.ALIVE, ends_at__gte=clock.now())
    return rows.order_by("starts_at", "pk")


def held(trainers: Iterable[Trainer]) -> QuerySet[Session]:
    return sessions_by(trainers).filter(status="done")


def came_to(session_ids: Collection[int]) -> dict[int, int]:
    """Session id → how many attended; one query."""
    rows = Enrolment.objects.filter(session_id__in=list(session_ids), status="attended").order_by()
    return {row["session_id"]: row["n"] for row in rows.values("session_id").annotate(n=Count("pk"))}


def passes(trainers: Iterable[Trainer]) -> list[dict[str, Any]]:
    """Each course that was taught, the latest first: who came to these sessions, and who of them passed the course.

    One query; people count once a course, clients by their code.
    """
    done = Diploma.objects.filter(course_id=OuterRef("course_id"), status="valid")
    by_account = Exists(done.filter(learner_id=OuterRef("learner_id"), ref=""))
    by_code = Exists(done.filter(ref=OuterRef("ref"), learner_id=None))
    came = Enrolment.objects.filter(session_id__in=held(trainers).order_by().values("pk"), status="attended")
    rows = came.order_by().values("course_id", "course__title", "course__number", "course__exam_id")
    rows = rows.annotate(
        users=Count("learner", distinct=True),
        clients=Count("ref", distinct=True, filter=Q(ref__gt="")),
        users_passed=Count("learner", distinct=True, filter=Q(by_account)),
        clients_passed=Count("ref", distinct=True, filter=Q(by_code, ref__gt="")),
        last=Max("starts_at"),
    )
    return [
        {**row, "came": row["users"] + row["clients"], "passed": row["users_passed"] + row["clients_passed"]}
        for row in rows.order_by("-last", "-course_id")[:COURSES]
    ]


def topics_of(exam_ids: Collection[int]) -> QuerySet[Topic]:
    """The topics that these exams draw questions from; a part without a topic draws from all and names none."""
    parts = BlueprintPart.objects.filter(blueprint_id__in=list(exam_ids), topic__isnull=False)
    return Topic.objects.filter(pk__in=parts.values("topic_id")).order_by("code")
