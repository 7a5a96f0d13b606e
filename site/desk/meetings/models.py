"""Joint meetings: who was called to what, what was said, and what each unit has to do by when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.meetings import states
from kit import clock
from kit.clock import SHANGHAI
from kit.lifecycle import Staged


class JointMeeting(Staged):
    """Called by a county bureau (`county_code`) or by the city (none), with the units at its table."""

    machine = states.MEETING

    number = models.CharField(_("编号"), max_length=24, unique=True)
    title = models.CharField(_("名称"), max_length=80)
    caller = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    starts_at = models.DateTimeField(_("时间"))
    place = models.CharField(_("地点"), max_length=80)
    chair = models.CharField(_("主持人"), max_length=40)
    minutes = models.TextField(_("会议记录"), blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("联席会议")
        indexes = [models.Index(fields=["starts_at", "id"], name="meeting_by_day")]

    def __str__(self) -> str:
        return self.title


class AgendaPoint(models.Model):
    meeting = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="agenda")
    no = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("议题"), max_length=120)
    unit = models.ForeignKey("accounts.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("议题")
        ordering = ["no"]
        constraints = [models.UniqueConstraint(fields=["meeting", "no"], name="agenda_point_once")]

    def __str__(self) -> str:
        return f"{self.no}. {self.title}"


class Invited(models.Model):
    """A unit at the table; whether it came is known once the meeting was held."""

    meeting = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="invited")
    unit = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    came = models.BooleanField(_("到会"), null=True)

    class Meta:
        verbose_name = _("参会单位")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="unit_invited_once")]

    def __str__(self) -> str:
        return f"invited {self.pk}"


class MeetingPaper(models.Model):
    meeting = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("材料名称"), max_length=80)
    kept = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("会议材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ActionItem(Staged):
    """What one unit has to do, by when, and what counts as done. `county_code` is the caller's, as of the meeting."""

    machine = states.ACTION

    class Level(models.IntegerChoices):
        NONE = 0, _("未逾期")
        COUNTY = 1, _("逾期，报县区局")
        CITY = 2, _("逾期，报市局")

    meeting = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="actions")
    number = models.CharField(_("编号"), max_length=24, unique=True)
    text = models.CharField(_("议定事项"), max_length=200)
    standard = models.CharField(_("完成标准"), max_length=200)
    owner = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    owner_county = models.CharField(_("责任单位所在县区"), max_length=6, blank=True)
    county_code = models.CharField(_("县区"), max_length=6, blank=True)
    due_on = models.DateField(_("完成期限"))
    report = models.CharField(_("办理情况"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("报告时间"), null=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("逾期级别"), choices=Level, default=Level.NONE)
    reminded = models.CharField(max_length=24, blank=True, editable=False)

    class Meta:
        verbose_name = _("议定事项")
        indexes = [
            models.Index(fields=["due_at", "id"], name="action_by_clock"),
            models.Index(fields=["owner", "status"], name="action_of_owner"),
            models.Index(fields=["due_on"], name="action_by_term"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def in_time(self) -> bool:
        """Reported, at the latest, on the day that was set."""
        return self.reported_at is not None and self.reported_at.astimezone(SHANGHAI).date() <= self.due_on

    def is_late(self, today: date | None = None) -> bool:
        """Its owner is past the day: not reported, sent back, or reported too late."""
        waits = self.status in states.WITH_OWNER and self.due_on < (today or clock.today())
        return waits or (self.status == "reported" and not self.in_time)


class ActionEvidence(models.Model):
    action = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="evidence")
    kept = models.ForeignKey("desk.KeptFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("办理证据")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
