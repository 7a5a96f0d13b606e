"""What the house does by itself with sessions: offers that run out, places to pass on, the hour that has come."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from audit.moves import move
from kit import clock, rules
from kit.claims import release
from training.courses import attendance, news, states
from training.courses import numbers_of_law as law
from training.courses.guards import fresh
from training.courses.waiting import locked, pass_on
from training.models import Enrolment, Session

MOST_PASSED = 20  # runs of one job over one session
MOST = 500


def expire_offers() -> int:
    """Let offers go by whose time is over and pass their places on; how many."""
    late = Enrolment.objects.filter(status="offered", due_at__lt=clock.now()).order_by("due_at", "pk")
    return sum(_expire(row) for row in late[:MOST])


@transaction.atomic
def _expire(enrolment: Enrolment) -> bool:
    line = locked(enrolment.session_id, enrolment.learner_id, but=enrolment.pk)
    row = fresh(enrolment)
    if row.status != "offered" or row.due_at >= clock.now():  # answered in this very moment
        return False
    move(row, "pass_by", by=None)
    line.let_go_by(row, clock.now())
    news.tell("session_place_passed_by", line.seat, news.answers_for(row), url=news.page_of(row))
    release(line.seat)
    pass_on(line, but=row.pk)
    return True


def pass_on_places(session_id: int) -> int:
    """Offer what is free in a session until nothing is left to decide; how many places were offered."""
    given = 0
    for _run in range(MOST_PASSED):
        with transaction.atomic():
            line = locked(session_id, heirs=10)
            if line.seat.status not in states.UPCOMING:
                break
            given += len(line.pass_on(clock.now()))
        if not line.unfinished:
            break
    return given


def begin_sessions() -> int:
    """Sessions whose hour has come are running, and who still waits for a place hears no more of it; how many."""
    due = Session.objects.filter(status__in=states.UPCOMING, starts_at__lte=clock.now()).order_by("starts_at", "pk")
    found = list(due.values_list("pk", flat=True)[:MOST])
    for pk in found:
        _begin(pk)
    return len(found)


@transaction.atomic
def _begin(session_id: int) -> None:
    session = locked(session_id, heirs=0).seat
    if session.status not in states.UPCOMING:
        return
    move(session, "begin", by=None)
    for row in session.enrolments.filter(status__in=("waiting", "offered")).order_by("pk"):
        if row.status == "offered":
            release(session)
        move(row, "lapse", by=None)


def finish_sessions() -> int:
    """Sessions whose door has shut are over; how many."""
    over = clock.now() - timedelta(minutes=rules.value(law.CLOSES))
    due = Session.objects.filter(status="running", starts_at__lt=over, ends_at__lte=over).order_by("starts_at", "pk")
    found = list(due[:MOST])
    for session in found:
        attendance.finish_session(session)
    return len(found)
