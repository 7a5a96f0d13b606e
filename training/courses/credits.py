"""Training of a year: each person's minutes by the five ways, what is compulsory for a role, and who is short of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts import access, roles
from accounts.access import in_force
from accounts.models import Membership, User
from kit import clock, rules
from training import hooks
from training.courses import numbers_of_law as law
from training.courses.states import LEARNERS
from training.models import Course, Credential, Enrolment
from training.queries import running_out

MODES = tuple(Course.Mode.values)


@dataclass(frozen=True)
class Year:
    """Minutes of one person in a year: `by_mode` as attended, `asked` of the role."""

    by_mode: Mapping[str, int]
    asked: int

    @property
    def total(self) -> int:
        return sum(self.by_mode.values())

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.total)


def bounds(year: int) -> tuple[datetime, datetime]:
    """The first instant of a year by the city's clock, and that of the next."""
    return clock.at(date(year, 1, 1), 0), clock.at(date(year + 1, 1, 1), 0)


def asked_of(role: str, year: int) -> int:
    """Compulsory minutes of a role in a year, by the rule as it stands at its end or today."""
    on = min(date(year, 12, 31), max(clock.today(), date(year, 1, 1)))
    return int(rules.value(law.YEARLY, on).get(role, 0))


def years(user_ids: Collection[int], year: int, *, asked: int = 0) -> dict[int, Year]:
    """User id → their year; one query however many."""
    start, end = bounds(year)
    rows = Enrolment.objects.filter(learner_id__in=list(user_ids), status="attended", minutes__gt=0)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end).order_by()
    found: dict[int, dict[str, int]] = {pk: {} for pk in user_ids}
    for row in rows.values("learner_id", "course__mode").annotate(n=Sum("minutes")):
        found[row["learner_id"]][row["course__mode"]] = row["n"]
    return {pk: Year(by_mode, asked) for pk, by_mode in found.items()}


def with_year(people: QuerySet[User], year: int) -> QuerySet[User]:
    """The same people, each with `year_<mode>`: worked out for the rows of a page alone, without another query."""
    start, end = bounds(year)
    mine = Enrolment.objects.filter(
        learner=OuterRef("pk"), status="attended", starts_at__gte=start, starts_at__lt=end
    ).order_by()
    sums = {
        f"year_{mode}": Coalesce(
            Subquery(
                mine.filter(course__mode=mode).values("learner").annotate(n=Sum("minutes")).values("n"),
                output_field=IntegerField(),
            ),
            Value(0),
        )
        for mode in MODES
    }
    return people.annotate(**sums)


def year_of(person: Any, asked: int) -> Year:
    """The year of somebody of `with_year`."""
    return Year({mode: getattr(person, f"year_{mode}") for mode in MODES}, asked)


# --- who is short --------------------------------------------------------------------------------------------------
def looked_after(user: Any, role: str) -> Q:
    """Which seats of a role this person answers for: of the city, the own county, the own organisation."""
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role in (roles.MUN, roles.AUD):
            return Q()
        if seat.role == roles.CBM and seat.county_code:
            scope |= Q(unit__division__code__startswith=seat.county_code)
            for people in hooks.belonging:
                scope |= Q(unit=None, user_id__in=people(seat.county_code))
        if seat.role == roles.NGA and role in (roles.NGA, roles.NGC):
            scope |= Q(unit_id=seat.unit_id)
    return scope


def short_of(user: Any, role: str, year: int) -> QuerySet[User]:
    """People in this role who have not reached the compulsory minutes of the year, each with `minutes` so far."""
    if role not in LEARNERS:
        return User.objects.none()
    start, end = bounds(year)
    on = clock.today()
    seats = Membership.objects.filter(in_force(on), looked_after(user, role), role=role)
    attended = Enrolment.objects.filter(
        learner=OuterRef("pk"), status="attended", starts_at__gte=start, starts_at__lt=end
    ).order_by()
    total = attended.values("learner").annotate(n=Sum("minutes")).values("n")
    minutes = Coalesce(Subquery(total, output_field=IntegerField()), Value(0))
    rows = User.objects.filter(pk__in=seats.values("user_id"), is_active=True).annotate(minutes=minutes)
    return rows.filter(minutes__lt=asked_of(role, year)).annotate(missing=asked_of(role, year) - F("minutes"))


def ends_by(user: Any, kind: str, role: str, by_day: date) -> QuerySet[User]:
    """People in a role whose credential of a kind is in force today and ends by a day, with nothing that follows."""
    today = clock.today()
    ending = running_out(today, max(0, (by_day - today).days)).filter(kind=kind)
    seats = Membership.objects.filter(in_force(today), looked_after(user, role), role=role)
    return User.objects.filter(pk__in=seats.values("user_id"), is_active=True).filter(
        pk__in=ending.order_by().values("holder_id")
    )


def lacking(user: Any, kind: str, role: str) -> QuerySet[User]:
    """People in a role who hold no credential of a kind today."""
    today = clock.today()
    held = Credential.objects.filter(kind=kind, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today)
    seats = Membership.objects.filter(in_force(today), looked_after(user, role), role=role)
    return User.objects.filter(pk__in=seats.values("user_id"), is_active=True).exclude(
        pk__in=held.order_by().values("holder_id")
    )
