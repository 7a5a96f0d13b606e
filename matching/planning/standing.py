"""The plan that stands while people decide: what a decision does to its proposals, in the deciding transaction."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, QuerySet

from kit import clock
from matching.models import AssistanceRequest, Place, Proposal


def live() -> QuerySet[Proposal]:
    return Proposal.objects.filter(ended_at=None)


def decided(request: AssistanceRequest, places: Collection[Place]) -> None:
    """An officer sent offers: the plan was followed, or another place was chosen. One query where nothing stands."""
    proposal = live().filter(request=request).first()
    if proposal is not None:
        followed = proposal.place_id in {place.pk for place in places}
        _end(live().filter(pk=proposal.pk), Proposal.End.FOLLOWED if followed else Proposal.End.OTHERWISE)


def trim(place_id: int) -> None:
    """End the proposals at a place for which there is no seat any more, the lowest weight first.

    Call with the place's row locked, as its conditional update does.
    """
    room = Place.objects.filter(pk=place_id).values_list(F("capacity") - F("taken"), flat=True).get()
    rows = live().filter(place_id=place_id).order_by("-weight", "pk")
    over = list(rows.values_list("pk", flat=True))[max(0, room) :]
    if over:
        _end(live().filter(pk__in=over), Proposal.End.FULL)


def _end(rows: QuerySet[Proposal], why: str) -> None:
    rows.update(ended_at=clock.now(), end_why=why)
