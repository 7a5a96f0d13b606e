"""Letting proposals out, under guard: only for who still looks, only where there is room, nothing accepted touched."""

from __future__ import annotations

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, F, Q

from kit import clock
from matching.models import AssistanceRequest, Place, Proposal, RunPart, StagedPart
from matching.planning.columns import OPEN, Scope, live_proposals
from matching.planning.marks import stands
from matching.planning.rows import Among, fetch, insert, ints
from matching.planning.staging import COLUMNS, unpacked

REQUEST, PLACE, WEIGHT = (COLUMNS.index(name) for name in ("request", "place", "weight"))
TOGETHER = 4000  # proposals in one transaction: nobody waits long for the locks


def publish(part: RunPart) -> None:
    """End what the plan no longer proposes, then let out what it proposes now. Run twice it does nothing more."""
    part.refresh_from_db()
    if part.stage != RunPart.Stage.STAGED or part.run.status != "running":
        return
    _end_replaced(part)
    while _let_out(part):
        pass
    _done(part)


@transaction.atomic
def _end_replaced(part: RunPart) -> None:
    staged = _staged(part)
    ends = unpacked(staged.ends)[:, 0].tolist() if staged else []
    for k in range(0, len(ends), TOGETHER):
        rows = Proposal.objects.filter(pk__in=Among(ends[k : k + TOGETHER]), ended_at=None)
        rows.update(ended_at=clock.now(), end_why=Proposal.End.REPLACED, ended_by=part)


def _staged(part: RunPart) -> StagedPart | None:
    """What is still to be let out, locked; None where another worker has done it or the plan was cancelled."""
    return StagedPart.objects.select_for_update().filter(part=part).first()


@transaction.atomic
def _let_out(part: RunPart) -> bool:
    """Publish the next ones that still hold, and count the others; False when there are none left.

    Locked like at an acceptance: the requests first, then the places.
    """
    staged = _staged(part)
    if staged is None:
        return False
    rows = unpacked(staged.proposals, len(COLUMNS))[staged.let_out_n :][:TOGETHER]
    if not len(rows):
        return False
    looking, room = _looking(rows[:, REQUEST].tolist()), _room(rows[:, PLACE].tolist())
    hold = []
    for row in rows[np.argsort(-rows[:, WEIGHT], kind="stable")].tolist():
        if row[REQUEST] in looking and room.get(row[PLACE], 0) > 0:
            room[row[PLACE]] -= 1
            hold.append(row)
    _write(part, hold)
    staged.let_out_n += len(rows)
    staged.save(update_fields=["let_out_n"])
    RunPart.objects.filter(pk=part.pk).update(refused_n=F("refused_n") + len(rows) - len(hold))
    return True


def _write(part: RunPart, rows: list[list[int]]) -> None:
    own, now = (part.run_id, part.pk), connection.ops.adapt_datetimefield_value(clock.now())
    names = ("run", "part", *COLUMNS, "published_at", "end_why")
    insert(Proposal, names, ((*own, r, p, f"{county:06d}", *rest, now, "") for r, p, county, *rest in rows))


def _looking(requests: list[int]) -> set[int]:
    """Those of these requests that still look and to which nothing is proposed; all are locked."""
    rows = AssistanceRequest.objects.filter(pk__in=Among(requests)).select_for_update().order_by("pk")
    looking = {pk for pk, status in rows.values_list("pk", "status") if status in OPEN}
    return looking - set(live_proposals().filter(request__in=Among(requests)).values_list("request_id", flat=True))


def _room(places: list[int]) -> dict[int, int]:
    """Seats of each open place that neither a person nor a proposal has; all are locked."""
    rows = Place.objects.filter(pk__in=Among(places)).select_for_update().order_by("pk")
    free = {
        pk: capacity - taken
        for pk, status, capacity, taken in rows.values_list("pk", "status", "capacity", "taken")
        if status == "open"
    }
    live = live_proposals().filter(place__in=Among(places)).order_by()
    for place, n in live.values_list("place_id").annotate(n=Count("pk")):
        if place in free:
            free[place] -= n
    return free


@transaction.atomic
def _done(part: RunPart) -> None:
    row = RunPart.objects.select_for_update().get(pk=part.pk)
    if row.stage == RunPart.Stage.STAGED:
        row.stage = RunPart.Stage.PUBLISHED
        row.stands_mark = _stands(row)
        row.save(update_fields=["stage", "stands_mark"])
        StagedPart.objects.filter(part=row).delete()


def _stands(part: RunPart) -> str:
    """A mark of what is proposed in the part's areas now; while nothing moves, the next run finds the same."""
    scope = Scope(areas=tuple(part.areas), county=part.run.county_code)
    rows = live_proposals().filter(scope.within("request__client__county_code"), request__status__in=OPEN)
    if scope.county:
        rows = rows.filter(county_code=scope.county)
    live = fetch(rows, "request_id", "place_id")
    return stands(ints(live["request_id"]), ints(live["place_id"]))


def end_stale() -> int:
    """End the proposals of requests that look no more, and those at places that are closed or full; how many."""
    shut = ~Q(request__status__in=OPEN) | ~Q(place__status="open") | Q(place__taken__gte=F("place__capacity"))
    pks = list(live_proposals().filter(shut).values_list("pk", flat=True))
    for k in range(0, len(pks), TOGETHER):
        rows = Proposal.objects.filter(pk__in=pks[k : k + TOGETHER], ended_at=None)
        rows.update(ended_at=clock.now(), end_why=Proposal.End.STALE)
    return len(pks)
