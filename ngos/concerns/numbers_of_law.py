"""How long an answer, an appeal and its decision may take."""

from django.utils.translation import gettext_lazy as _

from kit import rules

_DAYS = _("个工作日")
rules.declare("concerns.answer_workdays", 5, law="R-CC-06", label=_("投诉答复期限"), unit=_DAYS)
rules.declare("concerns.escalated_workdays", 3, law="R-CC-06", label=_("逾期上报后的答复期限"), unit=_DAYS)
rules.declare("concerns.appeal_workdays", 10, law="R-CC-06", label=_("不服答复的申诉期"), unit=_DAYS)
rules.declare("concerns.decision_workdays", 10, law="R-CC-06", label=_("申诉决定期限"), unit=_DAYS)
