"""What upper trades ask about providers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ngos.contracts.states import IN_FORCE
from ngos.models import Contract, Provider


@dataclass(frozen=True)
class Standing:
    """A provider as the gates need it: `free` cases left, graded, and whether it may be offered anything."""

    provider_id: int
    is_open: bool
    free: int
    grade: str
    cases_n: int


def capacity(org_ids: Iterable[int]) -> dict[int, Standing]:
    """Organisation id → standing; an organisation without a provider file is not in it. One query."""
    rows = Provider.objects.filter(org_id__in=list(org_ids))
    return {
        p.org_id: Standing(
            provider_id=p.pk,
            is_open=p.status == "listed" and not p.has_overdue_rectification and p.grade != "D",
            free=p.free,
            grade=p.grade,
            cases_n=p.cases_n,
        )
        for p in rows
    }


def contracts_left(contract_ids: Iterable[int], on: date, until: date | None) -> dict[int, tuple[bool, int]]:
    """Contract id → (in force from `on` to `until`, funded cases left). One query."""
    rows = Contract.objects.filter(pk__in=list(contract_ids))
    return {c.pk: (c.status in IN_FORCE and c.starts_on <= on and (until or on) <= c.ends_on, c.free) for c in rows}


def contract_terms(contract_ids: Iterable[int]) -> dict[int, tuple[date, date, int]]:
    """Contract id → (first day, last day, funded cases left), of those that are active. One query."""
    rows = Contract.objects.filter(pk__in=list(contract_ids), status__in=IN_FORCE)
    return {c.pk: (c.starts_on, c.ends_on, c.free) for c in rows}


def provider_of(org_id: int) -> Provider | None:
    return Provider.objects.filter(org_id=org_id).select_related("org").first()
