"""The officer's own mark for the organisation that helped, given when the outcome is confirmed."""

from __future__ import annotations

from accounts.models import User
from matching.models import AssistanceRequest
from ngos import queries as ngos
from ngos.feedback import services as feedback


def may_rate(request: AssistanceRequest, user: User) -> bool:
    """Only an organisation, and not by whoever chose it against the ranking: that would mark one's own choice."""
    place = request.place
    if place is None or place.kind != "service" or place.org_id is None or ngos.provider_of(place.org_id) is None:
        return False
    taken = request.offers.filter(round_no=request.round_no, status="accepted").first()
    return not (taken and taken.chosen_why and taken.sent_by_id == user.pk)


def rate(request: AssistanceRequest, *, by: User, stars: int | None) -> None:
    """Note the mark, if one was given and this officer may give one."""
    place = request.place
    if stars is None or place is None or not may_rate(request, by):
        return
    provider = ngos.provider_of(place.org_id or 0)
    if provider is not None:
        feedback.rate(provider, by=by, source="officer", ref=f"{request.number}:{request.round_no}", stars=stars)
