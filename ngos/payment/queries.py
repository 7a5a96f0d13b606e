"""What may be asked about payments: who sees which, what holds them, and how long each purchaser takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access, roles
from kit import clock, rules
from kit.clock import SHANGHAI
from ngos.contracts.numbers_of_law import PAYMENT_DAYS
from ngos.models import Claim, PaymentHold, PaymentRequest

SHOWN_DAYS = 365


def payments_visible_to(user: Any) -> QuerySet[PaymentRequest]:
    """The city's, its finance's and the auditors' all, a county's its own, an organisation's its own."""
    rows = PaymentRequest.objects.select_related("contract__provider__org", "contract__project", "claim__milestone")
    if access.has_role(user, roles.MUN, roles.AUD):
        return rows
    if any(s.unit_kind == "municipal_bureau" for s in access.seats_as(user, roles.FIN)):
        return rows
    counties = [s.county_code for s in access.seats_as(user, roles.CBM, roles.FIN) if s.county_code]
    orgs = [s.unit_id for s in access.seats_as(user, roles.NGA) if s.unit_id]
    return rows.filter(Q(contract__county_code__in=counties) | Q(contract__provider__org_id__in=orgs))


def holds_of(provider_id: int) -> QuerySet[PaymentHold]:
    return PaymentHold.objects.filter(provider_id=provider_id, ended_at=None)


# --- the payment clock -----------------------------------------------------------------------------------------
@dataclass
class Department:
    """How long a purchaser took from acceptance to payment, in days, and what it still owes."""

    name: str
    paid: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    limit: int = 30

    @property
    def middle(self) -> int | None:
        return round(median(self.paid)) if self.paid else None

    @property
    def longest(self) -> int | None:
        return max([*self.paid, *self.waiting], default=None)

    @property
    def late_n(self) -> int:
        return sum(n > self.limit for n in (*self.paid, *self.waiting))

    @property
    def is_late(self) -> bool:
        return self.late_n > 0


def limit(on: date | None = None) -> int:
    return int(rules.value(PAYMENT_DAYS, on or clock.today()))


def payment_clock(today: date | None = None) -> list[Department]:
    """Per purchaser: days of what was paid in the past year, and of what is accepted and not paid. One query."""
    today = today or clock.today()
    most = limit(today)
    claims = Claim.objects.filter(accepted_fen__gt=0).filter(
        Q(paid_on=None) | Q(paid_on__gte=today - timedelta(days=SHOWN_DAYS))
    )
    found: dict[int, Department] = defaultdict(lambda: Department("", limit=most))
    columns = ("contract__project__purchaser", "contract__project__purchaser__name", "decided_at", "paid_on")
    for unit, name, decided_at, paid_on in claims.values_list(*columns).order_by("pk"):
        department = found[unit]
        department.name = name
        days = ((paid_on or today) - decided_at.astimezone(SHANGHAI).date()).days
        (department.paid if paid_on else department.waiting).append(days)
    return sorted(found.values(), key=lambda d: (-(d.longest or 0), d.name))


def days_of(claim: Claim, today: date | None = None) -> int | None:
    """Days from the acceptance to the payment, or until today; None before it is accepted."""
    if not claim.accepted_fen or claim.decided_at is None:
        return None
    return ((claim.paid_on or today or clock.today()) - claim.decided_at.astimezone(SHANGHAI).date()).days
