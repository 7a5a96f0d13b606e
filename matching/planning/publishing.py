"""Letting proposals out, under guard: only for who still looks, only where there is room, nothing accepted touched."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from kit import clock
from matching.models import AssistanceRequest, Place, Proposal, RunPart
from matching.planning.columns import OPEN, Scope, live_proposals
from matching.planning.marks import stands
from matching.planning.rows import fetch, ints

TOGETHER = 2000  # proposals in one transaction: nobody waits long for the locks


def publish(part: RunPart) -> None:
    """End what the plan no longer proposes, then let out what it proposes now. Run twice it does nothing more."""
    part.refresh_from_db()
    if part.stage != RunPart.Stage.STAGED or part.run.status != "running":
        return
    _end_replaced(part)
    while (last := _next(part)) is not None:
        _let_out(part, last)
    _done(part)


def _end_replaced(part: RunPart) -> None:
    rows = Proposal.objects.filter(ended_by=part, ended_at=None)
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:TOGETHER]):
        Proposal.objects.filter(pk__in=pks).update(ended_at=clock.now(), end_why=Proposal.End.REPLACED)


def _staged(part: RunPart) -> QuerySet[Proposal]:
    return Proposal.objects.filter(part=part, published_at=None, ended_at=None)


def _next(part: RunPart) -> int | None:
    """The last of the next proposals to let out together; None when all are out."""
    pks = list(_staged(part).order_by("pk").values_list("pk", flat=True)[:TOGETHER])
    return pks[-1] if pks else None


@transaction.atomic
def _let_out(part: RunPart, last: int) -> None:
    """Publish those up to this one that still hold, and end the others.

    Locked like at an acceptance: the requests first, then the places.
    """
    rows = _staged(part).filter(pk__lte=last)
    looking = _locked_requests(rows)
    room = _room(rows)
    gone = []
    for pk, request, place in rows.order_by("-weight", "pk").values_list("pk", "request_id", "place_id"):
        if request in looking and room.get(place, 0) > 0:
            room[place] -= 1
        else:
            gone.append(pk)
    Proposal.objects.filter(pk__in=gone).update(ended_at=clock.now(), end_why=Proposal.End.STALE)
    rows.update(published_at=clock.now())


def _locked_requests(proposals: QuerySet[Proposal]) -> set[int]:
    """The requests that still look and to which nothing is proposed."""
    rows = AssistanceRequest.objects.filter(pk__in=proposals.values("request_id"))
    locked = rows.select_for_update().order_by("pk").values_list("pk", "status")
    looking = {pk for pk, status in locked if status in OPEN}
    live = live_proposals().filter(request_id__in=proposals.values("request_id"))
    return looking - set(live.values_list("request_id", flat=True))


def _room(proposals: QuerySet[Proposal]) -> dict[int, int]:
    """Seats of each open place that neither a person nor a proposal has."""
    rows = Place.objects.filter(pk__in=proposals.values("place_id")).select_for_update().order_by("pk")
    free = {
        pk: capacity - taken
        for pk, status, capacity, taken in rows.values_list("pk", "status", "capacity", "taken")
        if status == "open"
    }
    live = live_proposals().filter(place_id__in=proposals.values("place_id")).order_by()
    for place, n in live.values_list("place_id").annotate(n=Count("pk")):
        if place in free:
            free[place] -= n
    return free


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
