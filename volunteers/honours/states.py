"""The machines of stars and commendations: both may be held up by an objection to their public notice."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

DECIDERS = ("CBM", "MUN")
NOTICE = Clock(workdays=5, rule="honours.notice_workdays")
WORK = Clock(workdays=5, rule="honours.work_workdays")

STAR = Machine(
    name="star_application",
    label=_("星级评定"),
    start="applied",
    states={
        "applied": _("待公示"),
        "noticed": _("公示中"),
        "objected": _("有异议，暂停"),
        "granted": _("已授予"),
        "refused": _("未授予"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"granted", "refused", "withdrawn"}),
    steps=(
        Step("apply", _("申请"), ("",), "applied", ("VOL",), "R-VOL-13", WORK, "county"),
        Step("publish", _("公示"), ("applied",), "noticed", DECIDERS, "R-VOL-13", NOTICE, "public"),
        Step("object", _("提出异议"), ("noticed",), "objected", ("system",), "R-VOL-13", pauses=True),
        Step("dismiss", _("异议不成立，继续公示"), ("objected",), "noticed", DECIDERS, "R-VOL-13", resumes=True),
        Step("grant", _("授予"), ("noticed",), "granted", DECIDERS, "R-VOL-13"),
        Step("refuse", _("不授予"), ("applied", "noticed", "objected"), "refused", DECIDERS, "R-VOL-13"),
        Step("withdraw", _("撤回"), ("applied", "noticed", "objected"), "withdrawn", ("VOL",), "R-VOL-13"),
    ),
)

COMMENDATION = Machine(
    name="commendation",
    label=_("表彰奖励"),
    start="proposed",
    states={
        "proposed": _("待决定"),
        "noticed": _("公示中"),
        "objected": _("有异议，暂停"),
        "awarded": _("已表彰"),
        "refused": _("未采纳"),
        "revoked": _("已撤销"),
    },
    ends=frozenset({"awarded", "refused", "revoked"}),
    steps=(
        Step("propose", _("推荐"), ("",), "proposed", ("OFF", "NGA", "CBM", "MUN"), "R-CC-10", WORK, "county"),
        Step("publish", _("公示"), ("proposed",), "noticed", DECIDERS, "R-CC-10", NOTICE, "public"),
        Step("object", _("提出异议"), ("noticed",), "objected", ("system",), "R-CC-10", pauses=True),
        Step("dismiss", _("异议不成立，继续公示"), ("objected",), "noticed", DECIDERS, "R-CC-10", resumes=True),
        Step("award", _("表彰"), ("proposed", "noticed"), "awarded", DECIDERS, "R-CC-10"),
        Step("refuse", _("不采纳"), ("proposed", "noticed", "objected"), "refused", DECIDERS, "R-CC-10"),
        Step("revoke", _("撤销"), ("awarded",), "revoked", DECIDERS, "R-CC-10"),
    ),
)
