"""Rights of the training trade."""

from typing import Any

import rules

from accounts import roles
from accounts.access import Policies, Seat, anywhere, in_county


@rules.predicate
def oneself(seat: Seat, person: Any) -> bool:
    return person.pk == seat.user.pk


policies = Policies(
    "training",
    {
        "sign_undertaking": {roles.VOL: oneself},
        "enter_credential": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "withdraw_credential": {roles.CBM: in_county, roles.MUN: anywhere},
    },
)
require, may, can = policies.require, policies.may, policies.can
