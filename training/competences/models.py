"""What somebody can do beside their office, entered by a manager from a paper that was shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from training.competences.areas import AREAS, LEVELS


class Competence(models.Model):
    """A degree, a national qualification or a title in one of the areas; certificates of courses and credentials count
    as well and are not entered again (`competences.queries`)."""

    KINDS = [
        ("degree", _("学历学位")),
        ("qualification", _("国家职业资格")),
        ("title", _("专业技术职称")),
        ("other", _("其他证书")),
    ]
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="competences")
    area = models.CharField(_("领域"), max_length=11, choices=AREAS)
    level = models.PositiveSmallIntegerField(_("程度"), choices=LEVELS)
    kind = models.CharField(_("依据"), max_length=13, choices=KINDS)
    title = models.CharField(_("证书名称"), max_length=60)
    issuer = models.CharField(_("发证单位"), max_length=80, blank=True)
    obtained_on = models.DateField(_("取得日期"))
    valid_to = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("最后一天；空着长期有效"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    withdrawn_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    reason = models.CharField(_("作废的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("专业能力")
        indexes = [
            models.Index(fields=["holder", "area", "valid_to"], name="competence_of_holder"),
            models.Index(fields=["area", "valid_to"], name="competence_in_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(obtained_on__lte=F("valid_to")), name="competence_days_in_order"
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="competence_has_a_level"),
            models.UniqueConstraint(
                fields=["holder", "area", "kind", "title"],
                condition=Q(withdrawn_at__isnull=True),
                name="competence_entered_once",
            ),
        ]
