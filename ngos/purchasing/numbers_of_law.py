"""The numbers of purchasing that law or local practice may change, and the frozen copy that each project carries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kit import rules

WAYS = {
    "open_tender": _("公开招标"),
    "consultation": _("竞争性磋商"),
    "comparison": _("比选"),
    "entrustment": _("项目委托"),
}
DAYS, WORKDAYS = _("天"), _("个工作日")
FROZEN: list[str] = []  # keys of Project.rules, each the rule `purchasing.<key>`


def _rule(key: str, value: Any, law: str, label: Any, unit: Any = "", **more: Any) -> None:
    rules.declare(f"purchasing.{key}", value, law=law, label=label, unit=unit, **more)
    FROZEN.append(key)


def _each_way(key: str, value: dict[str, Any], law: str, label: Any, unit: Any = "") -> None:
    _rule(key, value, law, label, unit, words=WAYS)


# --- from the notice to the deadline -------------------------------------------------------------------------
_each_way(
    "notice_days",
    {"open_tender": 20, "consultation": 10, "comparison": 5, "entrustment": 5},
    "R-PUR-07",
    _("公告发布至响应截止最少"),
    DAYS,
)
_rule("documents_workdays", 5, "R-PUR-08", _("采购文件提供期限最少"), WORKDAYS)
_each_way(
    "change_days",
    {"open_tender": 15, "consultation": 5, "comparison": 3, "entrustment": 3},
    "R-PUR-07",
    _("采购要求改变至响应截止最少"),
    DAYS,
)
_rule("min_bids", 3, "R-PUR-11", _("可以开标的最少响应数"), _("家"))
_rule("min_entrusted", 1, "R-CC-08", _("项目委托最少响应数"), _("家"))
_each_way(
    "may_go_on_with_two",
    {"open_tender": False, "consultation": True, "comparison": False, "entrustment": False},
    "R-PUR-11",
    _("合格的只有两家时可以继续"),
)

# --- how it is judged ----------------------------------------------------------------------------------------
# Hundredths of a point: 10.00 to 30.00.
_rule("price_weight_range", [1000, 3000], "R-PUR-14", _("价格分值的范围"), _("百分之一分"))
_each_way(
    "committee",
    {"open_tender": 5, "consultation": 3, "comparison": 3, "entrustment": 3},
    "R-PUR-12",
    _("评审小组最少人数"),
    _("人"),
)
_rule("big_committee", 7, "R-PUR-12", _("大额项目评审小组最少人数"), _("人"))
_rule("big_from_fen", 1_000_000_000, "R-PUR-12", _("大额项目的预算金额"), _("分"))
_rule("experts_share", [2, 3], "R-PUR-12", _("专家最少占比"))
_rule("deduction_range", [100, 200], "R-PUR-15", _("小微企业价格扣除的范围"), _("千分比"))
_rule("low_price_percent", 80, "R-PUR-17", _("低于其他报价均值的这一比例要求说明"), "%")

# --- from the report to the contract -------------------------------------------------------------------------
_rule("report_workdays", 2, "R-PUR-19", _("送交评审报告的期限"), WORKDAYS)
_rule("decide_workdays", 5, "R-PUR-19", _("确定成交的期限"), WORKDAYS)
_rule("announce_workdays", 2, "R-PUR-19", _("公告结果的期限"), WORKDAYS)
_rule("notice_period_workdays", 1, "R-PUR-19", _("结果公告期"), WORKDAYS)
_rule("objection_workdays", 7, "R-PUR-22", _("提出质疑的期限"), WORKDAYS)
_rule("reply_workdays", 7, "R-PUR-22", _("答复质疑的期限"), WORKDAYS)
_rule("complaint_workdays", 15, "R-PUR-22", _("提出投诉的期限"), WORKDAYS)
_rule("contract_days", 30, "R-PUR-20", _("签订合同的期限"), DAYS)
_rule("contract_publish_workdays", 2, "R-PUR-20", _("公告合同的期限"), WORKDAYS)
_rule("contract_file_workdays", 7, "R-PUR-20", _("合同备案的期限"), WORKDAYS)
_rule("supplement_per_mille", 100, "R-PUR-20", _("补充合同合计最多"), _("千分比"))
_rule(
    "limits",
    {"consultation_from_fen": 30_000_000, "open_from_fen": 200_000_000},
    "R-PUR-05",
    _("采购方式的限额"),
    _("分"),
    words={"consultation_from_fen": _("磋商起点"), "open_from_fen": _("公开招标起点")},
)

# --- not frozen: what is asked while a project is drawn up -----------------------------------------------------
# law: R-BND-01. Matched as parts of a text without spaces, so each word must mean the act and nothing else.
ENFORCEMENT_WORDS = rules.declare(
    "purchasing.enforcement_words",
    ["报到核查", "外出审批", "请假审批", "电子定位", "定位监控", "训诫", "警告处分", "给予警告", "提请警告", "收监"]
    + ["抓捕", "押送", "讯问", "搜查", "治安管理处罚", "使用电子腕带", "监督管理对象"],
    law="R-BND-01",
    label=_("采购需求中不得出现的执法事项"),
)
FEW_PROVIDERS = rules.declare(
    "purchasing.few_providers", 3, law="R-PUR-11", label=_("预计符合条件的少于这一家数须说明理由"), unit=_("家")
)
CHANGE_METHOD_AFTER = rules.declare(
    "purchasing.change_method_after", 2, law="R-PUR-11", label=_("连续废标多少次后改变采购方式"), unit=_("次")
)


def frozen(on: date | None = None) -> dict[str, Any]:
    """Key → value as it is on a day: what `Project.rules` holds from the publication on."""
    return {key: rules.value(f"purchasing.{key}", on) for key in FROZEN}
