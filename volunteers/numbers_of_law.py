"""The numbers of volunteering that law or local practice may change, each a dated rule with its source."""

from django.utils.translation import gettext_lazy as _

from kit import rules

rules.declare("volunteers.vetting_days", 5, law="R-VOL-01", label=_("志愿者申请审核期限"), unit=_("个工作日"))
rules.declare("volunteers.return_days", 365, law="R-VOL-01", label=_("退出后直接回来的期限"), unit=_("天"))
rules.declare("volunteers.client_age", 18, law="R-VOL-15", label=_("帮扶对象的志愿者最低年龄"), unit=_("周岁"))
rules.declare("volunteers.portal_age", 16, law="R-VOL-15", label=_("有监护人同意的志愿者最低年龄"), unit=_("周岁"))
rules.declare("volunteers.draft_days", 30, law="R-PI-01", label=_("未提交的申请保留"), unit=_("天"))
rules.declare("volunteers.left_years", 5, law="R-PI-09", label=_("退出后个人信息保留"), unit=_("年"))
rules.declare("volunteers.rejected_days", 180, law="R-PI-01", label=_("未通过的申请保留"), unit=_("天"))
