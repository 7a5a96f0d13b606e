"""What the office decided about a volunteer beyond papers: a requirement waived for a time, by two persons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Exemption(models.Model):
    """One requirement that one person need not meet until a day. It counts once a second person agreed."""

    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="exemptions")
    kind = models.CharField(_("免去的证明"), max_length=20)
    reason = models.CharField(_("理由"), max_length=200, help_text=_("不写健康状况和家庭情况"))
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), help_text=_("最后一天"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), default=False)
    ended_at = models.DateTimeField(_("提前结束"), null=True, blank=True)

    class Meta:
        verbose_name = _("要求豁免")
        indexes = [models.Index(fields=["volunteer", "until_on"], name="exemption_of_volunteer")]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("until_on")), name="exemption_days_in_order"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="exemption_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(decided_by__isnull=False), name="exemption_agreed_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["volunteer", "kind"],
                condition=Q(decided_at__isnull=True),
                name="one_exemption_waits_for_each_paper",
            ),
        ]

    @property
    def county_code(self) -> str:
        return self.volunteer.county_code
