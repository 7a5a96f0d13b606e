"""Stars that volunteers apply for, commendations that others propose, and objections to the notices of both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from volunteers.honours import states

LEVELS = 5
OPEN = ("applied", "noticed", "objected")


class StarApplication(Staged):
    """One star asked for. `minutes` were counted when it was asked; the star once granted stays (R-VOL-13)."""

    machine = states.STAR

    number = models.CharField(_("申请编号"), max_length=15, unique=True, editable=False)
    volunteer = models.ForeignKey("volunteers.Volunteer", on_delete=models.PROTECT, related_name="stars")
    county_code = models.CharField(_("县区"), max_length=6)
    level = models.PositiveSmallIntegerField(_("星级"))
    threshold_minutes = models.PositiveIntegerField(_("所需时长"), help_text=_("申请当日规则的分钟数"))
    minutes = models.PositiveIntegerField(_("申请时的核实时长"), help_text=_("分钟"))
    applied_at = models.DateTimeField(_("申请时间"))
    noticed_on = models.DateField(_("公示开始"), null=True, blank=True)
    noticed_until = models.DateField(_("公示结束"), null=True, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by_unit = models.ForeignKey("accounts.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("不授予的原因"), max_length=200, blank=True)
    flagged_at = models.DateTimeField(
        _("须复核"), null=True, blank=True, help_text=_("授予后时长减少，低于所需；星级保留，由县局复核")
    )
    looked_at = models.DateTimeField(_("已复核"), null=True, blank=True)
    look_note = models.CharField(_("复核意见"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("星级评定")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="star_of_county"),
            models.Index(fields=["status", "-id"], name="star_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=LEVELS), name="star_of_five"),
            models.CheckConstraint(condition=Q(minutes__gte=models.F("threshold_minutes")), name="star_was_earned"),
            models.UniqueConstraint(
                fields=["volunteer"], condition=Q(status__in=OPEN), name="one_star_asked_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["volunteer", "level"], condition=Q(status="granted"), name="each_star_granted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def needs_look(self) -> bool:
        return self.flagged_at is not None and self.looked_at is None


class Commendation(Staged):
    """Praise on record, for a volunteer, an organisation or somebody of the staff: exactly one of the three."""

    machine = states.COMMENDATION

    number = models.CharField(_("编号"), max_length=15, unique=True, editable=False)
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    org = models.ForeignKey(
        "accounts.OrgUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    staff = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    county_code = models.CharField(_("县区"), max_length=6)
    title = models.CharField(_("称号或奖励"), max_length=60)
    deeds = models.CharField(_("主要事迹"), max_length=500)
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("推荐单位"))
    proposed_at = models.DateTimeField(_("推荐时间"))
    noticed_on = models.DateField(_("公示开始"), null=True, blank=True)
    noticed_until = models.DateField(_("公示结束"), null=True, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by_unit = models.ForeignKey("accounts.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("不采纳或撤销的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("表彰奖励")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="commendation_of_county"),
            models.Index(fields=["status", "-id"], name="commendation_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(volunteer__isnull=False, org__isnull=True, staff__isnull=True)
                | Q(volunteer__isnull=True, org__isnull=False, staff__isnull=True)
                | Q(volunteer__isnull=True, org__isnull=True, staff__isnull=False),
                name="commendation_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def who(self) -> str:
        """Whose name stands in the register."""
        if self.org is not None:
            return self.org.name
        person = self.volunteer.user if self.volunteer is not None else self.staff
        return person.display_name if person is not None else ""

    @property
    def about_user_id(self) -> int | None:
        """The person it is for, who never decides about it; None for an organisation."""
        return self.volunteer.user_id if self.volunteer is not None else self.staff_id


class Objection(models.Model):
    """What somebody of the public said against a star or a commendation. The contact is theirs to leave or not."""

    row_key = RowKey()
    star = models.ForeignKey(StarApplication, null=True, on_delete=models.PROTECT, related_name="objections")
    commendation = models.ForeignKey(Commendation, null=True, on_delete=models.PROTECT, related_name="objections")
    text = EncryptedText(_("异议内容"), purpose=_("公示异议的核查"), level="L2")
    contact = EncryptedText(_("联系方式"), purpose=_("答复提出异议的人"), level="L2")
    made_at = models.DateTimeField(_("提出时间"))
    answer = models.CharField(_("核查结论"), max_length=300, blank=True)
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("公示异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(star__isnull=False, commendation__isnull=True)
                | Q(star__isnull=True, commendation__isnull=False),
                name="objection_to_one_thing",
            ),
        ]
