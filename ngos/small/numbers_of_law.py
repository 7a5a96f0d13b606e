"""The numbers of small purchases; the limit differs from province to province."""

from django.utils.translation import gettext_lazy as _

from kit import rules

LIMIT = rules.declare(
    "small.limit_fen",
    5_000_000,
    law="R-PUR-05",
    label=_("小额采购限额（十二个月内同一服务累计须低于此数）"),
    unit=_("分"),
)
MONTHS = rules.declare("small.months", 12, law="R-PUR-06", label=_("小额采购累计的期间"), unit=_("个月"))
QUOTES = rules.declare("small.quotes", 3, law="R-PUR-05", label=_("询价最少家数"), unit=_("家"))
GRADES = rules.declare(
    "small.grades",
    ["A", "B", "C", "U"],  # docs/adr/0016: who was not reviewed yet is not shut out
    law="R-PUR-25",
    label=_("可以承接小额采购的质量等级"),
    words={"A": _("优秀"), "B": _("良好"), "C": _("合格"), "D": _("不合格"), "U": _("证据不足")},
)
