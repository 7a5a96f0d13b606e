"""The door of evaluations: what the office, the experts and the bidders can do, each verb in its own file."""

from ngos.evaluation.awarding import announce_result, confirm_award, drop_award, propose_award
from ngos.evaluation.committee import declare, enter_expert, fill_vacancy, form_committee, recuse, retire_expert
from ngos.evaluation.drawing import foreseen_draws
from ngos.evaluation.electing import vote_for_leader
from ngos.evaluation.objecting import (
    answer_objection,
    decide_complaint,
    file_complaint,
    file_objection,
    withdraw_complaint,
    withdraw_objection,
)
from ngos.evaluation.ranking import answer_low_price, ask_low_price, rank_bids, reveal_prices, vote_low_price
from ngos.evaluation.reviewing import begin_scoring, conform_bid, disqualify_bid, go_on_with_two, qualify_bid
from ngos.evaluation.sheets import agree_to_reopen, ask_to_reopen, lock_sheet, save_draft

__all__ = [
    "agree_to_reopen", "announce_result", "answer_low_price", "answer_objection", "ask_low_price", "ask_to_reopen",
    "begin_scoring", "confirm_award", "conform_bid", "decide_complaint", "declare", "disqualify_bid", "drop_award",
    "enter_expert", "file_complaint", "file_objection", "fill_vacancy", "foreseen_draws",
    "form_committee", "go_on_with_two", "lock_sheet", "propose_award", "qualify_bid", "rank_bids", "recuse",
    "retire_expert", "reveal_prices", "save_draft", "vote_for_leader", "vote_low_price", "withdraw_complaint",
    "withdraw_objection",
]  # fmt: skip
