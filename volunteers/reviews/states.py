"""The machine of the yearly review: the officer appraises, the volunteer may answer."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

YEARLY_REVIEW = Machine(
    name="yearly_review",
    label=_("年度评价"),
    start="started",
    states={"started": _("待评语"), "appraised": _("待本人答复"), "closed": _("已完成")},
    ends=frozenset({"closed"}),
    steps=(
        Step(
            "start",
            _("开始"),
            ("",),
            "started",
            ("OFF", "CBM"),
            "R-VOL-06",
            Clock(workdays=20, rule="reviews.appraise_workdays"),
            "officer",
        ),
        Step(
            "appraise",
            _("写评语"),
            ("started",),
            "appraised",
            ("OFF", "CBM"),
            "R-VOL-06",
            Clock(workdays=10, rule="reviews.reply_workdays"),
            "volunteer",
        ),
        Step("reply", _("答复"), ("appraised",), "closed", ("VOL",), "R-VOL-06"),
        Step("lapse", _("到期未答复"), ("appraised",), "closed", ("system",), "R-VOL-06"),
    ),
)
