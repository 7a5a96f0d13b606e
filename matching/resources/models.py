"""Places where help is to be had: a job, a service, a volunteer's evening; each with seats, times, conditions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.claims import Seats, seats_check
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from matching import states


class Place(Staged, Seats):
    """One row of what the engine ranks. Masks are bit sets of `engine.codes`; -1 in a mask means not known."""

    KINDS = [
        ("job", _("就业岗位")),
        ("service", _("社会组织服务")),
        ("volunteer", _("志愿者")),
        ("agency", _("部门资源")),
        ("community", _("村（居）委会资源")),
    ]
    GRADES = [(g, g) for g in "ABUCD"]
    machine = states.PLACE

    kind = models.CharField(_("类别"), max_length=10, choices=KINDS)
    name = models.CharField(_("名称"), max_length=80)
    org = models.ForeignKey("accounts.OrgUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    contract = models.ForeignKey(
        "ngos.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    category = models.PositiveSmallIntegerField(_("大类"))
    needs = models.JSONField(_("需求类别"), default=list)
    town = models.ForeignKey("accounts.Division", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6)
    x_m = models.IntegerField(_("横坐标(米)"))
    y_m = models.IntegerField(_("纵坐标(米)"))
    is_remote = models.BooleanField(_("远程"), default=False)
    soft_cap = models.PositiveIntegerField(_("宜接人数"), default=0)
    sex_mask = models.SmallIntegerField(_("帮扶人性别"), default=3)
    serves_sex_mask = models.SmallIntegerField(_("服务对象性别"), default=3)
    is_minor_qualified = models.BooleanField(_("可服务未成年人"), default=False)
    excluded_offence_mask = models.IntegerField(_("不接受的罪名类别"), default=0)
    language_mask = models.IntegerField(_("语言"), default=1)
    schedule_mask = models.IntegerField(_("每周时段"), default=0)
    skill_mask = models.IntegerField(_("技能要求"), default=0)
    cert_level = models.PositiveSmallIntegerField(_("资格等级"), default=0)
    cert_until_on = models.DateField(_("资格有效期至"), null=True, blank=True)
    grade = models.CharField(_("质量等级"), max_length=1, choices=GRADES, default="U")
    cases_n = models.PositiveIntegerField(_("评价例数"), default=0)
    confirmed_on = models.DateField(_("最近确认日期"))
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)
    last_offer_at = models.DateTimeField(_("上次邀约"), null=True, blank=True, editable=False)
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partnered_places",
        help_text=_("志愿者与用人单位的工作人员搭档"),
    )
    shift = models.CharField(_("班次"), max_length=8, blank=True)
    pay_low_fen = models.BigIntegerField(_("月薪下限(分)"), null=True, blank=True)
    pay_high_fen = models.BigIntegerField(_("月薪上限(分)"), null=True, blank=True)
    has_dormitory = models.BooleanField(_("包住"), default=False)
    row_key = RowKey()
    contact_name = EncryptedText(_("联系人"), purpose=_("联系用人单位"), level="own")
    contact_phone = EncryptedText(_("联系电话"), purpose=_("联系用人单位"), level="own")
    terms = models.CharField(_("其他要求"), max_length=200, blank=True)
    address = models.CharField(_("地址"), max_length=100, blank=True, help_text=_("公开名录上会写出"))
    is_public = models.BooleanField(_("在公开名录中列出"), default=False, help_text=_("由提供方决定"))
    is_reviewed = models.BooleanField(_("负责人已审核"), default=False, editable=False)
    warning = models.CharField(_("提醒"), max_length=40, blank=True, help_text=_("例如 R-CC-09：要求无犯罪记录证明"))

    class Meta:
        verbose_name = _("帮扶资源")
        indexes = [
            models.Index(fields=["category", "status", "county_code"], name="place_for_need"),
            models.Index(fields=["org", "status"], name="place_of_org"),
            models.Index(fields=["county_code", "-id"], name="place_in_county"),
            models.Index(fields=["volunteer"], name="place_of_volunteer"),
            models.Index(fields=["is_public", "status", "-id"], name="place_in_public"),
            models.Index(fields=["status", "confirmed_on"], name="place_to_confirm"),
        ]
        constraints = [
            seats_check("place_seats"),
            models.CheckConstraint(
                condition=models.Q(org__isnull=False) | models.Q(volunteer__isnull=False), name="place_has_supplier"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SupplierCap(Seats):
    """How many persons an employer or agency takes at once over all its places; a manager may suspend it.

    Social organisations and volunteers have their own file for that; who has no row takes what its places say.
    """

    org = models.OneToOneField("accounts.OrgUnit", on_delete=models.PROTECT, related_name="supplier_cap")
    is_suspended = models.BooleanField(_("暂停"), default=False)
    reason = models.CharField(_("暂停的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("承接人数上限")
        constraints = [seats_check("supplier_seats")]


class FairHiringPledge(models.Model):
    """An employer's undertaking to hire fairly: signed by name on a day, in words that have a version."""

    org = models.ForeignKey("accounts.OrgUnit", on_delete=models.CASCADE, related_name="pledges")
    version = models.CharField(_("承诺文本版本"), max_length=12)
    signed_name = models.CharField(_("签署人"), max_length=40)
    signed_on = models.DateField(_("签署日期"))
    on_paper = models.BooleanField(_("纸面签署，由工作人员登记"), default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("公平用工承诺")
        constraints = [models.UniqueConstraint(fields=["org", "version"], name="one_pledge_of_each_version")]

    @property
    def county_code(self) -> str:
        return self.org.county_code
