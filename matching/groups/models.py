"""The correction group of a person and its members; their names are sealed, what they are is a closed list."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from matching.groups.states import GROUP


class CorrectionGroup(Staged):
    """One a file. Law: R-CC-02, R-CC-03, R-MIN-01."""

    machine = GROUP
    client = models.OneToOneField("matching.Client", on_delete=models.PROTECT, related_name="group")

    class Meta:
        verbose_name = _("矫正小组")


class GroupMember(models.Model):
    """Somebody of the group; who left keeps the row with the day."""

    KINDS = [  # R-CC-02: no ninth value
        ("judicial_office", _("司法所工作人员")),
        ("committee", _("居（村）委会工作人员")),
        ("guardian", _("监护人")),
        ("family", _("家庭成员")),
        ("employer", _("就业单位人员")),
        ("school", _("就读学校人员")),
        ("social_worker", _("社会工作者")),
        ("volunteer", _("志愿者")),
    ]
    SEXES = [(1, _("男")), (2, _("女"))]

    group = models.ForeignKey(CorrectionGroup, on_delete=models.PROTECT, related_name="members")
    row_key = RowKey()
    kind = models.CharField(_("身份"), max_length=16, choices=KINDS)
    name = EncryptedText(_("姓名"), purpose=_("联系小组成员、签订责任书"), level="L2")
    sex = models.PositiveSmallIntegerField(_("性别"), choices=SEXES)
    knows_minors = models.BooleanField(_("熟悉未成年人身心特点"), default=False)
    letter_on = models.DateField(_("责任书签订日期"), null=True, blank=True)
    joined_on = models.DateField(_("加入日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("小组成员")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=(
                        *("judicial_office", "committee", "guardian", "family"),
                        *("employer", "school", "social_worker", "volunteer"),
                    )
                ),
                name="group_member_of_the_eight_kinds",
            ),
            models.CheckConstraint(condition=models.Q(sex__in=(1, 2)), name="group_member_has_a_sex"),
        ]
