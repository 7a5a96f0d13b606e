"""Where something happened, as a complaint says it: an office, or a county that names none."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Division, OrgUnit
from ngos.models import Provider

Choices = list[tuple[Any, Any]]


def choices() -> Choices:
    """Counties as headings, each with "no office named" and its offices."""
    offices: dict[str, Choices] = {}
    for pk, name, division in _offices().values_list("pk", "name", "division_id"):
        offices.setdefault(division[:6], []).append((f"o{pk}", name))
    counties = Division.objects.filter(level="county").order_by("code").values_list("code", "name")
    return [(name, [(f"c{code}", _("%(county)s，不说是哪个司法所") % {"county": name}), *offices.get(code, [])])
            for code, name in counties]  # fmt: skip


def providers() -> Choices:
    rows = Provider.objects.filter(status__in=("listed", "restricted", "suspended")).select_related("org")
    return [("", _("选一家")), *((str(p.pk), p.org.name) for p in rows.order_by("org__name"))]


def office_of(where: str) -> OrgUnit | None:
    return _offices().filter(pk=int(where[1:])).first() if where.startswith("o") else None


def county_of(where: str) -> str:
    office = office_of(where)
    return office.county_code if office else where[1:]


def _offices() -> Any:
    return OrgUnit.objects.filter(kind="judicial_office", is_active=True).order_by("division_id", "name")
