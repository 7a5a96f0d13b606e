"""The machines of a contract (drafted from an award, signed, in force, ended) and of the parts it is paid in."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

BUYERS = ("CBM", "MUN")
SIGNED = ("signed", "published", "filed", "active")
IN_FORCE = ("active",)

CONTRACT = Machine(
    name="contract",
    label=_("合同"),
    start="drafted",
    states={
        "drafted": _("待签订"),
        "signed": _("已签订"),
        "published": _("已公告"),
        "filed": _("已备案"),
        "active": _("履行中"),
        "completed": _("已完成"),
        "terminated": _("已终止"),
        "cancelled": _("未签订"),
    },
    ends=frozenset({"completed", "terminated", "cancelled"}),
    steps=(
        Step("draft", _("拟定合同"), ("",), "drafted", (*BUYERS, "system"), "R-PUR-20"),
        # Signed before the platform, or of an entrusted project: it is in force as it is entered.
        Step("enter", _("登记合同"), ("",), "active", (*BUYERS, "system"), "R-CC-08"),
        Step("sign", _("签订"), ("drafted",), "signed", BUYERS, "R-PUR-20"),
        Step("cancel", _("不签"), ("drafted",), "cancelled", BUYERS, "R-PUR-20"),
        Step("publish", _("公告合同"), ("signed",), "published", BUYERS, "R-PUR-20"),
        Step("file", _("备案"), ("published",), "filed", BUYERS, "R-PUR-20"),
        Step("activate", _("开始履行"), ("filed",), "active", ("system",), "R-PUR-21"),
        Step("complete", _("履行完毕"), ("active",), "completed", (*BUYERS, "system"), "R-PUR-21"),
        Step("terminate", _("终止"), SIGNED, "terminated", BUYERS, "R-PUR-20"),
    ),
)

MILESTONE = Machine(
    name="contract_milestone",
    label=_("付款节点"),
    start="scheduled",
    states={
        "scheduled": _("未申请"),
        "claimed": _("待验收"),
        "accepted": _("已验收"),
        "partly": _("部分验收"),
        "rejected": _("未通过"),
    },
    ends=frozenset({"accepted", "partly"}),
    steps=(
        Step("schedule", _("列入合同"), ("",), "scheduled", (*BUYERS, "system"), "R-PUR-20"),
        Step(
            "claim", _("申请验收"), ("scheduled", "rejected"), "claimed", ("NGA",), "R-PUR-23",
            Clock(workdays=10, rule="delivery.acceptance_workdays"), "MUN",
        ),
        Step("accept", _("验收通过"), ("claimed",), "accepted", BUYERS, "R-PUR-23"),
        Step("accept_partly", _("部分通过"), ("claimed",), "partly", BUYERS, "R-PUR-23"),
        Step("reject", _("不通过"), ("claimed",), "rejected", BUYERS, "R-PUR-23"),
    ),
)  # fmt: skip
