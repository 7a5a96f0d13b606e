"""The terms of rectification notices, all in working days."""

from django.utils.translation import gettext_lazy as _

from kit import rules

_DAYS = _("个工作日")
TERM = rules.declare("rectification.workdays", 15, law="R-RECT-01", label=_("整改期限（未另写时）"), unit=_DAYS)
ACKNOWLEDGE = rules.declare(
    "rectification.acknowledge_workdays", 2, law="R-RECT-01", label=_("签收整改通知书的期限，过期视为签收"), unit=_DAYS
)
CHECK = rules.declare("rectification.check_workdays", 5, law="R-RECT-01", label=_("核验和销号各自的期限"), unit=_DAYS)
AGAIN = rules.declare("rectification.again_workdays", 5, law="R-RECT-01", label=_("退回后补充的期限"), unit=_DAYS)
EXTENSION = rules.declare("rectification.extension_workdays", 15, law="R-RECT-01", label=_("整改最多延期"), unit=_DAYS)
APPEAL = rules.declare(
    "rectification.appeal_workdays", 10, law="R-RECT-02", label=_("对整改通知书申诉的期限"), unit=_DAYS
)
BEFORE = rules.declare("rectification.remind_workdays", 3, law="R-RECT-01", label=_("整改到期前提醒"), unit=_DAYS)
# From the day after the deadline on; the first step, no new work, is taken at once.
SUSPEND = rules.declare(
    "rectification.suspend_workdays", 10, law="R-RECT-02", label=_("整改逾期多久暂停承接"), unit=_DAYS
)
HOLD = rules.declare("rectification.hold_workdays", 20, law="R-RECT-02", label=_("整改逾期多久暂缓付款"), unit=_DAYS)
END = rules.declare("rectification.end_workdays", 30, law="R-RECT-02", label=_("整改逾期多久建议终止合同"), unit=_DAYS)
MOST_RETURNS = 2  # of one notice; the database refuses a third (law: R-RECT-01)
