"""The quizzes of somebody's one account go to their other one."""

from __future__ import annotations

from django.db.models import Max

from accounts.models import User
from training.quizzes.models import Attempt, RoundMember
from training.quizzes.services import close_abandoned


def hand_over(old: User, new: User) -> int:
    """Give over all sittings, numbered on from those that are there, and the rounds; how many sittings.

    What still runs is handed in as it was saved: nobody comes back to it.
    """
    for attempt in Attempt.objects.filter(learner=old, status="running").order_by("pk"):
        close_abandoned(attempt)
    last = dict(Attempt.objects.filter(learner=new).order_by().values_list("blueprint_id").annotate(last=Max("number")))
    attempts = list(Attempt.objects.filter(learner=old).order_by("pk"))
    for attempt in attempts:
        last[attempt.blueprint_id] = last.get(attempt.blueprint_id, 0) + 1
        Attempt.objects.filter(pk=attempt.pk).update(learner=new, number=last[attempt.blueprint_id])
    _rounds(old, new)
    return len(attempts)


def _rounds(old: User, new: User) -> None:
    """Expected in one round with both, the person is expected once: the earlier result and the earlier pass count."""
    there = {row.round_id: row for row in RoundMember.objects.filter(learner=new)}
    for row in RoundMember.objects.filter(learner=old).order_by("pk"):
        twin = there.get(row.round_id)
        if twin is None:
            RoundMember.objects.filter(pk=row.pk).update(learner=new)
            continue
        if row.took_at and (twin.took_at is None or row.took_at < twin.took_at):
            twin.took_at, twin.first_pct = row.took_at, row.first_pct
        twin.passed_at = min((at for at in (twin.passed_at, row.passed_at) if at), default=None)
        row.delete()
        twin.save(update_fields=["took_at", "first_pct", "passed_at"])
