"""The machine of one look at a job after thirty, ninety or a hundred and eighty days."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

FOLLOW_UP = Machine(
    name="job_followup",
    label=_("就业回访"),
    start="waiting",
    states={"waiting": _("待回访"), "recorded": _("已回访"), "dropped": _("不再回访")},
    ends=frozenset({"recorded", "dropped"}),
    steps=(
        Step("plan", _("列入回访"), ("",), "waiting", ("system",), "R-CC-22"),
        Step("record", _("登记回访"), ("waiting",), "recorded", ("OFF", "RES", "system"), "R-CC-22"),
        Step("drop", _("不再回访"), ("waiting",), "dropped", ("system",), "R-CC-11"),
    ),
)
