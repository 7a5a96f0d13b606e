"""The sums of item analysis: added to when an attempt is graded, in its transaction, and counted anew on request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, F

from training.quizzes.models import FULL, Attempt, AttemptItem, VersionSums

MILLION = 1_000_000
NAMES = ("n", "right", "points", "points2", "rest", "rest2", "cross")
MANY = 200  # rows written at once


def worth(points: int, of_attempt: int, points_max: int) -> dict[str, int]:
    """What one answer adds; the rest of its attempt is rounded to a millionth, half up, in whole numbers."""
    rest = (2 * MILLION * (of_attempt - points) + (points_max - FULL)) // (2 * (points_max - FULL))
    return {
        "n": 1, "right": int(points == FULL), "points": points, "points2": points * points, "rest": rest,
        "rest2": rest * rest, "cross": points * rest,
    }  # fmt: skip


def add(attempt: Attempt, items: Iterable[AttemptItem]) -> None:
    """Add a graded attempt; call it once, in the transaction of the step that graded it, which is taken only once.

    An attempt of one question has no rest to compare it with and is left out.
    """
    if attempt.points_max <= FULL:
        return
    told = {item.version_id: worth(item.points, attempt.points, attempt.points_max) for item in items}
    rows = _locked(told)
    for row in rows:
        for name, value in told[row.pk].items():
            setattr(row, name, F(name) + value)
    VersionSums.objects.bulk_update(rows, NAMES)


@transaction.atomic
def rebuild() -> int:
    """Count everything anew; how many versions. May run while people hand in: their answers are in it or follow.

    The sums are locked first. Whoever has added already is waited for, and then counted; whoever comes later adds.
    """
    graded = _graded().order_by().values_list("version_id", flat=True).distinct()
    rows = _locked({*graded, *VersionSums.objects.values_list("pk", flat=True)})
    found = _counted({row.pk for row in rows})
    for row in rows:
        for name in NAMES:
            setattr(row, name, found.get(row.pk, {}).get(name, 0))
    VersionSums.objects.bulk_update(rows, NAMES, batch_size=MANY)
    return len(rows)


def _graded() -> Any:
    return AttemptItem.objects.filter(attempt__status="graded", attempt__points_max__gt=FULL)


def _counted(version_ids: set[int]) -> dict[int, dict[str, int]]:
    """Version → its sums. The database counts equal answers, so that one piece of arithmetic serves both ways."""
    rows = _graded().order_by().values_list("version_id", "points", "attempt__points", "attempt__points_max")
    found: dict[int, dict[str, int]] = {}
    for version, points, of_attempt, points_max, k in rows.annotate(k=Count("pk")).iterator():
        if version in version_ids:
            mine = found.setdefault(version, dict.fromkeys(NAMES, 0))
            for name, value in worth(points, of_attempt, points_max).items():
                mine[name] += value * k
    return found


def _locked(version_ids: Iterable[int]) -> list[VersionSums]:
    """The rows of these versions, made where there were none, locked in the order in which everybody takes them."""
    wanted = sorted(version_ids)
    known = set(VersionSums.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if missing := [pk for pk in wanted if pk not in known]:
        VersionSums.objects.bulk_create([VersionSums(pk=pk) for pk in missing], ignore_conflicts=True)
    return list(VersionSums.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
