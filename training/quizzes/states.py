"""The machines of questions, blueprints, attempts and series."""

from django.utils.translation import gettext_lazy as _

from accounts import roles
from kit.lifecycle import Machine, Step

# Whoever learns here: volunteers, staff of organisations, officers. People in register never log in.
LEARNERS = (roles.VOL, roles.NGA, roles.NGC, roles.OFF, roles.CBM, roles.MUN)
TRAINERS = (roles.CBM, roles.MUN)

QUESTION = Machine(
    name="question",
    label=_("试题"),
    start="in_use",
    states={"in_use": _("在用"), "retired": _("停用")},
    ends=frozenset({"retired"}),
    steps=(
        Step("write", _("编写"), ("",), "in_use", (*TRAINERS, "system"), "R-VOL-04"),
        Step("retire", _("停用"), ("in_use",), "retired", (*TRAINERS, "system"), "R-VOL-04"),
        Step("restore", _("恢复使用"), ("retired",), "in_use", (*TRAINERS, "system"), "R-VOL-04"),
    ),
)

BLUEPRINT = Machine(
    name="blueprint",
    label=_("试卷"),
    start="draft",
    states={"draft": _("草稿"), "open": _("开放"), "closed": _("已停用")},
    ends=frozenset({"closed"}),
    steps=(
        Step("draft", _("起草"), ("",), "draft", (*TRAINERS, "system"), "R-VOL-04"),
        Step("open", _("开放"), ("draft", "closed"), "open", (*TRAINERS, "system"), "R-VOL-04"),
        Step("close", _("停用"), ("draft", "open"), "closed", (*TRAINERS, "system"), "R-VOL-04"),
    ),
)

ATTEMPT = Machine(
    name="attempt",
    label=_("答卷"),
    start="running",
    states={"running": _("答题中"), "handed_in": _("待评阅"), "graded": _("已出成绩")},
    ends=frozenset({"graded"}),
    steps=(
        Step("begin", _("开始答题"), ("",), "running", LEARNERS, "R-VOL-04"),
        Step("hand_in", _("交卷"), ("running",), "handed_in", LEARNERS, "R-VOL-06"),
        Step("time_out", _("到时收卷"), ("running",), "handed_in", ("system",), "R-VOL-06"),
        # Whoever teaches the course marks its cases too; the right says whose.
        Step("grade", _("出成绩"), ("handed_in",), "graded", (*LEARNERS, "system"), "R-VOL-06"),
    ),
)

SERIES = Machine(
    name="series",
    label=_("定期测验"),
    start="running",
    states={"running": _("进行中"), "ended": _("已结束")},
    ends=frozenset({"ended"}),
    steps=(
        Step("launch", _("开始"), ("",), "running", TRAINERS, "R-VOL-04"),
        Step("end", _("结束"), ("running",), "ended", (*TRAINERS, "system"), "R-VOL-04"),
    ),
)
