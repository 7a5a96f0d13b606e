"""The door of activities: every verb by its name, for other trades and for the screens.

Signing up stands in `signing`, what organisers do with signups in `deciding`, with postings in `postings`, with shifts
in `planning`, teams in `teams`, seats of people in register in `seating`, what the house does by itself in `sweeps`.
"""

from volunteers.activities.deciding import approve_signup, call_in, give_priority, move_back, refuse_signup, take_out
from volunteers.activities.fit import blocks
from volunteers.activities.planning import cancel_shift, change_capacity, edit_shift, plan_series, plan_shift
from volunteers.activities.postings import close_posting, draft_posting, edit_posting, publish_posting
from volunteers.activities.seating import (
    decline_seat,
    give_seat_back,
    is_seated,
    open_for,
    seat_client,
    seats_of,
    seats_offered_to,
    take_seat,
)
from volunteers.activities.series import weekly_rule
from volunteers.activities.signing import (
    decline_offer,
    sign_up,
    take_free_place,
    take_offer,
    withdraw,
    withdraw_from_all,
)
from volunteers.activities.states import SEATED
from volunteers.activities.sweeps import begin_shifts
from volunteers.activities.teams import found_team, join_team, leave_team, sign_up_team

__all__ = [
    "SEATED", "approve_signup", "begin_shifts", "blocks", "call_in", "cancel_shift", "change_capacity",
    "close_posting", "decline_offer", "decline_seat", "draft_posting", "edit_posting", "edit_shift", "found_team",
    "give_priority", "give_seat_back", "is_seated", "join_team", "leave_team", "move_back", "open_for",
    "plan_series", "plan_shift", "publish_posting", "refuse_signup", "seat_client", "seats_of", "seats_offered_to",
    "sign_up", "sign_up_team", "take_free_place", "take_offer", "take_out", "take_seat", "weekly_rule", "withdraw",
    "withdraw_from_all",
]  # fmt: skip
