"""How many clients a course trained, how many hold its certificate, how many found work in time (K12, K13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts import access, roles
from kit import clock, rules
from training import hooks
from training.courses.queries import NOBODY
from training.models import Course, Diploma, Enrolment
from training.rates import numbers_of_law as law
from training.rates.counting import Rates, Span, count

LOOKS = (roles.CBM, roles.MUN, roles.AUD)


def courses_of(user: Any) -> QuerySet[Course]:
    """The courses for clients that a manager answers for: of the city, or of the own county and the whole city."""
    rows = Course.objects.filter(audience=Course.Audience.CLIENT).exclude(status="draft")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    counties = [seat.county_code for seat in access.seats_as(user, roles.CBM) if seat.county_code]
    return rows.filter(county_code__in=[*counties, ""]) if counties else rows.filter(NOBODY)


def county_of(user: Any) -> str:
    """Whose clients this person counts in a course of the whole city: those of the own county; "" is everybody's."""
    if access.has_role(user, roles.MUN, roles.AUD):
        return ""
    return next((seat.county_code for seat in access.seats_as(user, roles.CBM, roles.OFF) if seat.county_code), "")


def rates_of(courses: Iterable[Course], *, county: str = "") -> dict[int, Rates]:
    """Course id → its rates, of the clients of one county where told; three queries however many courses."""
    pks, on = [course.pk for course in courses], clock.today()
    trained, spans = _trained(pks, county), _spans(pks)
    who = {ref for pk in pks for ref in trained.get(pk, ()) if ref in spans.get(pk, ())}
    ends = [span for some in spans.values() for span in some.values()]
    jobs = _jobs(who, min(ends)[0], max(last for _first, last in ends)) if ends else {}
    return {pk: count(trained.get(pk, ()), spans.get(pk, {}), jobs, on) for pk in pks}


def _trained(course_ids: Collection[int], county: str) -> dict[int, set[str]]:
    rows = Enrolment.objects.filter(course_id__in=course_ids, status="attended", minutes__gt=0, ref__gt="")
    if county:
        rows = rows.filter(office__division__code__startswith=county)
    found: dict[int, set[str]] = {}
    for course, ref in rows.order_by().values_list("course_id", "ref").distinct():
        found.setdefault(course, set()).add(ref)
    return found


def _spans(course_ids: Collection[int]) -> dict[int, dict[str, Span]]:
    """Course id → who holds a certificate of it that was not made void, with the days on which a job counts.

    The first certificate stands, and the rule of its day.
    """
    rows = Diploma.objects.filter(course_id__in=course_ids, status="valid", ref__gt="").order_by("-passed_on", "-pk")
    found: dict[int, dict[str, Span]] = {}
    for course, ref, at in rows.values_list("course_id", "ref", "passed_on"):
        found.setdefault(course, {})[ref] = (at, at + timedelta(days=rules.value(law.JOB_DAYS, at)))
    return found


def _jobs(refs: Collection[str], since: date, until: date) -> dict[str, list[date]]:
    """Whoever knows of jobs is asked once, for everybody; of nobody there is nothing to ask."""
    return hooks.employed(list(refs), since, until) if refs else {}
