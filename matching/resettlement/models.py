"""What a prison hands over: the notice with its sealed person, the certificates that travel, contacts, lectures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import identity, rules
from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from matching.resettlement import states

USER = settings.AUTH_USER_MODEL
OPEN = ("announced", "returned", "received")  # on the way to the first meeting
RUNNING = ("linked", "in_help")


class HandoverNotice(Staged):
    """One person who leaves prison. Sex and birth are read from the ID number; lists show the number of the notice."""

    SOURCES = [("form", _("网页填报")), ("import", _("表格导入")), ("api", _("系统对接"))]
    machine = states.HANDOVER

    number = models.CharField(_("通知编号"), max_length=20, unique=True, editable=False)
    row_key = RowKey()
    prison = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("监狱"))
    source = models.CharField(_("报送方式"), max_length=8, choices=SOURCES)
    announced_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    prison_ref = EncryptedText(_("监狱编号"), purpose=_("监狱核对自己的名册"), level="L2")
    full_name = EncryptedText(_("姓名"), purpose=_("确认身份、衔接"), level="L2")
    id_number = EncryptedText(_("身份证号"), purpose=_("确认身份、衔接"), level="L2")
    id_index = models.CharField(max_length=64, db_index=True, editable=False)
    phone = EncryptedText(_("联系电话"), purpose=_("联系本人"), level="L2")
    address = EncryptedText(_("出监后住址"), purpose=_("衔接、落户"), level="L2")
    born_on_text = EncryptedText(_("出生日期"), purpose=_("年龄段与未成年人保护"), level="L2")
    sex_text = EncryptedText(_("性别"), purpose=_("安排同性别的帮扶人"), level="L2")
    offence = EncryptedText(_("罪名"), purpose=_("排除不适合的去处"), level="L3")

    release_on = models.DateField(_("出监日期"))
    notified_on = models.DateField(_("通知日期"))
    due_on = models.DateField(_("最迟通知日期"))
    town = models.ForeignKey("accounts.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("接收地"))
    county_code = models.CharField(_("县区"), max_length=6)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(_("需要的帮助"), default=list)
    must_meet = models.BooleanField(_("必接必送"), default=False)
    is_minor_track = models.BooleanField(_("未成年人通道"), default=False)
    sent_back_why = models.CharField(_("退回的原因"), max_length=200, blank=True)

    receipt_at = models.DateTimeField(_("回执时间"))
    receipt_hash = models.CharField(_("回执摘要"), max_length=64)

    file = models.OneToOneField(
        "matching.Client", null=True, blank=True, on_delete=models.PROTECT, related_name="handover"
    )
    received_on = models.DateField(_("接收日期"), null=True, blank=True)
    linked_on = models.DateField(_("见面日期"), null=True, blank=True)
    term_end_on = models.DateField(_("帮教期满日"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("出监衔接通知")
        indexes = [
            models.Index(fields=["prison", "-id"], name="notice_of_prison"),
            models.Index(fields=["office", "status", "-id"], name="notice_of_office"),
            models.Index(fields=["county_code", "status", "-id"], name="notice_of_county"),
            models.Index(fields=["release_on", "county_code"], name="notice_by_release"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], condition=models.Q(status__in=OPEN), name="one_open_notice_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_late(self) -> bool:
        """Announced less than thirty days before release (R-REL-01)."""
        return self.notified_on > self.due_on

    @property
    def days_late(self) -> int:
        return max(0, (self.notified_on - self.due_on).days)

    @property
    def link_by_on(self) -> date:
        """The last day of the ten within which somebody of the office has met the person (R-REL-02)."""
        return self.release_on + timedelta(days=int(rules.value("handover.link_days", self.release_on)))

    @property
    def linked_in_time(self) -> bool:
        return self.linked_on is not None and self.linked_on <= self.link_by_on

    @property
    def sex(self) -> int:
        return int(self.sex_text)

    @property
    def age_at_release(self) -> int:
        return identity.age_on(date.fromisoformat(self.born_on_text), self.release_on)

    # Who answers for it is who answers for the file: one truth, whoever changes it.
    @property
    def officer(self) -> Any:
        return self.file.officer if self.file else None

    @property
    def officer_id(self) -> int | None:
        return self.file.officer_id if self.file else None

    @property
    def deputy_id(self) -> int | None:
        return self.file.deputy_id if self.file else None


class SkillsCertificate(models.Model):
    """What the person learned in the prison's school; with the notice it goes to the file and its skills."""

    notice = models.ForeignKey(HandoverNotice, on_delete=models.CASCADE, related_name="certificates")
    row_key = RowKey()
    skill = models.PositiveSmallIntegerField(_("技能"), help_text=_("技能表中的位置"))
    number = EncryptedText(_("证书编号"), purpose=_("就业时核验技能"), level="L2")
    issuer = models.CharField(_("发证单位"), max_length=60)
    issued_on = models.DateField(_("发证日期"))

    class Meta:
        verbose_name = _("监狱学校的技能证书")
        ordering = ["id"]


class HelpContact(models.Model):
    """One contact of the help term. It is an offer, never a control: what was talked of stays with the office."""

    WAYS = [("visit", _("上门")), ("office", _("来所")), ("phone", _("电话")), ("online", _("线上"))]
    notice = models.ForeignKey(HandoverNotice, on_delete=models.PROTECT, related_name="contacts")
    row_key = RowKey()
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=8, choices=WAYS)
    note = EncryptedText(_("情况"), purpose=_("了解困难与意愿"), level="L3")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("帮教联系")
        ordering = ["-on", "-id"]


class LectureOffer(Staged):
    """A lecture that somebody outside offers to the prisons: one picks it, names the day, counts who came."""

    machine = states.LECTURE

    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    org = models.ForeignKey("accounts.OrgUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("主题"), max_length=60)
    about = models.CharField(_("内容"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("时长(分钟)"))
    days = models.JSONField(_("可以的日期"), default=list)
    prison = models.ForeignKey("accounts.OrgUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("授课日期"), null=True, blank=True)
    listeners = models.PositiveIntegerField(_("听课人数"), null=True, blank=True)

    class Meta:
        verbose_name = _("进监授课")
        indexes = [
            models.Index(fields=["status", "-id"], name="lecture_by_status"),
            models.Index(fields=["prison", "-id"], name="lecture_of_prison"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("offered", "withdrawn"))
                | models.Q(prison__isnull=False, on__isnull=False),
                name="lecture_confirmed_for_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
