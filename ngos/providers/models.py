"""Social organisations that deliver purchased services, and the contracts their places rest on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.claims import Seats, seats_check
from kit.lifecycle import Staged
from ngos import states


class Provider(Staged, Seats):
    """`capacity` is the provider's cap over all its places, `taken` the cases it has now."""

    machine = states.PROVIDER

    org = models.OneToOneField("accounts.OrgUnit", on_delete=models.PROTECT, related_name="provider")
    county_code = models.CharField(max_length=6)
    grade = models.CharField(_("质量等级"), max_length=1, default="U")
    cases_n = models.PositiveIntegerField(_("评价例数"), default=0)
    licence_until_on = models.DateField(_("登记证书有效期至"), null=True, blank=True)
    has_overdue_rectification = models.BooleanField(_("整改逾期"), default=False)

    class Meta:
        verbose_name = _("社会组织")
        constraints = [seats_check("provider_cases")]

    def __str__(self) -> str:
        return self.org.name


class Contract(Seats):
    """A purchased number of cases (`capacity`) of one kind of service, from a day to a day."""

    number = models.CharField(_("合同编号"), max_length=14, unique=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="contracts")
    category = models.PositiveSmallIntegerField(_("服务大类"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    amount_fen = models.BigIntegerField(_("合同金额(分)"))
    grant_fields = models.JSONField(_("合同允许使用的信息"), default=list)

    class Meta:
        verbose_name = _("合同")
        constraints = [
            seats_check("contract_cases"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="contract_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.number
