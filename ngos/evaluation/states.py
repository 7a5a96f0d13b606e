"""The machines of committee members, score sheets, objections and complaints."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

BUYERS = ("CBM", "MUN")
SCORERS = ("EXP", "CBM", "MUN")
SEATED = ("drawn", "declared")

MEMBER = Machine(
    name="committee_member",
    label=_("评审小组成员"),
    start="drawn",
    states={
        "drawn": _("待申报利害关系"),
        "declared": _("已申报，无利害关系"),
        "recused": _("已回避"),
        "released": _("已结束评审"),
    },
    ends=frozenset({"recused", "released"}),
    steps=(
        Step("draw", _("抽取"), ("",), "drawn", ("system", *BUYERS), "R-PUR-12"),
        Step("declare", _("申报无利害关系"), ("drawn",), "declared", SCORERS, "R-PUR-13"),
        Step("recuse", _("回避"), ("drawn", "declared"), "recused", (*SCORERS, "system"), "R-PUR-13"),
        Step("release", _("结束评审"), ("declared",), "released", ("system", *SCORERS), "R-PUR-18"),
    ),
)

SHEET = Machine(
    name="score_sheet",
    label=_("评分表"),
    start="open",
    states={"open": _("评分中"), "locked": _("已提交"), "superseded": _("已由新表代替")},
    ends=frozenset({"locked", "superseded"}),
    steps=(
        Step("begin", _("开始评分"), ("",), "open", (*SCORERS, "system"), "R-PUR-18"),
        Step("lock", _("签字提交"), ("open",), "locked", SCORERS, "R-PUR-18"),
        # The head asked with a reason, the supervisor agrees; a new version, and the old sheet stays readable.
        Step("supersede", _("退回重评"), ("locked",), "superseded", ("AUD",), "R-PUR-18"),
    ),
)

OBJECTION = Machine(
    name="objection",
    label=_("质疑"),
    start="filed",
    states={
        "filed": _("待答复"),
        "upheld": _("成立"),
        "rejected": _("不成立"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"upheld", "rejected", "withdrawn"}),
    steps=(
        Step("file", _("提出质疑"), ("",), "filed", ("NGA", "RES"), "R-PUR-22", Clock(workdays=7), "MUN"),
        Step("uphold", _("认定成立"), ("filed",), "upheld", BUYERS, "R-PUR-22"),
        Step("reject", _("认定不成立"), ("filed",), "rejected", BUYERS, "R-PUR-22"),
        Step("withdraw", _("撤回质疑"), ("filed",), "withdrawn", ("NGA", "RES"), "R-PUR-22"),
    ),
)

COMPLAINT = Machine(
    name="complaint",
    label=_("投诉"),
    start="filed",
    states={"filed": _("待处理"), "upheld": _("成立"), "rejected": _("不成立"), "withdrawn": _("已撤回")},
    ends=frozenset({"upheld", "rejected", "withdrawn"}),
    steps=(
        Step("file", _("提出投诉"), ("",), "filed", ("NGA", "RES"), "R-PUR-22", Clock(workdays=30), "MUN"),
        Step("uphold", _("认定成立"), ("filed",), "upheld", ("MUN",), "R-PUR-22"),
        Step("reject", _("认定不成立"), ("filed",), "rejected", ("MUN",), "R-PUR-22"),
        Step("withdraw", _("撤回投诉"), ("filed",), "withdrawn", ("NGA", "RES"), "R-PUR-22"),
    ),
)
