"""Who may do what at the shared desk: imports, rules, the calendar, what leaders see."""

from accounts.access import Policies, anywhere
from accounts.roles import AUD, CBM, MUN, ROLES, SYS, VOL

policies = Policies(
    "desk",
    {
        "see_late": {CBM: anywhere, MUN: anywhere},
        "search": dict.fromkeys((role for role in ROLES if role != VOL), anywhere),
        "see_jobs": {SYS: anywhere},
        # The city proposes, the system's keeper changes; two different persons in any case.
        "read_rules": {MUN: anywhere, SYS: anywhere, AUD: anywhere},
        "propose_rule": {MUN: anywhere, SYS: anywhere},
        "approve_rule": {SYS: anywhere},
        "import_calendar": {MUN: anywhere, SYS: anywhere},
        "apply_calendar": {SYS: anywhere},
        "import_divisions": {SYS: anywhere},
        "import_roster": {SYS: anywhere},
    },
)
require, may, can = policies.require, policies.may, policies.can
