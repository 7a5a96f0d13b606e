"""What learners think of a session: who was asked, and what was said, in two tables."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LEAST, MOST = 1, 5
SCORES = ("fits", "trainer", "organisation", "recommend")


def _score(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)], help_text=_("1–5")
    )


class SurveyAnswer(models.Model):
    """What one learner said of a session. It holds no learner and no time, and its key is drawn at random, so that
    neither order nor clock tells whose it is once the tie of the invitation is cut."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("training.Session", on_delete=models.PROTECT, related_name="survey_answers")
    fits = _score(_("内容用得上"))
    trainer = _score(_("讲师讲课"))
    organisation = _score(_("组织和场地"))
    recommend = _score(_("愿意推荐给同事"))
    comment = models.CharField(_("意见"), max_length=500, blank=True)
    next_topic = models.CharField(_("下次讲什么"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("培训评价")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST}), name=f"survey_{name}_is_one_to_five"
            )
            for name in SCORES
        ]


class SurveyInvitation(models.Model):
    """That somebody who attended was asked, and whether they answered.

    `answer` ties the two together only while the survey is open, so that the answer can be changed; on the day after
    `closes_on` the tie is cut, and nobody can say any more who said what.
    """

    session = models.ForeignKey("training.Session", on_delete=models.PROTECT, related_name="survey_invitations")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField(_("填写截止"), help_text=_("最后一天"))
    has_answered = models.BooleanField(_("已填写"), default=False)
    answer = models.OneToOneField(SurveyAnswer, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("评价邀请")
        indexes = [
            models.Index(fields=["learner", "has_answered", "closes_on"], name="survey_to_answer"),
            models.Index(fields=["closes_on"], condition=Q(answer__isnull=False), name="survey_ties_to_cut"),
        ]
        constraints = [models.UniqueConstraint(fields=["session", "learner"], name="surveyed_once_a_session")]
