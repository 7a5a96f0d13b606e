"""What the house does by itself with shifts: offers that run out, places to pass on, the hour that has come."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from audit import trail
from audit.moves import move
from kit import clock, rules
from kit.claims import release
from messaging import queue
from volunteers.activities import eligibility, news, seating
from volunteers.activities.guards import fresh
from volunteers.activities.waiting import locked, pass_on
from volunteers.models import Shift, Signup, Volunteer

MOST_PASSED = 20  # runs of one job over one shift
MOST = 500
AT_RISK = "activities.at_risk"


def expire_offers() -> int:
    """Let offers go by whose time is over and pass their places on; how many."""
    late = Signup.objects.filter(status="offered", due_at__lt=clock.now()).order_by("due_at", "pk")
    return sum(_expire(row) for row in late[:MOST]) + seating.expire_offers()


@transaction.atomic
def _expire(signup: Signup) -> bool:
    line = locked(signup.shift_id, signup.volunteer_id, but=signup.pk)
    row = fresh(signup)
    if row.status != "offered" or row.due_at >= clock.now():  # answered in this very moment
        return False
    move(row, "pass_by", by=None)
    line.let_go_by(row, clock.now())
    news.tell("place_passed_by", line.seat, row.volunteer.user)
    release(line.seat)
    pass_on(line, but=row.pk)
    return True


def pass_on_places(shift_id: int) -> int:
    """Offer what is free in a shift until nothing is left to decide; how many places were offered."""
    given = 0
    for _run in range(MOST_PASSED):
        with transaction.atomic():
            line = locked(shift_id, heirs=10)
            if line.seat.status not in ("open", "closed"):
                break
            given += len(line.pass_on(clock.now()))
        if not line.unfinished:
            break
    return given


def begin_shifts() -> int:
    """Shifts whose hour has come are running, and who still waits for a place hears that none came; how many."""
    due = Shift.objects.filter(status__in=("open", "closed"), starts_at__lte=clock.now()).order_by("starts_at", "pk")
    found = list(due.values_list("pk", flat=True)[:MOST])
    for pk in found:
        _begin(pk)
    return len(found)


@transaction.atomic
def _begin(shift_id: int) -> None:
    shift = locked(shift_id, heirs=0).seat
    if shift.status not in ("open", "closed"):
        return
    move(shift, "begin", by=None)
    for row in shift.signups.filter(status__in=("requested", "waiting", "offered")).order_by("pk"):
        if row.status == "offered":
            release(shift)
        move(row, "lapse", by=None)
    seating.lapse_waiting(shift)


def at_risk(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    """Of these, the ones that begin within a day with fewer people than they need."""
    now = clock.now()
    until = now + timedelta(hours=rules.value("activities.at_risk_hours", now.date()))
    return shifts.filter(
        status__in=("open", "closed"), starts_at__gt=now, starts_at__lte=until, taken__lt=F("min_needed")
    ).order_by("starts_at", "pk")


def remind_of_risk() -> None:
    """Ask for one message about each shift that has too few people, however often this runs."""
    for pk in at_risk(Shift.objects.all()).values_list("pk", flat=True)[:MOST]:
        queue.enqueue(AT_RISK, {"shift": pk}, key=f"{AT_RISK}:{pk}")


def tell_at_risk(shift_id: int) -> bool:
    """Tell the organisers of a shift that it has too few people; False when it has enough by now."""
    shift = at_risk(Shift.objects.select_related("posting").filter(pk=shift_id)).first()
    if shift is not None:
        news.tell_organisers("shift_at_risk", shift, taken=shift.taken, needed=shift.min_needed)
    return shift is not None


def flag_lacking(volunteer: Volunteer | None = None) -> int:
    """Mark future places of people who have come to lack something, for the organiser to decide; how many.

    Of one volunteer, whose papers or standing just changed, or of all. Whoever has it again is unmarked.
    Law: R-VOL-04, R-VOL-05.
    """
    ahead = Shift.objects.filter(status__in=("open", "closed"), starts_at__gt=clock.now()).select_related("posting")
    if volunteer is not None:
        ahead = ahead.filter(signups__volunteer=volunteer, signups__status="confirmed").distinct()
    return sum(_flag(shift) for shift in ahead.order_by("pk").iterator(chunk_size=MOST))


@transaction.atomic
def _flag(shift: Shift) -> int:
    rows = list(shift.signups.filter(status="confirmed").select_related("volunteer"))
    lacks = eligibility.lacking([r.volunteer for r in rows], shift.posting, eligibility.day_of(shift)) if rows else {}
    marked = 0
    for row in rows:
        flag = "lacks" if lacks[row.volunteer_id] else ""
        if (flag or row.flag == "lacks") and flag != row.flag:
            Signup.objects.filter(pk=row.pk).update(flag=flag)
            trail.record("signup.flag", row, by=None, fields=["flag"], detail={"why": lacks[row.volunteer_id]})
            marked += bool(flag)
    return marked
