"""Applications to become a volunteer: the draft that waits on the server, and what the office decides about."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import identity
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from volunteers.applying import states

MOST_AT_ONCE = 5


class Application(Staged):
    """What somebody says of themselves, page by page, until it is handed in; then what the office decides about.

    A volunteer's file is made only when it is accepted. Several people may apply with one ID number: nothing tells
    them so, `id_twice` tells the office. `entered_by` is the officer who filled it in at the counter.
    """

    machine = states.APPLICATION

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        help_text=_("退出后回来的人原来的档案，或通过后建立的档案"),
    )
    pages = models.JSONField(_("已填的页"), default=list, blank=True)
    row_key = RowKey()
    full_name = models.CharField(_("姓名"), max_length=40, blank=True)
    id_number = EncryptedText(_("身份证号"), purpose=_("实名登记"), level="own")
    id_index = models.CharField(max_length=64, null=True, db_index=True, editable=False)
    id_twice = models.BooleanField(_("身份证号已有登记"), default=False, editable=False)
    born_on_text = EncryptedText(_("出生日期"), purpose=_("年龄条件"), level="own")
    sex = models.PositiveSmallIntegerField(_("性别"), choices=[(1, _("男")), (2, _("女"))], null=True, blank=True)
    email = EncryptedText(_("电子邮箱"), purpose=_("联系志愿者"), level="own")
    town = models.ForeignKey("accounts.Division", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    occupation = models.CharField(_("职业"), max_length=40, blank=True)
    needs = models.JSONField(_("服务意向"), default=list, blank=True)
    skill_mask = models.PositiveIntegerField(_("技能"), default=0)
    language_mask = models.PositiveIntegerField(_("语言"), default=1)
    schedule_mask = models.PositiveIntegerField(_("可服务时间"), default=0)
    knows_minors = models.BooleanField(_("熟悉未成年人工作"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("同时帮扶几人"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)]
    )
    begun_at = models.DateTimeField(_("开始填写"))

    class Meta:
        verbose_name = _("志愿者申请")
        indexes = [models.Index(fields=["county_code", "status", "-id"], name="application_of_county")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(status__in=states.OPEN), name="one_open_application_each"
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def born_on(self) -> date | None:
        return date.fromisoformat(self.born_on_text) if self.born_on_text else None

    def is_minor(self, on: date) -> bool:
        """Under eighteen on the day: a member of the portal with a guardian, never one who meets clients."""
        return bool(self.born_on and identity.age_on(self.born_on, on) < 18)


class Guardian(models.Model):
    """Who agreed for a volunteer of sixteen or seventeen, and the signed paper."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guardian")
    row_key = RowKey()
    full_name = EncryptedText(_("监护人姓名"), purpose=_("未成年志愿者的监护人同意"), level="own")
    phone = EncryptedText(_("监护人电话"), purpose=_("未成年志愿者的监护人同意"), level="own")
    relation = models.CharField(
        _("与本人的关系"),
        max_length=8,
        choices=[("mother", _("母亲")), ("father", _("父亲")), ("other", _("其他监护人"))],
    )
    paper = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("监护人")
