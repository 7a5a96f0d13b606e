"""The numbers of honours, certificates and reviews that law or local practice may change."""

from django.utils.translation import gettext_lazy as _

from kit import rules

# Minutes, not hours: 100 h are 6,000 min, and 5,999 are no star.
rules.declare(
    "honours.star_minutes",
    [6_000, 18_000, 36_000, 60_000, 90_000],
    law="R-VOL-13",
    label=_("一星至五星所需的核实时长"),
    unit=_("分钟"),
)
rules.declare("honours.star_classes", ["credit", "honour"], law="R-VOL-13", label=_("计入星级的时长类别"))
rules.declare("honours.notice_workdays", 5, law="R-VOL-13", label=_("星级和表彰的公示期"), unit=_("个工作日"))
rules.declare("honours.work_workdays", 5, law="R-VOL-13", label=_("星级和表彰的办理期限"), unit=_("个工作日"))
rules.declare(
    "honours.commendable_grades",
    ["excellent", "good"],
    law="R-CC-10",
    label=_("可推荐表彰的年度评价等次"),
)
rules.declare("certificates.issue_workdays", 5, law="R-VOL-07", label=_("出具证明的期限"), unit=_("个工作日"))
rules.declare("reviews.appraise_workdays", 20, law="R-VOL-06", label=_("写年度评语的期限"), unit=_("个工作日"))
rules.declare("reviews.reply_workdays", 10, law="R-VOL-06", label=_("本人答复年度评价的期限"), unit=_("个工作日"))
rules.declare("reviews.late_minutes", 10, law="R-VOL-06", label=_("到场晚于开始多久算迟到"), unit=_("分钟"))
