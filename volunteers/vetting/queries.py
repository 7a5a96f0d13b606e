"""The desk's questions: whose applications, in what order, how far each is, who else has the same ID number."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import access, roles
from volunteers.models import Application, ConflictCheck, Guardian, Volunteer

SHOWN = ("applied", "returned", "admitted", "rejected")  # a draft is its writer's alone


def applications_visible_to(user: Any) -> QuerySet[Application]:
    """What was handed in to this person's office, county or city."""
    rows = Application.objects.filter(status__in=SHOWN).select_related("user", "town", "volunteer")
    scope = Q(pk__in=())
    for seat in access.seats(user):
        if seat.role == roles.MUN:
            return rows
        if seat.role == roles.CBM:
            scope |= Q(county_code=seat.county_code)
        if seat.role == roles.OFF:
            scope |= Q(town_id=seat.division_id)
    return rows.filter(scope)


def odd(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those to look at first: a known ID number, under age, a conflict that waits."""
    guardian = Guardian.objects.filter(person=OuterRef("user"))  # those under age have one
    conflict = ConflictCheck.objects.filter(person=OuterRef("user"), decided_at=None).exclude(found="")
    return rows.filter(Q(id_twice=True) | Q(Exists(guardian)) | Q(Exists(conflict)))


def last_conflict_check(application: Application) -> ConflictCheck | None:
    """The newest answer since the application was handed in; an older one may have been overtaken."""
    rows = ConflictCheck.objects.filter(person_id=application.user_id, asked_at__gte=application.status_at)
    return rows.order_by("-pk").first()


def known_file(application: Application) -> Volunteer | None:
    """Somebody else's file with the same ID number."""
    if not application.id_index:
        return None
    rows = Volunteer.objects.filter(id_index=application.id_index).exclude(pk=application.volunteer_id)
    return rows.select_related("user", "town").first()


def same_number(application: Application) -> tuple[list[Volunteer], list[Application]]:
    """Files and applications of others with the same ID number: for the desk alone, applicants are never told."""
    if not application.id_index:
        return [], []
    files = Volunteer.objects.filter(id_index=application.id_index).exclude(pk=application.volunteer_id)
    others = Application.objects.filter(id_index=application.id_index, status__in=SHOWN).exclude(pk=application.pk)
    return list(files.select_related("user", "town")), list(others.select_related("user").order_by("-pk")[:20])
