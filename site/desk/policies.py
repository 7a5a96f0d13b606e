"""Who may do what at the shared desk: imports, rules, the calendar, what leaders see."""

from accounts.access import Policies, anywhere
from accounts.roles import AUD, CBM, MUN, OFF, PAR, ROLES, SYS, VOL
from desk.coordination import rights
from desk.meetings.rights import of_caller, of_owner

SPEAK = (OFF, CBM, MUN, PAR)  # those who speak for a unit
LEADS = {CBM: of_caller, MUN: anywhere}  # the bureau that called it; the city everywhere

policies = Policies(
    "desk",
    {
        "see_late": {CBM: anywhere, MUN: anywhere},
        "see_cockpit": {CBM: rights.of_county, MUN: anywhere, AUD: anywhere},
        "search": dict.fromkeys((role for role in ROLES if role != VOL), anywhere),
        "see_jobs": {SYS: anywhere},
        "keep_copies": {SYS: anywhere},
        "see_channels": {SYS: anywhere},
        # The city proposes, the system's keeper changes; two different persons in any case.
        "read_rules": {MUN: anywhere, SYS: anywhere, AUD: anywhere},
        "propose_rule": {MUN: anywhere, SYS: anywhere},
        "approve_rule": {SYS: anywhere},
        "import_calendar": {MUN: anywhere, SYS: anywhere},
        "apply_calendar": {SYS: anywhere},
        "import_divisions": {SYS: anywhere},
        "import_roster": {SYS: anywhere},
        "make_analysis": {CBM: rights.of_county, MUN: anywhere},
        "word_analysis": {CBM: rights.of_county, MUN: anywhere},
        "close_analysis": {CBM: rights.of_county, MUN: anywhere},
        "call_meeting": LEADS,
        "hold_meeting": LEADS,
        "cancel_meeting": LEADS,
        "decide_action": LEADS,
        "confirm_action": LEADS,
        "return_action": LEADS,
        "drop_action": LEADS,
        "share_info": dict.fromkeys(SPEAK, rights.of_sender),
        "send_info": dict.fromkeys(SPEAK, rights.of_sender),
        "note_receipt": dict.fromkeys(SPEAK, rights.of_sender),
        "receive_info": dict.fromkeys(SPEAK, rights.of_receiver),
        "record_publicity": dict.fromkeys((OFF, CBM, MUN), rights.of_unit),
        "strike_publicity": dict.fromkeys((OFF, CBM, MUN), rights.of_unit),
        "issue_letter": {CBM: rights.of_county, MUN: anywhere},
        "revise_letter": {CBM: rights.of_county, MUN: rights.of_unit},
        "sign_letter": dict.fromkeys(SPEAK, rights.of_unit),
        "enter_community": {OFF: rights.of_unit},
        "visit_community": {OFF: rights.near},
        "promise": {OFF: rights.near},
        "keep_promise": {OFF: rights.near},
        "announce": {CBM: rights.of_county, MUN: anywhere},
        "acknowledge": dict.fromkeys(SPEAK, rights.of_unit),
        "report_action": dict.fromkeys(SPEAK, of_owner),
    },
)
require, may, can = policies.require, policies.may, policies.can
