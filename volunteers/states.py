"""The machine of a volunteer; activities and hours keep their own beside them."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

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
