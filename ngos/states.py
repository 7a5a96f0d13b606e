"""The machines of the social organisations' trade that the main job needs."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

PROVIDER = Machine(
    name="provider",
    label=_("社会组织"),
    start="draft",
    states={"draft": _("待入库"), "listed": _("已入库"), "suspended": _("暂停"), "delisted": _("已退出")},
    ends=frozenset({"delisted"}),
    steps=(
        Step("enter", _("登记"), ("",), "draft", ("NGA", "CBM", "MUN", "system"), "R-PUR-01"),
        Step("list", _("入库"), ("draft",), "listed", ("MUN", "system"), "R-PUR-03"),
        Step("suspend", _("暂停"), ("listed",), "suspended", ("CBM", "MUN", "system"), "R-PUR-25"),
        Step("restore", _("恢复"), ("suspended",), "listed", ("MUN", "system"), "R-PUR-25"),
        Step("delist", _("移出名录"), ("draft", "listed", "suspended"), "delisted", ("MUN",), "R-PUR-25"),
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
    ),
)
