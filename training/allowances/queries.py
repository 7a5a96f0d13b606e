"""What somebody was granted for a quiz, and what of it is still open."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from training.models import Allowance, Attempt


def of(learner_id: int, blueprint_id: int) -> QuerySet[Allowance]:
    """All that was granted, the newest first."""
    rows = Allowance.objects.filter(learner_id=learner_id, blueprint_id=blueprint_id)
    return rows.select_related("granted_by", "used_in").order_by("-pk")


def open_now(learner_id: int, blueprint_id: int) -> dict[str, Allowance]:
    """Kind → what the next sitting may use; at most one of each kind."""
    rows = Allowance.objects.filter(learner_id=learner_id, blueprint_id=blueprint_id, used_in=None)
    return {row.kind: row for row in rows}


def sittings_granted(learner_id: int, blueprint_id: int, past: Collection[Attempt]) -> int:
    """How many sittings beyond the resits of the quiz there are: one that is open, and those among `past`."""
    rows = Allowance.objects.filter(learner_id=learner_id, blueprint_id=blueprint_id, kind=Allowance.Kind.SITTING)
    return rows.filter(Q(used_in=None) | Q(used_in__in=[one.pk for one in past])).count()
