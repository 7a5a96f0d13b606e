"""Who may ask for a payment, check, approve, record and hold it."""

from __future__ import annotations

from typing import Any

import rules

from accounts import roles
from accounts.access import Seat, anywhere, in_county, of_own_org


@rules.predicate
def clerk_of_it(seat: Seat, payment: Any) -> bool:
    return bool(payment.contract.project.clerk_id == seat.user.pk)


@rules.predicate
def head_of_it(seat: Seat, payment: Any) -> bool:
    project = payment.contract.project
    return bool(project.head_id == seat.user.pk != project.clerk_id)


@rules.predicate
def pays_it(seat: Seat, payment: Any) -> bool:
    """The city's finance people record all, a county's those of their county."""
    return seat.unit_kind == "municipal_bureau" or bool(in_county(seat, payment))


OFFICE = {roles.CBM: in_county, roles.MUN: anywhere}
PAYMENT = {
    "see_payments": {roles.NGA: of_own_org, **OFFICE, roles.FIN: pays_it, roles.AUD: anywhere},
    "submit_payment": {roles.NGA: of_own_org},
    "check_payment": {roles.CBM: in_county & clerk_of_it, roles.MUN: clerk_of_it},
    "approve_payment": {roles.CBM: in_county & head_of_it, roles.MUN: head_of_it},
    "record_payment": {roles.FIN: pays_it},
    "return_payment": {
        roles.CBM: in_county & (clerk_of_it | head_of_it),
        roles.MUN: clerk_of_it | head_of_it,
        roles.FIN: pays_it,
    },
    "hold_payments": OFFICE,
}
