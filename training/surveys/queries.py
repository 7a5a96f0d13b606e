"""Who is asked about which session, and what was said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from training.models import SurveyAnswer, SurveyInvitation


def invitations_of(user: Any) -> QuerySet[SurveyInvitation]:
    return SurveyInvitation.objects.filter(learner=user).select_related("session__course", "answer")


def to_answer(user: Any, on: date) -> QuerySet[SurveyInvitation]:
    """What somebody was asked and has not answered, the soonest to close first."""
    return invitations_of(user).filter(has_answered=False, closes_on__gte=on).order_by("closes_on", "pk")


def answers_of(session_id: int) -> QuerySet[SurveyAnswer]:
    """In the order of their keys, which were drawn at random: shuffled once, and the same whoever looks."""
    return SurveyAnswer.objects.filter(session_id=session_id).order_by("pk")
