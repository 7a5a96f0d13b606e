"""The machines of courses, their sessions, the places in them, and the certificates they end in."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

PLANNERS = ("OFF", "CBM", "MUN", "NGA")
LEARNERS = ("VOL", "NGA", "NGC", "OFF", "CBM", "MUN")
LIVE = ("enrolled", "waiting", "offered")
HOLDING = ("enrolled", "offered")  # an offered place counts as taken
EXPECTED = ("enrolled", "attended", "missed")
UPCOMING = ("open", "closed")
ALIVE = ("open", "closed", "running")

COURSE = Machine(
    name="course",
    label=_("课程"),
    start="draft",
    states={"draft": _("草稿"), "open": _("开放"), "closed": _("停开")},
    ends=frozenset({"closed"}),
    steps=(
        Step("draft", _("新建"), ("",), "draft", ("CBM", "MUN", "NGA", "system"), "R-VOL-04"),
        Step("open", _("开放"), ("draft", "closed"), "open", ("CBM", "MUN", "NGA", "system"), "R-VOL-04"),
        Step("close", _("停开"), ("draft", "open"), "closed", ("CBM", "MUN", "NGA"), "R-VOL-04"),
    ),
)

SESSION = Machine(
    name="course_session",
    label=_("培训场次"),
    start="open",
    states={
        "open": _("可报名"),
        "closed": _("停止报名"),
        "running": _("进行中"),
        "done": _("已结束"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"done", "cancelled"}),
    steps=(
        Step("plan", _("安排"), ("",), "open", PLANNERS, "R-VOL-04"),
        Step("close", _("停止报名"), ("open",), "closed", PLANNERS, "R-VOL-04"),
        Step("reopen", _("恢复报名"), ("closed",), "open", PLANNERS, "R-VOL-04"),
        Step("begin", _("开始"), ("open", "closed"), "running", (*PLANNERS, "system"), "R-VOL-06"),
        Step("finish", _("结束"), ("running",), "done", (*PLANNERS, "system"), "R-VOL-06"),
        Step("cancel", _("取消"), ("open", "closed"), "cancelled", PLANNERS, "R-VOL-04"),
    ),
)

ENROLMENT = Machine(
    name="enrolment",
    label=_("培训报名"),
    start="enrolled",
    states={
        "enrolled": _("已报名"),
        "waiting": _("候补中"),
        "offered": _("有名额待答复"),
        "declined": _("已谢绝"),
        "cancelled": _("已退出"),
        "attended": _("已参加"),
        "missed": _("未到"),
        "lapsed": _("未轮到"),
    },
    ends=frozenset({"declined", "cancelled", "attended", "missed", "lapsed"}),
    steps=(
        Step("enrol", _("报名"), ("",), "enrolled", LEARNERS, "R-VOL-04"),
        Step("queue", _("候补"), ("",), "waiting", LEARNERS, "R-VOL-04"),
        Step("offer", _("让出名额"), ("waiting",), "offered", ("system",), "R-VOL-04"),
        Step("take", _("接受名额"), ("offered",), "enrolled", LEARNERS, "R-VOL-04"),
        Step("fill", _("补上空出的名额"), ("waiting",), "enrolled", LEARNERS, "R-VOL-04"),
        # By telephone, close to the start: the person said yes to the planner, whose name stands in the history.
        Step("call_in", _("电话答应"), ("waiting",), "enrolled", PLANNERS, "R-VOL-04"),
        Step("decline", _("谢绝名额"), ("offered",), "declined", LEARNERS, "R-VOL-04"),
        Step("pass_by", _("逾期未答"), ("offered",), "waiting", ("system",), "R-VOL-04"),
        Step("cancel", _("退出"), LIVE, "cancelled", (*LEARNERS, "system"), "R-VOL-04"),
        Step("attend", _("到场"), ("enrolled", "missed"), "attended", LEARNERS, "R-VOL-06"),
        Step("miss", _("未到"), ("enrolled", "attended"), "missed", (*LEARNERS, "system"), "R-VOL-06"),
        Step("lapse", _("未轮到"), ("waiting", "offered"), "lapsed", ("system",), "R-VOL-04"),
    ),
)

DIPLOMA = Machine(
    name="diploma",
    label=_("结业证书"),
    start="valid",
    states={"valid": _("有效"), "void": _("已作废")},
    ends=frozenset({"valid", "void"}),
    steps=(
        # The house writes it when the last condition is met; nobody hands one out.
        Step("issue", _("结业"), ("",), "valid", ("system",), "R-VOL-06"),
        Step("void", _("作废"), ("valid",), "void", ("CBM", "MUN"), "R-VOL-16"),
    ),
)
