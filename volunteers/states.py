"""The machines of the volunteers' trade that the main job needs."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

VOLUNTEER = Machine(
    name="volunteer",
    label=_("志愿者"),
    start="unconfirmed",
    states={
        "unconfirmed": _("待本人确认"),
        "active": _("在岗"),
        "suspended": _("暂停"),
        "blocked": _("禁止参加"),
        "left": _("已退出"),
    },
    ends=frozenset({"left", "blocked"}),
    steps=(
        Step("register", _("登记"), ("",), "unconfirmed", ("OFF", "CBM", "MUN", "VOL", "system"), "R-VOL-01"),
        Step("confirm", _("本人确认"), ("unconfirmed",), "active", ("VOL", "OFF", "system"), "R-VOL-01"),
        Step("suspend", _("暂停"), ("active",), "suspended", ("CBM", "MUN", "system"), "R-VOL-03"),
        Step("readmit", _("恢复"), ("suspended",), "active", ("CBM", "MUN"), "R-VOL-03"),
        Step(
            "block",
            _("禁止参加"),
            ("unconfirmed", "active", "suspended", "left"),
            "blocked",
            ("CBM", "MUN"),
            "R-VOL-09",
        ),
        Step("unblock", _("解除禁止"), ("blocked",), "suspended", ("MUN",), "R-VOL-09"),
        Step(
            "leave",
            _("办理退出"),
            ("unconfirmed", "active", "suspended"),
            "left",
            ("VOL", "OFF", "CBM", "MUN"),
            "R-VOL-10",
        ),
        Step("come_back", _("重新加入"), ("left",), "active", ("VOL", "OFF", "CBM", "MUN"), "R-VOL-01"),
    ),
)

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

SERVICE_LOG = Machine(
    name="service_log",
    label=_("服务记录"),
    start="submitted",
    states={
        "submitted": _("待确认"),
        "confirmed": _("已确认"),
        "returned": _("已退回"),
        "withdrawn": _("已撤销"),
    },
    ends=frozenset({"confirmed", "returned", "withdrawn"}),
    steps=(
        Step(
            "propose",
            _("填报"),
            ("",),
            "submitted",
            ("VOL", "OFF", "CBM", "MUN", "NGA", "NGC", "system"),
            "R-VOL-06",
            Clock(workdays=5),
            "officer",
        ),
        Step("carry_over", _("转入原有时长"), ("",), "confirmed", ("OFF", "CBM", "MUN", "system"), "R-VOL-06"),
        Step("verify", _("核实"), ("submitted",), "confirmed", ("OFF", "CBM", "NGA", "NGC"), "R-VOL-08"),
        Step("send_back", _("退回"), ("submitted",), "returned", ("OFF", "CBM", "NGA", "NGC"), "R-VOL-16"),
        Step("take_back", _("撤销转入"), ("confirmed",), "withdrawn", ("OFF", "CBM", "MUN", "system"), "R-VOL-16"),
    ),
)
