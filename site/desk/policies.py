"""Who may do what at the shared desk: imports, rules, the calendar, what leaders see."""

from accounts.access import Policies, anywhere
from accounts.roles import AUD, CBM, MUN, OFF, PAR, ROLES, SYS, VOL
from desk.meetings.rights import of_caller, of_owner

LEADS = {CBM: of_caller, MUN: anywhere}  # the bureau that called it; the city everywhere

policies = Policies(
    "desk",
    {
        "see_late": {CBM: anywhere, MUN: anywhere},
        "search": dict.fromkeys((role for role in ROLES if role != VOL), anywhere),
        "see_jobs": {SYS: anywhere},
        "keep_copies": {SYS: anywhere},
        # The city proposes, the system's keeper changes; two different persons in any case.
        "read_rules": {MUN: anywhere, SYS: anywhere, AUD: anywhere},
        "propose_rule": {MUN: anywhere, SYS: anywhere},
        "approve_rule": {SYS: anywhere},
        "import_calendar": {MUN: anywhere, SYS: anywhere},
        "apply_calendar": {SYS: anywhere},
        "import_divisions": {SYS: anywhere},
        "import_roster": {SYS: anywhere},
        "call_meeting": LEADS,
        "hold_meeting": LEADS,
        "cancel_meeting": LEADS,
        "decide_action": LEADS,
        "confirm_action": LEADS,
        "return_action": LEADS,
        "drop_action": LEADS,
        "report_action": dict.fromkeys((OFF, CBM, MUN, PAR), of_owner),
    },
)
require, may, can = policies.require, policies.may, policies.can
