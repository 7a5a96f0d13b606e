"""The register of complaints, incidents and dangers: whom it is about, who answers, what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.crypto import EncryptedText, RowKey
from kit.lifecycle import Staged
from ngos.concerns import states


class Concern(Staged):
    """One thing that was reported. Who complains without a name leaves nothing here but the text and a mark."""

    KINDS = [("complaint", _("投诉")), ("incident", _("事件")), ("safety", _("安全事件"))]
    SOURCES = [("client", _("不具名")), ("helper", _("帮扶人")), ("staff", _("工作人员"))]
    ABOUT = [
        ("provider", _("社会组织")),
        ("office", _("司法所或其工作人员")),
        ("county", _("县(市、区)司法局")),
        ("other", _("其他")),
    ]
    SEVERITIES = [("minor", _("一般")), ("major", _("严重")), ("red_line", _("触及红线"))]
    machine = states.CONCERN

    number = models.CharField(_("编号"), max_length=14, unique=True, editable=False)
    row_key = RowKey()
    kind = models.CharField(_("类别"), max_length=9, choices=KINDS)
    source = models.CharField(_("来源"), max_length=6, choices=SOURCES)
    about = models.CharField(_("关于"), max_length=8, choices=ABOUT)
    provider = models.ForeignKey(
        "ngos.Provider", null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    office = models.ForeignKey(
        "accounts.OrgUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    county_code = models.CharField(_("县区"), max_length=6, db_index=True)
    ref = models.CharField(_("相关编号"), max_length=40, blank=True)
    on = models.DateField(_("收到日期"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns_reported"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns_owned"
    )
    mark = models.CharField(max_length=64, unique=True, null=True, editable=False)

    text = EncryptedText(_("内容"), purpose=_("核查投诉和事件"), level="L3")
    answer = EncryptedText(_("答复"), purpose=_("答复提出的人"), level="L3")
    appeal_text = EncryptedText(_("申诉理由"), purpose=_("复核答复"), level="L3")
    decision = EncryptedText(_("申诉决定"), purpose=_("答复提出的人"), level="L3")

    severity = models.CharField(_("程度"), max_length=8, choices=SEVERITIES, default="minor")
    upheld = models.BooleanField(_("属实"), null=True, blank=True)
    for_provider = models.CharField(
        _("告知机构的内容"), max_length=300, blank=True, help_text=_("机构看到的只有这一段；不写是谁提出的")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    appealed_on = models.DateField(_("申诉日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("投诉与事件")
        indexes = [
            models.Index(fields=["county_code", "status", "-id"], name="concern_of_county"),
            models.Index(fields=["provider", "on"], name="concern_of_provider"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(about="provider") | Q(provider__isnull=False), name="concern_names_its_provider"
            ),
            models.CheckConstraint(
                condition=~Q(about="office") | Q(office__isnull=False), name="concern_names_its_office"
            ),
            models.CheckConstraint(
                condition=~Q(source="client") | Q(by__isnull=True), name="concern_without_a_name_has_none"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_late(self) -> bool:
        return self.status == "escalated"
