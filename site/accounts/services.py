"""What can be done with people: the verbs of seats, invitations, devices, absences and the counter."""

from accounts.absences import close_left, end_stand_in, leave, set_stand_in
from accounts.counter import confirm_at_counter, forget_proofs, register_at_counter
from accounts.demo import make_demo_person
from accounts.devices import approve_device_reset, ask_device_reset, end_session, kill_sessions, refuse_device_reset
from accounts.invitations import accept_invitation, confirm_invitation, invite, withdraw_invitation
from accounts.members import close_member, expect_member, forget_member, is_of_member_alone
from accounts.phone_door import prove, send_code
from accounts.profile import save_profile
from accounts.seats import confirm_seat, end_seat, grant_seat, open_member_seat

__all__ = [
    "accept_invitation",
    "approve_device_reset",
    "ask_device_reset",
    "close_left",
    "close_member",
    "confirm_at_counter",
    "confirm_invitation",
    "confirm_seat",
    "end_seat",
    "end_session",
    "end_stand_in",
    "expect_member",
    "forget_member",
    "forget_proofs",
    "grant_seat",
    "invite",
    "is_of_member_alone",
    "kill_sessions",
    "leave",
    "make_demo_person",
    "open_member_seat",
    "prove",
    "refuse_device_reset",
    "register_at_counter",
    "save_profile",
    "send_code",
    "set_stand_in",
    "withdraw_invitation",
]
