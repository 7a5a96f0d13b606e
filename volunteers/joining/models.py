"""Volunteers: who they are, what they can and want to do, when, and how many people they accompany at once."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.claims import Seats, seats_check
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from volunteers import states


class Volunteer(Staged, Seats):
    """`capacity` is how many people the volunteer will accompany at once, `taken` how many it is now."""

    machine = states.VOLUNTEER

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="volunteer")
    number = models.CharField(_("志愿者编号"), max_length=15, unique=True, editable=False)
    row_key = RowKey()
    id_number = EncryptedText(_("身份证号"), purpose=_("实名登记"), level="own")
    id_index = models.CharField(max_length=64, unique=True, null=True, editable=False)
    born_on_text = EncryptedText(_("出生日期"), purpose=_("年龄条件"), level="own")
    sex = models.PositiveSmallIntegerField(_("性别"), choices=[(1, _("男")), (2, _("女"))])
    town = models.ForeignKey("accounts.Division", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6, db_index=True)
    occupation = models.CharField(_("职业"), max_length=40, blank=True)
    needs = models.JSONField(_("服务意向"), default=list)
    skill_mask = models.PositiveIntegerField(_("技能"), default=0)
    language_mask = models.PositiveIntegerField(_("语言"), default=1)
    schedule_mask = models.PositiveIntegerField(_("可服务时间"), default=0)
    is_identity_verified = models.BooleanField(_("身份已核验"), default=False)
    knows_minors = models.BooleanField(_("熟悉未成年人工作"), default=False)
    email = EncryptedText(_("电子邮箱"), purpose=_("联系志愿者"), level="own")
    rests_until = models.DateField(
        _("本人暂停至"), null=True, blank=True, help_text=_("本人填写，含当日；期间不收到新的邀约")
    )
    forgotten_at = models.DateTimeField(
        _("去掉个人信息"), null=True, blank=True, editable=False, help_text=_("退出多年以后，由平台办理")
    )

    class Meta:
        verbose_name = _("志愿者")
        indexes = [models.Index(fields=["county_code", "status", "-id"], name="volunteer_of_county")]
        constraints = [seats_check("volunteer_cases")]

    def __str__(self) -> str:
        return self.number

    @property
    def born_on(self) -> date | None:
        return date.fromisoformat(self.born_on_text) if self.born_on_text else None
