"""The places in sessions and the certificates of somebody's one account go to their other one."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from training.courses import diplomas, states
from training.courses.enrolling import leave
from training.courses.guards import fresh
from training.courses.waiting import locked
from training.models import Attempt, Course, CoursePage, Diploma, Enrolment, LessonProgress, Trainer

REASON = "accounts_merged"


def hand_over(old: User, new: User) -> int:
    """Give over enrolments and certificates; how many enrolments. Call with both accounts locked.

    Of two places in one session, or at the same time, one goes back to the list; a session that both attended counts
    once, with the longer presence.
    """
    for row in _doubles(old, new):
        leave(fresh(row), locked(row.session_id, heirs=0), by=None, reason=REASON)
    twice = _attended_twice(old, new)
    count = Enrolment.objects.filter(learner=old).exclude(pk__in=twice).update(learner=new)
    Diploma.objects.filter(learner=old).update(learner=new)
    Trainer.objects.filter(user=old).update(user=new)
    return count


def settle_all(learner: User) -> int:
    """Write the certificates for which everything is together now, in whatever courses somebody has begun; how many."""
    begun = Q(pk__in=Enrolment.objects.filter(learner=learner, status="attended").values("course"))
    begun |= Q(exam__in=Attempt.objects.filter(learner=learner, passed=True).values("blueprint"))
    keys = LessonProgress.objects.filter(learner=learner, finished_at__isnull=False).values("course_key")
    begun |= Q(pk__in=CoursePage.objects.filter(translation_key__in=keys, course__isnull=False).values("course"))
    rows = Course.objects.filter(begun, status="open").order_by("pk")
    return sum(diplomas.settle(course, learner) is not None for course in rows)


def _doubles(old: User, new: User) -> list[Enrolment]:
    """The live places to give back, by session: the less sure of two, else that of the account that goes."""
    mine = list(Enrolment.objects.filter(learner=new, status__in=(*states.LIVE, "attended")))
    found: dict[int, Enrolment] = {}
    for row in Enrolment.objects.filter(learner=old, status__in=states.LIVE).order_by("session_id"):
        twins = [one for one in mine if _clash(row, one)]
        weaker = [one for one in twins if one.status == "waiting" and row.status != "waiting"]
        for one in weaker if len(weaker) == len(twins) else [row]:
            found[one.pk] = one
    return sorted(found.values(), key=lambda row: row.session_id)


def _clash(a: Enrolment, b: Enrolment) -> bool:
    """The same session; or both hold a place and the times overlap."""
    if a.session_id == b.session_id:
        return True
    held = (*states.HOLDING, "attended")
    return a.status in held and b.status in held and a.starts_at < b.ends_at and b.starts_at < a.ends_at


def _attended_twice(old: User, new: User) -> list[int]:
    """Rows that stay with the account that goes, one of each session attended with both."""
    mine = {row.session_id: row for row in Enrolment.objects.filter(learner=new, status="attended")}
    left = []
    for row in Enrolment.objects.filter(learner=old, status="attended", session_id__in=mine):
        twin = mine[row.session_id]
        if row.minutes > twin.minutes:
            Enrolment.objects.filter(pk=row.pk).update(learner=new)
            Enrolment.objects.filter(pk=twin.pk).update(learner=old)
            row = twin
        left.append(row.pk)
    return left
