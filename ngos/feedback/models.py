"""What people think of a provider's work: voices that nobody can trace, and ratings by officers and volunteers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import numbers
from ngos.purchasing.models import SERVICE_KINDS

BUCKET_LENGTH = 4
WHOLE = 0  # the category of a bucket that holds all of a small provider's services together
KINDS = [(WHOLE, _("各类服务")), *SERVICE_KINDS]
STARS = [(5, _("5 很满意")), (4, _("4 满意")), (3, _("3 一般")), (2, _("2 不满意")), (1, _("1 很不满意"))]


def bucket_code() -> str:
    return numbers.random_code(BUCKET_LENGTH)


class VoiceBucket(models.Model):
    """All that a voice is tied to: a provider, a category of its services, a quarter."""

    code = models.CharField(primary_key=True, max_length=BUCKET_LENGTH, default=bucket_code, editable=False)
    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="+")
    category = models.PositiveSmallIntegerField(_("服务大类"), choices=KINDS)
    quarter = models.CharField(_("季度"), max_length=6, help_text=_("例如 2026Q1"))

    class Meta:
        verbose_name = _("评价范围")
        constraints = [
            models.UniqueConstraint(fields=["provider", "category", "quarter"], name="one_bucket_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.code}"


class Voice(models.Model):
    """What one person answered. It knows neither the person nor the code that was used, and no instant.

    `on` is the Monday of the week: a finer day could be held against the days of the meetings.
    """

    ANSWERS = [("yes", _("是")), ("partly", _("部分是")), ("no", _("不是"))]

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bucket = models.ForeignKey(VoiceBucket, on_delete=models.PROTECT, related_name="voices")
    on = models.DateField(_("所在周的周一"), db_index=True)
    stars = models.PositiveSmallIntegerField(_("满意度"), choices=STARS)
    respected = models.CharField(_("得到尊重"), max_length=6, choices=ANSWERS, blank=True)
    helped = models.CharField(_("有帮助"), max_length=6, choices=ANSWERS, blank=True)
    kept = models.CharField(_("说到做到"), max_length=6, choices=ANSWERS, blank=True)

    class Meta:
        verbose_name = _("服务对象评价")
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="voice_stars_one_to_five"),
        ]


class SpentCode(models.Model):
    """A code that was used, as a keyed mark. No voice points to it, and it points to none."""

    mark = models.CharField(primary_key=True, max_length=64, editable=False)

    class Meta:
        verbose_name = _("已用的评价码")


class Rating(models.Model):
    """What an officer or a volunteer, who are known, thinks of a provider; never pooled with voices or each other."""

    SOURCES = [("officer", _("司法所工作人员")), ("volunteer", _("志愿者"))]

    source = models.CharField(_("评价人"), max_length=9, choices=SOURCES)
    provider = models.ForeignKey("ngos.Provider", on_delete=models.PROTECT, related_name="ratings")
    ref = models.CharField(_("来源编号"), max_length=40, help_text=_("工作人员评价的是需求，志愿者评价的是一个季度"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("日期"), db_index=True)
    stars = models.PositiveSmallIntegerField(_("评分"), choices=STARS)

    class Meta:
        verbose_name = _("合作评价")
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="rating_stars_one_to_five"),
            models.UniqueConstraint(fields=["source", "provider", "ref", "by"], name="one_rating_of_one_thing"),
        ]
