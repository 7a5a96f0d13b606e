"""The numbers of the handover that law or local practice may change."""

from django.utils.translation import gettext_lazy as _

from kit import rules

DAYS = _("天")
rules.declare("handover.notice_days", 30, law="R-REL-01", label=_("出监前通知的期限"), unit=DAYS)
rules.declare("handover.help_term_years", 5, law="R-REL-01", label=_("刑满释放人员帮教期"), unit=_("年"))
rules.declare("handover.receive_workdays", 3, law="R-REL-01", label=_("确认接收的期限"), unit=_("个工作日"))
rules.declare("handover.link_days", 10, law="R-REL-02", label=_("出监后见面的期限"), unit=DAYS)
rules.declare("handover.first_contact_days", 10, law="R-REL-01", label=_("见面后首次联系的期限"), unit=DAYS)
rules.declare("handover.contact_days", 90, law="R-REL-01", label=_("帮教期内联系的间隔"), unit=DAYS)
