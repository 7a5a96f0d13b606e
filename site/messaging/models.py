"""A job to be done in the background, and a message to one person: two tables, each the only truth of its kind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.sentences import SentenceField
from messaging import words

STEP_SECONDS = 0.5  # progress is written at most this often: a handler may call `step` for every row


class Cancelled(Exception):
    """The person who started the job asked for it to stop."""


class Lost(Exception):
    """The lease ran out and another worker has the job: stop, whatever was done will be done again."""


class Job(models.Model):
    """One piece of background work. The row is the truth; a broker, where there is one, only rings the bell.

    All instants are machine time: a demo city that shifts its calendar must not shift leases.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("等待中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未完成")
        CANCELLED = "cancelled", _("已取消")

    class Lane(models.TextChoices):
        """Three queues side by side, so that a long import never holds up the seal of the log or a message."""

        BEAT = "beat", _("频繁的定时任务")
        QUICK = "quick", _("消息等短任务")
        LONG = "long", _("由人启动的任务和每日任务")

    kind = models.CharField(_("类别"), max_length=60)
    lane = models.CharField(max_length=6, choices=Lane, default=Lane.QUICK, editable=False)
    payload = models.JSONField(default=dict, help_text=_("只放编号，不放个人信息"))
    key = models.CharField(max_length=120, unique=True, null=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.QUEUED)
    visible = models.BooleanField(default=False, help_text=_("由人启动、显示在任务页上"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    created_at = models.DateTimeField(default=clock.machine_now, editable=False)
    run_at = models.DateTimeField(default=clock.machine_now)
    rung_at = models.DateTimeField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    stage = SentenceField(_("步骤"), blank=True)
    done_n = models.PositiveIntegerField(default=0)
    total_n = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True, help_text=_("编号与数目，不放个人信息"))
    error = SentenceField(blank=True)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("后台任务")
        indexes = [
            models.Index(fields=["state", "lane", "run_at"], name="job_to_claim"),
            models.Index(fields=["kind", "state"], name="job_of_kind"),
            models.Index(fields=["by", "-created_at"], name="job_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False, lease_token__gt=""),
                name="running_job_has_lease",
            ),
        ]

    _stepped_at = None

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def seconds_left(self) -> int | None:
        """A guess from the pace so far; None while there is nothing to judge by."""
        if self.state != self.State.RUNNING or not self.done_n or self.done_n > self.total_n or not self.started_at:
            return None
        spent = (clock.machine_now() - self.started_at).total_seconds()
        return round(spent / self.done_n * (self.total_n - self.done_n))

    def step(self, stage: Any = None, done: int | None = None, total: int | None = None) -> None:
        """Say how far the work is, keep the lease, and stop here when somebody asked for it.

        Call it outside transactions: inside one nobody would see the progress, and on PostgreSQL whoever asks to
        cancel would wait for it. Raises Cancelled or Lost; let both pass.
        """
        turned = stage is not None and str(stage) != self.stage
        self.stage = stage if stage is not None else self.stage
        self.done_n = done if done is not None else self.done_n
        self.total_n = total if total is not None else self.total_n
        now = clock.machine_now()
        if not turned and self._stepped_at and (now - self._stepped_at).total_seconds() < STEP_SECONDS:
            return
        self._stepped_at = now
        self.lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        mine = Job.objects.filter(pk=self.pk, state=Job.State.RUNNING, lease_token=self.lease_token)
        if not mine.update(stage=self.stage, done_n=self.done_n, total_n=self.total_n, lease_until=self.lease_until):
            raise Lost(f"job {self.pk}")
        if mine.filter(cancel_asked=True).exists():
            raise Cancelled(f"job {self.pk}")


class Message(models.Model):
    """A message to one user. The row itself is the message on the site; `channel` says how else it goes out.

    It holds the kind and a few plain values, never a sentence: words are found when somebody reads it, in the
    language of the reader, and hold no data of a client.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("未送达")

    kind = models.CharField(_("类别"), max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages_received")
    channel = models.CharField(max_length=12, default="in_site")
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200, blank=True, help_text=_("站内路径，以 / 开头"))
    params = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("时间"), default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.QUEUED)
    key = models.CharField(max_length=80, unique=True, null=True, editable=False, help_text=_("同一个键只发一次"))

    class Meta:
        verbose_name = _("消息")
        indexes = [
            models.Index(fields=["to", "-created_at"], name="message_of_person"),
            models.Index(fields=["to", "read_at"], name="message_unread"),
            models.Index(fields=["about_type", "about_id"], name="message_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def subject(self) -> str:
        return words.subject(self.kind, self.params, self.to.language)

    @property
    def body(self) -> str:
        return words.body(self.kind, self.params, self.to.language)


class Preference(models.Model):
    """How one person wants to be told. Whoever never chose gets what the defaults say."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="message_preference"
    )
    outward = models.BooleanField(_("紧急消息同时发邮件或短信"), default=True)
    reminders = models.BooleanField(_("班次和见面前提醒"), default=True)
    digest = models.BooleanField(_("每天早上用邮件汇总未读消息"), default=True)
    digest_on = models.DateField(_("上次汇总"), null=True, editable=False)

    class Meta:
        verbose_name = _("通知设置")


from messaging.dispatches import Dispatch, Heard, Stop, Use  # noqa: E402 - Django looks for tables here

__all__ = ["Cancelled", "Dispatch", "Heard", "Job", "Lost", "Message", "Preference", "Stop", "Use"]
