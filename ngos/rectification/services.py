"""The door of rectification for other subjects and the floor above: a notice issued, and everything it goes through."""

from ngos.rectification.answering import (
    acknowledge,
    appeal,
    ask_extension,
    plan_rectification,
    reply_to_item,
    submit_rectification,
)
from ngos.rectification.checking import (
    agree_to_plan,
    close,
    decide_appeal,
    decide_extension,
    fail,
    refuse_plan,
    send_back,
    verify,
)
from ngos.rectification.escalating import watch
from ngos.rectification.notices import Item, add_item, draft_notice, drop_item, issue, issue_notice, withdraw
from ngos.rectification.pausing import pause_for_appeal, resume_after_appeal

__all__ = [
    "Item", "acknowledge", "add_item", "agree_to_plan", "appeal", "ask_extension", "close", "decide_appeal",
    "decide_extension", "draft_notice", "drop_item", "fail", "issue", "issue_notice", "pause_for_appeal",
    "plan_rectification", "refuse_plan", "reply_to_item", "resume_after_appeal", "send_back",
    "submit_rectification", "verify", "watch", "withdraw",
]  # fmt: skip
