"""How long after a course a job still counts as what came of it: a dated rule."""

from django.utils.translation import gettext_lazy as _

from kit import rules

JOB_DAYS = rules.declare("training.job_days", 90, law="", label=_("培训后多少天内就业算培训成效"), unit=_("天"))
