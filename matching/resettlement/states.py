"""The machine of a handover from prison: announced, received, met, helped of one's own will, ended."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICE, PRISON = "officer", "prison"
RECEIVE = Clock(workdays=3, rule="handover.receive_workdays")

HANDOVER = Machine(
    name="prison_handover",
    label=_("出监衔接"),
    start="announced",
    states={
        "announced": _("待接收"),
        "returned": _("已退回，待更正"),
        "received": _("待见面"),
        "linked": _("已衔接"),
        "in_help": _("帮教中"),
        "ended": _("已结束"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"ended", "withdrawn"}),
    steps=(
        Step("announce", _("通知出监"), ("",), "announced", ("PAR", "system"), "R-REL-01", RECEIVE, OFFICE),
        Step("withdraw", _("撤回通知"), ("announced", "returned"), "withdrawn", ("PAR",), "R-REL-01"),
        Step(
            "send_back",
            _("退回更正"),
            ("announced", "received"),
            "returned",
            ("OFF", "CBM"),
            "R-REL-01",
            Clock(workdays=2),
            PRISON,
        ),
        Step("correct", _("更正后重发"), ("returned",), "announced", ("PAR",), "R-REL-01", RECEIVE, OFFICE),
        # From here the clocks follow from the day of release and of the last contact: the services name them.
        Step("receive", _("确认接收"), ("announced",), "received", ("OFF", "CBM"), "R-REL-01"),
        Step("link", _("记录见面"), ("received",), "linked", ("OFF",), "R-REL-02"),
        Step("undo_link", _("撤销见面"), ("linked",), "received", ("OFF",), "R-REL-02"),
        Step("contact", _("记录联系"), ("linked", "in_help"), "in_help", ("OFF",), "R-REL-01"),
        Step("decline", _("本人不需要帮教"), ("received", "linked", "in_help"), "ended", ("OFF", "system"), "R-REL-01"),
        Step("relapse", _("另案处理"), ("received", "linked", "in_help"), "ended", ("OFF", "system"), "R-REL-02"),
        Step("term_over", _("帮教期满"), ("received", "linked", "in_help"), "ended", ("system",), "R-REL-01"),
        Step("resume", _("本人又愿意接受"), ("ended",), "in_help", ("OFF",), "R-REL-01"),
    ),
)

LECTURE = Machine(
    name="prison_lecture",
    label=_("进监授课"),
    start="offered",
    states={
        "offered": _("待监狱选定"),
        "confirmed": _("已定日期"),
        "held": _("已授课"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"held", "withdrawn"}),
    steps=(
        Step("offer", _("提出授课"), ("",), "offered", ("VOL", "NGA", "RES"), "R-REL-01"),
        Step("confirm", _("选定日期"), ("offered",), "confirmed", ("PAR",), "R-REL-01"),
        Step("release", _("取消这一天"), ("confirmed",), "offered", ("PAR", "VOL", "NGA", "RES"), "R-REL-01"),
        Step("hold", _("记录已授课"), ("confirmed",), "held", ("PAR",), "R-REL-01"),
        Step("withdraw", _("撤回授课"), ("offered",), "withdrawn", ("VOL", "NGA", "RES"), "R-REL-01"),
    ),
)
