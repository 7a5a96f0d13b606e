"""What passes between units beside meetings: shared information, publicity, letters, rounds, announcements."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.clock import SHANGHAI


def _unit(**more: object) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+", **more)  # type: ignore[arg-type]


def _user(**more: object) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)  # type: ignore[arg-type]


class SharedInfo(models.Model):
    """That information of a kind went from one unit to another, on what basis, by when: never what it says."""

    KINDS = [
        ("transfer", _("交接材料")),
        ("list", _("人员名册")),
        ("employment", _("就业培训信息")),
        ("relief", _("救助保障信息")),
        ("policy", _("政策文件")),
        ("risk", _("风险提示")),
        ("other", _("其他")),
    ]
    number = models.CharField(_("编号"), max_length=24, unique=True)
    kind = models.CharField(_("信息种类"), max_length=12, choices=KINDS)
    title = models.CharField(_("名称"), max_length=80)
    basis = models.CharField(_("依据"), max_length=120)
    sender = _unit()
    receiver = _unit()
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    due_on = models.DateField(_("应送达日期"))
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    sent_by = _user(null=True)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    received_by = _user(null=True)
    receipt = models.CharField(_("纸质回执"), max_length=60, blank=True)
    made_by = _user()

    class Meta:
        verbose_name = _("信息共享")
        indexes = [
            models.Index(fields=["receiver", "received_at"], name="shared_to_sign"),
            models.Index(fields=["sender", "sent_at"], name="shared_to_send"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def days_late(self) -> int:
        """Days from the day it was due to the receipt, or to today where there is none."""
        end = self.received_at.astimezone(SHANGHAI).date() if self.received_at else clock.today()
        return max(0, (end - self.due_on).days)


class PublicityEvent(models.Model):
    """One event of 法律六进: what was handed out and how many heard it."""

    KINDS = [
        ("office", _("进机关")),
        ("village", _("进乡村")),
        ("community", _("进社区")),
        ("school", _("进学校")),
        ("company", _("进企业")),
        ("unit", _("进单位")),
    ]
    kind = models.CharField(_("六进"), max_length=10, choices=KINDS)
    title = models.CharField(_("主题"), max_length=80)
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=80)
    events = models.PositiveIntegerField(_("活动场次"), default=1)
    materials = models.PositiveIntegerField(_("发放材料（份）"), default=0)
    persons = models.PositiveIntegerField(_("受众（人次）"), default=0)
    unit = _unit()
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    made_by = _user()
    struck_at = models.DateTimeField(_("划去时间"), null=True)

    class Meta:
        verbose_name = _("法治宣传活动")
        indexes = [models.Index(fields=["county_code", "on"], name="publicity_of_county")]

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """One version of a letter of responsibility; a new version is signed anew."""

    title = models.CharField(_("名称"), max_length=80)
    text = models.TextField(_("正文"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    before = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="after")
    unit = _unit()
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    due_on = models.DateField(_("签署期限"))
    issued_at = models.DateTimeField(_("下发时间"))
    issued_by = _user()

    class Meta:
        verbose_name = _("责任书")

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Signature(models.Model):
    """A unit, or a person in it, that signs; the name is kept as it stood."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="signatures")
    unit = _unit()
    person = _user(null=True)
    signed_at = models.DateTimeField(_("签署时间"), null=True)
    signed_by = _user(null=True)
    name = models.CharField(_("签署人"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("签署")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "unit", "person"], name="signature_once"),
            models.UniqueConstraint(
                fields=["letter", "unit"], condition=models.Q(person=None), name="unit_signature_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "signed_at"], name="signature_to_give")]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class Visit(models.Model):
    """A contact of a judicial office with a residents' or village committee, and when the next one is due."""

    community = _unit()
    office = _unit()
    on = models.DateField(_("走访日期"))
    note = models.CharField(_("情况"), max_length=300)
    next_on = models.DateField(_("下次走访"))
    made_by = _user()
    is_last = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("居村走访")
        indexes = [models.Index(fields=["community", "-on"], name="visit_of_community")]
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=models.Q(is_last=True), name="one_last_visit")
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Promise(models.Model):
    """What was promised on either side of a visit, and whether it was kept."""

    SIDES = [("office", _("司法所")), ("community", _("居(村)委会"))]
    community = _unit()
    side = models.CharField(_("由谁办"), max_length=10, choices=SIDES)
    text = models.CharField(_("承诺事项"), max_length=200)
    due_on = models.DateField(_("期限"))
    kept_at = models.DateTimeField(_("兑现时间"), null=True)
    kept_by = _user(null=True)
    made_by = _user()

    class Meta:
        verbose_name = _("承诺事项")
        indexes = [models.Index(fields=["community", "kept_at", "due_on"], name="promise_of_community")]

    def __str__(self) -> str:
        return f"promise {self.pk}"


class Announcement(models.Model):
    """A word from a bureau to units; each reads it and, where asked, says so."""

    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("内容"))
    due_on = models.DateField(_("请在此前确认"), null=True)
    unit = _unit()
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    made_at = models.DateTimeField(_("发布时间"))
    made_by = _user()

    class Meta:
        verbose_name = _("工作通知")

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """Of one announcement at one unit: who read it first, who acknowledged it."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="receipts")
    unit = _unit()
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    read_by = _user(null=True)
    acknowledged_at = models.DateTimeField(_("确认时间"), null=True)
    acknowledged_by = _user(null=True)

    class Meta:
        verbose_name = _("通知回执")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["announcement", "unit"], name="receipt_once")]
        indexes = [models.Index(fields=["unit", "acknowledged_at"], name="receipt_to_give")]

    def __str__(self) -> str:
        return f"receipt {self.pk}"
