"""The people who are helped: their file, needs, consents, restrictions, and who was let see what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock, identity
from kit.crypto import EncryptedText, RowKey, blind_index
from kit.lifecycle import Staged
from matching import states

ALL_BLOCKS = (1 << 21) - 1
IN_REGISTER = ("registered", "active")  # the states of a file that runs


class Client(Staged):
    """One person in register or released. Everything that names the person is encrypted; lists show the code."""

    KINDS = [("supervisee", _("社区矫正对象")), ("released_person", _("刑满释放人员"))]
    CATEGORIES = [  # R-CC-01: no fifth value
        ("public_surveillance", _("管制")),
        ("probation", _("缓刑")),
        ("parole", _("假释")),
        ("temporary_non_prison", _("暂予监外执行")),
    ]
    END_REASONS = [
        ("released", _("解除矫正")),
        ("terminated", _("终止矫正")),
        ("transferred", _("迁出")),
        ("help_term_end", _("帮教期满")),
        ("declined", _("本人不需要帮教")),
        ("external", _("另案处理")),
    ]
    machine = states.CLIENT

    code = models.CharField(_("对象代号"), max_length=10, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=KINDS, default="supervisee")
    row_key = RowKey()

    full_name = EncryptedText(_("姓名"), purpose=_("确认身份、签署文书"), level="L2")
    id_number = EncryptedText(_("身份证号"), purpose=_("确认身份、法律援助"), level="L2")
    id_index = models.CharField(max_length=64, db_index=True, editable=False)
    phone = EncryptedText(_("联系电话"), purpose=_("联系本人"), level="L2")
    phone_index = models.CharField(max_length=64, null=True, db_index=True, editable=False)
    address = EncryptedText(_("居住地"), purpose=_("困难帮扶上门"), level="L2")
    guardian = EncryptedText(_("监护人"), purpose=_("未成年人同意"), level="L2")
    born_on_text = EncryptedText(_("出生日期"), purpose=_("年龄段与未成年人保护"), level="L2")
    education = EncryptedText(_("文化程度"), purpose=_("就业与培训"), level="L2")
    employment = EncryptedText(_("就业状况"), purpose=_("就业与培训"), level="L2")
    offence = EncryptedText(_("罪名"), purpose=_("排除不适合的去处"), level="L3")
    offence_groups = EncryptedText(_("罪名类别"), purpose=_("排除不适合的去处"), level="L3")
    remark = EncryptedText(_("备注"), purpose=_("工作人员备忘"), level="L3")

    sex = models.PositiveSmallIntegerField(_("性别"), choices=[(1, _("男")), (2, _("女"))])
    category = models.CharField(_("矫正类别"), max_length=24, choices=CATEGORIES)
    start_on = models.DateField(_("入矫日期"))
    end_on = models.DateField(_("解矫日期"))
    end_reason = models.CharField(_("结束原因"), max_length=16, choices=END_REASONS, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    # The file of the same person's term before; whoever may open this one may not therefore open that (R-MIN-02).
    earlier = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")

    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="clients")
    county_code = models.CharField(_("县区"), max_length=6, db_index=True)
    town = models.ForeignKey("accounts.Division", on_delete=models.PROTECT, related_name="+")
    x_m = models.IntegerField(_("横坐标(米)"))
    y_m = models.IntegerField(_("纵坐标(米)"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="clients"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="clients_as_deputy"
    )
    is_minor_track = models.BooleanField(_("未成年人通道"), default=False)
    language_mask = models.PositiveIntegerField(_("语言"), default=1)
    skill_mask = models.PositiveIntegerField(_("技能特长"), default=0)
    key_level = models.PositiveSmallIntegerField(_("重点等级"), default=0)
    must_stay_in_county = models.BooleanField(_("不得离开县区"), default=False)
    allowed_mask = models.PositiveIntegerField(_("可外出的时段"), default=ALL_BLOCKS)
    max_services = models.PositiveSmallIntegerField(_("同时接受的帮扶"), default=3)
    offence_unmapped = models.BooleanField(_("罪名待归类"), default=False)
    assess_on = models.DateField(_("下次评估"), null=True, blank=True, help_text=_("最近一次评估定下的日期"))

    class Meta:
        verbose_name = _("帮扶对象")
        indexes = [
            models.Index(fields=["officer", "status", "assess_on"], name="client_to_assess"),
            models.Index(fields=["county_code", "status", "assess_on"], name="client_to_assess_county"),
            models.Index(fields=["office", "status", "-id"], name="client_of_office"),
            models.Index(fields=["county_code", "status", "-id"], name="client_of_county"),
            models.Index(fields=["status", "end_on"], name="client_ending"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(start_on__lte=models.F("end_on")), name="client_term_in_order"),
            models.UniqueConstraint(
                fields=["id_index"], condition=models.Q(status__in=IN_REGISTER), name="one_running_file_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The index follows the phone, whichever service wrote it."""
        self.phone_index = blind_index("client.phone", self.phone) if self.phone else None
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "phone_index"}
        super().save(*args, **kwargs)

    @property
    def born_on(self) -> date:
        return date.fromisoformat(self.born_on_text)

    @property
    def age(self) -> int:
        return identity.age_on(self.born_on, clock.today())

    @property
    def age_band(self) -> str:
        return identity.age_band(self.age)

    @property
    def offence_mask(self) -> int:
        return int(self.offence_groups or 0)

    @property
    def may_be_prepared(self) -> bool:
        """Help for somebody who is still in prison is asked for, and a place reserved, from the day of release."""
        return self.kind == "released_person" and self.status == "registered"

    @property
    def over_on(self) -> date:
        """The day from which a later term may begin: the end of this one, however late it was entered."""
        return min(self.end_on, self.ended_on or self.end_on)


class Assessment(models.Model):
    """What help a person needs, version by version; only needs, never a judgement of the offence (R-CC-04)."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="assessments")
    row_key = RowKey()
    version = models.PositiveSmallIntegerField(_("版本"))
    needs = models.JSONField(_("需求类别"), default=list)
    levels = models.JSONField(
        _("需要程度"), default=dict, blank=True, help_text=_("领域和 0–3 的程度；从表格来的版本没有分级")
    )
    texts = EncryptedText(_("各领域的情况"), purpose=_("了解困难与意愿"), level="L3")
    wishes = EncryptedText(_("本人意愿"), purpose=_("按本人意愿安排帮扶"), level="L3")
    strengths = EncryptedText(_("长处和技能"), purpose=_("从长处着手安排帮扶"), level="L3")
    note = EncryptedText(_("说明"), purpose=_("了解困难与意愿"), level="L3")
    made_on = models.DateField(_("评估日期"))
    next_on = models.DateField(_("下次评估"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("需求评估")
        constraints = [models.UniqueConstraint(fields=["client", "version"], name="assessment_version_once")]


class Consent(models.Model):
    """On what ground a person's need may be shared: own consent, or a named statutory duty (R-PI-02)."""

    BASES = [("consent", _("本人同意")), ("guardian", _("本人与监护人同意")), ("statutory", _("法定职责"))]
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    basis = models.CharField(_("依据"), max_length=10, choices=BASES)
    law = models.CharField(_("法律依据"), max_length=16, blank=True)
    for_employer = models.BooleanField(
        _("同意告知用人单位"), default=False, help_text=_("用人单位会因此知道本人正在接受社区矫正")
    )
    given_on = models.DateField(_("日期"))
    paper = models.CharField(_("书面材料编号"), max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意或法定依据")


class Conflict(models.Model):
    """Somebody who must not help this person; only the kind is ever said, never who stands behind it."""

    KINDS = [
        ("victim", _("被害人一方")),
        ("co_accused", _("同案人员")),
        ("relative", _("亲属")),
        ("former_colleague", _("原同事")),
        ("own_organisation", _("工作人员所在机构")),
        ("other", _("其他利害关系")),
    ]
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("关系"), max_length=20, choices=KINDS)
    org = models.ForeignKey("accounts.OrgUnit", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_on = models.DateField()

    class Meta:
        verbose_name = _("利害关系")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(org__isnull=False) | models.Q(user__isnull=False), name="conflict_names_somebody"
            )
        ]


class Order(models.Model):
    """A prohibition order: a county, a kind of work, or people to keep away from. The gate says yes or no only."""

    KINDS = [("area", _("禁止进入的区域")), ("occupation", _("禁止从事的职业")), ("people", _("禁止接触的人"))]
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="orders")
    row_key = RowKey()
    kind = models.CharField(_("类别"), max_length=12, choices=KINDS)
    division = models.ForeignKey("accounts.Division", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    skill = models.PositiveSmallIntegerField(_("职业"), null=True, blank=True)
    note = EncryptedText(_("内容"), purpose=_("保护被害人与公众"), level="L3")
    until_on = models.DateField(_("至"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("禁止令")


class DisclosureGrant(models.Model):
    """Named fields released to a named person, for a purpose and a time. Without it nothing above L1 is shown."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="grants")
    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="grants")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    fields = models.JSONField(_("字段"), default=list)
    purpose = models.CharField(_("用途"), max_length=120)
    legal_basis = models.CharField(_("依据"), max_length=60)
    from_at = models.DateTimeField(_("自"))
    until_at = models.DateTimeField(_("至"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants_given")
    ended_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("信息披露授权")
        indexes = [models.Index(fields=["to", "ended_at"], name="grant_of_helper")]
