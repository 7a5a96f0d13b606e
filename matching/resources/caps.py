"""How many persons an employer or agency takes at once over all its places, and whether it takes any."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum

from accounts.models import OrgUnit, User
from audit import trail
from kit import claims
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import Place, SupplierCap


def caps_of(org_ids: Iterable[int]) -> dict[int, SupplierCap]:
    """Organisation id → its cap, where it named one. One query."""
    ids = list(org_ids)
    return {cap.org_id: cap for cap in SupplierCap.objects.filter(org_id__in=ids)} if ids else {}


def claim(place: Place) -> bool:
    """Count one person more against the supplier's cap; True where it has none. In the deciding transaction."""
    cap = _cap(place)
    return cap is None or claims.claim(cap, is_suspended=False)


def release(place: Place) -> None:
    cap = _cap(place)
    if cap is not None:
        claims.release(cap)


def _cap(place: Place) -> SupplierCap | None:
    if place.kind == "service" or not place.org_id:
        return None
    return SupplierCap.objects.filter(org_id=place.org_id).first()


@transaction.atomic
def set_cap(org: OrgUnit, *, by: User, capacity: int) -> SupplierCap:
    """Say how many persons the organisation takes at once, over all its places.

    Refused: fewer than are there now. Law: R-CC-08.
    """
    policies.require(by, "set_supplier_cap", org)
    cap = _made(org)
    if not claims.set_capacity(cap, capacity):
        raise Refused(_("现在已有 %(n)d 人，人数上限不能比这更少。") % {"n": cap.taken}, code="below_taken")
    trail.record("supplier.cap", org, by=by, fields=["capacity"], detail={"to": capacity}, county=org.county_code)
    cap.refresh_from_db()
    return cap


@transaction.atomic
def suspend_supplier(org: OrgUnit, *, by: User, reason: str) -> SupplierCap:
    """Take the organisation's places out of matching until somebody resumes it; who is there stays."""
    policies.require(by, "suspend_supplier", org)
    if not reason.strip():
        raise Refused(_("写明暂停的原因。"), code="reason")
    return _set(_made(org), by=by, is_suspended=True, reason=reason)


@transaction.atomic
def resume_supplier(org: OrgUnit, *, by: User) -> SupplierCap:
    policies.require(by, "suspend_supplier", org)
    return _set(_made(org), by=by, is_suspended=False, reason="")


def _set(cap: SupplierCap, *, by: User, is_suspended: bool, reason: str) -> SupplierCap:
    cap.is_suspended, cap.reason = is_suspended, reason[:200]
    cap.save(update_fields=["is_suspended", "reason"])
    verb = "supplier.suspend" if is_suspended else "supplier.resume"
    trail.record(verb, cap.org, by=by, fields=["is_suspended"], county=cap.org.county_code)
    return cap


def _made(org: OrgUnit) -> SupplierCap:
    """The row of an organisation, made when it is first needed, with who is there now; held until the end."""
    OrgUnit.objects.select_for_update().get(pk=org.pk)
    cap = SupplierCap.objects.filter(org=org).first()
    if cap is None:
        taken = Place.objects.filter(org=org).exclude(kind="service").aggregate(n=Sum("taken"))["n"] or 0
        cap = SupplierCap.objects.create(org=org, capacity=max(taken, UNLIMITED), taken=taken)
    return cap


UNLIMITED = 10_000  # as many as a place may have: whoever is only suspended has named no cap
