"""The machines of the social organisations' trade that the main job needs."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

_REVIEW = Clock(workdays=10, rule="ngos.listing_workdays")

PUBLIC = ("listed", "restricted")  # who stands in the public directory
REVIEWED = ("submitted", "under_review", "returned", "listed", "restricted", "suspended", "delisted")
EDITABLE = ("draft", "returned", "listed", "restricted")  # whose file its organisation may change

PROVIDER = Machine(
    name="provider",
    label=_("社会组织"),
    start="draft",
    states={
        "draft": _("填写中"),
        "submitted": _("待初审"),
        "under_review": _("待市局入库"),
        "returned": _("已退回"),
        "listed": _("已入库"),
        "restricted": _("受限"),
        "suspended": _("暂停"),
        "delisted": _("已退出"),
    },
    ends=frozenset({"delisted"}),
    steps=(
        Step("enter", _("登记"), ("",), "draft", ("NGA", "CBM", "MUN", "system"), "R-PUR-01"),
        # Those that the city had listed before this register: their passport is completed afterwards.
        Step("take_over", _("转入"), ("",), "listed", ("MUN", "system"), "R-PUR-03"),
        Step("submit", _("提交"), ("draft", "returned"), "submitted", ("NGA",), "R-PUR-03", _REVIEW, "CBM"),
        Step("recommend", _("推荐入库"), ("submitted",), "under_review", ("CBM", "MUN"), "R-PUR-03", _REVIEW, "MUN"),
        Step("return", _("退回"), ("submitted", "under_review"), "returned", ("CBM", "MUN", "system"), "R-PUR-03"),
        Step("list", _("入库"), ("under_review",), "listed", ("MUN",), "R-PUR-03"),
        # Only the clock restricts, and only a paper in date lifts it: nobody's favour does.
        Step("restrict", _("受限"), ("listed",), "restricted", ("system",), "R-PUR-03"),
        Step("lift", _("解除受限"), ("restricted",), "listed", ("system",), "R-PUR-03"),
        Step("suspend", _("暂停"), ("listed", "restricted"), "suspended", ("CBM", "MUN", "system"), "R-PUR-25"),
        Step("restore", _("恢复"), ("suspended",), "listed", ("MUN", "system"), "R-PUR-25"),
        Step(
            "delist",
            _("移出名录"),
            ("draft", "submitted", "under_review", "returned", "listed", "restricted", "suspended"),
            "delisted",
            ("MUN",),
            "R-PUR-25",
        ),
    ),
)

ORDER = Machine(
    name="service_order",
    label=_("服务单"),
    start="open",
    states={"open": _("进行中"), "ended": _("已结束")},
    ends=frozenset({"ended"}),
    steps=(
        Step("open", _("开始"), ("",), "open", ("NGA", "NGC", "OFF", "system"), "R-CC-08"),
        Step("end", _("结束"), ("open",), "ended", ("NGA", "NGC", "OFF", "CBM", "VOL", "RES", "system"), "R-PI-03"),
        # A handover that was undone within its day: the case goes on under the same order.
        Step("reopen", _("恢复"), ("ended",), "open", ("CBM", "system"), "R-CC-04"),
    ),
)
