"""The machines of one-to-one help and of service logs."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

RECORDERS = ("OFF", "CBM", "NGA", "NGC")
LATE = (*RECORDERS, "MUN", "system")  # whose phone brings what it noted without a network
CARRIERS = ("OFF", "CBM", "MUN", "system")
COUNTING = ("confirmed", "disputed")  # what is disputed counts as it was, until somebody decides
LIVE = ("submitted", "checked", *COUNTING)  # whose time is taken

ENGAGEMENT = Machine(
    name="engagement",
    label=_("一对一帮扶"),
    start="open",
    states={"open": _("进行中"), "ended": _("已结束")},
    ends=frozenset({"ended"}),
    steps=(
        Step("open", _("开始"), ("",), "open", ("VOL", "OFF", "system"), "R-VOL-11"),
        Step("end", _("结束"), ("open",), "ended", ("VOL", "OFF", "CBM", "NGA", "NGC", "RES", "system"), "R-VOL-10"),
    ),
)

_CONFIRM = Clock(workdays=5, rule="hours.confirm_workdays")
_ANSWER = Clock(workdays=5, rule="hours.answer_workdays")

SERVICE_LOG = Machine(
    name="service_log",
    label=_("服务记录"),
    start="submitted",
    states={
        "draft": _("草稿"),
        "submitted": _("待确认"),
        "checked": _("待第二人复核"),
        "confirmed": _("已确认"),
        "returned": _("已退回"),
        "disputed": _("有异议"),
        "reversed": _("已冲销"),
        "withdrawn": _("已撤销"),
    },
    ends=frozenset({"confirmed", "returned", "reversed", "withdrawn"}),
    steps=(
        # --- made ---
        Step(
            "propose", _("填报"), ("",), "submitted", ("VOL", *RECORDERS, "MUN", "system"), "R-VOL-06", _CONFIRM,
            "officer",
        ),
        Step("draft", _("起草"), ("",), "draft", ("VOL",), "R-VOL-16"),
        Step("carry_over", _("转入原有时长"), ("",), "confirmed", CARRIERS, "R-VOL-06"),
        # --- before it counts ---
        Step("submit", _("提交"), ("draft", "returned"), "submitted", ("VOL",), "R-VOL-06", _CONFIRM, "officer"),
        Step("amend", _("更正"), ("submitted",), "submitted", RECORDERS, "R-VOL-16", keeps_clock=True),
        # A going that a phone had noted without a network, and that came when the house had closed the door.
        Step(
            "late_out", _("按后到的签离更正"), ("submitted", "checked", "returned"), "submitted", LATE, "R-VOL-16",
            _CONFIRM, "officer",
        ),
        Step("check", _("初核"), ("submitted",), "checked", RECORDERS, "R-VOL-08", _CONFIRM, "officer"),
        Step("verify", _("核实"), ("submitted",), "confirmed", RECORDERS, "R-VOL-08"),
        Step("verify_second", _("复核"), ("checked",), "confirmed", RECORDERS, "R-VOL-08"),
        Step("send_back", _("退回"), ("submitted", "checked"), "returned", RECORDERS, "R-VOL-16"),
        Step(
            "withdraw", _("撤回"), ("draft", "submitted", "returned"), "withdrawn", ("VOL", *RECORDERS, "system"),
            "R-VOL-16",
        ),
        # --- afterwards ---
        Step("dispute", _("提出异议"), ("confirmed", "returned"), "disputed", ("VOL",), "R-VOL-16", _ANSWER, "officer"),
        Step("uphold", _("维持"), ("disputed",), "confirmed", RECORDERS, "R-VOL-16"),
        Step("uphold_return", _("维持退回"), ("disputed",), "returned", RECORDERS, "R-VOL-16"),
        Step("settle", _("按异议更正"), ("disputed",), "confirmed", RECORDERS, "R-VOL-16"),
        Step("reverse", _("冲减"), ("confirmed",), "confirmed", RECORDERS, "R-VOL-16"),
        Step("reverse_all", _("全部冲销"), ("confirmed",), "reversed", RECORDERS, "R-VOL-16"),
        Step("contradict", _("后到的签离不符"), ("confirmed",), "confirmed", LATE, "R-VOL-16"),
        Step("contradict", _("后到的签离不符"), ("disputed",), "disputed", LATE, "R-VOL-16", keeps_clock=True),
        Step("contradict", _("后到的签离不符"), ("submitted",), "submitted", LATE, "R-VOL-16", keeps_clock=True),
        Step("keep", _("维持核实"), ("confirmed",), "confirmed", RECORDERS, "R-VOL-16"),
        Step("take_back", _("撤销转入"), ("confirmed",), "withdrawn", CARRIERS, "R-VOL-16"),
    ),
)  # fmt: skip
