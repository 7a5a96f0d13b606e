"""The machine of complaints and incidents."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

REPORTERS = ("VOL", "NGC", "NGA", "RES", "OFF", "CBM")
ANSWERERS = ("OFF", "CBM", "MUN")
WAITING = ("open", "escalated")

CONCERN = Machine(
    name="concern",
    label=_("投诉与事件"),
    start="open",
    states={
        "open": _("待答复"),
        "escalated": _("已上报"),
        "answered": _("已答复"),
        "appealed": _("申诉中"),
        "closed": _("已办结"),
    },
    ends=frozenset({"closed"}),
    steps=(
        Step(
            "report", _("提交"), ("",), "open", (*REPORTERS, "system"), "R-CC-06",
            Clock(workdays=5, rule="concerns.answer_workdays"), "OFF",
        ),
        # Nobody's leave: an answer that is late goes one level up by the clock alone.
        Step(
            "escalate", _("逾期上报"), ("open",), "escalated", ("system",), "R-CC-06",
            Clock(workdays=3, rule="concerns.escalated_workdays"), "CBM",
        ),
        Step(
            "answer", _("答复"), WAITING, "answered", ANSWERERS, "R-CC-06",
            Clock(workdays=10, rule="concerns.appeal_workdays"), "system",
        ),
        Step(
            "appeal", _("申诉"), ("answered",), "appealed", (*REPORTERS, "system"), "R-CC-06",
            Clock(workdays=10, rule="concerns.decision_workdays"), "MUN",
        ),
        Step("decide", _("申诉决定"), ("appealed",), "closed", ("MUN",), "R-CC-06"),
        Step("close", _("期满办结"), ("answered",), "closed", ("system",), "R-CC-06"),
    ),
)  # fmt: skip
