"""Whose time after leaving is over, and what still keeps a file from being emptied."""

from __future__ import annotations

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from kit import rules
from volunteers import hooks
from volunteers.applying import states as applying
from volunteers.honours.models import OPEN as OPEN_STARS
from volunteers.hours.queries import WAITING
from volunteers.models import Application, Volunteer


def left_long_ago(now: datetime) -> QuerySet[Volunteer]:
    """Who left before the years of the rule and whose file was not emptied yet (R-PI-09)."""
    before = now - relativedelta(years=int(rules.value("volunteers.left_years", now)))
    return Volunteer.objects.filter(status="left", status_at__lt=before, forgotten_at=None)


def still_runs(volunteer: Volunteer) -> bool:
    """Whether something is undecided: then nothing is erased, and it is asked again the next night."""
    return (
        Application.objects.filter(user=volunteer.user_id, status__in=applying.OPEN).exists()
        or volunteer.engagements.filter(status="open").exists()
        or volunteer.logs.filter(Q(status__in=WAITING) | Q(is_contradicted=True)).exists()
        or volunteer.certificates.filter(status="requested").exists()
        or volunteer.stars.filter(Q(status__in=OPEN_STARS) | _unanswered()).exists()
        or volunteer.commendations.filter(Q(status__in=("proposed", "noticed", "objected")) | _unanswered()).exists()
        or volunteer.suspensions.filter(decided_at=None).exists()
        or any(holds(volunteer) for holds in hooks.holding)
    )


def _unanswered() -> Q:
    return Q(objections__isnull=False, objections__answered_at__isnull=True)
