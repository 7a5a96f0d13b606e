"""Who of the staff is competent in what, by which evidence, and which offices have nobody.

Three kinds of evidence speak: what a manager entered from paper, credentials, certificates of courses that name an
area. They are read where they stand, so that what is withdrawn or runs out there counts no more here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import access, roles
from accounts.access import in_force
from accounts.models import Membership, OrgUnit, User
from kit import clock
from training.competences.areas import OF_CREDENTIAL
from training.models import Competence, Credential, Diploma

LOOKS = (roles.CBM, roles.MUN, roles.AUD)
STAFF = (roles.OFF, roles.CBM, roles.MUN)


@dataclass(frozen=True)
class Claim:
    """One thing that speaks for somebody: `source` is paper, credential or diploma, `pk` that of a paper. `until` is
    the last day, None for good."""

    area: str
    level: int
    title: str
    source: str
    since: date
    until: date | None
    pk: int = 0
    issuer: str = ""


# --- what speaks for whom -------------------------------------------------------------------------------------------
def claims_of(user_ids: Iterable[int], on: date) -> dict[int, list[Claim]]:
    """User id → what speaks for them on a day, the highest level first; three queries however many."""
    people = list(user_ids)
    found: dict[int, list[Claim]] = {pk: [] for pk in people}
    for paper in _papers(on).filter(holder__in=people):
        found[paper.holder_id].append(
            Claim(paper.area, paper.level, paper.title, "paper", paper.obtained_on, paper.valid_to, paper.pk,
                  paper.issuer)
        )  # fmt: skip
    for held in _credentials(on).filter(holder__in=people):
        found[held.holder_id].append(
            Claim(OF_CREDENTIAL[held.kind], held.level, held.get_kind_display(), "credential", held.valid_from,
                  held.valid_to, issuer=held.issuer)
        )  # fmt: skip
    for won in _diplomas(on).filter(learner__in=people).select_related("course__organiser"):
        course = won.course
        found[won.learner_id].append(
            Claim(course.area, 1, course.title, "diploma", won.passed_on, won.valid_to, issuer=course.organiser.name)
        )
    return {pk: sorted(rows, key=lambda c: (c.area, -c.level, c.title)) for pk, rows in found.items()}


def _papers(on: date) -> QuerySet[Competence]:
    return Competence.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), withdrawn_at=None)


def _credentials(on: date) -> QuerySet[Credential]:
    rows = Credential.objects.filter(kind__in=list(OF_CREDENTIAL), withdrawn_at=None)
    return rows.filter(valid_from__lte=on, valid_to__gte=on)


def _diplomas(on: date) -> QuerySet[Diploma]:
    rows = Diploma.objects.filter(status="valid", learner__isnull=False, course__area__gt="")
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def competent_in(area: str, on: date, person: str) -> Q:
    """Whether anything speaks for a person in an area on a day; `person` is the column of the row that names them."""
    mine = OuterRef(person)
    kinds = [kind for kind, of in OF_CREDENTIAL.items() if of == area]
    found = Q(Exists(_papers(on).filter(holder=mine, area=area)))
    found |= Q(Exists(_diplomas(on).filter(learner=mine, course__area=area)))
    return found | Q(Exists(_credentials(on).filter(holder=mine, kind__in=kinds))) if kinds else found


# --- the county's list ----------------------------------------------------------------------------------------------
def _seats(user: Any) -> QuerySet[Membership]:
    """The staff seats that this person looks after: of the city, or of the own county."""
    rows = Membership.objects.filter(in_force(clock.today()), role__in=STAFF)
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    scope = Q(pk__in=())
    for seat in access.seats_as(user, roles.CBM):
        if seat.county_code:
            scope |= Q(unit__division__code__startswith=seat.county_code)
    return rows.filter(scope)


def staff(user: Any, area: str = "") -> QuerySet[User]:
    """The colleagues this person looks after, all or those competent in an area."""
    rows = User.objects.filter(is_active=True, pk__in=_seats(user).values("user_id"))
    return rows.filter(competent_in(area, clock.today(), "pk")) if area else rows


def units_of(user: Any, people: Iterable[User]) -> dict[int, OrgUnit]:
    """User id → the unit in which this person looks after them; one query."""
    rows = _seats(user).filter(user__in=list(people)).select_related("unit").order_by("-pk")
    return {seat.user_id: seat.unit for seat in rows if seat.unit is not None}


def offices_without(user: Any, area: str) -> QuerySet[OrgUnit]:
    """The offices, of the city or the own county, in which nobody is competent in an area."""
    rows = OrgUnit.objects.filter(kind="judicial_office", is_active=True)
    if not access.has_role(user, roles.MUN, roles.AUD):
        scope = Q(pk__in=())
        for seat in access.seats_as(user, roles.CBM):
            scope |= Q(division__code__startswith=seat.county_code or "-")
        rows = rows.filter(scope)
    able = Membership.objects.filter(
        in_force(clock.today()), competent_in(area, clock.today(), "user_id"), unit=OuterRef("pk"), role=roles.OFF,
        user__is_active=True,
    )  # fmt: skip
    return rows.filter(~Exists(able)).select_related("division")
