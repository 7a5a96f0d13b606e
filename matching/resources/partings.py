"""What the main job answers when a volunteer left long ago: does something still run; and its copies of the name."""

from __future__ import annotations

from typing import Any

from matching import states
from matching.models import AssistanceRequest, Place, Session
from volunteers import hooks


@hooks.holding.add
def still_helps(volunteer: Any) -> bool:
    requests = AssistanceRequest.objects.filter(helper=volunteer.user_id).exclude(status__in=states.REQUEST.ends)
    meetings = Session.objects.filter(worker=volunteer.user_id, status__in=("booked", "awaiting_record"))
    return requests.exists() or meetings.exists() or Place.objects.filter(volunteer=volunteer, taken__gt=0).exists()


@hooks.erasing.add
def unname_places(volunteer: Any) -> None:
    Place.objects.filter(volunteer=volunteer).update(name=volunteer.number)
