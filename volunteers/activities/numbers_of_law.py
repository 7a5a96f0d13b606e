"""The numbers and words of activities that law or local practice may change, each a dated rule with its source."""

from django.utils.translation import gettext_lazy as _

from kit import rules

rules.declare(
    "activities.enforcement_words",
    [
        *("报到核查", "外出审批", "请假审批", "电子定位", "定位监控", "训诫", "警告处分", "给予警告", "提请警告"),
        *("收监", "抓捕", "押送", "讯问", "搜查", "治安管理处罚", "使用电子腕带", "监督管理对象"),
    ],
    law="R-BND-01",
    label=_("志愿岗位中不得出现的执法事项"),
)
rules.declare("activities.late_cancel_hours", 24, law="R-VOL-10", label=_("临时退出的界限"), unit=_("小时"))
rules.declare("activities.strikes_months", 12, law="R-VOL-10", label=_("未到和临时退出保留"), unit=_("个月"))
rules.declare("activities.at_risk_hours", 24, law="R-VOL-02", label=_("人数不足的提醒时间"), unit=_("小时"))
rules.declare("activities.series_most", 60, law="", label=_("一次安排的重复班次"), unit=_("次"))
