"""The machines of a joint meeting and of what it decided: called and held; open, reported, confirmed or sent back."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import CBM, MUN, OFF, PAR
from kit.lifecycle import Clock, Machine, Step

LEADERS = (CBM, MUN)
OWNERS = (OFF, CBM, MUN, PAR)  # who speaks for a unit at the table
WITH_OWNER = ("open", "returned")
OPEN = (*WITH_OWNER, "reported")

MEETING = Machine(
    name="joint_meeting",
    label=_("联席会议"),
    start="called",
    states={"called": _("待召开"), "held": _("已召开"), "cancelled": _("已取消")},
    ends=frozenset({"held", "cancelled"}),
    steps=(
        Step("call", _("召集"), ("",), "called", LEADERS),
        Step("hold", _("记录召开"), ("called",), "held", LEADERS),
        Step("cancel", _("取消"), ("called",), "cancelled", LEADERS),
    ),
)

ACTION = Machine(
    name="joint_action",
    label=_("议定事项"),
    start="open",
    states={
        "open": _("办理中"),
        "reported": _("待确认"),
        "returned": _("已退回"),
        "confirmed": _("已办结"),
        "dropped": _("已撤销"),
    },
    ends=frozenset({"confirmed", "dropped"}),
    steps=(
        # The term is the day that the meeting set; the row brings it along.
        Step("decide", _("议定"), ("",), "open", LEADERS, owner="owner", keeps_clock=True),
        Step(
            "report", _("报告办结"), WITH_OWNER, "reported", OWNERS,
            clock=Clock(workdays=3, rule="meetings.confirm_workdays"), owner="caller",
        ),
        Step("confirm", _("确认办结"), ("reported",), "confirmed", LEADERS),
        Step("return", _("退回"), ("reported",), "returned", LEADERS, owner="owner"),
        Step("drop", _("撤销"), OPEN, "dropped", LEADERS),
    ),
)  # fmt: skip
