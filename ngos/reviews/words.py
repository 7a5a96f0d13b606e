"""What grades, indicators, parts and rows of evidence are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ngos.reviews.scoring import COMPLIANCE, FULFILMENT, QUALITY, RECORDS, SATISFACTION

GRADES = [("A", _("优秀")), ("B", _("良好")), ("C", _("合格")), ("D", _("不合格")), ("U", _("证据不足"))]
KINDS = [
    ("annual", _("年度评价")), ("final", _("期末评价")), ("triggered", _("专门评价")), ("again", _("复评")),
]  # fmt: skip
REVIEWER, PANEL, APPEAL = "reviewer", "panel", "appeal"
ROLES = [(REVIEWER, _("评价人")), (PANEL, _("审定小组")), (APPEAL, _("申诉小组"))]
INDICATOR_WORDS = {
    FULFILMENT: _("履约"),
    QUALITY: _("质量"),
    SATISFACTION: _("满意度"),
    RECORDS: _("记录和档案"),
    COMPLIANCE: _("合规"),
}
LABELS = {
    "item": _("合同项目：已交付，应交付"),
    "outcome": _("帮扶成效"),
    "voices": _("服务对象评价"),
    "officer": _("司法所工作人员评价"),
    "volunteer": _("志愿者评价"),
    "delivery": _("服务交付记录"),
    "check": _("检查项"),
    "base": _("起评分"),
    "finding": _("检查发现"),
    "concern": _("投诉和事件（属实）"),
    "overdue": _("整改逾期"),
}
FLAGS = [
    ("burst", _("评价集中在很短的时间")),
    ("bulk", _("服务记录成批补录")),
    ("overlap", _("同一社工的服务时间重叠")),
    ("hours", _("服务时间不合常理")),
    ("digits", _("分钟数的末位过于整齐")),
    ("refusals", _("较难的需求谢绝得多")),
    ("texts", _("多条文字相同")),
    ("edge_days", _("成效集中在第89天和第91天")),
]
