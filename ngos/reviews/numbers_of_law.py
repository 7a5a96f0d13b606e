"""The numbers of quality reviews that local practice may change."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kit import rules
from ngos.reviews.scoring import COMPLIANCE, FULFILMENT, QUALITY, RECORDS, SATISFACTION, Limits
from ngos.reviews.words import INDICATOR_WORDS

LAW, WORKDAYS, HUNDREDTHS = "R-PUR-25", _("个工作日"), _("百分之一分")
WEIGHTS = rules.declare(
    "quality.weights", {FULFILMENT: 30, QUALITY: 25, SATISFACTION: 20, RECORDS: 15, COMPLIANCE: 10}, law=LAW,
    label=_("质量评价五项指标的权重"), words=INDICATOR_WORDS,
)  # fmt: skip
LIMITS = rules.declare(
    "quality.limits",
    {"excellent": 9000, "excellent_low": 8000, "good": 8000, "good_low": 6500, "fair": 6000, "poor_high": 7000},
    law=LAW, label=_("质量等级的界限"), unit=HUNDREDTHS,
    words={"excellent": _("优秀：得分"), "excellent_low": _("优秀：区间下限"), "good": _("良好：得分"),
           "good_low": _("良好：区间下限"), "fair": _("合格：得分"), "poor_high": _("不合格：区间上限低于")},
)  # fmt: skip
LEAST_N = rules.declare("quality.least_n", 8, law=LAW, label=_("给出等级的最少有效例数"), unit=_("例"))
NOTICE_BELOW = rules.declare("quality.notice_below_h", 7000, law=LAW, label=_("得分低于此须整改"), unit=HUNDREDTHS)
SHRINK_M = rules.declare("quality.shrink_m", 15, law=LAW, label=_("排序时向均值收缩的例数"), unit=_("例"))
VALID_MONTHS = rules.declare("quality.valid_months", 12, law=LAW, label=_("质量等级的有效期"), unit=_("个月"))
REVIEWERS_N = rules.declare("quality.reviewers_n", 2, law=LAW, label=_("评价人最少"), unit=_("人"))
PANEL_N = rules.declare("quality.panel_n", 3, law=LAW, label=_("审定小组最少人数"), unit=_("人"))
CHECK_WEIGHT = rules.declare(
    "quality.check_weight", 10, law=LAW, label=_("一个检查项相当于多少份服务记录"), unit=_("份")
)
# What a case counts by its urgency: a hard one that ends well counts for more, one that does not for more too.
LEVELS = rules.declare(
    "quality.level_weights", {"1": 2, "2": 3, "3": 4}, law=LAW, label=_("按紧急程度计的成效权重"),
    words={"1": _("U3"), "2": _("U2"), "3": _("U1")},
)  # fmt: skip
TAKEN = rules.declare(
    "quality.taken", {"minor": 10, "major": 30, "red_line": 100, "overdue": 20}, law=LAW,
    label=_("合规指标每项扣减（百分比）"),
    words={"minor": _("一般问题"), "major": _("严重问题"), "red_line": _("红线问题"), "overdue": _("整改逾期")},
)  # fmt: skip
# Pairs: up to so many records, so many are drawn.
SAMPLE = rules.declare(
    "quality.audit_sample", [[10, 5], [50, 8], [150, 13], [500, 20], [1_000_000, 32]], law=LAW,
    label=_("数据核查的抽样表（记录数上限，抽取份数）"),
)  # fmt: skip
for _name, _days, _label in (
    ("draft_workdays", 20, _("开始评价至初评")),
    ("answer_workdays", 10, _("机构说明的期限")),
    ("panel_workdays", 10, _("审定的期限")),
    ("publish_workdays", 3, _("审定后公布")),
    ("appeal_workdays", 10, _("公布后申诉的期限")),
    ("appeal_panel_workdays", 20, _("申诉的审理期限")),
):
    rules.declare(f"quality.{_name}", _days, law=LAW, label=_label, unit=WORKDAYS)


def limits(on: date) -> Limits:
    return Limits(**rules.value(LIMITS, on), least_n=int(rules.value(LEAST_N, on)))
