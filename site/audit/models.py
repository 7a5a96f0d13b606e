"""The one event log, its seals, the history of every status, and the keys of forms already sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """Who did or read what, when, in which role and why. Holds ids and field names, never values.

    The database refuses UPDATE and DELETE on this table (see migrations); `AuditSeal` chains it.
    """

    at = models.DateTimeField(_("时间"), db_index=True)
    machine_at = models.DateTimeField(_("服务器时间"))
    action = models.CharField(_("动作"), max_length=64, db_index=True)
    actor_id = models.BigIntegerField(_("操作人"), null=True, db_index=True)
    role = models.CharField(_("身份"), max_length=12, blank=True)
    thing_type = models.CharField(_("对象类型"), max_length=64, blank=True)
    thing_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    county = models.CharField(_("县区"), max_length=6, blank=True)
    fields = models.JSONField(_("字段名"), default=list)
    purpose = models.CharField(_("用途"), max_length=200, blank=True)
    detail = models.JSONField(_("细节"), default=dict)

    class Meta:
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["thing_type", "thing_id", "-id"], name="audit_of_thing"),
            models.Index(fields=["county", "-id"], name="audit_of_county"),
        ]


class AuditSeal(models.Model):
    """One link of the chain: the MAC over the previous link and the event it seals."""

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    event_id = models.BigIntegerField(_("审计记录"), unique=True)
    mac = models.CharField(_("封印"), max_length=64)
    sealed_at = models.DateTimeField(_("封存时间"))

    class Meta:
        verbose_name = _("审计封印")


class Move(models.Model):
    """One change of one status: the history that screens show, written with the change itself."""

    thing_type = models.CharField(max_length=64)
    thing_id = models.BigIntegerField()
    machine = models.CharField(max_length=32)
    verb = models.CharField(max_length=32)
    source = models.CharField(max_length=24, blank=True)
    target = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="moves_made"
    )
    role = models.CharField(max_length=12)
    reason = models.CharField(max_length=40, blank=True, help_text=_("原因代码"))
    note = models.CharField(max_length=500, blank=True, help_text=_("说明；不写姓名、证件和案情"))
    due_at = models.DateTimeField(null=True)
    was_due_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False, help_text=_("这一步是否已经超时"))

    class Meta:
        verbose_name = _("状态变更")
        indexes = [models.Index(fields=["thing_type", "thing_id", "id"], name="move_of_thing")]


class SentForm(models.Model):
    """A form that was sent once; the same key again changes nothing and leads to the same page."""

    key = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    url = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("已提交的表单")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="form_sent_once")]
