"""How far each learner has come with each lesson."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LessonProgress(models.Model):
    """One learner and one lesson, whichever language it was read in: pages of both share a translation key.

    `minutes` are credited once, when the lesson is finished, as the lesson had them then; a later edit of the page
    changes nothing of what somebody has done.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lessons")
    lesson_key = models.UUIDField(_("课文"))
    course_key = models.UUIDField(_("课程"))
    ticked = models.JSONField(_("学完的各节"), default=list, help_text=_("各节的编号"))
    opened_at = models.DateTimeField(_("开始"))
    seen_at = models.DateTimeField(_("最近一次"))
    finished_at = models.DateTimeField(_("学完"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("记入的学时（分钟）"), default=0)

    class Meta:
        verbose_name = _("学习进度")
        indexes = [
            models.Index(fields=["learner", "-seen_at"], name="lessons_of_learner"),
            models.Index(fields=["course_key", "learner"], name="lessons_of_course"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_key"], name="lesson_counts_once"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, minutes=0) | Q(finished_at__isnull=False, minutes__gt=0),
                name="lesson_minutes_when_finished",
            ),
        ]
