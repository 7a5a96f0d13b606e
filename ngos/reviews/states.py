"""The machine of a quality review: prepared, answered by the provider, decided by a panel, public, appealed, over."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICES = ("CBM", "MUN")
JUDGES = ("EXP", "CBM", "MUN")
LAW = "R-PUR-25"
RUNNING = ("opened", "with_provider", "with_panel", "decided")
STANDING = ("published", "appealed")  # whose grade is the provider's
DECIDED = ("with_provider", "with_panel", "decided", "published", "appealed", "superseded", "expired", "annulled")
SHOWN = ("with_provider", "with_panel", "decided", "published", "appealed", "superseded", "expired", "annulled")

QUALITY_REVIEW = Machine(
    name="quality_review",
    label=_("质量评价"),
    start="opened",
    states={
        "opened": _("评价中"),
        "with_provider": _("待机构说明"),
        "with_panel": _("待审定"),
        "decided": _("待公布"),
        "published": _("已公布"),
        "appealed": _("申诉中"),
        "superseded": _("已有新评价"),
        "expired": _("已到期"),
        "annulled": _("已撤销"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"superseded", "expired", "annulled", "cancelled"}),
    steps=(
        Step(
            "open_review", _("开始评价"), ("",), "opened", OFFICES, LAW,
            Clock(workdays=20, rule="quality.draft_workdays"), "reviewer",
        ),
        Step(
            "draft_review", _("初评送机构"), ("opened",), "with_provider", JUDGES, LAW,
            Clock(workdays=10, rule="quality.answer_workdays"), "provider",
        ),
        Step("answer_review", _("提交说明"), ("with_provider",), "with_panel", ("NGA",), LAW,
             Clock(workdays=10, rule="quality.panel_workdays"), "panel"),
        Step("lapse_answer", _("到期未说明"), ("with_provider",), "with_panel", ("system",), LAW,
             Clock(workdays=10, rule="quality.panel_workdays"), "panel"),
        Step("decide_review", _("审定"), ("with_panel",), "decided", JUDGES, LAW,
             Clock(workdays=3, rule="quality.publish_workdays"), "office"),
        Step("send_back_review", _("退回重评"), ("with_panel",), "opened", JUDGES, LAW,
             Clock(workdays=20, rule="quality.draft_workdays"), "reviewer"),
        Step("publish_review", _("公布"), ("decided",), "published", OFFICES, LAW,
             Clock(workdays=10, rule="quality.appeal_workdays"), "provider"),
        Step("appeal_review", _("申诉"), ("published",), "appealed", ("NGA",), LAW,
             Clock(workdays=20, rule="quality.appeal_panel_workdays"), "appeal panel"),
        Step("stand_review", _("维持"), ("appealed",), "published", JUDGES, LAW),
        Step("annul_review", _("撤销"), ("appealed",), "annulled", JUDGES, LAW),
        Step("supersede_review", _("由新评价代替"), ("published", "appealed"), "superseded", ("system",), LAW),
        Step("expire_review", _("到期"), ("published",), "expired", ("system",), LAW),
        Step("cancel_review", _("取消"), ("opened",), "cancelled", OFFICES, LAW),
    ),
)  # fmt: skip
