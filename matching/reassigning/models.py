"""A bulk handover: every running case of an organisation or of a worker who leaves, each with its reason and target."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Staged
from matching import states

USER = settings.AUTH_USER_MODEL


class Reassignment(Staged):
    """One act of one county. While it is a draft nothing has changed; once done it may be undone until `due_at`."""

    machine = states.REASSIGNMENT

    org = models.ForeignKey("accounts.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("原承接方"))
    worker = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("原帮扶人"),
        help_text=_("只移交这个人的在办；空着的是整家机构的"),
    )  # fmt: skip
    county_code = models.CharField(max_length=6)
    reason = models.CharField(_("移交的原因"), max_length=200)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("集中移交")
        indexes = [models.Index(fields=["county_code", "-id"], name="reassignment_of_county")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "county_code"], condition=Q(status="draft", worker__isnull=True),
                name="one_handover_drafted_of_org",
            ),
        ]  # fmt: skip


class ReassignmentLine(models.Model):
    """One case. `before` is how it stood, for the undo; `options` are the places that were proposed for it."""

    class State(models.TextChoices):
        WAITS = "", _("待移交")
        OFFERED = "offered", _("已发出邀约")
        MATCHING = "matching", _("重新匹配")
        CHANGED = "changed", _("换了帮扶人")
        KEPT = "kept", _("情况已变，没有移交")
        UNDONE = "undone", _("已恢复")
        GONE = "gone", _("已由新的承接方接手，没有恢复")

    reassignment = models.ForeignKey(Reassignment, on_delete=models.CASCADE, related_name="lines")
    request = models.ForeignKey("matching.AssistanceRequest", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("本件的原因"), max_length=200, blank=True, help_text=_("空着的，用总的原因"))
    place = models.ForeignKey("matching.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_worker = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    options = models.JSONField(_("可以移交给"), default=list)
    before = models.JSONField(_("移交前"), default=dict)
    state = models.CharField(_("结果"), max_length=8, choices=State, blank=True, default="")
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("移交的帮扶")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reassignment", "request"], name="case_handed_over_once")]
