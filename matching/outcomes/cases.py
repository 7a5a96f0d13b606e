"""What the register of complaints and the ratings ask of the floor above: which case, and who worked with whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kit import clock
from matching import queries
from ngos import hooks
from ngos import queries as ngos
from volunteers import queries as volunteers

WINDOW = timedelta(days=90)


@hooks.case_of.answer
def case_of(user: Any, number: str) -> tuple[int | None, int, int, str] | None:
    """Provider, office, officer and county of a request this person may see; None for any other."""
    request = queries.requests(user).filter(number=number).first()
    if request is None:
        return None
    provider = ngos.provider_of(request.place.org_id) if request.place and request.place.org_id else None
    return provider.pk if provider else None, request.office_id, request.officer_id, request.county_code


@hooks.worked_with.answer
def worked_with(user: Any) -> set[int]:
    return volunteers.worked_for(user, clock.today() - WINDOW)
