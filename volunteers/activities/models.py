"""Postings that recruit, their shifts, who signed up, in what order the rest wait, teams, and seats of clients."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit import numbers
from kit.claims import Queued, QueuedSeats, seats_check
from kit.lifecycle import Staged
from volunteers.activities import states


class Posting(Staged):
    """What volunteers are asked for: content, place, time, conditions and risk (R-VOL-02)."""

    machine = states.POSTING

    class Audience(models.TextChoices):
        VOLUNTEERS = "volunteers", _("志愿者")
        ADULT = "adult", _("公益活动（成年对象）")
        MINOR = "minor", _("公益活动（未成年对象）")

    number = models.CharField(_("岗位编号"), max_length=15, unique=True, editable=False)
    title = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("服务类别"), max_length=32, help_text=_("需求类别代码"))
    content = models.TextField(_("服务内容"), blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    conditions = models.TextField(_("条件"), blank=True, help_text=_("年龄、技能、身体状况"))
    risk = models.TextField(_("可能的风险和防护"), blank=True)
    contact = models.CharField(_("联系方式"), max_length=80, blank=True)
    organiser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey("accounts.Division", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(_("县区"), max_length=6)
    audience = models.CharField(_("参加的人"), max_length=12, choices=Audience, default=Audience.VOLUNTEERS)
    min_age = models.PositiveSmallIntegerField(_("最低年龄"), default=18)
    requires = models.JSONField(_("须持有的证明"), default=list, blank=True)
    skill_mask = models.PositiveIntegerField(_("技能"), default=0)
    is_risky = models.BooleanField(_("可能发生人身危险"), default=False)
    is_confidential = models.BooleanField(_("内容保密"), default=False)
    self_signup = models.BooleanField(_("报名即确认"), default=True)
    created_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("招募岗位")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="posting_of_county"),
            models.Index(fields=["organiser", "status", "-id"], name="posting_of_organiser"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def office_id(self) -> int:
        return self.organiser_id

    @property
    def org_id(self) -> int:
        return self.organiser_id


class Series(models.Model):
    """A shift that comes again; `rule` is an RRULE of RFC 5545 on local wall-clock time."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="series")
    rule = models.CharField(_("重复规则"), max_length=200)

    class Meta:
        verbose_name = _("重复班次")


class Shift(Staged, QueuedSeats):
    """One meeting of a posting. County and organiser stand here too, so that lists need no join."""

    machine = states.SHIFT

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="shifts")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="shifts")
    original_start = models.DateTimeField(_("重复班次的原定时间"), null=True, blank=True)
    organiser = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    county_code = models.CharField(max_length=6)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    break_minutes = models.PositiveSmallIntegerField(_("休息分钟"), default=0)
    min_needed = models.PositiveSmallIntegerField(_("至少需要"), default=1)
    signup_opens_at = models.DateTimeField(_("开始报名"), null=True, blank=True)
    signup_closes_at = models.DateTimeField(_("报名截止"))
    cancel_until = models.DateTimeField(_("可退出至"))
    revision = models.PositiveIntegerField(default=0, editable=False, help_text=_("改动次数，日历据此更新"))
    presence_key = models.CharField(max_length=32, editable=False, help_text=_("签到码的种子"))

    class Meta:
        verbose_name = _("班次")
        indexes = [
            models.Index(fields=["county_code", "status", "starts_at"], name="shift_of_county"),
            models.Index(fields=["organiser", "starts_at"], name="shift_of_organiser"),
            models.Index(fields=["posting", "status", "starts_at"], name="shift_of_posting"),
            models.Index(fields=["status", "starts_at"], name="shift_by_start"),
        ]
        constraints = [
            seats_check("shift_places"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_ends_after_it_starts"),
            models.UniqueConstraint(fields=["series", "original_start"], name="shift_once_in_its_series"),
        ]

    @property
    def office_id(self) -> int:
        return self.organiser_id

    @property
    def org_id(self) -> int:
        return self.organiser_id


def join_code() -> str:
    return numbers.random_code(8)


class Team(models.Model):
    """Volunteers who come together: a team claims all its places or none."""

    name = models.CharField(_("队名"), max_length=40)
    leader = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="teams_led")
    members = models.ManyToManyField("volunteers.Volunteer", related_name="teams")
    join_code = models.CharField(
        _("加入码"),
        max_length=8,
        unique=True,
        default=join_code,
        editable=False,
        help_text=_("凭码加入，即同意队长代为报名"),
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("志愿服务队")


class Signup(Staged, Queued):
    """One person at one shift: asked, sure of a place, waiting in order, or how it ended."""

    machine = states.SIGNUP

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="signups")
    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="signups")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="signups")
    starts_at = models.DateTimeField(_("班次开始"))
    ends_at = models.DateTimeField(_("班次结束"))
    override_reason = models.CharField(_("时间重叠仍同意的理由"), max_length=200, blank=True)
    flag = models.CharField(_("须处理"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("报名")
        indexes = [
            models.Index(fields=["shift", "status", "-priority", "queued_at", "id"], name="signup_queue"),
            models.Index(fields=["volunteer", "status", "starts_at"], name="signup_of_volunteer"),
            models.Index(fields=["status", "due_at"], name="signup_offers_that_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer"], condition=Q(status__in=states.LIVE), name="one_live_signup_each"
            ),
        ]


class ClientSeat(Staged, Queued):
    """One person in register at a public-benefit activity, known here by an opaque code alone."""

    machine = states.CLIENT_SEAT

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="client_seats")
    ref = models.CharField(_("对象代号"), max_length=40)
    office = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+")
    seated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("公益活动报名")
        indexes = [
            models.Index(fields=["shift", "status", "-priority", "queued_at", "id"], name="client_seat_queue"),
            models.Index(fields=["ref", "status"], name="client_seat_of_ref"),
            models.Index(fields=["status", "due_at"], name="client_offers_that_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "ref"], condition=Q(status__in=states.SEATED), name="one_live_client_seat_each"
            ),
        ]


class CalendarFeed(models.Model):
    """The secret address at which a volunteer's own calendar can be read; only the hash of its token is kept."""

    volunteer = models.OneToOneField("volunteers.Volunteer", on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("开通时间"))

    class Meta:
        verbose_name = _("日历订阅")
