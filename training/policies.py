"""Rights of the training trade."""

from accounts import roles
from accounts.access import Policies, anywhere, in_county

policies = Policies(
    "training",
    {
        "enter_credential": {roles.OFF: in_county, roles.CBM: in_county, roles.MUN: anywhere},
        "withdraw_credential": {roles.CBM: in_county, roles.MUN: anywhere},
    },
)
require, may, can = policies.require, policies.may, policies.can
