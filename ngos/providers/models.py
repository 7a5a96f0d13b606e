"""Social organisations that deliver purchased services, and their passport of papers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.claims import Seats, seats_check
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from ngos import states
from ngos.providers.numbers_of_law import PAPER_KINDS
from ngos.purchasing.models import SERVICE_KINDS


class Provider(Staged, Seats):
    """`capacity` is the provider's cap over all its places, `taken` the cases it has now.

    What everybody may read of it stands here; telephone and bank account stand sealed in `ProviderContact`.
    """

    machine = states.PROVIDER

    class Kind(models.TextChoices):
        SOCIAL_SERVICE = "social_service", _("社会服务机构（民办非企业单位）")
        ASSOCIATION = "association", _("社会团体")
        FOUNDATION = "foundation", _("基金会")
        ENTERPRISE = "enterprise", _("企业")
        INSTITUTION = "institution", _("公益二类事业单位")
        UNIVERSITY = "university", _("高等院校")
        COMMITTEE = "village_committee", _("居(村)民委员会")
        PROFESSIONAL = "professional", _("专业机构")

    class Tier(models.TextChoices):
        INCUBATING = "incubating", _("培育")
        LISTED = "listed", _("入库")
        CONTRACTED = "contracted", _("签约")
        KEY = "key", _("重点")

    org = models.OneToOneField("accounts.OrgUnit", on_delete=models.PROTECT, related_name="provider")
    county_code = models.CharField(max_length=6)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True)
    # A genuine code may fail its check character: then somebody answered for it, with the certificate.
    code_reason = models.CharField(_("校验不符仍予采用的理由"), max_length=200, blank=True)
    code_scan = models.ForeignKey(
        "desk.KeptFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("证书扫描件")
    )
    code_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类型"), max_length=17, choices=Kind, blank=True)
    registrar = models.CharField(_("登记机关"), max_length=60, blank=True)
    legal_representative = models.CharField(_("法定代表人"), max_length=40, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    staff_n = models.PositiveIntegerField(_("专职人员"), default=0)
    social_workers_n = models.PositiveIntegerField(_("持证社工"), default=0)
    counsellors_n = models.PositiveIntegerField(_("心理咨询师"), default=0)
    about = models.CharField(_("机构简介"), max_length=500, blank=True, help_text=_("公开显示"))
    tier = models.CharField(_("层级"), max_length=10, choices=Tier, default=Tier.LISTED)
    finance = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("财务经办人"), help_text=_("本机构的一名成员，经办付款申请"),
    )  # fmt: skip
    grade = models.CharField(_("质量等级"), max_length=1, default="U")
    cases_n = models.PositiveIntegerField(_("评价例数"), default=0)
    grade_until_on = models.DateField(_("等级有效至"), null=True, blank=True)
    # Hundredths of points: the score, its lower bound, and the number by which organisations are ranked.
    score_h = models.PositiveIntegerField(_("质量得分"), null=True, blank=True)
    quality_low_h = models.PositiveIntegerField(_("质量得分下限"), null=True, blank=True)
    shrunk_h = models.PositiveIntegerField(_("排序得分"), null=True, blank=True)
    licence_until_on = models.DateField(_("登记证书有效期至"), null=True, blank=True)
    has_overdue_rectification = models.BooleanField(_("整改逾期"), default=False)
    returned_items = models.JSONField(_("退回的事项"), default=list, editable=False)
    returned_reason = models.CharField(_("退回的说明"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("社会组织")
        constraints = [
            seats_check("provider_cases"),
            models.CheckConstraint(
                condition=Q(code_reason="") | Q(code_by__isnull=False, code_scan__isnull=False),
                name="provider_code_answered_for",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="provider_by_state"),
            models.Index(fields=["county_code", "status", "-id"], name="provider_of_county"),
        ]

    def __str__(self) -> str:
        return self.org.name

    @property
    def is_public(self) -> bool:
        return self.status in states.PUBLIC

    @property
    def is_enterprise(self) -> bool:
        return self.kind == self.Kind.ENTERPRISE


class ServiceArea(models.Model):
    """A county in which the organisation works."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="areas")
    county_code = models.CharField(_("服务区域"), max_length=6)

    class Meta:
        verbose_name = _("服务区域")
        ordering = ["county_code"]
        constraints = [models.UniqueConstraint(fields=["provider", "county_code"], name="one_area_of_provider")]
        indexes = [models.Index(fields=["county_code", "provider"], name="area_of_county")]


class ServiceLine(models.Model):
    """A category of service that the organisation offers."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="lines")
    category = models.PositiveSmallIntegerField(_("服务大类"), choices=SERVICE_KINDS)

    class Meta:
        verbose_name = _("服务类别")
        ordering = ["category"]
        constraints = [models.UniqueConstraint(fields=["provider", "category"], name="one_line_of_provider")]
        indexes = [models.Index(fields=["category", "provider"], name="line_of_category")]


class ProviderContact(models.Model):
    """Who is telephoned, and where payments go: read for a purpose, which leaves a trace."""

    provider = models.OneToOneField(Provider, on_delete=models.CASCADE, related_name="contact")
    row_key = RowKey()
    name = models.CharField(_("联系人"), max_length=40, blank=True)
    phone = EncryptedText(_("联系电话"), purpose=_("联系社会组织"), level="own")
    bank_account = EncryptedText(_("银行账户"), purpose=_("支付购买服务的款项"), level="own")

    class Meta:
        verbose_name = _("社会组织联系方式")


class ProviderPaper(models.Model):
    """One paper of the passport. It counts once an officer checked it; a newer one of its sort takes its place.

    `valid_to` is the last day on which it holds, empty for one without end.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("材料种类"), max_length=16, choices=PAPER_KINDS)
    title = models.CharField(_("名称"), max_length=60, blank=True, help_text=_("资质和其他材料写明是什么"))
    number = models.CharField(_("编号"), max_length=60, blank=True)
    valid_from = models.DateField(_("自"), null=True, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("最后一天；长期有效的空着"))
    scan = models.ForeignKey(
        "desk.KeptFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("扫描件")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    returned_reason = models.CharField(_("退回的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("社会组织材料")
        indexes = [
            models.Index(fields=["provider", "kind", "-id"], name="paper_of_provider"),
            models.Index(fields=["valid_to"], name="paper_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="paper_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(returned_reason="") | Q(checked_at__isnull=True), name="paper_checked_or_returned"
            ),
        ]

    @property
    def org_id(self) -> int:
        return self.provider.org_id

    @property
    def county_code(self) -> str:
        return self.provider.county_code

    def holds_on(self, on: date) -> bool:
        """Whether it is in date on this day; who checked it is asked elsewhere."""
        return not self.returned_reason and (self.valid_to is None or on <= self.valid_to)
