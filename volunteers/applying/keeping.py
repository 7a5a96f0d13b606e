"""What applications that came to nothing still say of people, and when it goes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts import services as accounts
from accounts.models import User
from audit.moves import move
from kit import clock, rules
from volunteers.applying import services, states
from volunteers.models import Application, Volunteer


def forget_old() -> int:
    """Take drafts back that nobody went on with, and empty what was refused long ago; how many.

    The account goes too, its number is free again, when nothing else hangs on it.
    """
    drafts, refused = _left_alone(), _refused_long_ago()
    for application in [*drafts, *refused]:
        with transaction.atomic():
            if application.status in ("draft", "returned"):
                move(application, "withdraw", by=None)
            services.forget(application)
            if _is_bare(application.user):
                accounts.forget_member(application.user)
    return len(drafts) + len(refused)


def _is_bare(user: User) -> bool:
    if Volunteer.objects.filter(user=user).exists():
        return False
    applies = Application.objects.filter(user=user, status__in=states.OPEN)
    keeps = Application.objects.filter(user=user, id_index__isnull=False)
    return not (applies | keeps).exists() and accounts.is_of_member_alone(user)


def _left_alone() -> QuerySet[Application]:
    """Law: R-PI-01 (nothing is kept without a purpose)."""
    return _older("volunteers.draft_days").filter(status__in=("draft", "returned"))


def _refused_long_ago() -> QuerySet[Application]:
    return _older("volunteers.rejected_days").filter(status="rejected", id_index__isnull=False)


def _older(rule: str) -> QuerySet[Application]:
    before = clock.now() - timedelta(days=int(rules.value(rule)))
    return Application.objects.filter(status_at__lt=before).select_related("user")
