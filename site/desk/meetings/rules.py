"""The terms of what a joint meeting decided, all in working days."""

from django.utils.translation import gettext_lazy as _

from kit import rules

_DAYS = _("个工作日")
CONFIRM = rules.declare("meetings.confirm_workdays", 3, law="", label=_("确认议定事项办结的期限"), unit=_DAYS)
TERM = rules.declare("meetings.action_workdays", 10, law="", label=_("议定事项的期限（未另写时）"), unit=_DAYS)
BEFORE = rules.declare("meetings.remind_workdays", 3, law="", label=_("议定事项到期前提醒"), unit=_DAYS)
TO_CITY = rules.declare("meetings.city_workdays", 5, law="", label=_("议定事项逾期多久报市局"), unit=_DAYS)
