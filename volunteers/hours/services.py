"""What the office and the volunteers can do with hours: the door to the verbs, each kept beside its like."""

from volunteers.hours.balances import open_balance, take_back_balance
from volunteers.hours.confirming import amend_hours, return_hours, verify_hours, verify_shown
from volunteers.hours.correcting import keep_hours
from volunteers.hours.disputing import dispute_hours, reverse_hours, settle_hours, uphold_hours
from volunteers.hours.engagements import end_engagement, open_engagement
from volunteers.hours.proposing import (
    claim_hours,
    enter_hours,
    propose,
    propose_for_shift,
    submit_claim,
    withdraw_claim,
    withdraw_entry,
)

__all__ = [
    "amend_hours",
    "claim_hours",
    "dispute_hours",
    "end_engagement",
    "enter_hours",
    "keep_hours",
    "open_balance",
    "open_engagement",
    "propose",
    "propose_for_shift",
    "return_hours",
    "reverse_hours",
    "settle_hours",
    "submit_claim",
    "take_back_balance",
    "uphold_hours",
    "verify_hours",
    "verify_shown",
    "withdraw_claim",
    "withdraw_entry",
]
