"""How long learners may say what they think of a session: a dated rule."""

from django.utils.translation import gettext_lazy as _

from kit import rules

DAYS = rules.declare("training.survey_days", 14, law="R-VOL-06", label=_("培训结束后可以填写评价"), unit=_("天"))
