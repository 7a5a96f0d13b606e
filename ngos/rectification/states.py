"""The machine of a rectification notice: drafted, issued, acknowledged, planned, answered, checked, closed.

Being late is no state of its own: a late notice is still answered and checked. What follows from it stands on the row
(`overdue_on`, `level`).
"""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICE = ("CBM", "MUN")
ANSWERS = ("NGA", "OFF", "CBM")  # who speaks for an organisation, a judicial office, a county bureau
ADDRESSEE, CHECKER = "addressee", "checker"
LAW = "R-RECT-01"

WITH_ADDRESSEE = ("issued", "acknowledged", "planned", "agreed", "returned")  # their answer is awaited
TO_ANSWER = ("acknowledged", "planned", "agreed", "returned", "failed")
WITH_OFFICE = ("submitted", "verified")
OPEN = (*WITH_ADDRESSEE, *WITH_OFFICE, "failed")
_CHECK = Clock(workdays=5, rule="rectification.check_workdays")

RECTIFICATION = Machine(
    name="rectification",
    label=_("整改通知书"),
    start="draft",
    states={
        "draft": _("草拟"),
        "issued": _("待签收"),
        "acknowledged": _("整改中"),
        "planned": _("方案待认可"),
        "agreed": _("方案已认可"),
        "submitted": _("待核验"),
        "returned": _("已退回"),
        "verified": _("已核验"),
        "failed": _("整改不到位"),
        "closed": _("已销号"),
        "withdrawn": _("已撤销"),
    },
    ends=frozenset({"closed", "withdrawn"}),
    steps=(
        Step("draft", _("草拟"), ("",), "draft", ("OFF", *OFFICE, "system"), LAW),
        Step(
            "issue", _("发出"), ("draft",), "issued", OFFICE, LAW,
            Clock(workdays=2, rule="rectification.acknowledge_workdays"), ADDRESSEE,
        ),
        Step("acknowledge", _("签收"), ("issued",), "acknowledged", (*ANSWERS, "system"), LAW, owner=ADDRESSEE),
        Step("plan", _("上报整改方案"), ("acknowledged",), "planned", ANSWERS, LAW, owner=ADDRESSEE),
        Step("agree", _("认可方案"), ("planned",), "agreed", OFFICE, LAW, owner=ADDRESSEE),
        Step("refuse_plan", _("退回方案"), ("planned",), "acknowledged", OFFICE, LAW, owner=ADDRESSEE),
        Step("submit", _("提交整改情况"), TO_ANSWER, "submitted", ANSWERS, LAW, _CHECK, CHECKER),
        Step("return", _("退回补充"), ("submitted",), "returned", OFFICE, LAW, owner=ADDRESSEE),
        Step("verify", _("核验通过"), ("submitted",), "verified", OFFICE, LAW, _CHECK, CHECKER),
        Step("fail", _("认定整改不到位"), ("submitted",), "failed", OFFICE, "R-RECT-02", owner=ADDRESSEE),
        Step("close", _("销号"), ("verified",), "closed", OFFICE, LAW),
        Step("withdraw", _("撤销"), ("draft", *OPEN), "withdrawn", (*OFFICE, "system"), LAW),
    ),
)  # fmt: skip
