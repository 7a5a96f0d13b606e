"""The machine of a job application: from the seat that was reserved to the hire, or back to matching."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

RECORDS = ("RES", "OFF")  # the employer, and the staff partner in its stead
LIVE = ("referred", "interview", "offered")

JOB_APPLICATION = Machine(
    name="job_application",
    label=_("岗位申请"),
    start="referred",
    states={
        "referred": _("已推荐"),
        "interview": _("待面试"),
        "offered": _("待上岗"),
        "hired": _("已上岗"),
        "refused": _("未录用"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"hired", "refused", "withdrawn"}),
    steps=(
        Step("refer", _("推荐"), ("",), "referred", ("system",), "R-CC-07", Clock(workdays=5), "helper"),
        Step("invite", _("约面试"), ("referred",), "interview", RECORDS, "R-CC-07", Clock(workdays=10), "helper"),
        Step(
            "re_invite", _("改面试时间"), ("interview",), "interview", RECORDS, "R-CC-07", Clock(workdays=10), "helper"
        ),
        Step("promise", _("决定录用"), ("interview",), "offered", RECORDS, "R-CC-07", Clock(workdays=10), "helper"),
        Step("hire", _("上岗"), ("offered",), "hired", RECORDS, "R-CC-07"),
        Step("refuse", _("不录用"), LIVE, "refused", RECORDS, "R-CC-09"),
        Step("withdraw", _("本人不去"), LIVE, "withdrawn", (*RECORDS, "system"), "R-PI-05"),
    ),
)
