"""What the office can do with a purchase; each act lies in the file of its moment, and is found here."""

from ngos.purchasing.approving import agree_to_method, approve_project, send_back
from ngos.purchasing.budget import enter_budget_line, keep_catalogue_item
from ngos.purchasing.checks import Factor, Part
from ngos.purchasing.clarifying import answer, ask
from ngos.purchasing.drafting import (
    draft_project,
    edit_project,
    set_conditions,
    set_dates,
    set_deliverables,
    set_factors,
    set_milestones,
    submit_project,
)
from ngos.purchasing.ending import cancel_project, fail_project, hold, release, retender
from ngos.purchasing.publishing import postpone_deadline, publish_project, record_external

__all__ = [
    "Factor",
    "Part",
    "agree_to_method",
    "answer",
    "approve_project",
    "ask",
    "cancel_project",
    "draft_project",
    "edit_project",
    "enter_budget_line",
    "fail_project",
    "hold",
    "keep_catalogue_item",
    "postpone_deadline",
    "publish_project",
    "record_external",
    "release",
    "retender",
    "send_back",
    "set_conditions",
    "set_dates",
    "set_deliverables",
    "set_factors",
    "set_milestones",
    "submit_project",
]
