"""The machine of one inspection: planned, under way at the place, done."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICES = ("CBM", "MUN")
INSPECTORS = ("OFF", "EXP", "CBM", "MUN")
OPEN = ("planned", "under_way")

INSPECTION = Machine(
    name="inspection",
    label=_("检查"),
    start="planned",
    states={
        "planned": _("待检查"),
        "under_way": _("检查中"),
        "done": _("已完成"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"done", "cancelled"}),
    steps=(
        Step("plan", _("列入检查"), ("",), "planned", OFFICES, "R-PUR-25"),
        # Whoever began owes the result: what was seen is written down while it is fresh.
        Step(
            "begin",
            _("开始检查"),
            ("planned",),
            "under_way",
            INSPECTORS,
            "R-PUR-25",
            Clock(workdays=5, rule="inspections.report_workdays"),
            "inspector",
        ),  # fmt: skip
        Step("finish", _("完成检查"), ("under_way",), "done", INSPECTORS, "R-PUR-25"),
        Step("cancel", _("取消检查"), OPEN, "cancelled", OFFICES, "R-PUR-25"),
    ),
)
