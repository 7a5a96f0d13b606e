"""How long a slip can be used, and how seldom one person is asked."""

from django.utils.translation import gettext_lazy as _

from kit import rules

CODE_DAYS = rules.declare(
    "feedback.code_days", 60, law="R-PUR-23", label=_("评价码在季度结束后还可以使用"), unit=_("天")
)
