"""The machine of a bid. Until the opening each step is the house's own, since the history would tell who bids."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

LIVE = ("sealed",)
READABLE = ("opened", "qualified", "conforming", "disqualified")
STANDING = ("conforming",)

BID = Machine(
    name="bid",
    label=_("响应文件"),
    start="sealed",
    states={
        "sealed": _("已密封"),
        "replaced": _("已替换"),
        "withdrawn": _("已撤回"),
        "erased": _("未开封即销毁"),
        "unreadable": _("无法开启"),
        "opened": _("已开启"),
        "qualified": _("资格合格"),
        "conforming": _("符合要求"),
        "disqualified": _("无效"),
    },
    ends=frozenset({"replaced", "withdrawn", "erased", "unreadable", "conforming", "disqualified"}),
    steps=(
        Step("seal", _("密封提交"), ("",), "sealed", ("system",), "R-PUR-10"),
        Step("replace", _("替换"), ("sealed",), "replaced", ("system",), "R-PUR-10"),
        Step("withdraw", _("撤回"), ("sealed",), "withdrawn", ("system",), "R-PUR-10"),
        Step("erase", _("未开封即销毁"), ("sealed",), "erased", ("system",), "R-PUR-11"),
        Step("open", _("开启"), ("sealed",), "opened", ("CBM", "MUN"), "R-PUR-10"),
        Step("give_up", _("无法开启"), ("sealed",), "unreadable", ("CBM", "MUN"), "R-PUR-10"),
        Step("qualify", _("资格审查合格"), ("opened",), "qualified", ("CBM", "MUN"), "R-PUR-03"),
        Step("conform", _("符合性审查合格"), ("qualified",), "conforming", ("EXP", "CBM", "MUN"), "R-PUR-14"),
        Step(
            "disqualify",
            _("认定无效"),
            ("opened", "qualified", "conforming"),
            "disqualified",
            ("EXP", "CBM", "MUN"),
            "R-PUR-11",
        ),
    ),
)
