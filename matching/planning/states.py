"""The machine of a run of the plan."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

MATCH_RUN = Machine(
    name="match_run",
    label=_("匹配计划"),
    start="running",
    states={"running": _("计算中"), "done": _("已完成"), "cancelled": _("已取消"), "failed": _("未完成")},
    ends=frozenset({"done", "cancelled", "failed"}),
    steps=(
        Step("begin", _("开始"), ("",), "running", ("CBM", "MUN", "system"), "R-PI-04"),
        Step("finish", _("完成"), ("running",), "done", ("system",), "R-PI-04"),
        Step("cancel", _("取消"), ("running",), "cancelled", ("CBM", "MUN", "system"), "R-PI-04"),
        Step("fail", _("没有完成"), ("running",), "failed", ("system",), "R-PI-04"),
    ),
)
