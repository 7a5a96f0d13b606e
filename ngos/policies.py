"""Rights of the social organisations' trade."""

from accounts import roles
from accounts.access import Policies, anywhere, in_county, of_own_org

policies = Policies(
    "ngos",
    {
        "see_provider": {
            roles.NGA: of_own_org,
            roles.NGC: of_own_org,
            roles.OFF: anywhere,
            roles.CBM: anywhere,
            roles.MUN: anywhere,
            roles.AUD: anywhere,
        },
        "list_provider": {roles.MUN: anywhere},
        "suspend_provider": {roles.CBM: in_county, roles.MUN: anywhere},
        "restore_provider": {roles.MUN: anywhere},
        "enter_contract": {roles.MUN: anywhere, roles.CBM: in_county},
    },
)
require, may, can = policies.require, policies.may, policies.can
