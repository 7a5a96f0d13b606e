"""Employers as units of the house: found by their credit code, entered when they are new."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import Division, OrgUnit, User
from audit import trail
from audit.models import AuditEvent
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Place

ENTERED = "employer.enter"


@transaction.atomic
def enter_employer(*, by: User, name: str, credit_code: str, county: Division, note: dict[str, Any]) -> OrgUnit:
    """The employer with this credit code, entered in the county when the house does not know it yet.

    Two employers of one name are told apart by the end of their codes. A known name without a code gets the code.
    Refused: not an office that enters places of this county.
    """
    policies.require(by, "enter_place", Place(kind="job", county_code=county.pk))
    if known := employer_with(credit_code):
        return known
    unit = OrgUnit(kind="employer", name=name, division=county, credit_code=credit_code)
    namesake = OrgUnit.objects.filter(kind="employer", division=county, name=name).first()
    if namesake is not None and not namesake.credit_code:
        unit = namesake
        unit.credit_code = credit_code
    elif namesake is not None:
        unit.name = _("%(name)s（%(end)s）") % {"name": name[:70], "end": credit_code[-4:]}
    action = "employer.code" if unit.pk else ENTERED
    unit.save()
    trail.record(action, unit, by=by, fields=["name", "credit_code"], detail=note, county=county.pk)
    return unit


def employer_with(credit_code: str) -> OrgUnit | None:
    return OrgUnit.objects.filter(kind="employer", credit_code=credit_code).order_by("pk").first()


@transaction.atomic
def remove_mistaken(unit: OrgUnit, *, by: User, note: dict[str, Any]) -> None:
    """Take back an employer that was entered with this very note and that nothing hangs on; else it stays."""
    entered = AuditEvent.objects.filter(action=ENTERED, thing_type=OrgUnit._meta.label, thing_id=str(unit.pk))
    if not any(event.detail == note for event in entered):
        return
    pk = unit.pk
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError:
        return
    unit.pk = pk
    trail.record("employer.remove_mistaken", unit, by=by, county=unit.county_code)


def check_name(text: str) -> str:
    name = text.strip()
    if not 2 <= len(name) <= 80:
        raise Refused(_("填写用工单位的全称，不超过 80 个字。"), code="employer_name")
    return name
