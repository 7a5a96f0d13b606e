"""Letting proposals out, under guard: only for who still looks, only where there is room, nothing accepted touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count, F, Q

from kit import clock
from matching.models import AssistanceRequest, Place, Proposal, RunPart
from matching.planning.columns import OPEN, Scope, live_proposals
from matching.planning.marks import stands
from matching.planning.rows import fetch, ints

TOGETHER = 1000  # proposals in one transaction: nobody waits long for the locks


def publish(part: RunPart) -> None:
    """End what the plan no longer proposes, then let out what it proposes now. Run twice it does nothing more."""
    part.refresh_from_db()
    if part.stage != RunPart.Stage.STAGED or part.run.status != "running":
        return
    _end_replaced(part)
    while some := _next(part):
        _let_out(some)
    _done(part)


def _end_replaced(part: RunPart) -> None:
    rows = Proposal.objects.filter(ended_by=part, ended_at=None)
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:TOGETHER]):
        Proposal.objects.filter(pk__in=pks).update(ended_at=clock.now(), end_why=Proposal.End.REPLACED)


def _next(part: RunPart) -> list[Proposal]:
    rows = Proposal.objects.filter(part=part, published_at=None, ended_at=None).order_by("pk")
    return list(rows.only("pk", "request_id", "place_id", "weight")[:TOGETHER])


@transaction.atomic
def _let_out(some: Sequence[Proposal]) -> None:
    """Publish those that still hold, and end the others.

    Locked like at an acceptance: the requests first, then the places.
    """
    looking = _locked_requests({p.request_id for p in some})
    room = _room({p.place_id for p in some})
    taken = set(live_proposals().filter(request_id__in=looking).values_list("request_id", flat=True))
    good, gone = [], []
    for one in sorted(some, key=lambda p: (-p.weight, p.pk)):
        holds = one.request_id in looking - taken and room.get(one.place_id, 0) > 0
        room[one.place_id] = room.get(one.place_id, 0) - holds
        (good if holds else gone).append(one.pk)
    Proposal.objects.filter(pk__in=good, ended_at=None).update(published_at=clock.now())
    Proposal.objects.filter(pk__in=gone).update(ended_at=clock.now(), end_why=Proposal.End.STALE)


def _locked_requests(ids: Iterable[int]) -> set[int]:
    rows = AssistanceRequest.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return {pk for pk, status in rows.values_list("pk", "status") if status in OPEN}


def _room(ids: Iterable[int]) -> dict[int, int]:
    """Seats of each open place that neither a person nor a proposal has."""
    rows = Place.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    free = {
        pk: capacity - taken
        for pk, status, capacity, taken in rows.values_list("pk", "status", "capacity", "taken")
        if status == "open"
    }
    live = live_proposals().filter(place_id__in=free).order_by().values_list("place_id")
    counted = Counter(dict(live.annotate(n=Count("pk"))))
    return {pk: n - counted[pk] for pk, n in free.items()}


@transaction.atomic
def _done(part: RunPart) -> None:
    row = RunPart.objects.select_for_update().get(pk=part.pk)
    if row.stage == RunPart.Stage.STAGED:
        row.stage = RunPart.Stage.PUBLISHED
        row.refused_n = Proposal.objects.filter(part=part, end_why=Proposal.End.STALE, published_at=None).count()
        row.stands_mark = _stands(row)
        row.save(update_fields=["stage", "refused_n", "stands_mark"])


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
