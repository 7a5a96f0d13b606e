"""The machine of an application."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICE = ("OFF", "CBM", "MUN")
OPEN = ("draft", "applied", "returned")  # one at a time for each person
FILLABLE = ("draft", "returned")

APPLICATION = Machine(
    name="application",
    label=_("志愿者申请"),
    start="draft",
    states={
        "draft": _("填写中"),
        "applied": _("待审核"),
        "returned": _("待补充"),
        "admitted": _("已通过"),
        "rejected": _("未通过"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"admitted", "rejected", "withdrawn"}),
    steps=(
        Step("begin", _("开始填写"), ("",), "draft", ("VOL", *OFFICE, "system"), "R-VOL-01"),
        Step(
            "submit",
            _("提交"),
            ("draft", "returned"),
            "applied",
            ("VOL", *OFFICE, "system"),
            "R-VOL-01",
            Clock(workdays=5, rule="volunteers.vetting_days"),
            "officer",
        ),
        Step("send_back", _("退回补充"), ("applied",), "returned", OFFICE, "R-VOL-01"),
        Step("admit", _("通过"), ("applied",), "admitted", (*OFFICE, "system"), "R-VOL-01"),
        Step("reject", _("不通过"), ("applied",), "rejected", OFFICE, "R-VOL-03"),
        Step("withdraw", _("撤回"), ("draft", "applied", "returned"), "withdrawn", ("VOL", "system"), "R-PI-05"),
    ),
)
