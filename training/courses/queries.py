"""Which courses, sessions, enrolments and certificates there are for whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from accounts import access, roles
from kit import clock
from training.courses import eligibility, states
from training.learning import queries as learning
from training.models import Course, Diploma, Enrolment, Session, Trainer

LIVE = states.LIVE
NOBODY = Q(pk__in=())
PLANS = (roles.OFF, roles.CBM, roles.MUN, roles.NGA)
SEES = (*PLANS, roles.AUD)


# --- for learners --------------------------------------------------------------------------------------------------
def held_roles(user: Any) -> set[str]:
    """The roles of one's own seats; a colleague stood in for learns for themselves."""
    return {seat.role for seat in access.seats(user) if seat.for_user_id == user.pk}


def meant_for(user: Any) -> list[str]:
    """The audiences whose courses are for this person."""
    return eligibility.audiences_of(held_roles(user))


def open_now(user: Any) -> QuerySet[Session]:
    """The sessions to come that this person is meant for and that take enrolments."""
    now = clock.now()
    rows = Session.objects.filter(course__audience__in=meant_for(user), course__status="open", status="open")
    return rows.filter(starts_at__gt=now, signup_closes_at__gt=now).select_related("course", "organiser")


def with_places(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those of these sessions that have a place nobody waits for."""
    return sessions.filter(taken__lt=F("capacity"), is_held=False)


def seen_by(user: Any) -> QuerySet[Session]:
    """What a learner may look at: whatever is open to them, and whatever they ever enrolled in."""
    mine = Enrolment.objects.filter(learner=user).values("session_id")
    meant = Q(course__audience__in=meant_for(user), course__status="open") & ~Q(status="cancelled")
    return Session.objects.filter(meant | Q(pk__in=mine)).select_related("course", "organiser")


def enrolments_of(user: Any) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(learner=user).select_related("session__course", "session__organiser", "learner")


def ahead_of(user: Any) -> QuerySet[Enrolment]:
    """What a learner has a place or a turn in and that is not over, the soonest first."""
    rows = enrolments_of(user).filter(status__in=(*LIVE, "attended"), ends_at__gte=clock.now())
    return rows.order_by("starts_at", "pk")


def place_in_line(row: Enrolment) -> int:
    """How many wait before this one, and one more."""
    ahead = Q(priority__gt=row.priority) | Q(priority=row.priority, queued_at__lt=row.queued_at)
    ahead |= Q(priority=row.priority, queued_at=row.queued_at, pk__lt=row.pk)
    return Enrolment.objects.filter(ahead, session_id=row.session_id, status="waiting").count() + 1


def diplomas_of(user: Any) -> QuerySet[Diploma]:
    return Diploma.objects.filter(learner=user).select_related("course__organiser").order_by("-passed_on", "-pk")


def underway(user: Any) -> list[Any]:
    """Courses that a learner has begun, each with the day on which they `passed_on` it last.

    In a room or online; a course whose lessons gave a certificate is over.
    """
    begun = Enrolment.objects.filter(learner=user, status="attended", minutes__gt=0).values("course_id")
    held = Diploma.objects.filter(learner=user, status="valid").order_by().values("course_id")
    last = held.filter(course=OuterRef("pk")).annotate(last=Max("passed_on")).values("last")
    online = Q(pk__in=learning.courses_begun(user.pk), audience__in=meant_for(user)) & ~Q(pk__in=held)
    rows = Course.objects.filter(Q(pk__in=begun) | online, status="open").annotate(passed_on=Subquery(last))
    return list(rows.select_related("exam").order_by("-pk")[:20])


def course_that_gives(kind: str) -> Course | None:
    """The oldest course of the whole city that gives a credential and is open."""
    rows = Course.objects.filter(gives=kind, county_code="", status="open").select_related("exam")
    return rows.order_by("pk").first()


# --- for planners --------------------------------------------------------------------------------------------------
def courses_of(user: Any) -> QuerySet[Course]:
    """The courses a planner may look at: of the city and the own county, or of the own organisation."""
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return Course.objects.select_related("organiser")
        if seat.role in (roles.OFF, roles.CBM):
            scope |= Q(county_code__in=(seat.county_code, ""))
        if seat.role == roles.NGA:
            scope |= Q(organiser_id=seat.unit_id)
    return Course.objects.filter(scope).select_related("organiser")


def sessions_of(user: Any) -> QuerySet[Session]:
    """The sessions a planner holds or looks after, and those that somebody teaches."""
    rows = Session.objects.select_related("course", "organiser")
    scope = NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role in (roles.OFF, roles.NGA):
            scope |= Q(organiser_id=seat.unit_id)
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
    taught = Trainer.objects.filter(user_id=user.pk, is_active=True)
    return rows.filter(scope | Q(pk__in=taught.values("sessions")))


def next_sessions(course_ids: list[int]) -> dict[int, dict[str, Any]]:
    """Course id → when its next session begins and how many are to come; one query."""
    ahead = Session.objects.filter(course_id__in=course_ids, status__in=states.UPCOMING, starts_at__gt=clock.now())
    rows = ahead.order_by().values("course_id").annotate(first=Min("starts_at"), n=Count("pk"))
    return {row["course_id"]: dict(row) for row in rows}


def passed_counts(course_ids: list[int]) -> dict[int, int]:
    """Course id → how many certificates hold; one query."""
    rows = Diploma.objects.filter(course_id__in=course_ids, status="valid").order_by().values("course_id")
    return {row["course_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def people_at(session: Session, of: tuple[str, ...] | None = None) -> QuerySet[Enrolment]:
    """The enrolments of a session, all or those in some states."""
    rows = Enrolment.objects.filter(session=session).select_related("learner", "office", "session__course")
    return rows if of is None else rows.filter(status__in=of)


def counts_at(session: Session) -> dict[str, int]:
    """State → how many; one query."""
    rows = Enrolment.objects.filter(session=session).order_by().values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def diplomas_seen(user: Any) -> QuerySet[Diploma]:
    """One's own certificates, and those of courses that a manager answers for."""
    rows, scope = Diploma.objects.select_related("course__organiser", "learner"), Q(learner_id=user.pk)
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return rows
        if seat.role == roles.CBM and seat.county_code:
            scope |= Q(county_code=seat.county_code)
    return rows.filter(scope)
