"""The machine of a purchase project: from a need to the end of its contract."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

BUYERS = ("CBM", "MUN")
BIDDERS = ("NGA", "RES")
OPEN_TO_BIDS = ("published",)
SECRET = ("published", "closed")  # nobody reads a bid, nor learns how many there are
BEFORE_AWARD = ("draft", "approved", "published", "closed", "opened", "scoring", "ranked", "proposed")
AFTER_OPENING = ("opened", "scoring", "ranked", "proposed", "awarded", "contracted", "ended")
PUBLIC = ("published", "closed", "opened", "scoring", "ranked", "proposed", "awarded", "contracted", "ended", "failed")

PROJECT = Machine(
    name="purchase_project",
    label=_("购买服务项目"),
    start="draft",
    states={
        "draft": _("编制中"),
        "approved": _("已批准"),
        "published": _("公告中"),
        "closed": _("已截止"),
        "opened": _("已开标"),
        "scoring": _("评审中"),
        "ranked": _("已排序"),
        "proposed": _("已推荐"),
        "awarded": _("已成交"),
        "contracted": _("已签合同"),
        "ended": _("已结束"),
        "failed": _("已废标"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"ended", "failed", "cancelled"}),
    steps=(
        Step("draft", _("立项"), ("",), "draft", (*BUYERS, "system"), "R-PUR-01"),
        Step("approve", _("批准"), ("draft",), "approved", BUYERS, "R-PUR-05"),
        Step("send_back", _("退回修改"), ("approved",), "draft", BUYERS, "R-PUR-05"),
        Step("publish", _("发布公告"), ("approved",), "published", BUYERS, "R-PUR-07"),
        # Only the clock closes; nobody may shorten or stretch the last second.
        Step("close", _("截止"), ("published",), "closed", ("system",), "R-PUR-10"),
        Step("open", _("开标"), ("closed",), "opened", BUYERS, "R-PUR-10"),
        Step("begin_scoring", _("开始评分"), ("opened",), "scoring", BUYERS, "R-PUR-18"),
        Step("rank", _("排序"), ("scoring",), "ranked", ("EXP", *BUYERS), "R-PUR-16"),
        Step("propose", _("推荐成交候选人"), ("ranked", "awarded"), "proposed", ("EXP", *BUYERS), "R-PUR-19"),
        Step("award", _("确定成交"), ("proposed",), "awarded", BUYERS, "R-PUR-19"),
        # An objection that was right about the scores: they are mended and ranked again.
        Step("score_again", _("重新评分"), ("ranked", "proposed", "awarded"), "scoring", BUYERS, "R-PUR-22"),
        Step("contract", _("签订合同"), ("awarded",), "contracted", (*BUYERS, "NGA"), "R-PUR-20"),
        Step("end", _("结束"), ("contracted",), "ended", (*BUYERS, "system"), "R-PUR-21"),
        Step(
            "fail",
            _("废标"),
            ("published", "closed", "opened", "scoring", "ranked", "proposed", "awarded"),
            "failed",
            (*BUYERS, "system"),
            "R-PUR-11",
        ),
        Step("cancel", _("取消采购"), BEFORE_AWARD, "cancelled", BUYERS, "R-PUR-24"),
    ),
)
